"""What provisions of every kind share: place, time, target, weapon, amount and suspension as predicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.agreement.clock import OPEN_END, moment
from truceline.agreement.deadlines import overdue, owed, says
from truceline.agreement.declarations import Where, local_suspensions
from truceline.agreement.hours import hours_in_words, spans_of
from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Agreement, Provision, Quantity, Window
from truceline.agreement.windows import Span
from truceline.assessment.predicates import (
    AcrossLine,
    ExceptionArgued,
    InWindows,
    NearLine,
    NotSuspended,
    Off,
    OriginIn,
    OriginKindIs,
    PlaceIn,
    Predicate,
    QuantityOver,
    RunningBalance,
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
    if provision.origin_kinds is not None:
        yield OriginKindIs(tuple(provision.origin_kinds))
    if provision.across is not None:
        yield AcrossLine(provision.across)
    if provision.when is not None:
        yield _windows(provision.when, view)
    endorsed = next((e for e in view.endorsements if e.id == provision.by_endorsement), None)
    if endorsed is not None:
        since = Span(moment(endorsed.on, view.timezone), OPEN_END)
        since_then = f"by endorsement of {endorsed.by} on {endorsed.on} ({endorsed.instrument})"
        yield InWindows(Timeline((since,)), says=since_then)
    due = owed(view, provision)
    if due is not None and provision.breached_by:
        yield InWindows(overdue(due), says=says(due), overdue=True)
    if provision.weapons is not None and "any" not in provision.weapons:
        yield WeaponIs(tuple(provision.weapons))
    if provision.distances is not None:
        yield NearLine(provision.distances)
    if provision.quantity is not None:
        yield _amount(provision, provision.quantity)
    if provision.target_kinds is not None:
        yield TargetKindIs(tuple(provision.target_kinds))
    if provision.against is not None and "any" not in provision.against:
        yield TargetIs(tuple(provision.against))
    yield from _suspended(provision, view)
    if provision.exceptions:
        yield ExceptionArgued(tuple(e.kind for e in provision.exceptions))


def _amount(provision: Provision, quantity: Quantity) -> Predicate:
    """One report by itself, or a balance over many."""
    within = provision.kind in ("permission", "right")  # what is allowed up to an amount is allowed up to there
    if quantity.per == "report" and not quantity.sub_quotas:
        return QuantityOver(quantity, within)
    return RunningBalance(quantity, tuple(quantity.counts or provision.acts or provision.breached_by or ()), within)


def _suspended(provision: Provision, view: Agreement) -> Iterable[Predicate]:
    parties = tuple(p.id for p in view.parties)
    told = {p: local_suspensions(view, provision.id, p) for p in parties}
    own = tuple((p, _off(found)) for p, found in told.items() if found)
    lines = _off(local_suspensions(view, provision.id))
    if lines or any(found for _, found in own):
        named = provision.holders or provision.bound  # duties have no holders
        bound = tuple(named) if named else None
        yield NotSuspended(lines, own, bound, parties, provision.ensures is not None)


def _off(found: Sequence[tuple[Where, tuple[Span, ...]]]) -> tuple[Off, ...]:
    lines = [(areas, Timeline(off)) for areas, off in found]
    apart = tuple((areas, line) for areas, line in lines if areas is not None)
    return tuple(Off(line, areas, apart if areas is None else ()) for areas, line in lines if line.spans)


def _windows(windows: Sequence[Window], view: Agreement) -> InWindows:
    """The provision's windows, those of some areas apart."""
    by_area: dict[tuple[str, ...], list[Window]] = {}
    for window in windows:
        by_area.setdefault(tuple(window.areas or ()), []).append(window)
    lines = {a: Timeline(spans_of(found, view)) for a, found in by_area.items()}
    everywhere = lines.pop((), Timeline(()))
    hours = [hours_in_words(w.daily) for w in windows if w.daily]
    says = "; ".join(["by its own window", *dict.fromkeys(hours)])
    return InWindows(everywhere, tuple(sorted(lines.items(), key=lambda pair: pair[0])), says)
