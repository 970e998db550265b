"""Claims about the main command: its files, its counts, its refusals."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from truceline.cli import main
from truceline.cli.summary_table import _share
from truceline.cli.unknown_names import UnknownNames
from truceline.formats.reports_io import write_reports
from truceline.registry.actors import Registry
from truceline.simulate.exercise import SPOTLIGHT, simulate
from truceline.tables.findings import Findings


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exercise") / "reports.parquet"
    write_reports(simulate(seed=3, days=92, incidents=60).reports, path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def test_a_run_leaves_the_public_files(reports: Path, tmp_path: Path) -> None:
    """The six files of the contract, the findings in their schema, one row an incident and reading."""
    result = run("assess", reports, "--agreements", "exercise", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    names = {p.name for p in tmp_path.iterdir()}
    wanted = {"findings.parquet", "findings.csv", "rejects.csv", "incidents.parquet", "members.parquet", "report.html"}
    assert wanted <= names
    findings = pq.read_table(tmp_path / "findings.parquet")
    assert findings.schema.names == Findings.schema.names
    incidents = pq.read_table(tmp_path / "incidents.parquet").num_rows
    assert findings.num_rows == incidents * 5
    rows = list(csv.DictReader((tmp_path / "findings.csv").open(encoding="utf-8")))
    assert len(rows) == findings.num_rows
    assert pq.read_table(tmp_path / "members.parquet").num_rows == pq.read_table(reports).num_rows


def test_two_runs_give_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("assess", reports, "--agreements", "exercise", "--out", tmp_path / name)
    for file in ("findings.parquet", "findings.csv", "report.html", "rejects.csv"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_what_lies_after_the_state_of_knowledge_is_set_aside_and_counted(reports: Path, tmp_path: Path) -> None:
    """Reports taken plus rows set aside are all of them, each with its code."""
    result = run("assess", reports, "--agreements", "exercise", "--as-of", "2030-04-01", "--no-page", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    aside = list(csv.DictReader((tmp_path / "rejects.csv").open(encoding="utf-8")))
    assert {row["code"] for row in aside} <= {"E-REP-013", "E-REP-015"}
    taken = pq.read_table(tmp_path / "members.parquet").num_rows
    assert aside and taken + len(aside) == pq.read_table(reports).num_rows


def test_the_same_file_twice_counts_once(reports: Path, tmp_path: Path) -> None:
    run("assess", reports, reports, "--agreements", "exercise", "--no-page", "--out", tmp_path)
    aside = list(csv.DictReader((tmp_path / "rejects.csv").open(encoding="utf-8")))
    assert {row["code"] for row in aside} == {"E-REP-007"}
    assert len(aside) == pq.read_table(tmp_path / "members.parquet").num_rows


def test_agreements_of_two_conflicts_run_together(reports: Path, tmp_path: Path) -> None:
    """Both registries know civilians; nothing else may clash."""
    words = ("--agreements", "exercise", "--agreements", "syria/calm-2016-04", "--no-page", "--out", tmp_path)
    assert run("assess", reports, *words).exit_code == 0


def test_explain_prints_the_trace_of_one_incident(reports: Path, tmp_path: Path) -> None:
    run("assess", reports, "--agreements", "exercise", "--no-page", "--out", tmp_path)
    result = run("explain", SPOTLIGHT, "--in", tmp_path, "--agreement", "ex-lyne-accord", "--reading", "published")
    assert f"incident {SPOTLIGHT}, 2030-04-17 03:40 to" in result.output, "when it was, in UTC, and who tells of it"
    assert result.exit_code == 0
    assert "the border was never published" in result.output
    assert "→" in result.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--agreements", "nope"), "E-AGREE-022"),
        (("--agreements", "exercise", "--as-of", "yesterday"), "E-AGREE-006"),
        (("--agreements", "exercise", "--registry", "nope"), "E-REG-005"),
        (("--agreements", "exercise", "--spotlight", "zz"), "E-RUN-001"),
        (("--agreements", "exercise", "--spotlight", f"{SPOTLIGHT}:zz"), "E-RUN-001"),
        (("--agreements", "exercise", "--format", "xml"), "E-REP-011"),
        (("--agreements", "exercise", "--map", "nothing.yaml"), "E-MAP-001"),
    ],
)
def test_a_wrong_option_is_a_coded_error(reports: Path, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    result = run("assess", reports, *words, "--out", tmp_path)
    assert result.exit_code == 1
    assert code in result.output
    assert isinstance(result.exception, SystemExit)


def test_names_the_registry_does_not_know_are_listed_with_the_remedy(reports: Path, tmp_path: Path) -> None:
    """A misspelt army keeps findings open; the run says which name, how often, and where to add it."""
    table = pq.read_table(reports)
    rows = table.to_pylist()
    for row in rows[:2]:
        row["claimed_initiator"] = ["Merowan Army"]
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), tmp_path / "reports.parquet")
    told = run("assess", tmp_path / "reports.parquet", "--agreements", "exercise", "--dry-run").output
    assert "'Merowan Army', 2 times. Did you mean Merrowan Army" in told
    assert "actors.yaml" in told


def test_points_that_do_not_say_how_precise_they_are_are_counted(reports: Path, tmp_path: Path) -> None:
    """In both ways of running; a point with a radius, and a report without a point, are none of them."""
    table = pq.read_table(reports).slice(0, 40)
    rows = table.to_pylist()
    pointed = [row for row in rows if row["lon"] is not None]
    assert len(pointed) > 3 and all(row["place_radius_m"] is not None for row in pointed)
    for row in pointed[:3]:
        row["place_radius_m"] = None
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), tmp_path / "reports.parquet")
    asked = ("assess", tmp_path / "reports.parquet", "--agreements", "exercise", "--out", tmp_path / "out", "--no-page")
    for way in ((), ("--bulk",)):
        assert "3 reports give a point and no place_radius_m: taken as exact" in run(*asked, *way).output
    pq.write_table(table, tmp_path / "reports.parquet")
    assert "taken as exact" not in run(*asked).output


def test_names_that_the_registry_does_not_know_are_told_in_both_kinds_of_run(tmp_path: Path) -> None:
    """The same sentences, whether the reports come in one table or in several files."""
    head = "report_id,source,occurred_from,act,claimed_initiator,claimed_target\n"
    for number, who in enumerate(("Grey Band;Salt Road Band", "Grey Band;Blue Band")):
        row = f"r{number},s,2031-02-01T10:00:00Z,shelling,{who},Grey Band\n"
        (tmp_path / f"log{number}.csv").write_text(head + row, encoding="utf-8")
    logs = (tmp_path / "log0.csv", tmp_path / "log1.csv")
    told = []
    for way in ((), ("--bulk",), ("--bulk",)):  # the third run takes up what the second left
        said = run("assess", *logs, "--agreements", "exercise", "--out", tmp_path / "out", "--no-page", *way).output
        told.append([s for s in said.splitlines() if "not in the registry" in s or (" time" in s and "Band" in s)])
    assert len(told[0]) == 3 and told[0][0].startswith("2 names are not in the registry")
    assert told[0][1].startswith("  'Grey Band', 4 times.") and told[0][2].startswith("  'Blue Band', 1 time.")
    assert told[1] == told[2] == told[0]


def test_names_are_counted_in_bounded_memory() -> None:
    """Those seen first go on being counted; that there were others is said."""
    unknown = UnknownNames(Registry(actors={}), most=2)
    names = pa.array([["a", "b"], ["c", "b"], None], pa.list_(pa.string()))
    nobody = pa.array([None] * 3, pa.list_(pa.string()))
    others = dict.fromkeys(("claimed_target", "side_left", "side_right"), nobody)
    unknown.add(pa.table({"claimed_initiator": names, **others}))
    assert unknown.said == {"a": 1, "b": 2}
    assert next(iter(unknown.told())).startswith("more than 2 names are not in the registry")


@pytest.mark.parametrize(("share", "said"), [(0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1, "100%")])
def test_a_share_never_rounds_something_to_nothing(share: float, said: str) -> None:
    """Four of a thousand that cannot be told are not "0%"."""
    assert _share(share) == said


def test_an_event_of_half_a_minute_is_told_with_its_seconds(tmp_path: Path) -> None:
    """To the minute it would read as if it took no time."""
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "report_id,source,occurred_from,occurred_until,act\na,s,2031-02-01T09:00:00Z,2031-02-01T09:00:30Z,shelling\n",
        encoding="utf-8",
    )
    run("assess", rows, "--agreements", "exercise", "--out", tmp_path / "out", "--no-page")
    said = run("explain", "a", "--in", tmp_path / "out").output
    assert "2031-02-01 09:00 to 2031-02-01 09:00:30 UTC" in said


def test_explain_under_a_reading_that_is_not_there_says_which_are(reports: Path, tmp_path: Path) -> None:
    """Silence would read as "no finding"."""
    run("assess", reports, "--agreements", "exercise", "--out", tmp_path, "--no-page")
    result = run("explain", SPOTLIGHT, "--in", tmp_path, "--reading", "publised")
    assert result.exit_code == 1
    assert "ex-lyne-accord published" in result.output


@pytest.mark.parametrize("mode", [[], ["--bulk"]])
def test_a_folder_that_cannot_be_made_is_refused_by_its_code(mode: list[str], tmp_path: Path) -> None:
    """--out names a file: the code and the way out, in both kinds of run."""
    rows = tmp_path / "rows.csv"
    rows.write_text("report_id,source,occurred_from,act\na,s,2031-02-01,shelling\n", encoding="utf-8")
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    result = run("assess", rows, "--agreements", "exercise", "--out", tmp_path / "taken", *mode)
    assert result.exit_code == 1
    assert "E-RUN-003" in result.output
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mode", ["--no-page", "--bulk"])
def test_a_run_states_the_knowledge_it_used_and_can_be_run_again_with_it(mode: str, tmp_path: Path) -> None:
    """An extension announced after the last report counts by default, so the findings state no earlier knowledge."""
    accord, log = tmp_path / "accord", tmp_path / "log.csv"
    assert run("agreement", "new", accord).exit_code == 0
    text = (accord / "agreement.yaml").read_text(encoding="utf-8")
    late = '{from: "2031-04-10", until: "2031-05-10", announced: "2031-04-20", retroactive: yes, source: TEXT}'
    (accord / "agreement.yaml").write_text(text.replace("in_force:", f"in_force:\n  - {late}"), encoding="utf-8")
    log.write_text(
        "report_id,source,occurred_from,occurred_until,lon,lat,place_radius_m,act,claimed_initiator\n"
        "r1,m,2031-04-12T10:00:00Z,2031-04-12T11:00:00Z,36.5,1.5,100,shelling,Northern Army\n",
        encoding="utf-8",
    )

    def found(*words: object) -> tuple[str, str, str]:
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        done = run("assess", log, "--agreements", accord, "--out", out, mode, *words)
        assert done.exit_code == 0, done.output
        tables = sorted(out.glob("findings/**/*.parquet")) or [out / "findings.parquet"]
        row = pq.read_table(tables[0], partitioning=None).to_pylist()[0]
        return row["as_of"].isoformat(), row["coverage"], row["outcome"]

    first = found()
    assert first == ("2031-04-19T21:00:00+00:00", "covered", "violation")
    assert found("--as-of", "2031-04-19T21:00Z") == first
    assert found("--as-of", "2031-04-12T12:00Z")[1] == "not_covered"
