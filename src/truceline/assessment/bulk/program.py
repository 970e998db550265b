"""A plan as flat arrays: areas, groups of areas, timelines cut at every change, lines of force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.agreement.in_force import Timeline
from truceline.assessment.bulk.columns import Columns, Ints, StatedPlace
from truceline.assessment.bulk.made_areas import made_of_others, weighed_with
from truceline.assessment.plan import Plan, flat
from truceline.assessment.predicates import InWindows, NearLine, NotSuspended
from truceline.space.areas import Recipe, draw
from truceline.space.geodesy import distance_m
from truceline.space.places import Place
from truceline.space.zone_index import ZoneIndex

Make = Callable[[], Mapping[str, NDArray[Any]]]
Keep = Callable[[Sequence[str], Make], Mapping[str, NDArray[Any]]]
"""Gives the arrays that go by a name, made now or kept from an earlier run. What they depend on is all in the name."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BASIS_BIT = {"V": 1, "S": 2, "B": 4}
OFF_BIT = 8  # a suspension or an end that is told at second hand
SIMPLE, UNPUBLISHED, COMBINED = range(3)


class AreaTables(NamedTuple):
    """Areas numbered so that those of the lines of force come first, in their order."""

    kind: NDArray[np.int8]
    zone: NDArray[np.int32]  # zone of the index, -1: none
    left: NDArray[np.int32]  # group: `within` of an unpublished border, `include` of a combination
    right: NDArray[np.int32]  # group: `exclude`
    later: NDArray[np.int32]  # areas made of others, each after what it is made of
    into_start: NDArray[np.int32]  # per area: places in `later` that it goes into
    into: NDArray[np.int32]
    always: NDArray[np.int32]  # places in `later` that are weighed for every report
    group_start: NDArray[np.int32]
    group_areas: NDArray[np.int32]
    zone_area: NDArray[np.int32]  # area of a zone, -1: a zone that only a distance asks for


class TimeTables(NamedTuple):
    cuts: Ints
    low: NDArray[np.int8]  # [timeline, piece]: does it surely run, may it run
    high: NDArray[np.int8]
    basis: NDArray[np.int8]  # [timeline, piece]: bits of the bases of the windows that touch the piece


class ForceTables(NamedTuple):
    area: NDArray[np.int32]  # per line; -1: no area is asked for
    disjoint: NDArray[np.bool_]  # [line, line]
    first_running: NDArray[np.int32]  # per piece, -1: none runs
    best: NDArray[np.int32]  # per piece: the line that runs most surely
    line_of: NDArray[np.int32]  # per area, -1: none
    open_line: int  # the line without an area, -1: none


def make_anew(name: Sequence[str], make: Make) -> Mapping[str, NDArray[Any]]:
    """Keeps nothing."""
    return make()


def micros(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def instant(value: int) -> datetime:
    return EPOCH + timedelta(microseconds=int(value))


@dataclass
class Zones:
    """Shapes that reports are weighed against: a key names the area, or the line and reach of a distance."""

    numbers: dict[Any, int] = field(default_factory=dict)
    recipes: list[Recipe] = field(default_factory=list)
    slack_m: list[float] = field(default_factory=list)

    def number(self, key: Any, recipe: Recipe, slack_m: float) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.recipes)
            self.recipes.append(recipe)
            self.slack_m.append(slack_m)
        return self.numbers[key]

    def index(self, keep: Keep) -> ZoneIndex:
        """The index of all of them; what it is made of names it."""
        name = ("zones", *(repr((r, s)) for r, s in zip(self.recipes, self.slack_m, strict=True)))
        return ZoneIndex.from_arrays(
            keep(name, lambda: ZoneIndex.build([draw(r) for r in self.recipes], self.slack_m).to_arrays())
        )


class Program:
    """One plan compiled. ``zones`` is shared by the readings of an agreement, so shares are computed once for all."""

    def __init__(self, plan: Plan, zones: Zones, keep: Keep) -> None:
        self.plan = plan
        self.keep = keep
        self.zones = zones
        self.timelines: list[Timeline] = [line for _, line in plan.force]
        self._groups: dict[tuple[str, ...], int] = {}
        self._tables: tuple[int, AreaTables] | None = None
        self.area_ids = self._ordered_areas()
        self.later = made_of_others(plan.areas.areas, self.area_ids)
        self.number = {area: i for i, area in enumerate(self.area_ids)}
        self._gather_timelines()
        self.times = self._times()
        self.force = self._force()
        self._zone_of = {area: self._zone(area) for area in self.area_ids}
        self.near: dict[tuple[str, float, str], int] = {}
        for rule in plan.rules:
            for predicate in flat(rule):
                if isinstance(predicate, NearLine):
                    self._near_zones(predicate)

    # areas -----------------------------------------------------------------------------------------------------------

    def _ordered_areas(self) -> list[str]:
        first = [area for area, _ in self.plan.force if area is not None]
        return [*first, *(a for a in self.plan.areas.areas if a not in first)]

    def _zone(self, area_id: str) -> int:
        drawn = self.plan.areas.recipe(area_id)
        return -1 if drawn is None else self.zones.number(("area", area_id), *drawn)

    def zone_of(self, area_id: str) -> int:
        """The zone an area is drawn as, -1 for one that is not drawn."""
        return self._zone_of[area_id]

    def _near_zones(self, predicate: NearLine) -> None:
        distances = predicate.distances
        for limit in distances.limits:
            line, side = distances.line_of(limit)
            key = (line, limit.min_m, side)
            recipe, slack = self.plan.areas.belt_recipe(*key)
            self.near[key] = self.zones.number(("near", *key), recipe, slack)

    def group(self, areas: Iterable[str]) -> int:
        return self._groups.setdefault(tuple(areas), len(self._groups))

    def area_tables(self) -> AreaTables:
        """Made again when a group was asked for since."""
        if self._tables is None or self._tables[0] != len(self._groups):
            made = self._area_tables()  # may ask for groups of its own
            self._tables = len(self._groups), made
        return self._tables[1]

    def _area_tables(self) -> AreaTables:
        kind, left, right = [], [], []
        for area_id in self.area_ids:
            area = self.plan.areas.areas[area_id]
            kind.append(KINDS.get(area.shape, SIMPLE))
            left.append(self.group(area.within if area.shape == "unpublished" else getattr(area, "include", ())))
            right.append(self.group(getattr(area, "exclude", ())))
        starts = np.cumsum([0, *(len(g) for g in self._groups)])
        zone_area = np.full(len(self.zones.recipes), -1)
        for area_id, zone in self._zone_of.items():
            if zone >= 0:
                zone_area[zone] = self.number[area_id]
        goes_into, always = weighed_with(self.plan.areas.areas, self.later)
        into = [goes_into.get(a, []) for a in self.area_ids]
        return AreaTables(
            np.array(kind, np.int8),
            np.array([self._zone_of[a] for a in self.area_ids], np.int32),
            np.array(left, np.int32),
            np.array(right, np.int32),
            np.array([self.number[a] for a in self.later], np.int32),
            np.cumsum([0, *map(len, into)]).astype(np.int32),
            np.array([k for some in into for k in some], np.int32),
            np.array(always, np.int32),
            starts.astype(np.int32),
            np.array([self.number[a] for g in self._groups for a in g], np.int32),
            zone_area.astype(np.int32),
        )

    def settlements(
        self, columns: Columns, stated: Sequence[StatedPlace]
    ) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """[row, area made of others]: 1 a settlement named as in, 2 as out, 3 no place is claimed at all, 0 none.

        With it, per row, whether any of it is not 0.
        """
        found = np.zeros((len(columns), len(self.later)), np.int8)
        told = np.zeros(len(columns), np.bool_)
        for k, area_id in enumerate(self.later):
            area = self.plan.areas.areas[area_id]
            if area.shape != "unpublished":
                continue
            for word, known in ((2, area.settlements_out), (1, area.settlements_in)):
                for settlement in known:
                    at = _at(settlement, columns, stated)
                    found[at, k] = word
                    told |= at
        if NOWHERE in stated:
            nowhere = columns.stated == list(stated).index(NOWHERE)
            found[nowhere] = 3
            told |= nowhere
        return found, told

    def by_word(self, stated: StatedPlace) -> list[tuple[int, float, float]]:
        """Areas that a stated place decides without a position, with the range it gives."""
        place = Place(None, None, 0.0, stated.country, stated.admin1, stated.names)
        out = []
        for number, area_id in enumerate(self.area_ids):
            area = self.plan.areas.areas[area_id]
            if area.shape in KINDS or area.shape == "moving_circle":
                continue
            if stated.has_point and not _told_by_words(area, place, area_id in self.plan.areas.outlines):
                continue
            inside = self.plan.areas.inside(area_id, place if stated != NOWHERE else None)
            out.append((number, inside.low, inside.high))
        return out

    # time ------------------------------------------------------------------------------------------------------------

    def timeline_number(self, timeline: Timeline) -> int:
        return self.timelines.index(timeline)

    def _gather_timelines(self) -> None:
        for rule in self.plan.rules:
            for predicate in flat(rule):
                asked = [predicate.timeline] if isinstance(predicate, InWindows) else []
                asked += predicate.timelines() if isinstance(predicate, NotSuspended) else []
                for timeline in asked:
                    if timeline not in self.timelines:
                        self.timelines.append(timeline)

    def _times(self) -> TimeTables:
        ends = (m for t in self.timelines for s in (*t.spans, *t.off) for m in (s.start, s.end))
        cuts = sorted({micros(x) for m in ends for x in (m.earliest, m.latest)})
        places = {cut: piece for piece, cut in enumerate(cuts, 1)}
        shape = (len(self.timelines), len(cuts) + 1)
        low, high, basis = (np.zeros(shape, np.int8) for _ in range(3))

        def pieces(start: datetime, end: datetime) -> slice:
            return slice(places[micros(start)], places[micros(end)])

        for i, timeline in enumerate(self.timelines):
            for on in timeline.spans:
                high[i, pieces(on.start.earliest, on.end.latest)] = 1
                if on.verified and not (on.window and on.window.basis == "B"):
                    low[i, pieces(on.start.latest, on.end.earliest)] = 1
                if on.window:
                    basis[i, pieces(on.start.earliest, on.end.latest)] |= BASIS_BIT[on.window.basis]
            for off in timeline.off:
                low[i, pieces(off.start.earliest, off.end.latest)] = 0
                if off.verified:
                    high[i, pieces(off.start.latest, off.end.earliest)] = 0
                if off.event and off.event.basis == "S":
                    basis[i, pieces(off.start.earliest, off.end.latest)] |= OFF_BIT
        low, high = np.minimum(low, high), np.maximum(low, high)
        return TimeTables(np.array(cuts, np.int64), low, high, basis)

    def stages(self) -> NDArray[np.int32]:
        """[line of force, piece]: how many moments of the line's own windows and suspensions have passed."""
        own = np.zeros((len(self.plan.force), len(self.times.cuts) + 1), np.int32)
        for i, (_, line) in enumerate(self.plan.force):
            moments = {
                micros(x) for s in (*line.spans, *line.off) for m in (s.start, s.end) for x in (m.earliest, m.latest)
            }
            own[i, 1:] = np.isin(self.times.cuts, np.array(sorted(moments), np.int64))
        return np.cumsum(own, axis=1, dtype=np.int32)

    def _force(self) -> ForceTables:
        lines = self.plan.force
        count, pieces = len(lines), self.times.low.shape[1]
        area = np.array([-1 if a is None else self.number[a] for a, _ in lines], np.int32)
        first, best = np.full(pieces, -1, np.int32), np.full(pieces, -1, np.int32)
        if count:
            running = self.times.high[:count] != 0
            first[:] = np.where(running.any(axis=0), running.argmax(axis=0), -1)
            best[:] = (self.times.low[:count] * 2 + self.times.high[:count]).argmax(axis=0)
        line_of = np.full(max(1, len(self.area_ids)), -1, np.int32)
        for line, number in enumerate(area):
            if number >= 0:
                line_of[number] = line
        open_line = next((i for i, (a, _) in enumerate(lines) if a is None), -1)
        return ForceTables(area, self._apart(), first, best, line_of, open_line)

    def _apart(self) -> NDArray[np.bool_]:
        outlines = self.plan.areas.outlines
        drawn = [shapely.to_wkb(outlines[a]) if a and a in outlines else b"" for a, _ in self.plan.force]
        found = self.keep(("apart", *(repr(d) for d in drawn)), lambda: {"apart": self.plan.disjoint_lines})["apart"]
        return np.asarray(found, np.bool_)


KINDS = {"unpublished": UNPUBLISHED, "combined": COMBINED}
NOWHERE = StatedPlace(None, None, (), False)


def _told_by_words(area: Any, place: Place, drawn: bool) -> bool:
    """Whether what a report states of its place decides, even where it also gives a position."""
    if area.shape in ("anywhere", "line"):
        return True
    if area.shape != "admin":
        return False
    if place.country is not None and (place.country != area.country or area.admin1 is None):
        return True
    return (area.admin1 is not None and place.admin1 is not None) or not drawn


def _at(settlement: Any, columns: Columns, stated: Sequence[StatedPlace]) -> NDArray[np.bool_]:
    names = [settlement.name] if isinstance(settlement.name, str) else list(settlement.name.values())
    wanted = {n.casefold() for n in names}
    named = np.array([any(n.casefold() in wanted for n in s.names) for s in stated], dtype=bool)
    near = distance_m(columns.lon, columns.lat, *settlement.at) + columns.radius_m <= settlement.radius_m
    found: NDArray[np.bool_] = named[columns.stated] | near
    return found
