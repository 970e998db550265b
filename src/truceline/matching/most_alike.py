"""Where hundreds of reports share a spot and a moment each keeps the candidates most like it: memory is bounded.

A pair stays if it is among the ``MOST_CANDIDATES`` best of either report. A pair that more reports push out never comes
back, so pruning now and then, or once at the end, or as reports arrive, leaves the same pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from truceline.space.compiled import njit

Array = np.ndarray[Any, Any]
MOST_CANDIDATES = 600  # more than any report has in the sets that matching is measured on


@njit
def _mark(degree: Any, left: Any, right: Any, score: Any, rank: Any, most: int, keep: Any) -> None:
    """Marks the best pairs of each busy report: highest score first, then the other report's rank."""
    n = len(degree)
    at = np.zeros(n + 1, np.int64)
    for i in range(n):
        at[i + 1] = at[i] + (degree[i] if degree[i] > most else 0)
    fill, of, other = at[:-1].copy(), np.empty(at[n], np.int64), np.empty(at[n], np.int64)
    for k in range(len(left)):
        i, j = left[k], right[k]
        if degree[i] > most:
            of[fill[i]], other[fill[i]] = k, rank[j]
            fill[i] += 1
        if degree[j] > most:
            of[fill[j]], other[fill[j]] = k, rank[i]
            fill[j] += 1
    for i in range(n):
        if degree[i] > most:
            mine, partner = of[at[i] : at[i + 1]], other[at[i] : at[i + 1]]
            value = score[mine]
            least = np.partition(-value, most - 1)[most - 1]
            tied = -value == least
            room = most - np.sum(-value < least)
            last = np.partition(partner[tied], room - 1)[room - 1]
            for k in range(len(mine)):
                if -value[k] < least or (tied[k] and partner[k] <= last):
                    keep[mine[k]] = True


def degrees(left: Array, right: Array, n: int) -> Array:
    """How many pairs each of ``n`` reports is in."""
    return np.asarray(np.bincount(left, minlength=n) + np.bincount(right, minlength=n))


def most_alike(
    left: Array, right: Array, score: Array, n: int, rank: Callable[[], Array] | None = None
) -> Array | None:
    """Which pairs stay (mask), None for all of them.

    ``score``: of the pair alone. ``rank``: gives each of ``n`` reports' place in canonical order; None: rows have it.
    """
    degree = degrees(left, right, n)
    busy = degree > MOST_CANDIDATES
    if not busy.any():
        return None
    keep = ~(busy[left] & busy[right])
    _mark(degree, left, right, score, np.arange(n) if rank is None else rank(), MOST_CANDIDATES, keep)
    return keep


def full_rows(left: Array, right: Array, n: int) -> Array:
    """Reports that may have lost candidates (mask): what is no pair of two of them says nothing."""
    return degrees(left, right, n) >= MOST_CANDIDATES
