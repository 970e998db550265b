"""``truceline match``: from a file to incidents, an explanation, a page and a calibration."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from click.testing import CliRunner, Result

from tests.unit.matching.test_match import TWO_EVENTS
from truceline.cli import main
from truceline.formats.reports_io import write_reports
from truceline.tables.reports import Reports


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def matched(folder: Path) -> Path:
    write_reports(Reports.from_rows(TWO_EVENTS), folder / "in.parquet")
    result = run("match", folder / "in.parquet", "--out", folder / "out")
    assert result.exit_code == 0, result.output
    return folder / "out"


def test_match_leaves_its_files(tmp_path: Path) -> None:
    """Every report stands in members.parquet once, and the files that the help names are there."""
    out = matched(tmp_path)
    assert pq.read_table(out / "members.parquet").column("report_id").to_pylist() == ["b1", "b2", "b3"]
    assert {p.name for p in out.iterdir()} >= {"incidents.parquet", "reports.parquet", "rejects.csv", "judge.html"}


def test_explain_shows_terms_that_add_up(tmp_path: Path) -> None:
    """The terms printed for a pair sum to the log-odds printed below them."""
    result = run("match", "explain", "b2", "b1", "--in", matched(tmp_path))
    lines = [line.split() for line in result.output.splitlines()[1:] if line.startswith("  ")]
    numbers = [float(words[0]) for words in lines if words[0][0] in "+-"]
    assert abs(sum(numbers[:-1]) - numbers[-1]) < 0.06
    assert "one incident" in result.output


def test_explain_of_an_unknown_report_is_a_coded_error(tmp_path: Path) -> None:
    """An id that is not there ends in E-MATCH-005, not in a traceback."""
    result = run("match", "explain", "b1", "nobody", "--in", matched(tmp_path))
    assert result.exit_code == 1
    assert "E-MATCH-005" in result.output


def test_calibrate_needs_known_answers(tmp_path: Path) -> None:
    """Without enough known pairs there is no calibration but E-MATCH-006."""
    result = run("match", "calibrate", "--in", matched(tmp_path), "--out", tmp_path / "cal")
    assert "E-MATCH-006" in result.output


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run reads and counts only."""
    write_reports(Reports.from_rows(TWO_EVENTS), tmp_path / "in.parquet")
    result = run("match", tmp_path / "in.parquet", "--dry-run", "--out", tmp_path / "none")
    assert "3 reports taken" in result.output
    assert not (tmp_path / "none").exists()
