"""The compiled loops over a zone index: points in zones, and shares of circles by Green's theorem.

With the centre as origin, ``share = sum(area) / (pi r^2) - sum(turn) / (2 pi)``, modulo 1, over the runs of border
inside the circle: the area that a run spans with the centre, and the turn from where it enters to where it leaves.
Whole turns drop out, so only border that crosses the circle needs an angle, and border in squares wholly inside is
there as one sum (zone_cut). Where the result is 0 or 1 the centre decides which.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.space.compiled import njit, tight
from truceline.space.zone_grid import REFERENCE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NUDGE_X, NUDGE_Y = 2.3e-10, 1.1e-10  # degrees: off any border that a centre may lie on
REFERENCE_X, REFERENCE_Y = REFERENCE
ROUNDING = 1e-9  # of a circle's area; shares nearer to 0 or 1 are 0 or 1
DEEPEST = 128
TILE = 4


class Arrays(NamedTuple):
    """A zone index as the loops read it; flat arrays only, so that it can be saved and mapped into memory."""

    frame: Floats  # west, south, cell width and height in degrees
    size: Ints  # columns, rows, zones
    gap: NDArray[np.uint8]  # per cell: cells to the nearest one with a border, this one 0; at most 250
    cell_set: NDArray[np.int32]  # per cell: which set of zones holds all of it
    set_start: NDArray[np.int32]
    set_zone: NDArray[np.int32]
    level_cell: Ints  # zone_cut.Sums; an entry is a sum of level 0: a cell and a zone with border in it
    level_columns: Ints
    start: NDArray[np.int32]
    zone: NDArray[np.int32]
    sums: Floats
    entry_inside: NDArray[np.bool_]  # is the cell's reference point inside the zone
    piece_start: NDArray[np.int32]  # per entry
    pieces: Floats  # [piece, 4]: degrees
    slack_m: Floats
    group: NDArray[np.int32]  # per zone: which of `group_slack` is its own
    group_slack: Floats


@tight
def _wider(radius, slack):  # type: ignore[no-untyped-def]
    return radius if slack == 0.0 else math.sqrt(radius * radius + slack * slack)


@tight
def locate(index, x, y):  # type: ignore[no-untyped-def]
    """The cell of a point, its column and row; cell -1 off the grid."""
    column = math.floor((x - index.frame[0]) / index.frame[2])
    row = math.floor((y - index.frame[1]) / index.frame[3])
    if column < 0 or row < 0 or column >= index.size[0] or row >= index.size[1]:
        return -1, column, row
    return row * index.size[0] + column, column, row


@tight
def is_inside(index, entry, x, y, column, row):  # type: ignore[no-untyped-def]
    """Inside a zone with a border in this cell, or on that border.

    Counts crossings on the way to the cell's reference point, first along the parallel, then along the meridian.
    """
    cx = index.frame[0] + (column + REFERENCE_X) * index.frame[2]
    cy = index.frame[1] + (row + REFERENCE_Y) * index.frame[3]
    inside = index.entry_inside[entry]
    for p in range(index.piece_start[entry], index.piece_start[entry + 1]):
        x1, y1, x2, y2 = index.pieces[p, 0], index.pieces[p, 1], index.pieces[p, 2], index.pieces[p, 3]
        along = (y1 > y) != (y2 > y)
        across = (x1 > cx) != (x2 > cx)
        if along or y in (y1, y2):
            here = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
            if here == 0.0 and (x - x1) * (x - x2) <= 0.0 and (y - y1) * (y - y2) <= 0.0:
                return True
        if along or across:
            corner = (x2 - x1) * (y - y1) - (y2 - y1) * (cx - x1) > 0.0
            if along and (here > 0.0) != corner:
                inside = not inside
            if across and ((x2 - x1) * (cy - y1) - (y2 - y1) * (cx - x1) > 0.0) != corner:
                inside = not inside
    return inside


@njit
def by_place(index, lon, lat):  # type: ignore[no-untyped-def]
    """Rows in the order of tiles of 16 x 16 cells, so that what neighbours read is still in the processor's cache."""
    n = len(lon)
    wide = (index.size[0] >> TILE) + 1
    tiles = wide * ((index.size[1] >> TILE) + 1)
    tile, begin = np.empty(n, np.int32), np.zeros(tiles + 2, np.int64)
    for i in range(n):
        tile[i] = tiles
        if lon[i] == lon[i] and lat[i] == lat[i]:
            cell, column, row = locate(index, lon[i], lat[i])
            if cell >= 0:
                tile[i] = (row >> TILE) * wide + (column >> TILE)
        begin[tile[i] + 1] += 1
    for t in range(tiles + 1):
        begin[t + 1] += begin[t]
    order = np.empty(n, np.int32)
    for i in range(n):
        order[begin[tile[i]]] = i
        begin[tile[i]] += 1
    return order


@njit
def weigh(index, lon, lat, radius_m, east_m, north_m, wanted, mask_of, room):  # type: ignore[no-untyped-def]
    """Shares of row i in the zones of ``wanted[mask_of[i]]``: offsets, zones, values.

    With more than ``room`` of them the arrays are empty and offsets[-1] says how many there are.
    """
    n, zones = len(lon), index.size[2]
    order = by_place(index, lon, lat)
    counts, out_zone, out_share = np.zeros(n, np.int32), np.empty(room, np.int32), np.empty(room)
    found = _weigh(
        index, order, lon, lat, radius_m, east_m, north_m, wanted, mask_of, counts, out_zone, out_share,
        np.zeros(zones), np.zeros(zones), np.zeros(zones, np.bool_), np.zeros(zones, np.bool_),
        np.full(zones, -1, np.int64), np.empty(zones, np.int32), np.empty((DEEPEST, 3), np.int64),
    )  # fmt: skip
    offsets = np.zeros(n + 1, np.int64)
    for i in range(n):
        offsets[i + 1] = offsets[i] + counts[i]
    if found > room:
        return offsets, np.empty(0, np.int32), np.empty(0)
    zone, share = np.empty(found, np.int32), np.empty(found)
    at = 0
    for i in order:
        for k in range(offsets[i], offsets[i + 1]):
            zone[k], share[k] = out_zone[at], out_share[at]
            at += 1
    return offsets, zone, share


@tight
def _weigh(  # type: ignore[no-untyped-def]
    index, order, lon, lat, radius_m, east_m, north_m, wanted, mask_of, counts, out_zone, out_share, area, turn, inside,
    met, entry_of, touched, stack,
):  # fmt: skip
    """Fill shares in the order of ``order``; what has no room is counted, not kept."""
    width, height = index.frame[2], index.frame[3]
    widest = index.group_slack[-1]
    n, room = 0, len(out_zone)
    for i in order:
        before = n
        x, y = lon[i], lat[i]
        if not (x == x and y == y):
            continue
        mask = mask_of[i]
        x = x - 360.0 * math.floor((x + 180.0) / 360.0)
        cell, column, row = locate(index, x, y)
        reach = _wider(radius_m[i], widest)
        count = 0
        clear = False
        if cell >= 0:
            held = index.cell_set[cell]
            for k in range(index.set_start[held], index.set_start[held + 1]):
                z = index.set_zone[k]
                if wanted[mask, z]:
                    inside[z] = True
                    touched[count] = z
                    count += 1
            clear = (index.gap[cell] - 1.0) * min(width * east_m[i], height * north_m[i]) > reach
            clear = clear and x - reach / east_m[i] > -180.0 and x + reach / east_m[i] < 180.0
            if not clear:
                for k in range(index.start[cell], index.start[cell + 1]):
                    z = index.zone[k]
                    if not wanted[mask, z]:
                        continue
                    if radius_m[i] == 0.0 and index.slack_m[z] == 0.0:
                        if is_inside(index, k, x, y, column, row):
                            inside[z] = True
                            touched[count] = z
                            count += 1
                    else:
                        entry_of[z] = k
                        met[z] = True
                        touched[count] = z
                        count += 1
        if not clear and reach > 0.0:
            for g in range(len(index.group_slack)):
                radius = _wider(radius_m[i], index.group_slack[g])
                if radius > 0.0:
                    count = _gather(
                        index, x, y, radius, g, east_m[i], north_m[i], wanted, mask, inside, met, area, turn, touched,
                        count, stack,
                    )  # fmt: skip
        for k in range(1, count):  # few: by insertion
            z, j = touched[k], k
            while j > 0 and touched[j - 1] > z:
                touched[j] = touched[j - 1]
                j -= 1
            touched[j] = z
        for k in range(count):
            z = touched[k]
            share = 1.0 if inside[z] else 0.0
            if met[z]:
                radius = _wider(radius_m[i], index.slack_m[z])
                share = area[z] / (math.pi * radius * radius) - turn[z] / (2.0 * math.pi)
                share -= math.floor(share)
                if share < ROUNDING or share > 1.0 - ROUNDING:
                    share = 1.0 if inside[z] else 0.0
                    if entry_of[z] >= 0:
                        at_x, at_y = x + NUDGE_X, y + NUDGE_Y
                        share = 1.0 if is_inside(index, entry_of[z], at_x, at_y, column, row) else 0.0
            if share > 0.0:
                if n < room:
                    out_zone[n], out_share[n] = z, share
                n += 1
            area[z], turn[z], inside[z], met[z] = 0.0, 0.0, False, False
        if cell >= 0 and not clear:
            for k in range(index.start[cell], index.start[cell + 1]):
                entry_of[index.zone[k]] = -1
        counts[i] = n - before
    return n


@tight
def _gather(  # type: ignore[no-untyped-def]
    index, x, y, radius, group, east, north, wanted, mask, inside, met, area, turn, touched, count, stack
):
    """Add up the border within the circle of every zone of a group; squares across the half turn are looked at too."""
    west, south, width, height = index.frame[0], index.frame[1], index.frame[2], index.frame[3]
    dx, dy = radius * (1.0 + 1e-9) / east, radius * (1.0 + 1e-9) / north
    level, side, top = 0, 1.0, len(index.level_cell) - 1
    narrow = min(width * east, height * north)
    while level < top and narrow * side < radius:
        level += 1
        side *= 2.0
    r0 = max(0, math.floor((y - dy - south) / (height * side)))
    r1 = min(math.ceil(index.size[1] / side) - 1, math.floor((y + dy - south) / (height * side)))
    for half in range(-1 if x + dx > 180.0 else 0, 2 if x - dx < -180.0 else 1):
        at = x + 360.0 * half
        c0 = max(0, math.floor((at - dx - west) / (width * side)))
        c1 = min(index.level_columns[level] - 1, math.floor((at + dx - west) / (width * side)))
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                count = _descend(
                    index, level, r, c, at, y, radius, group, east, north, wanted, mask, inside, met, area, turn,
                    touched, count, stack,
                )  # fmt: skip
    return count


@tight
def _descend(  # type: ignore[no-untyped-def]
    index, level, row, column, x, y, radius, group, east, north, wanted, mask, inside, met, area, turn, touched, count,
    stack,
):  # fmt: skip
    """One square and what is in it: all of it by its sum, none of it, or its quarters."""
    stack[0, 0], stack[0, 1], stack[0, 2] = level, row, column
    deep = 1
    square = radius * radius
    while deep > 0:
        deep -= 1
        level, row, column = stack[deep, 0], stack[deep, 1], stack[deep, 2]
        node = index.level_cell[level] + row * index.level_columns[level] + column
        begin, stop = index.start[node], index.start[node + 1]
        if begin == stop:
            continue
        side = float(1 << level)
        x0 = (index.frame[0] + column * side * index.frame[2] - x) * east
        y0 = (index.frame[1] + row * side * index.frame[3] - y) * north
        x1, y1 = x0 + side * index.frame[2] * east, y0 + side * index.frame[3] * north
        near_x, near_y = max(0.0, max(x0, -x1)), max(0.0, max(y0, -y1))
        if near_x * near_x + near_y * near_y > square * (1.0 + 1e-9):
            continue
        far_x, far_y = max(-x0, x1), max(-y0, y1)
        whole = far_x * far_x + far_y * far_y < square * (1.0 - 1e-9)
        if not whole and level > 0:
            for r in range(2 * row, 2 * row + 2):
                for c in range(2 * column, 2 * column + 2):
                    if c < index.level_columns[level - 1] and r << (level - 1) < index.size[1]:
                        stack[deep, 0], stack[deep, 1], stack[deep, 2] = level - 1, r, c
                        deep += 1
            continue
        for k in range(begin, stop):
            z = index.zone[k]
            if index.group[z] != group or not wanted[mask, z]:
                continue
            if whole:
                mid_x, mid_y = 0.5 * (x0 + x1), 0.5 * (y0 + y1)  # the sum's origin, seen from the centre
                run_x, run_y = index.sums[k, 1] * east, index.sums[k, 2] * north
                area[z] += index.sums[k, 0] * east * north + 0.5 * (mid_x * run_y - mid_y * run_x)
                crossed = True
            else:
                crossed = _add(
                    index.pieces, index.piece_start[k], index.piece_start[k + 1], x, y, east, north, square, z, area,
                    turn,
                )  # fmt: skip
            if crossed and not met[z]:
                met[z] = True
                if not inside[z]:
                    touched[count] = z
                    count += 1
    return count


@tight
def _add(pieces, begin, stop, lon, lat, east, north, square, z, area, turn):  # type: ignore[no-untyped-def]
    """Add the pieces of one entry; true if any of them reaches into the circle."""
    spanned, turned, crossed = 0.0, 0.0, False
    for p in range(begin, stop):
        x1, y1 = (pieces[p, 0] - lon) * east, (pieces[p, 1] - lat) * north
        x2, y2 = (pieces[p, 2] - lon) * east, (pieces[p, 3] - lat) * north
        starts, ends = x1 * x1 + y1 * y1 <= square, x2 * x2 + y2 * y2 <= square
        if starts and ends:
            spanned += x1 * y2 - y1 * x2
            crossed = True
            continue
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        along = -(x1 * dx + y1 * dy)
        if not (starts or ends) and (along <= 0.0 or along >= length):
            continue
        away = x1 * dy - y1 * dx
        rest = square * length - away * away
        if rest <= 0.0 and not (starts or ends):
            continue
        half = math.sqrt(max(0.0, rest))
        ux, uy, vx, vy = x1, y1, x2, y2
        if not starts:
            t = min(1.0, max(0.0, (along - half) / length))
            ux, uy = x1 + t * dx, y1 + t * dy
            turned -= math.atan2(uy, ux)
        if not ends:
            t = min(1.0, max(0.0, (along + half) / length))
            vx, vy = x1 + t * dx, y1 + t * dy
            turned += math.atan2(vy, vx)
        spanned += ux * vy - uy * vx
        crossed = True
    area[z] += 0.5 * spanned
    turn[z] += turned
    return crossed
