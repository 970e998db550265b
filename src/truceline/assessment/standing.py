"""Who a named actor is under one agreement on one day: bound through which party, excluded by what, or unknown.

A name may mean several actors and an umbrella any of its members; each is a separate standing, and nobody chooses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from truceline.agreement.clock import FAR_FUTURE, FAR_PAST, days_at, moment
from truceline.agreement.model import Agreement, Member, Party, Role, plain
from truceline.assessment.by_name import DUTIES, Named, changes_of, namings, restrained_by
from truceline.assessment.exclusions import Excluded, Exclusions
from truceline.assessment.ranges import MAYBE, NO, YES, Range, worst
from truceline.registry.actors import Registry
from truceline.registry.model import RelationEntry
from truceline.vocabulary.terms import CIVILIANS


@dataclass(frozen=True)
class Membership:
    """How far an actor belongs to one party, and why so."""

    party: str
    bound: Range
    sentence: str
    basis: str
    source: str | None
    because: str | None


@dataclass(frozen=True)
class Standing:
    """One actor that a name may mean, as this agreement sees it on that day.

    ``reached``: registry ids that answer for it here (itself, and through relations the party names).
    ``doubted``: those of them reached over a relation that nobody verified. ``because``: the cannot-tell word when
    ``bound`` is open. ``others``: where it belongs to several parties, those besides ``party``, the surest first named.
    ``named``: the duties that bind or protect it by name, whether or not it belongs to a party.
    """

    name: str
    actor: str | None
    bound: Range
    party: str | None
    sentence: str
    basis: str = "V"
    source: str | None = None
    because: str | None = None
    reached: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    others: tuple[Membership, ...] = ()
    named: tuple[Named, ...] = ()

    def through(self, parties: Collection[str]) -> Standing:
        """As it belongs to the surest of these parties; unchanged if it belongs to none of them."""
        found = [m for m in self.others if m.party in parties]
        if self.party in parties or not found:
            found = [m for m in found if m.bound > self.bound]
        best = max(found, key=lambda m: m.bound, default=None)
        return self if best is None else replace(self, **vars(best))

    @property
    def parties(self) -> frozenset[str]:
        """Every party it belongs to or may belong to."""
        return frozenset(p for p in (self.party, *(m.party for m in self.others)) if p is not None)

    @property
    def is_civilian(self) -> bool:
        return self.actor == CIVILIANS


UNKNOWN_STANDING = Standing("nobody named", None, MAYBE, None, "no source says who", because="actor_unknown")


class When(NamedTuple):
    """``day``: as the registry stood on that local day, of which ``at`` is an instant; ``[start, end)``: what
    memberships and terms are asked of."""

    day: date
    at: datetime
    start: datetime
    end: datetime


class Standings:
    """Standings of names under one agreement view at one state of knowledge; answers are cached."""

    def __init__(self, view: Agreement, registry: Registry, as_of: datetime | None) -> None:
        self.view = view
        self.registry = registry
        self.known_on = as_of.date() if as_of else None
        self._cache: dict[tuple[str, int, int], tuple[Standing, ...]] = {}
        terms: list[Member | Role] = [*(m for party in view.parties for m in party.members), *view.roles]
        self._spans = {id(term): self._member_span(term) for term in terms}
        members = (t for span in self._spans.values() for t in span)
        self._exclusions = Exclusions(view, registry, self.known_on)
        midnights = (moment(day.isoformat(), view.timezone) for day in registry.turning_days())
        turns = (t for m in midnights for t in (m.earliest, m.latest))
        self._turns = sorted({*turns, *self._exclusions.since()})
        self.namings = namings(view)
        self.changes = sorted({*self._turns, *members, *changes_of(self.namings)})
        self.party_ids = frozenset(p.id for p in view.parties)
        self._named = frozenset(a for p in view.provisions for a in (*(p.bound or ()), *(p.against or ())))
        self._roles = {a for p in view.provisions if p.kind in DUTIES for a in p.bound or ()} - self.party_ids
        self._restrained = {a for p in view.provisions for a in restrained_by(p)} - self.party_ids - self._roles

    def called(self, actor_id: str) -> str:
        """How an actor or party is called, for sentences."""
        party = next((p for p in self.view.parties if p.id == actor_id), None)
        if party is not None:
            return plain(party.name)
        return self.registry.actors[actor_id].name if actor_id in self.registry.actors else actor_id

    def of(self, name: str, start: datetime, end: datetime) -> tuple[Standing, ...]:
        """All standings a name may have over ``[start, end)``, never empty.

        Nothing can differ between two moments with no change of the registry or of a membership between them.
        """
        key = (name, *self.epoch(start, end))
        if key not in self._cache:
            self._cache[key] = tuple(self._of(name, start, end))
        return self._cache[key]

    def epoch(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Two intervals with one epoch see the same registry and the same memberships throughout."""
        return bisect_right(self.changes, start), bisect_left(self.changes, end)

    def _of(self, name: str, start: datetime, end: datetime) -> Iterable[Standing]:
        """Where the registry changes or an endorsement begins within a span, each part is an alternative of its own.

        Days of the registry are local days of the agreement. Memberships are asked of the whole span in each part, so
        that a change that concerns others makes no difference.
        """
        days = self._turns
        turns = days[bisect_right(days, start) : bisect_left(days, end)]
        instants = ((day, at) for at in (start, *turns) for day in days_at(at, self.view.timezone))
        parts = [self._on(name, When(day, at, start, end)) for day, at in instants]
        seen = [{(_treatment(s), self._named & set(s.reached)) for s in part} for part in parts]
        if all(treated == seen[0] for treated in seen):
            return parts[0]
        return dict.fromkeys(replace(s, because=s.because or "time") for part in parts for s in part)

    def _on(self, name: str, when: When) -> list[Standing]:
        matches = self.registry.find(name, when.day, self.known_on)
        if not matches:
            sentence = f"'{name}' is not in the registry; unknown stays unknown"
            return [Standing(name, None, MAYBE, None, sentence, because="actor_unknown")]
        used = [m for m in matches if m.in_use] or list(matches)
        return [s for match in used for s in self._of_actor(name, match.actor_id, when, frozenset())]

    def _of_actor(self, name: str, actor_id: str, when: When, seen: frozenset[str]) -> list[Standing]:
        entry = self.registry.actors[actor_id]
        direct = self._direct(name, actor_id, when)
        if not entry.may_include or direct.bound == YES or direct.excluded:
            return [direct]
        members = [m for m in entry.may_include if m not in seen and m in self.registry.actors]
        inner: list[Standing] = []
        for member in members:
            inner += self._of_actor(member, member, when, seen | {actor_id})
        sentence = f"'{name}' may stand for any of {len(members)} groups, and for others"
        nobody = Standing(name, actor_id, MAYBE, None, sentence, because="actor_unknown", reached=(actor_id,))
        return [nobody, *_distinct(inner)]

    def _direct(self, name: str, actor_id: str, when: When) -> Standing:
        standing = self._bound(name, actor_id, when)
        doubted = tuple(sorted(set(standing.reached) & self._doubted(actor_id, when.day)))
        named = tuple(self._named_by(actor_id, when)) if self.namings else ()
        excluded = tuple(self._exclusions.of(name, actor_id, when.day, when.at))
        return replace(standing, doubted=doubted, excluded=excluded, named=named)

    # by name -------------------------------------------------------------------------------------------------------

    def _named_by(self, actor_id: str, when: When) -> Iterable[Named]:
        """The duties that name it, or what it is part of, and whether they hold over the whole of that time."""
        reached = self.registry.reach(actor_id, ("part_of",), when.day, self.known_on)
        for naming in self.namings:
            binds = [a for a in reached if a in naming.binds]
            protects = [a for a in reached if a in naming.protects]
            if not binds and not protects:
                continue
            low, high = naming.on(when.start, when.end)
            terms = [self._term(a, when) for a in binds] if not protects else [YES]
            low, high = low * max(t[0] for t in terms), high * max(t[1] for t in terms)
            path = worst(*(r.basis for a in (binds or protects)[:1] for r in reached[a]))
            basis = worst(naming.basis, path)
            span = (0.0 if basis == "B" else low, high)
            yield Named(naming.provision_id, naming.acts, bool(binds), bool(protects), span, basis, naming.source)

    def _term(self, actor: str, when: When) -> Range:
        """Whether the actor's role runs; always, where the agreement states no role for it."""
        terms = [t for t in self.view.roles if t.actor == actor]
        shares = [(self._member_share(t, when.start, when.end), t.basis) for t in terms]
        return max(((0.0 if basis == "B" else low, high) for (low, high), basis in shares), default=YES)

    # bound ---------------------------------------------------------------------------------------------------------

    def _bound(self, name: str, actor_id: str, when: When) -> Standing:
        if actor_id == CIVILIANS:
            return Standing(name, actor_id, NO, None, "civilians are no party", reached=(actor_id,))
        answers = (self._in_party(name, actor_id, party, when) for party in self.view.parties)
        found = [a for a in answers if a is not None and a.bound != NO]
        if found:
            first = next((a for a in found if a.bound == YES), found[0])
            return replace(first, others=tuple(_membership(a) for a in found if a is not first))
        reached = self.registry.reach(actor_id, ("part_of",), when.day, self.known_on)
        role = next((r for r in reached if r in self._roles), None)
        role = role or next((r for r in reached if r in self._restrained), None)
        if role is not None:
            return self._by_role(name, actor_id, role, reached, when)
        return Standing(name, actor_id, NO, None, f"{name} is no party on that day", reached=tuple(reached))

    def _by_role(
        self,
        name: str,
        actor_id: str,
        role: str,
        reached: Mapping[str, tuple[RelationEntry, ...]],
        when: When,
    ) -> Standing:
        """Bound by name: a guarantor or the like, over its term where the agreement states one."""
        terms = [t for t in self.view.roles if t.actor == role]
        shares = [(self._member_share(t, when.start, when.end), t) for t in terms]
        share, term = max(shares, key=lambda pair: pair[0], default=(YES, None))
        how = "is one whose acts others must prevent" if role in self._restrained else "is bound by name"
        sentence = f"{name} {how}" if share != NO else f"the term of {name} does not run on that day"
        basis = worst(term.basis if term else None, *(r.basis for r in reached[role]))
        because = None if share == YES else "membership"
        if basis == "B":
            share, because = (0.0, share[1]), "basis"
            sentence += "; background knowledge, not verified"
        source = term.source if term else None
        return Standing(name, actor_id, share, role, sentence, basis, source, because, tuple(reached))

    def _doubted(self, actor_id: str, day: date) -> frozenset[str]:
        """Actors that ``actor_id`` reaches over unverified relations only."""
        kinds = frozenset(k for p in self.view.parties for k in p.answers_for) | {"part_of"}
        reached = self.registry.reach(actor_id, kinds, day, self.known_on)
        return frozenset(a for a, path in reached.items() if worst(*(r.basis for r in path)) == "B")

    def _in_party(self, name: str, actor_id: str, party: Party, when: When) -> Standing | None:
        reached = self.registry.reach(actor_id, party.answers_for, when.day, self.known_on)
        title = plain(party.name)
        best: Standing | None = None
        if party.id in reached:
            best = self._answer(
                name,
                actor_id,
                party,
                YES,
                f"{name} is {title}"
                if not reached[party.id]
                else _through(name, title, reached[party.id], self.registry),
                worst(party.basis, *(r.basis for r in reached[party.id])),
                party.source,
                reached,
            )
        for member in party.members:
            if member.actor not in reached:
                continue
            share = self._member_share(member, when.start, when.end)
            if share == NO:
                continue
            path = reached[member.actor]
            basis = worst(party.basis, member.basis, *(r.basis for r in path))
            sentence = _membership_sentence(name, title, member, path, self.registry)
            answer = self._answer(name, actor_id, party, share, sentence, basis, member.source, reached)
            if best is None or answer.bound > best.bound:
                best = answer
        if best is None and party.open_membership and (set(reached) & set(party.may_include)):
            sentence = f"whether {name} joined {title} cannot be told: the list was never published in full"
            return Standing(
                name, actor_id, MAYBE, party.id, sentence, party.basis, party.source, "membership", tuple(reached)
            )
        return best

    def _answer(
        self,
        name: str,
        actor_id: str,
        party: Party,
        share: Range,
        sentence: str,
        basis: str,
        source: str | None,
        reached: Iterable[str],
    ) -> Standing:
        because = None if share == YES else "membership"
        if basis == "B":  # a fact that nobody verified never decides
            share, because = (0.0, share[1]), "basis"
            sentence += "; background knowledge, not verified"
        return Standing(name, actor_id, share, party.id, sentence, basis, source, because, tuple(reached))

    def _member_span(self, member: Member | Role) -> tuple[datetime, datetime, datetime, datetime]:
        zone = self.view.timezone
        since = moment(member.since, zone) if member.since else None
        until = moment(member.until, zone) if member.until else None
        return (
            since.earliest if since else FAR_PAST,
            since.latest if since else FAR_PAST,
            until.earliest if until else FAR_FUTURE,
            until.latest if until else FAR_FUTURE,
        )

    def _member_share(self, member: Member | Role, start: datetime, end: datetime) -> Range:
        since_early, since_late, until_early, until_late = self._spans[id(member)]
        end = max(end, start + timedelta(microseconds=1))
        if since_late <= start and end <= until_early:
            return YES
        if end <= since_early or until_late <= start:
            return NO
        return MAYBE


def _membership_sentence(
    name: str, party: str, member: Member, path: tuple[RelationEntry, ...], registry: Registry
) -> str:
    joined = f" (since {member.since})" if member.since else ""
    if not path:
        return f"{name} belongs to {party}{joined}"
    return _through(name, f"{party}{joined}", path, registry)


def _through(name: str, party: str, path: tuple[RelationEntry, ...], registry: Registry) -> str:
    chain = ", ".join(f"{r.type.replace('_', ' ')} {_named(r.to, registry)}" for r in path)
    return f"{name} answers through {party}: {chain}"


def _named(actor: str, registry: Registry) -> str:
    return registry.actors[actor].name if actor in registry.actors else actor


def _membership(s: Standing) -> Membership:
    assert s.party is not None
    return Membership(s.party, s.bound, s.sentence, s.basis, s.source, s.because)


def _treatment(s: Standing) -> tuple[object, ...]:
    others = tuple((m.party, m.bound, m.because) for m in s.others)
    excluded = tuple((e.range, e.areas, e.applies_to) for e in s.excluded)
    return s.bound, s.party, s.because, others, excluded, s.named


def _distinct(standings: Iterable[Standing]) -> list[Standing]:
    """One standing per way of being treated: members that count alike are one alternative, named together."""
    groups: dict[tuple[object, ...], Standing] = {}
    for s in standings:
        groups.setdefault(_treatment(s), s)
    return list(groups.values())
