"""Claims about starting and showing agreements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from truceline.agreement.model import plain
from truceline.cli import main
from truceline.formats.worlds import open_world


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def test_a_new_agreement_is_valid_and_its_cases_hold(tmp_path: Path) -> None:
    folder = tmp_path / "river-accord"
    assert run("agreement", "new", folder).exit_code == 0
    result = run("agreement", "check", folder)
    assert (result.exit_code, "5 of 5 cases hold" in result.output) == (0, True), result.output
    assert (folder / "schemas" / "agreement.schema.json").exists()


def test_nothing_is_overwritten_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert run("agreement", "new", folder, "--dry-run").exit_code == 0
    assert not folder.exists()
    run("agreement", "new", folder)
    again = run("agreement", "new", folder)
    assert (again.exit_code, "E-RUN-004" in again.output) == (1, True)


def test_a_case_that_fails_says_what_it_expected(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    run("agreement", "new", folder)
    cases = folder / "cases" / "articles.yaml"
    cases.write_text(cases.read_text().replace("outcome: violation", "outcome: no_violation", 1))
    result = run("agreement", "check", folder)
    assert result.exit_code == 1
    assert "E-AGREE-016" in result.output
    assert "no_violation" in result.output
    assert "(An act that 1 is about? shelling falls under it" in result.output, "the condition that decided is named"


@pytest.mark.parametrize(
    ("written", "slip", "told"),
    [
        ('provision: "1"', 'provision: "11"', "E-AGREE-008"),
        ("act: shelling", "act: rocket", "Did you mean rocket_fire"),
        ("claimed_initiator", "claimed_intiator", "Did you mean claimed_initiator"),
        ("expect: {any:", "expect: {partys:", "Did you mean parties?"),
    ],
)
def test_a_slip_in_a_case_is_named_before_it_runs(tmp_path: Path, written: str, slip: str, told: str) -> None:
    """A word of a case that means nothing here is its own error, not a difference in findings."""
    folder = tmp_path / "c"
    run("agreement", "new", folder)
    cases = folder / "cases" / "articles.yaml"
    cases.write_text(cases.read_text().replace(written, slip, 1))
    result = run("agreement", "check", folder)
    assert (result.exit_code, told in result.output, "E-AGREE-016" in result.output) == (1, True, False)


def test_show_says_what_binds_whom_at_an_instant() -> None:
    """In force for one reading, ended for another; the excluded groups; who is bound."""
    hnc = run("agreement", "show", "sy-coh-2016-02", "--on", "2016-05-04T12:00", "--reading", "hnc")
    text = run("agreement", "show", "sy-coh-2016-02", "--on", "2016-05-04T12:00", "--reading", "text")
    assert "not in force" in hnc.output
    assert "not in force" not in text.output
    assert "Government of Syria" in text.output
    assert "un-1267" in text.output
    before = run("agreement", "show", "sy-coh-2016-02", "--reading", "text", "--as-of", "2016-01-01")
    assert "nothing of this agreement was known then" in before.output


def test_show_outside_its_windows_says_that_nothing_binds_and_when_it_does(tmp_path: Path) -> None:
    """A list of provisions of a lapsed text must not read as if they bound."""
    folder = tmp_path / "a"
    run("agreement", "new", folder)
    text = folder / "agreement.yaml"
    text.write_text(text.read_text() + "    due: {within: P30D}\n")
    told = run("agreement", "show", folder, "--on", "2031-05-01T12:00").output
    assert "at 2031-05-01 12:00 local time (2031-05-01 09:00 UTC): not in force" in told
    assert "its window: from 2031-01-10T00:00 to 2031-04-10T00:00" in told
    assert "provisions (none binds at that instant):" in told
    assert (
        "[due within 30 days; counted from the entry into force on 2031-01-10T00:00; "
        "until the end of 2031-02-08, local time (Africa/Nairobi)]" in told
    )


def test_show_speaks_the_language_asked_for() -> None:
    assert "Прекращение" in run("agreement", "show", "sy-coh-2016-02", "--language", "ru").output


def test_render_writes_a_page_per_instrument_and_names_a_folder_it_cannot_write(tmp_path: Path) -> None:
    """One file per instrument and language; a folder that cannot be made is a coded message, not a traceback."""
    result = run("agreement", "render", "exercise", "--to", tmp_path, "--language", "ar")
    assert result.exit_code == 0, result.output
    assert {p.name for p in tmp_path.iterdir()} == {"ex-lyne-accord.ar.html", "ex-osk-calm.ar.html"}
    blocked = tmp_path / "file"
    blocked.write_text("")
    wrong = run("agreement", "render", "ex-lyne-accord", "--to", blocked / "pages")
    assert (wrong.exit_code, "E-RUN-003" in wrong.output) == (1, True), wrong.output


@pytest.mark.parametrize("group", [[], ["agreement"], ["actor"], ["claims"], ["map"]], ids=" ".join)
def test_no_line_of_a_list_of_commands_is_cut_off(group: list[str]) -> None:
    """Somebody who looks for a command reads whole sentences, on a terminal of 80 columns too."""
    told = CliRunner().invoke(main, [*group, "--help"], terminal_width=80).output
    assert "..." not in told[told.index("Commands:") :], told


def test_show_says_until_when_a_window_of_a_stated_length_holds(tmp_path: Path) -> None:
    """The end of the last term on the clock of the text, and whose notice made it the last."""
    assert run("agreement", "new", tmp_path / "accord").exit_code == 0
    path = tmp_path / "accord" / "agreement.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("in_force:"))
    lines[at + 1] = '  - {id: term, from: "2031-01-10T12:00", for: P3M, renews: {notice: P10D}, source: TEXT}'
    lines.insert(
        at, "status_events:\n  - {id: n, on: 2031-06-01, by: north-army, claim: No more., effect: gives_notice}"
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    told = run("agreement", "show", tmp_path / "accord", "--on", "2031-05-01T12:00").output
    assert "for P3M, over on 2031-07-10T12:00, by the notice of north-army on 2031-06-01, goes on" in told


def test_show_names_the_sides_and_areas_for_which_a_clause_is_off(tmp_path: Path) -> None:
    """A pause in one area, of one side, and one that one side took up again: each says for whom and where."""
    assert run("agreement", "new", tmp_path / "accord").exit_code == 0
    path = tmp_path / "accord" / "agreement.yaml"
    text = path.read_text(encoding="utf-8")
    base = 'by: north-army, claim: Off., provisions: ["1"]'
    events = "\n".join(
        [
            "status_events:",
            f"  - {{on: 2031-02-01, {base}, effect: suspends, parties: [south]}}",
            f"  - {{on: 2031-02-10, {base}, effect: suspends, areas: [zone]}}",
            f"  - {{on: 2031-02-20, {base}, effect: suspends}}",
            f"  - {{on: 2031-02-21, {base}, effect: resumes, areas: [zone]}}",
        ]
    )
    path.write_text(text.replace("in_force:", f"{events}\nin_force:", 1), encoding="utf-8")
    names = open_world([str(tmp_path / "accord")]).agreements[0].agreement
    zone, south = (
        plain(next(x.name for x in parts if x.id == i))
        for parts, i in ((names.areas, "zone"), (names.parties, "south"))
    )

    def marks(on: str) -> str:
        told = run("agreement", "show", tmp_path / "accord", "--on", on).output
        return next(line for line in told.splitlines() if line.startswith("  1 ("))

    assert f"; suspended for {south})" in marks("2031-02-05T12:00")
    assert f"; suspended in {zone}; suspended for {south})" in marks("2031-02-15T12:00")
    assert f"; suspended; not suspended in {zone}" in marks("2031-02-25T12:00")


def test_show_names_areas_in_which_the_whole_is_off(tmp_path: Path) -> None:
    """In force elsewhere: who declared it, and where."""
    assert run("agreement", "new", tmp_path / "accord").exit_code == 0
    path = tmp_path / "accord" / "agreement.yaml"
    event = "status_events:\n  - {on: 2031-02-01, by: north-army, claim: Not here., effect: suspends, areas: [zone]}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("in_force:", f"{event}in_force:", 1), encoding="utf-8")
    told = run("agreement", "show", tmp_path / "accord", "--on", "2031-02-05T12:00").output
    assert ": in force" in told
    assert re.search(r"  suspended or ended in .+: north-army: Not here\. \(2031-02-01\)", told)
    assert "suspended or ended" not in run("agreement", "show", tmp_path / "accord", "--on", "2031-01-15").output


def test_a_case_whose_report_nobody_could_know_of_says_so(tmp_path: Path) -> None:
    """As known in January a report of February is not assessed: that is no missing reading."""
    assert run("agreement", "new", tmp_path / "accord").exit_code == 0
    cases = tmp_path / "accord" / "cases" / "articles.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace("    claim: Shelling inside", "    as_of: 2031-01-12\n    claim: Shelling inside", 1))
    told = run("agreement", "check", tmp_path / "accord").output
    assert "the engine says nothing: its reports lie after as_of 2031-01-12" in told
