"""An open hash from keys to ranges of sorted rows, and the search within a range: how candidates are looked up."""

from __future__ import annotations

from typing import Any

import numpy as np

from truceline.space.compiled import njit, tight

Array = np.ndarray[Any, Any]
EMPTY = -1


def slots_of(key: Array) -> tuple[Array, Array, Array]:
    """Keys, starts and ends of the ranges of equal values in a sorted array of keys, none of them negative."""
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    slots = 1 << int(np.ceil(np.log2(2 * len(starts) + 1)))
    slot_key = np.full(slots, EMPTY, np.int64)
    slot_start, slot_end = np.zeros(slots, np.int64), np.zeros(slots, np.int64)
    _fill_slots(key[starts], starts, np.r_[starts[1:], len(key)], slot_key, slot_start, slot_end)
    return slot_key, slot_start, slot_end


@tight
def _slot(key: int, slots: int) -> int:
    mixed = (key ^ (key >> 29)) * 2_654_435_761
    return (mixed ^ (mixed >> 17)) & (slots - 1)


@njit
def _fill_slots(keys: Any, starts: Any, ends: Any, slot_key: Any, slot_start: Any, slot_end: Any) -> None:
    for k in range(len(keys)):
        at = _slot(keys[k], len(slot_key))
        while slot_key[at] != EMPTY:
            at = (at + 1) & (len(slot_key) - 1)
        slot_key[at], slot_start[at], slot_end[at] = keys[k], starts[k], ends[k]


@tight
def range_of(key: int, slot_key: Any, slot_start: Any, slot_end: Any) -> tuple[int, int]:
    """Where a key's rows stand, (0, 0) where it has none."""
    at = _slot(key, len(slot_key))
    while slot_key[at] != EMPTY:
        if slot_key[at] == key:
            return slot_start[at], slot_end[at]
        at = (at + 1) & (len(slot_key) - 1)
    return 0, 0


@tight
def first_at_least(values: Any, start: int, end: int, wanted: float) -> int:
    """The first position from ``start`` to ``end`` whose value is at least the wanted one."""
    while start < end:
        middle = (start + end) // 2
        if values[middle] < wanted:
            start = middle + 1
        else:
            end = middle
    return start
