"""The overview: fixed coarse cells with a minimum count, and the agreements' areas behind them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from truceline.bulletins.report.incidents import Row
from truceline.bulletins.report.instruments import LoadedAgreement, drawn_areas
from truceline.bulletins.report.maps import View, area_layers
from truceline.bulletins.report.model import OverviewMap
from truceline.space.geodesy import metres_per_degree

CELL_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
MOST_CELLS = 8
MINIMUM_COUNT = 5
OVERVIEW_WIDTH = 640


@dataclass(frozen=True)
class Grid:
    """Fixed cells: multiples of ``step`` degrees from 0, so the same place is always in the same cell."""

    step: float
    west: int
    south: int
    columns: int
    rows: int

    def cell_of(self, reports: Sequence[Row]) -> int:
        """Number of the cell, −1 without a position, −2 if the place is known more coarsely than a cell."""
        pointed = [r for r in reports if r.get("lon") is not None]
        if not pointed:
            return -1
        best = min(pointed, key=lambda r: (r.get("place_radius_m") or 0.0, r["report_id"]))
        east, north = metres_per_degree(best["lat"])
        if (best.get("place_radius_m") or 0.0) > self.step * min(east, north) / 2:
            return -2
        column = math.floor(best["lon"] / self.step) - self.west
        row = math.floor(best["lat"] / self.step) - self.south
        return row * self.columns + column if 0 <= column < self.columns and 0 <= row < self.rows else -2


def grid_for(groups: Mapping[str, Sequence[Row]]) -> Grid | None:
    """The finest step of a fixed ladder that needs few cells; outliers beyond 1 % on a side are left off the map."""
    points = [(r["lon"], r["lat"]) for rows in groups.values() for r in rows if r.get("lon") is not None]
    if not points:
        return None
    lons, lats = np.array(points).T
    west, east = np.quantile(lons, [0.005, 0.995], method="nearest")
    south, north = np.quantile(lats, [0.005, 0.995], method="nearest")
    for step in CELL_STEPS:
        first_x, first_y = math.floor(west / step), math.floor(south / step)
        columns, rows = math.floor(east / step) - first_x + 1, math.floor(north / step) - first_y + 1
        if max(columns, rows) <= MOST_CELLS or step == CELL_STEPS[-1]:
            return Grid(step, first_x, first_y, columns, rows)
    return None


def overview_map(grid: Grid | None, agreements: Sequence[LoadedAgreement]) -> OverviewMap | None:
    """The grid and the agreements' areas behind it; cell numbers follow ``Grid.cell_of``."""
    if grid is None:
        return None
    west, south, east, north = overview_bounds(grid, agreements)
    lat, lon = (south + north) / 2, (west + east) / 2
    metres_east, metres_north = metres_per_degree(lat)
    wide, tall = (east - west) * metres_east, (north - south) * metres_north
    scale = max(wide / (OVERVIEW_WIDTH - 40), tall / 560)
    height = round(tall / scale + 40)
    view = View(lon, lat, scale, OVERVIEW_WIDTH, height)
    cells = []
    for row in range(grid.rows):
        for column in range(grid.columns):
            corner = np.array([[(grid.west + column) * grid.step, (grid.south + row + 1) * grid.step]])
            x, y = view.xy(corner)[0]
            size = [grid.step * metres_east / scale, grid.step * metres_north / scale]
            cells.append([round(float(v), 1) for v in (x, y, *size)])
    layers = {item.agreement.id: area_layers(item, view) for item in agreements}
    return OverviewMap(OVERVIEW_WIDTH, height, grid.step, MINIMUM_COUNT, cells, layers)


def overview_bounds(grid: Grid, agreements: Sequence[LoadedAgreement]) -> tuple[float, float, float, float]:
    """Degrees that the overview shows: the cells, and drawn areas as far as they do not dwarf them."""
    west, south = grid.west * grid.step, grid.south * grid.step
    east, north = west + grid.columns * grid.step, south + grid.rows * grid.step
    reach_x, reach_y = (east - west) * 0.35, (north - south) * 0.35
    for item in agreements:
        drawn = drawn_areas(item.agreement)
        for area_id in sorted(drawn & set(item.outlines)):
            a, b, c, d = item.outlines[area_id].bounds
            west, south = min(west, max(a, west - reach_x)), min(south, max(b, south - reach_y))
            east, north = max(east, min(c, east + reach_x)), max(north, min(d, north + reach_y))
        reach_x = reach_y = 0.0 if drawn else reach_x
    return west, south, east, north
