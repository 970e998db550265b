"""Claims about ``truceline assess diff``."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from truceline.cli import main
from truceline.tables.finding_changes import FindingChanges

REPORTS = """report_id,source,occurred_from,occurred_until,lon,lat,place_radius_m,act,claimed_initiator
r1,log,2031-01-20T10:00:00Z,2031-01-20T11:00:00Z,36.5,1.5,200,shelling,Northern Army
r2,log,2031-02-20T10:00:00Z,2031-02-20T11:00:00Z,36.5,1.5,200,aid_obstruction,Northern Army
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


@pytest.fixture
def accord(tmp_path: Path) -> Path:
    """A fresh agreement with two reports of one act each inside its area and time."""
    folder = tmp_path / "my-accord"
    assert run("agreement", "new", folder).exit_code == 0
    return folder


def reports_of(folder: Path) -> Path:
    path = folder.parent / "reports.csv"
    path.write_text(REPORTS)
    return path


def test_the_same_agreement_differs_in_nothing(accord: Path) -> None:
    """No difference, nothing judged again, exit 0."""
    result = run("assess", "diff", reports_of(accord), "--agreements", accord, "--against", accord)
    assert result.exit_code == 0, result.output
    assert "0 judgements made again" in result.output


def test_an_amended_agreement_lists_what_comes_out_differently(accord: Path, tmp_path: Path) -> None:
    """A provision that no longer names an act: its findings are listed on the terminal, as JSON and as files."""
    amended = tmp_path / "amended"
    shutil.copytree(accord, amended)
    text = (amended / "agreement.yaml").read_text()
    assert "acts: [attack" in text
    (amended / "agreement.yaml").write_text(text.replace("acts: [attack", "acts: [looting", 1))
    words = ("assess", "diff", reports_of(accord), "--agreements", accord, "--against", amended)
    told = run(*words, "--out", tmp_path / "changes")
    assert told.exit_code == 1, told.output
    table = pq.read_table(tmp_path / "changes" / "finding_changes.parquet")
    assert table.schema.names == FindingChanges.schema.names
    assert table.column("incident_id").to_pylist() == ["r1"]
    assert table.column("before_outcome").to_pylist() == ["violation"]
    with (tmp_path / "changes" / "finding_changes.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 1
    (line,) = [row for row in run(*words, "--json").stdout.splitlines() if row.startswith("{")]
    assert json.loads(line)["incident_id"] == "r1"


def test_an_unknown_reading_says_which_there_are(accord: Path) -> None:
    """E-AGREE-021 with the readings that exist, not a traceback."""
    result = run("assess", "diff", reports_of(accord), "--agreements", "sy-coh-2016-02", "--reading", "nobodys")
    assert (result.exit_code, "E-AGREE-021" in result.output, "hnc" in result.output) == (1, True, True)


def test_assess_itself_is_reached_as_before(accord: Path, tmp_path: Path) -> None:
    """The second word only counts when it is 'diff': a report file is still assessed."""
    result = run("assess", reports_of(accord), "--agreements", accord, "--out", tmp_path / "out", "--no-page")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "findings.csv").exists()
