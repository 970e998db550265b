"""Metres around a point: a local plane good to about 0.1 % within 60 km.

Shapes are scaled by the WGS84 radii of curvature at the point's own latitude, so that discs are round and metres are
metres where the report lies. Edges are straight in longitude and latitude.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

WGS84_A = 6378137.0
WGS84_E2 = 0.00669437999014


def metres_per_degree(lat: Any) -> tuple[Any, Any]:
    """East and north metres per degree of longitude and latitude; of one latitude or of a column of them."""
    phi = np.radians(lat)
    w = np.sqrt(1 - WGS84_E2 * np.sin(phi) ** 2)
    north = np.pi / 180 * WGS84_A * (1 - WGS84_E2) / w**3
    east = np.pi / 180 * WGS84_A * np.cos(phi) / w
    return east, north


def to_local(geometry: Any, lon: float, lat: float) -> Any:
    """A lon/lat geometry in metres east and north of a point."""
    east, north = metres_per_degree(lat)

    def scale(xy: Any) -> Any:
        dlon = (xy[:, 0] - lon + 180.0) % 360.0 - 180.0
        return np.column_stack((dlon * east, (xy[:, 1] - lat) * north))

    return shapely.transform(geometry, scale)


def distance_m(lon1: Any, lat1: Any, lon2: Any, lat2: Any) -> Any:
    """Metres between two near points, or columns of them, on the plane of their middle latitude."""
    east, north = metres_per_degree((lat1 + lat2) / 2)
    dlon = (lon2 - lon1 + 180.0) % 360.0 - 180.0
    return np.hypot(dlon * east, (lat2 - lat1) * north)
