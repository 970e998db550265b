"""Checked entries of a claims file as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from truceline.formats.claims_entry import Entry
from truceline.formats.claims_model import Contact, ControlClaim, CountClaim, Meeting
from truceline.formats.diplomacy_model import diplomacy_tables
from truceline.tables.claims import Contacts, ControlClaims, CountClaims, ListingClaims, Meetings
from truceline.tables.reports import Reports
from truceline.tables.source_texts import (
    ClaimTables,
    NamedActors,
    ProposalClaims,
    ReportSources,
    SourceTexts,
    Statements,
)

DAYS = ("on", "until", "published_on")


def claim_tables(
    entries: Mapping[str, Sequence[Entry]], reports: Sequence[pa.Table], sources: Iterable[Mapping[str, Any]]
) -> ClaimTables:
    """``entries`` by key of the claims file; every text named in them exists."""
    own_source = {getattr(t, "text_id", ""): getattr(t, "source", "") for t in entries["texts"]}

    def rows(key: str) -> list[dict[str, Any]]:
        return [_row(entry, own_source) for entry in entries[key]]

    return ClaimTables(
        named_actors=NamedActors.from_rows(rows("named_actors")),
        texts=SourceTexts.from_rows(rows("texts")),
        count_claims=CountClaims.from_rows(rows("count_claims")),
        control_claims=ControlClaims.from_rows(rows("control_claims")),
        contacts=Contacts.from_rows(rows("contacts")),
        meetings=Meetings.from_rows(rows("meetings")),
        listings=ListingClaims.from_rows(rows("listings")),
        proposals=ProposalClaims.from_rows(rows("proposals")),
        statements=Statements.from_rows(rows("statements")),
        reports=pa.concat_tables(reports) if reports else Reports.empty(),
        report_sources=ReportSources.from_rows(sources),
        log=diplomacy_tables(entries, lambda entry, row: _sourced(row, own_source)),
    )


def _row(entry: Entry, own_source: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(entry, CountClaim):
        row = _count(entry)
    elif isinstance(entry, ControlClaim):
        row = entry.model_dump(exclude={"day", "since", "until", "zone"}) | _period(entry, entry.zone)
    elif isinstance(entry, Meeting):
        row = entry.model_dump(exclude={"since", "last_day"})
        row["from_date"] = _date(entry.since)
        last = _date(entry.last_day or entry.since)
        row["until_date"] = last + timedelta(days=1) if last else None
    elif isinstance(entry, Contact):
        row = entry.model_dump() | {"also_dated": [_date(day) for day in entry.also_dated]}
        row["on"] = _date(entry.on)
    else:
        row = entry.model_dump()
        row |= {key: _date(row[key]) for key in DAYS if key in row}
    return _sourced(row, own_source)


def _sourced(row: dict[str, Any], own_source: Mapping[str, str]) -> dict[str, Any]:
    if "source" in row and row["source"] is None:
        row["source"] = own_source[row["text_id"]]
    return row


def _count(claim: CountClaim) -> dict[str, Any]:
    row = claim.model_dump(exclude={"day", "since", "until", "breakdown", "parts", "period_readings"})
    row |= _period(claim, claim.zone)
    row["breakdown"] = _struct(claim.breakdown, "place")
    row["parts"] = _struct(claim.parts, "part")
    row["confirmed_by"] = _who(claim, "confirmed")
    row["denied_by"] = _who(claim, "denied")
    row["period_readings"] = [{"reading": r.reading} | _period(r, claim.zone) for r in claim.period_readings]
    return row


def _period(entry: Any, zone: str) -> dict[str, Any]:
    bounds = entry.bounds(zone)
    return {"period_from": bounds[0], "period_until": bounds[1]} if bounds else {}


def _struct(counts: Mapping[str, int] | None, key: str) -> list[dict[str, Any]] | None:
    return [{key: name, "count": count} for name, count in counts.items()] if counts is not None else None


def _who(claim: CountClaim, answer: str) -> list[str]:
    return sorted({a.by for a in claim.answers if a.answer == answer})


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
