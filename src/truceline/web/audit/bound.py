"""Rows that entries vouch for one by one: each entry holds the digest of every such row that its write left behind.

The last entry about a row says what it has to be now. A row that no entry tells of was added around the service, one
that an entry tells of and that is not there was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction

from truceline.web.audit.actions import BOUND, append
from truceline.web.audit.aside import Aside, Notes
from truceline.web.audit.chain import Bound
from truceline.web.audit.models import Entry, detail_of
from truceline.web.schema import is_current

EARLIER = "bind_earlier_rows"
AT_ONCE = 2000  # rows an entry
ENTRIES_AT_ONCE = 50  # each may hold the digests of so many rows
Told = dict[str, Notes]  # table -> key of a row -> the last entry about it, its digest there


def bound_models() -> list[Any]:
    return sorted((m for m in apps.get_models() if issubclass(m, Bound)), key=lambda m: m._meta.db_table)


def changed_bound(models: Sequence[Any] | None = None) -> Iterator[str]:
    """One sentence for each row that is not as its last entry says, is gone, or was never told."""
    with Aside() as aside:
        told = told_rows(aside)
        for model in models if models is not None else bound_models():
            yield from _of_table(model, told.get(model._meta.db_table) or aside.notes())


def told_rows(aside: Aside) -> Told:
    found: Told = {}
    entries = Entry.objects.filter(detail__contains=f'"{BOUND}":').order_by("seq").values_list("seq", "detail")
    for seq, detail in entries.iterator(ENTRIES_AT_ONCE):
        for table, rows in detail_of(detail).get(BOUND, {}).items():
            if table not in found:
                found[table] = aside.notes()
            found[table].put_all((key, seq, said) for key, said in rows.items())
    return found


def _of_table(model: Any, told: Notes) -> Iterator[str]:
    name = model._meta.verbose_name
    for row in model._base_manager.order_by("pk").iterator(AT_ONCE):
        seq, said = told.pop(str(row.pk)) or (0, "")
        if not seq:
            yield f"no entry tells of {name} {row.pk}: it was added around the service"
        elif row.bound_digest() != said:
            yield f"entry {seq}: {name} {row.pk} is not what was written then"
    for key, seq, _said in told.rest():
        yield f"entry {seq}: {name} {key}, which was written then, is gone"


def bind_earlier_rows() -> None:
    """Once in a service's life, when it comes to the release that binds rows one by one: those that are there already
    are bound as they stand. What was done to them before cannot be told by this, only by the entries of their time.
    """
    with transaction.atomic(), Aside() as aside:
        if Entry.objects.filter(action=EARLIER).exists():
            return
        told, count = told_rows(aside), 0
        for model in bound_models():
            known = told.get(model._meta.db_table) or aside.notes()
            rows = (r for r in model._base_manager.order_by("pk").iterator(AT_ONCE) if known.get(str(r.pk)) is None)
            while part := list(islice(rows, AT_ONCE)):
                append("engine", EARLIER, ("table", model._meta.db_table), {"rows": len(part)}, rows=part)
                count += len(part)
        append("engine", EARLIER, ("database", ""), {"rows": count})


def after_migration(sender: Any, **kwargs: Any) -> None:
    """Whoever brings a database to this release binds its rows; on the way to an earlier one there is nothing to do."""
    if is_current():
        bind_earlier_rows()
