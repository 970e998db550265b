"""Patterns asked only where they can match give what the standard library gives, on any text and in any part of it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bench.reading_texts import own
from hypothesis import given, settings
from hypothesis import strategies as st

import truceline.reading
from truceline.reading import quick_re
from truceline.reading.literals import FRENCH, _plain, knowledge
from truceline.reading.numbers import NUMBER
from truceline.reading.quick_re import LONG, ODD, OFTEN, SELDOM, Either, Quick, prepared
from truceline.reading.statement_as_told import OWN_NOUN, OWN_NOUN_HEAD


def _quick(value: Any, deep: int = 0) -> Iterator[Quick]:
    if isinstance(value, Quick):
        yield value
    elif isinstance(value, Either):
        yield from value.patterns
    elif deep < 4 and isinstance(value, (tuple, list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _quick(item, deep + 1)


def _all_patterns() -> list[Quick]:
    found: dict[tuple[str, int], Quick] = {}
    for info in pkgutil.iter_modules(truceline.reading.__path__):
        for value in vars(importlib.import_module(f"truceline.reading.{info.name}")).values():
            for quick in _quick(value):
                found[quick.pattern, quick.flags] = quick
    return [found[key] for key in sorted(found)]


PATTERNS = _all_patterns()
TEXTS = {name: text for name, text, _ in own()}
WORDS = st.sampled_from(sorted({word for quick in PATTERNS for clause in quick.known.clauses for word in clause}))
PIECES = st.one_of(
    WORDS,
    WORDS.map(str.upper),
    WORDS.map(str.title),
    st.sampled_from([" ", "  ", "\n", ". ", ", ", "’s ", "-", "»", "×", "و", "ف", "ـ", "İ", "ı", "ſ", "ᲀ", "K", "ß", "ﬁ", "٣", "4", "1er", "The ", "the ", "UN", "a "]),
    st.text(max_size=4),
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=30).map("".join)


def _seen(matches: Any) -> list[Any]:
    return [(m.span(), m.groups()) for m in matches]


def _agrees(quick: Quick, text: str, pos: int, end: int) -> None:
    plain = quick.compiled
    assert _seen(quick.finditer(text, pos, end)) == _seen(plain.finditer(text, pos, end)), quick.pattern
    mine, theirs = quick.search(text, pos, end), plain.search(text, pos, end)
    assert (mine and (mine.span(), mine.groups())) == (theirs and (theirs.span(), theirs.groups())), quick.pattern


def _agrees_there(quick: Quick, text: str, pos: int, end: int) -> None:
    for name in ("match", "fullmatch"):
        quick.__dict__.pop(name, None)  # as it is before the pattern is first needed
        mine, theirs = getattr(quick, name)(text, pos, end), getattr(quick.compiled, name)(text, pos, end)
        assert (mine and (mine.span(), mine.groups())) == (theirs and (theirs.span(), theirs.groups())), quick.pattern


@settings(max_examples=25, deadline=None)
@given(text=TEXT, data=st.data())
def test_any_text_gives_what_the_standard_library_gives(text: str, data: st.DataObject) -> None:
    """Short and long, whole and in parts: every pattern of reading."""
    long = text + " x" * LONG
    known = prepared(long)
    known.asked = OFTEN
    pos = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(pos, len(text) + 5))
    for quick in data.draw(st.lists(st.sampled_from(PATTERNS), min_size=12, max_size=12)):
        _agrees(quick, text, 0, quick_re.ALL)
        _agrees(quick, long, 0, quick_re.ALL)
        _agrees(quick, long, pos, end)
        _agrees_there(quick, text, pos, end)
        _agrees_there(quick, long, pos, end)
        assert quick.sub("#", text) == quick.compiled.sub("#", text)


@pytest.mark.parametrize("turn", range(8))
def test_our_own_texts_give_the_same(turn: int) -> None:
    """A share of the patterns over each of some texts, whole and in part; those of numbers are slow without help."""
    text = TEXTS[sorted(TEXTS)[turn * 19]]
    prepared(text).asked = OFTEN
    for quick in PATTERNS[turn::8]:
        if len(text) >= LONG and len(quick.pattern) < 2000:
            _agrees(quick, text, 0, quick_re.ALL)
            _agrees(quick, text, len(text) // 2, len(text) - 7)


@settings(max_examples=60, deadline=None)
@given(text=TEXT, data=st.data())
def test_patterns_asked_as_one_are_one(text: str, data: st.DataObject) -> None:
    """What begins first counts, and of what begins together the pattern that is told first."""
    parts = (r"the\s+\w+", r"\w+\sthe", "the", r"[–—]\s(?P<a>\w+)", r"(?P<b>\d+)", r"(?<=\s)and", "وال")
    pos = data.draw(st.integers(0, len(text)))
    for whole in (text, text + " x" * LONG):
        mine, plain = Either(parts, re.I).search(whole, pos), re.compile("|".join(parts), re.I).search(whole, pos)
        assert (mine and mine.span()) == (plain and plain.span())
        assert {k: v for k, v in (mine.groupdict() if mine else {}).items() if v} == {
            k: v for k, v in (plain.groupdict() if plain else {}).items() if v
        }


def test_numbers_do_not_keep_a_pattern_from_being_known() -> None:
    """Where a number may stand, a short stand-in is enough to know the words beside it."""
    known = knowledge(rf"(?<!\w)killing\s+(?P<count>{NUMBER})", re.I)
    assert known.clauses == (frozenset({"killing"}),) and known.at_word
    assert not knowledge(NUMBER, re.I).clauses
    quick = Quick(rf"killing\s+(?P<count>{NUMBER})", re.I)
    assert quick.search("two were wounded") is None and quick.match("wounded") is None
    assert "compiled" not in quick.__dict__  # of a text without its words it is not made
    assert quick.search("a blast, killing two dozen people")


@pytest.mark.parametrize(
    "text",
    ["The group's claims that shells fell nearby", "l’armée’ reports that it held fire", "the council’s own view\nis that nobody fired", "Both sides' answer has been that they kept it"],
)  # fmt: skip
def test_what_a_claim_cannot_do_without_stands_in_it(text: str) -> None:
    """The names before a noun of saying are looked for only where its end stands: wherever they match, it does."""
    found = OWN_NOUN.search(text)
    assert found is not None and OWN_NOUN_HEAD.search(text, found.start(), found.end())
    assert OWN_NOUN_HEAD.search("the group claims that shells fell, and its view is not known") is None


def test_words_of_a_long_text_are_found_by_how_they_begin() -> None:
    """Short words, words at the very end and words that only begin alike."""
    known = prepared("Shells fell on the vill, " + "x" * LONG + " truce")
    assert known.holds(((("truc", "truce"),), (("", "on"),)))
    assert not known.holds(((("vill", "village"), ("", "off")),))


def test_a_pattern_asked_for_often_is_made() -> None:
    """What stands at one place is asked many times: looking for words each time would cost more than the answer."""
    quick = Quick("truce", 0)
    answers = [quick.match("violation") for _ in range(SELDOM)]
    assert "compiled" not in quick.__dict__
    assert not any([*answers, quick.match("violation")]) and "compiled" in quick.__dict__


def test_every_pattern_can_be_made() -> None:
    """Patterns are made when they are first needed: a mistake in one must not wait for the text that needs it."""
    for quick in PATTERNS:
        assert isinstance(quick.compiled, re.Pattern)


def test_what_is_not_quick_is_the_patterns_own() -> None:
    """Other methods and attributes are those of ``re.Pattern``."""
    pattern = quick_re.compile(r"(?P<a>\w)b", quick_re.I)
    assert pattern.fullmatch("XB") and pattern.match("xb", 0) and pattern.split("1xb2") == ["1", "x", "2"]
    assert (pattern.groups, dict(pattern.groupindex)) == (1, {"a": 1})
    assert pattern.flags & re.I
    assert not hasattr(pattern, "nothing")


def test_letters_that_equal_ours_under_case_are_known() -> None:
    """Whatever ``re`` takes for one of our letters is either led to it by ``str.lower`` or among the odd ones."""
    ours = {c for c in map(chr, range(32, 0x3000)) if _plain(c) and c == c.lower()}
    assert set(ours) >= FRENCH
    asked = re.compile("[" + "".join(map(re.escape, sorted(ours))) + "]", re.I)
    for char in map(chr, range(0x110000)):
        if char.lower() not in ours and asked.match(char):
            assert ODD.match(char), hex(ord(char))
    for char in sorted(ours):
        if char.isalpha():
            for other in map(chr, [0x130, 0x131, 0x17F, *range(0x1C80, 0x1C90), 0x1E9E, 0x212A, 0x212B, *range(0xFB00, 0xFB10)]):  # fmt: skip
                if re.match(re.escape(char), other, re.I):
                    assert other.lower() == char or ODD.match(other), (char, hex(ord(other)))


def test_a_word_stays_a_word_in_lower_case() -> None:
    """Places are those of the text itself: lower case neither moves them nor makes a word of what is none."""
    word = re.compile(r"\w")
    for char in map(chr, range(0x110000)):
        if char.lower() != char and not ODD.match(char):
            assert len(char.lower()) == 1, hex(ord(char))
            assert bool(word.match(char)) == bool(word.match(char.lower())), hex(ord(char))


@pytest.mark.parametrize(
    ("pattern", "clauses", "beginnings", "at_word"),
    [
        (r"\b(?:killed|wounded)\s+by", [{"killed", "wounded"}], {"kill", "woun"}, True),
        (r"(?<!\w)plans? to", [{"plan to", "plans to"}], {"plan"}, True),
        (r"[^.]{0,40}\b(?:denied|refused)", [{"denied", "refused"}], set(), False),
        (r"(?:abc)?def", [{"def"}], {"abcd", "def"}, False),
        (r"(?:abc)*def", [{"def"}], {"abc", "def"}, False),
        (r"(?:ab|\w+)cdef", [{"cdef"}], set(), False),
        (r"(?<=[Tt]he )(?:Network|Center)", [{"network", "center"}, {"the "}], {"netw", "cent"}, True),
        (r"(?!abcd)\w+", [], set(), False),
        (r"x|", [], set(), False),
        (r"", [], set(), False),
    ],
)
def test_what_a_pattern_needs(pattern: str, clauses: list[set[str]], beginnings: set[str], at_word: bool) -> None:
    """Words and beginnings are those of the pattern, and none where it can match without any."""
    known = knowledge(pattern, 0)
    assert all(c in map(set, known.clauses) for c in clauses), known.clauses
    assert known.beginnings == beginnings
    assert known.at_word == at_word
    if not clauses:
        assert known.clauses == ()


def test_most_patterns_are_known() -> None:
    """Should a Python write its parse trees in another way, this tells that nothing is known any more."""
    assert sum(bool(q.known.clauses or not q.anywhere) for q in PATTERNS) > len(PATTERNS) // 2
