"""Reports of a chunk are put in order once, by month, and nothing else about them changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from truceline.engines.month_files import in_order_of_months
from truceline.tables.reports import Reports
from truceline.tables.schema import UTC as UTC_MICROSECONDS

STARTS = ["2031-03-05", "1969-12-31", "2031-02-28", "2031-03-01", "2031-02-01"]


def test_reports_come_by_month_and_else_in_their_order() -> None:
    """Also before 1970; within a month the order in which they came stays."""
    starts = [datetime.fromisoformat(d).replace(tzinfo=UTC) for d in STARTS]
    ids = [f"r{i}" for i in range(len(starts))]
    known = {"report_id": pa.array(ids), "occurred_from": pa.array(starts, UTC_MICROSECONDS)}
    columns = [known.get(f.name, pa.nulls(len(ids), f.type)) for f in Reports.schema]
    table = pa.table(columns, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))
    ordered = in_order_of_months(table)
    assert ordered.column("report_id").to_pylist() == ["r1", "r2", "r4", "r0", "r3"]
    assert ordered.schema == table.schema
    assert in_order_of_months(ordered) is ordered
