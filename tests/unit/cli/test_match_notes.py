"""What somebody new to ``truceline match`` stumbles over is told with place, cause and remedy, before any work."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.cli.test_match import matched, run
from tests.unit.matching.test_alias_suggestions import told_twice
from tests.unit.matching.test_match import TWO_EVENTS, a_report
from truceline.formats.reports_io import write_reports
from truceline.tables.reports import Reports


def of(folder: Path, rows: list[dict[str, Any]], *more: object) -> str:
    write_reports(Reports.from_rows(rows), folder / "in.parquet")
    result = run("match", folder / "in.parquet", "--out", folder / "out", *more)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_table_without_a_needed_column_is_told_which(tmp_path: Path) -> None:
    """A table with our columns but no time names the column that is missing."""
    (tmp_path / "in.csv").write_text("report_id,source,lon,lat\nb1,agency,36,34\n", encoding="utf-8")
    result = run("match", tmp_path / "in.csv", "--out", tmp_path / "out")
    assert "lacks the column occurred_from" in result.output


def test_a_result_folder_that_is_a_file_is_found_before_any_work(tmp_path: Path) -> None:
    """Nothing is compared when the results could not be written."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    write_reports(Reports.from_rows(TWO_EVENTS), tmp_path / "in.parquet")
    result = run("match", tmp_path / "in.parquet", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "E-RUN-003" in result.output
    assert "rows read" not in result.output


def test_one_report_named_twice_is_told_so(tmp_path: Path) -> None:
    """A pair needs two reports."""
    assert "E-MATCH-007" in run("match", "explain", "b1", "b1", "--in", matched(tmp_path)).output


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lon": None, "lat": None, "place_name": None}, "3 reports state neither a point nor a place name"),
        ({"source": "one"}, "all reports are of one source"),
        ({}, "sources have names of their own"),
    ],
)
def test_what_cannot_be_compared_is_said(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    """Reports nowhere, and reports of a single source, are matched, and their limits are told."""
    assert said in of(tmp_path, [row | values for row in TWO_EVENTS])


def test_rejected_rows_are_counted_by_reason(tmp_path: Path) -> None:
    """The line says how many of which code and where all of it stands."""
    head = "report_id,source,act,occurred_from,occurred_until\n"
    days = (
        "b1,a,attack,2026-03-01,2026-03-02",
        "b1,a,attack,2026-03-01,2026-03-02",
        "b2,a,attack,2026-03-05,2026-03-02",
    )
    rows = "\n".join(days)
    (tmp_path / "in.csv").write_text(head + rows, encoding="utf-8")
    result = run("match", tmp_path / "in.csv", "--out", tmp_path / "out")
    assert "2 rejected (E-REP-006 1, E-REP-007 1; see rejects.csv)" in result.output


def test_names_are_suggested_and_written(tmp_path: Path) -> None:
    """``match names`` prints what it suggests, says that nothing is applied, and writes the same to a file."""
    of(tmp_path, [*told_twice(4, "Dawn Column", "Liwa Fajr"), a_report("z", "council", lon=39.0)])
    result = run("match", "names", "--in", tmp_path / "out", "--out", tmp_path / "names.csv")
    assert "Dawn Column  =?  Liwa Fajr: 4 pairs" in result.output
    assert "nothing is applied" in result.output
    with (tmp_path / "names.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["left"], row["right"], row["pairs"]) == ("Dawn Column", "Liwa Fajr", "4")


def test_denials_stand_in_the_corroboration(tmp_path: Path) -> None:
    """A file of denials ends among the contradictions; one without its columns is told before any work."""
    denials = tmp_path / "denials.csv"
    denials.write_text("report_id,denied_by,says\nb1,Northern Army,not ours\n", encoding="utf-8")
    of(tmp_path, TWO_EVENTS, "--denials", denials)
    rows = pq.read_table(tmp_path / "out" / "corroboration.parquet").to_pylist()
    assert [c["right"] for row in rows for c in row["contradictions"] if c["about"] == "denied"] == ["Northern Army"]
    denials.write_text("report,who\nb1,Northern Army\n", encoding="utf-8")
    assert "E-MATCH-004" in run("match", tmp_path / "in.parquet", "--denials", denials).output


def test_two_monitors_side_by_side(tmp_path: Path) -> None:
    """One incident of both, denied once, and one of the monitor alone; an unknown source is told."""
    of(tmp_path, [row | {"admin1": "Lyne"} for row in TWO_EVENTS])
    denials = tmp_path / "denials.csv"
    denials.write_text("report_id,denied_by\nb1,Northern Army\n", encoding="utf-8")
    arguments = ("match", "monitors", "--in", tmp_path / "out", "--mine", "agency", "--yours")
    found = run(*arguments, "monitor", "--denials", denials)
    assert found.output.splitlines() == ["place,month,mine,yours,both,denied", "Lyne,2026-03,0,1,1,1"]
    assert "E-MATCH-008" in run(*arguments, "nobody").output
    of(tmp_path, [row | {"admin1": "Lyne", "denied_by": "Northern Army"} for row in TWO_EVENTS])
    assert run(*arguments, "monitor").output.splitlines()[1] == "Lyne,2026-03,0,1,1,2"
    assert "both are one source" in run(*arguments, "agency").output


def test_monitors_count_no_closed_report(tmp_path: Path) -> None:
    """A closed report of one monitor makes no incident of both, nor is its source told; who may see it asks for it."""
    of(tmp_path, [dict(row, compartment="witness") if row["source"] == "agency" else row for row in TWO_EVENTS])
    arguments = ("match", "monitors", "--in", tmp_path / "out", "--mine", "agency", "--yours", "monitor")
    hidden = run(*arguments)
    assert "E-MATCH-008" in hidden.output and "there are monitor" in hidden.output
    assert run(*arguments, "--with-closed").output.splitlines()[1:] == ["Karvat,2026-03,0,0,1,0", "Osk,2026-03,0,1,0,0"]


def test_tables_with_columns_of_their_own_go_in_together(tmp_path: Path) -> None:
    """One mapping for each file, in their order; another number of mappings is told before any work."""
    (tmp_path / "a.csv").write_text("Ref,Day,Y,X\na1,2026-03-01,34,36\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("رقم;يوم;y;x\nb1;2026-03-01;34;36\nb2;2026-05-01;34;36\n", encoding="utf-8")
    for name, number, day, lat, lon in (("a", "Ref", "Day", "Y", "X"), ("b", "رقم", "يوم", "y", "x")):
        (tmp_path / f"{name}.yaml").write_text(
            f"truceline: 1\nsource: {name}\ntimezone: Etc/UTC\nfields:\n  report_id: {number}\n"
            f"  occurred_from: {day}\n  lat: {lat}\n  lon: {lon}\n  act: {{constant: attack}}\n",
            encoding="utf-8",
        )
    maps = [word for name in ("a", "b") for word in ("--map", tmp_path / f"{name}.yaml")]
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    result = run("match", *files, *maps, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    reports = pq.read_table(tmp_path / "out" / "reports.parquet").to_pylist()
    assert [r["source"] for r in sorted(reports, key=lambda r: r["report_id"])] == ["a", "b", "b"]
    assert "E-MAP-005" in run("match", *files, files[0], *maps, "--out", tmp_path / "other").output
    assert not (tmp_path / "other").exists()
