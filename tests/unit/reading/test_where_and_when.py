"""Where and when an event was: places in a row, the head of an entry, sentences that no abbreviation ends."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read
from truceline.reading.model import Event


def _of(text: str, type_: str) -> Event:
    found = [e for e in read(text).events if e.type == type_]
    assert len(found) == 1, [e.type for e in read(text).events]
    return found[0]


def _names(text: str, type_: str) -> list[str]:
    known = {p.place_id: p.span.of(text) for p in read(text).places}
    return [known[p] for p in _of(text, type_).places]


@pytest.mark.parametrize(
    ("sentence", "type_", "wanted"),
    [
        ("Jets bombed the outskirts of Baalbek and of Tyre on Monday.", "air_strike", ["Baalbek", "Tyre"]),
        ("The army has deployed in Naqoura and in Marjayoun.", "deployment", ["Naqoura", "Marjayoun"]),
        (
            "The armed formations opened fire six times: near Vodiane (3), Pisky (2) and Zaitseve (1).",
            "small_arms_fire",
            ["Vodiane", "Pisky", "Zaitseve"],
        ),
        ("In Aleppo and Homs the insurgents attacked two markets.", "attack", ["Aleppo", "Homs"]),
        ("Rockets fired from Lebanon towards Israel fell into the sea.", "shelling", ["Lebanon", "Israel"]),
        ("In Shchastia an officer told monitors that mortar fire had gone on all night.", "shelling", ["Shchastia"]),
    ],
)
def test_places_that_stand_in_a_row(sentence: str, type_: str, wanted: list[str]) -> None:
    """A preposition or a figure between two places leaves them in one row; a row is read both ways."""
    assert _names(sentence, type_) == wanted


def test_a_truce_is_not_where_the_clause_before_was() -> None:
    """What came into force after an attack came into force nowhere in particular."""
    text = "Rebels attacked a post west of Yei three days after the cessation of hostilities came into force."
    assert _of(text, "attack").places
    assert _of(text, "ceasefire_in_force").places == ()


def test_a_telephone_call_is_nowhere() -> None:
    """The seat of who tells of a call is not where it was held."""
    assert _of("The presidents spoke by phone, the ministry in Moscow said.", "phone_call").places == ()


@pytest.mark.parametrize("place", ["Kidal", "Gossi"])
def test_a_short_name_behind_a_preposition_is_a_place(place: str) -> None:
    """No country needs to be spoken of."""
    assert _names(f"Un convoi est tombé dans une embuscade près de {place} hier.", "attack") == [place]


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("(a) Lamno, 19 February. The police attacked a village.", "2023-02-19"),
        ("- 6 March: soldiers attacked nine houses.", "2023-03-06"),
        ("7 March, 14:20. Shots were heard; militants attacked a post.", "2023-03-07"),
        ("The night of 9 March was tense in Hudaydah. Militants attacked a mill.", "2023-03-09"),
        ("At 4 a.m. on 10 March militants attacked a mill.", "2023-03-10"),
        ("Lt. Gen. Example, on 11 March, said that Col. Sample had attacked a mill.", "2023-03-11"),
    ],
)
def test_the_head_of_an_entry_tells_the_day(entry: str, wanted: str) -> None:
    """And no abbreviation ends a sentence."""
    text = f"Weekly report, 12 March 2023\n\n{entry}\n"
    assert next(e for e in read(text).events if e.type == "attack").date == wanted


@pytest.mark.parametrize(
    "entry",
    [
        "The talks of 6 March ended. Delegates met again. Militants attacked a mill.",
        "On 6 March a meeting was held in Geneva. Militants attacked a mill.",
    ],
)
def test_the_day_of_another_act_is_not_taken(entry: str) -> None:
    """A sentence that tells of something else heads nothing."""
    text = f"Weekly report, 12 March 2023\n\n{entry}\n"
    assert next(e for e in read(text).events if e.type == "attack").date is None
