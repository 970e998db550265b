"""Incidents: the reports about one moment and place, and how sure it is that each belongs there."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table


class Incidents(Table):
    """One row per incident.

    ``incident_id`` is ``inc-`` and the smallest id of its open reports: it does not hang on order. Where all are closed
    it is ``inc-closed-`` and a digest: no closed report's id names anything.
    """

    name = "incidents"
    schema = pa.schema(
        [
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("occurred_from", UTC, nullable=False),
            pa.field("occurred_until", UTC, nullable=False),
            pa.field("reports", pa.int64(), nullable=False),
        ]
    )


class Members(Table):
    """Each report in exactly one incident.

    ``probability``: mean over its pairs with the other members; of a report that stands alone, that none of its
    candidates is the same.
    """

    name = "members"
    schema = pa.schema(
        [
            pa.field("report_id", pa.string(), nullable=False),
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("probability", pa.float64(), nullable=False),
        ]
    )


class ScoredPairs(Table):
    """Candidate pairs whose probability is neither near nothing nor near certain: what a person may want to judge."""

    name = "pairs"
    schema = pa.schema(
        [
            pa.field("left", pa.string(), nullable=False),
            pa.field("right", pa.string(), nullable=False),
            pa.field("probability", pa.float64(), nullable=False),
            pa.field("same_incident", pa.bool_(), nullable=False),
            pa.field("judgement", pa.string()),
        ]
    )


CONTRADICTION = pa.struct(
    [
        ("about", pa.string()),  # who, what, where, when, how_many, denied, who_not_comparable
        ("left", pa.string()),
        ("right", pa.string()),
        ("left_says", pa.string()),
        ("right_says", pa.string()),
    ]
)


class Corroboration(Table):
    """What stands behind an incident.

    ``origins``: report ids by independent origin. ``grade``: single, repeated, corroborated or contested, by ``rule``.
    ``reliability`` (of each source, A to F) and ``credibility`` (of the information, 1 to 6) are two scales: neither is
    computed from the other. ``contradictions``: two reports and what each says; ``about`` denied: ``right`` is the
    party that denies, ``right_says`` its words; who_not_comparable: names that may be of one actor, no contradiction.
    """

    name = "corroboration"
    schema = pa.schema(
        [
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("grade", pa.string(), nullable=False),
            pa.field("rule", pa.string(), nullable=False),
            pa.field("origins", pa.list_(pa.list_(pa.string())), nullable=False),
            pa.field("reliability", pa.list_(pa.struct([("source", pa.string()), ("letter", pa.string())]))),
            pa.field("credibility", pa.int64(), nullable=False),
            pa.field("contradictions", pa.list_(CONTRADICTION), nullable=False),
        ]
    )


class FusedIncidents(Table):
    """One incident as its reports leave it, each value with the reports it comes from (``provenance``).

    ``casualties_best``: the middle of what independent origins say; low and high: the least and most that any says.
    ``parties``: who is said to have acted (``initiator``), been struck (``target``) or taken part (``side``), by whom;
    alternatives stand side by side and none is chosen.
    """

    name = "fused"
    schema = pa.schema(
        [
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("occurred_from", UTC, nullable=False),
            pa.field("occurred_until", UTC, nullable=False),
            pa.field("lon", pa.float64()),
            pa.field("lat", pa.float64()),
            pa.field("place_radius_m", pa.float64()),
            pa.field("place_name", pa.string()),
            pa.field("act", pa.string(), nullable=False),
            pa.field("weapon", pa.string()),
            pa.field(
                "quantities",
                pa.list_(pa.struct([("low", pa.float64()), ("high", pa.float64()), ("unit", pa.string())])),
            ),
            pa.field("casualties_low", pa.int64()),
            pa.field("casualties_best", pa.int64()),
            pa.field("casualties_high", pa.int64()),
            pa.field(
                "parties",
                pa.list_(
                    pa.struct([("party", pa.string()), ("role", pa.string()), ("claimed_by", pa.list_(pa.string()))])
                ),
            ),
            pa.field(
                "provenance", pa.list_(pa.struct([("field", pa.string()), ("report_ids", pa.list_(pa.string()))]))
            ),
        ]
    )
