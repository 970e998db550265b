"""What was declared: suspensions of the whole, of clauses, for one side, in some areas; and breaches determined.

Source: docs/methods/time-and-deadlines.md, docs/methods/reciprocity.md
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.agreement.clock import OPEN_END, Moment, moment
from truceline.agreement.model import Agreement, Provision, StatusEvent, Zone
from truceline.agreement.windows import Span, doubtful

CHANGES_FORCE = ("ends", "suspends", "resumes")
Where = tuple[str, ...] | None


def suspensions(events: Iterable[StatusEvent], zone: str | Zone) -> list[Span]:
    """Intervals without force, from events that end, suspend or resume, in order of time.

    Events of basis B may have happened, contested ones may have had their effect. What is off in either case comes
    first; what may be off (``verified`` false) after it: they may have suspended, and they may not have resumed.
    """
    known = [e for e in events if e.effect in CHANGES_FORCE]
    surely = _off([e for e in known if not doubtful(e) or e.effect == "resumes"], zone)
    if not any(map(doubtful, known)):
        return surely
    maybe = _off([e for e in known if not doubtful(e) or e.effect != "resumes"], zone)
    return [*surely, *(replace(span, verified=False) for span in maybe)]


def _off(events: Iterable[StatusEvent], zone: str | Zone) -> list[Span]:
    ordered = sorted(((moment(e.on, zone), e) for e in events), key=lambda pair: pair[0].earliest)
    spans: list[Span] = []
    open_from: tuple[Moment, StatusEvent] | None = None
    for instant, event in ordered:
        if event.effect in ("ends", "suspends") and open_from is None:
            open_from = (instant, event)
        elif event.effect == "resumes" and open_from is not None:
            spans.append(Span(open_from[0], instant, event=open_from[1]))
            open_from = None
    if open_from is not None:
        spans.append(Span(open_from[0], OPEN_END, event=open_from[1]))
    return spans


def events_of_force(view: Agreement, areas: Container[str] = ()) -> list[StatusEvent]:
    """Declarations about the whole instrument, everywhere or in one of the areas.

    What resumes it for one party is one of them: it is in force again as soon as it is for somebody. For the others
    its provisions stay off (``local_suspensions``).
    """
    return [
        e
        for e in view.status_events
        if e.provisions is None
        and (e.parties is None or e.effect == "resumes")
        and (e.areas is None or any(a in areas for a in e.areas))
    ]


def provision_suspensions(view: Agreement, provision_id: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """When one provision by itself is off everywhere for all it binds; and when in some areas, or for some sides."""
    told = local_suspensions(view, provision_id)
    everywhere = (s for where, spans in told if where is None for s in spans)
    partly = [s for where, spans in told if where is not None for s in spans]
    partly += [s for p in view.parties for _, spans in local_suspensions(view, provision_id, p.id) for s in spans]

    def of_clause(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(s for s in spans if s.event is None or s.event.provisions is not None)

    return of_clause(everywhere), of_clause(partly)


@dataclass(frozen=True)
class Pause:
    """For whom and where a provision is off (``off`` false: it holds there all the same). None: for all, everywhere."""

    off: bool
    party: str | None
    areas: Where


def pauses_at(view: Agreement, provision_id: str, instant: datetime) -> list[Pause]:
    """What is off of one provision at an instant: for everybody and everywhere first, then what differs from that."""
    everybody = _off_where(view, provision_id, None, instant)
    general = everybody.get(None, False)
    found = [Pause(True, None, None)] if general else []
    found += [Pause(off, None, where) for where, off in everybody.items() if where is not None and off != general]
    for party in view.parties:
        told = _off_where(view, provision_id, party.id, instant)
        own = told.get(None, general) if told else general
        if own != general:
            found.append(Pause(own, party.id, None))
        for where, off in told.items():
            elsewhere = everybody.get(where, general) if own == general else own
            if where is not None and off != elsewhere:
                found.append(Pause(off, party.id, where))
    return found


def _off_where(view: Agreement, provision_id: str, party_id: str | None, instant: datetime) -> dict[Where, bool]:
    def hit(spans: Iterable[Span]) -> bool:
        return any(s.start.earliest <= instant < s.end.latest for s in spans)

    return {where: hit(spans) for where, spans in local_suspensions(view, provision_id, party_id)}


def local_suspensions(
    view: Agreement, provision_id: str, party_id: str | None = None
) -> list[tuple[Where, tuple[Span, ...]]]:
    """When one provision is off for everybody (or one party's duty under it), with the areas in which it is off.

    Areas None: everywhere else. In an area of its own events those for everywhere count too, in their order: what was
    suspended everywhere may resume there, and what was suspended there resumes with everything. So it is with parties
    and with provisions: of a party, what was declared of everybody counts beside its own, and a provision resumes with
    the whole. Where the whole resumed for some parties only, each provision is off for the others as the whole was.
    Empty for a party of which nothing was declared by itself: for it holds what holds for everybody.
    """
    parted = any(e.provisions is None and e.parties is not None and e.effect == "resumes" for e in view.status_events)

    def for_all(e: StatusEvent) -> bool:
        named = parted or e.effect == "resumes" if e.provisions is None else provision_id in e.provisions
        return e.parties is None and named

    def own(e: StatusEvent) -> bool:
        named = e.parties is not None and party_id in e.parties
        return named and (e.provisions is None or provision_id in e.provisions)

    answered = tuple(_in_answer(view, provision_id, party_id)) if party_id is not None else ()
    declared = any(own(e) and e.effect in CHANGES_FORCE for e in view.status_events)
    if party_id is not None and not declared and not answered:
        return []

    def concerns(e: StatusEvent) -> bool:
        return for_all(e) or (party_id is not None and own(e))

    found = _by_area(view, concerns)
    general = [e for where, events in found if where is None for e in events]
    if answered and not any(where is None for where, _ in found):
        found.append((None, []))
    return [
        (where, (*suspensions(events if where is None else [*general, *events], view.timezone), *answered))
        for where, events in found
    ]


def _in_answer(view: Agreement, provision_id: str, party_id: str) -> Iterator[Span]:
    """When a party's duty is off because another's breach stands determined, by whoever the provision leaves it to."""
    provision = next(p for p in view.provisions if p.id == provision_id)
    reciprocal = provision.reciprocal
    if reciprocal is None:
        return
    for found in view.determinations:
        counts = found.by in reciprocal.determined_by and set(found.provisions) & set(reciprocal.breach_of)
        if not counts or found.party == party_id or found.party not in _other_sides(view, provision):
            continue
        said = StatusEvent(
            on=found.on, by=found.by, claim=found.text, effect="suspends", provisions=[provision_id],
            basis=found.basis, contested=found.contested, source=found.source,
        )  # fmt: skip
        until = moment(found.until, view.timezone) if found.until else OPEN_END
        yield Span(moment(found.on, view.timezone), until, event=said, verified=not doubtful(said))


def _other_sides(view: Agreement, provision: Provision) -> set[str]:
    """Whose breach a duty may answer: of those it is owed to, where it names parties; else of every party."""
    parties = {p.id for p in view.parties}
    return parties & set(provision.against or ()) or parties


def _by_area(view: Agreement, concerns: Callable[[StatusEvent], bool]) -> list[tuple[Where, list[StatusEvent]]]:
    """Status events that change something, by the areas they name."""
    groups: dict[Where, list[StatusEvent]] = {}
    for event in view.status_events:
        if event.effect in CHANGES_FORCE and concerns(event):
            groups.setdefault(tuple(sorted(event.areas)) if event.areas is not None else None, []).append(event)
    return sorted(groups.items(), key=str)


def areas_with_events(view: Agreement) -> list[tuple[str, ...]]:
    """Areas in which somebody declared the whole instrument ended, suspended or resumed."""
    whole = events_of_force(view, {a.id for a in view.areas})
    found = _by_area(view, lambda e: e in whole)
    return [where for where, _ in found if where is not None]
