"""Files beyond memory: read in chunks, each id once over all of them, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from truceline.formats import intake, report_chunks
from truceline.formats.report_chunks import all_chunks, sources_of
from truceline.formats.reports_io import write_reports
from truceline.run import reports_table


def table(begin: int, end: int) -> pa.Table:
    return reports_table(
        [{"report_id": f"r{i}", "act": "attack", "occurred_from": "2020-02-01"} for i in range(begin, end)]
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_chunks, "CHUNK_ROWS", 40)
    monkeypatch.setattr(intake, "BATCH", 15)


def test_an_id_of_an_earlier_file_is_a_reject(tmp_path: Path, small: None) -> None:
    """Whatever the kind of file and wherever the row group ends; counts add up."""
    pq.write_table(table(0, 100), tmp_path / "a.parquet", row_group_size=30)
    write_reports(table(90, 130), tmp_path / "b.csv")
    pq.write_table(table(125, 140), tmp_path / "c.parquet")
    files = [tmp_path / name for name in ("a.parquet", "b.csv", "c.parquet")]
    chunks = list(all_chunks(sources_of(files, tmp_path)))
    ids = [i for c in chunks for i in c.reports.column("report_id").to_pylist()]
    rejects = [r for c in chunks for r in c.rejects.to_pylist()]
    assert sorted(ids) == sorted(f"r{i}" for i in range(140))
    assert {r["code"] for r in rejects} == {"E-REP-007"}
    assert [(r["source"], r["row"]) for r in rejects] == [
        *(("b.csv", i) for i in range(2, 12)),
        *(("c.parquet", i) for i in range(1, 6)),
    ]
    assert sum(c.rows_in for c in chunks) == 155


def test_a_text_file_is_staged_chunk_by_chunk(tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader holds more than a batch: what it took goes on at once, rejects too; row groups are chunks."""
    write_reports(table(0, 200), tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    lines[5:5] = ["broken"] * 70
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    most = 0
    flush = intake.Intake._flush

    def watched(self: intake.Intake) -> None:
        nonlocal most
        flush(self)
        most = max(most, len(self._tables) + len(self._rejects), len(self.ids))

    monkeypatch.setattr(intake.Intake, "_flush", watched)
    told: list[int] = []
    sources = sources_of([tmp_path / "a.csv"], tmp_path, progress=lambda path, rows: told.append(rows))
    assert most == 0
    assert [s.rows for s in sources] == [40] * 5 and told[-1] == 200 and len(told) > 10
    chunks = list(all_chunks(sources))
    assert sum(c.rows_in for c in chunks) == 270
    assert sum(c.rejects.num_rows for c in chunks) == 70


def test_an_id_with_blanks_about_it_is_the_same_id(tmp_path: Path, small: None) -> None:
    """Whichever way a row goes: taken as it stands, or cell by cell because something else is odd in it."""
    reports = table(0, 3).set_column(0, "report_id", pa.array(["a", " a", "b\u00a0"]))
    pq.write_table(reports, tmp_path / "a.parquet")
    pq.write_table(table(0, 1).set_column(0, "report_id", pa.array(["b"])), tmp_path / "b.parquet")
    chunks = list(all_chunks(sources_of([tmp_path / "a.parquet", tmp_path / "b.parquet"], tmp_path)))
    assert [i for c in chunks for i in c.reports.column("report_id").to_pylist()] == ["a", "b"]
    assert [r["code"] for c in chunks for r in c.rejects.to_pylist()] == ["E-REP-007"] * 2
