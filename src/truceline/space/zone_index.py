"""Which share of a report's circle lies in which zone: many circles against many zones at once.

Semantics: circles are round in metres at the report's latitude (geodesy.metres_per_degree); edges are straight in
longitude and latitude. A zone's slack widens the circle to ``hypot(radius, slack)``; a circle of radius 0 is in or out,
and in on the border. Shares are exact up to rounding (zone_weigh); borders are cut along a grid, so that a circle
looks at its own cells only, and one far from every border at none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.space.compiled import njit
from truceline.space.geodesy import metres_per_degree
from truceline.space.zone_cut import cut, sums
from truceline.space.zone_grid import frame as grid_frame
from truceline.space.zone_grid import insides, within_half_turns
from truceline.space.zone_weigh import Arrays, weigh

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NARROWEST_M = 1e-3  # a degree of longitude at the pole itself
FARTHEST_GAP = 250


class Shares(NamedTuple):
    """Row i holds ``zones[offsets[i]:offsets[i+1]]`` in ascending order, with the shares above 0 in ``values``."""

    offsets: Ints
    zones: NDArray[np.int32]
    values: Floats


class Masks(NamedTuple):
    """Zones that matter to a row: ``wanted[of[i]]`` for row i."""

    wanted: NDArray[np.bool_]  # [mask, zone]
    of: NDArray[np.int32]


@dataclass(frozen=True)
class ZoneIndex:
    """Zones ready to be asked."""

    arrays: Arrays

    @classmethod
    def build(cls, shapes: Sequence[Any], slack_m: Sequence[float]) -> ZoneIndex:
        """``shapes``: polygons or multipolygons in degrees, longitudes may run past 180; ``slack_m`` per zone."""
        whole = [within_half_turns(shape) for shape in shapes]
        frame, columns, rows = grid_frame(whole)
        pieces = cut(whole, frame, columns, rows)
        changed = np.flatnonzero(np.diff(pieces.cell * (len(shapes) + 1) + pieces.zone, prepend=-1))
        entry_cell, entry_zone = pieces.cell[changed], pieces.zone[changed]
        inside, cell_set, set_start, set_zone = insides(whole, frame, columns, rows, entry_cell, entry_zone)
        slack = np.array(slack_m, np.float64)
        group_slack, group = np.unique(slack, return_inverse=True)
        return cls(
            Arrays(
                np.array(frame),
                np.array([columns, rows, len(shapes)], np.int64),
                _gaps(entry_cell, columns, rows),
                cell_set,
                set_start,
                set_zone,
                *sums(pieces, changed, frame, columns, rows),
                inside,
                np.append(changed, len(pieces.cell)).astype(np.int32),
                pieces.pieces,
                slack,
                group.astype(np.int32),
                group_slack,
            )
        )

    def shares(self, lon: Floats, lat: Floats, radius_m: Floats, masks: Masks | None = None) -> Shares:
        """Shares of ``n`` circles; degrees and metres. No position (NaN) is in no zone.

        ``masks``: only these zones are weighed; all without.
        """
        n = len(lon)
        zones = int(self.arrays.size[2])
        if n == 0 or zones == 0:
            return Shares(np.zeros(n + 1, np.int64), np.empty(0, np.int32), np.empty(0))
        east, north = metres_per_degree(lat)
        east = np.maximum(east, NARROWEST_M)
        asked = masks or Masks(np.ones((1, zones), np.bool_), np.zeros(n, np.int32))
        room = max(4096, 8 * n)
        while True:
            found = Shares(*weigh(self.arrays, lon, lat, radius_m, east, north, *asked, room))
            if found.offsets[-1] <= room:
                return found
            room = int(found.offsets[-1])

    def share_of_one(self, lon: float, lat: float, radius_m: float) -> float:
        """One circle's share in the first zone."""
        found = self.shares(np.array([lon]), np.array([lat]), np.array([radius_m]))
        return float(found.values[0]) if len(found.zones) and found.zones[0] == 0 else 0.0

    def shares_of_one(self, lon: float, lat: float, radius_m: float) -> dict[int, float]:
        """One circle's shares above 0 by zone."""
        found = self.shares(np.array([lon]), np.array([lat]), np.array([radius_m]))
        return dict(zip(found.zones.tolist(), found.values.tolist(), strict=True))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        return self.arrays._asdict()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> ZoneIndex:
        """Raises KeyError if one is missing."""
        return cls(Arrays(**{name: arrays[name] for name in Arrays._fields}))


def _gaps(entry_cell: Ints, columns: int, rows: int) -> NDArray[np.uint8]:
    """Per cell: how many cells away, along either axis, the nearest border is."""
    gap = np.full(columns * rows, FARTHEST_GAP, np.uint8)
    gap[entry_cell] = 0
    _spread(gap.reshape(rows, columns))
    return gap


@njit
def _spread(gap):  # type: ignore[no-untyped-def]
    rows, columns = gap.shape
    for turn in range(2):
        for i in range(rows):
            r = i if turn == 0 else rows - 1 - i
            for j in range(columns):
                c = j if turn == 0 else columns - 1 - j
                best = int(gap[r, c])
                for dr in range(-1, 2):
                    for dc in range(-1, 2):
                        rr, cc = r + dr, c + dc
                        if 0 <= rr < rows and 0 <= cc < columns and int(gap[rr, cc]) + 1 < best:
                            best = int(gap[rr, cc]) + 1
                gap[r, c] = best
