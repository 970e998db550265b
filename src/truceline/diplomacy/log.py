"""The log as one line of time: contacts and meetings, who took part in which capacity, what they were about.

Source: docs/methods/diplomacy.md
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

ENTRY = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("form", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("from", pa.date32()),
        pa.field("until", pa.date32()),
        pa.field("initiator", pa.string()),
        pa.field("actors", pa.list_(pa.string()), nullable=False),
        pa.field("topic", pa.string()),
        pa.field("claimant", pa.string()),
        pa.field("source", pa.string(), nullable=False),
        pa.field("text_id", pa.string()),
        pa.field("basis", pa.string()),
    ]
)


@dataclass(frozen=True)
class Log:
    """Entries ordered by day, undated ones last; who takes part in them, and what they are about."""

    entries: pa.Table
    actor_rows: pa.Table
    agenda: pa.Table

    def between(
        self, since: date | None = None, until: date | None = None, actor: str | None = None, about: str | None = None
    ) -> pa.Table:
        """Entries whose days touch ``[since, until)``, undated ones only where no day is asked for.

        ``actor``: taking part or starting it. ``about``: on the agenda.
        """
        rows = self.entries
        keep: Any = pc.is_valid(rows["id"])
        if since is not None:
            keep = pc.and_(keep, pc.fill_null(pc.greater(rows["until"], pa.scalar(since)), False))
        if until is not None:
            keep = pc.and_(keep, pc.fill_null(pc.less(rows["from"], pa.scalar(until)), False))
        if actor is not None:
            ids = self.actor_rows.filter(pc.equal(self.actor_rows["actor"], actor))["id"]
            keep = pc.and_(keep, pc.is_in(rows["id"], ids.combine_chunks()))
        if about is not None:
            ids = self.agenda.filter(pc.equal(self.agenda["ref"], about))["of"]
            keep = pc.and_(keep, pc.is_in(rows["id"], ids.combine_chunks()))
        return rows.filter(keep)


def open_log(contacts: pa.Table, meetings: pa.Table, agenda: pa.Table) -> Log:
    """Contacts and meetings as one log.

    Rows:   one per contact and per meeting, ordered by first day and id; nothing is dropped for lack of a day.
    Reads:  a contact of unsure day lasts from its earliest to its latest candidate; undated: null.
    """
    entries = pa.concat_tables([_contacts(contacts), _meetings(meetings)]).combine_chunks()
    order = pc.sort_indices(entries, [("from", "ascending"), ("id", "ascending")])
    entries = entries.take(order)
    return Log(entries, _actor_rows(entries), agenda)


def _contacts(table: pa.Table) -> pa.Table:
    first, last = _bounds(table)
    nothing = pa.nulls(table.num_rows, pa.string())
    columns = {
        "id": table["contact_id"], "form": nothing.fill_null("contact"), "kind": table["kind"], "from": first,
        "until": _next_day(last), "initiator": table["initiator"], "actors": table["participants"],
        "topic": table["topic"], "claimant": table["claimant"], "source": table["source"],
        "text_id": table["text_id"], "basis": table["basis"],
    }  # fmt: skip
    return pa.table(columns).cast(ENTRY)


def _bounds(table: pa.Table) -> tuple[Any, Any]:
    """Earliest and latest day of each contact."""
    days = table["on"].combine_chunks().cast(pa.int32())
    also = table["also_dated"].combine_chunks()
    if also.null_count == len(also) or len(pc.list_flatten(also)) == 0:
        return days.cast(pa.date32()), days.cast(pa.date32())
    owner = pc.list_parent_indices(also)
    pairs = pa.table(
        {
            "row": pa.concat_arrays([owner.cast(pa.int64()), pa.array(range(len(days)), pa.int64())]),
            "day": pa.concat_arrays([pc.list_flatten(also).cast(pa.int32()), days]),
        }
    )
    grouped = pairs.group_by("row").aggregate([("day", "min"), ("day", "max")]).sort_by("row")
    return tuple(grouped[f"day_{end}"].combine_chunks().cast(pa.date32()) for end in ("min", "max"))


def _next_day(days: Any) -> Any:
    return pc.add(days.cast(pa.int32()), pa.scalar(1, pa.int32())).cast(pa.date32())


def _meetings(table: pa.Table) -> pa.Table:
    nothing = pa.nulls(table.num_rows, pa.string())
    people = table["participants"].combine_chunks()
    actors = pa.array([[p["actor"] for p in row or ()] for row in people.to_pylist()], pa.list_(pa.string()))
    columns = {
        "id": table["meeting_id"], "form": nothing.fill_null("meeting"), "kind": table["status"],
        "from": table["from_date"], "until": table["until_date"], "initiator": nothing, "actors": actors,
        "topic": table["title"], "claimant": table["claimant"], "source": table["source"],
        "text_id": table["text_id"], "basis": table["basis"],
    }  # fmt: skip
    filled = {**columns, "kind": pc.fill_null(table["status"], "not said")}
    return pa.table(filled).cast(ENTRY)


def _actor_rows(entries: pa.Table) -> pa.Table:
    actors = entries["actors"].combine_chunks()
    ids = entries["id"].combine_chunks()
    taking_part = pa.table({"id": ids.take(pc.list_parent_indices(actors)), "actor": pc.list_flatten(actors)})
    started = pa.table({"id": ids, "actor": entries["initiator"].combine_chunks()})
    return pa.concat_tables([taking_part, started.filter(pc.is_valid(started["actor"]))]).combine_chunks()
