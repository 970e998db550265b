"""Candidate pairs: reports whose places and times could be one, looked up in an index, never all against all.

How far a report looks grows with both precision radii and with how long both events may have lasted. A pair is a
candidate by place, or by the name of its place where the points lie farther apart. Memory: the pairs that pass the
floor, of each report the most alike, and one chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from truceline.matching.columns import RADIUS_KM, T0, T1, Columns, X, Y, Z
from truceline.matching.features import ALONE, distance_km, gap_days, has_point, reach_km
from truceline.matching.floor import Bar, bar_of, total_above
from truceline.matching.hashing import first_at_least, range_of
from truceline.matching.index import BY_NAME, Group, Index, cell_of, in_near_order, index_of, levels_of, packed
from truceline.matching.most_alike import most_alike
from truceline.matching.named import FAR_KM, NAMED_GAP_DAYS, name_key
from truceline.space.compiled import njit, tight

Array = np.ndarray[Any, Any]

MOST_GAP_DAYS = 3.0
WINDOW_SLACK_DAYS = 1e-6  # the window only pre-filters: ``_meet`` decides
CHUNK = 65_536
ROOM = CHUNK * 48  # pairs that a chunk may give before it is halved
MOST_HELD = 8_000_000  # pairs held before those that stand no chance are dropped; a sample ends there
FROM_ONE_END, FROM_BOTH_ENDS = np.inf, -np.inf


class Pairs(NamedTuple):
    """``left`` < ``right`` are rows; ``score``: sum of the weights of the clues that need the pair alone."""

    left: Array
    right: Array
    score: Array


class Layout(NamedTuple):
    """Reports as they are searched: ``rows`` says which row of the caller's columns each row of ``columns`` is."""

    columns: Columns
    rows: Array
    held: Index


def lay_out(columns: Columns) -> Layout:
    """What lies near in place and time, near in memory, and indexed."""
    rows = in_near_order(columns)
    near = columns._replace(numbers=columns.numbers[rows], codes=columns.codes[rows])
    return Layout(near, rows, index_of(near))


@tight
def _meet(c: Columns, i: int, j: int, by_name: bool) -> bool:
    """Whether two reports are compared. By name: what lies beyond the reach of their points, yet no world apart."""
    if gap_days(c, i, j) > (NAMED_GAP_DAYS if by_name else MOST_GAP_DAYS):
        return False
    apart = distance_km(c, i, j)
    near = apart <= reach_km(c.numbers[i, RADIUS_KM], c.numbers[j, RADIUS_KM])
    if not by_name:
        return near  # type: ignore[no-any-return]
    return not near and (apart <= FAR_KM or not (has_point(c, i) and has_point(c, j)))


@njit
def _ranges(c: Any, i: int, group: Any, starts: Any, ends: Any) -> int:
    """The filled ranges in which row i looks: its name's, or those of its cell and the 26 around it; how many."""
    filled = 0
    if group.size_km == BY_NAME:
        key = name_key(c, i)
        if key >= 0:
            starts[0], ends[0] = range_of(key, group.slot_key, group.slot_start, group.slot_end)
            filled = 1
        return filled
    size = group.size_km
    x, y, z = cell_of(c.numbers, i, X, size), cell_of(c.numbers, i, Y, size), cell_of(c.numbers, i, Z, size)
    for ax in range(-1, 2):
        for ay in range(-1, 2):
            for az in range(-1, 2):
                key = packed(x + ax, y + ay, z + az)
                start, end = range_of(key, group.slot_key, group.slot_start, group.slot_end)
                if end > start:
                    starts[filled], ends[filled] = start, end
                    filled += 1
    return filled


@njit
def _search(c: Any, queries: Any, group: Any, mirrored_km: float, bar: Any, out: Any) -> int:
    """Pairs of the queries with one group into ``out`` (left, right, score); how many, also beyond its room.

    ``mirrored_km``: a pair with a report of a larger radius than this is met from both its ends, and taken from one.
    """
    left, right, score = out
    by_name = group.size_km == BY_NAME
    classes = np.zeros(ALONE, np.int64)
    starts, ends = np.zeros(27, np.int64), np.zeros(27, np.int64)
    reach = (NAMED_GAP_DAYS if by_name else MOST_GAP_DAYS) + WINDOW_SLACK_DAYS
    found = filled = 0
    before = -1
    for q in range(len(queries)):
        i = queries[q]
        if before < 0 or not _same_cell(c, before, i, group.size_km):  # queries come cell by cell
            filled = _ranges(c, i, group, starts, ends)
        before = i
        earliest, latest = c.numbers[i, T0] - reach - group.longest, c.numbers[i, T1] + reach
        for part in range(filled):
            for at in range(first_at_least(group.t0, starts[part], ends[part], earliest), ends[part]):
                if group.t0[at] > latest:
                    break
                j = group.rows[at]
                if (j <= i and c.numbers[j, RADIUS_KM] > mirrored_km) or not _meet(c, i, j, by_name):
                    continue
                total = total_above(c, i, j, bar, classes)
                if total < bar.floor:
                    continue
                if found < len(left):
                    left[found], right[found], score[found] = min(i, j), max(i, j), total
                found += 1
    return found


@tight
def _same_cell(c: Columns, i: int, j: int, size_km: float) -> bool:
    if size_km == BY_NAME:
        return False
    for axis in (X, Y, Z):  # noqa: SIM110 - what is compiled takes no generator
        if cell_of(c.numbers, i, axis, size_km) != cell_of(c.numbers, j, axis, size_km):
            return False
    return True


@njit
def _search_rest(c: Any, i: int, start: int, bar: Any, out: Any) -> int:
    """Pairs of row i with rows from ``start`` up to it, one by one."""
    left, right, score = out
    classes = np.zeros(ALONE, np.int64)
    key = name_key(c, i)
    found = 0
    for j in range(start, i):
        if not _meet(c, i, j, False) and not (key >= 0 and key == name_key(c, j) and _meet(c, i, j, True)):
            continue
        total = total_above(c, i, j, bar, classes)
        if total < bar.floor:
            continue
        if found < len(left):
            left[found], right[found], score[found] = j, i, total
        found += 1
    return found


def find_of_one(columns: Columns, index: Index, row: int, bar: Bar) -> Pairs:
    """Candidate pairs of one row with all rows before it."""
    level = int(levels_of(columns.numbers[row, RADIUS_KM]))
    groups = [*index.layers[level].upto, *(g for layer in index.layers[level + 1 :] for g in layer.own), index.named]
    queries = np.array([row])
    parts = [_of_one(_search, (columns, queries, group, FROM_ONE_END, bar)) for group in groups]
    parts.append(_of_one(_search_rest, (columns, row, index.held, bar)))
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
    layout: Layout | None = None,
) -> Pairs:
    """All candidate pairs whose score reaches ``floor``, each once, in order of (left, right).

    ``weights``: clue × class, the last class of the first clue holding the constant (see ``score.matrix``).
    ``only``: rows of which at least one must be in each pair; None: all. ``layout``: of these columns, if it is there.
    """
    laid = layout or lay_out(columns)
    wanted = None
    if only is not None:
        wanted = np.isin(laid.rows, only)
    left, right, score = _joined(_parts(laid, bar_of(weights, floor), progress, wanted), laid.rows, only is None)
    order = np.argsort(left.astype(np.int64) * len(columns.codes) + right, kind="stable")
    return Pairs(left[order], right[order], score[order])


def sample_pairs(layout: Layout, weights: Array, floor: float, rows: Array) -> Pairs:
    """Candidate pairs that some rows find, not all of theirs: enough to learn how a set of reports is written."""
    sample = np.isin(layout.rows, rows)
    return Pairs(*_joined(_parts(layout, bar_of(weights, floor), sample=sample), layout.rows, False, sampled=True))


def _joined(
    parts: Iterator[tuple[Array, ...]], rows: Array, prune: bool, sampled: bool = False
) -> tuple[Array, Array, Array]:
    """All parts, of the caller's rows with left < right. ``prune``: of each report the most alike (``most_alike``)."""
    held: list[tuple[Array, ...]] = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))]
    count, limit = 0, MOST_HELD
    for left, right, score in parts:
        a, b = rows[left], rows[right]
        held.append((np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32), score))
        count += len(score)
        if sampled and count > limit:
            break
        if prune and count > limit:
            held = [_pruned(held, len(rows))]
            count = len(held[0][0])
            limit = count + MOST_HELD
    left, right, score = _pruned(held, len(rows)) if prune else _concatenated(held)
    return left, right, score


def _concatenated(held: list[tuple[Array, ...]]) -> tuple[Array, ...]:
    return tuple(np.concatenate([part[k] for part in held]) for k in range(3))


def _pruned(held: list[tuple[Array, ...]], n: int) -> tuple[Array, ...]:
    left, right, score = _concatenated(held)
    keep = most_alike(left, right, score, n)
    return (left, right, score) if keep is None else (left[keep], right[keep], score[keep])


def _parts(
    laid: Layout,
    bar: Bar,
    progress: Callable[[int, int], None] | None = None,
    wanted: Array | None = None,
    sample: Array | None = None,
) -> Iterator[tuple[Array, ...]]:
    """Pairs chunk by chunk. ``wanted``, ``sample``: masks of rows, of which one must be in a pair, or that may ask."""
    index = laid.held
    steps: list[tuple[Array, Group, float]] = [
        (layer.rows, group, layer.above_km) for layer in index.layers for group in layer.upto
    ]
    steps.append((index.named.rows, index.named, FROM_BOTH_ENDS))
    if sample is not None:
        steps = [(rows[sample[rows]], group, mirrored) for rows, group, mirrored in steps]
    total, done = sum(len(rows) for rows, _, _ in steps), 0
    out = tuple(np.empty(ROOM, kind) for kind in (np.int32, np.int32, np.float32))
    for rows, group, mirrored in steps:
        start, width = 0, CHUNK
        while start < len(rows):
            queries = rows[start : start + width]
            found = _search(laid.columns, queries, group, mirrored, bar, out)
            if found > len(out[0]):
                width = max(1, len(queries) * ROOM // (2 * found))
                if len(queries) == 1:
                    out = tuple(np.empty(found, part.dtype) for part in out)
                continue
            part = tuple(part[:found] for part in out)
            keep = slice(0, found) if wanted is None else wanted[part[0]] | wanted[part[1]]
            yield tuple(column[keep].copy() for column in part)
            start += len(queries)
            done += len(queries)
            if progress is not None:
                progress(done, total)
