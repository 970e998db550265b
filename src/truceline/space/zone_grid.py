"""The grid of a zone index: shapes between the half turns, the size of cells, and which cells lie inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

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
) -> tuple[NDArray[np.bool_], Ints, Ints]:
    """Whether each entry's reference point is inside, and the cells that lie in a zone as a whole."""
    west, south, width, height = frame
    inside = np.zeros(len(entry_cell), np.bool_)
    cells, zones = [], []
    for number, shape in enumerate(shapes):
        if shape.is_empty:
            continue
        shapely.prepare(shape)
        mine = np.flatnonzero(entry_zone == number)
        row, column = np.divmod(entry_cell[mine], columns)
        x, y = west + (column + REFERENCE[0]) * width, south + (row + REFERENCE[1]) * height
        inside[mine] = shapely.contains_xy(shape, x, y)
        b = shape.bounds
        c0, c1 = int((b[0] - west) / width), min(columns - 1, int((b[2] - west) / width))
        r0, r1 = int((b[1] - south) / height), min(rows - 1, int((b[3] - south) / height))
        grid_r, grid_c = np.mgrid[r0 : r1 + 1, c0 : c1 + 1]
        candidates = (grid_r * columns + grid_c).ravel()
        candidates = candidates[~np.isin(candidates, entry_cell[mine])]
        row, column = np.divmod(candidates, columns)
        whole = shapely.contains_xy(shape, west + (column + 0.5) * width, south + (row + 0.5) * height)
        cells.append(candidates[whole])
        zones.append(np.full(int(whole.sum()), number, np.int64))
    empty = np.empty(0, np.int64)
    return inside, np.concatenate([empty, *cells]), np.concatenate([empty, *zones])
