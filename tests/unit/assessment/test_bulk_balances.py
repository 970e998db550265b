"""Running balances in a bulk run: counted over all chunks, the same whoever works on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from truceline.assessment.assess import plans_for
from truceline.engines.balances import with_balances
from truceline.engines.local import BulkRun, run_bulk
from truceline.formats import report_chunks
from truceline.formats.findings_io import find_findings
from truceline.formats.report_chunks import all_chunks, latest_moment, sources_of
from truceline.formats.reports_io import write_reports
from truceline.formats.worlds import World, open_world
from truceline.run import assess_table, reports_table

TOLD = ("finding_id", "coverage", "outcome", "provision_ids", "cannot_tell_because", "attributed_party")


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(["karsa/karsa-protocol"])


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_chunks, "CHUNK_ROWS", 10)


def posts(last: int = 3) -> list[dict[str, Any]]:
    """Forty posts of 3 guards over two days, half by either side; two of them are claims about one incident."""
    rows = [
        {
            "report_id": f"r{n:02}",
            "occurred_from": f"2031-02-1{n % 2}T{6 + n // 4:02}:{n % 60:02}Z",
            "lon": 20.3,
            "lat": 10.0,
            "place_radius_m": 100.0,
            "act": "checkpoint",
            "quantity": last if n == 0 else 3,
            "quantity_unit": "guards",
            "claimed_initiator": ["Karsa Army" if n % 4 < 2 else "Delta Movement"],
        }
        for n in range(40)
    ]
    rows[5]["incident_id"] = rows[6]["incident_id"] = "two-words"
    return rows


def bulk(rows: list[dict[str, Any]], world: World, folder: Path, workers: int = 1) -> tuple[BulkRun, dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    path = folder / "reports.parquet"
    write_reports(reports_table(rows), path)
    staging = folder / "staging"
    staging.mkdir(exist_ok=True)
    sources = sources_of([path], staging)
    known = latest_moment(sources)
    assert known is not None
    tables = (c.reports for c in all_chunks(sources))
    plans = with_balances(tables, plans_for(world.agreements, world.registry, None), world.registry, known)
    run = run_bulk(all_chunks(sources), plans, world.registry, folder / "out", known, workers)
    found = ds.dataset(folder / "out" / "findings").to_table().to_pylist()
    return run, {f["finding_id"]: [f[k] for k in TOLD] for f in found}


@pytest.mark.usefixtures("small_chunks")
def test_a_balance_counts_over_all_chunks(world: World, tmp_path: Path) -> None:
    """What a row-by-row run says, with one worker and with two; the ceiling is passed in the middle of the day."""
    wanted = assess_table(reports_table(posts()), world.agreements, world.registry).findings.to_pylist()
    told = {f["finding_id"]: [f[k] for k in TOLD] for f in wanted}
    assert {f["outcome"] for f in wanted} >= {"violation", "no_violation"}
    assert bulk(posts(), world, tmp_path / "one")[1] == told
    assert bulk(posts(), world, tmp_path / "two", workers=2)[1] == told


def test_a_binding_ruling_stands_in_the_trace_of_a_bulk_run(world: World, tmp_path: Path) -> None:
    """Before the day it binds it does not; after it both readings say so, in the words of the row-by-row run."""
    rows = [
        {**posts()[0], "report_id": f"r{day}", "occurred_from": f"2031-02-{day}T10:00Z", "lon": lon, "act": "shelling"}
        for day, lon in ((18, 20.3), (22, 20.3), (23, 25.0))
    ]
    run, _ = bulk(rows, world, tmp_path / "run")
    wanted = assess_table(reports_table(rows), world.agreements, world.registry).findings.to_pylist()
    told = {f["finding_id"]: [r["value"] for r in f["reasons"] if r["condition"] == "reading_binds"] for f in wanted}
    assert run.findings == 6 and sorted(map(len, told.values())) == [0, 0, 1, 1, 1, 1]
    out = tmp_path / "run" / "out"
    for finding, words in told.items():
        (found,) = (f for f in find_findings(out, finding) if f["finding_id"] == finding)
        beside = [r for r in found["reasons"] if r["condition"] == "reading_binds"]
        assert [r["value"] for r in beside] == words and not any(r["decides"] for r in beside)


@pytest.mark.usefixtures("small_chunks")
def test_a_changed_item_undoes_what_rests_on_it(world: World, tmp_path: Path) -> None:
    """Parts of an earlier run are taken up again only while the balances are the same."""
    first, _ = bulk(posts(), world, tmp_path / "run")
    again, _ = bulk(posts(), world, tmp_path / "run")
    assert (first.taken_up, again.taken_up > 0) == (0, True)
    changed, told = bulk(posts(last=20), world, tmp_path / "run")
    assert changed.taken_up == 0
    wanted = assess_table(reports_table(posts(last=20)), world.agreements, world.registry).findings.to_pylist()
    assert told == {f["finding_id"]: [f[k] for k in TOLD] for f in wanted}
