"""Actors in time: who a name means on a day, who they were related to, on which lists they stood.

Pure: built from loaded entries, no files. ``on`` is the day of the fact (None: any day), ``as_of`` the state of
knowledge (None: everything known). Between two days on which nothing in the registry begins or ends every answer is the
same, so answers are kept per span between such days: the cache stays small however many days are asked for.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from truceline.registry.model import ActorEntry, Alias, Dated, ListedName, ListEntry, OfficeHolder, Place, RelationEntry

CONTINUES = ("successor_of",)

SPACES = frozenset("-–—_/.")
DROPPED = frozenset("'’ʼ‘`\"“”ʿʾ()ـ")

Path = tuple[RelationEntry, ...]
Span = tuple[int, int]


@lru_cache(maxsize=65_536)
def normal_name(name: str) -> str:
    """Name without case, marks, hyphens, apostrophes, invisible direction signs and doubled spaces; script kept."""
    kept = []
    for sign in unicodedata.normalize("NFKD", name).casefold():
        if sign in SPACES:
            kept.append(" ")
        elif sign not in DROPPED and not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf":
            kept.append(sign)
    return " ".join("".join(kept).split())


def holds(entry: Dated, on: date | None, as_of: date | None) -> bool:
    """Whether a dated fact is true on a day and known at ``as_of``. ``on`` None: on any day."""
    return _known(entry.known_from, as_of) and _between(entry.since, entry.until, on)


@dataclass(frozen=True)
class NameMatch:
    """An actor that a name may mean. ``in_use``: used on that day (names are also used early and late).

    ``early_name_of``: the name belongs to this later actor, which did not exist yet; whoever writes it means the group
    that existed then and continues in it.
    """

    actor_id: str
    name: str
    in_use: bool
    early_name_of: str | None = None


@dataclass(frozen=True)
class Listing:
    """One name on one list. ``by_name``: the actor's own name is listed, not only that of an entity it continues."""

    list_id: str
    name: str
    entity: str
    actor: str
    listed_from: str | None
    basis: str
    source: str | None
    by_name: bool
    listed_until: str | None = None
    known_from: str | None = None
    ref: str | None = None
    note: str | None = None


@dataclass
class Registry:
    """All registries of one armed conflict. Not to be changed after it is built."""

    actors: dict[str, ActorEntry]
    offices: tuple[OfficeHolder, ...] = ()
    lists: dict[str, ListEntry] = field(default_factory=dict)
    listed: tuple[ListedName, ...] = ()
    places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        self._by_name: dict[str, list[tuple[str, Alias]]] = {}
        for actor in self.actors.values():
            for alias in all_names(actor):
                self._by_name.setdefault(normal_name(alias.name), []).append((actor.id, alias))
        self._towards: dict[str, list[tuple[str, RelationEntry]]] = {}
        for actor in self.actors.values():
            for relation in actor.relations:
                self._towards.setdefault(relation.to, []).append((actor.id, relation))
        self._place_names: dict[str, list[Place]] = {}
        for place in self.places:
            for name in {normal_name(n) for n in (place.id, place.name, *place.names)}:
                self._place_names.setdefault(name, []).append(place)
        self._turning_days, self._knowledge_days = self._days()
        self._found: dict[tuple[str, Span], tuple[NameMatch, ...]] = {}
        self._lines: dict[tuple[str, int, bool], tuple[str, ...]] = {}
        self._reached: dict[tuple[str, frozenset[str], Span], Mapping[str, Path]] = {}
        self._listings: dict[tuple[str, Span], tuple[Listing, ...]] = {}

    # names -----------------------------------------------------------------------------------------------------------

    def find(self, name: str, on: date | None = None, as_of: date | None = None) -> tuple[NameMatch, ...]:
        """Actors a name (or an id) may mean, those using it on that day first. Empty: unknown, which stays unknown."""
        key = (name, self._span(on, as_of))
        if key not in self._found:
            self._found[key] = self._find(name, on, as_of)
        return self._found[key]

    def _find(self, name: str, on: date | None, as_of: date | None) -> tuple[NameMatch, ...]:
        if name in self.actors:
            return (NameMatch(name, self.actors[name].name, True),)
        found: dict[str, NameMatch] = {}
        for actor_id, alias in self._by_name.get(normal_name(name), ()):
            if not _known(alias.known_from, as_of):
                continue
            then = self.existing_on(actor_id, on, as_of)
            early = actor_id if then != actor_id else None
            match = NameMatch(then, alias.name, early is None and holds(alias, on, as_of), early)
            if then not in found or (match.in_use and not found[then].in_use):
                found[then] = match
        return tuple(sorted(found.values(), key=lambda m: (not m.in_use, m.actor_id)))

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that may be shown, with the id of its actor."""
        for actor in self.actors.values():
            for alias in all_names(actor):
                if not alias.garbled:
                    yield alias.name, actor.id

    def existing_on(self, actor_id: str, on: date | None, as_of: date | None = None) -> str:
        """The actor itself, or the nearest one it continues that already existed on that day."""
        if on is None:
            return actor_id
        day = on.isoformat()
        for earlier in self.lineage(actor_id, as_of):
            founded = self.actors[earlier].founded if earlier in self.actors else None
            if founded is None or founded <= day:
                return earlier
        return actor_id

    # relations -------------------------------------------------------------------------------------------------------

    def relations(self, actor_id: str, on: date | None = None, as_of: date | None = None) -> list[RelationEntry]:
        """Relations from this actor to others that hold on a day."""
        actor = self.actors.get(actor_id)
        return [r for r in actor.relations if holds(r, on, as_of)] if actor else []

    def relations_to(
        self, actor_id: str, on: date | None = None, as_of: date | None = None
    ) -> list[tuple[str, RelationEntry]]:
        """Relations of others to this actor that hold on a day, each with the other's id."""
        return [(other, r) for other, r in self._towards.get(actor_id, ()) if holds(r, on, as_of)]

    def lineage(self, actor_id: str, as_of: date | None = None, verified: bool = False) -> tuple[str, ...]:
        """The actor and all earlier actors that continue in it (renames, mergers), nearest first.

        ``verified``: only over successions that do not rest on background knowledge (basis B).
        """
        key = (actor_id, self._span(None, as_of)[1], verified)
        if key not in self._lines:
            line = [actor_id]
            for current in line:
                steps = (
                    r.to
                    for r in self.relations(current, None, as_of)
                    if r.type in CONTINUES and not (verified and r.basis == "B")
                )
                line += [earlier for earlier in dict.fromkeys(steps) if earlier not in line]
            self._lines[key] = tuple(line)
        return self._lines[key]

    def reach(
        self, actor_id: str, kinds: Iterable[str], on: date | None, as_of: date | None
    ) -> Mapping[str, tuple[RelationEntry, ...]]:
        """Actors reached upward over relations of these kinds on a day, each with the path taken (empty for itself)."""
        key = (actor_id, frozenset(kinds), self._span(on, as_of))
        if key not in self._reached:
            paths: dict[str, Path] = {actor_id: ()}
            queue = [actor_id]
            for current in queue:
                for relation in self.relations(current, on, as_of):
                    if relation.type in key[1] and relation.to not in paths:
                        paths[relation.to] = (*paths[current], relation)
                        queue.append(relation.to)
            self._reached[key] = MappingProxyType(paths)
        return self._reached[key]

    # lists, places, offices ------------------------------------------------------------------------------------------

    def listings(
        self, actor_id: str, on: date | None, as_of: date | None, lists: Iterable[str] | None = None
    ) -> list[Listing]:
        """Listings that hold for an actor on a day: by its own names, and by names of an entity it is or continues."""
        key = (actor_id, self._span(on, as_of))
        if key not in self._listings:
            line = self.lineage(actor_id, as_of)
            self._listings[key] = tuple(
                _listing(row, row.actor == actor_id)
                for row in self.listed
                if _known(row.known_from, as_of)
                and _between(row.listed_from, row.listed_until, on)
                and (row.actor in line or row.entity in line)
            )
        wanted = None if lists is None else frozenset(lists)
        return [x for x in self._listings[key] if wanted is None or x.list_id in wanted]

    def find_place(self, name: str) -> list[Place]:
        """Places that a name or an id may mean: 'Aleppo' is a governorate and a city."""
        return self._place_names.get(normal_name(name), [])

    def holders(self, office_of: str, on: date | None = None, as_of: date | None = None) -> list[OfficeHolder]:
        """Who held the offices of an actor on a day."""
        return [o for o in self.offices if o.of == office_of and holds(o, on, as_of)]

    # spans -----------------------------------------------------------------------------------------------------------

    def turning_days(self) -> list[date]:
        """The days on which any fact of the registry begins or ends: between two, no answer can differ."""
        return list(self._turning_days)

    def knowledge_days(self) -> list[date]:
        """The days on which any fact of the registry became known, in order; empty where none says."""
        return list(self._knowledge_days)

    def _days(self) -> tuple[list[date], list[date]]:
        """The sorted days on which a fact begins or ends, and those on which one became known."""
        turning: set[str | None] = set()
        known: set[str | None] = set()
        for actor in self.actors.values():
            turning |= {actor.founded}
            for entry in (*actor.names, *actor.relations):
                turning |= {entry.since, entry.until}
                known.add(entry.known_from)
        for row in self.listed:
            turning |= {row.listed_from, row.listed_until}
            known.add(row.known_from)
        return _sorted_days(turning), _sorted_days(known)

    def _span(self, on: date | None, as_of: date | None) -> Span:
        """Two days with the same span get the same answer from every question."""
        return (
            -1 if on is None else bisect_right(self._turning_days, on),
            -1 if as_of is None else bisect_right(self._knowledge_days, as_of),
        )


def all_names(actor: ActorEntry) -> tuple[Alias, ...]:
    """The actor's own name and its others. Its own counts from its founding, unless it is dated among the others."""
    if any(alias.name == actor.name for alias in actor.names):
        return tuple(actor.names)
    return (Alias.model_validate({"name": actor.name, "from": actor.founded}), *actor.names)


def _known(known_from: str | None, as_of: date | None) -> bool:
    return as_of is None or known_from is None or known_from <= as_of.isoformat()


def _between(since: str | None, until: str | None, on: date | None) -> bool:
    if on is None:
        return True
    day = on.isoformat()
    return (since is None or since <= day) and (until is None or day < until)


def _listing(row: ListedName, by_name: bool) -> Listing:
    return Listing(
        list_id=row.list,
        name=row.name,
        entity=row.entity,
        actor=row.actor,
        listed_from=row.listed_from,
        basis=row.basis,
        source=row.source,
        by_name=by_name,
        listed_until=row.listed_until,
        known_from=row.known_from,
        ref=row.ref,
        note=row.note,
    )


def _sorted_days(days: Iterable[str | None]) -> list[date]:
    return sorted(date.fromisoformat(day) for day in days if day)
