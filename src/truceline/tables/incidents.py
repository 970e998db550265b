"""Incidents: the reports about one moment and place, and how sure it is that each belongs there."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table


class Incidents(Table):
    """One row per incident. ``incident_id`` is ``inc-`` and the smallest report id in it: it does not hang on order."""

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
