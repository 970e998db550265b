"""The exercise's truth: what really happened, one row an incident. Facts of the world, never findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import pyarrow as pa

from truceline.simulate.world import Deed

TRUTH = pa.schema(
    [
        ("incident_id", pa.string()),
        ("occurred_at", pa.timestamp("us", tz="UTC")),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("place", pa.string()),
        ("act", pa.string()),
        ("weapon", pa.string()),
        ("calibre_mm", pa.float64()),
        ("quantity", pa.int64()),
        ("quantity_unit", pa.string()),
        ("initiator", pa.string()),
        ("target", pa.string()),
        ("killed", pa.int64()),
    ]
)


def truth_table(deeds: Iterable[Deed]) -> pa.Table:
    """Rows: one a deed, order kept. Degrees WGS84, millimetres, UTC; actors by registry id."""
    return pa.Table.from_pylist([asdict(d) for d in deeds], schema=TRUTH)
