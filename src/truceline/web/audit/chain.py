"""The arithmetic of the chain: canonical bytes, hashes, Merkle roots. No database here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
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


def entry_hash(fields: dict[str, Any]) -> str:
    """The hash of an entry over all that it says and the hash of the one before it."""
    return digest([fields[name] for name in HASHED])


def merkle_root(digests: Sequence[str]) -> str:
    """One hash over many rows, in their order; empty for none. Leaves and nodes are hashed apart (RFC 6962)."""
    level = [hashlib.sha256(b"\x00" + d.encode()).hexdigest() for d in digests]
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [hashlib.sha256(b"\x01" + (a + b).encode()).hexdigest() for a, b in pairs] + odd
    return level[0] if level else ""
