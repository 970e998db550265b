"""Claims as they were known on a day: nothing later is counted, listed or named.

Source: docs/methods/diplomacy.md
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from truceline.tables.source_texts import ClaimTables

OWN_DAY = ("known_on", "received_at", "listed_on", "lodged_on", "sent_at", "on", "from_date")
TIMELESS = ("named_actors", "matters")  # who is meant by a name, and what a matter is called


def known_by(claims: ClaimTables, day: date) -> ClaimTables:
    """The same tables without rows that became known after ``day``.

    A row is known from its own day, else from the day its text came out; a meeting from the earlier of the two, for it
    may have been announced; a statement from its text, for its own day may be that of what it is about. A row with
    neither day is left out: nobody can say that it was known.
    """
    published = {t["text_id"]: t["published_on"] for t in claims.texts.to_pylist()}
    kept: ClaimTables = _cut(claims, day, published)
    return kept


def _cut(holder: Any, day: date, published: Mapping[str, date | None]) -> Any:
    changes: dict[str, Any] = {}
    for item in fields(holder):
        value = getattr(holder, item.name)
        if is_dataclass(value) and not isinstance(value, type):
            changes[item.name] = _cut(value, day, published)
        elif isinstance(value, pa.Table) and item.name not in TIMELESS and _dated(value):
            keep = [_known(row, day, published) for row in value.select(_dated(value)).to_pylist()]
            changes[item.name] = value.filter(pa.array(keep, pa.bool_()))
    return replace(holder, **changes)


def _dated(table: pa.Table) -> list[str]:
    return [name for name in (*OWN_DAY, "published_on", "text_id", "statement_id") if name in table.schema.names]


def _known(row: Mapping[str, Any], day: date, published: Mapping[str, date | None]) -> bool:
    own = next((row[name] for name in OWN_DAY if row.get(name) is not None), None)
    told = row.get("published_on") or published.get(row.get("text_id") or "")
    days = [d for d in (own, told) if d is not None]
    if not days:
        return False
    first = min(map(_day, days)) if "from_date" in row else _day(days[-1 if "statement_id" in row else 0])
    return first <= day


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
