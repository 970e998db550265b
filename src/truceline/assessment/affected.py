"""Which incidents a change of agreement, reading, registry or state of knowledge can affect at all.

``Affected`` errs to one side only: what it lets pass is judged the same before and after. A change that it does not
understand affects everything. Held by ``tests/properties/test_affected.py``.

Source: docs/methods/what-if.md
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import shapely

from truceline.agreement.clock import FAR_FUTURE, moment
from truceline.agreement.model import Agreement, Provision
from truceline.agreement.windows import Span, whole_spans
from truceline.assessment.acts import act_share
from truceline.assessment.by_name import restrained_by
from truceline.assessment.claims import Incident
from truceline.assessment.plan import Plan
from truceline.assessment.ranges import NO
from truceline.registry.actors import Registry
from truceline.registry.model import Dated, ListedName
from truceline.space.geodesy import metres_per_degree
from truceline.space.places import Place

WORDS_ONLY = frozenset({"text", "note", "source", "name", "title", "readings", "known_from", "claim", "because"})
NEVER_DECIDE = frozenset(
    {"id", "title", "short_title", "kind", "armed_conflict", "example", "signed", "sources", "relations", "readings"}
    | {"note", "schema_line", "truceline"}
)
UNDERSTOOD = frozenset({"in_force", "status_events", "provisions", "areas", "parties", "exclusions"})
DRAWN = ("polygon", "admin", "belt", "circle")
SLACK_FACTOR = 1.1  # degrees are turned into metres at one latitude; a tenth more covers the circle's breadth
SLACK_M = 50.0

Interval = tuple[datetime, datetime]
TICK = timedelta(microseconds=1)


@dataclass
class Affected:
    """What a change reaches: everything, or incidents by time, act, actor or place. ``why`` names the changed parts."""

    everything: bool = False
    times: list[Interval] = field(default_factory=list)
    acts: set[str] = field(default_factory=set)
    actors: frozenset[str] = frozenset()
    regions: list[tuple[Any, float]] = field(default_factory=list)  # geometry in degrees, metres around it
    why: list[str] = field(default_factory=list)
    registries: tuple[Registry, ...] = ()
    _meanings: dict[str, set[str]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        return not (self.everything or self.times or self.acts or self.actors or self.regions)

    def reaches(self, incident: Incident) -> bool:
        """Whether the judgement of this incident may differ."""
        return (
            self.everything
            or any(a < end + TICK and start < b for a, b in self.times for start, end in incident.times)
            or (bool(self.acts) and any(act_share(sorted(self.acts), form.act) != NO for form in incident.forms))
            or (bool(self.actors) and self._names(incident))
            or any(_near(p, *region) for region in self.regions for p in (*incident.places, *incident.origins))
        )

    def _names(self, incident: Incident) -> bool:
        names = {n for h in incident.hypotheses for n in (h.initiator, h.target) if n}
        return any(self._may_mean(name) & self.actors for name in names)

    def _may_mean(self, name: str) -> set[str]:
        if name not in self._meanings:
            matches = [m for r in self.registries for m in r.find(name)]
            found = {name, *(i for m in matches for i in (m.actor_id, m.early_name_of) if i)}
            self._meanings[name] = found
        return self._meanings[name]


def affected_by(before: Plan, after: Plan) -> Affected:
    """What differs between two plans, as the incidents it can reach."""
    left, right = before.view, after.view
    old, new = before.standings.registry, after.standings.registry
    found = Affected(registries=(old,) if old is new else (old, new))
    for name in type(left).model_fields:
        if name in NEVER_DECIDE or name in UNDERSTOOD:
            continue
        if getattr(left, name) != getattr(right, name):
            found.everything = True
            found.why.append(name)
    _force(left, right, found)
    _provisions(left, right, found)
    moved = _people(left, right, (old, new), found) | _registry_changes(before, after, found)
    found.actors = _closure(moved, found.registries)
    _areas(before, after, found)
    if [a for a, _ in before.force] != [a for a, _ in after.force]:
        found.everything = True
    moved_start = left.signed != right.signed or left.in_force != right.in_force
    if moved_start and any(_counts_from_start(v) for v in (left, right)):
        found.everything = True  # a deadline counted from the signature or the entry into force moves with it
    if found.regions and left.scope.place != "effect":
        found.everything = True  # an incident elsewhere may have come from there
    if not found.nothing and (_has_balance(left) or _has_balance(right)):
        found.everything = True  # what one incident adds to a balance counts for all later ones
    return found


def _bare(part: Any) -> dict[str, Any]:
    """A part as plain data without the words that decide nothing."""
    return {k: v for k, v in part.model_dump(by_alias=True).items() if k not in WORDS_ONLY}


def _changed(left: Iterable[Any], right: Iterable[Any]) -> list[Any]:
    """Parts that stand on one side only, or differ."""
    old, new = [(_bare(p), p) for p in left], [(_bare(p), p) for p in right]
    gone = [p for bare, p in old if bare not in [b for b, _ in new]]
    return gone + [p for bare, p in new if bare not in [b for b, _ in old]]


def _force(left: Agreement, right: Agreement, found: Affected) -> None:
    if left.timezone != right.timezone:
        return  # everything already: the zone is no part that is understood
    found.why += [f"in_force/{w.id or w.start}" for w in _changed(left.in_force, right.in_force)]
    groups: dict[tuple[Any, ...], tuple[list[Span], list[Span]]] = {}
    for side, view in enumerate((left, right)):
        for window in view.in_force:
            key = (None if window.areas is None else tuple(window.areas), window.basis, repr(window.daily))
            groups.setdefault(key, ([], []))[side].extend(whole_spans(view, [window]))
    for old, new in groups.values():
        found.times += _differing(old, new)
    for event in _changed(left.status_events, right.status_events):
        if event.effect != "none":
            found.times.append((moment(event.on, left.timezone).earliest, FAR_FUTURE))
            found.why.append(f"status_events/{event.id or event.on}")


def _differing(old: list[Span], new: list[Span]) -> list[Interval]:
    """Where windows that count alike add up to something else: the pieces in which they surely or perhaps hold."""
    ends = [t for s in (*old, *new) for m in (s.start, s.end) for t in (m.earliest, m.latest)]
    found = []
    for left, right in itertools.pairwise(sorted(set(ends))):
        one, other = (
            (
                any(s.start.latest <= left and right <= s.end.earliest for s in spans),
                any(s.start.earliest <= left and right <= s.end.latest for s in spans),
            )
            for spans in (old, new)
        )
        if one != other:
            found.append((left, right))
    return found


def _provisions(left: Agreement, right: Agreement, found: Affected) -> None:
    for provision in _changed(left.provisions, right.provisions):
        found.why.append(f"provisions/{provision.id}")
        acts = _acts_of(provision)
        if provision.kind == "procedure":
            continue
        if not acts or provision.ensures is not None:
            found.everything = True
        found.acts |= acts


def _acts_of(provision: Provision) -> set[str]:
    acts = {*(provision.acts or ()), *(provision.breached_by or ())}
    if provision.notice:
        acts |= set(provision.notice.of)
    if provision.quantity and acts:
        acts |= {*provision.quantity.reduced_by, *(provision.quantity.counts or ())}
    return acts


def _people(left: Agreement, right: Agreement, registries: tuple[Registry, Registry], found: Affected) -> set[str]:
    """Actors whose standing differs because of parties, exclusions or who is bound by name."""
    moved: set[str] = set()
    sides = [{p.id: p for p in view.parties} for view in (left, right)]
    for party_id in [*sides[0], *(i for i in sides[1] if i not in sides[0])]:
        old, new = sides[0].get(party_id), sides[1].get(party_id)
        if old is None or new is None:
            found.everything = True
            found.why.append(f"parties/{party_id}")
            continue
        rest = [{k: v for k, v in _bare(p).items() if k not in ("members", "may_include")} for p in (old, new)]
        if rest[0] != rest[1]:
            found.everything = True
            found.why.append(f"parties/{party_id}")
        others = set(old.may_include) ^ set(new.may_include)
        moved |= others | {m.actor for m in _changed(old.members, new.members)}
        found.why += [f"parties/{party_id}/{m.actor}" for m in _changed(old.members, new.members)]
    for exclusion in _changed(left.exclusions, right.exclusions):
        found.why.append(f"exclusions/{exclusion.id}")
        moved |= set(exclusion.actors)
        for registry in registries:
            moved |= {i for row in registry.listed if row.list in exclusion.lists for i in (row.entity, row.actor)}
    # whom a provision names may come under the instrument by it, on whatever basis it has
    return moved | {
        a
        for p in _changed(left.provisions, right.provisions)
        for a in (*(p.bound or ()), *(p.against or ()), *restrained_by(p))
    }


def _registry_changes(before: Plan, after: Plan, found: Affected) -> set[str]:
    old, new = before.standings.registry, after.standings.registry
    moved: set[str] = set()
    if old is not new:
        moved |= {i for i in {*old.actors, *new.actors} if old.actors.get(i) != new.actors.get(i)}
        rows = [r for r in old.listed if r not in set(new.listed)] + [r for r in new.listed if r not in set(old.listed)]
        moved |= {i for row in rows for i in (row.entity, row.actor)}
        if old.places != new.places or old.offices != new.offices or old.lists != new.lists:
            found.everything = True
            found.why.append("registry/places, offices or lists")
    moved |= _known_between(before, after)
    found.why += [f"registry/{actor}" for actor in sorted(moved)]
    return moved


def _known_between(before: Plan, after: Plan) -> set[str]:
    """Actors of whom a fact became known between the two states of knowledge."""
    first, second = before.standings.known_on, after.standings.known_on
    if first == second:
        return set()
    low = min((d for d in (first, second) if d is not None), default=None)
    high = None if None in (first, second) else max(d for d in (first, second) if d is not None)

    def between(entry: Dated | ListedName) -> bool:
        known = entry.known_from
        after_low = known is not None and (low is None or known > low.isoformat())
        return known is not None and after_low and (high is None or known <= high.isoformat())

    moved: set[str] = set()
    for registry in {id(p.standings.registry): p.standings.registry for p in (before, after)}.values():
        for actor in registry.actors.values():
            if any(between(e) for e in (*actor.names, *actor.relations)):
                moved |= {actor.id, *(r.to for r in actor.relations)}
        moved |= {i for row in registry.listed if between(row) for i in (row.entity, row.actor)}
    return moved


def _closure(moved: set[str], registries: tuple[Registry, ...]) -> frozenset[str]:
    """The moved actors and all whose standing may follow theirs: relations, umbrellas, names of a line."""
    links: dict[str, set[str]] = {}
    for registry in registries:
        for actor in registry.actors.values():
            for relation in actor.relations:
                links.setdefault(relation.to, set()).add(actor.id)
                if relation.type in ("successor_of", "merged_into", "split_from"):
                    links.setdefault(actor.id, set()).add(relation.to)
            for member in actor.may_include:
                links.setdefault(member, set()).add(actor.id)
    reached, fresh = set(moved), list(moved)
    while fresh:
        for other in links.get(fresh.pop(), ()):
            if other not in reached:
                reached.add(other)
                fresh.append(other)
    return frozenset(reached)


def _areas(before: Plan, after: Plan, found: Affected) -> None:
    old, new = ({a.id: a for a in plan.view.areas} for plan in (before, after))
    for area_id in [*old, *(i for i in new if i not in old)]:
        one, other = old.get(area_id), new.get(area_id)
        same_lines = _same(before.areas.outlines.get(area_id), after.areas.outlines.get(area_id))
        if one is not None and other is not None and _bare(one) == _bare(other) and same_lines:
            continue
        found.why.append(f"areas/{area_id}")
        if all(a is None or a.status == "proposed" for a in (one, other)):
            continue  # nothing is computed from a proposal
        kept_basis = one is None or other is None or one.basis == other.basis
        region = _region(before, after, area_id) if kept_basis else None
        if region is None:
            found.everything = True
        else:
            found.regions.append(region)
    if found.regions and before.disjoint_lines.tolist() != after.disjoint_lines.tolist():
        found.everything = True


def _same(left: Any, right: Any) -> bool:
    return left is right or (left is not None and right is not None and bool(shapely.equals_exact(left, right)))


def _region(before: Plan, after: Plan, area_id: str) -> tuple[Any, float] | None:
    """Where the two drawings differ, and how far around it a circle may feel that. None: cannot be bounded."""
    drawings = []
    for plan in (before, after):
        area = plan.areas.areas.get(area_id)
        if area is None:
            continue
        drawn = plan.areas.drawn(area_id) if area.shape in DRAWN else None
        if drawn is None:
            return None
        drawings.append(drawn)
    if not drawings:
        return None
    if len(drawings) == 1:
        return drawings[0]
    (one, slack), (other, slack_after) = drawings
    parts = [shapely.symmetric_difference(one, other)]
    if slack != slack_after:
        parts += [one.boundary, other.boundary]
    return shapely.union_all(parts), max(slack, slack_after)


def _near(place: Place | None, region: Any, slack_m: float) -> bool:
    if place is None or place.lon is None or place.lat is None:
        return True
    east, north = metres_per_degree(min(abs(place.lat) + 1.0, 89.0))
    reach = (place.radius_m + slack_m) * SLACK_FACTOR + SLACK_M
    written = (place.lon, place.lon - 360.0, place.lon + 360.0)  # a border may be written beyond the antimeridian
    gap = min(region.distance(shapely.Point(lon, place.lat)) for lon in written)
    return bool(gap <= reach / min(east, north))


def _counts_from_start(view: Agreement) -> bool:
    return any(p.due is not None and p.due.on is None for p in view.provisions)


def _has_balance(view: Agreement) -> bool:
    quantities = [p.quantity for p in view.provisions if p.quantity is not None]
    return any(b.per != "report" for q in quantities for b in (q, *q.sub_quotas))
