"""Circles around sites and belts along lines as polygons in degrees, true to the WGS84 ellipsoid.

A belt is everything within its width of the line, ends rounded. One side of it: the line, carried straight on at both
ends, cuts the belt, and the parts to the left or right of the line's direction are kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely import ops

GEOD = Geod(ellps="WGS84")
CIRCLE_CORNERS = 360
DISC_CORNERS = 96
LONGEST_STEP_M = 2000.0


def circle(lon: float, lat: float, radius_m: float, corners: int = CIRCLE_CORNERS) -> Any:
    """A geodesic circle; its corners lie a little outside so that the area is the circle's."""
    turn = np.linspace(0.0, 360.0, corners, endpoint=False)
    grown = radius_m * np.sqrt((2 * np.pi / corners) / np.sin(2 * np.pi / corners))
    x, y, _ = GEOD.fwd(np.full(corners, lon), np.full(corners, lat), turn, np.full(corners, grown))
    x = lon + (np.asarray(x) - lon + 180.0) % 360.0 - 180.0
    return shapely.Polygon(np.column_stack((x, y)))


def belt(line: Any, width_m: float, side: str = "both") -> Any:
    """All within ``width_m`` of a line (degrees): ``both`` sides, or ``left`` / ``right`` along its order."""
    parts = []
    for one in shapely.get_parts(line):
        xy = steps(shapely.get_coordinates(one))
        whole = _around(xy, width_m)
        parts.append(whole if side == "both" else _one_side(whole, xy, width_m, side))
    return shapely.union_all(parts)


def steps(xy: Any) -> Any:
    """The line's corners with more between them, none farther than 2 km from the next; straight in degrees."""
    _, _, metres = GEOD.inv(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1])
    out = []
    for i, length in enumerate(metres):
        share = np.linspace(0.0, 1.0, max(1, int(np.ceil(length / LONGEST_STEP_M))), endpoint=False)[:, None]
        out.append(xy[i] + share * (xy[i + 1] - xy[i]))
    return np.vstack([*out, xy[-1:]])


def _around(xy: Any, width_m: float) -> Any:
    discs = [circle(x, y, width_m, DISC_CORNERS) for x, y in xy]
    start, end = xy[:-1], xy[1:]
    ahead, _, _ = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    corners = []
    for at, turn in ((start, -90.0), (end, -90.0), (end, 90.0), (start, 90.0)):
        x, y, _ = GEOD.fwd(at[:, 0], at[:, 1], np.asarray(ahead) + turn, np.full(len(at), width_m))
        x = at[:, 0] + (np.asarray(x) - at[:, 0] + 180.0) % 360.0 - 180.0
        corners.append(np.column_stack((x, y)))
    boxes = shapely.polygons(np.stack(corners, axis=1))
    return shapely.union_all([*discs, *boxes])


def _one_side(whole: Any, xy: Any, width_m: float, side: str) -> Any:
    reach = 3.0 * width_m / 111_000.0
    first, last = xy[0] - xy[1], xy[-1] - xy[-2]
    longer = np.vstack((xy[0] + first / np.hypot(*first) * reach, xy, xy[-1] + last / np.hypot(*last) * reach))
    cut = shapely.LineString(longer)
    kept = [part for part in ops.split(whole, cut).geoms if _is_left(part, cut) == (side == "left")]
    return shapely.union_all(kept)


def _is_left(part: Any, line: Any) -> bool:
    """Whether a point of the part lies left of the nearest piece of the line."""
    point = part.representative_point()
    at = line.project(point)
    behind, ahead = line.interpolate(max(0.0, at - 1e-7)), line.interpolate(at + 1e-7)
    cross = (ahead.x - behind.x) * (point.y - behind.y) - (ahead.y - behind.y) * (point.x - behind.x)
    return bool(cross > 0)
