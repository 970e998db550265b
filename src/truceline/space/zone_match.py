"""Points against zones that matter at their moment: which lines of areas hold them. Time is asked before geometry."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.space.compiled import njit, tight
from truceline.space.zone_weigh import TILE, is_inside, locate


class Lines(NamedTuple):
    """Lines: an area with a timeline. Its area is made of zones that take in and zones that cut out."""

    cuts: NDArray[np.int64]  # moments at which some line begins or ends, ascending
    hint: NDArray[np.int32]  # per stretch of time: the piece that its first moment lies in
    hints: NDArray[np.int64]  # where the first stretch begins, and how many bits long a stretch is
    runs: NDArray[np.bool_]  # [piece of time, line]; piece k begins at cut k - 1
    wanted: NDArray[np.uint64]  # [piece of time, word]: bits of the zones that are part of a line that runs
    of_set: NDArray[np.uint64]  # [set of the index, word]: bits of its zones
    of_zone_start: NDArray[np.int32]  # per zone: the lines that it takes points in for
    of_zone: NDArray[np.int32]
    except_start: NDArray[np.int32]  # per line: the zones that cut out
    except_zone: NDArray[np.int32]


def bits(rows: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Rows of flags as rows of 64-bit words, the first flag lowest."""
    words = np.zeros((rows.shape[0], -(-rows.shape[1] // 64) * 64), np.bool_)
    words[:, : rows.shape[1]] = rows
    return np.packbits(words, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def hints(cuts: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """For ``Lines.hint`` and ``Lines.hints``: even stretches over the cuts but for the few farthest."""
    if not len(cuts):
        return np.zeros(1, np.int32), np.array([0, 62], np.int64)
    low, high = int(cuts[len(cuts) // 50]), int(cuts[-1 - len(cuts) // 50])
    size = max(1, (high - low) // STRETCHES).bit_length()
    begin = low + (np.arange(((high - low) >> size) + 1, dtype=np.int64) << size)
    return np.searchsorted(cuts, begin, side="right").astype(np.int32), np.array([low, size], np.int64)


STRETCHES = 8192
SPREAD = np.uint64(0x03F79D71B4CB0A89)  # its 64 runs of six bits are all different


def _places() -> NDArray[np.int64]:
    table = np.zeros(64, np.int64)
    for place in range(64):
        table[((1 << place) * int(SPREAD) % 2**64) >> 58] = place
    return table


PLACE = _places()


@tight
def _piece(lines, instant):  # type: ignore[no-untyped-def]
    """The piece of time that an instant lies in: how many cuts are at or before it."""
    piece = 0
    since = instant - lines.hints[0]
    if since >= 0:
        piece = lines.hint[min(since >> lines.hints[1], len(lines.hint) - 1)]
    while piece < len(lines.cuts) and lines.cuts[piece] <= instant:
        piece += 1
    return piece


@njit
def match(index, lines, lon, lat, instant, asked, room):  # type: ignore[no-untyped-def]
    """Pairs (row, line) of the points of ``asked`` rows, in the order of places; with too little room only counted.

    Degrees from -180 to 180; NaN is nowhere. Returns (how many, rows, lines).
    """
    n = len(lon)
    tiles = ((index.size[0] >> TILE) + 1) * ((index.size[1] >> TILE) + 1)
    cell, piece, tile = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    begin = np.zeros(tiles + 1, np.int64)
    _place(index, lines, lon, lat, instant, asked, cell, piece, tile, begin)
    for t in range(tiles):
        begin[t + 1] += begin[t]
    kept = begin[tiles]
    sorted_row, where, when, at = (
        np.empty(kept, np.int32), np.empty(kept, np.int32), np.empty(kept, np.int32), np.empty((kept, 2)),
    )  # fmt: skip
    for i in range(n):
        if tile[i] >= 0:
            k = begin[tile[i]]
            begin[tile[i]] += 1
            sorted_row[k], where[k], when[k], at[k, 0], at[k, 1] = i, cell[i], piece[i], lon[i], lat[i]
    row, line = np.empty(room, np.int32), np.empty(room, np.int32)
    found = _match(
        index, lines, sorted_row, where, when, at, row, line, np.zeros(index.size[2], np.int32),
        np.empty(index.size[2], np.int32), np.zeros(lines.runs.shape[1], np.int32),
    )  # fmt: skip
    return found, row[: min(found, room)], line[: min(found, room)]


@tight
def _place(index, lines, lon, lat, instant, asked, cell, piece, tile, begin):  # type: ignore[no-untyped-def]
    """Cell, piece of time and tile of each row that is asked and on the grid, else tile -1; and rows per tile."""
    wide = (index.size[0] >> TILE) + 1
    for i in range(len(lon)):
        tile[i] = -1
        if not asked[i] or not (lon[i] == lon[i] and lat[i] == lat[i]):
            continue
        at, column, row = locate(index, lon[i], lat[i])
        if at < 0:
            continue
        cell[i], piece[i] = at, _piece(lines, instant[i])
        tile[i] = (row >> TILE) * wide + (column >> TILE)
        begin[tile[i] + 1] += 1


@tight
def _match(index, lines, sorted_row, where, when, at, out_row, out_line, held, touched, taken):  # type: ignore[no-untyped-def]
    n, room, words = 0, len(out_row), lines.wanted.shape[1]
    for i in range(len(sorted_row)):
        cell, piece, x, y, mark = where[i], when[i], at[i, 0], at[i, 1], i + 1
        column, row = cell % index.size[0], cell // index.size[0]
        count = 0
        of = index.cell_set[cell]
        for word in range(words):
            rest = lines.of_set[of, word] & lines.wanted[piece, word]
            while rest != 0:
                z = word * 64 + PLACE[((rest & (~rest + np.uint64(1))) * SPREAD) >> np.uint64(58)]
                rest &= rest - np.uint64(1)
                held[z] = mark
                touched[count] = z
                count += 1
        for k in range(index.start[cell], index.start[cell + 1]):
            z = index.zone[k]
            bit = (lines.wanted[piece, z >> 6] >> np.uint64(z & 63)) & np.uint64(1)
            if bit != 0 and is_inside(index, k, x, y, column, row):
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
                        out_row[n], out_line[n] = sorted_row[i], line
                    n += 1
    return n


@njit
def count(rows, lines, instant, first_day, month_of_day, counts):  # type: ignore[no-untyped-def]
    """Add pairs to counts[line, month]; ``month_of_day`` from ``first_day`` (days since 1970)."""
    for k in range(len(rows)):
        day = instant[rows[k]] // DAY_US - first_day
        counts[lines[k], month_of_day[day]] += 1


DAY_US = 86_400_000_000
