"""What people judged outranks the score, can be taken back, and survives re-clustering."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.matching.test_match import DAY, TWO_EVENTS, a_report
from truceline.formats.match_io import add_judgements, read_judgements
from truceline.matching.judgements import Judgement, Judgements
from truceline.matching.match import match_reports
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import TrucelineError


def incidents_with(*entries: Judgement, more: int = 0) -> dict[str, str]:
    extra = [
        a_report(f"x{k}", "other", occurred_from=DAY + timedelta(k), occurred_until=DAY + timedelta(k + 1))
        for k in range(more)
    ]
    matched = match_reports(Reports.from_rows([*TWO_EVENTS, *extra]), judgements=Judgements(entries))
    return {m["report_id"]: m["incident_id"] for m in matched.members().to_pylist()}


def test_different_parts_what_the_score_joined() -> None:
    """Two reports that the score joins are apart once somebody judged them different."""
    found = incidents_with(Judgement(("b1", "b2"), "different"))
    assert found["b1"] != found["b2"]


def test_same_joins_what_was_no_candidate() -> None:
    """Reports out of each other's reach are one incident once judged the same."""
    found = incidents_with(Judgement(("b1", "b3"), "same"))
    assert found["b1"] == found["b3"]


def test_undo_brings_the_score_back() -> None:
    """After an undo the answer is the one without any judgement."""
    taken_back = (Judgement(("b1", "b2"), "different"), Judgement(("b2", "b1"), "undo"))
    assert incidents_with(*taken_back) == incidents_with()


def test_unsure_changes_nothing() -> None:
    """Unsure is kept as said but does not move the answer."""
    assert incidents_with(Judgement(("b1", "b2"), "unsure")) == incidents_with()


def test_judgements_survive_new_reports() -> None:
    """With other reports of the same place around, the pair judged different stays apart."""
    found = incidents_with(Judgement(("b1", "b2"), "different"), more=3)
    assert found["b1"] != found["b2"]


def test_a_cluster_judged_different_parts_all_of_its_reports() -> None:
    """'different' of three reports means that no two of them are one incident."""
    found = incidents_with(Judgement(("b1", "b2", "b3"), "different"))
    assert len({found["b1"], found["b2"], found["b3"]}) == 3


def test_contradicting_judgements_are_refused() -> None:
    """a = b and b = c with a ≠ c has no answer: E-MATCH-001 names the pair."""
    entries = (
        Judgement(("b1", "b2"), "same"),
        Judgement(("b2", "b3"), "same"),
        Judgement(("b1", "b3"), "different"),
    )
    with pytest.raises(TrucelineError, match="E-MATCH-001"):
        incidents_with(*entries)


def test_the_file_keeps_every_entry(tmp_path: Path) -> None:
    """A judgements file only grows, and reads back as written."""
    path = tmp_path / "judged.csv"
    first, second = (
        Judgement(("b1", "b2"), "same", "MT", "2026-03-02"),
        Judgement(("b1", "b2"), "undo", note='a "slip"'),
    )
    add_judgements([first], path)
    add_judgements([second], path)
    assert read_judgements([path]).entries == (first, second)


@pytest.mark.parametrize(
    ("line", "code"), [("b1; b2,perhaps", "E-MATCH-002"), ("b1,same", "E-MATCH-003"), ("b1; b1,same", "E-MATCH-003")]
)
def test_a_line_that_says_nothing_usable_is_refused(tmp_path: Path, line: str, code: str) -> None:
    """A verdict nobody knows, or fewer than two reports, is a coded error with its row."""
    path = tmp_path / "judged.csv"
    path.write_text(f"reports,verdict\n{line}\n", encoding="utf-8")
    with pytest.raises(TrucelineError, match=rf"{code}.*row 2"):
        read_judgements([path])


def test_ids_with_semicolons_and_quotes_come_back_as_they_were(tmp_path: Path) -> None:
    """What is written of any report id reads back as that id; ids in plain words need no quotes."""
    path = tmp_path / "judged.csv"
    ids = ("log;2031;7", 'said "so"', '"quoted"', "plain 3", 'a;"b"', "it's")
    add_judgements([Judgement(ids, "different")], path)
    path.write_text(path.read_text(encoding="utf-8") + "a1; b2,same,,,\n", encoding="utf-8")
    assert [entry.reports for entry in read_judgements([path]).entries] == [ids, ("a1", "b2")]
