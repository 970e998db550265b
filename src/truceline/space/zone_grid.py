"""The grid of a zone index: shapes between the half turns, the size of cells, and which cells lie inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.space.compiled import njit

Ints = NDArray[np.int64]

MOST_CELLS = 1_000_000
FINEST_DEGREES = 0.004
REFERENCE = (0.513716, 0.487129)  # where in its cell inside or outside is noted: on no border that anybody draws


def within_half_turns(shape: Any) -> Any:
    """The shape between -180 and 180, outer rings counter-clockwise. Its cuts along 180 meet and cancel out."""
    west, _, east, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    parts = []
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180 - 1e-12) / 360) + 1):
        if turn == 0 and west >= -180 and east <= 180:
            parts.append(shape)
            continue
        cut = shapely.intersection(shape, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90))
        parts.append(shapely.transform(cut, lambda xy, t=turn: xy - np.array([360.0 * t, 0.0])))
    polygons = [g for p in parts for g in shapely.get_parts(p) if g.geom_type == "Polygon" and g.area > 0]
    return shapely.multipolygons([shapely.orient_polygons(p) for p in polygons])


def frame(shapes: Sequence[Any]) -> tuple[tuple[float, float, float, float], int, int]:
    """West, south, cell width and height; columns and rows. More corners make finer cells, up to a million."""
    bounds = [s.bounds for s in shapes if not s.is_empty] or [(0.0, 0.0, 1.0, 1.0)]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    vertices = sum(shapely.get_num_coordinates(s) for s in shapes)
    wanted = min(MOST_CELLS, max(4096, 4 * vertices))
    side = max(FINEST_DEGREES, math.sqrt(max(east - west, 1e-3) * max(north - south, 1e-3) / wanted))
    columns, rows = int((east - west) / side) + 1, int((north - south) / side) + 1
    return (west - side * 1e-3, south - side * 1e-3, side, side), columns, rows


def insides(
    shapes: Sequence[Any],
    frame: tuple[float, float, float, float],
    columns: int,
    rows: int,
    entry_cell: Ints,
    entry_zone: Ints,
) -> tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Whether each entry's reference point is inside; per cell the set of zones that hold all of it; the sets."""
    west, south, width, height = frame
    inside = np.zeros(len(entry_cell), np.bool_)
    order = np.argsort(entry_zone, kind="stable")
    bounds = np.searchsorted(entry_zone[order], np.arange(len(shapes) + 1))
    begin, stop, zones = [], [], []
    for number, shape in enumerate(shapes):
        mine = order[bounds[number] : bounds[number + 1]]
        if not len(mine):
            continue
        shapely.prepare(shape)
        cell = entry_cell[mine]
        row, column = np.divmod(cell, columns)
        x, y = west + (column + REFERENCE[0]) * width, south + (row + REFERENCE[1]) * height
        inside[mine] = shapely.contains_xy(shape, x, y)
        # between two cells with border of a row all cells are in or all are out
        gaps = np.flatnonzero((np.diff(cell) > 1) & (np.diff(row) == 0))
        x, y = west + (column[gaps] + 1.5) * width, south + (row[gaps] + 0.5) * height
        held = gaps[shapely.contains_xy(shape, x, y)]
        begin.append(cell[held] + 1)
        stop.append(cell[held + 1])
        zones.append(np.full(len(held), number, np.int32))
    none = np.empty(0, np.int64)
    runs = [np.concatenate([none, *part]).astype(np.int64) for part in (begin, stop, zones)]
    counts = np.zeros(columns * rows + 1, np.int64)
    np.add.at(counts, runs[0], 1)
    np.add.at(counts, runs[1], -1)
    starts = np.concatenate([[0], np.cumsum(np.cumsum(counts)[:-1])])
    flat = np.empty(int(starts[-1]), np.int32)
    names = np.empty(columns * rows, np.uint64)
    _lay_out(*runs, starts, flat, names)
    _, first, cell_set = np.unique(names, return_index=True, return_inverse=True)
    parts = [flat[starts[c] : starts[c + 1]] for c in first]
    set_start = np.concatenate([[0], np.cumsum([len(p) for p in parts])]).astype(np.int32)
    return inside, cell_set.astype(np.int32), set_start, np.concatenate([np.empty(0, np.int32), *parts])


@njit
def _lay_out(begin, stop, zones, starts, flat, names):  # type: ignore[no-untyped-def]
    """Runs of cells, in the order of their zones, as zones per cell; and a hash of them per cell."""
    filled = starts[:-1].copy()
    for i in range(len(begin)):
        for cell in range(begin[i], stop[i]):
            flat[filled[cell]] = zones[i]
            filled[cell] += 1
    for cell in range(len(names)):
        name = np.uint64(14695981039346656037)
        for k in range(starts[cell], starts[cell + 1]):
            name = (name ^ np.uint64(flat[k] + 1)) * np.uint64(1099511628211)
            name ^= name >> np.uint64(29)
        names[cell] = name
