"""Reports: one row is one source's claim about one event."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truceline.tables.schema import UTC, Table

NAMES = pa.list_(pa.string())

EXCEPTION = pa.struct([("kind", pa.string()), ("argued_by", pa.string()), ("text", pa.string())])


class Reports(Table):
    """Claims as received.

    Times are UTC and half-open ``[occurred_from, occurred_until)``. A place is a point with a precision radius, or
    stated names (``country``, ``admin1``, ``place_name``), or unknown (all null). ``claimed_initiator`` and
    ``claimed_target`` are filled only when the source says who acted; a clash fills ``side_left`` / ``side_right``,
    which carry no direction. Each of these four holds the names of one composite side, as the source wrote them.
    ``initiator_weights``: the source's own probability, a name of ``claimed_initiator`` each, that it was this one; the
    names are then candidates, of whom one acted, and what is left to 1 is nobody named.
    ``incident_id`` is the source's or the mission's own grouping, null when there is none.
    ``quantity`` has three decimals at most (tonnes, kilometres); sums of it are made in whole thousandths.
    ``origin_…`` is where an act came from, with its own precision; ``origin_kind`` what kind of place that was.
    ``item_state``: whether what is counted was accepted, rejected or is disputed. ``notice``: whether the act was
    notified beforehand (not_given, given, unknown), ``notice_given_at`` when and ``notice_to`` to whom, as is claimed.
    ``denied_by``: who says that it is not so, as the source or the mission wrote it down; it makes no other claim.
    ``verified_by`` names who established the event on site; null means an unverified claim.
    """

    name = "reports"
    schema = pa.schema(
        [
            pa.field("report_id", pa.string(), nullable=False),
            pa.field("incident_id", pa.string()),
            pa.field("source", pa.string(), nullable=False),
            pa.field("source_row", pa.int64()),
            pa.field("claimant", pa.string()),
            pa.field("source_kind", pa.string()),
            pa.field("origin_chain", NAMES),
            pa.field("received_at", UTC),
            pa.field("occurred_from", UTC, nullable=False),
            pa.field("occurred_until", UTC, nullable=False),
            pa.field("lon", pa.float64()),
            pa.field("lat", pa.float64()),
            pa.field("place_radius_m", pa.float64()),
            pa.field("place_name", pa.string()),
            pa.field("country", pa.string()),
            pa.field("admin1", pa.string()),
            pa.field("admin2", pa.string()),
            pa.field("origin_lon", pa.float64()),
            pa.field("origin_lat", pa.float64()),
            pa.field("origin_radius_m", pa.float64()),
            pa.field("origin_place_name", pa.string()),
            pa.field("origin_country", pa.string()),
            pa.field("origin_admin1", pa.string()),
            pa.field("origin_kind", pa.string()),
            pa.field("act", pa.string(), nullable=False),
            pa.field("weapon", pa.string()),
            pa.field("weapon_system", pa.string()),
            pa.field("weapon_range_m", pa.float64()),
            pa.field("calibre_mm", pa.float64()),
            pa.field("quantity", pa.float64()),
            pa.field("quantity_unit", pa.string()),
            pa.field("item_state", pa.string()),
            pa.field("notice", pa.string()),
            pa.field("notice_given_at", UTC),
            pa.field("notice_to", NAMES),
            pa.field("claimed_initiator", NAMES),
            pa.field("initiator_weights", pa.list_(pa.float64())),
            pa.field("claimed_target", NAMES),
            pa.field("side_left", NAMES),
            pa.field("side_right", NAMES),
            pa.field("target_kind", pa.string()),
            pa.field("casualties_low", pa.int64()),
            pa.field("casualties_best", pa.int64()),
            pa.field("casualties_high", pa.int64()),
            pa.field("denied_by", NAMES),
            pa.field("exceptions_argued", pa.list_(EXCEPTION)),
            pa.field("verified_by", pa.string()),
            pa.field("standard_of_proof", pa.string()),
            pa.field("text", pa.string()),
            pa.field("compartment", pa.string()),
        ]
    )


class Rejects(Table):
    """Rows that were not taken, each with its place and reason; ``raw`` keeps what was there."""

    name = "rejects"
    schema = pa.schema(
        [
            pa.field("source", pa.string(), nullable=False),
            pa.field("row", pa.int64()),
            pa.field("code", pa.string(), nullable=False),
            pa.field("message", pa.string(), nullable=False),
            pa.field("raw", pa.string()),
        ]
    )


def exact_points(reports: pa.Table) -> int:
    """How many reports give a point and no radius: they are taken at their word, as exact to the metre."""
    bare = pc.and_(pc.is_valid(reports.column("lon")), pc.is_null(reports.column("place_radius_m")))
    return pc.sum(bare).as_py() or 0
