"""Areas of an agreement, ready to be asked: how likely is a place inside?

The disc of a report is uniform; an imprecise border widens it to ``sqrt(r² + b²)`` (docs/methods/assessment.md §4).
Own sentence, own range per shape; unpublished borders and missing places give ranges, never a middle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely

from truceline.space.belts import belt, circle
from truceline.space.geodesy import distance_m
from truceline.space.lines import metres_to_line
from truceline.space.places import Inside, Interval, Place
from truceline.space.tracks import Track, inside_moving

if TYPE_CHECKING:
    from truceline.space.zone_index import ZoneIndex

APART = 0.001  # neighbours drawn by hand may overlap a little


@lru_cache(maxsize=512)
def _index_of(wkb: bytes, slack_m: float) -> ZoneIndex:
    """One shape's index; plans of several readings and states of knowledge share it."""
    from truceline.space.zone_index import ZoneIndex  # loads numba, which commands that weigh no place do without

    return ZoneIndex.build([shapely.from_wkb(wkb)], [slack_m])


class Recipe(NamedTuple):
    """All that a drawn shape is made of, so that it need not be drawn to be known again."""

    shape: str  # polygon, belt or circle
    wkb: bytes = b""
    numbers: tuple[float, ...] = ()  # a belt's width; a circle's centre and radius
    side: str = "both"


@lru_cache(maxsize=512)
def draw(recipe: Recipe) -> Any:
    """The polygon in degrees."""
    if recipe.shape == "circle":
        lon, lat, radius_m = recipe.numbers
        return circle(lon, lat, radius_m)
    shape = shapely.from_wkb(recipe.wkb)
    return belt(shape, recipe.numbers[0], recipe.side) if recipe.shape == "belt" else shape


class AreaBook:
    """All areas of one agreement view. ``areas`` maps ids to the language's area parts, ``outlines`` to geometries."""

    def __init__(
        self,
        areas: Mapping[str, Any],
        outlines: Mapping[str, Any],
        names: Mapping[str, str],
        tracks: Mapping[str, Track] | None = None,
    ) -> None:
        self.tracks = tracks or {}
        self.areas = areas
        self.outlines = outlines
        self.names = names
        self._cache: dict[tuple[str, Place, Interval | None], Inside] = {}
        self._indexes: dict[Any, ZoneIndex] = {}
        self._together: tuple[ZoneIndex, Mapping[Any, int]] | None = None
        self._last: tuple[Any, dict[int, float]] = None, {}
        for shape in outlines.values():
            shapely.prepare(shape)

    def name(self, area_id: str) -> str:
        return self.names.get(area_id, area_id)

    @property
    def moving(self) -> bool:
        """Whether some area moves, so that when matters beside where."""
        return bool(self.tracks)

    def inside(self, area_id: str, place: Place | None, time: Interval | None = None) -> Inside:
        """``time``: when it happened; only areas that move ask for it."""
        if place is None:
            area = self.areas[area_id]
            found = Inside(1, 1, "anywhere") if area.shape == "anywhere" else Inside(0, 1, "no place is claimed")
            return _doubted(found) if area.basis == "B" else found
        key = (area_id, place, time if self.tracks else None)
        if key not in self._cache:
            area = self.areas[area_id]
            timed = area.shape in ("moving_circle", "unpublished", "combined")
            weigh = getattr(self, f"_{area.shape}")
            found = weigh(area, place, time) if timed else weigh(area, place)
            self._cache[key] = _doubted(found) if area.basis == "B" else found
        return self._cache[key]

    def inside_any(self, area_ids: Sequence[str], place: Place | None, time: Interval | None = None) -> Inside:
        """Inside at least one of several areas: at least the likeliest, at most their sum."""
        if not area_ids:
            return Inside(1, 1, "no place is asked for")
        answers = [(a, self.inside(a, place, time)) for a in area_ids]
        best_id, best = max(answers, key=lambda pair: (pair[1].low, pair[1].high))
        total = sum(answer.high for _, answer in answers)
        high = min(1.0, max(best.high, total))
        sentence = f"{self.name(best_id)}: {best.sentence}"
        still_open = [a for _, a in answers if a.high > a.low]
        return Inside(
            best.low,
            high,
            sentence,
            any(a.unpublished for a in still_open),
            any(a.unverified for a in still_open),
        )

    def share_near(self, line_id: str, place: Place, reach_m: float, side: str = "both") -> float:
        """Share of the place's circle within ``reach_m`` of a line."""
        return self._share((line_id, reach_m, side), lambda: self.belt(line_id, reach_m, side), place)

    def recipe(self, area_id: str) -> tuple[Recipe, float] | None:
        """How an area with a border of its own is drawn, and its metres of slack."""
        area = self.areas[area_id]
        if area.shape in ("polygon", "admin") and area_id in self.outlines:
            return Recipe("polygon", shapely.to_wkb(self.outlines[area_id])), area.border_precision_m
        if area.shape == "belt":
            return self.belt_recipe(area.along, area.width_m, area.side)[0], area.border_precision_m
        if area.shape == "circle":
            return Recipe("circle", numbers=(*area.center, area.radius_m)), area.border_precision_m
        return None

    def belt_recipe(self, line_id: str, reach_m: float, side: str = "both") -> tuple[Recipe, float]:
        """How a belt along a line is drawn, and the line's own slack in metres."""
        slack = getattr(self.areas[line_id], "border_precision_m", 0.0)
        return Recipe("belt", shapely.to_wkb(self.outlines[line_id]), (reach_m,), side), slack

    def drawn(self, area_id: str) -> tuple[Any, float] | None:
        """Polygon in degrees and metres of slack, for an area that has a border of its own."""
        found = self.recipe(area_id)
        return found and (draw(found[0]), found[1])

    def belt(self, line_id: str, reach_m: float, side: str = "both") -> tuple[Any, float]:
        """The belt along a line and the line's own slack in metres."""
        recipe, slack = self.belt_recipe(line_id, reach_m, side)
        return draw(recipe), slack

    def _share(self, key: Any, draw: Callable[[], tuple[Any, float] | None], place: Place) -> float:
        assert place.lon is not None and place.lat is not None
        if self._together is not None:
            index, numbers = self._together
            number = numbers.get(("area", key) if isinstance(key, str) else ("near", *key))
            if number is not None:
                at = (place.lon, place.lat, place.radius_m)
                last = self._last  # of its own: threads may share a book
                if at != last[0]:
                    last = self._last = at, index.shares_of_one(*at)
                return last[1].get(number, 0.0)
        if key not in self._indexes:
            drawn = draw()
            assert drawn is not None
            self._indexes[key] = _index_of(shapely.to_wkb(drawn[0]), drawn[1])
        return self._indexes[key].share_of_one(place.lon, place.lat, place.radius_m)

    def ask_together(self, index: ZoneIndex, numbers: Mapping[Any, int]) -> None:
        """Weigh a place against all areas at once from now on.

        ``numbers``: the zone of ``index`` of ("area", id) and of ("near", line, reach, side).
        """
        self._together = index, numbers

    def forget(self) -> None:
        """Drop the answers about places; a book that lives long would keep every place it was asked about."""
        self._cache.clear()

    # one method per shape ----------------------------------------------------------------------------------------

    def _anywhere(self, area: Any, place: Place) -> Inside:
        return Inside(1, 1, "the text sets no border")

    def _drawn(self, area: Any, place: Place) -> Inside:
        if not place.has_point:
            return self._by_name_only(area, place)
        border = area.border_precision_m
        share = self._share(area.id, lambda: self.drawn(area.id), place)
        return Inside(
            share, share, f"circle of {place.radius_m:,.0f} m against a border good to ± {border:,.0f} m: {share:.2f}"
        )

    _polygon = _drawn

    def _by_name_only(self, area: Any, place: Place) -> Inside:
        """A report that states only its governorate; people do not live evenly over it, so shares of area say nothing:

        apart is outside, wholly inside is inside, anything between cannot be told.
        """
        host = self._admin_outline(place.admin1)
        if host is None or area.id not in self.outlines:
            return Inside(0, 1, "the report gives no position precise enough for this border")
        whole, part = host, host.intersection(self.outlines[area.id])
        share = float(part.area / whole.area) if whole.area else 0.0
        if share <= APART or share >= 1 - APART:
            met = float(share >= 1 - APART)
            return Inside(met, met, f"only the governorate is stated; it lies {'inside' if met else 'apart'}")
        return Inside(0, 1, "only the governorate is stated; the area takes in a part of it")

    def _admin_outline(self, admin1: str | None) -> Any:
        for other in self.areas.values():
            if admin1 and other.shape == "admin" and other.admin1 == [admin1] and other.id in self.outlines:
                return self.outlines[other.id]
        return None

    def _admin(self, area: Any, place: Place) -> Inside:
        if place.country is not None and place.country != area.country:
            return Inside(0, 0, f"the source states {place.country}")
        if area.admin1 is None and place.country == area.country:
            return Inside(1, 1, f"the source states {place.country}")
        if area.admin1 is not None and place.admin1 is not None:
            met = float(place.admin1 in area.admin1)
            return Inside(met, met, f"the source states {place.admin1}")
        if area.id in self.outlines and place.has_point:
            return self._drawn(area, place)
        return Inside(0, 1, "the report states neither the unit nor a position to weigh")

    def _line(self, area: Any, place: Place) -> Inside:
        return Inside(0, 0, "a line has no inside")

    def _belt(self, area: Any, place: Place) -> Inside:
        if not place.has_point:
            return Inside(0, 1, "the report gives no position")
        assert place.lon is not None and place.lat is not None
        share = self._share(area.id, lambda: self.drawn(area.id), place)
        metres = metres_to_line(self.outlines[area.along], place.lon, place.lat)
        return Inside(share, share, f"{metres:,.0f} m from the line, belt of {area.width_m:,.0f} m: {share:.2f}")

    def _circle(self, area: Any, place: Place) -> Inside:
        if not place.has_point:
            return Inside(0, 1, "the report gives no position")
        assert place.lon is not None and place.lat is not None
        # no distance to the centre: three of them would give a site's position away
        share = self._share(area.id, lambda: self.drawn(area.id), place)
        return Inside(share, share, f"circle of {area.radius_m:,.0f} m: {share:.2f}")

    def _moving_circle(self, area: Any, place: Place, time: Interval | None) -> Inside:
        return inside_moving(self.tracks[area.id], area.radius_m, place, time)

    def _unpublished(self, area: Any, place: Place, time: Interval | None) -> Inside:
        for known, inside in ((area.settlements_in, 1.0), (area.settlements_out, 0.0)):
            for settlement in known:
                if _at_settlement(settlement, place):
                    word = "in" if inside else "out"
                    name = settlement.name if isinstance(settlement.name, str) else next(iter(settlement.name.values()))
                    return Inside(inside, inside, f"{name} is named as {word}")
        high = self.inside_any(area.within, place, time).high if area.within else 1.0
        if any(self.areas[a].basis == "B" for a in area.within):
            return Inside(0, 1, "the border was never published", unpublished=True, unverified=True)
        if high <= 0:
            return Inside(0, 0, "outside everything that is known to contain it")
        return Inside(0, high, "the border was never published", unpublished=True)

    def _combined(self, area: Any, place: Place, time: Interval | None) -> Inside:
        inner = self.inside_any(area.include, place, time)
        outer = self.inside_any(area.exclude, place, time) if area.exclude else Inside(0, 0, "")
        low, high = max(0.0, inner.low - outer.high), min(inner.high, 1.0 - outer.low)
        # how a place lies to a carve-out is never told: its shape could be read off many reports
        sentence = inner.sentence + ("; less what is taken out of it" if area.exclude else "")
        return Inside(
            low,
            max(low, high),
            sentence,
            inner.unpublished or outer.unpublished,
            inner.unverified or outer.unverified,
        )


def _doubted(found: Inside) -> Inside:
    """An area that rests on background knowledge only may hold a place; it never surely does."""
    sentence = f"{found.sentence}; background knowledge, not verified"
    return Inside(0.0, found.high, sentence, found.unpublished, found.high > 0)


def _at_settlement(settlement: Any, place: Place) -> bool:
    names = [settlement.name] if isinstance(settlement.name, str) else list(settlement.name.values())
    if any(n.casefold() == p.casefold() for n in names for p in place.names):
        return True
    if not place.has_point:
        return False
    assert place.lon is not None and place.lat is not None
    return bool(distance_m(place.lon, place.lat, *settlement.at) + place.radius_m <= settlement.radius_m)
