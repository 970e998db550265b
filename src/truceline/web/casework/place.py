"""Where an incident may have been: the most precise claimed circle, and the box around it for the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.bulletins.report.incidents import protects
from truceline.space.geodesy import metres_per_degree

NOWHERE: dict[str, float | None] = dict.fromkeys(("lon", "lat", "radius_m", "west", "south", "east", "north"))


def claimed_place(reports: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    """Columns of an incident. All None where no report has a position, and for targets that are never drawn.

    lon, lat in degrees WGS84, radius_m in metres; the box holds the whole circle.
    """
    located = [r for r in reports if r["lon"] is not None and r["lat"] is not None]
    if not located or protects(reports):
        return dict(NOWHERE)
    best = min(located, key=lambda r: (r["place_radius_m"] or 0.0, r["report_id"]))
    lon, lat, radius = float(best["lon"]), float(best["lat"]), float(best["place_radius_m"] or 0.0)
    east, north = metres_per_degree(lat)
    x, y = radius / max(east, 1.0), radius / north
    return {
        "lon": lon,
        "lat": lat,
        "radius_m": radius,
        "west": max(lon - x, -180.0),
        "south": max(lat - y, -90.0),
        "east": min(lon + x, 180.0),
        "north": min(lat + y, 90.0),
    }
