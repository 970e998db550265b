"""Findings of a bulk run: the columns of ``findings``, with reasons kept once and named by number."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.findings import Findings
from truceline.tables.schema import Table

RANGES = ("time_low", "time_high", "place_low", "place_high", "actors_low", "actors_high")


class BulkFindings(Table):
    """``findings`` whose ``reasons`` are ids of ``Reasons``, and the ranges whose product is ``p_low`` and ``p_high``.

    The ranges are null for incidents of several reports, where alternatives have ranges of their own.
    """

    name = "bulk_findings"
    schema = pa.schema(
        [pa.field(f.name, pa.list_(pa.int64()), nullable=False) if f.name == "reasons" else f for f in Findings.schema]
        + [pa.field(name, pa.float64()) for name in RANGES]
    )


class Reasons(Table):
    """Rows of traces. A finding's trace is the rows of its reason ids, in order; equal reasons have one id everywhere.

    ``p_low`` / ``p_high`` are null where they differ from report to report; the finding's own ranges then hold them.
    """

    name = "reasons"
    schema = pa.schema(
        [
            pa.field("reason_id", pa.int64(), nullable=False),
            pa.field("position", pa.int32(), nullable=False),
            pa.field("condition", pa.string(), nullable=False),
            pa.field("provision_id", pa.string()),
            pa.field("question", pa.string(), nullable=False),
            pa.field("value", pa.string(), nullable=False),
            pa.field("state", pa.string(), nullable=False),
            pa.field("p_low", pa.float64()),
            pa.field("p_high", pa.float64()),
            pa.field("basis", pa.string(), nullable=False),
            pa.field("source", pa.string()),
        ]
    )
