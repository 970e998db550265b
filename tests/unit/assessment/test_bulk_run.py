"""A bulk run leaves what ``assess_table`` says, the same bytes whoever works on it, and loses nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from truceline.assessment.assess import plans_for
from truceline.engines.local import BulkRun, rejects_of, run_bulk
from truceline.formats import report_chunks
from truceline.formats.findings_io import find_findings, whole_trace
from truceline.formats.intake import WITHHELD
from truceline.formats.report_chunks import all_chunks, latest_moment, sources_of
from truceline.formats.reports_io import write_reports
from truceline.formats.worlds import World, open_world
from truceline.run import assess_table
from truceline.simulate.exercise import simulate
from truceline.tables.findings import Findings
from truceline.tables.reports import Reports


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(("exercise",), None)


@pytest.fixture(scope="module")
def reports() -> pa.Table:
    """The exercise's reports; every third keeps its grouping into incidents."""
    rows = simulate(7).reports.to_pylist()[:900]
    for number, row in enumerate(rows):
        if number % 3:
            row["incident_id"] = None
    return Reports.from_rows(rows)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_chunks, "CHUNK_ROWS", 200)


def parquet(table: pa.Table, folder: Path) -> Path:
    path = folder / "reports.parquet"
    pq.write_table(table, path, row_group_size=350)
    return path


def bulk(path: Path, world: World, out: Path, workers: int = 1, stop_after: int | None = None) -> BulkRun:
    staging = out.with_name(f"{out.name}-staging")
    staging.mkdir(exist_ok=True)
    sources = sources_of([path], staging)

    def chunks() -> Iterator[Any]:
        for number, chunk in enumerate(all_chunks(sources)):
            if number == stop_after:
                raise KeyboardInterrupt
            yield chunk

    known = latest_moment(sources)
    assert known is not None
    return run_bulk(chunks(), plans_for(world.agreements, world.registry, None), world.registry, out, known, workers)


def bytes_of(out: Path) -> dict[str, str]:
    files = [p for p in sorted(out.rglob("*")) if p.is_file()]
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_it_says_what_the_row_by_row_run_says(reports: pa.Table, world: World, tmp_path: Path) -> None:
    """Every column, and every condition of every trace but the sentences that hold a row's own number."""
    run = bulk(parquet(reports, tmp_path), world, tmp_path / "out")
    wanted = assess_table(reports, world.agreements, world.registry)
    assert (run.rows_in, run.reports, run.rejected) == (900, 900, 0)
    assert run.findings == wanted.findings.num_rows
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in pq.read_table(tmp_path / "out" / "reasons.parquet").to_pylist():
        parts.setdefault(row["reason_id"], []).append(row)
    found = {
        f["finding_id"]: f for f in ds.dataset(tmp_path / "out" / "findings", format="parquet").to_table().to_pylist()
    }
    for row in wanted.findings.to_pylist():
        got = found.pop(row["finding_id"])
        got["reasons"] = list(whole_trace(got, parts))
        for name in Findings.schema.names:
            if name == "reasons":
                keys = ("condition", "provision_id", "question", "state", "basis", "source", "decides")
                assert [[r[k] for k in keys] for r in got[name]] == [[r[k] for k in keys] for r in row[name]]
            elif isinstance(row[name], float):
                assert got[name] == pytest.approx(row[name], abs=1e-12), name
            else:
                assert got[name] == row[name], name
    assert found == {}


def test_workers_and_interruptions_change_no_byte(
    reports: pa.Table, world: World, tmp_path: Path, small_chunks: None
) -> None:
    """One worker, three workers, and a run stopped twice leave the same files."""
    path = parquet(reports, tmp_path)
    bulk(path, world, tmp_path / "one")
    bulk(path, world, tmp_path / "three", workers=3)
    for stop in (1, 3):
        with pytest.raises(KeyboardInterrupt):
            bulk(path, world, tmp_path / "stopped", workers=2, stop_after=stop)
    taken_up = bulk(path, world, tmp_path / "stopped").taken_up
    assert taken_up >= 2
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "three") == bytes_of(tmp_path / "stopped")
    assert len(bytes_of(tmp_path / "one")) > 12


def test_other_input_is_not_taken_for_the_old(reports: pa.Table, world: World, tmp_path: Path) -> None:
    """A changed report is assessed again, and what is gone from the input is gone from the results."""
    path = parquet(reports, tmp_path)
    bulk(path, world, tmp_path / "out")
    rows = reports.to_pylist()[:400]
    rows[0]["act"] = "other"
    again = bulk(parquet(Reports.from_rows(rows), tmp_path), world, tmp_path / "out")
    assert (again.rows_in, again.taken_up) == (400, 0)
    fresh = bulk(path, world, tmp_path / "fresh")
    assert fresh.findings == again.findings
    assert bytes_of(tmp_path / "fresh") == bytes_of(tmp_path / "out")


def test_bad_rows_are_rejects_and_counted(reports: pa.Table, world: World, tmp_path: Path) -> None:
    """Rows that make no sense keep their place and reason; late ones wait; nothing is lost."""
    rows = reports.to_pylist()[:50]
    rows[3]["lat"] = 95.0
    rows[4]["act"] = "unheard_of"
    rows[5]["report_id"] = rows[6]["report_id"]
    rows[7]["occurred_until"] = rows[7]["occurred_from"].replace(year=2000)
    rows[8]["casualties_low"], rows[8]["casualties_best"] = 9, 2
    rows[9]["occurred_until"] = rows[9]["occurred_from"]
    rows[10]["place_radius_m"] = 3e7
    rows[11]["received_at"] = rows[11]["occurred_from"].replace(year=1200)
    rows[12]["act"], rows[12]["compartment"] = "unheard_of", "north"
    path = parquet(Reports.from_rows(rows), tmp_path)
    sources = sources_of([path], tmp_path)
    (chunk,) = all_chunks(sources)
    assert chunk.rows_in == 50 == chunk.reports.num_rows + chunk.rejects.num_rows
    assert sorted(chunk.rejects.column("code").to_pylist()) == [
        "E-REP-003", "E-REP-005", "E-REP-005", "E-REP-006", "E-REP-007", "E-REP-009", "E-REP-009", "E-REP-012",
    ]  # fmt: skip
    assert [r["raw"] == WITHHELD for r in chunk.rejects.to_pylist()].count(True) == 1
    assert 4 in chunk.rejects.column("row").to_pylist()
    middle = rows[20]["occurred_from"]
    plans = plans_for(world.agreements, world.registry, middle)
    run = run_bulk([chunk], plans, world.registry, tmp_path / "out", middle)
    assert run.rows_in == 50 == run.reports + run.rejected
    late = {code for part in rejects_of(tmp_path / "out") for code in part.column("code").to_pylist()}
    assert run.rejected > 5
    assert late & {"E-REP-013", "E-REP-015"}


def test_text_tables_run_in_bulk_too(reports: pa.Table, world: World, tmp_path: Path, small_chunks: None) -> None:
    """A CSV gives the findings of the Parquet table with the same rows."""
    write_reports(reports.slice(0, 300), tmp_path / "reports.csv")
    one = bulk(tmp_path / "reports.csv", world, tmp_path / "csv")
    other = bulk(parquet(reports.slice(0, 300), tmp_path), world, tmp_path / "parquet")
    assert (one.rows_in, one.findings) == (300, other.findings)


def test_explain_reads_a_bulk_run(reports: pa.Table, world: World, tmp_path: Path) -> None:
    """A finding by its report's id, with its trace and what decides."""
    bulk(parquet(reports, tmp_path), world, tmp_path / "out")
    wanted = reports.column("report_id")[1].as_py()
    found = find_findings(tmp_path / "out", wanted)
    assert {wanted} == {r for f in found for r in f["report_ids"]}
    assert all(any(r["decides"] for r in f["reasons"]) for f in found)
