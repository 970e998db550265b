"""The additive score: the sum of what each clue's class weighs, in log-odds. Its terms are the explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.matching.columns import SOURCE, Columns
from truceline.matching.features import ALONE, CLASSES, CLUES, LABELS, classes_of, density, margin, total_of
from truceline.matching.pairs import Pairs
from truceline.space.compiled import njit, tight

Array = np.ndarray[Any, Any]
NEAR_RIVAL = 1.5  # log-odds below a pair within which another counts as about as near
BUSY = 64  # a report with more pairs has them sorted, and its rivals looked up instead of counted


@dataclass(frozen=True)
class Weights:
    """Log-odds by clue and class. ``first``: of the pair alone, which decides who rivals whom; ``final``: of all clues.

    ``slope`` and ``shift`` recalibrate the final sum. ``floor``: pairs below it (by ``first``) are not kept.
    ``absent``: what a pair that was no candidate counts in a cluster. ``threshold``: log-odds from which joining pays;
    below even odds, because F1 is greatest where a pair joins from about half of the F1 reached (docs/methods).
    ``beyond_two``: what each pair must bring on top of it in an incident of more than two reports.
    ``made_of``: what the weights were learnt from.
    """

    first: Mapping[str, tuple[float, ...]]
    final: Mapping[str, tuple[float, ...]]
    first_constant: float
    final_constant: float
    floor: float = -4.5
    absent: float = -3.0
    threshold: float = -0.6
    beyond_two: float = 0.0
    slope: float = 1.0
    shift: float = 0.0
    made_of: str = ""

    def first_matrix(self) -> Array:
        return matrix(self.first, self.first_constant)

    def final_matrix(self) -> Array:
        return matrix(self.final, self.final_constant)


def matrix(weights: Mapping[str, tuple[float, ...]], constant: float) -> Array:
    """Clue × class, blanks 0. The last class of the first clue holds the constant."""
    out = np.zeros((len(CLUES), CLASSES + 1), np.float32)
    for row, clue in enumerate(CLUES):
        values = weights.get(clue, ())
        out[row, : len(values)] = values
    out[0, -1] = constant
    return out


@dataclass(frozen=True)
class Term:
    """One clue's part in a score."""

    clue: str
    said: str
    weight: float


@njit
def _neighbours(n: int, left: Any, right: Any) -> tuple[Any, Any]:
    """Per report the numbers of its pairs, as offsets and one array."""
    at = np.zeros(n + 1, np.int64)
    for k in range(len(left)):
        at[left[k] + 1] += 1
        at[right[k] + 1] += 1
    for i in range(n):
        at[i + 1] += at[i]
    fill, pairs = at[:-1].copy(), np.zeros(2 * len(left), np.int64)
    for k in range(len(left)):
        pairs[fill[left[k]]] = k
        fill[left[k]] += 1
        pairs[fill[right[k]]] = k
        fill[right[k]] += 1
    return at, pairs


@njit
def _sort_busy(codes: Any, left: Any, right: Any, score: Any, at: Any, pairs: Any) -> None:
    """The pairs of busy reports by source of the other report, then by score."""
    for i in range(len(at) - 1):
        if at[i + 1] - at[i] <= BUSY:
            continue
        mine = pairs[at[i] : at[i + 1]].copy()
        source = np.empty(len(mine), np.int64)
        for k in range(len(mine)):
            source[k] = codes[right[mine[k]] if left[mine[k]] == i else left[mine[k]], SOURCE]
        by_score = np.argsort(score[mine], kind="mergesort")
        order = by_score[np.argsort(source[by_score], kind="mergesort")]
        pairs[at[i] : at[i + 1]] = mine[order]


@tight
def _busy_rivals(codes: Any, left: Any, right: Any, score: Any, at: Any, pairs: Any, k: int, i: int) -> Any:
    """``_rivals`` of a report whose pairs are sorted."""
    source = codes[right[k] if left[k] == i else left[k], SOURCE]
    first = _first_of(codes, left, right, at, pairs, i, source)
    end = _first_of(codes, left, right, at, pairs, i, source + 1)
    last = pairs[end - 1]
    if last == k:
        last = pairs[end - 2] if end - 2 >= first else -1
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if score[pairs[middle]] > score[k] - NEAR_RIVAL:
            high = middle
        else:
            low = middle + 1
    best = score[last] if last >= 0 else -np.inf
    return best, end - low - 1


@tight
def _first_of(codes: Any, left: Any, right: Any, at: Any, pairs: Any, i: int, source: int) -> int:
    """Where the pairs of report i with this source, or a later one, begin."""
    low, high = at[i], at[i + 1]
    while low < high:
        middle = (low + high) // 2
        other = pairs[middle]
        if codes[right[other] if left[other] == i else left[other], SOURCE] < source:
            low = middle + 1
        else:
            high = middle
    return int(low)


@tight
def _rivals(codes: Any, left: Any, right: Any, score: Any, at: Any, pairs: Any, k: int, i: int) -> tuple[float, int]:
    """Among the pairs of report i with the source of pair k's other report: the best other score, how many are near."""
    if at[i + 1] - at[i] > BUSY:
        return _busy_rivals(codes, left, right, score, at, pairs, k, i)  # type: ignore[no-any-return]
    source = codes[right[k] if left[k] == i else left[k], SOURCE]
    best, near = -np.inf, 0
    for spot in range(at[i], at[i + 1]):
        other = pairs[spot]
        if other == k:
            continue
        report = right[other] if left[other] == i else left[other]
        if codes[report, SOURCE] == source:
            best = max(best, score[other])
            near += score[other] > score[k] - NEAR_RIVAL
    return best, near


@njit
def _final(
    c: Columns, left: Any, right: Any, score: Any, at: Any, pairs: Any, weights: Any, classes: Any, out: Any
) -> None:
    """All clues of every pair into ``classes`` (when it has rows), and the sum of their weights into ``out``."""
    found = np.zeros(len(CLUES), np.int64)
    for k in range(len(left)):
        i, j = left[k], right[k]
        classes_of(c, i, j, found)
        if c.codes[i, SOURCE] == c.codes[j, SOURCE]:
            found[ALONE], found[ALONE + 1] = 0, 0
        else:
            best_i, near_i = _rivals(c.codes, left, right, score, at, pairs, k, i)
            best_j, near_j = _rivals(c.codes, left, right, score, at, pairs, k, j)
            best = max(best_i, best_j)
            found[ALONE] = margin(score[k] - best, best > -np.inf)
            found[ALONE + 1] = density(near_i + near_j)
        out[k] = total_of(weights, found)
        if len(classes):
            classes[k] = found


def score_pairs(columns: Columns, pairs: Pairs, weights: Weights) -> Array:
    """Log-odds that each pair is one incident, recalibrated. One value a pair, order kept, float32."""
    return weights.slope * _scored(columns, pairs, weights.final_matrix(), np.zeros((0, 0), np.int8)) + weights.shift


def classes_of_pairs(columns: Columns, pairs: Pairs) -> Array:
    """Each pair's class of each clue (pairs × clues, int8), in the order of ``CLUES``."""
    classes = np.zeros((len(pairs.left), len(CLUES)), np.int8)
    _scored(columns, pairs, matrix({}, 0.0), classes)
    return classes


def _scored(columns: Columns, pairs: Pairs, weights: Array, classes: Array) -> Array:
    out = np.zeros(len(pairs.left), np.float32)
    at, of = _neighbours(len(columns.codes), pairs.left, pairs.right)
    _sort_busy(columns.codes, pairs.left, pairs.right, pairs.score, at, of)
    _final(columns, pairs.left, pairs.right, pairs.score, at, of, weights, classes, out)
    return out


def terms_of(classes: Array, weights: Weights) -> list[Term]:
    """The terms of one pair's score, its constant first; they add up to it before recalibration."""
    found = [Term("constant", "how rarely candidates are one incident", weights.final_constant)]
    for clue, chosen in zip(CLUES, classes, strict=True):
        values = weights.final.get(clue, ())
        found.append(Term(clue, LABELS[clue][chosen], float(values[chosen]) if chosen < len(values) else 0.0))
    return found


def probability(log_odds: Any) -> Any:
    """Log-odds as probability."""
    return 1.0 / (1.0 + np.exp(-np.clip(np.asarray(log_odds, float), -700.0, 700.0)))
