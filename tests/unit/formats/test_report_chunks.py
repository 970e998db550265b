"""Files beyond memory: read in chunks, each id once over all of them, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.formats import intake, report_chunks
from truceline.formats.report_chunks import all_chunks, sources_of
from truceline.formats.reports_io import write_reports
from truceline.formats.seen_ids import SeenIds
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


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=4), max_size=30), max_size=12))
def test_seen_ids_are_those_that_were_added(batches: list[list[str]]) -> None:
    """As a set of texts would say, over any batches."""
    seen, wanted = SeenIds(), set[str]()
    for batch in batches:
        column = pa.chunked_array([pa.array(batch, pa.string())])
        assert seen.fresh(column).tolist() == [i not in wanted for i in batch]
        seen.add(column)
        wanted.update(batch)
