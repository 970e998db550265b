"""Reports of a chunk are put in order once, by month, and nothing else about them changes."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from truceline.engines.month_files import _MonthFiles, in_order_of_months
from truceline.engines.spill import Spill
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


FULL = Path("/dev/full")  # a device on which there is never room
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")


@pytest.fixture
def complaints(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the interpreter says of errors that nobody can catch any more."""
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    return told


def write_a_month(out: Path) -> None:
    (out / "findings" / "month=2031-02").mkdir(parents=True)
    (out / "findings" / "month=2031-02" / "x.parquet.part").symlink_to(FULL)
    with _MonthFiles(out, "x") as files:
        files.add("2031-02", pa.table({"finding_id": ["a"]}))


@needs_full
def test_a_full_disk_is_told_once(tmp_path: Path, complaints: list[Any]) -> None:
    """The error that stops the run, and no traceback of a writer that tries again when it is collected."""
    with pytest.raises(OSError, match="No space left"):
        write_a_month(tmp_path)
    gc.collect()
    assert complaints == [] and not (tmp_path / "findings" / "month=2031-02" / "x.parquet").exists()


@needs_full
def test_what_is_set_aside_on_a_full_disk_is_told_once(complaints: list[Any]) -> None:
    """The same of reports that name their incident: leaving the context says nothing of its own."""

    def set_aside() -> None:
        with Spill() as spill:
            spill._writer = pq.ParquetWriter(FULL, Reports.schema, compression="lz4")
            raise OSError("No space left")

    with pytest.raises(OSError, match="No space left"):
        set_aside()
    gc.collect()
    assert complaints == []
