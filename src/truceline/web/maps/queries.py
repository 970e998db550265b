"""Incidents of a map: circles or cells for the mission, counts by district and week for parties and guarantors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, FloatField, Max, Min, Q
from django.db.models.functions import Cast, Floor
from django.utils.translation import get_language

from truceline.bulletins.area_outlines import area_features
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import OUTSIDE
from truceline.web.casework import queries
from truceline.web.casework.models import Incident
from truceline.web.maps.asked import AskedMap, Box
from truceline.web.world import world

MOST = 1500  # circles; more become cells
MOST_PLACES = 60
FEWEST = 5  # counts below are "fewer than 5", never rounded
CELLS = 12  # across the box


def matching(user: User, when: AskedMap, filters: Mapping[str, str]) -> Any:
    """Incidents open to a person in the span that fit the filters, wherever they lie."""
    rows = queries.listed(user, filters)
    return rows.filter(occurred_from__lt=when.end, occurred_until__gte=when.since)


def inside(rows: Any, box: Box | None) -> Any:
    """Those whose claimed circle touches the box. Boxes pre-filter; nothing is judged by it."""
    if box is None:
        return rows.filter(lon__isnull=False)
    west, south, east, north = box
    return rows.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)


def extent(rows: Any) -> Box | None:
    found = rows.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    return None if found["w"] is None else (found["w"], found["s"], found["e"], found["n"])


def circles(rows: Any) -> list[dict[str, Any]]:
    """One feature a claimed circle: its middle, its radius in metres, and what a list calls it by."""
    return [circle(*each) for each in rows.values_list("incident_id", "lon", "lat", "radius_m")]


def circle(pk: str, lon: float | None, lat: float | None, radius: float | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"id": pk, "radius_m": radius},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def cells(rows: Any, box: Box) -> list[dict[str, Any]]:
    """Counts on a grid that is fixed for each size of box, where circles would be too many to tell apart."""
    size = cell_size(box)
    return [cell(x * size, y * size, size, n) for (x, y), n in cells_counted(rows, size).items()]


def cells_counted(rows: Any, size: float) -> dict[tuple[int, int], int]:
    """Column and row of a cell, counted in its size from 0° -> how many middles lie in it."""
    counted = (
        rows.annotate(
            x=Floor(Cast("lon", FloatField()) / size),
            y=Floor(Cast("lat", FloatField()) / size),
        )
        .order_by()
        .values("x", "y")
        .annotate(n=Count("pk"))
    )
    return {(int(c["x"]), int(c["y"])): c["n"] for c in counted}


def cell_size(box: Box) -> float:
    wanted = max(box[2] - box[0], box[3] - box[1]) / CELLS
    return next((s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0) if s >= wanted), 10.0)


def cell(x: float, y: float, size: float, n: int) -> dict[str, Any]:
    corners = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    shape = {"type": "Polygon", "coordinates": [[[round(a, 6), round(b, 6)] for a, b in corners]]}
    return {"type": "Feature", "properties": {"n": n}, "geometry": shape}


@dataclass(frozen=True)
class District:
    """``count`` None: fewer than FEWEST. ``at``: the district's point in the gazetteer, to a tenth of a degree."""

    name: str
    count: int | None
    at: tuple[float, float] | None


def districts(user: User, when: AskedMap) -> list[District]:
    """What was released, by district and whole weeks; no filter and no box, so that no difference tells more."""
    first, end = when.weeks
    rows = Incident.objects.visible_to(user).filter(issued_day__gte=first, issued_day__lt=end)
    counted = rows.order_by().values_list("issued_district").annotate(n=Count("pk")).order_by("issued_district")
    points = {p.name: (p.lon, p.lat) for p in world().registry.places if p.kind == "admin1" and p.lon is not None}
    return [District(name, n if n >= FEWEST else None, _coarse(points.get(name))) for name, n in counted]


def _coarse(point: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    if point is None or point[0] is None or point[1] is None:
        return None
    return round(point[0], 1), round(point[1], 1)


def areas(view: str, when: AskedMap, known: datetime | None = None) -> list[dict[str, Any]]:
    """The areas of one instrument under one reading on the last day of the span, as known at its end, or ``known``."""
    agreement_id, _, reading = view.partition(":")
    item = next((i for i in world().agreements if i.agreement.id == agreement_id), None)
    if item is None or reading not in item.agreement.reading_ids():
        return []
    instant = when.until.replace(hour=12)
    return area_features(item, reading, instant, known or when.end, get_language() or "en")


def towns(user: User) -> list[dict[str, Any]]:
    """Settlements to read the map by, for the mission; sites are never among them."""
    if user.role in OUTSIDE:
        return []
    found = [p for p in world().registry.places if p.kind == "settlement" and p.lon is not None]
    return [{"name": _name(p), "at": [p.lon, p.lat]} for p in found[:MOST_PLACES]]


def _name(place: Any) -> str:
    """In the reader's script where the gazetteer has it."""
    if get_language() == "ar":
        return next((n for n in place.names if any("\u0600" <= c <= "\u06ff" for c in n)), place.name)
    return str(place.name)


def start(user: User, found: Box | None) -> Box | None:
    """The box to open with: that of all that matches, for the mission, or the gazetteer's districts."""
    found = found if user.role not in OUTSIDE else None
    if found is None:
        points = [
            (p.lon, p.lat)
            for p in world().registry.places
            if p.kind in ("admin1", "settlement") and p.lon is not None and p.lat is not None
        ]
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        found = (min(xs) - 0.3, min(ys) - 0.3, max(xs) + 0.3, max(ys) + 0.3)
    return found


def without_place(rows: Any) -> int:
    """How many are on the list alone: no position was claimed, or the target is never drawn."""
    return int(rows.filter(Q(lon=None)).count())


def features(user: User, when: AskedMap, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What the map draws: circles, or cells where they are too many. Nothing outside of the mission."""
    if user.role in OUTSIDE:
        return
    rows = inside(matching(user, when, filters), when.box)
    if rows.count() <= MOST:
        yield from circles(rows)
        return
    box = when.box or extent(rows)
    if box is not None:
        yield from cells(rows.filter(lon__isnull=False), box)
