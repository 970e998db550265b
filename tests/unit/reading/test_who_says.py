"""Whose claim it is: transcripts, second verbs, unknown speakers that stay unknown, who is cited and who only passes it on."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import lexicons, read
from truceline.reading.rows import rows_of


def said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(words, speaker ids) of every statement."""
    reading = read(text)
    return [(s.content[0].of(reading.text), s.speaker_ids) for s in reading.statements]


def test_lines_of_a_transcript() -> None:
    """Each turn is its speaker's; a question is an attitude and claims nothing."""
    text = "Hotline, 9 March 2016\n\n09:12 Caller: Government forces shelled Rastan this morning.\nOperator: Who told you so?\nOfficer of the Syrian army: We did not open fire on Rastan today.\n"
    reading = read(text)
    assert [(s.speaker_ids, s.attitude) for s in reading.statements] == [
        ((), False),
        ((), True),
        (("syrian-army",), False),
    ]
    shelled = next(e for e in reading.events if e.type == "shelling")
    assert (shelled.modality, shelled.claimed_by) == ("claimed", ())


def test_a_label_that_is_no_speaker() -> None:
    """'3 July: An aid convoy …' is a dated line and no turn."""
    assert said("Incidents, 10 July 2017\n\n3 July: An aid convoy was ambushed near Torit by unknown gunmen.\n") == []


def test_a_second_verb_has_the_first_ones_subject() -> None:
    """'N denied it, and said …': N says it, beside his office too."""
    text = "Juba, 16 May 2018. Lul Ruai Koang, the SPLA spokesman, denied the accusation, and said the rebels attacked first."
    assert ("the rebels attacked first", ("lul-ruai",)) in said(text)


def test_it_of_the_sentence_before() -> None:
    """', it warned': who spoke last."""
    text = "Yerevan, 2 November 2020. Armenia said the truce was broken near Agdam. Baku was preparing a new assault on Shusha, it warned."
    assert ("Baku was preparing a new assault on Shusha", ("armenia",)) in said(text)


def test_he_of_a_source_nobody_knows() -> None:
    """An official without a name stays without an id, and the row keeps the words that told of him."""
    text = "NEW DELHI, Aug 5, 2019 (PTI): Forward posts came under fire on Sunday, an army official said here. The shelling of Poonch by Pakistani troops was answered, he said."
    reading = read(text)
    assert [s.speaker_ids for s in reading.statements] == [(), ()]
    rows = rows_of(reading, "x.txt", "0" * 64, lexicons()).tables["reports"]
    assert {r["claimant"] for r in rows} == {"an army official (reported by PTI)"}


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("ДЖИДДА, 12 мая 2023 года. Представители суданской армии подписали декларацию о защите жителей, сообщил Госдепартамент США.", "Представители суданской армии подписали декларацию о защите жителей", ("us-state-department",)),
        ("ЛУГАНСК, 9 июля 2020 г. Населённые пункты обстреляны из миномётов, сообщила милиция района.", "Населённые пункты обстреляны из миномётов", ()),
        ("Goma, 13 mars 2023 - L'armée congolaise a annoncé lundi que le M23 avait violé le cessez-le-feu à Masisi.", "le M23 avait violé le cessez-le-feu à Masisi", ("fardc",)),
        ("Beyrouth, 28 novembre 2024 - Deux civils ont été blessés par des tirs, a rapporté une source locale.", "Deux civils ont été blessés par des tirs", ()),
        ("طرابلس - السبت 18 يناير 2020\n\nقصفت قوات حفتر محيط المطار بصواريخ غراد، وفق بيان لحكومة الوفاق.", "قصفت قوات حفتر محيط المطار بصواريخ غراد", ("gna",)),
    ],
)  # fmt: skip
def test_who_closes_a_sentence(text: str, words: str, ids: tuple[str, ...]) -> None:
    """The speaker behind the verb, in four languages; somebody unknown gets no id of a house that is named elsewhere."""
    assert (words, ids) in said(text)


def test_who_is_cited_speaks() -> None:
    """'передаёт агентство со ссылкой на министерство': the ministry, not the agency."""
    text = "МОСКВА, 12 июня 2019. Стороны договорились о прекращении огня в Идлибе, передаёт агентство Анадолу со ссылкой на Минобороны Турции."
    assert [ids for _, ids in said(text)][:1] == [("turkey-mod",)]


def test_the_ministry_of_the_capital_it_is_dated_from() -> None:
    """'the defence ministry' in a text from New Delhi is India's; in one from nowhere it is nobody's."""
    told = "the ceasefire was violated 12 times in Poonch, the defence ministry said."
    (_, dated), *_ = said(f"NEW DELHI, Aug 5, 2019 (PTI): On Monday {told}")
    (_, bare), *_ = said(f"On Monday, 5 August 2019, {told}")
    assert dated == ("india-mod",) and bare == ()


def test_a_condemnation_does_not_make_it_a_claim() -> None:
    """What the outlet tells stays told by it when a government condemns it afterwards."""
    text = "Bamako, 20 août 2015 - Un convoi de la MINUSMA a été attaqué près d'Ansongo. Le gouvernement du Mali a condamné cette attaque."
    (attack,) = [e for e in read(text).events if e.type == "attack"]
    assert (attack.modality, attack.claimed_by) == ("asserted", ())


def test_what_is_counted_is_told_by_who_counts() -> None:
    """An event in a count has the counter as its claimant."""
    text = "دمشق 2 كانون الثاني 2017 - ارتكبت القوات الروسية تسعة خروقات للهدنة وفق الشبكة السورية لحقوق الإنسان."
    events = [e for e in read(text).events if e.type == "ceasefire_violation"]
    assert [e.claimed_by for e in events] == [("snhr",)]
