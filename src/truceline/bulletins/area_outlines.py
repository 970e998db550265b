"""The areas of one instrument as GeoJSON, each in the way its border is known; what is never drawn is not in it.

Kinds: ``line`` a border that is exact; ``band`` twice as wide as the drawing may be off; ``haze1`` and on: rings that
fade, for a border nobody published; ``proposed`` dots. ``fill`` is the ground inside an agreed area.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import shapely

from truceline.agreement.in_force import TICK, in_view, timeline
from truceline.agreement.model import Agreement, BeltArea, UnpublishedArea, plain
from truceline.bulletins.report.instruments import LoadedAgreement, drawn_areas
from truceline.space.geodesy import metres_per_degree

Feature = dict[str, Any]
HAZE_RINGS = 4
HAZE_SHARE = 0.18  # of the area's half width; how far in the fading reaches
DIGITS = 4  # about ten metres


def area_features(
    loaded: LoadedAgreement, reading: str, instant: datetime, as_of: datetime | None, language: str = "en"
) -> list[Feature]:
    """Areas in force at ``instant`` (or of which that cannot be told) under a reading, and proposals known by then.

    Raises KeyError if the agreement has no such reading.
    """
    view = in_view(loaded.agreement, reading, as_of)
    drawn = drawn_areas(view)
    found: list[Feature] = []
    for area in view.areas:
        force = "proposed" if area.status == "proposed" else _force(view, area.id, instant)
        if area.id not in drawn or force == "no":
            continue
        shape = _shape(area, loaded)
        if shape is None or shape.is_empty:
            continue
        precision = float(getattr(area, "border_precision_m", 0.0))
        told = {"area": area.id, "name": plain(area.name, language), "precision_m": precision, "force": force}
        found += [_feature(told, kind, part) for kind, part in _parts(area, shape, precision)]
    return found


def _force(view: Agreement, area: str, instant: datetime) -> str:
    low, high = timeline(view, area).share(instant, instant + TICK)
    return "yes" if low > 0 else "no" if high <= 0 else "cannot_tell"


def _parts(area: Any, shape: Any, precision: float) -> Iterator[tuple[str, Any]]:
    if area.status == "proposed":
        yield "proposed", shape.boundary
    elif isinstance(area, UnpublishedArea):
        yield from ((f"haze{n}", ring) for n, ring in enumerate(_fading(shape), 1))
    elif precision > 0:
        yield "fill", shape
        yield "band", _in_metres(shape, lambda s: s.boundary.buffer(precision))
    else:
        yield "fill", shape
        yield "line", shape.boundary


def _fading(shape: Any) -> Iterator[Any]:
    """The area, and smaller ones within it: drawn over each other they leave no line at the edge."""

    def inner(step: int) -> Any:
        def shrink(local: Any) -> Any:
            west, south, east, north = local.bounds
            return local.buffer(-step * HAZE_SHARE / HAZE_RINGS * min(east - west, north - south))

        return shrink

    yield from (ring for step in range(HAZE_RINGS) if not (ring := _in_metres(shape, inner(step))).is_empty)


def _shape(area: Any, loaded: LoadedAgreement) -> Any:
    """The area in lon/lat; None for one without an outline."""
    outlines = loaded.outlines
    if isinstance(area, UnpublishedArea):
        known = [outlines[a] for a in area.within if a in outlines]
        return shapely.union_all(known) if known else None
    if isinstance(area, BeltArea):
        line = outlines.get(area.along)
        if line is None:
            return None
        if area.side == "both":
            return _in_metres(line, lambda s: s.buffer(area.width_m))
        sign = 1 if area.side == "left" else -1
        return _in_metres(line, lambda s: s.buffer(sign * area.width_m, single_sided=True))
    shape = outlines.get(area.id)
    return None if shape is None or shape.area == 0 else shape


def _in_metres(shape: Any, change: Any) -> Any:
    """A change made in metres on a plane around the shape's middle: good enough to draw, never used to judge."""
    west, south, east, north = shape.bounds
    origin = np.array([(west + east) / 2, (south + north) / 2])
    scale = np.array(metres_per_degree(float(origin[1])))
    local = shapely.transform(shape, lambda c: (c - origin) * scale)
    return shapely.transform(change(local), lambda c: c / scale + origin)


def _feature(told: dict[str, Any], kind: str, shape: Any) -> Feature:
    label = None
    if kind in ("fill", "haze1", "proposed"):
        body = shape if kind != "proposed" else shapely.convex_hull(shape)
        point = body.representative_point()
        label = [round(point.x, DIGITS), round(point.y, DIGITS)]
    geometry = shapely.geometry.mapping(shapely.set_precision(shape, 10.0**-DIGITS))
    return {"type": "Feature", "properties": {**told, "kind": kind, "label": label}, "geometry": geometry}
