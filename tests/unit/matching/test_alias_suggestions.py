"""Names that strong pairs tie to one actor are suggested, with their pairs; none is applied."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.matching.test_match import DAY, a_report
from truceline.matching.alias_suggestions import suggest_aliases
from truceline.matching.judgements import NO_JUDGEMENTS, Judgement, Judgements
from truceline.matching.match import match_reports
from truceline.matching.weights import OWN
from truceline.tables.reports import Reports


def told_twice(times: int, name: str, other: str, **values: Any) -> list[dict[str, Any]]:
    """Events of one place, ten days apart, each told by two sources that call one side by different names."""
    rows = []
    for k in range(times):
        start = DAY + timedelta(days=10 * k)
        when = {"occurred_from": start, "occurred_until": start + timedelta(days=1), "casualties_best": 12 + k}
        rows.append(a_report(f"a{k}", "agency", side_left=[name], **when, **values))
        rows.append(a_report(f"m{k}", "monitor", side_left=[other], **when, **values))
    return rows


def suggested(rows: list[dict[str, Any]], judged: Judgements = NO_JUDGEMENTS, known: Any = None) -> list[Any]:
    return suggest_aliases(match_reports(Reports.from_rows(rows), OWN, known, judged), judged, known)


def test_names_opposite_each_other_in_sure_pairs_are_suggested() -> None:
    """Four events whose other side, day, place and toll agree tie two names that share no word."""
    (found,) = suggested(told_twice(4, "Dawn Column", "Liwa Fajr"))
    assert (found.left, found.right, found.pairs, found.judged, found.share) == ("Dawn Column", "Liwa Fajr", 4, 0, 1.0)
    assert found.examples == (("a0", "m0"), ("a1", "m1"), ("a2", "m2"))


def test_two_pairs_are_too_few() -> None:
    """A name met twice may be chance."""
    assert suggested(told_twice(2, "Dawn Column", "Liwa Fajr")) == []


def test_names_that_share_a_word_or_that_a_registry_knows_are_no_news() -> None:
    """What the clue of actors sees already is not suggested."""
    assert suggested(told_twice(4, "Dawn Column", "Column of Dawn")) == []
    one = {"Dawn Column": ["dawn"], "Liwa Fajr": ["dawn"]}
    assert suggested(told_twice(4, "Dawn Column", "Liwa Fajr"), known=lambda name: one.get(name, [])) == []


def test_pairs_judged_different_count_for_nothing_and_judged_same_are_told() -> None:
    """A person's word outranks the score here too."""
    rows = told_twice(4, "Dawn Column", "Liwa Fajr")
    same = Judgements((Judgement(("a0", "m0"), "same"),))
    (found,) = suggested(rows, same)
    assert found.judged == 1
    apart = Judgements(tuple(Judgement((f"a{k}", f"m{k}"), "different") for k in range(3)))
    assert suggested(rows, apart) == []


def test_nothing_is_said_where_no_side_is_known_to_be_the_same() -> None:
    """Two named sides each, none in common: who stands opposite whom is unknown."""
    rows = told_twice(4, "Dawn Column", "Liwa Fajr")
    for row in rows:
        row["side_right"] = ["Osk Guard"] if row["source"] == "agency" else ["Ridge Scouts"]
    assert suggested(rows) == []
