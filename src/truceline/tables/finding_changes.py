"""Findings that two versions, readings, registries or states of knowledge make different."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import Table

SIDES = ("before", "after")
SAID = {
    "agreement_id": pa.string(),
    "reading": pa.string(),
    "coverage": pa.string(),
    "outcome": pa.string(),
    "p_low": pa.float64(),
    "p_high": pa.float64(),
    "provision_ids": pa.list_(pa.string()),
    "attributed_party": pa.string(),
    "cannot_tell_because": pa.string(),
    "basis": pa.string(),
    "decided_by": pa.string(),
}


class FindingChanges(Table):
    """One row per incident and pair of plans whose conclusion differs; columns ``before_…`` and ``after_…``.

    ``decided_by`` holds the deciding conditions as sentences. ``p_low`` and ``p_high`` are probabilities 0-1.
    """

    name = "finding_changes"
    schema = pa.schema(
        [
            pa.field("incident_id", pa.string(), nullable=False),
            pa.field("report_ids", pa.list_(pa.string()), nullable=False),
        ]
        + [pa.field(f"{side}_{name}", kind) for side in SIDES for name, kind in SAID.items()]
    )
