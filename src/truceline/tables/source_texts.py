"""What a source text says beside its counts: who speaks, what was proposed, what is stated about instruments.

Everything is kept with its claimant. Nothing here is ever computed into coverage, a proposal least of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from truceline.tables.claims import Contacts, ControlClaims, CountClaims, ListingClaims, Meetings
from truceline.tables.diplomacy import DiplomacyTables
from truceline.tables.reports import Reports
from truceline.tables.schema import Table


class NamedActors(Table):
    """Who claims, speaks or takes part, by office: never a private person.

    ``registry_id``: the actor spoken for. ``kind`` is empty for those who are only spoken of.
    """

    name = "named_actors"
    schema = pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("name", pa.string(), nullable=False),
            pa.field("kind", pa.string()),
            pa.field("registry_id", pa.string()),
            pa.field("acknowledgement", pa.string()),
        ]
    )


class SourceTexts(Table):
    """A document, and how its date was fixed when it does not print a year."""

    name = "source_texts"
    schema = pa.schema(
        [
            pa.field("text_id", pa.string(), nullable=False),
            pa.field("outlet", pa.string(), nullable=False),
            pa.field("about", pa.string(), nullable=False),
            pa.field("dateline", pa.string()),
            pa.field("published_on", pa.date32()),
            pa.field("date_fixed_by", pa.string()),
            pa.field("note", pa.string()),
            pa.field("source", pa.string(), nullable=False),
        ]
    )


class Statements(Table):
    """A claim about the state of an instrument, a commitment, conduct, an omission, a relation or an expectation.

    ``about`` is an instrument id or a meeting id, ``actor`` whose conduct or commitment it is.
    """

    name = "statements"
    schema = pa.schema(
        [
            pa.field("statement_id", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("about", pa.string()),
            pa.field("actor", pa.string()),
            pa.field("on", pa.date32()),
            pa.field("until", pa.date32()),
            pa.field("text", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
        ]
    )


class ProposalClaims(Table):
    """Something said to have been proposed. It never came into force, so it has no window and no outline to compute."""

    name = "proposal_claims"
    schema = pa.schema(
        [
            pa.field("proposal_id", pa.string(), nullable=False),
            pa.field("claim_id", pa.string(), nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("proposer", pa.string()),
            pa.field("rejected_by", pa.string()),
            pa.field("place", pa.string()),
            pa.field("on", pa.date32()),
            pa.field("text", pa.string(), nullable=False),
            pa.field("status", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
        ]
    )


class ReportSources(Table):
    """Which text a report was read in, and on what basis."""

    name = "report_sources"
    schema = pa.schema(
        [
            pa.field("report_id", pa.string(), nullable=False),
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
        ]
    )


@dataclass(frozen=True)
class ClaimTables:
    """All claims of one folder or file. A table that the folder does not have is empty."""

    named_actors: pa.Table = field(default_factory=NamedActors.empty)
    texts: pa.Table = field(default_factory=SourceTexts.empty)
    count_claims: pa.Table = field(default_factory=CountClaims.empty)
    control_claims: pa.Table = field(default_factory=ControlClaims.empty)
    contacts: pa.Table = field(default_factory=Contacts.empty)
    meetings: pa.Table = field(default_factory=Meetings.empty)
    listings: pa.Table = field(default_factory=ListingClaims.empty)
    proposals: pa.Table = field(default_factory=ProposalClaims.empty)
    statements: pa.Table = field(default_factory=Statements.empty)
    reports: pa.Table = field(default_factory=Reports.empty)
    report_sources: pa.Table = field(default_factory=ReportSources.empty)
    log: DiplomacyTables = field(default_factory=DiplomacyTables)
