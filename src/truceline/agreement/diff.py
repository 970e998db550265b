"""How two encodings differ, part by part: for amendments, and for two people who encoded one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from truceline.agreement.model import Agreement

LISTS = (
    "parties", "roles", "readings", "areas", "in_force", "status_events", "certifications", "determinations",
    "consents", "endorsements", "interpreters", "rulings", "exclusions", "provisions", "relations",
    "sources",
)  # fmt: skip
HEAD = (
    "title", "short_title", "kind", "example", "timezone", "calendar", "signed", "scope", "thresholds",
    "armed_conflict", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """``part``: where, as ``provisions/1a``. ``before`` and ``after`` are None where the part is only in one.

    ``key``: what of it differs, as ``quantity/max`` where it stands within a key.
    """

    what: Literal["added", "removed", "changed"]
    part: str
    key: str | None
    before: Any
    after: Any


def changes(left: Agreement, right: Agreement) -> list[Change]:
    """From ``left`` to ``right``, in the order of the language."""
    a, b = (x.model_dump(by_alias=True, exclude_defaults=False) for x in (left, right))
    found = [Change("changed", "agreement", *apart) for k in HEAD for apart in _apart(k, a[k], b[k])]
    for name in LISTS:
        found += _parts(name, _named(a[name]), _named(b[name]))
    return found


def _named(parts: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Parts by their id, else by what tells them apart; a second one of a name gets a number."""
    out: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        name = _name(part) or "?"
        number = 1
        while (label := name if number == 1 else f"{name} ({number})") in out:
            number += 1
        out[label] = part
    return out


def _name(part: Mapping[str, Any]) -> str | None:
    return next((str(part[k]) for k in ("id", "actor", "instrument", "on", "from") if part.get(k)), None)


def _parts(name: str, left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterable[Change]:
    for label in [*left, *(k for k in right if k not in left)]:
        part = f"{name}/{label}"
        if label not in right:
            yield Change("removed", part, None, left[label], None)
        elif label not in left:
            yield Change("added", part, None, None, right[label])
        else:
            keys = dict.fromkeys((*left[label], *right[label]))
            for key in keys:
                for apart in _apart(key, left[label].get(key), right[label].get(key)):
                    yield Change("changed", part, *apart)


def _apart(key: str, before: Any, after: Any) -> Iterable[tuple[str, Any, Any]]:
    """The innermost keys that differ; lists of parts are gone through by id, other values differ as a whole."""
    if before == after:
        return
    left, right = _by_key(before), _by_key(after)
    if left is None or right is None:
        yield key, before, after
        return
    for inner in dict.fromkeys((*left, *right)):
        yield from _apart(f"{key}/{inner}", left.get(inner), right.get(inner))


def _by_key(value: Any) -> Mapping[str, Any] | None:
    """The keys of a part, or the parts of a list by their ids; None for what has neither."""
    if isinstance(value, Mapping):
        return value
    named = isinstance(value, list) and value and all(isinstance(v, Mapping) and _name(v) for v in value)
    return _named(value) if named else None
