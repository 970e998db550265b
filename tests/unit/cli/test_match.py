"""``truceline match``: from a file to incidents, an explanation, a page and a calibration."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from tests.unit.matching.test_match import TWO_EVENTS
from truceline.cli import main
from truceline.formats.reports_io import write_reports
from truceline.simulate.exercise import simulate
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


def test_calibrate_from_judgements_and_from_truth_runs_to_the_end(tmp_path: Path) -> None:
    """Both ways leave weights that a second match takes, and a drawing; judgements are applied and counted."""
    world = simulate(seed=3, days=12, incidents=120).reports
    write_reports(world, tmp_path / "in.parquet")
    assert run("match", tmp_path / "in.parquet", "--out", tmp_path / "m", "--no-fuse").exit_code == 0
    rows = world.select(["report_id", "incident_id"]).to_pylist()
    truth = {r["report_id"]: r["incident_id"] or r["report_id"] for r in rows}
    lines = ["report_id,incident_id", *(f"{report},{incident}" for report, incident in truth.items())]
    (tmp_path / "truth.csv").write_text("\n".join(lines), encoding="utf-8")
    page = (tmp_path / "m" / "judge.html").read_text(encoding="utf-8")
    asked = re.findall(r'data-left="([^"]+)" data-right="([^"]+)"', page)
    said = [f"{a}; {b},{'same' if truth[a] == truth[b] else 'different'}" for a, b in asked]
    (tmp_path / "judged.csv").write_text("\n".join(["reports,verdict", *said]), encoding="utf-8")
    for option, file in (("--truth", "truth.csv"), ("--judgements", "judged.csv")):
        out = tmp_path / file.removesuffix(".csv")
        result = run("match", "calibrate", "--in", tmp_path / "m", option, tmp_path / file, "--out", out)
        assert result.exit_code == 0, result.output
        before, after = map(float, re.findall(r"(\.\d{4}) (?:before|after)", result.output.replace("0.", ".")))
        assert after <= before
        assert (out / "reliability.html").exists()
        again = ["--weights", out / "weights.json", "--judgements", tmp_path / "judged.csv", "--no-fuse", "--no-page"]
        result = run("match", tmp_path / "in.parquet", "--out", tmp_path / "again", *again)
        assert f"{len(said)} pairs stand judged" in result.output


@pytest.mark.parametrize(
    "change", [{"threshold": "x"}, {"slope": 0}, {"shift": float("nan")}, {"final": {"smell": [1]}}]
)
def test_weights_that_cannot_be_are_a_coded_error(tmp_path: Path, change: dict[str, object]) -> None:
    """Words for numbers, what is not finite, a slope of 0 and unknown clues end in E-MATCH-004, not in an answer."""
    out = matched(tmp_path)
    (out / "weights.json").write_text(json.dumps(json.loads((out / "weights.json").read_text()) | change))
    result = run("match", "explain", "b1", "b2", "--in", out)
    assert "E-MATCH-004" in result.output


def test_contradictory_judgements_and_missing_sources_are_found_before_any_work(tmp_path: Path) -> None:
    """Even a dry run says so; judgements on reports that are not here are counted as waiting."""
    write_reports(Reports.from_rows(TWO_EVENTS), tmp_path / "in.parquet")
    judged = tmp_path / "judged.csv"
    judged.write_text("reports,verdict\nb1; b2,same\nb2; b3,same\nb1; b3,different\n")
    assert "E-MATCH-001" in run("match", tmp_path / "in.parquet", "--dry-run", "--judgements", judged).output
    judged.write_text("reports,verdict\nb1; z9,same\n")
    assert "wait: z9" in run("match", tmp_path / "in.parquet", "--dry-run", "--judgements", judged).output
    assert "E-MATCH-004" in run("match", tmp_path / "in.parquet", "--dry-run", "--sources", tmp_path / "no.csv").output


def test_closed_compartments_stand_in_no_grade_and_no_fused_incident(tmp_path: Path) -> None:
    """Matched, counted, said; their ids are in corroboration and fused incidents only when asked for."""
    rows = [dict(row, compartment="witness") if row["report_id"] == "b2" else row for row in TWO_EVENTS]
    write_reports(Reports.from_rows(rows), tmp_path / "in.parquet")
    for options, there in (((), False), (("--with-closed",), True)):
        result = run("match", tmp_path / "in.parquet", "--out", tmp_path / "out", *options)
        assert ("1 reports of closed compartments" in result.output) is not there
        for name in ("corroboration", "fused"):
            told = str(pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist())
            assert ("'b2'" in told) is there
        assert "b2" not in (tmp_path / "out" / "judge.html").read_text(encoding="utf-8")
        assert pq.read_table(tmp_path / "out" / "members.parquet").num_rows == len(rows)


def test_names_of_one_actor_count_with_a_registry(tmp_path: Path) -> None:
    """Two names that share no word are one actor's when a registry says so, also in a later explanation."""
    rows = [dict(row) for row in TWO_EVENTS]
    rows[0]["side_left"], rows[1]["side_left"] = ["ISIL"], ["Daesh"]
    write_reports(Reports.from_rows(rows), tmp_path / "in.parquet")
    said = {}
    for name, options in (("without", ()), ("with", ("--registry", "syria"))):
        assert run("match", tmp_path / "in.parquet", "--out", tmp_path / name, *options).exit_code == 0
        lines = run("match", "explain", rows[0]["report_id"], rows[1]["report_id"], "--in", tmp_path / name).output
        said[name] = next(line for line in lines.splitlines() if "actors:" in line)
    assert "differ" in said["without"]
    assert "share" in said["with"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run reads and counts only."""
    write_reports(Reports.from_rows(TWO_EVENTS), tmp_path / "in.parquet")
    result = run("match", tmp_path / "in.parquet", "--dry-run", "--out", tmp_path / "none")
    assert "3 reports taken" in result.output
    assert not (tmp_path / "none").exists()
