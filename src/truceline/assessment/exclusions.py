"""Whom an agreement leaves outside on a day: by name, by identity or by a list as it stood, and how far.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from truceline.agreement.clock import moment
from truceline.agreement.model import Agreement, Exclusion
from truceline.assessment.ranges import MAYBE, YES, Range, worst
from truceline.registry.actors import Registry


@dataclass(frozen=True)
class Excluded:
    """How far an actor is excluded, by which exclusion and why. ``areas`` limits it to places."""

    range: Range
    sentence: str
    areas: tuple[str, ...] | None
    basis: str
    source: str | None
    applies_to: str


class Exclusions:
    """The exclusions of one agreement view, asked of one actor at a time."""

    def __init__(self, view: Agreement, registry: Registry, known_on: date | None) -> None:
        self.view, self.registry, self.known_on = view, registry, known_on
        self._endorsed = {e.id: (e, moment(e.on, view.timezone)) for e in view.endorsements}

    def since(self) -> list[datetime]:
        """When exclusions by endorsement begin."""
        return [t for _, at in self._endorsed.values() for t in (at.earliest, at.latest)]

    def of(self, name: str, actor_id: str, day: date, start: datetime) -> Iterable[Excluded]:
        for exclusion in self.view.exclusions:
            found = self._excluded_by(exclusion, name, actor_id, day)
            if found is not None:
                found = self._by_endorsement(exclusion, found, start)
            if found is not None:
                yield found

    def _by_endorsement(self, exclusion: Exclusion, found: Excluded, start: datetime) -> Excluded | None:
        """An exclusion that follows from an endorsement holds from that day on."""
        if exclusion.by_endorsement is None:
            return found
        endorsed, since = self._endorsed[exclusion.by_endorsement]
        if start < since.earliest:
            return None
        sentence = f"{found.sentence}; by endorsement of {endorsed.by} on {endorsed.on} ({endorsed.instrument})"
        span = found.range if start >= since.latest else (0.0, found.range[1])
        basis = worst(found.basis, endorsed.basis)
        return replace(found, sentence=sentence, range=MAYBE if basis == "B" else span, basis=basis)

    def _excluded_by(self, exclusion: Exclusion, name: str, actor_id: str, on: date) -> Excluded | None:
        known = self.known_on
        registry = self.registry
        related = (
            registry.reach(actor_id, exclusion.include_relations, on, known) if exclusion.include_relations else {}
        )
        hits: list[Excluded] = []
        for candidate in dict.fromkeys([actor_id, *related]):
            line = registry.lineage(candidate, known) if exclusion.match == "by_identity" else (candidate,)
            verified = registry.lineage(candidate, known, verified=True)
            named = next((a for a in sorted(line, key=lambda a: a not in verified) if a in exclusion.actors), None)
            basis = worst(exclusion.basis, *(r.basis for r in related.get(candidate, ())))
            if named is not None:
                how = (
                    f"{name} is excluded as {registry.actors[named].name}"
                    if named in registry.actors
                    else f"{name} is excluded"
                )
                hits.append(self._hit(exclusion, how, worst(basis, _line_basis(named, verified)), exclusion.source))
            for listing in registry.listings(candidate, on, known, exclusion.lists) if exclusion.lists else ():
                if exclusion.match == "by_name" and not listing.by_name:
                    continue
                how = f"{name} is on list {listing.list_id} that day as '{listing.name}'"
                came = "V" if {listing.actor, listing.entity} & set(verified) else "B"
                source = listing.source or exclusion.source
                hits.append(self._hit(exclusion, how, worst(basis, listing.basis, came), source))
        return next((h for h in hits if h.range == YES), hits[0] if hits else None)

    def _hit(self, exclusion: Exclusion, sentence: str, basis: str, source: str | None) -> Excluded:
        span = MAYBE if basis == "B" else YES
        if basis == "B":
            sentence += "; background knowledge, not verified"
        areas = tuple(exclusion.areas) if exclusion.areas is not None else None
        return Excluded(span, sentence, areas, basis, source, exclusion.applies_to)


def _line_basis(actor: str, verified: Sequence[str]) -> str:
    """B where an actor continues another over a succession that nobody verified."""
    return "V" if actor in verified else "B"
