"""What binds an actor at an instant: instrument by instrument and reading by reading, since when, by what.

It weighs what findings weigh (windows, suspensions, memberships, exclusions, at a state of knowledge) and leaves out
what only an incident has: a place, an act, a target. Nothing is left out of the answer: what does not bind says why.

Source: docs/methods/assessment.md#what-binds-whom
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.agreement.clock import FAR_PAST, Moment, days_at, moment
from truceline.agreement.declarations import local_suspensions
from truceline.agreement.hours import spans_of
from truceline.agreement.in_force import TICK, ForceState, Timeline, force_at, in_view, timeline
from truceline.agreement.model import Agreement, Member, Provision
from truceline.assessment.conditions import bound_by
from truceline.assessment.exclusions import Excluded
from truceline.assessment.ranges import YES, Range
from truceline.assessment.standing import Standing, Standings
from truceline.registry.actors import Registry

BINDS, CANNOT_TELL, BINDS_NOT = "binds", "cannot_tell", "binds_not"


@dataclass(frozen=True)
class BoundProvision:
    """``state`` binds, cannot_tell or binds_not; ``because``: what keeps it from binding surely, as coded words.

    ``since``: the latest of all that had to begin (None: nothing states a beginning, or it does not bind).
    """

    provision: Provision
    state: str
    since: Moment | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binding:
    """One instrument under one reading as it stands to one actor.

    ``how``: signature, accession, affiliation, by_name, open_list or none; ``since``: from when on the actor belongs to
    whom it answers through (None: from the start). ``excluded``: what leaves it outside of the instrument.
    """

    agreement: Agreement
    reading: str
    force: ForceState
    standing: Standing
    how: str
    since: Moment | None
    excluded: tuple[Excluded, ...]
    provisions: tuple[BoundProvision, ...]

    @property
    def state(self) -> str:
        """The strongest of its provisions' states."""
        states = {p.state for p in self.provisions}
        return next((s for s in (BINDS, CANNOT_TELL) if s in states), BINDS_NOT)


def bindings_of(
    actor_id: str, agreement: Agreement, registry: Registry, instant: datetime, as_of: datetime | None
) -> list[Binding]:
    """One row per reading, in the agreement's order. ``as_of`` None: with all that is known."""
    return [_binding(actor_id, agreement, reading, registry, instant, as_of) for reading in agreement.reading_ids()]


def _binding(
    actor_id: str, agreement: Agreement, reading: str, registry: Registry, instant: datetime, as_of: datetime | None
) -> Binding:
    view = in_view(agreement, reading, as_of)
    standings = Standings(view, registry, as_of)
    who = _surest(standings.of(actor_id, instant, instant + TICK))
    who = replace(who, sentence=who.sentence.replace(actor_id, standings.called(actor_id), 1))
    how, since = _how(view, who, registry, instant, as_of)
    excluded = tuple(
        replace(e, sentence=e.sentence.replace(actor_id, standings.called(actor_id), 1))
        for e in who.excluded
        if e.applies_to != "target"
    )
    provisions = tuple(_provision(view, p, who, excluded, since, instant) for p in view.provisions)
    return Binding(view, reading, force_at(view, instant), who, how, since, excluded, provisions)


def _surest(standings: Sequence[Standing]) -> Standing:
    """Of a name for several actors the one that leaves it open: nobody chooses among them."""
    return next((s for s in standings if s.bound != YES), standings[0])


def _how(
    view: Agreement, who: Standing, registry: Registry, instant: datetime, as_of: datetime | None
) -> tuple[str, Moment | None]:
    party = next((p for p in view.parties if p.id == who.party), None)
    if who.actor is None or who.party is None:
        return "none", None
    if party is None:
        if not any(who.party in (p.bound or ()) for p in view.provisions):
            return "none", None  # only its acts are somebody else's to prevent
        term = next((r for r in view.roles if r.actor == who.party and r.since), None)
        return "by_name", moment(term.since, view.timezone) if term and term.since else None
    known = as_of.date() if as_of else None
    reached = registry.reach(who.actor, party.answers_for, days_at(instant, view.timezone)[0], known)
    ways = [(len(reached[m.actor]), m) for m in party.members if m.actor in reached and _is_member(m, view, instant)]
    if not ways:
        return ("open_list" if party.id not in reached else "signature"), None
    steps, member = min(ways, key=lambda way: way[0])
    dates = [moment(member.since, view.timezone)] if member.since else []
    dates += [moment(r.since, view.timezone) for r in reached[member.actor] if r.since]
    return ("affiliation" if steps else "accession" if member.since else "signature"), _latest(dates)


def _is_member(member: Member, view: Agreement, instant: datetime) -> bool:
    begun = member.since is None or moment(member.since, view.timezone).earliest <= instant
    return begun and (member.until is None or instant < moment(member.until, view.timezone).latest)


def _provision(
    view: Agreement,
    provision: Provision,
    who: Standing,
    excluded: Sequence[Excluded],
    joined: Moment | None,
    instant: datetime,
) -> BoundProvision:
    named = provision.bound or provision.holders
    answer = bound_by(view, provision.id, tuple(named) if named is not None else None, who)
    times = list(_times(view, provision, who, instant))
    told = [("not_bound" if answer.high <= 0 else answer.because or "membership", (answer.low, answer.high))]
    told += [(word, span) for word, span, _ in times]
    told += [("excluded" if e.areas is None else "excluded_in_areas", _outside(e)) for e in excluded]
    low, high = 1.0, 1.0
    for _, (least, most) in told:
        low, high = low * least, high * most
    state = BINDS if low >= 1 else CANNOT_TELL if high > 0 else BINDS_NOT
    because = tuple(dict.fromkeys(word for word, span in told if span != YES))
    begun = [m for _, _, m in times if m is not None] + ([joined] if joined else [])
    return BoundProvision(provision, state, _latest(begun) if state != BINDS_NOT else None, because)


def _outside(excluded: Excluded) -> Range:
    """How far it is not excluded; in some areas only: open, since the place is not asked here."""
    low, high = excluded.range
    return (0.0, 1.0) if excluded.areas is not None else (1 - high, 1 - low)


def _times(
    view: Agreement, provision: Provision, who: Standing, instant: datetime
) -> Iterator[tuple[str, Range, Moment | None]]:
    """Force, own windows and suspensions: the word if it does not hold, how far it does, since when."""
    yield _best("not_in_force", [timeline(view, area) for area in (None, *_force_areas(view))], instant)
    if provision.when is not None:
        own = Timeline(spans_of(provision.when, view))
        yield _best("not_then", [own], instant)
    parties: list[str | None] = [p.id for p in view.parties if p.id in who.parties]
    found = [_off(view, provision.id, party, instant) for party in parties or [None]]
    yield from max(found, key=_surely)  # what is off for one party holds through another


def _surely(lines: Sequence[tuple[str, Range, Moment | None]]) -> Range:
    return min((span[0] for _, span, _ in lines), default=1.0), min((span[1] for _, span, _ in lines), default=1.0)


def _off(
    view: Agreement, provision_id: str, party: str | None, instant: datetime
) -> list[tuple[str, Range, Moment | None]]:
    lines = local_suspensions(view, provision_id, party) if party is not None else []
    found: list[tuple[str, Range, Moment | None]] = []
    for areas, off in lines or local_suspensions(view, provision_id):
        low, high = Timeline(off).share(instant, instant + TICK)
        if areas is not None:
            low = 0.0
        resumed = [s.end for s in off if s.end.latest <= instant]
        found.append(("suspended" if areas is None else "suspended_in_areas", (1 - high, 1 - low), _latest(resumed)))
    return found


def _force_areas(view: Agreement) -> list[str]:
    return sorted({a for w in view.in_force for a in w.areas or ()})


def _best(word: str, lines: Iterable[Timeline], instant: datetime) -> tuple[str, Range, Moment | None]:
    """Of several areas the one in which it surely holds."""
    shares = [(line.share(instant, instant + TICK), line) for line in lines]
    (low, high), line = max(shares, key=lambda pair: pair[0])
    return word, (float(low > 0), float(high > 0)), _since(line, instant) if high > 0 else None


def _since(line: Timeline, instant: datetime) -> Moment | None:
    """From when on it has held without a break: windows that meet count as one, what was off breaks it."""
    start: Moment | None = None
    for span in sorted(line.hit(instant, instant), key=lambda s: s.start.earliest):
        start = span.start if start is None else start
    while start is not None:
        before = [s for s in line.spans if s.start.earliest < start.earliest <= s.end.latest]
        if not before:
            break
        start = min((s.start for s in before), key=lambda m: m.earliest)
    resumed = [s.end for s in line.off if s.end.latest <= instant]
    return _latest([m for m in (start, *resumed) if m is not None and m.earliest > FAR_PAST])


def _latest(moments: Iterable[Moment]) -> Moment | None:
    return max(moments, key=lambda m: m.latest, default=None)


__all__ = ["BINDS", "BINDS_NOT", "CANNOT_TELL", "Binding", "BoundProvision", "bindings_of"]
