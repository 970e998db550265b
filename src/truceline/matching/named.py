"""The second way to candidates: reports of a day or the next that name the same place, however far their points lie.

Sources put a place of a common name at another place of that name, or an event at the capital; some state no point at
all. Short reports only (up to two days): long ones overlap with too much for a name to be a clue.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from truceline.matching.columns import HEAD, RADIUS_KM, T0, T1, Columns
from truceline.matching.features import ALONE, classes_of, distance_km, gap_days, has_point, reach_km, total_of
from truceline.matching.hashing import first_at_least, range_of, slots_of
from truceline.space.compiled import njit

Array = np.ndarray[Any, Any]
FAR_KM = 1000.0
NAMED_GAP_DAYS = 1.0
SHORT_DAYS = 2.0


class Named(NamedTuple):
    """Short reports that name a place, sorted by that name's words and by start; ``key``: by code, -1 for no name."""

    rows: Array
    t0: Array
    slot_key: Array
    slot_start: Array
    slot_end: Array


def named_of(columns: Columns) -> Named:
    key = np.asarray(_row_keys(columns))
    rows = np.flatnonzero(key >= 0)
    order = np.lexsort((columns.numbers[rows, T0], key[rows]))
    rows = rows[order]
    return Named(rows, columns.numbers[rows, T0], *slots_of(key[rows]))


@njit
def _key_of(c: Columns, i: int) -> Any:
    """A number for the words of the narrowest unit named; -1 for no name or a long report."""
    code = c.codes[i, HEAD]
    if c.at[code] == c.at[code + 1] or c.numbers[i, T1] - c.numbers[i, T0] > SHORT_DAYS:
        return -1
    key = np.int64(17)
    for at in range(c.at[code], c.at[code + 1]):
        key = ((key * 1_000_003) ^ np.int64(c.words[at])) & 0x3FFFFFFFFFFFFFFF
    return key


@njit
def _row_keys(c: Columns) -> Any:
    out = np.empty(len(c.codes), np.int64)
    for i in range(len(c.codes)):
        out[i] = _key_of(c, i)
    return out


@njit
def _meet(c: Columns, i: int, j: int) -> bool:
    """Of two reports of one name: near in time, beyond the reach of their points, yet no world apart."""
    if gap_days(c, i, j) > NAMED_GAP_DAYS:
        return False
    apart = distance_km(c, i, j)
    if apart <= reach_km(c.numbers[i, RADIUS_KM], c.numbers[j, RADIUS_KM]):
        return False
    return apart <= FAR_KM or not (has_point(c, i) and has_point(c, j))


@njit
def in_reach_by_name(c: Columns, i: int, j: int) -> bool:
    """Whether two reports beyond each other's reach are compared all the same."""
    key = _key_of(c, i)
    return bool(key >= 0 and key == _key_of(c, j) and _meet(c, i, j))


@njit
def search_named(c: Any, queries: Any, named: Any, same: bool, weights: Any, floor: float, out: Any) -> int:
    """Pairs of the queries with named reports into ``out`` (left, right, score); how many, also beyond its room."""
    left, right, score = out
    classes = np.zeros(ALONE, np.int64)
    found = 0
    for q in range(len(queries)):
        i = queries[q]
        key = _key_of(c, i)
        if key < 0:
            continue
        start, end = range_of(key, named.slot_key, named.slot_start, named.slot_end)
        latest = c.numbers[i, T1] + NAMED_GAP_DAYS
        start = first_at_least(named.t0, start, end, c.numbers[i, T0] - NAMED_GAP_DAYS - SHORT_DAYS)
        for at in range(start, end):
            if named.t0[at] > latest:
                break
            j = named.rows[at]
            if (same and j <= i) or not _meet(c, i, j):
                continue
            classes_of(c, i, j, classes)
            total = total_of(weights, classes)
            if total < floor:
                continue
            if found < len(left):
                left[found], right[found], score[found] = min(i, j), max(i, j), total
            found += 1
    return found
