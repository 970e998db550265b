"""Consent that was given, refused or may have been given, as permissions that lift what is forbidden without it.

Source: docs/methods/consent.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.agreement.clock import OPEN_END, moment
from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Agreement, Consent, Provision, plain
from truceline.agreement.windows import Span
from truceline.assessment.predicates import (
    ActIs,
    BoundBy,
    InWindows,
    NotSuspended,
    Off,
    PlaceIn,
    Predicate,
    Rule,
    Unrecorded,
)

NOBODY_SAID = "perhaps given: no record says so"


def consented(provision: Provision, view: Agreement) -> Iterator[Rule]:
    """A permission for each consent on record, and one for what is not, unless the record is complete."""
    asked = provision.unless_consent
    if asked is None:
        return
    told = [c for c in view.consents if c.by in asked.by and provision.id in c.provisions]
    for consent in told:
        if not consent.refused:
            yield _rule(consent.id, plain(consent.text), _given(consent, view), consent)
    if asked.record == "partial":
        refusals = tuple(_refusals([c for c in told if c.refused], provision, view))
        yield _rule("consent", NOBODY_SAID, [ActIs(("any",)), Unrecorded(), *refusals], None)


def _rule(name: str, text: str, predicates: Iterable[Predicate], consent: Consent | None) -> Rule:
    basis = "S" if consent is not None and consent.basis != "V" else "V"  # of basis B: Unrecorded says so
    source = consent.source if consent is not None else None
    return Rule(name, "permission", text, basis, source, tuple(predicates), breachable=False)


def _given(consent: Consent, view: Agreement) -> Iterator[Predicate]:
    yield ActIs(tuple(consent.acts or ("any",)))
    if consent.basis == "B":
        yield Unrecorded()
    if consent.to:
        yield BoundBy(tuple(consent.to))
    if consent.areas is not None:
        yield PlaceIn(tuple(consent.areas))
    yield InWindows(Timeline((_span(consent, view),)), says="while the consent lasts")


def _span(consent: Consent, view: Agreement) -> Span:
    end = moment(consent.until, view.timezone) if consent.until else OPEN_END
    return Span(moment(consent.start, view.timezone), end, verified=consent.basis != "B")


def _refusals(refused: list[Consent], provision: Provision, view: Agreement) -> Iterator[Predicate]:
    """When no consent can have been given: to everybody or to one party, everywhere or in some areas."""
    if not refused:
        return
    parties = tuple(p.id for p in view.parties)

    def lines(to: str | None) -> tuple[Off, ...]:
        some = [c for c in refused if c.to is None or to in c.to]
        return tuple(Off(Timeline((_span(c, view),)), tuple(c.areas) if c.areas is not None else None) for c in some)

    own = tuple((p, lines(p)) for p in parties if any(c.to is not None and p in c.to for c in refused))
    bound = tuple(provision.bound) if provision.bound else None
    yield NotSuspended(lines(None), own, bound, parties)
