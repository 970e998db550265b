"""Findings: one incident under one instrument under one named reading."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table

REASON = pa.struct(
    [
        ("condition", pa.string()),  # predicate id, e.g. in_force, place_in, actor_bound, not_excluded, act_is
        ("provision_id", pa.string()),  # null: a condition of the instrument itself
        ("question", pa.string()),  # "Inside the Karvat Strip?"
        ("value", pa.string()),  # the value that decided it, as a sentence
        ("state", pa.string()),  # met / not_met / cannot_tell
        ("p_low", pa.float64()),
        ("p_high", pa.float64()),
        ("basis", pa.string()),
        ("source", pa.string()),
        ("decides", pa.bool_()),
    ]
)

ATTRIBUTION = pa.struct(
    [("party", pa.string()), ("actor", pa.string()), ("weight_low", pa.float64()), ("weight_high", pa.float64())]
)


class Findings(Table):
    """Public contract, version 1 (docs/methods/findings.md).

    ``p_covered`` is null where only a range is known; ``p_low`` / ``p_high`` are always filled.
    ``attributed_party`` is null while attribution is not settled; ``attribution`` keeps the hypotheses.
    ``cannot_tell_because`` is the condition that keeps coverage or outcome open, null otherwise.
    """

    name = "findings"
    schema = pa.schema(
        [
            pa.field("finding_id", pa.string(), nullable=False),
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("report_ids", pa.list_(pa.string()), nullable=False),
            pa.field("agreement_id", pa.string(), nullable=False),
            pa.field("provision_ids", pa.list_(pa.string()), nullable=False),
            pa.field("reading", pa.string(), nullable=False),
            pa.field("coverage", pa.string(), nullable=False),
            pa.field("outcome", pa.string(), nullable=False),
            pa.field("p_covered", pa.float64()),
            pa.field("p_low", pa.float64(), nullable=False),
            pa.field("p_high", pa.float64(), nullable=False),
            pa.field("attributed_party", pa.string()),
            pa.field("attribution", pa.list_(ATTRIBUTION)),
            pa.field("standard_of_proof", pa.string(), nullable=False),
            pa.field("basis", pa.string(), nullable=False),
            pa.field("exceptions_argued", pa.list_(pa.string())),
            pa.field("cannot_tell_because", pa.string()),
            pa.field("reasons", pa.list_(REASON), nullable=False),
            pa.field("as_of", UTC, nullable=False),
            pa.field("rule_version", pa.string(), nullable=False),
        ]
    )
