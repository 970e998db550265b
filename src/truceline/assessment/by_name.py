"""Provisions that name actors who are no party: whom they bind or protect, on which acts and which days.

A party is bound to the whole text. Who is only named is bound to the duties that name it and to nothing else, so
coverage is asked act by act and day by day; where, with what and against whom stay conditions of the provision.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.agreement.clock import OPEN_END, moment
from truceline.agreement.hours import spans_of
from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Agreement, Provision
from truceline.agreement.windows import Span

Range = tuple[float, float]
BOUND_ON_ACT = "bound_on_act"  # the condition by which the instrument has a word for what somebody named did
DUTIES = ("prohibition", "obligation")


@dataclass(frozen=True)
class Naming:
    """A provision that names actors. ``runs``: its own windows, none where it holds as long as the instrument."""

    provision_id: str
    acts: tuple[str, ...]
    binds: frozenset[str]
    protects: frozenset[str]
    runs: tuple[Timeline, ...]
    basis: str
    source: str | None

    def on(self, start: datetime, end: datetime) -> Range:
        """Whether it holds over ``[start, end)``: for all of it, for none, or cannot be told."""
        shares = [line.share(start, end) for line in self.runs]
        low, high = min((s[0] for s in shares), default=1.0), min((s[1] for s in shares), default=1.0)
        return float(low >= 1 and self.basis != "B"), float(high > 0)


@dataclass(frozen=True)
class Named:
    """One such provision as it concerns one actor on one day."""

    provision_id: str
    acts: tuple[str, ...]
    binds: bool
    protects: bool
    range: Range
    basis: str
    source: str | None


def namings(view: Agreement) -> tuple[Naming, ...]:
    """Prohibitions and obligations that name somebody who is no party: as bound, as protected, as to be restrained."""
    parties = {p.id for p in view.parties} | {"civilians", "any"}
    found = []
    for p in view.provisions:
        binds, protects = frozenset(p.bound or ()) - parties, frozenset(p.against or ()) - parties
        runs = tuple(_runs(p, view)) if p.kind in DUTIES else ()
        if p.kind in DUTIES and (binds or protects):
            found.append(Naming(p.id, acts_of(p), binds, protects, runs, p.basis, p.source))
        restrained = restrained_by(p) - parties
        if restrained and p.ensures is not None:
            acts = tuple(p.ensures.acts or ())
            found.append(Naming(p.id, acts, restrained, frozenset(), runs, p.basis, p.source))
    return tuple(found)


def restrained_by(p: Provision) -> frozenset[str]:
    """Whose own acts somebody else must prevent, by the provision's word: the text reaches them by that duty alone."""
    return frozenset(p.ensures.parties) if p.ensures is not None and p.ensures.acts else frozenset()


def acts_of(p: Provision) -> tuple[str, ...]:
    """The acts that a duty is about: what touches it, what it asks notice of and what it adds up."""
    acts = [*(p.acts or ()), *(p.breached_by or ()), *(p.notice.of if p.notice else ())]
    if p.quantity is not None:
        acts += [*(p.quantity.counts or ()), *p.quantity.reduced_by]
    if not acts and p.distances is not None:
        acts = ["weapon_presence"]
    return tuple(dict.fromkeys(acts))


def _runs(p: Provision, view: Agreement) -> Iterable[Timeline]:
    if p.when is not None and p.due is None:  # with a term it is owed before it can be late
        yield Timeline(spans_of(p.when, view))
    endorsed = next((e for e in view.endorsements if e.id == p.by_endorsement), None)
    if endorsed is not None:
        yield Timeline((Span(moment(endorsed.on, view.timezone), OPEN_END, verified=endorsed.basis != "B"),))


def changes_of(found: Sequence[Naming]) -> set[datetime]:
    """Moments at which one of them may begin or end."""
    spans = [span for naming in found for line in naming.runs for span in line.spans]
    return {t for s in spans for m in (s.start, s.end) for t in (m.earliest, m.latest)}
