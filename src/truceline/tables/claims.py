"""Claims that are not reports of one event: counts, control, contacts, meetings, listings.

A count claimed by a monitor over a period is stored as such and never exploded into incidents.
"""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table

PLACE_COUNT = pa.struct([("place", pa.string()), ("count", pa.int64())])


class CountClaims(Table):
    """ "Nine violations: Damascus 4, Daraa 3, Hama 2", by one claimant over one period."""

    name = "count_claims"
    schema = pa.schema(
        [
            pa.field("claim_id", pa.string(), nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("matter", pa.string(), nullable=False),
            pa.field("unit", pa.string(), nullable=False),
            pa.field("period_from", UTC, nullable=False),
            pa.field("period_until", UTC, nullable=False),
            pa.field("total", pa.int64()),
            pa.field("breakdown", pa.list_(PLACE_COUNT)),
            pa.field("confirmed_by", pa.list_(pa.string())),
            pa.field("denied_by", pa.list_(pa.string())),
            pa.field("note", pa.string()),
            pa.field("source", pa.string(), nullable=False),
        ]
    )


class ControlClaims(Table):
    """Who is said to hold or have taken a place, by whom."""

    name = "control_claims"
    schema = pa.schema(
        [
            pa.field("claim_id", pa.string(), nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("holder", pa.string()),
            pa.field("place", pa.string(), nullable=False),
            pa.field("period_from", UTC),
            pa.field("period_until", UTC),
            pa.field("text", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
        ]
    )


class Contacts(Table):
    """A call, letter or démarche, logged or only claimed."""

    name = "contacts"
    schema = pa.schema(
        [
            pa.field("contact_id", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("on", pa.date32()),
            pa.field("initiator", pa.string()),
            pa.field("participants", pa.list_(pa.string()), nullable=False),
            pa.field("topic", pa.string()),
            pa.field("basis", pa.string()),
            pa.field("claimant", pa.string()),
            pa.field("source", pa.string(), nullable=False),
        ]
    )


class Meetings(Table):
    """A meeting or round of talks, each participant in a capacity (party, guarantor, observer, mediator, host)."""

    name = "meetings"
    schema = pa.schema(
        [
            pa.field("meeting_id", pa.string(), nullable=False),
            pa.field("title", pa.string(), nullable=False),
            pa.field("place", pa.string()),
            pa.field("from_date", pa.date32()),
            pa.field("until_date", pa.date32()),
            pa.field("status", pa.string()),
            pa.field(
                "participants",
                pa.list_(pa.struct([("actor", pa.string()), ("capacity", pa.string()), ("status", pa.string())])),
            ),
            pa.field("topic", pa.string()),
            pa.field("claimant", pa.string()),
            pa.field("source", pa.string(), nullable=False),
        ]
    )


class ListingClaims(Table):
    """A statement that an authority lists a group, as the text says it."""

    name = "listing_claims"
    schema = pa.schema(
        [
            pa.field("claim_id", pa.string(), nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("actor", pa.string(), nullable=False),
            pa.field("authority", pa.string(), nullable=False),
            pa.field("on", pa.date32()),
            pa.field("text", pa.string()),
            pa.field("source", pa.string(), nullable=False),
        ]
    )
