"""Borders cut along a grid, and summed up over ever larger cells: what a circle needs of border far inside it.

Of border that lies wholly within a circle Green's sum needs the area under it and its two ends only, and between two
cells the ends meet. So each cell, and each square of 2, 4, 8 … cells, keeps one sum per zone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.space.compiled import njit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Frame = tuple[float, float, float, float]


class Pieces(NamedTuple):
    """Border pieces [n, 4] in degrees, with zone and cell; ordered by cell, zone and along the border."""

    pieces: Floats
    zone: Ints
    cell: Ints


class Sums(NamedTuple):
    """Sums of border per square of cells and zone, level by level; level 0 are the cells.

    ``sums`` [sum, 3]: sum of cross(p, q) / 2 with the middle of the square as origin, in square degrees; sum of q - p.
    """

    level_cell: Ints  # per level: where its squares begin in `start`
    level_columns: Ints
    start: NDArray[np.int32]  # per square, of all levels
    zone: NDArray[np.int32]
    sums: Floats


def cut(shapes: Sequence[Any], frame: Frame, columns: int, rows: int) -> Pieces:
    """Cut the rings of all shapes along the grid's lines."""
    edges, zones = [], []
    for number, shape in enumerate(shapes):
        for polygon in shapely.get_parts(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                xy = shapely.get_coordinates(ring)
                edges.append(np.hstack((xy[:-1], xy[1:])))
                zones.append(np.full(len(xy) - 1, number, np.int64))
    if not edges:
        return Pieces(np.empty((0, 4)), np.empty(0, np.int64), np.empty(0, np.int64))
    all_edges, all_zones = np.vstack(edges), np.concatenate(zones)
    none = np.empty(0, np.int64)
    room = _cut(all_edges, all_zones, *frame, columns, rows, np.empty((0, 4)), none, none.copy())
    pieces, zone, cell = np.empty((room, 4)), np.empty(room, np.int64), np.empty(room, np.int64)
    _cut(all_edges, all_zones, *frame, columns, rows, pieces, zone, cell)
    order = np.argsort(cell * (len(shapes) + 1) + zone, kind="stable")
    return Pieces(pieces[order], zone[order], cell[order])


def sums(cut_: Pieces, entry_begin: Ints, frame: Frame, columns: int, rows: int) -> Sums:
    """``entry_begin``: the first piece of each cell and zone."""
    west, south, width, height = frame
    row, column = np.divmod(cut_.cell, columns)
    middle = np.column_stack((west + (column + 0.5) * width, south + (row + 0.5) * height))
    p, q = cut_.pieces[:, :2] - middle, cut_.pieces[:, 2:] - middle
    crosses = 0.5 * (p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0])
    row, column, zone = row[entry_begin], column[entry_begin], cut_.zone[entry_begin]
    if len(entry_begin):
        area, run = np.add.reduceat(crosses, entry_begin), np.add.reduceat(q - p, entry_begin, axis=0)
    else:
        area, run = np.empty(0), np.empty((0, 2))
    middle = middle[entry_begin]
    found: list[tuple[Any, ...]] = []
    level_cell, level_columns = [0], []
    side = 1
    while True:
        wide, high = -(-columns // side), -(-rows // side)
        counts = np.bincount(row * wide + column, minlength=wide * high)
        found.append((counts, zone, area, run))
        level_columns.append(wide)
        if wide == 1 and high == 1:
            break
        level_cell.append(level_cell[-1] + len(counts))
        side *= 2
        row, column = row // 2, column // 2
        upper = np.column_stack((west + (column + 0.5) * side * width, south + (row + 0.5) * side * height))
        shift = upper - middle
        area = area - 0.5 * (shift[:, 0] * run[:, 1] - shift[:, 1] * run[:, 0])
        key = (row * (-(-columns // side)) + column) * (zone.max(initial=0) + 1) + zone
        order = np.argsort(key, kind="stable")
        begin = np.flatnonzero(np.diff(key[order], prepend=-1))
        if len(begin):
            area, run = np.add.reduceat(area[order], begin), np.add.reduceat(run[order], begin, axis=0)
        kept = order[begin]
        row, column, zone, middle = row[kept], column[kept], zone[kept], upper[kept]
    start = np.concatenate([[0], np.cumsum(np.concatenate([counts for counts, *_ in found]))])
    return Sums(
        np.array(level_cell, np.int64),
        np.array(level_columns, np.int64),
        start.astype(np.int32),
        np.concatenate([z for _, z, _, _ in found]).astype(np.int32),
        np.concatenate([np.column_stack((a, r)) for _, _, a, r in found]),
    )


@njit
def _cut(edges, zones, west, south, width, height, columns, rows, pieces, zone, cell):  # type: ignore[no-untyped-def]
    """Cut edges where they cross the grid's lines; with no room, only count."""
    n = 0
    cuts = np.empty(2 * (columns + rows) + 8)
    for e in range(len(edges)):
        x1, y1, x2, y2 = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        cuts[0] = 0.0
        count = 1
        for axis in range(2):
            a, b = (x1, x2) if axis == 0 else (y1, y2)
            origin, step = (west, width) if axis == 0 else (south, height)
            low, high = math.floor((min(a, b) - origin) / step) + 1, math.floor((max(a, b) - origin) / step)
            for line in range(low, high + 1):
                t = (origin + line * step - a) / (b - a)
                if 0.0 < t < 1.0:
                    cuts[count] = t
                    count += 1
        cuts[count] = 1.0
        count += 1
        if count > 3:
            cuts[:count].sort()
        px, py = x1, y1
        for k in range(1, count):
            t = cuts[k]
            qx, qy = (x2, y2) if k == count - 1 else (x1 + t * (x2 - x1), y1 + t * (y2 - y1))
            if qx == px and qy == py:
                continue
            if len(cell):
                column = min(columns - 1, max(0, math.floor(((px + qx) / 2 - west) / width)))
                row = min(rows - 1, max(0, math.floor(((py + qy) / 2 - south) / height)))
                pieces[n, 0], pieces[n, 1], pieces[n, 2], pieces[n, 3] = px, py, qx, qy
                zone[n], cell[n] = zones[e], row * columns + column
            n += 1
            px, py = qx, qy
    return n
