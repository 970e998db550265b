"""Entries of the diplomacy log in claims files, and the tables they fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from truceline.agreement.clock import duration, local_datetime
from truceline.formats.claims_entry import Coded, Day, Entry, LocalTime, Sourced, ZoneName
from truceline.tables.diplomacy import (
    Accessions,
    AgendaItems,
    Complaints,
    Decisions,
    Delegations,
    DiplomacyTables,
    GroupStatements,
    Matters,
    MeetingEvents,
    Positions,
    Requests,
)
from truceline.tables.schema import Table


class Claimed(Sourced):
    claimant: str | None = None


class AgendaItem(Claimed):
    agenda_id: str
    of: str = Field(description="contact_id or meeting_id.")
    kind: Literal["incident", "provision", "commitment", "agreement", "area", "list"]
    ref: str
    note: str | None = None


class MeetingEvent(Claimed):
    event_id: str
    meeting_id: str
    on: Day
    what: Literal["announced", "opened", "postponed", "suspended", "resumed", "left", "condition", "closed"]
    actor: str | None = None
    text: str


class Delegation(Claimed):
    delegation_id: str
    meeting_id: str
    actor: str
    head: str | None = Field(None, description="By office, never by name.")
    size: int | None = Field(None, ge=0)
    listed_on: Day | None = None
    note: str | None = None


class Request(Claimed):
    request_id: str
    contact_id: str | None = None
    asked_by: str
    asked_of: str
    zone: ZoneName = "Etc/UTC"
    sent_at: LocalTime
    answer_within: str | None = Field(None, description="PT24H, P2D. Default: no term was set.")
    answered_at: LocalTime | None = None
    answer: str | None = None
    text: str


class Accession(Claimed):
    accession_id: str
    instrument: str
    kind: Literal["group", "settlement", "total"]
    what: Literal["joined", "left", "joined_contested"] = "joined"
    name: str | None = None
    total: int | None = Field(None, ge=0)
    on: Day
    known_on: Day | None = None
    proof: Literal["letter", "signature", "list", "announcement", "none"]
    note: str | None = None


class Complaint(Claimed):
    complaint_id: str
    body: str
    by: str
    against: str | None = None
    instrument: str | None = None
    provision: str | None = None
    incident_id: str | None = None
    lodged_on: Day
    text: str


class Decision(Claimed):
    decision_id: str
    complaint_id: str
    on: Day
    outcome: Literal["admitted", "not_admitted", "upheld", "not_upheld", "referred", "withdrawn", "no_agreement"]
    text: str
    dissent: str | None = None


class GroupStatement(Claimed):
    link_id: str
    group: str
    actor: str | None = None
    says: Literal["action", "inaction", "support"]
    on: Day | None = None
    text: str


class Position(Claimed):
    position_id: str
    matter: str
    side: Literal["left", "right"]
    on: Day
    text: str
    answers: str | None = Field(None, description="position_id of the other side that it answers.")


class Matter(Entry):
    matter_id: str
    title: str
    left: str
    right: str
    about: str | None = None


DIPLOMACY_ENTRIES: dict[str, tuple[type[Entry], str, type[Table]]] = {
    "agenda_items": (AgendaItem, "agenda_id", AgendaItems),
    "meeting_events": (MeetingEvent, "event_id", MeetingEvents),
    "delegations": (Delegation, "delegation_id", Delegations),
    "requests": (Request, "request_id", Requests),
    "accessions": (Accession, "accession_id", Accessions),
    "complaints": (Complaint, "complaint_id", Complaints),
    "decisions": (Decision, "decision_id", Decisions),
    "group_statements": (GroupStatement, "link_id", GroupStatements),
    "positions": (Position, "position_id", Positions),
    "matters": (Matter, "matter_id", Matters),
}

PEOPLE = ("claimant", "actor", "asked_by", "asked_of", "body", "by", "against", "group")
REFERENCES = (
    ("agenda_items", "of", ("contacts", "meetings")),
    ("meeting_events", "meeting_id", ("meetings",)),
    ("delegations", "meeting_id", ("meetings",)),
    ("requests", "contact_id", ("contacts",)),
    ("decisions", "complaint_id", ("complaints",)),
    ("positions", "matter", ("matters",)),
    ("positions", "answers", ("positions",)),
)


def people_in(entry: Entry) -> list[tuple[str, str]]:
    """Every place in an entry of the log that must name one of ``named_actors``."""
    if type(entry) not in {model for model, _, _ in DIPLOMACY_ENTRIES.values()}:
        return []
    return [(key, value) for key in PEOPLE if (value := getattr(entry, key, None)) is not None]


def check_log_entry(entry: Entry) -> None:
    """What a model alone cannot say. Raises Coded (E-CLAIM-002, E-CLAIM-006)."""
    if isinstance(entry, Accession) and (entry.total is None) == (entry.name is None):
        hint = "Give 'name' for a group or settlement, 'total' for a number."
        raise Coded("E-CLAIM-002", cause="an accession has either a name or a total", hint=hint)
    if isinstance(entry, Request):
        if entry.answer_within is not None:
            try:
                duration(entry.answer_within)
            except ValueError as error:
                cause = f"'{entry.answer_within}' is no duration"
                raise Coded("E-CLAIM-002", cause=cause, hint="Write PT24H or P2D.") from error
        if entry.answered_at and _instant(entry.answered_at, entry.zone) < _instant(entry.sent_at, entry.zone):
            raise Coded("E-CLAIM-006", start=entry.sent_at, until=entry.answered_at)


def diplomacy_tables(
    entries: Mapping[str, Sequence[Entry]], finish: Callable[[Entry, dict[str, Any]], dict[str, Any]]
) -> DiplomacyTables:
    """Checked entries as tables; ``finish`` fills in a text's own source."""
    return DiplomacyTables(
        **{
            key: table.from_rows([finish(e, _row(e)) for e in entries[key]])
            for key, (_, _, table) in DIPLOMACY_ENTRIES.items()
        }
    )


def _row(entry: Entry) -> dict[str, Any]:
    row = entry.model_dump(exclude={"zone", "answer_within"})
    for key in ("on", "listed_on", "lodged_on", "known_on"):
        if key in row:
            row[key] = date.fromisoformat(row[key]) if row[key] else None
    if isinstance(entry, Accession):
        row["known_on"] = row["known_on"] or row["on"]
    if isinstance(entry, Request):
        row["sent_at"] = _instant(entry.sent_at, entry.zone)
        row["answered_at"] = _instant(entry.answered_at, entry.zone) if entry.answered_at else None
        row["answer_due"] = row["sent_at"] + duration(entry.answer_within) if entry.answer_within else None
    return row


def _instant(text: str, zone: str) -> datetime:
    local = local_datetime(text)
    return (local if local.tzinfo is not None else local.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def dangling(ids: Mapping[str, Iterable[str]], key: str, entry: Entry) -> list[tuple[str, str, list[str]]]:
    """References of an entry that lead nowhere: (field, value, ids that exist)."""
    found = []
    for owner, field, targets in REFERENCES:
        value = getattr(entry, field, None) if owner == key else None
        known = [i for t in targets for i in ids[t]]
        if value is not None and value not in known:
            found.append((field, value, known))
    return found
