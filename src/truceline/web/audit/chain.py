"""The arithmetic of the chain: canonical bytes, hashes, Merkle roots. No database here."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

GENESIS = "0" * 64
HASHED = (
    "seq",
    "at",
    "actor",
    "action",
    "target_type",
    "target_id",
    "detail",
    "rows_count",
    "rows_root",
    "previous_hash",
)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


# Made once: json.dumps would make one for every value.
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def canonical(value: Any) -> str:
    """One text for one value, whatever the order of its keys. Times are ISO 8601."""
    return ENCODER.encode(value)


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


class Digested:
    """A row that an entry of the chain vouches for: all its columns but those that say so."""

    EXTRA: tuple[str, ...] = ("digest", "audit_seq")

    def own_digest(self) -> str:
        """What ``digest`` has to be while nobody changes the row."""
        fields = self._meta.fields  # type: ignore[attr-defined]
        return digest({f.name: getattr(self, f.attname) for f in fields if f.name not in self.EXTRA})


class Bound:
    """A row whose digest stands in each entry about a write of it, under its table and key (audit/bound.py).

    ``BOUND``: the columns that are held, all if empty; ``UNBOUND``: those that the background work or a library
    changes without an entry. A column that holds nothing is no part, so that one that comes later leaves digests as
    they are.
    """

    BOUND: tuple[str, ...] = ()
    UNBOUND: tuple[str, ...] = ()

    def bound_digest(self) -> str:
        """What the entry about the row's last write says, while nobody changes the row."""
        fields = self._meta.concrete_fields  # type: ignore[attr-defined]
        held = [f for f in fields if f.name not in self.UNBOUND and (not self.BOUND or f.name in self.BOUND)]
        said = {f.attname: as_kept(getattr(self, f.attname)) for f in held} | self.bound_besides()
        return digest({name: value for name, value in said.items() if value is not None})

    def bound_besides(self) -> dict[str, Any]:
        """What belongs to the row and stands in other tables."""
        return {}


def salt() -> str:
    """A column of rows that name people: without it, whoever reads the log could try names and numbers against their
    digests."""
    return secrets.token_hex(16)


def as_kept(value: Any) -> Any:
    """A value in memory as both databases give it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, timedelta):
        return value / timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return {str(k): as_kept(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_kept(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # PostgreSQL writes large ones without a point
    return value


def entry_hash(fields: dict[str, Any]) -> str:
    """The hash of an entry over all that it says and the hash of the one before it."""
    return digest([fields[name] for name in HASHED])


def merkle_root(digests: Iterable[str]) -> str:
    """One hash over many rows, in their order; empty for none. Leaves and nodes are hashed apart (RFC 6962).

    Holds one node a level: the digests may come one after the other.
    """
    open_nodes: list[tuple[int, str]] = []  # (level, hash) of whole trees, each lower than the one before it
    for each in digests:
        level, node = 0, hashlib.sha256(b"\x00" + each.encode()).hexdigest()
        while open_nodes and open_nodes[-1][0] == level:
            level, node = level + 1, _above(open_nodes.pop()[1], node)
        open_nodes.append((level, node))
    if not open_nodes:
        return ""
    root = open_nodes.pop()[1]
    while open_nodes:
        root = _above(open_nodes.pop()[1], root)
    return root


def _above(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + (left + right).encode()).hexdigest()
