"""Kinds of actor are known in the languages that reports come in, and names come close across scripts."""

from __future__ import annotations

import pytest

from truceline.matching.words import CIVIL, CROWD, NAMED, STATE, UNKNOWN, actor_class, actor_words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Civilians (Mali)", CIVIL),
        ("Civils", CIVIL),
        ("المدنيين", CIVIL),
        ("мирные жители", CIVIL),
        ("Policía federal", STATE),
        ("Правительственные силы", STATE),
        ("قوات الحكومة", STATE),
        ("Étudiants", CROWD),
        ("متظاهرون", CROWD),
        ("Hommes armés inconnus", UNKNOWN),
        ("مسلحون مجهولون", UNKNOWN),
        ("Unidentified gunmen", UNKNOWN),
        ("Karvat Brigade", NAMED),
        ("لواء كرفت", NAMED),
    ],
)
def test_the_kind_of_an_actor_is_told_in_its_language(name: str, kind: int) -> None:
    """Unknown, civilians, a state's forces, a crowd or a named group."""
    assert actor_class([name]) == kind


def test_one_name_in_three_scripts_shares_a_word() -> None:
    """What is written in Arabic, Cyrillic or Latin letters comes down to one skeleton."""
    latin, arabic, cyrillic = (actor_words([name]) for name in ("Karvat Brigade", "لواء كرفت", "Бригада Карват"))
    assert latin & arabic
    assert latin & cyrillic
