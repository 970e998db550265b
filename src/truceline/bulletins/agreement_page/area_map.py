"""The areas of one instrument on one schematic map; what must never be drawn is listed by name, not by place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import shapely

from truceline.agreement.model import Agreement, Area, BeltArea, UnpublishedArea, plain
from truceline.bulletins.report.instruments import LoadedAgreement, carve_outs, drawn_areas
from truceline.bulletins.report.maps import GRID_STEPS_M, PLACE_HEIGHT, PLACE_WIDTH, View, area_layers
from truceline.space.geodesy import metres_per_degree

FILLED = 0.82  # share of the frame that the areas take up
LABEL_GAP = 18  # view units between two names


@dataclass(frozen=True)
class Shape:
    """``fill`` and ``border`` are path data; ``band`` is the imprecise border's width in view units."""

    name: str
    style: str
    fill: str
    border: str
    band: float
    label: list[float] | None
    precision_m: float


@dataclass(frozen=True)
class AreaMap:
    """``scale_m`` metres are ``scale_units`` long. ``lists``: for every area, its name and how it is known."""

    width: int
    height: int
    shapes: list[Shape]
    scale_m: int
    scale_units: float


def area_map(loaded: LoadedAgreement, language: str) -> AreaMap | None:
    """None when nothing of the instrument has an outline that may be drawn."""
    bounds = _bounds(loaded)
    if bounds is None:
        return None
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    metres_east, metres_north = metres_per_degree(lat)
    scale = max((east - west) * metres_east / PLACE_WIDTH, (north - south) * metres_north / PLACE_HEIGHT, 1.0) / FILLED
    view = View(lon, lat, scale, PLACE_WIDTH, PLACE_HEIGHT)
    shapes: list[Shape] = []
    taken: list[list[float]] = []
    for layer in area_layers(loaded, view):
        label = layer.label
        if label is not None and any(abs(label[1] - y) < LABEL_GAP and abs(label[0] - x) < 150 for x, y in taken):
            label = None
        if label is not None:
            taken.append(label)
        name = plain(layer.name, language) if isinstance(layer.name, dict) else str(layer.name)
        shapes.append(Shape(name, layer.style, layer.fill, layer.border, layer.band, label, layer.precision_m))
    if not shapes:
        return None
    step = next((s for s in GRID_STEPS_M if s / scale >= 70), GRID_STEPS_M[-1])
    return AreaMap(PLACE_WIDTH, PLACE_HEIGHT, shapes, step, round(step / scale, 1))


def _bounds(loaded: LoadedAgreement) -> tuple[float, float, float, float] | None:
    drawn = drawn_areas(loaded.agreement)
    shapes: list[Any] = []
    for area in loaded.agreement.areas:
        if area.id not in drawn:
            continue
        found = _outlines(area, loaded)
        shapes += [_widened(shape, area.width_m) for shape in found] if isinstance(area, BeltArea) else found
    if not shapes:
        return None
    extent = shapely.total_bounds(shapely.union_all(shapes))
    return float(extent[0]), float(extent[1]), float(extent[2]), float(extent[3])


def _outlines(area: Area, loaded: LoadedAgreement) -> list[Any]:
    """The shapes that an area is drawn by: its own, those that contain it, or the line that it runs along."""
    ids = area.within if isinstance(area, UnpublishedArea) else [area.id]
    ids = [area.along] if isinstance(area, BeltArea) else ids
    return [loaded.outlines[i] for i in ids if i in loaded.outlines]


def _widened(line: Any, width_m: float) -> Any:
    """The box around a belt, so that its far edges lie on the map: its line's box, its width farther on every side."""
    west, south, east, north = line.bounds
    metres_east, metres_north = metres_per_degree((south + north) / 2)
    x, y = width_m / metres_east, width_m / metres_north
    return shapely.box(west - x, south - y, east + x, north + y)


def undrawn(loaded: LoadedAgreement, language: str, hide: Collection[str] = frozenset()) -> list[tuple[str, str]]:
    """Names of areas that have no place on the map, each with why (a word of the page); those of ``hide`` have none."""
    agreement = loaded.agreement
    drawn = drawn_areas(agreement)
    shown = {a.id for a in agreement.areas if a.id in drawn and _outlines(a, loaded)}
    return [
        (plain(a.name, language), f"not_drawn_{_why(a, agreement, drawn)}")
        for a in agreement.areas
        if a.id not in shown and a.id not in hide and a.shape != "anywhere"
    ]


WHY = {"circle": "site", "moving_circle": "site", "line": "line", "combined": "joined"}


def _why(area: Area, agreement: Agreement, drawn: Collection[str]) -> str:
    if area.id in carve_outs(agreement):
        return "carved"
    return WHY.get(area.shape) or ("nowhere" if area.id in drawn else "container")
