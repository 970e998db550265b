"""Clues of the matcher in Arabic."""

from __future__ import annotations

from truceline.bulletins.judge_page.clue_words import act_name, clue_name, clue_said
from truceline.matching.features import LABELS


def test_every_clue_and_whatever_it_can_say_has_words() -> None:
    """A clue that is added without words would stand in English on an Arabic page."""
    for clue, labels in LABELS.items():
        assert clue_name(clue, "ar") != clue_name(clue, "en"), clue
        for said in labels:
            assert not any("a" <= c <= "z" for c in clue_said(said, "ar")), said
            assert clue_said(said, "en") == said


def test_what_is_not_known_stays_whole() -> None:
    assert clue_said("same spot, on the moon", "ar") == "same spot, on the moon"
    assert clue_name("moon_phase", "ar") == "moon phase"


def test_an_act_is_told_in_the_readers_language() -> None:
    """The Arabic page names acts in Arabic; a term without a translation stays readable."""
    assert act_name("armed_clash", "ar") == "اشتباك مسلح"
    assert act_name("armed_clash", "en") == "armed clash"
    assert act_name("no_such_act", "ar") == "no such act"
