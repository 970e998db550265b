"""Our own table, read back: what a cell says is what the report says."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from truceline.formats.own_reports import own_report
from truceline.formats.reports_io import read_reports
from truceline.run import reports_table

DAY = "2031-05-02T07:10:00Z"


@pytest.mark.parametrize(
    ("cell", "read"), [("none", "none"), (" none ", "none"), ("None", None), ("", None), ("given", "given")]
)
def test_no_notice_is_not_an_empty_cell(cell: str, read: str | None) -> None:
    """`none` says that nobody was told; the `None` that programs write for nothing stays nothing."""
    assert own_report({"occurred_from": DAY, "notice": cell})["notice"] == read


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_notice_survives_a_file(tmp_path: Path, suffix: str) -> None:
    """Written and read back, a movement of which nobody was told is still one."""
    path = tmp_path / f"log{suffix}"
    if suffix == ".csv":
        path.write_text(
            f"report_id,source,occurred_from,act,notice\na,mission,{DAY},troop_movement,none\n", encoding="utf-8"
        )
    else:
        row = {"report_id": "a", "source": "mission", "occurred_from": DAY, "act": "troop_movement", "notice": "none"}
        pq.write_table(reports_table([row]), path)
    assert read_reports(path).reports.column("notice").to_pylist() == ["none"]
