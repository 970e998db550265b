"""Metres from a point to a line, within a centimetre of the geodesic out to 60 km.

In space the chord between two points is shorter than the way over the ground; the chord to each step of the line is
found exactly and bent back onto the ellipsoid with the mean radius there.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.space.belts import GEOD
from truceline.space.geodesy import WGS84_A, WGS84_E2

Floats = NDArray[np.float64]
STEP_M = 250.0  # a chord leaves the parallel by s^2 tan(lat) / 8 R: 3 mm at 70 degrees


def ecef(lon: Any, lat: Any) -> Floats:
    """Metres from the centre of the earth, [n, 3]."""
    lam, phi = np.radians(lon), np.radians(lat)
    radius = WGS84_A / np.sqrt(1 - WGS84_E2 * np.sin(phi) ** 2)
    flat = radius * np.cos(phi)
    return np.column_stack((flat * np.cos(lam), flat * np.sin(lam), radius * (1 - WGS84_E2) * np.sin(phi)))


@lru_cache(maxsize=64)
def _segments(wkb: bytes) -> tuple[Floats, Floats]:
    starts, ends = [], []
    for part in shapely.get_parts(shapely.from_wkb(wkb)):
        xy = shapely.get_coordinates(part)
        for (x1, y1), (x2, y2) in pairwise(xy):
            _, _, metres = GEOD.inv(x1, y1, x2, y2)
            share = np.linspace(0.0, 1.0, max(1, int(np.ceil(metres / STEP_M))) + 1)
            points = ecef(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
            starts.append(points[:-1])
            ends.append(points[1:])
    return np.vstack(starts), np.vstack(ends)


def metres_to_line(line: Any, lon: float, lat: float) -> float:
    """Metres over the ground from a point to the nearest place of a line (degrees)."""
    starts, ends = _segments(shapely.to_wkb(line))
    point = ecef(np.array([lon]), np.array([lat]))[0]
    along = ends - starts
    share = np.clip(np.einsum("ij,ij->i", point - starts, along) / np.einsum("ij,ij->i", along, along), 0.0, 1.0)
    chord = float(np.sqrt((((starts + share[:, None] * along) - point) ** 2).sum(axis=1).min()))
    w = 1 - WGS84_E2 * np.sin(np.radians(lat)) ** 2
    radius = float(np.sqrt(WGS84_A**2 * (1 - WGS84_E2)) / w)  # Gauss: the mean of the radii of curvature
    return 2 * radius * float(np.arcsin(min(1.0, chord / (2 * radius))))
