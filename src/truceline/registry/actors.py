"""Actors in time: who a name means on a day, who they were related to, on which lists they stood.

Pure: built from loaded entries, no files. ``as_of`` is the state of knowledge (None: everything known).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from truceline.registry.model import ActorEntry, Alias, Dated, ListedName, ListEntry, OfficeHolder, Place, RelationEntry

CONTINUES = ("successor_of",)


def normal_name(name: str) -> str:
    """Name without case, marks, hyphens, apostrophes and doubled spaces; script kept."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(
        " " if c in "-–—_/." else c for c in folded if not unicodedata.combining(c) and c not in "'’ʼ‘`\"“”ʿʾ()"
    )
    return " ".join(kept.split())


def holds(entry: Dated, on: date | None, as_of: date | None) -> bool:
    """Whether a dated fact is true on a day and known at ``as_of``. ``on`` None: on any day."""
    if as_of is not None and entry.known_from is not None and entry.known_from > as_of.isoformat():
        return False
    if on is None:
        return True
    day = on.isoformat()
    return (entry.since is None or entry.since <= day) and (entry.until is None or day < entry.until)


@dataclass(frozen=True)
class NameMatch:
    """An actor that a name may mean. ``in_use``: used on that day (names are also used early)."""

    actor_id: str
    name: str
    in_use: bool


@dataclass(frozen=True)
class Listing:
    list_id: str
    name: str
    entity: str
    actor: str
    listed_from: str | None
    basis: str
    source: str | None
    by_name: bool  # the actor's own name is listed, not only an entity it continues


@dataclass
class Registry:
    """All registries of one armed conflict."""

    actors: dict[str, ActorEntry]
    offices: tuple[OfficeHolder, ...] = ()
    lists: dict[str, ListEntry] = field(default_factory=dict)
    listed: tuple[ListedName, ...] = ()
    places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        self._by_name: dict[str, list[tuple[str, Alias]]] = {}
        for actor in self.actors.values():
            own = Alias.model_validate({"name": actor.name})
            for alias in (own, *actor.names):
                self._by_name.setdefault(normal_name(alias.name), []).append((actor.id, alias))
        self._place_names: dict[str, list[Place]] = {}
        for place in self.places:
            for name in {normal_name(n) for n in (place.id, place.name, *place.names)}:
                self._place_names.setdefault(name, []).append(place)
        self.find = lru_cache(maxsize=None)(self._find)  # type: ignore[method-assign]
        self.lineage = lru_cache(maxsize=None)(self._lineage)  # type: ignore[method-assign]

    def find(self, name: str, on: date | None = None, as_of: date | None = None) -> tuple[NameMatch, ...]:
        return self._find(name, on, as_of)  # replaced by a cache in __post_init__

    def _find(self, name: str, on: date | None = None, as_of: date | None = None) -> tuple[NameMatch, ...]:
        """Actors a name (or an id) may mean, those using it on that day first. Empty: unknown, which stays unknown."""
        found: dict[str, NameMatch] = {}
        if name in self.actors:
            return (NameMatch(name, self.actors[name].name, True),)
        for actor_id, alias in self._by_name.get(normal_name(name), ()):
            if as_of is not None and not holds(alias, None, as_of):
                continue
            match = NameMatch(actor_id, alias.name, holds(alias, on, as_of))
            if actor_id not in found or (match.in_use and not found[actor_id].in_use):
                found[actor_id] = match
        return tuple(sorted(found.values(), key=lambda m: (not m.in_use, m.actor_id)))

    def relations(self, actor_id: str, on: date | None = None, as_of: date | None = None) -> list[RelationEntry]:
        actor = self.actors.get(actor_id)
        return [r for r in actor.relations if holds(r, on, as_of)] if actor else []

    def lineage(self, actor_id: str, as_of: date | None = None) -> tuple[str, ...]:
        return self._lineage(actor_id, as_of)

    def _lineage(self, actor_id: str, as_of: date | None = None) -> tuple[str, ...]:
        """The actor and all earlier actors that continue in it (renames, mergers), nearest first."""
        seen = [actor_id]
        for current in seen:
            for relation in self.relations(current, None, as_of):
                if relation.type in CONTINUES and relation.to not in seen:
                    seen.append(relation.to)
        return tuple(seen)

    def reach(
        self, actor_id: str, kinds: Iterable[str], on: date | None, as_of: date | None
    ) -> dict[str, tuple[RelationEntry, ...]]:
        """Actors reached upward over relations of these kinds on a day, each with the path taken (empty for itself)."""
        wanted = set(kinds)
        paths: dict[str, tuple[RelationEntry, ...]] = {actor_id: ()}
        queue = [actor_id]
        for current in queue:
            for relation in self.relations(current, on, as_of):
                if relation.type in wanted and relation.to not in paths:
                    paths[relation.to] = (*paths[current], relation)
                    queue.append(relation.to)
        return paths

    def listings(
        self, actor_id: str, on: date | None, as_of: date | None, lists: Iterable[str] | None = None
    ) -> list[Listing]:
        """Listings that hold for an actor on a day: by its own names, and by entities that continue in it."""
        wanted = set(lists) if lists is not None else None
        line = self.lineage(actor_id, as_of)
        found = []
        for row in self.listed:
            if wanted is not None and row.list not in wanted:
                continue
            if as_of is not None and row.known_from is not None and row.known_from > as_of.isoformat():
                continue
            if on is not None and not _listed_on(row, on):
                continue
            if row.actor == actor_id or row.actor in line or row.entity in line:
                found.append(
                    Listing(
                        row.list,
                        row.name,
                        row.entity,
                        row.actor,
                        row.listed_from,
                        row.basis,
                        row.source,
                        row.actor == actor_id,
                    )
                )
        return found

    def find_place(self, name: str) -> list[Place]:
        return self._place_names.get(normal_name(name), [])

    def holders(self, office_of: str, on: date | None = None) -> list[OfficeHolder]:
        return [o for o in self.offices if o.of == office_of and holds(o, on, None)]


def _listed_on(row: ListedName, on: date) -> bool:
    day = on.isoformat()
    return (row.listed_from is None or row.listed_from <= day) and (row.listed_until is None or day < row.listed_until)
