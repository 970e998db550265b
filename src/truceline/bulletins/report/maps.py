"""Schematic maps as paths in view units: doubt keeps its texture, and what must never be drawn is not in the data.

Every layer is clipped and rounded here, so the page holds no coordinate finer than one view unit of its own map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from truceline.agreement.model import Agreement, BeltArea, UnpublishedArea
from truceline.bulletins.report.incidents import Row, protects
from truceline.bulletins.report.instruments import (
    LoadedAgreement,
    drawn_areas,
    known_minute,
    localised,
    reading_numbers,
)
from truceline.bulletins.report.model import Layer, PlaceMap
from truceline.registry.actors import Registry
from truceline.space.geodesy import metres_per_degree

PLACE_WIDTH, PLACE_HEIGHT = 640, 500
DISC_UNITS = 48
MARGIN = 90
GRID_STEPS_M = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000)


@dataclass(frozen=True)
class View:
    """An equirectangular window around a centre: ``scale`` metres per view unit, north up."""

    lon: float
    lat: float
    scale: float
    width: float
    height: float

    def xy(self, coordinates: Any) -> Any:
        east, north = metres_per_degree(self.lat)
        out = np.empty_like(coordinates)
        out[:, 0] = self.width / 2 + (coordinates[:, 0] - self.lon) * east / self.scale
        out[:, 1] = self.height / 2 - (coordinates[:, 1] - self.lat) * north / self.scale
        return out

    def project(self, shape: Any) -> Any:
        return shapely.make_valid(shapely.transform(shape, self.xy))

    def box(self, margin: float = 0.0) -> Any:
        return shapely.box(-margin, -margin, self.width + margin, self.height + margin)


def place_map(reports: Sequence[Row], loaded: LoadedAgreement, registry: Registry) -> PlaceMap | None:
    """Where the incident may have been. None without a position, and for targets that are never drawn."""
    discs = _discs(reports)
    if not discs or protects(reports):
        return None
    view = _view(discs, loaded)
    circles = []
    for lon, lat, radius in discs:
        x, y = view.xy(np.array([[lon, lat]]))[0]
        circles.append([round(float(x), 1), round(float(y), 1), round(max(radius / view.scale, 5.0), 1), radius])
    layers = area_layers(loaded, view, circles)
    meridians, parallels = _graticule(view)
    return PlaceMap(
        PLACE_WIDTH,
        PLACE_HEIGHT,
        view.scale,
        circles,
        layers,
        _towns(loaded.agreement, registry, view, circles),
        meridians,
        parallels,
    )


def _discs(reports: Sequence[Row]) -> list[tuple[float, float, float]]:
    """The claimed discs, the most precise of those that touch, at most three."""
    points = sorted(
        {(r["lon"], r["lat"], float(r.get("place_radius_m") or 0)) for r in reports if r.get("lon") is not None},
        key=lambda p: (p[2], p[0], p[1]),
    )
    kept: list[tuple[float, float, float]] = []
    for lon, lat, radius in points:
        east, north = metres_per_degree(lat)
        gaps = [math.hypot((lon - a) * east, (lat - b) * north) - r for a, b, r in kept]
        if all(gap > radius for gap in gaps):
            kept.append((lon, lat, radius))
    return kept[:3]


def _view(discs: Sequence[tuple[float, float, float]], loaded: LoadedAgreement) -> View:
    """So near that the disc shows, so far that the nearest border does too where both can."""
    lon = sum(d[0] for d in discs) / len(discs)
    lat = sum(d[1] for d in discs) / len(discs)
    radius = max(max(d[2] for d in discs), 100.0)
    east, north = metres_per_degree(lat)
    spread = max(math.hypot((a - lon) * east, (b - lat) * north) for a, b, _ in discs)
    scale = max(radius / DISC_UNITS, spread / 150)
    drawn, gaps = drawn_areas(loaded.agreement), []
    for area in loaded.agreement.areas:
        shape = loaded.outlines.get(area.id)
        if shape is None or area.id not in drawn:
            continue
        local = shapely.transform(shape, lambda c: (c - np.array([lon, lat])) * np.array([east, north]))
        gap = shapely.Point(0, 0).distance(local.boundary) + getattr(area, "border_precision_m", 0.0)
        gaps.append(gap)
    nearest = min(gaps, default=0.0)
    if nearest / 170 <= radius / (DISC_UNITS / 2.4):
        scale = max(scale, nearest / 170)
    return View(lon, lat, scale, PLACE_WIDTH, PLACE_HEIGHT)


def area_layers(loaded: LoadedAgreement, view: View, circles: Sequence[Sequence[float]] = ()) -> list[Layer]:
    agreement = loaded.agreement
    order = {reading: i for i, reading in enumerate(agreement.reading_ids())}
    drawn = drawn_areas(agreement)
    layers = []
    for area in agreement.areas:
        shape = _shape(area, loaded, view) if area.id in drawn else None
        if shape is None or shape.is_empty or not shape.intersects(view.box()):
            continue
        precision = float(getattr(area, "border_precision_m", 0.0))
        style = _style(area, precision, view.scale)
        band = round(2 * precision / view.scale, 1)
        fill = shape.intersection(view.box(MARGIN))
        seen = shape.boundary.distance(view.box()) <= band / 2
        border = shape.boundary.intersection(view.box(MARGIN / 2 + band))
        simple = 0.4 if style == "line" else 1.0
        layers.append(
            Layer(
                localised(area.name),
                style,
                path(fill.simplify(simple)),
                "" if style == "haze" or not seen else path(border.simplify(simple)),
                band,
                reading_numbers(area, order),
                known_minute(area, agreement),
                _label(shape, view, circles),
                precision,
                _label(view.box().difference(shape), view, circles) if style in ("line", "band") else None,
                round(fill.intersection(view.box()).bounds[1]),
            )
        )
    return layers


def _style(area: Any, precision: float, scale: float) -> str:
    if area.status == "proposed":
        return "proposed"
    if isinstance(area, UnpublishedArea):
        return "haze"
    return "band" if 2 * precision / scale >= 4 else "line"


def _shape(area: Any, loaded: LoadedAgreement, view: View) -> Any:
    """The area in view units, None for shapes that have none."""
    if isinstance(area, UnpublishedArea):
        known = [loaded.outlines[a] for a in area.within if a in loaded.outlines]
        return view.project(shapely.union_all(known)) if known else view.box(MARGIN * 2)
    if isinstance(area, BeltArea):
        line = loaded.outlines.get(area.along)
        if line is None:
            return None
        reach = area.width_m / view.scale
        if area.side == "both":
            return view.project(line).buffer(reach)
        sign = -1 if area.side == "left" else 1  # north up turns left and right about
        return view.project(line).buffer(sign * reach, single_sided=True)
    shape = loaded.outlines.get(area.id)
    return None if shape is None or shape.area == 0 else view.project(shape)


def _label(shape: Any, view: View, circles: Sequence[Sequence[float]]) -> list[float] | None:
    room = shape.intersection(shapely.box(70, 40, view.width - 70, view.height - 60))
    for x, y, radius, *_ in circles:
        room = room.difference(shapely.box(x - radius - 90, y - radius - 30, x + radius + 90, y + radius + 60))
    if room.is_empty:
        return None
    parts = [g for g in getattr(room, "geoms", [room]) if g.area > 0]
    if not parts:
        return None
    point = shapely.maximum_inscribed_circle(max(parts, key=lambda g: g.area), tolerance=8).coords[0]
    return [round(point[0]), round(point[1])]


def path(shape: Any) -> str:
    """SVG path data of a polygon or line, to one tenth of a view unit."""
    out: list[str] = []
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            out += [_moves(ring.coords[:-1]) + "Z" for ring in rings if len(ring.coords) > 3]
        elif part.geom_type in ("LineString", "LinearRing") and len(part.coords) > 1:
            out.append(_moves(part.coords))
        elif hasattr(part, "geoms"):
            out.append(path(part))
    return "".join(out)


def _moves(points: Iterable[Any]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, *_ in points)


def _towns(agreement: Agreement, registry: Registry, view: View, circles: Sequence[Sequence[float]]) -> list[list[Any]]:
    """Settlements in view, those the text names first; sites are never among them."""
    named: list[tuple[Any, float, float]] = []
    for area in agreement.areas:
        if isinstance(area, UnpublishedArea):
            known = (*area.settlements_in, *area.settlements_out)
            named += [(localised(k.name), k.at[0], k.at[1]) for k in known]
    named += [
        (p.name, p.lon, p.lat)
        for p in registry.places
        if p.kind == "settlement" and p.lon is not None and p.lat is not None
    ]
    kept: list[list[Any]] = []
    taken = [(x, y, r + 46) for x, y, r, *_ in circles]
    for name, lon, lat in named:
        x, y = (float(v) for v in view.xy(np.array([[lon, lat]]))[0])
        clear = all(abs(x - a) > reach + 50 or abs(y - b) > max(34, reach * 0.8) for a, b, reach in taken)
        if 60 < x < view.width - 60 and 30 < y < view.height - 50 and clear and len(kept) < 6:
            kept.append([name, round(x), round(y)])
            taken.append((x, y, 46.0))
    return kept


def _graticule(view: View) -> tuple[list[list[float]], list[list[float]]]:
    """Faint lines a round number of metres apart, from the centre; each entry is one coordinate."""
    step = next((s for s in GRID_STEPS_M if s / view.scale >= 90), GRID_STEPS_M[-1]) / view.scale
    xs = [round(view.width / 2 + i * step, 1) for i in range(-8, 9)]
    ys = [round(view.height / 2 + i * step, 1) for i in range(-8, 9)]
    return [[x] for x in xs if 0 < x < view.width], [[y] for y in ys if 0 < y < view.height]
