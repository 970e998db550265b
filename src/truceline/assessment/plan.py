"""An agreement view compiled for the kernel: force per area, rules, scope, thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.agreement.clock import duration, moment
from truceline.agreement.in_force import Timeline, in_view, timeline
from truceline.agreement.model import Agreement, MovingCircle, UnpublishedArea, plain
from truceline.assessment.accounts import Ledger
from truceline.assessment.claims import Incident
from truceline.assessment.consents import consented
from truceline.assessment.local_force import cut_by_events
from truceline.assessment.moments import Cuts, between, cuts_of, timelines_of
from truceline.assessment.predicates import (
    AcrossLine,
    InWindows,
    NearLine,
    NoticeMissing,
    NotPermitted,
    NotSuspended,
    Omitted,
    OriginIn,
    PlaceIn,
    Predicate,
    Rule,
    RunningBalance,
)
from truceline.assessment.rests import basis_of_area, clears, weakest_part
from truceline.assessment.rules import COMPILERS
from truceline.assessment.standing import Standings
from truceline.registry.actors import Registry
from truceline.space.areas import AreaBook
from truceline.space.tracks import Track, TrackFix, ordered


@dataclass(frozen=True)
class Plan:
    """Everything one (agreement, reading, as_of) needs to judge incidents."""

    view: Agreement
    reading: str
    force: tuple[tuple[str | None, Timeline], ...]  # per area; None: no area is asked for
    rules: tuple[Rule, ...]
    areas: AreaBook
    standings: Standings
    ledger: Ledger | None = None  # running balances over all incidents of a run, where a provision asks for them
    memo: dict[object, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def keeps_balances(self) -> bool:
        """Whether a judgement depends on other incidents, so that two that are alike may be judged apart."""
        return any(isinstance(p, RunningBalance) for r in self.rules for p in flat(r))

    def key_of(self, incident: Incident) -> tuple[object, ...]:
        """What a judgement under this plan depends on."""
        if self.keeps_balances:
            return (*incident.key, incident.incident_id)
        if self.asks_arguments:
            return (*incident.key, incident.exceptions_argued)
        if self.cuts is None:
            return incident.key
        times = tuple((between(self.cuts, time), *self.standings.epoch(*time)) for time in incident.times)
        return times, *incident.key[1:]

    @cached_property
    def cuts(self) -> Cuts | None:
        """Moments at which some condition may change; None where two times are alike only if they are equal."""
        asked = timelines_of(p for r in self.rules for p in flat(r))
        if asked is None or self.areas.moving or self.view.rulings:
            return None
        return cuts_of([*(line for _, line in self.force), *asked])

    @cached_property
    def force_cuts(self) -> Cuts:
        """Moments at which the force of some area may change."""
        return cuts_of(line for _, line in self.force)

    @cached_property
    def asks_arguments(self) -> bool:
        """Whether an argued emergency matters."""
        return any(isinstance(p, NoticeMissing) for r in self.rules for p in flat(r))

    @cached_property
    def actors_depend_on_place(self) -> bool:
        return any(x.areas is not None for x in self.view.exclusions)

    @cached_property
    def beyond_kernel(self) -> bool:
        """Whether the compiled kernel cannot weigh when or where, so that ``judge`` must: what moves, and origins."""
        return self.areas.moving or self.view.scope.place != "effect"

    @cached_property
    def disjoint_lines(self) -> NDArray[np.bool_]:
        """[line, line]: are the areas of two lines of force drawn apart, so that a place is in one of them at most?"""
        # a part of an area lies where the area does
        drawn = [
            self.areas.outlines.get(area.partition("~")[0]) if area is not None else None for area, _ in self.force
        ]
        apart = np.zeros((len(drawn), len(drawn)), np.bool_)
        shapes = [(i, s) for i, s in enumerate(drawn) if s is not None and s.area > 0]
        if not shapes:
            return apart
        numbers, known = np.array([i for i, _ in shapes]), np.array([s for _, s in shapes])
        apart[np.ix_(numbers, numbers)] = True
        for left, right in zip(*shapely.STRtree(known).query(known, predicate="intersects"), strict=True):
            both = known[left].intersection(known[right]).area
            apart[numbers[left], numbers[right]] = both < MOSTLY_APART * min(known[left].area, known[right].area)
        return apart

    @cached_property
    def rests_on_doubt(self) -> bool:
        """Whether an area or a permission is known from background only (basis B)."""
        lifting = (r for r in self.rules if r.lifts)
        return any(part.basis == "B" for part in (*self.areas.areas.values(), *lifting))

    @cached_property
    def area_bases(self) -> tuple[str, ...]:
        """Per line of force the weakest basis of its area and of what that is made of."""
        return tuple("V" if area is None else basis_of_area(area, self.areas.areas) for area, _ in self.force)

    @cached_property
    def rests_on(self) -> dict[str, str]:
        """Per provision the weakest basis of its text, the areas and lines it names, its windows and endorsement."""
        return {p.id: weakest_part(p, self.view, self.areas.areas) for p in self.view.provisions}

    @cached_property
    def clears(self) -> dict[str, dict[str, str]]:
        """Per provision and condition the weakest basis of the parts by which the condition may fail."""
        return {p.id: clears(p, self.view, self.areas.areas) for p in self.view.provisions}

    @cached_property
    def breachable(self) -> frozenset[str]:
        return frozenset(r.provision_id for r in self.rules if r.breachable)

    @cached_property
    def circumstantial(self) -> frozenset[str]:
        """The provisions that ask when, where or from where; for the others who and what are enough."""
        return frozenset(r.provision_id for r in self.rules if any(isinstance(p, CIRCUMSTANCES) for p in flat(r)))


MOSTLY_APART = 0.01  # neighbours drawn by hand may overlap a little
CIRCUMSTANCES = (PlaceIn, OriginIn, AcrossLine, NoticeMissing, RunningBalance, NearLine, InWindows, NotSuspended)


def flat(rule: Rule) -> Iterator[Predicate]:
    """A rule's predicates and those of the permissions that lift it."""
    for predicate in rule.predicates:
        yield predicate
        if isinstance(predicate, NotPermitted):
            for permission in predicate.permissions:
                yield from flat(permission)
        if isinstance(predicate, Omitted):
            for rule_of_others in predicate.breaches:
                yield from flat(rule_of_others)
            yield from predicate.claimed


def compile_plan(
    agreement: Agreement, outlines: Mapping[str, Any], registry: Registry, reading: str, as_of: datetime | None
) -> Plan:
    view = in_view(agreement, reading, as_of)
    agreed = {a.id: a for a in view.areas if a.status == "agreed"}
    force, parts = cut_by_events(view, force_by_area(view, agreed), outlines)
    names = {a.id: plain(a.name) for a in view.areas}
    names |= {part: "part of " + names.get(part.partition("~")[0], "the scope") for part in parts}
    tracks = {a.id: track_of(a, view) for a in agreed.values() if isinstance(a, MovingCircle)}
    book = AreaBook({**unseen(agreement, agreed), **agreed, **parts}, outlines, names, tracks)
    rules = [COMPILERS[p.kind](p, view) for p in view.provisions]
    rules = list(with_duties_for_others(list(permitted(rules, view))))
    return Plan(view, reading, force, tuple(rules), book, Standings(view, registry, as_of))


def unseen(agreement: Agreement, agreed: Mapping[str, Any]) -> dict[str, Any]:
    """Areas outside the view (another reading's, not yet known, never agreed): where they lie cannot be told in it.

    What names one of them stays open; a line counts as one that nobody verified.
    """
    missing = (a for a in agreement.areas if a.id not in agreed)
    return {
        a.id: a.model_copy(update={"basis": "B"})
        if a.shape == "line"
        else UnpublishedArea(id=a.id, name=a.name, shape="unpublished")
        for a in missing
    }


def track_of(area: MovingCircle, view: Agreement) -> Track:
    """An area's track. Where the zone is unstated a fix is of the earliest instant, and off by what the rest allows."""
    fixes = []
    for fix in area.track:
        at = moment(fix.time, view.timezone)
        drift = (at.latest - at.earliest).total_seconds() * area.max_speed_kmh / 3.6
        fixes.append(TrackFix(at.earliest, fix.at[0], fix.at[1], fix.precision_m + drift))
    return Track(ordered(fixes), area.max_speed_kmh / 3.6, duration(area.max_gap))


def force_by_area(view: Agreement, agreed: Mapping[str, Any]) -> tuple[tuple[str | None, Timeline], ...]:
    """When the agreement is in force, per area that some window or the scope names."""
    named = sorted({a for w in view.in_force for a in w.areas or ()} | set(view.scope.areas))
    everywhere = any(w.areas is None for w in view.in_force)
    if not view.scope.areas and everywhere:
        return ((None, timeline(view, None)), *((a, timeline(view, a)) for a in named if a in agreed))
    in_scope = set(view.scope.areas)
    lines: list[tuple[str | None, Timeline]] = []
    for area in named:
        line = timeline(view, area)
        if area not in in_scope:  # a window without areas belongs to the scope's areas only
            line = Timeline(tuple(s for s in line.spans if s.window and s.window.areas), line.off)
        if area in agreed:
            lines.append((area, line))
    return tuple(lines)


def with_duties_for_others(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules of those who must prevent or restrain others, with the rules that those others would breach."""
    own = [r for r in rules if r.breachable and not any(isinstance(p, Omitted) for p in r.predicates)]
    for rule in rules:
        yield replace(
            rule,
            predicates=tuple(
                replace(p, breaches=tuple(r for r in own if p.provisions is None or r.provision_id in p.provisions))
                if isinstance(p, Omitted)
                else p
                for p in rule.predicates
            ),
        )


def permitted(rules: Sequence[Rule], view: Agreement) -> Iterator[Rule]:
    """Breachable rules with the permissions, rights and consents that lift them."""
    for rule, provision in zip(rules, view.provisions, strict=True):
        given = tuple(consented(provision, view))
        lifting = (*(r for r in rules if rule.provision_id in r.lifts), *given)
        because = "consent" if given else "act"
        yield replace(rule, predicates=(*rule.predicates, NotPermitted(lifting, because))) if lifting else rule
