"""Our own annotated texts, in four languages: what reading must hold outside the five, and which rules only the five have needed."""

from __future__ import annotations

import re
from functools import cache

import pytest
from bench import reading as bench
from bench.reading_texts import own
from bench.reading_witness import single_witness

from tests.shared_data import ROOT, shared
from tests.unit.reading.test_bulletins import BULLETINS
from truceline.formats.reading_data import load_lexicons
from truceline.reading.read import read_text

FLOORS = {
    "document date": 1.0, "actors resolved": 0.96, "literal places": 0.94, "dates, value": 0.98, "statements, span": 0.97, "statements with speaker": 0.93, "event type + trigger": 0.88, "event agents": 0.74, "event targets": 0.44,
    "event places": 0.80, "event dates": 0.82, "claimant": 0.92, "polarity": 0.98,
}  # fmt: skip


@cache
def texts_scored(group: str) -> dict[str, bench.Scores]:
    lexicons = load_lexicons()
    return {n: bench.score_text(gold, read_text(text, lexicons))[0] for n, text, gold in own(group)}


@cache
def measured(group: str) -> dict[str, dict[str, float | None]]:
    return bench.table(texts_scored(group))


@pytest.mark.parametrize("layer", FLOORS)
def test_the_measure_holds_in_our_own_texts(layer: str) -> None:
    """F1 over the first twenty-four does not fall below what was reached."""
    found = measured("first")[layer]["all"]
    assert found is not None and found >= FLOORS[layer]


LATER = {"statements with speaker": 0.88, "claimant": 0.95, "counts": 0.93, "event type + trigger": 0.81}


@pytest.mark.parametrize("layer", [*LATER, "claims with a wrong claimant or none"])
def test_the_measure_holds_in_the_later_sets(layer: str) -> None:
    """Over the sixth to the tenth set together; of wrong claimants at most one in twenty."""
    total = bench.Score()
    for group in ("sixth", "seventh", "eighth", "ninth", "tenth"):
        for scores in texts_scored(group).values():
            one = scores.get(layer, bench.Score())
            total.add(one.right, one.predicted, one.wanted)
    assert total.f1 is not None
    assert total.f1 >= LATER[layer] if layer in LATER else total.f1 <= 0.05


def test_texts_are_of_four_languages_and_two_groups() -> None:
    """The gates here are not vacuous: enough texts in each language."""
    first = [name[:2] for name, _, _ in own("first")]
    assert {code: first.count(code) for code in ("en", "ru", "ar", "fr")} == {"en": 12, "ru": 4, "ar": 4, "fr": 4}
    assert len(own("last")) == 8
    second = [name[:2] for name, _, _ in own("second")]
    assert {code: second.count(code) for code in ("en", "ru", "ar", "fr")} == {"en": 12, "ru": 4, "ar": 4, "fr": 3}
    assert [len(own(g)) for g in ("third", "fourth", "fifth")] == [8, 9, 8]
    assert [len(own(g)) for g in ("sixth", "seventh", "eighth", "ninth", "tenth")] == [13, 12, 11, 12, 6]
    assert [len(own(f"{g}teenth")) for g in ("thir", "four", "fif", "six", "seven")] == [18, 18, 16, 18, 24]
    assert [len(own(g)) for g in ("eleventh", "twelfth")] == [16, 16]


def test_single_witness_rules_are_listed() -> None:
    """The page lists exactly the rules that fire in the five texts alone, and counts all that fire."""
    shared("..", "text", "gold")
    page = (ROOT / "docs" / "methods" / "reading.md").read_text(encoding="utf-8")
    listed = page.split("<!-- single-witness -->")[1].split("<!-- /single-witness -->")[0]
    alone, count = single_witness([text for text, _ in BULLETINS.values()])
    assert re.findall(r"`([^`]+)`", listed) == alone
    assert f"Of {count} rules that fire these are {len(alone)}." in page
