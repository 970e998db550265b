"""One actor or list that several registry files define: joined where they agree in substance, else refused.

Source: docs/methods/registries.md
"""

from __future__ import annotations

from typing import Any

from truceline.registry.actors import normal_name
from truceline.registry.model import ActorEntry, Alias, ListEntry
from truceline.vocabulary.terms import CIVILIANS


def difference(first: ActorEntry | ListEntry, second: ActorEntry | ListEntry) -> str | None:
    """Why two entries of one id are not one and the same, or None where they are.

    Actors agree when they are of one kind, share a name and name no different day of founding or end. Lists agree when
    authority and title do.
    """
    keys = ("authority", "title") if isinstance(first, ListEntry) else ("kind", "founded", "dissolved")
    for key in keys:
        left, right = getattr(first, key), getattr(second, key)
        if left != right and (None not in (left, right)):
            return f"'{key}' is {left} there and {right} here"
    if not (isinstance(first, ActorEntry) and isinstance(second, ActorEntry)) or first.id == CIVILIANS:
        return None  # civilians are civilians, whatever a registry calls them
    if _names(first) & _names(second):
        return None
    return f"'{first.name}' there and '{second.name}' here share no name"


def joined(first: Any, second: Any) -> Any:
    """Both entries as one; nothing that either says is lost, and the order of the files decides nothing.

    The name shown is the one that comes first in the alphabet; the other stays as a further name.
    """
    if isinstance(first, ListEntry):
        return min(first, second, key=lambda e: (e.source is None, e.source or ""))
    first, second = sorted((first, second), key=lambda e: (e.name, e.model_dump_json()))
    renamed = [] if second.name == first.name else [Alias.model_validate({"name": second.name})]
    changes = {
        key: sorted(_distinct([*getattr(first, key), *more]), key=_text)
        for key, more in (
            ("names", [*second.names, *renamed]),
            ("relations", second.relations),
            ("may_include", second.may_include),
        )
    }
    kept = {k: getattr(first, k) or getattr(second, k) for k in ("founded", "dissolved", "source")}
    note = " ".join(_distinct([n for n in (first.note, second.note) if n])) or None
    return first.model_copy(update={**changes, **kept, "note": note})


def _names(entry: ActorEntry) -> set[str]:
    return {normal_name(n) for n in (entry.name, *(alias.name for alias in entry.names))}


def _distinct(items: list[Any]) -> list[Any]:
    """Without repetitions, order kept."""
    return list({_text(item): item for item in reversed(items)}.values())[::-1]


def _text(item: Any) -> str:
    return item if isinstance(item, str) else str(item.model_dump_json())
