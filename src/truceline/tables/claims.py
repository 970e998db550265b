"""Claims that are not reports of one event: counts, control, contacts, meetings, listings.

A count claimed by a monitor over a period is stored as such and never exploded into incidents.
"""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table

PLACE_COUNT = pa.struct([("place", pa.string()), ("count", pa.int64())])
PART_COUNT = pa.struct([("part", pa.string()), ("count", pa.int64())])
ANSWER = pa.struct([("by", pa.string()), ("answer", pa.string()), ("count", pa.int64())])
PERIOD_READING = pa.struct([("reading", pa.string()), ("period_from", UTC), ("period_until", UTC)])


class CountClaims(Table):
    """ "Nine violations: Damascus 4, Daraa 3, Hama 2", by one claimant over one period.

    ``parts`` split the total by kind, ``breakdown`` by place; neither need add up, and the mismatch is a fact too.
    ``answers`` say what others made of it: to have *not confirmed* a count is not to have denied it, and ``count``
    null means all of it. ``other_totals`` stand elsewhere in the same document (a headline). ``previous_total`` is
    what the claimant gives for its own period before. ``dating``: the day is *stated*, *inferred*, that of the
    *posted* copy, or lies somewhere *within* the period. ``period_readings``: what a phrase such as "past week" may
    mean. ``zone`` is the IANA zone whose days the period was cut from.
    """

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
            pa.field("qualifier", pa.string()),
            pa.field("parts", pa.list_(PART_COUNT)),
            pa.field("answers", pa.list_(ANSWER)),
            pa.field("other_totals", pa.list_(pa.int64())),
            pa.field("previous_total", pa.int64()),
            pa.field("dating", pa.string()),
            pa.field("period_readings", pa.list_(PERIOD_READING)),
            pa.field("zone", pa.string()),
            pa.field("document", pa.string()),
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
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
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
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
            pa.field("also_dated", pa.list_(pa.date32())),
            pa.field("note", pa.string()),
            pa.field("text_id", pa.string()),
        ]
    )


class Meetings(Table):
    """A meeting or round of talks, each participant in a capacity (party, guarantor, observer, mediator, host).

    ``until_date`` is the first day after it.
    """

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
            pa.field("note", pa.string()),
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
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
            pa.field("text_id", pa.string()),
            pa.field("basis", pa.string()),
        ]
    )
