"""Entries are appended here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from truceline.web.audit.chain import GENESIS, Bound, canonical, entry_hash, merkle_root
from truceline.web.audit.models import Entry

LOCK = 7_418_563_201  # an arbitrary number: the chain's own advisory lock
GROUPING = 7_418_563_202  # of who changes which incident a report is in; taken before the chain's, never after
BOUND = "bound"  # what an entry's detail holds digests of rows under


def append(
    actor: Any,
    action: str,
    target: tuple[str, str],
    detail: dict[str, Any] | None = None,
    digests: Sequence[str] = (),
    rows: Iterable[Bound] = (),
) -> Entry:
    """One entry for a write, a batch (``digests`` of its rows) or a guarded read. ``rows``: what the write left behind
    in tables whose rows are held one by one, as saved.

    Runs inside the transaction of what it tells about: both are kept or neither. Raises RuntimeError outside one.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction of what it tells about")
    hold()
    told = dict(detail or {})
    if bound := bound_digests(rows):
        told[BOUND] = bound
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    fields: dict[str, Any] = {
        "seq": last[0] + 1,
        "at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "actor": getattr(actor, "username", None) or str(actor or "nobody"),
        "action": action,
        "target_type": target[0],
        "target_id": str(target[1])[:200],
        "detail": canonical(told),
        "rows_count": len(digests),
        "rows_root": merkle_root(digests),
        "previous_hash": last[1],
    }
    return Entry.objects.create(**fields, hash=entry_hash(fields))


def bound_digests(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """table -> key -> digest."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row._meta.db_table, {})[str(row.pk)] = row.bound_digest()
    return found


def hold(lock: int = LOCK) -> None:
    """Nobody else appends until this transaction ends, and what is read from here on is what stands then.

    With ``GROUPING``: nobody else groups. SQLite's transactions are IMMEDIATE: there is one writer already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def log_read(actor: Any, what: str, ids: Sequence[str]) -> None:
    """A read of raw reports, source identities or protected sites: who saw which, before it is shown."""
    if ids:
        with transaction.atomic():
            append(actor, "read", (what, ids[0] if len(ids) == 1 else ""), {"ids": list(ids)})
