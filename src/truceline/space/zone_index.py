"""Which share of a report's circle lies in which zone: many circles against many zones at once.

The share of a disc inside a polygon follows from Green's theorem over the pieces of border inside the disc: with the
centre as origin, ``share = inside(centre) + sum(cross(u, v) / 2 - r^2 / 2 * angle(u, v)) / (pi r^2)``, because whatever
runs outside of the disc adds and takes away the same sector. Border pieces are cut along a grid, so that a circle looks
only at its own cells, and one far from every border at none.

Semantics: circles are round in metres at the report's latitude (geodesy.metres_per_degree); edges are straight in
longitude and latitude. A zone's slack widens the circle to ``hypot(radius, slack)``; a circle of radius 0 is in or out,
and in on the border.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.space.compiled import njit
from truceline.space.geodesy import metres_per_degree
from truceline.space.zone_grid import REFERENCE, insides, within_half_turns
from truceline.space.zone_grid import frame as grid_frame

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NUDGE_X, NUDGE_Y = 2.3e-10, 1.1e-10  # degrees
NARROWEST_M = 1e-3  # a degree of longitude at the pole itself
REFERENCE_X, REFERENCE_Y = REFERENCE


class Shares(NamedTuple):
    """Row i holds ``zones[offsets[i]:offsets[i+1]]`` in ascending order, with the shares above 0 in ``values``."""

    offsets: Ints
    zones: NDArray[np.int32]
    values: Floats


class Arrays(NamedTuple):
    """The index as the compiled loop reads it."""

    frame: Floats  # west, south, cell width and height in degrees
    size: Ints  # columns, rows, zones
    gap: NDArray[np.int16]  # per cell: cells to the nearest one with a border, this one 0
    entry_start: Ints  # per cell: its zones with a border in it
    entry_zone: NDArray[np.int32]
    entry_inside: NDArray[np.bool_]  # is the cell's reference point inside the zone
    piece_start: Ints  # per entry
    pieces: Floats  # [piece, 4]: degrees
    full_start: Ints  # per cell: the zones that hold all of it
    full_zone: NDArray[np.int32]
    slack_m: Floats


@dataclass(frozen=True)
class ZoneIndex:
    """Zones ready to be asked; flat arrays only, so that an index can be saved and mapped into memory."""

    arrays: Arrays

    @classmethod
    def build(cls, shapes: Sequence[Any], slack_m: Sequence[float]) -> ZoneIndex:
        """``shapes``: polygons or multipolygons in degrees, longitudes may run past 180; ``slack_m`` per zone."""
        whole = [within_half_turns(shape) for shape in shapes]
        frame, columns, rows = grid_frame(whole)
        pieces, zone, cell = _pieces(whole, frame, columns, rows)
        order = np.lexsort((zone, cell))
        pieces, zone, cell = pieces[order], zone[order], cell[order]
        changed = (
            np.flatnonzero(np.diff(cell * (len(shapes) + 1) + zone, prepend=-1)) if len(cell) else np.empty(0, int)
        )
        entry_cell, entry_zone = cell[changed], zone[changed]
        count = columns * rows
        entry_start = np.searchsorted(entry_cell, np.arange(count + 1)).astype(np.int64)
        inside, full_cell, full_zone = insides(whole, frame, columns, rows, entry_cell, entry_zone)
        order = np.lexsort((full_zone, full_cell))
        full_cell, full_zone = full_cell[order], full_zone[order]
        return cls(
            Arrays(
                np.array(frame),
                np.array([columns, rows, len(shapes)], np.int64),
                _gaps(entry_start, columns, rows),
                entry_start,
                entry_zone.astype(np.int32),
                inside,
                np.append(changed, len(cell)).astype(np.int64),
                pieces,
                np.searchsorted(full_cell, np.arange(count + 1)).astype(np.int64),
                full_zone.astype(np.int32),
                np.array(slack_m, np.float64),
            )
        )

    def shares(self, lon: Floats, lat: Floats, radius_m: Floats) -> Shares:
        """Shares of ``n`` circles; degrees and metres. No position (NaN) is in no zone."""
        n = len(lon)
        zones = int(self.arrays.size[2])
        if n == 0 or zones == 0:
            return Shares(np.zeros(n + 1, np.int64), np.empty(0, np.int32), np.empty(0))
        east, north = metres_per_degree(lat)
        east = np.maximum(east, NARROWEST_M)
        room = max(4096, 8 * n)
        while True:
            offsets, found, values = np.zeros(n + 1, np.int64), np.empty(room, np.int32), np.empty(room)
            needed = _weigh(self.arrays, lon, lat, radius_m, east, north, offsets, found, values)
            if needed <= room:
                return Shares(offsets, found[:needed].copy(), values[:needed].copy())
            room = needed

    def share_of_one(self, lon: float, lat: float, radius_m: float) -> float:
        """One circle's share in the first zone."""
        found = self.shares(np.array([lon]), np.array([lat]), np.array([radius_m]))
        return float(found.values[0]) if len(found.zones) and found.zones[0] == 0 else 0.0

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        return self.arrays._asdict()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> ZoneIndex:
        return cls(Arrays(**{name: arrays[name] for name in Arrays._fields}))


# building ------------------------------------------------------------------------------------------------------------


def _pieces(
    shapes: Sequence[Any], frame: tuple[float, float, float, float], columns: int, rows: int
) -> tuple[Floats, Ints, Ints]:
    """Border pieces [n, 4] cut along the grid, with their zone and cell."""
    edges, zones = [], []
    for number, shape in enumerate(shapes):
        for polygon in shapely.get_parts(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                xy = shapely.get_coordinates(ring)
                edges.append(np.hstack((xy[:-1], xy[1:])))
                zones.append(np.full(len(xy) - 1, number, np.int64))
    if not edges:
        return np.empty((0, 4)), np.empty(0, np.int64), np.empty(0, np.int64)
    all_edges, all_zones = np.vstack(edges), np.concatenate(zones)
    room = _cut(
        all_edges, all_zones, *frame, columns, rows, np.empty((0, 4)), np.empty(0, np.int64), np.empty(0, np.int64)
    )
    pieces, zone, cell = np.empty((room, 4)), np.empty(room, np.int64), np.empty(room, np.int64)
    _cut(all_edges, all_zones, *frame, columns, rows, pieces, zone, cell)
    return pieces, zone, cell


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


def _gaps(entry_start: Ints, columns: int, rows: int) -> NDArray[np.int16]:
    """Per cell: how many cells away, along either axis, the nearest border is; at most 32,000."""
    gap = np.where(np.diff(entry_start).reshape(rows, columns) > 0, 0, 32_000).astype(np.int16)
    _spread(gap)
    return gap.ravel()


@njit
def _spread(gap):  # type: ignore[no-untyped-def]
    rows, columns = gap.shape
    for turn in range(2):
        for i in range(rows):
            r = i if turn == 0 else rows - 1 - i
            for j in range(columns):
                c = j if turn == 0 else columns - 1 - j
                best = gap[r, c]
                for dr in range(-1, 2):
                    for dc in range(-1, 2):
                        rr, cc = r + dr, c + dc
                        if 0 <= rr < rows and 0 <= cc < columns and gap[rr, cc] + 1 < best:
                            best = gap[rr, cc] + 1
                gap[r, c] = best


# asking --------------------------------------------------------------------------------------------------------------


@njit
def _weigh(index, lon, lat, radius_m, east_m, north_m, offsets, out_zone, out_share):  # type: ignore[no-untyped-def]
    """Fill the shares; returns how many there are, which may be more than there was room for."""
    west, south, width, height = index.frame[0], index.frame[1], index.frame[2], index.frame[3]
    columns, rows, zones = index.size[0], index.size[1], index.size[2]
    total = np.zeros(zones)
    inside = np.zeros(zones, np.bool_)
    met = np.zeros(zones, np.bool_)
    touched = np.empty(zones, np.int32)
    widest = index.slack_m.max()
    n, room = 0, len(out_zone)
    for i in range(len(lon)):
        offsets[i] = n
        x, y = lon[i], lat[i]
        if not (x == x and y == y):
            continue
        east, north = east_m[i], north_m[i]
        reach = math.hypot(radius_m[i], widest)
        x = x - 360.0 * math.floor((x + 180.0) / 360.0)
        column, row = math.floor((x - west) / width), math.floor((y - south) / height)
        on_grid = 0 <= column < columns and 0 <= row < rows
        dx, dy = reach / east, reach / north
        count = 0
        if on_grid:
            cell = row * columns + column
            for k in range(index.full_start[cell], index.full_start[cell + 1]):
                z = index.full_zone[k]
                inside[z] = True
                touched[count] = z
                count += 1
            clear = (index.gap[cell] - 1) * min(width * east, height * north) > reach
            if clear and x - dx > -180.0 and x + dx < 180.0:
                for k in range(count):
                    if n < room:
                        out_zone[n], out_share[n] = touched[k], 1.0
                    n += 1
                    inside[touched[k]] = False
                continue
            for k in range(index.entry_start[cell], index.entry_start[cell + 1]):
                z = index.entry_zone[k]
                met[z] = True
                touched[count] = z
                count += 1
                off = 1.0 if math.hypot(radius_m[i], index.slack_m[z]) > 0.0 else 0.0
                inside[z] = _is_inside(index, k, x + off * NUDGE_X, y + off * NUDGE_Y, column, row)
        if reach > 0.0:
            count = _add_green(
                index, x + NUDGE_X, y + NUDGE_Y, dx, dy, radius_m[i], east, north, inside, met, total, touched, count
            )
        touched[:count].sort()
        for k in range(count):
            z = touched[k]
            share = 1.0 if inside[z] else 0.0
            radius = math.hypot(radius_m[i], index.slack_m[z])
            if radius > 0.0:
                share = _within_bounds(share + total[z] / (math.pi * radius * radius))
            if share > 0.0:
                if n < room:
                    out_zone[n], out_share[n] = z, share
                n += 1
            total[z], inside[z], met[z] = 0.0, False, False
    offsets[len(lon)] = n
    return n


@njit
def _within_bounds(share):  # type: ignore[no-untyped-def]
    """A share from 0 to 1: a centre taken for the wrong side of a border through it is off by a whole circle."""
    if share < -1e-6:
        share += 1.0
    elif share > 1.0 + 1e-6:
        share -= 1.0
    return 0.0 if share < 1e-12 else 1.0 if share > 1.0 - 1e-12 else share


@njit
def _add_green(index, x, y, dx, dy, radius_m, east, north, inside, met, total, touched, count):  # type: ignore[no-untyped-def]
    """Add up every zone's border within the circle; cells across the half turn are looked at too."""
    west, south, width, height = index.frame[0], index.frame[1], index.frame[2], index.frame[3]
    columns, rows = index.size[0], index.size[1]
    r0 = max(0, math.floor((y - dy - south) / height))
    r1 = min(rows - 1, math.floor((y + dy - south) / height))
    for turn in range(-1 if x + dx > 180.0 else 0, 2 if x - dx < -180.0 else 1):
        at = x + 360.0 * turn
        c0, c1 = max(0, math.floor((at - dx - west) / width)), min(columns - 1, math.floor((at + dx - west) / width))
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                cell = r * columns + c
                for k in range(index.entry_start[cell], index.entry_start[cell + 1]):
                    z = index.entry_zone[k]
                    if not met[z]:
                        met[z] = True
                        if not inside[z]:
                            touched[count] = z
                            count += 1
                    radius = math.hypot(radius_m, index.slack_m[z])
                    if radius > 0.0:
                        total[z] += _green(
                            index.pieces, index.piece_start[k], index.piece_start[k + 1], at, y, east, north, radius
                        )
    return count


@njit
def _is_inside(index, entry, x, y, column, row):  # type: ignore[no-untyped-def]
    """Inside a zone with a border in this cell: count crossings on the way to the cell's reference point."""
    cx = index.frame[0] + (column + REFERENCE_X) * index.frame[2]
    cy = index.frame[1] + (row + REFERENCE_Y) * index.frame[3]
    inside = index.entry_inside[entry]
    for p in range(index.piece_start[entry], index.piece_start[entry + 1]):
        x1, y1, x2, y2 = index.pieces[p, 0], index.pieces[p, 1], index.pieces[p, 2], index.pieces[p, 3]
        if (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1) and (x - x1) * (x - x2) + (y - y1) * (y - y2) <= 0.0:
            return True
        first = (cx - x) * (y1 - y) - (cy - y) * (x1 - x) > 0.0
        second = (cx - x) * (y2 - y) - (cy - y) * (x2 - x) > 0.0
        if first != second:
            here = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0.0
            there = (x2 - x1) * (cy - y1) - (y2 - y1) * (cx - x1) > 0.0
            if here != there:
                inside = not inside
    return inside


@njit
def _green(pieces, begin, stop, lon, lat, east, north, radius):  # type: ignore[no-untyped-def]
    """Signed area that border pieces add within the disc, less their sectors."""
    total = 0.0
    square = radius * radius
    for p in range(begin, stop):
        x1, y1 = (pieces[p, 0] - lon) * east, (pieces[p, 1] - lat) * north
        x2, y2 = (pieces[p, 2] - lon) * east, (pieces[p, 3] - lat) * north
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        if length <= 0.0:
            continue
        along = -(x1 * dx + y1 * dy) / length
        away = x1 * dy - y1 * dx
        nearest = away * away / length
        if nearest >= square:
            continue
        half = math.sqrt((square - nearest) / length)
        t1, t2 = max(0.0, along - half), min(1.0, along + half)
        if t1 >= t2:
            continue
        ux, uy, vx, vy = x1 + t1 * dx, y1 + t1 * dy, x1 + t2 * dx, y1 + t2 * dy
        cross, dot = ux * vy - uy * vx, ux * vx + uy * vy
        total += 0.5 * cross - 0.5 * square * math.atan2(cross, dot)
    return total
