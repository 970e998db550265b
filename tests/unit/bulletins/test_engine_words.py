"""The engine's sentences in other languages."""

from __future__ import annotations

import pytest

from truceline.bulletins.engine_words import AS_WRITTEN, VALUE, Piece, question, sentence


def text(pieces: list[Piece]) -> str:
    return "".join(p.text for p in pieces)


def test_a_sentence_keeps_its_names_and_numbers() -> None:
    """Holes are values of their own, so that a page can isolate their direction; terms are translated."""
    said = sentence("684 m from Line of contact, 3,000 m required for tank", "ar", {"Line of contact": "خط التماس"})
    assert text(said) == "684 m من خط التماس، والمطلوب 3,000 m لـدبابة"
    assert [p.text for p in said if p.kind == VALUE] == ["684 m", "خط التماس", "3,000 m", "دبابة"]


def test_what_a_place_is_called_stands_before_what_is_said_of_it() -> None:
    """Also twice over, as where a part of an area is asked."""
    said = sentence("Zone: effect: circle of 200 m against a border good to ± 30 m: 0.08", "ru")
    assert text(said) == "Zone: место воздействия: круг 200 m против границы с точностью ± 30 m: вероятность 0.08"


def test_alternatives_and_additions_are_kept_apart() -> None:
    said = sentence("no source says who; background knowledge, not verified; or: X is bound by name", "ar")
    assert text(said) == "لا يذكر أي مصدر الفاعل؛ معرفة عامة لم يُتحقق منها؛ أو: X ملزم بالاسم"


def test_what_the_catalogue_does_not_have_is_marked_and_whole() -> None:
    """Never a half of a sentence in another language."""
    for unknown in ("the moon is not full", "a: b", "x; y", ""):
        said = sentence(unknown, "ar")
        assert {p.kind for p in said if p.text.strip("؛ ")} <= {AS_WRITTEN}
    assert sentence("the moon is not full", "en") == [Piece("the moon is not full")]


def test_a_question_names_its_provision_and_its_area() -> None:
    assert text(question("act_is", "Art. 3", "An act that Art. 3 is about?", "ar")) == "هل هو فعل يتناوله البند Art. 3؟"
    inside = question("place_in", None, "Inside Osk market?", "ru", {"Osk market": "Рынок Оск"})
    assert "Рынок Оск" in text(inside)
    assert question("new_one", None, "Is it new?", "ar") == [Piece("Is it new?", AS_WRITTEN)]


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        sentence("no source says who", "fr")
