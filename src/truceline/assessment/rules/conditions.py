"""What provisions of every kind share: place, time, target, weapon, amount and suspension as predicates."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.agreement.in_force import Timeline, party_suspensions, provision_suspensions, span_of
from truceline.agreement.model import Agreement, Provision
from truceline.assessment.predicates import (
    ExceptionArgued,
    InWindows,
    NearLine,
    NotSuspended,
    OriginIn,
    PlaceIn,
    Predicate,
    QuantityOver,
    TargetIs,
    TargetKindIs,
    WeaponIs,
)


def shared_predicates(provision: Provision, view: Agreement) -> Iterable[Predicate]:
    """Conditions in the order a reader asks them: where, when, with what, how much, against whom."""
    if provision.where is not None:
        yield PlaceIn(tuple(provision.where))
    if provision.origin_where is not None:
        yield OriginIn(tuple(provision.origin_where))
    if provision.when is not None:
        yield InWindows(Timeline(tuple(span_of(w, view.timezone) for w in provision.when)))
    if provision.weapons is not None and "any" not in provision.weapons:
        yield WeaponIs(tuple(provision.weapons))
    if provision.distances is not None:
        yield NearLine(provision.distances)
    if provision.quantity is not None:
        yield QuantityOver(provision.quantity)
    if provision.target_kinds is not None:
        yield TargetKindIs(tuple(provision.target_kinds))
    if provision.against is not None and "any" not in provision.against:
        yield TargetIs(tuple(provision.against))
    yield from _suspended(provision, view)
    if provision.exceptions:
        yield ExceptionArgued(tuple(e.kind for e in provision.exceptions))


def _suspended(provision: Provision, view: Agreement) -> Iterable[Predicate]:
    off = provision_suspensions(view, provision.id)
    if off:
        yield NotSuspended(Timeline(off))
    for party in view.parties:
        party_off = party_suspensions(view, party.id, provision.id)
        if party_off:
            yield NotSuspended(Timeline(party_off), party.id)
