"""Points against zones that matter at their moment: which lines of areas hold them. Time is asked before geometry."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.space.compiled import njit, tight
from truceline.space.zone_weigh import by_place, is_inside, locate


class Lines(NamedTuple):
    """Lines: an area with a timeline. Its area is made of zones that take in and zones that cut out."""

    cuts: NDArray[np.int64]  # moments at which some line begins or ends, ascending
    runs: NDArray[np.bool_]  # [piece of time, line]; piece k begins at cut k - 1
    wanted: NDArray[np.bool_]  # [piece of time, zone]: is it part of a line that runs
    of_zone_start: NDArray[np.int32]  # per zone: the lines that it takes points in for
    of_zone: NDArray[np.int32]
    except_start: NDArray[np.int32]  # per line: the zones that cut out
    except_zone: NDArray[np.int32]


@tight
def piece_of(cuts, instant):  # type: ignore[no-untyped-def]
    """The piece of time that an instant lies in: how many cuts are at or before it."""
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) >> 1
        if cuts[middle] <= instant:
            low = middle + 1
        else:
            high = middle
    return low


@njit
def match(index, lines, lon, lat, instant, asked, room):  # type: ignore[no-untyped-def]
    """Pairs (row, line) of the points of ``asked`` rows, in the order of places; with too little room only counted.

    Degrees from -180 to 180; NaN is nowhere. Returns (how many, rows, lines).
    """
    row, line = np.empty(room, np.int32), np.empty(room, np.int32)
    found = _match(
        index, lines, by_place(index, lon, lat), lon, lat, instant, asked, row, line, np.zeros(index.size[2], np.int32),
        np.empty(index.size[2], np.int32), np.zeros(lines.runs.shape[1], np.int32),
    )  # fmt: skip
    return found, row[: min(found, room)], line[: min(found, room)]


@tight
def _match(index, lines, order, lon, lat, instant, asked, out_row, out_line, held, touched, taken):  # type: ignore[no-untyped-def]
    n, room, mark = 0, len(out_row), 0
    for i in order:
        x, y = lon[i], lat[i]
        if not asked[i] or not (x == x and y == y):
            continue
        cell, column, row = locate(index, x, y)
        if cell < 0:
            continue
        piece = piece_of(lines.cuts, instant[i])
        mark += 1
        count = 0
        of = index.cell_set[cell]
        for k in range(index.set_start[of], index.set_start[of + 1]):
            z = index.set_zone[k]
            if lines.wanted[piece, z]:
                held[z] = mark
                touched[count] = z
                count += 1
        for k in range(index.start[cell], index.start[cell + 1]):
            z = index.zone[k]
            if lines.wanted[piece, z] and is_inside(index, k, x, y, column, row):
                held[z] = mark
                touched[count] = z
                count += 1
        for k in range(count):
            z = touched[k]
            for j in range(lines.of_zone_start[z], lines.of_zone_start[z + 1]):
                line = lines.of_zone[j]
                if not lines.runs[piece, line] or taken[line] == mark:
                    continue
                free = True
                for e in range(lines.except_start[line], lines.except_start[line + 1]):
                    free = free and held[lines.except_zone[e]] != mark
                if free:
                    taken[line] = mark
                    if n < room:
                        out_row[n], out_line[n] = i, line
                    n += 1
    return n
