"""Pairs into incidents by correlation clustering: greedy additive edge contraction.

Two clusters join while the log-odds of all pairs between them sum to more than nothing, the strongest first. Pairs that
were no candidates count against it, two reports of one source too, so that chains of look-alikes do not grow: plain
connected components would. Clusters of more than two reports can ask more of each pair; two reports that then stand
alone may still join, which can never bring three incidents together. Every answer depends on the component alone, in
the canonical order of reports.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from truceline.space.compiled import njit

Array = np.ndarray[Any, Any]
LARGEST = 3000  # a component beyond it is first cut at its stronger links: work grows with its square
STRONGER = 1.0


@njit
def _root(parent: Any, i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


@njit
def _components(n: int, left: Any, right: Any, weight: Any, above: float) -> Any:
    """The smallest row of each report's component over pairs above a weight."""
    parent = np.arange(n)
    for k in range(len(left)):
        if weight[k] > above:
            a, b = _root(parent, left[k]), _root(parent, right[k])
            if a < b:
                parent[b] = a
            elif b < a:
                parent[a] = b
    for i in range(n):
        parent[i] = _root(parent, i)
    return parent


@njit
def _best(gain: Any, alive: Any, a: int) -> int:
    """The cluster that a gains most by joining, -1 if none; the first among equals."""
    best, value = -1, 0.0
    for b in range(len(alive)):
        if alive[b] and b != a and gain[a, b] > value:
            best, value = b, gain[a, b]
    return best


@njit
def _contract(gain: Any) -> Any:
    """Labels of one component out of its matrix of pairwise log-odds, by joining while there is something to gain."""
    n = len(gain)
    label, alive, best = np.arange(n), np.ones(n, np.bool_), np.zeros(n, np.int64)
    for a in range(n):
        best[a] = _best(gain, alive, a)
    while True:
        a, value = -1, 0.0
        for k in range(n):
            if alive[k] and best[k] >= 0 and gain[k, best[k]] > value:
                a, value = k, gain[k, best[k]]
        if a < 0:
            return label
        b = best[a]
        if b < a:
            a, b = b, a
        alive[b] = False
        for k in range(n):
            if label[k] == b:
                label[k] = a
            if alive[k] and k != a:
                gain[a, k] += gain[b, k]
                gain[k, a] = gain[a, k]
        best[a] = _best(gain, alive, a)
        for k in range(n):
            if alive[k] and k != a:
                held = gain[k, best[k]] if best[k] >= 0 else 0.0
                if best[k] == a or best[k] == b:
                    best[k] = _best(gain, alive, k)
                elif gain[k, a] > held or (gain[k, a] == held and 0 <= a < best[k]):
                    best[k] = a


@njit
def _join_lone(left: Any, right: Any, weight: Any, label: Any) -> None:
    """Joins reports that stand alone two by two, strongest pairs first, in ``label``. Pairs are of local rows."""
    n = len(label)
    size = np.zeros(n, np.int64)
    for k in range(n):
        size[label[k]] += 1
    for k in np.argsort(-weight, kind="mergesort"):
        a, b = left[k], right[k]
        if weight[k] > 0.0 and size[label[a]] == 1 and size[label[b]] == 1:
            size[label[a]] = 2
            label[b] = label[a]


@njit
def _cluster(
    rows: Any,
    at: Any,
    left: Any,
    right: Any,
    weight: Any,
    pair_at: Any,
    absent: float,
    beyond_two: float,
    full: Any,
    out: Any,
) -> None:
    """Clusters each component: ``rows`` by component (offsets ``at``), pairs by component (offsets ``pair_at``)."""
    local = np.zeros(len(out), np.int64)
    for part in range(len(at) - 1):
        size = at[part + 1] - at[part]
        if size == 1 or size > LARGEST:  # alone, or a star that no cut made smaller
            out[rows[at[part] : at[part + 1]]] = rows[at[part]]
            continue
        for k in range(size):
            local[rows[at[part] + k]] = k
        gain = np.full((size, size), absent, np.float32)
        among = full[rows[at[part] : at[part + 1]]]
        for a in np.flatnonzero(among):
            gain[a][among] = 0.0
        first, last = pair_at[part], pair_at[part + 1]
        for k in range(first, last):
            a, b = local[left[k]], local[right[k]]
            gain[a, b] = gain[b, a] = weight[k] - beyond_two
        label = _contract(gain)
        if beyond_two > 0.0:
            _join_lone(local[left[first:last]], local[right[first:last]], weight[first:last], label)
        for k in range(size):
            out[rows[at[part] + k]] = rows[at[part] + label[k]]


@njit
def _stars(component: Any, big: Any, left: Any, right: Any, weight: Any, absent: float) -> Any:
    """Components that no cut makes smaller, told apart as stars: the first report with all that it gains by.

    A report that stands strongly against one already taken (below ``absent``) is left for a later star.
    """
    n = len(component)
    at = np.zeros(n + 1, np.int64)
    for k in range(len(left)):
        at[left[k] + 1] += 1
        at[right[k] + 1] += 1
    at = np.cumsum(at)
    fill, of = at[:-1].copy(), np.zeros(2 * len(left), np.int64)
    for k in range(len(left)):
        of[fill[left[k]]] = of[fill[right[k]]] = k
        fill[left[k]] += 1
        fill[right[k]] += 1
    out = component.copy()
    out[big] = -1
    for i in range(n):
        if out[i] >= 0:
            continue
        out[i] = i
        for spot in range(at[i], at[i + 1]):
            j = left[of[spot]] + right[of[spot]] - i
            if out[j] >= 0 or weight[of[spot]] <= 0.0:
                continue
            against = False
            for other in range(at[j], at[j + 1]):
                if weight[of[other]] < absent and out[left[of[other]] + right[of[other]] - j] == i:
                    against = True
                    break
            if not against:
                out[j] = i
    return out


def components_of(n: int, left: Array, right: Array, weight: Array) -> Array:
    """The smallest row of each report's component over pairs with something to gain."""
    return np.asarray(_components(n, left, right, weight, 0.0))


def find_incidents(
    n: int,
    left: Array,
    right: Array,
    weight: Array,
    absent: float,
    beyond_two: float = 0.0,
    full: Array | None = None,
) -> Array:
    """The smallest row of each report's incident (n values). Pairs in any order, rows canonical.

    ``weight``: log-odds of each pair; ``absent``: of a pair that is not there. ``beyond_two``: what every pair must
    bring on top where more than two reports are joined. ``full``: reports (mask) that may have lost pairs
    (``most_alike.full_rows``): a pair of two of them that is not there counts nothing.
    """
    weight = weight.astype(np.float32)
    component = _components(n, left, right, weight, 0.0)
    above, starred = 0.0, np.zeros(n, bool)
    while True:
        sizes = np.bincount(component, minlength=n)
        big = (sizes[component] > LARGEST) & ~starred
        if not big.any():
            break
        above += STRONGER
        inner = big[left] & big[right]
        finer = _components(n, left[inner], right[inner], weight[inner], above)
        lost = big & _mostly_alone(component, finer, big)
        if lost.any():
            inner &= lost[left] & lost[right]
            finer = np.where(lost, _stars(component, lost, left[inner], right[inner], weight[inner], absent), finer)
            starred |= lost
        component = np.where(big, finer, component)
    inside = component[left] == component[right]
    left, right, weight = left[inside], right[inside], weight[inside]
    order = np.lexsort((right, left, component[left]))
    left, right, weight = left[order], right[order], weight[order]
    rows = np.lexsort((np.arange(n), component))
    starts = np.flatnonzero(np.r_[True, np.diff(component[rows]) != 0]) if n else np.zeros(0, np.int64)
    pair_at = np.searchsorted(component[left], np.r_[component[rows[starts]], n]) if n else np.zeros(1, np.int64)
    out = np.arange(n)
    some = np.zeros(n, bool) if full is None else full
    _cluster(rows, np.r_[starts, n], left, right, weight, pair_at, absent, np.float32(beyond_two), some, out)
    return _smallest(out)


def _mostly_alone(component: Array, finer: Array, big: Array) -> Array:
    """Whether a cut would leave most reports of a row's component alone (mask): it tells nothing apart then."""
    n = len(component)
    alone = big & (np.bincount(finer, minlength=n)[finer] == 1)
    share = np.bincount(component[alone], minlength=n) / np.maximum(1, np.bincount(component[big], minlength=n))
    return np.asarray(share[component] > 0.5)


def _smallest(label: Array) -> Array:
    """Labels named by the smallest row of each cluster."""
    first = np.full(len(label), len(label))
    np.minimum.at(first, label, np.arange(len(label)))
    return first[label]
