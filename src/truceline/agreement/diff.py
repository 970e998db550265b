"""How two encodings differ, part by part: for amendments, and for two people who encoded one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from truceline.agreement.model import Agreement

LISTS = (
    "parties", "roles", "readings", "areas", "in_force", "status_events", "certifications", "determinations",
    "consents", "endorsements", "interpreters", "rulings", "exclusions", "provisions", "relations",
)  # fmt: skip
HEAD = ("title", "kind", "timezone", "calendar", "signed", "scope", "thresholds", "armed_conflict")


@dataclass(frozen=True)
class Change:
    """``part``: where, as ``provisions/1a``. ``before`` and ``after`` are None where the part is only in one."""

    what: Literal["added", "removed", "changed"]
    part: str
    key: str | None
    before: Any
    after: Any


def changes(left: Agreement, right: Agreement) -> list[Change]:
    """From ``left`` to ``right``, in the order of the language."""
    a, b = (x.model_dump(by_alias=True, exclude_defaults=False) for x in (left, right))
    found = [Change("changed", "agreement", k, a[k], b[k]) for k in HEAD if a[k] != b[k]]
    for name in LISTS:
        found += _parts(name, _named(a[name]), _named(b[name]))
    return found


def _named(parts: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Parts by their id, else by what tells them apart; a second one of a name gets a number."""
    out: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        name = next((str(part[k]) for k in ("id", "actor", "instrument", "on", "from") if part.get(k)), "?")
        number = 1
        while (label := name if number == 1 else f"{name} ({number})") in out:
            number += 1
        out[label] = part
    return out


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
                before, after = left[label].get(key), right[label].get(key)
                if before != after:
                    yield Change("changed", part, key, before, after)
