"""Declared inventory against what was seen: holdings by site and calibre. Nothing is concluded from not having looked.

Source: docs/methods/commitments.md#withdrawals
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

KEY = ("agreement_id", "provision_id", "party", "site", "weapon", "system", "calibre_mm")
WHATS = ("declared", "observed", "withdrawn", "not_verified")


@dataclass(frozen=True)
class HoldingLine:
    """One kind of weapon at one site. Each of ``latest`` is the last word by that kind of claim, or None.

    ``missing``: declared less observed less withdrawn, None where it was not both declared and looked at.
    ``says``: *agrees*, *fewer_seen*, *more_seen*, *not_looked*, *undeclared*, *not_verified*.
    """

    key: tuple[Any, ...]
    latest: dict[str, dict[str, Any] | None]
    missing: int | None
    says: str
    claims: tuple[dict[str, Any], ...]


def compare_holdings(rows: Iterable[dict[str, Any]]) -> list[HoldingLine]:
    """Lines in order of party, site and weapon; every claim is kept beside its line."""
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(tuple(row[k] for k in KEY), []).append(row)
    lines = []
    for key in sorted(grouped, key=lambda k: tuple(str(v) for v in k)):
        claims = sorted(grouped[key], key=lambda r: (r["happened_from"], r["known_from"], r["holding_id"]))
        latest: dict[str, dict[str, Any] | None] = {
            what: next((c for c in reversed(claims) if c["what"] == what), None) for what in WHATS
        }
        missing, says = _weigh(latest)
        lines.append(HoldingLine(key, latest, missing, says, tuple(claims)))
    return lines


def _weigh(latest: dict[str, dict[str, Any] | None]) -> tuple[int | None, str]:
    declared, seen, gone, unverified = (latest[what] for what in WHATS)
    if unverified is not None and unverified["count"] > 0:
        return (_gap(declared, seen, gone), "not_verified")
    if declared is None:
        return None, "undeclared"
    gap = _gap(declared, seen, gone)
    if gap is None:
        return None, "not_looked"
    return gap, "agrees" if gap == 0 else "fewer_seen" if gap > 0 else "more_seen"


def _gap(declared: dict[str, Any] | None, seen: dict[str, Any] | None, gone: dict[str, Any] | None) -> int | None:
    """None where nobody looked: a withdrawal that is only claimed does not make an inventory agree."""
    if declared is None or seen is None:
        return None
    return int(declared["count"]) - int(seen["count"]) - (int(gone["count"]) if gone is not None else 0)
