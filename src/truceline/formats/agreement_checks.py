"""What a valid file can still get wrong: references that lead nowhere, windows that end before they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from truceline.agreement.clock import duration, moment, term, zone_names
from truceline.agreement.model import Agreement, Party, Provision
from truceline.formats.agreement_feature_checks import Checked, check_features, line_needed
from truceline.formats.agreement_idle_keys import idle_keys
from truceline.formats.agreement_problems import CALENDAR_TERMS, did_you_mean, duration_hint, near
from truceline.formats.agreement_term_checks import check_terms
from truceline.formats.yaml_lines import LinedYaml, Loc
from truceline.registry.actors import Registry
from truceline.vocabulary.errors import Problem, problem
from truceline.vocabulary.terms import ACTS, TARGET_KINDS, UNKNOWN, WEAPONS

WORDS = {"any", "civilians"}
TIME_KEYS = ("from", "until", "on", "signed", "known_from", "announced", "binds_from", "time")
SAYABLE_ACTS = [act for act in ACTS if act != UNKNOWN]  # a report may leave the act open, a text may not


def check_references(agreement: Agreement, lined: LinedYaml, registry: Registry | None) -> list[Problem]:
    """Every problem of meaning, in no particular order."""
    zones = [z for z in zone_names(agreement.timezone) if not _opens(z)]
    if zones:  # without a zone no time can be compared
        return [problem("E-AGREE-007", lined.place(("timezone",)), value=z) for z in zones]
    c = Checked(agreement, lined, registry)
    checks = (
        _times,
        _ids,
        _readings,
        _sources,
        _areas,
        _area_uses,
        _provisions,
        _taxonomies,
        _parties,
        _lists,
        _actors,
        check_features,
        check_terms,
        idle_keys,
    )
    return [found for check in checks for found in check(c)]


def _opens(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _times(c: Checked) -> Iterator[Problem]:
    """Days must exist and windows must not end before they begin."""
    unreadable = False
    for loc, value in _walk(c.lined.data, ()):
        if loc and loc[-1] in TIME_KEYS and isinstance(value, str):
            try:
                moment(value, c.agreement.timezone)
            except ValueError:
                unreadable = True
                yield problem("E-AGREE-006", c.lined.place(loc), value=value)
        if loc and loc[-1] in ("for", "within", "before", "max_gap", "notice") and isinstance(value, str):
            key = str(loc[-1])
            try:
                term(value) if key in CALENDAR_TERMS else duration(value)
            except ValueError:
                yield problem("E-AGREE-005", c.lined.place(loc), value=value, key=key, hint=duration_hint(key))
    if not unreadable:
        yield from _ends(c)


def _ends(c: Checked) -> Iterator[Problem]:
    zone = c.agreement.timezone
    for loc, value in _walk(c.lined.data, ()):
        start, until = (value.get("from"), value.get("until")) if isinstance(value, dict) else (None, None)
        both = isinstance(start, str) and isinstance(until, str)
        if both and moment(str(until), zone).latest < moment(str(start), zone).earliest:
            place = c.lined.place((*loc, "until"))
            yield problem("E-AGREE-004", place, until=f"until {until}", start=f"from {start}")


def _walk(node: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    yield loc, node
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for key, value in items:
        yield from _walk(value, (*loc, key))


def _ids(c: Checked) -> Iterator[Problem]:
    named = ("sources", "parties", "readings", "areas", "exclusions", "provisions")
    for name in (*named, "certifications", "determinations", "consents", "endorsements", "interpreters", "rulings"):
        seen: set[str] = set()
        for index, part in enumerate(getattr(c.agreement, name)):
            if part.id in seen:
                yield problem("E-AGREE-009", c.lined.place((name, index)), value=part.id, what=name)
            seen.add(part.id)


def _readings(c: Checked) -> Iterator[Problem]:
    known = c.agreement.reading_ids()
    for loc, value in _walk(c.lined.data, ()):
        if len(loc) > 1 and loc[-1] == "readings" and isinstance(value, list):
            for index, reading in enumerate(value):
                if reading not in known:
                    place = c.lined.place((*loc, index))
                    yield problem("E-AGREE-021", place, value=reading, hint=did_you_mean(str(reading), known))


def _sources(c: Checked) -> Iterator[Problem]:
    known = {s.id for s in c.agreement.sources}
    for loc, value in _walk(c.lined.data, ()):
        if loc and loc[-1] == "source" and isinstance(value, str):
            head = value.split(",")[0].strip()
            if head not in known and "/" not in value and "." not in head:
                yield problem("E-AGREE-018", c.lined.place(loc), value=head)


def _areas(c: Checked) -> Iterator[Problem]:
    """Areas built from areas: they exist, are of the right shape, and are not built from themselves."""
    areas = {a.id: a for a in c.agreement.areas}
    parents = {
        a.id: [*getattr(a, "include", ()), *getattr(a, "exclude", ()), *getattr(a, "within", ())]
        for a in areas.values()
    }
    for index, area in enumerate(c.agreement.areas):
        for other in parents[area.id]:
            if other not in areas:
                yield c.missing(("areas", index), other, "area", areas)
        built_from = [*parents[area.id], *filter(None, [getattr(area, "along", None)])]
        for other in built_from if area.status == "agreed" else ():
            if other in areas and areas[other].status == "proposed":
                yield problem("E-AGREE-010", c.lined.place(("areas", index)), value=other)
        along = getattr(area, "along", None)
        if along is not None:
            yield from line_needed(c, ("areas", index, "along"), along)
        if area.shape in ("polygon", "line") and not (
            getattr(area, "outline", None) or getattr(area, "coordinates", None)
        ):
            place = c.lined.place(("areas", index))
            hint = "Name a feature of areas.geojson in 'outline', or write 'coordinates'."
            yield problem("E-AGREE-003", place, key="outline", hint=hint)
        centre = getattr(area, "center", None)
        if centre is not None and not (-180 <= centre[0] <= 180 and -90 <= centre[1] <= 90):
            yield problem("E-AGREE-023", c.lined.place(("areas", index)), value=centre)
        if _reaches(area.id, parents):
            yield problem("E-AGREE-019", c.lined.place(("areas", index)), value=area.id)


def _reaches(start: str, parents: dict[str, list[str]]) -> bool:
    queue, seen = list(parents.get(start, ())), set()
    while queue:
        current = queue.pop()
        if current == start:
            return True
        if current not in seen:
            seen.add(current)
            queue += parents.get(current, ())
    return False


def _area_uses(c: Checked) -> Iterator[Problem]:
    """Nothing may be computed from a proposal, and every area named must exist."""
    areas = {a.id: a for a in c.agreement.areas}
    for loc, value in _walk(c.lined.data, ()):
        used = loc and loc[0] != "areas" and loc[-1] in ("areas", "where", "origin_where")
        for index, area in enumerate(value if used and isinstance(value, list) else ()):
            where = (*loc, index)
            if area not in areas:
                yield c.missing(where, str(area), "area", areas)
            elif areas[area].status == "proposed":
                yield problem("E-AGREE-010", c.lined.place(where), value=area)


def _provisions(c: Checked) -> Iterator[Problem]:
    parties = {p.id for p in c.agreement.parties}
    actors = set(c.registry.actors) if c.registry else {r.actor for r in c.agreement.roles}
    provisions = {p.id for p in c.agreement.provisions}
    for index, p in enumerate(c.agreement.provisions):
        loc: Loc = ("provisions", index)
        yield from _executable(c, p, loc)
        for key in ("bound", "holders", "against"):
            for name in getattr(p, key) or ():
                if name not in parties | WORDS | actors:
                    yield c.missing((*loc, key), name, "party or actor", parties | WORDS | actors)
        for key in ("lifts", "comes_after"):
            for name in getattr(p, key) or ():
                if name not in provisions:
                    yield c.missing((*loc, key), name, "provision", provisions)
        if p.id in p.comes_after:
            yield problem("E-AGREE-019", c.lined.place(loc), value=p.id)
        if p.due and p.due.after not in provisions | {"in_force", "signed"}:
            yield c.missing((*loc, "due"), p.due.after, "provision", provisions | {"in_force", "signed"})


def _executable(c: Checked, p: Provision, loc: Loc) -> Iterator[Problem]:
    place = c.lined.place(loc)
    if p.kind == "prohibition" and not p.acts and p.distances is None:
        hint = "List the prohibited acts (docs/glossary.md), for instance [attack]."
        yield problem("E-AGREE-015", place, kind=p.kind, key="acts", hint=hint)
    if p.kind == "obligation" and not (p.breached_by or p.due or p.notice or p.ensures):
        hint = "List the acts that breach it, for instance [aid_obstruction], or give a deadline in 'due'."
        yield problem("E-AGREE-015", place, kind=p.kind, key="breached_by", hint=hint)
    if p.kind in ("prohibition", "obligation") and p.lifts:
        hint = "Only permissions and rights lift provisions."
        yield problem("E-AGREE-020", place, found=p.kind, key="lifts", wanted="permission or right", hint=hint)


def _taxonomies(c: Checked) -> Iterator[Problem]:
    kinds: dict[str, Sequence[str]] = {
        "acts": [*SAYABLE_ACTS, "any"],
        "breached_by": [*SAYABLE_ACTS, "any"],
        "weapons": [*WEAPONS, "any"],
        "of": [*ACTS, "any"],
        "reduced_by": [*ACTS],
        "counts": [*ACTS],
        "target_kinds": TARGET_KINDS,
        "origin_kinds": TARGET_KINDS,
    }
    for loc, value in _walk(c.lined.data, ()):
        if loc and loc[0] in ("provisions", "scope", "consents") and loc[-1] in kinds and isinstance(value, list):
            key = str(loc[-1])
            for index, term in enumerate(value):
                if term not in kinds[key]:
                    place = c.lined.place((*loc, index))
                    hint = did_you_mean(str(term), kinds[key])
                    if not near(str(term), kinds[key]):
                        hint = "Take the nearest of docs/reference/terms.md; what no term is called is a procedure."
                    yield problem("E-AGREE-005", place, value=term, key=key, hint=hint)


def _parties(c: Checked) -> Iterator[Problem]:
    parties = {p.id for p in c.agreement.parties}
    provisions = {p.id for p in c.agreement.provisions}
    for index, party in enumerate(c.agreement.parties):
        yield from _own_name(c, party, ("parties", index))
        if party.may_include and not party.open_membership:
            hint = "Write open_membership: true, or name the actors in 'members'."
            yield problem(
                "E-AGREE-003", c.lined.place(("parties", index, "may_include")), key="open_membership", hint=hint
            )
    for index, event in enumerate(c.agreement.status_events):
        for name in event.parties or ():
            if name not in parties:
                yield c.missing(("status_events", index, "parties"), name, "party", parties)
        for name in event.provisions or ():
            if name not in provisions:
                yield c.missing(("status_events", index, "provisions"), name, "provision", provisions)
    for index, found in enumerate(c.agreement.determinations):
        if found.party not in parties:
            yield c.missing(("determinations", index, "party"), found.party, "party", parties)
        for name in found.provisions:
            if name not in provisions:
                yield c.missing(("determinations", index, "provisions"), name, "provision", provisions)
    for index, role in enumerate(c.agreement.roles):
        for name in role.for_parties or ():
            if name not in parties:
                yield c.missing(("roles", index, "for_parties"), name, "party", parties)


def _own_name(c: Checked, party: Party, loc: Loc) -> Iterator[Problem]:
    """An actor whose id is the party's own is bound by it always, so that a day of accession would be passed over."""
    for index, member in enumerate(party.members):
        limited = member.since or member.until or member.known_from or member.readings or member.basis == "B"
        if member.actor == party.id and limited:
            place, hint = c.lined.place((*loc, "members", index)), f"Give the party another id, e.g. {party.id}-side."
            found = "member that bears the party's own id and is bound for a time only"
            yield problem(
                "E-AGREE-020", place, found=found, key="members", wanted="member with an id of its own", hint=hint
            )


def _lists(c: Checked) -> Iterator[Problem]:
    if c.registry is None:
        return
    for index, exclusion in enumerate(c.agreement.exclusions):
        for name in exclusion.lists:
            if name not in c.registry.lists:
                place = c.lined.place(("exclusions", index, "lists"))
                yield problem("E-AGREE-014", place, value=name, hint=did_you_mean(name, c.registry.lists))


def _actors(c: Checked) -> Iterator[Problem]:
    """Actors that members, roles and exclusions name, where a registry is at hand."""
    if c.registry is None:
        return
    known = c.registry.actors
    named: list[tuple[Loc, str]] = []
    for i, party in enumerate(c.agreement.parties):
        named += [(("parties", i, "members", j, "actor"), m.actor) for j, m in enumerate(party.members)]
        named += [(("parties", i, "may_include", j), a) for j, a in enumerate(party.may_include)]
    named += [(("roles", i, "actor"), r.actor) for i, r in enumerate(c.agreement.roles)]
    for i, exclusion in enumerate(c.agreement.exclusions):
        named += [(("exclusions", i, "actors", j), a) for j, a in enumerate(exclusion.actors)]
    for loc, actor in named:
        if actor not in known:
            place, registry = c.lined.place(loc), c.agreement.armed_conflict
            by_name = sorted({match.actor_id for match in c.registry.find(actor)})
            hint = f"Write its id: {' or '.join(by_name)}." if by_name else did_you_mean(actor, known)
            yield problem("E-AGREE-013", place, value=actor, registry=registry, hint=hint)
