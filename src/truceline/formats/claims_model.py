"""The entries of a claims file, as they are written; claims_yaml.py turns them into rows of tables.

Days and times are local to ``zone``. A period is a ``day``, or ``from`` and ``until`` (the first moment outside).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from truceline.agreement.clock import local_datetime
from truceline.formats.claims_entry import Coded, Count, Day, Entry, LocalTime, Sourced, ZoneName, one_of
from truceline.formats.diplomacy_model import DIPLOMACY_ENTRIES, people_in
from truceline.vocabulary.terms import (
    ANSWERS,
    ATTENDANCE,
    CAPACITIES,
    CONTACT_KINDS,
    DATINGS,
    QUANTITY_UNITS,
    SOURCE_KINDS,
    STATEMENT_KINDS,
)


class NamedActor(Entry):
    id: str
    name: str
    kind: Annotated[str, one_of(SOURCE_KINDS)] | None = None
    registry_id: str | None = None
    acknowledgement: str | None = None


class SourceText(Entry):
    text_id: str
    outlet: str
    about: str
    dateline: str | None = None
    published_on: Day | None = None
    date_fixed_by: str | None = None
    note: str | None = None
    source: str


class Answer(Entry):
    by: str
    answer: Annotated[str, one_of(ANSWERS)]
    count: Count | None = None


class Period(Entry):
    day: Day | None = None
    since: LocalTime | None = Field(None, alias="from")
    until: LocalTime | None = None

    def bounds(self, zone: str) -> tuple[datetime, datetime] | None:
        """UTC, half-open; None when nothing was given. Raises Coded E-CLAIM-006, E-CLAIM-011."""
        if self.day is not None:
            start = local_datetime(self.day)
            return _instant(start, zone), _instant(start + timedelta(days=1), zone)
        if self.since is None and self.until is None:
            return None
        if self.since is None or self.until is None:
            raise Coded("E-CLAIM-011")
        start_at, end_at = _instant(local_datetime(self.since), zone), _instant(local_datetime(self.until), zone)
        if end_at <= start_at:
            raise Coded("E-CLAIM-006", start=self.since, until=self.until)
        return start_at, end_at


def _instant(local: datetime, zone: str) -> datetime:
    return (local if local.tzinfo is not None else local.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


class PeriodReading(Period):
    reading: str


class CountClaim(Period, Sourced):
    claim_id: str
    claimant: str
    matter: str
    unit: Annotated[str, one_of(QUANTITY_UNITS, "E-CLAIM-008")]
    zone: ZoneName = "Etc/UTC"
    total: Count | None = None
    qualifier: str | None = None
    breakdown: dict[str, Count] | None = None
    parts: dict[str, Count] | None = None
    answers: list[Answer] = Field(default_factory=list)
    other_totals: list[Count] = Field(default_factory=list)
    previous_total: Count | None = None
    dating: Annotated[str, one_of(DATINGS)] = "stated"
    period_readings: list[PeriodReading] = Field(default_factory=list)
    document: str | None = None
    note: str | None = None

    @field_validator("period_readings")
    @classmethod
    def _complete(cls, readings: list[PeriodReading], info: ValidationInfo) -> list[PeriodReading]:
        for reading in readings:
            if reading.bounds(info.data.get("zone", "Etc/UTC")) is None:
                raise Coded("E-CLAIM-011")
        return readings


class ControlClaim(Period, Sourced):
    claim_id: str
    claimant: str
    holder: str | None = None
    place: str
    zone: ZoneName = "Etc/UTC"
    text: str


class Contact(Sourced):
    contact_id: str
    kind: Annotated[str, one_of(CONTACT_KINDS)]
    on: Day | None = None
    also_dated: list[Day] = Field(default_factory=list)
    initiator: str | None = None
    participants: list[str] = Field(min_length=2)
    topic: str | None = None
    claimant: str | None = None
    note: str | None = None


class Participant(Entry):
    actor: str
    capacity: Annotated[str, one_of(CAPACITIES)]
    status: Annotated[str, one_of(ATTENDANCE)]


class Meeting(Sourced):
    meeting_id: str
    title: str
    place: str | None = None
    since: Day | None = Field(None, alias="from")
    last_day: Day | None = None
    status: str
    participants: list[Participant] = Field(default_factory=list)
    topic: str | None = None
    claimant: str | None = None
    note: str | None = None


class Listing(Sourced):
    claim_id: str
    claimant: str
    actor: str
    authority: str
    on: Day | None = None
    text: str | None = None


class Statement(Sourced):
    statement_id: str
    kind: Annotated[str, one_of(STATEMENT_KINDS)]
    claimant: str
    about: str | None = None
    actor: str | None = None
    on: Day | None = None
    until: Day | None = None
    text: str


class Proposal(Sourced):
    """There is no outline and no window here on purpose: a proposal enters no computation."""

    proposal_id: str
    claim_id: str
    claimant: str
    proposer: str | None = None
    rejected_by: str | None = None
    place: str | None = None
    on: Day | None = None
    text: str
    status: Literal["never agreed"]


ENTRIES: dict[str, type[Entry]] = {
    "named_actors": NamedActor,
    "texts": SourceText,
    "count_claims": CountClaim,
    "control_claims": ControlClaim,
    "contacts": Contact,
    "meetings": Meeting,
    "listings": Listing,
    "proposals": Proposal,
    "statements": Statement,
    **{key: model for key, (model, _, _) in DIPLOMACY_ENTRIES.items()},
}

IDS: dict[str, str] = {
    "named_actors": "id",
    "texts": "text_id",
    "count_claims": "claim_id",
    "control_claims": "claim_id",
    "contacts": "contact_id",
    "meetings": "meeting_id",
    "listings": "claim_id",
    "proposals": "claim_id",
    "statements": "statement_id",
    **{key: identity for key, (_, identity, _) in DIPLOMACY_ENTRIES.items()},
}


def names_in(entry: Entry) -> list[tuple[str, str]]:
    """Every place in an entry that must name one of ``named_actors``: (key, id)."""
    found: list[tuple[str, Any]] = [(key, getattr(entry, key, None)) for key in ("claimant", "initiator", "proposer")]
    found.append(("rejected_by", getattr(entry, "rejected_by", None)))
    if isinstance(entry, Contact):
        found += [("participants", name) for name in entry.participants]
    if isinstance(entry, Meeting):
        found += [("participants", person.actor) for person in entry.participants]
    if isinstance(entry, CountClaim):
        found += [("answers", answer.by) for answer in entry.answers]
    return [*((key, value) for key, value in found if value is not None), *people_in(entry)]
