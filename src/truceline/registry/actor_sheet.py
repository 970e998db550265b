"""What the registry holds about one actor on one day, as plain data: what ``actor find`` prints and gives as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from truceline.registry.actors import CONTINUES, Listing, NameMatch, Registry, all_names, holds, normal_name
from truceline.registry.model import Dated, RelationEntry

Sheet = dict[str, Any]

SCRIPTS = {"LATIN": "Latin", "ARABIC": "Arabic", "CYRILLIC": "Cyrillic"}
JOINS = (*CONTINUES, "merged_into", "split_from")


def actor_sheet(registry: Registry, match: NameMatch, asked: str, on: date | None, as_of: date | None) -> Sheet:
    """Names, relations, lists and offices of a matched actor. ``on`` None: of all days; ``as_of`` None: all known."""
    actor = registry.actors[match.actor_id]
    names = [alias for alias in all_names(actor) if not alias.garbled and holds(alias, None, as_of)]
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "asked": asked,
        "asked_in_use": match.in_use,
        "early_name_of": match.early_name_of,
        "founded": actor.founded,
        "dissolved": actor.dissolved,
        "note": actor.note,
        "names": [
            {"name": a.name, "script": script_of(a.name), "lang": a.lang, "in_use": holds(a, on, as_of), **_when(a)}
            for a in names
        ],
        "relations": [_relation(registry, r.to, r) for r in registry.relations(actor.id, on, as_of)],
        "related_by": [_relation(registry, o, r) for o, r in registry.relations_to(actor.id, on, as_of)],
        "before": list(_before(registry, actor.id, as_of)),
        "after": list(_after(registry, actor.id, as_of)),
        "may_stand_for": [{"id": m, "name": registry.actors[m].name} for m in actor.may_include],
        "lists": lists_on(registry, actor.id, asked, on, as_of),
        "listed_later": listed_later(registry, actor.id, on, as_of),
        "offices": [
            {"office": o.office, "holder": o.holder, **_when(o)} for o in registry.holders(actor.id, on, as_of)
        ],
    }


def script_of(name: str) -> str:
    """The script of a name's first letter."""
    first = next((c for c in name if c.isalpha()), "")
    word = unicodedata.name(first, "").split(" ")[0]
    return SCRIPTS.get(word, word.capitalize() or "other")


def lists_on(registry: Registry, actor_id: str, asked: str, on: date | None, as_of: date | None) -> list[Sheet]:
    """Per list the names that stand on it that day, and how each of them leads to this actor."""
    found: dict[str, Sheet] = {}
    for listing in registry.listings(actor_id, on, as_of):
        found.setdefault(listing.list_id, _list(registry, listing, asked))["names"].append(
            _listed(registry, actor_id, listing)
        )
    for entry in found.values():
        entry["names"].sort(key=lambda n: (n["how"] != "own_name", n["listed_from"] or ""))
        entry["asked_name_is_listed"] = any(normal_name(n["name"]) == normal_name(asked) for n in entry["names"])
    return list(found.values())


def listed_later(registry: Registry, actor_id: str, on: date | None, as_of: date | None) -> list[Sheet]:
    """The actor's own names that came onto a list after that day: the first of each list."""
    first: dict[str, Listing] = {}
    if on is not None:
        now = {x.list_id for x in registry.listings(actor_id, on, as_of) if x.by_name}
        later = (x for x in registry.listings(actor_id, None, as_of) if (x.listed_from or "") > on.isoformat())
        for listing in sorted(later, key=lambda x: x.listed_from or ""):
            if listing.by_name and listing.list_id not in now:
                first.setdefault(listing.list_id, listing)
    return [{"list": key, **_listed(registry, actor_id, listing)} for key, listing in first.items()]


def _list(registry: Registry, listing: Listing, asked: str) -> Sheet:
    entry = registry.lists.get(listing.list_id)
    authority = entry.authority if entry else listing.list_id
    named = registry.actors[authority].name if authority in registry.actors else authority
    return {"list": listing.list_id, "authority": named, "title": entry.title if entry else "", "names": []}


def _listed(registry: Registry, actor_id: str, listing: Listing) -> Sheet:
    how = "own_name" if listing.by_name else "same_entry"
    if not listing.by_name and listing.actor in registry.lineage(actor_id):
        how = "continued_entity"
    return {
        "name": listing.name,
        "ref": listing.ref,
        "how": how,
        "denotes": listing.actor,
        "listed_from": listing.listed_from,
        "listed_until": listing.listed_until,
        "known_from": listing.known_from,
        "basis": listing.basis,
        "source": listing.source,
        "note": listing.note,
    }


def _relation(registry: Registry, other: str, relation: RelationEntry) -> Sheet:
    name = registry.actors[other].name if other in registry.actors else other
    shown = {"detail": relation.detail, "readings": dict(relation.readings), "note": relation.note}
    return {"type": relation.type, "other": other, "other_name": name, **_when(relation), **shown}


def _before(registry: Registry, actor_id: str, as_of: date | None) -> Iterable[Sheet]:
    """What continues in this actor, went into it or it broke from, over all days."""
    for relation in registry.relations(actor_id, None, as_of):
        if relation.type in (*CONTINUES, "split_from"):
            yield _relation(registry, relation.to, relation)
    for other, relation in registry.relations_to(actor_id, None, as_of):
        if relation.type == "merged_into":
            yield _relation(registry, other, relation)


def _after(registry: Registry, actor_id: str, as_of: date | None) -> Iterable[Sheet]:
    for other, relation in registry.relations_to(actor_id, None, as_of):
        if relation.type in (*CONTINUES, "split_from"):
            yield _relation(registry, other, relation)
    for relation in registry.relations(actor_id, None, as_of):
        if relation.type == "merged_into":
            yield _relation(registry, relation.to, relation)


def _when(entry: Dated) -> Sheet:
    return {
        "from": entry.since,
        "until": entry.until,
        "known_from": entry.known_from,
        "basis": entry.basis,
        "source": entry.source,
    }
