"""Candidate pairs: reports whose places and times could be one, found in space-time cells, never all against all.

How far a report looks grows with both precision radii and with how long both events may have lasted. Cells are cubes
around the Earth's centre, so neither the date line nor the poles are special. Reports are kept in groups of like radius
and duration; each pair is found once, from the finer report into the coarser one's cells. Memory: the pairs that pass
the floor, and one chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from truceline.matching.columns import RADIUS_KM, T0, T1, Columns, X, Y, Z
from truceline.matching.features import (
    ALONE,
    BASE_KM,
    MOST_KM,
    RADIUS_FACTOR,
    classes_of,
    distance_km,
    reach_km,
    total_of,
)
from truceline.matching.hashing import EMPTY, first_at_least, range_of, slots_of
from truceline.matching.named import Named, in_reach_by_name, named_of, search_named
from truceline.space.compiled import njit

Array = np.ndarray[Any, Any]

MOST_GAP_DAYS = 3.0
LEVELS_KM = (3.0, 15.0, 40.0, MOST_KM)
DURATIONS_DAYS = (2.0, 12.0, 400.0)
CHUNK = 65_536


class Group(NamedTuple):
    """Reports of like radius and duration, sorted by cell and start; ``slots``: an open hash of cells to ranges."""

    rows: Array
    t0: Array
    slot_key: Array
    slot_start: Array
    slot_end: Array
    size_km: float
    longest: float
    level: int
    order: int


class Pairs(NamedTuple):
    """``left`` < ``right`` are rows; ``score``: sum of the weights of the clues that need the pair alone."""

    left: Array
    right: Array
    score: Array


def group_of(columns: Columns) -> tuple[Array, Array]:
    """Level of radius and class of duration of each report."""
    level = np.searchsorted(np.array(LEVELS_KM[:-1]), columns.numbers[:, RADIUS_KM], side="left")
    lasted = columns.numbers[:, T1] - columns.numbers[:, T0]
    return level, np.searchsorted(np.array(DURATIONS_DAYS[:-1]), lasted, side="left")


def cell_size_km(level: int) -> float:
    """Wide enough that whatever two reports of this level may be compared with lies in a neighbouring cube."""
    return float(BASE_KM + RADIUS_FACTOR * 2 * LEVELS_KM[level])


def groups_of(columns: Columns) -> list[Group]:
    level, duration = group_of(columns)
    found = []
    for l_ in range(len(LEVELS_KM)):
        for d in range(len(DURATIONS_DAYS)):
            rows = np.flatnonzero((level == l_) & (duration == d))
            if len(rows):
                found.append(_group(columns, rows, l_, d))
    return found


def _group(columns: Columns, rows: Array, level: int, duration: int) -> Group:
    size = cell_size_km(level)
    key = cell_keys(columns, rows, size)
    order = np.lexsort((columns.numbers[rows, T0], key))
    rows, key = rows[order], key[order]
    slots = slots_of(key)
    longest = float((columns.numbers[rows, T1] - columns.numbers[rows, T0]).max())
    t0 = columns.numbers[rows, T0]
    return Group(rows, t0, *slots, size, longest, level, level * len(DURATIONS_DAYS) + duration)


def cell_keys(columns: Columns, rows: Array, size_km: float) -> Array:
    """The cell of each row as one number."""
    x, y, z = (np.floor(columns.numbers[rows, axis] / size_km).astype(np.int64) for axis in (X, Y, Z))
    return np.asarray(_packed(x, y, z))


@njit
def _packed(x: Any, y: Any, z: Any) -> Any:
    """Three cell numbers in one: unlike for cells that lie near each other."""
    return (x * 73_856_093 + y * 19_349_663_001 + z * 83_492_791_000_133) & 0x7FFFFFFFFFFFFFFF


@njit
def _ranges_around(cell: Any, group: Any, starts: Any, ends: Any) -> int:
    """The filled ranges among a cell and its 26 neighbours; how many there are."""
    filled = 0
    for ax in range(-1, 2):
        for ay in range(-1, 2):
            for az in range(-1, 2):
                key = _packed(cell[0] + ax, cell[1] + ay, cell[2] + az)
                start, end = range_of(key, group.slot_key, group.slot_start, group.slot_end)
                if end > start:
                    starts[filled], ends[filled] = start, end
                    filled += 1
    return filled


@njit
def _search(c: Any, queries: Any, group: Any, same: bool, weights: Any, floor: float, out: Any) -> int:
    """Pairs of the queries with one group into ``out`` (left, right, score); how many, also beyond its room."""
    left, right, score = out
    classes = np.zeros(ALONE, np.int64)
    starts, ends = np.zeros(27, np.int64), np.zeros(27, np.int64)
    cell, last = np.zeros(3, np.int64), np.zeros(3, np.int64)
    last[0] = EMPTY - (1 << 40)
    found = filled = 0
    for q in range(len(queries)):
        i = queries[q]
        cell[0] = int(np.floor(c.numbers[i, X] / group.size_km))
        cell[1] = int(np.floor(c.numbers[i, Y] / group.size_km))
        cell[2] = int(np.floor(c.numbers[i, Z] / group.size_km))
        if cell[0] != last[0] or cell[1] != last[1] or cell[2] != last[2]:  # queries come cell by cell
            filled = _ranges_around(cell, group, starts, ends)
            last[:] = cell
        earliest, latest = c.numbers[i, T0] - MOST_GAP_DAYS - group.longest, c.numbers[i, T1] + MOST_GAP_DAYS
        for part in range(filled):
            for at in range(first_at_least(group.t0, starts[part], ends[part], earliest), ends[part]):
                if group.t0[at] > latest:
                    break
                j = group.rows[at]
                if (same and j <= i) or c.numbers[j, T1] + MOST_GAP_DAYS < c.numbers[i, T0]:
                    continue
                if distance_km(c, i, j) > reach_km(c.numbers[i, RADIUS_KM], c.numbers[j, RADIUS_KM]):
                    continue
                classes_of(c, i, j, classes)
                total = total_of(weights, classes)
                if total < floor:
                    continue
                if found < len(left):
                    left[found], right[found], score[found] = min(i, j), max(i, j), total
                found += 1
    return found


class Index(NamedTuple):
    """``coarse``: groups by level, as ``groups_of`` makes them; ``upto``: all reports of that level and finer.

    ``rows``: how many reports it holds; later ones are compared one by one.
    """

    coarse: dict[int, list[Group]]
    upto: dict[int, list[Group]]
    named: Named
    rows: int


def index_of(columns: Columns, rows: int) -> Index:
    """An index in which one report finds all its candidates, finer and coarser."""
    held = columns._replace(numbers=columns.numbers[:rows], codes=columns.codes[:rows])
    level, duration = group_of(held)
    coarse: dict[int, list[Group]] = {}
    upto: dict[int, list[Group]] = {}
    for l_ in range(len(LEVELS_KM)):
        for d in range(len(DURATIONS_DAYS)):
            for found, chosen in ((coarse, level == l_), (upto, level <= l_)):
                inside = np.flatnonzero(chosen & (duration == d))
                if len(inside):
                    found.setdefault(l_, []).append(_group(held, inside, l_, d))
    return Index(coarse, upto, named_of(held), rows)


@njit
def _search_rest(c: Any, i: int, start: int, weights: Any, floor: float, out: Any) -> int:
    """Pairs of row i with rows from ``start`` up to it, one by one."""
    left, right, score = out
    classes = np.zeros(ALONE, np.int64)
    found = 0
    for j in range(start, i):
        apart = max(c.numbers[i, T0] - c.numbers[j, T1], c.numbers[j, T0] - c.numbers[i, T1])
        if apart > MOST_GAP_DAYS:
            continue
        near = distance_km(c, i, j) <= reach_km(c.numbers[i, RADIUS_KM], c.numbers[j, RADIUS_KM])
        if not near and not in_reach_by_name(c, i, j):
            continue
        classes_of(c, i, j, classes)
        total = total_of(weights, classes)
        if total < floor:
            continue
        if found < len(left):
            left[found], right[found], score[found] = j, i, total
        found += 1
    return found


def find_of_one(columns: Columns, index: Index, row: int, weights: Array, floor: float) -> Pairs:
    """Candidate pairs of one row with all rows before it."""
    level = int(np.searchsorted(np.array(LEVELS_KM[:-1]), columns.numbers[row, RADIUS_KM], side="left"))
    groups = list(index.upto.get(level, ()))
    for coarser in range(level + 1, len(LEVELS_KM)):
        groups += index.coarse.get(coarser, ())
    queries = np.array([row])
    parts = [_of_one(_search, (columns, queries, group, False, weights, floor)) for group in groups]
    parts.append(_of_one(search_named, (columns, queries, index.named, False, weights, floor)))
    parts.append(_of_one(_search_rest, (columns, row, index.rows, weights, floor)))
    return Pairs(*(np.concatenate([part[k] for part in parts]) for k in range(3)))


def _of_one(search: Callable[..., int], arguments: tuple[Any, ...]) -> tuple[Array, Array, Array]:
    room = 512
    while True:
        out = (np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float32))
        found = search(*arguments, out)
        if found <= room:
            return out[0][:found], out[1][:found], out[2][:found]
        room = found


def find_pairs(
    columns: Columns,
    weights: Array,
    floor: float,
    progress: Callable[[int, int], None] | None = None,
    only: Array | None = None,
) -> Pairs:
    """All candidate pairs whose score reaches ``floor``, each once, in order of (left, right).

    ``weights``: clue × class, the last class of the first clue holding the constant (see ``score.matrix``).
    ``only``: rows of which at least one must be in each pair; None: all.
    """
    groups = groups_of(columns)
    parts = list(_parts(columns, groups, weights, floor, progress, only))
    if not parts:
        nothing = np.zeros(0, np.int32)
        return Pairs(nothing, nothing, np.zeros(0, np.float32))
    left, right, score = (np.concatenate([part[k] for part in parts]) for k in range(3))
    del parts
    order = np.argsort(left.astype(np.int64) * len(columns.codes) + right, kind="stable")
    return Pairs(left[order], right[order], score[order])


def sample_pairs(columns: Columns, weights: Array, floor: float, rows: Array) -> Pairs:
    """Candidate pairs that some rows find, not all of theirs: enough to learn how a set of reports is written."""
    parts = list(_parts(columns, groups_of(columns), weights, floor, None, None, rows))
    if not parts:
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    return Pairs(*(np.concatenate([part[k] for part in parts]) for k in range(3)))


def _parts(
    columns: Columns,
    groups: list[Group],
    weights: Array,
    floor: float,
    progress: Callable[[int, int], None] | None,
    only: Array | None,
    sample: Array | None = None,
) -> Iterator[tuple[Array, Array, Array]]:
    steps: list[tuple[Any, Any, Any]] = [
        (_search, a, b)
        for a in groups
        for b in groups
        if a.level < b.level or (a.level == b.level and a.order <= b.order)
    ]
    named = named_of(columns)
    steps.append((search_named, named, named))
    wanted = np.ones(len(columns.codes), bool) if only is None else np.zeros(len(columns.codes), bool)
    if only is not None:
        wanted[only] = True
    total, done = sum(len(a.rows) for _, a, _ in steps), 0
    out = tuple(np.empty(CHUNK * 48, kind) for kind in (np.int32, np.int32, np.float32))
    for search, finer, coarser in steps:
        rows = finer.rows if sample is None else finer.rows[np.isin(finer.rows, sample)]
        for start in range(0, len(rows), CHUNK):
            queries = rows[start : start + CHUNK]
            found = search(columns, queries, coarser, finer is coarser, weights, floor, out)
            if found > len(out[0]):
                out = tuple(np.empty(found * 2, part.dtype) for part in out)
                search(columns, queries, coarser, finer is coarser, weights, floor, out)
            keep = wanted[out[0][:found]] | wanted[out[1][:found]] if only is not None else slice(0, found)
            yield tuple(part[:found][keep].copy() for part in out)  # type: ignore[misc]
            done += len(queries)
            if progress is not None:
                progress(done, total)
