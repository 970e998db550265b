"""Words written as a tree, and numbers written with few of them, match what the same words side by side match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.numbers import NUMBER, SHORT, number_value
from truceline.reading.word_trees import word_tree

SPELLED, BRIEF = re.compile(NUMBER, re.I), re.compile(SHORT, re.I)
WORD = st.text("abé-. ж", min_size=1, max_size=4)


@given(words=st.lists(WORD, min_size=1, max_size=12, unique=True), text=st.text("abé-. ж", max_size=14))
def test_a_tree_matches_what_its_words_match(words: list[str], text: str) -> None:
    """The longest first, and a shorter one where what follows wants it."""
    side_by_side = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    for tail in ("", "b", r"\Z"):
        tree, plain = re.compile(word_tree(words) + tail), re.compile(f"(?:{side_by_side}){tail}")
        assert [m.span() for m in tree.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_no_words_match_nothing() -> None:
    """An empty tree is no empty match."""
    assert re.search(word_tree([]), "") is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twenty-one", 21), ("two hundred and five", 205), ("a hundred", 100), ("a thousand two hundred", 1200), ("Two Thousand and Six", 2006),
        ("half a dozen", 6), ("two dozen", 24), ("vingt et un", 21), ("quatre-vingt-dix-sept", 97), ("dix-neuf", 19), ("deux cent trente", 230),
        ("trois mille cinq cents", 3500), ("двадцать три", 23), ("сорок и две", 42), ("сто двадцать одно", 121), ("три тысячи двести", 3200),
        ("ثلاثة عشر", 13), ("خمسة وعشرون", 25), ("مئة وعشرين", 120), ("ثلاثة آلاف وخمسمئة", 3500), ("ألف", 1000), ("1,234", 1234), ("صفر", 0),
    ],
)  # fmt: skip
def test_a_number_in_words_is_taken_whole(written: str, value: int) -> None:
    """Of any kind, in four languages."""
    found = SPELLED.match(f"{written}, as told")
    assert found is not None and found.group() == written and number_value(written) == value


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("two hundred of them", "two hundred"), ("a hundred of the", "a hundred"), ("two thousandths", "two"), ("five hundred-", "five hundred"),
        ("two three", "two"), ("two dozen thousand", "two dozen"), ("a day", None), ("a hundreds", None), ("sixty", "sixty"), ("sixths", None),
        ("one hundred and ", "one hundred"), ("vingtaine", "vingtaine"), ("مئة و", "مئة"), ("أربعمئة وآلاف", "أربعمئة"), ("два и", "два"),
    ],
)  # fmt: skip
def test_a_number_ends_where_its_words_do(text: str, taken: str | None) -> None:
    """What joins two words is no part of a number, nor is an article alone, nor the front of another word."""
    found = SPELLED.match(text)
    assert (found and found.group()) == taken


def test_days_and_hours_are_below_a_hundred() -> None:
    """The short form knows no hundreds; in Arabic 'and' may stand before it."""
    assert [m.group() for m in BRIEF.finditer("forty-eight hours, وثلاثة أيام, 72, двое, пять")] == ["forty-eight", "ثلاثة", "72", "пять"]  # fmt: skip
    assert BRIEF.fullmatch("two hundred") is None
