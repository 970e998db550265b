"""The log beside contacts and meetings: agendas, events of rounds, answers awaited, accessions, complaints."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from truceline.tables.schema import UTC, Table

SOURCED = [
    pa.field("claimant", pa.string()),
    pa.field("source", pa.string(), nullable=False),
    pa.field("text_id", pa.string()),
    pa.field("basis", pa.string()),
]


class AgendaItems(Table):
    """What a contact or meeting was about: ``kind`` incident, provision, commitment, agreement, area or list."""

    name = "agenda_items"
    schema = pa.schema(
        [
            pa.field("agenda_id", pa.string(), nullable=False),
            pa.field("of", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("ref", pa.string(), nullable=False),
            pa.field("note", pa.string()),
            *SOURCED,
        ]
    )


class MeetingEvents(Table):
    """What became of a round by claimant: announced, opened, postponed, suspended, resumed, left, condition, closed."""

    name = "meeting_events"
    schema = pa.schema(
        [
            pa.field("event_id", pa.string(), nullable=False),
            pa.field("meeting_id", pa.string(), nullable=False),
            pa.field("on", pa.date32(), nullable=False),
            pa.field("what", pa.string(), nullable=False),
            pa.field("actor", pa.string()),
            pa.field("text", pa.string(), nullable=False),
            *SOURCED,
        ]
    )


class Delegations(Table):
    """Who was named for a meeting: by office and number, never by a private person's name."""

    name = "delegations"
    schema = pa.schema(
        [
            pa.field("delegation_id", pa.string(), nullable=False),
            pa.field("meeting_id", pa.string(), nullable=False),
            pa.field("actor", pa.string(), nullable=False),
            pa.field("head", pa.string()),
            pa.field("size", pa.int64()),
            pa.field("listed_on", pa.date32()),
            pa.field("note", pa.string()),
            *SOURCED,
        ]
    )


class Requests(Table):
    """A contact that awaits an answer. ``answer_due`` null: no term was set."""

    name = "requests"
    schema = pa.schema(
        [
            pa.field("request_id", pa.string(), nullable=False),
            pa.field("contact_id", pa.string()),
            pa.field("asked_by", pa.string(), nullable=False),
            pa.field("asked_of", pa.string(), nullable=False),
            pa.field("sent_at", UTC, nullable=False),
            pa.field("answer_due", UTC),
            pa.field("answered_at", UTC),
            pa.field("answer", pa.string()),
            pa.field("text", pa.string(), nullable=False),
            *SOURCED,
        ]
    )


class Accessions(Table):
    """A group or settlement said to have joined or left an instrument; ``kind`` total: a number claimed, no names.

    ``proof``: letter, signature, list, announcement or none. Two clocks: ``on`` and ``known_on``.
    """

    name = "accessions"
    schema = pa.schema(
        [
            pa.field("accession_id", pa.string(), nullable=False),
            pa.field("instrument", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("what", pa.string(), nullable=False),
            pa.field("name", pa.string()),
            pa.field("total", pa.int64()),
            pa.field("on", pa.date32(), nullable=False),
            pa.field("known_on", pa.date32(), nullable=False),
            pa.field("proof", pa.string(), nullable=False),
            pa.field("note", pa.string()),
            *SOURCED,
        ]
    )


class Complaints(Table):
    """A complaint to a commission. What it alleges is the complainant's claim."""

    name = "complaints"
    schema = pa.schema(
        [
            pa.field("complaint_id", pa.string(), nullable=False),
            pa.field("body", pa.string(), nullable=False),
            pa.field("by", pa.string(), nullable=False),
            pa.field("against", pa.string()),
            pa.field("instrument", pa.string()),
            pa.field("provision", pa.string()),
            pa.field("incident_id", pa.string()),
            pa.field("lodged_on", pa.date32(), nullable=False),
            pa.field("text", pa.string(), nullable=False),
            *SOURCED,
        ]
    )


class Decisions(Table):
    """What the body did with a complaint: admitted, not_admitted, upheld, not_upheld, referred, withdrawn or
    no_agreement.
    """

    name = "decisions"
    schema = pa.schema(
        [
            pa.field("decision_id", pa.string(), nullable=False),
            pa.field("complaint_id", pa.string(), nullable=False),
            pa.field("on", pa.date32(), nullable=False),
            pa.field("outcome", pa.string(), nullable=False),
            pa.field("text", pa.string(), nullable=False),
            pa.field("dissent", pa.string()),
            *SOURCED,
        ]
    )


class GroupStatements(Table):
    """A statement that somebody acts, or does not act, against a listed group, or supports it. Never a verdict."""

    name = "group_statements"
    schema = pa.schema(
        [
            pa.field("link_id", pa.string(), nullable=False),
            pa.field("group", pa.string(), nullable=False),
            pa.field("actor", pa.string()),
            pa.field("says", pa.string(), nullable=False),
            pa.field("on", pa.date32()),
            pa.field("text", pa.string(), nullable=False),
            *SOURCED,
        ]
    )


class Positions(Table):
    """One position on one matter: what somebody says, on which side, since when."""

    name = "positions"
    schema = pa.schema(
        [
            pa.field("position_id", pa.string(), nullable=False),
            pa.field("matter", pa.string(), nullable=False),
            pa.field("side", pa.string(), nullable=False),
            pa.field("on", pa.date32(), nullable=False),
            pa.field("text", pa.string(), nullable=False),
            pa.field("answers", pa.string()),
            *SOURCED,
        ]
    )


class Matters(Table):
    """A matter on which two sides say different things. The sides' names are neutral words, not findings."""

    name = "matters"
    schema = pa.schema(
        [
            pa.field("matter_id", pa.string(), nullable=False),
            pa.field("title", pa.string(), nullable=False),
            pa.field("left", pa.string(), nullable=False),
            pa.field("right", pa.string(), nullable=False),
            pa.field("about", pa.string()),
        ]
    )


@dataclass(frozen=True)
class DiplomacyTables:
    """The log of one folder. A table that the folder does not have is empty."""

    agenda_items: pa.Table = field(default_factory=AgendaItems.empty)
    meeting_events: pa.Table = field(default_factory=MeetingEvents.empty)
    delegations: pa.Table = field(default_factory=Delegations.empty)
    requests: pa.Table = field(default_factory=Requests.empty)
    accessions: pa.Table = field(default_factory=Accessions.empty)
    complaints: pa.Table = field(default_factory=Complaints.empty)
    decisions: pa.Table = field(default_factory=Decisions.empty)
    group_statements: pa.Table = field(default_factory=GroupStatements.empty)
    positions: pa.Table = field(default_factory=Positions.empty)
    matters: pa.Table = field(default_factory=Matters.empty)
