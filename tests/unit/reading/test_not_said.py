"""Words that look like saying and are none, who was only told, who charges again, and who did what in agencies' shapes."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    "text",
    [
        "وصل فريق تابع للأمم المتحدة لتفقد الطريق الساحلي.",
        "عاد الوفد عقب مؤتمر القاهرة إلى العاصمة.",
        "دعا المنظمون إلى يوم لتحمل المسؤولية كاملة.",
        "Встреча сорвалась по вине армянской стороны.",
        "La trêve se révèle fragile dans le nord.",
    ],
)
def test_no_verb_of_saying(text: str) -> None:
    assert [s for s in read(text).statements if s.cue and s.cue.of(text) in ("تابع", "عقب", "تحمل", "вине", "se révèle", "révèle")] == []  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("В Минобороны Армении «Интерфаксу» сообщили, что мост цел.", ("armenia-mod",)),
        ("Мост закрыли на сутки, 12 марта сообщает Минобороны Армении.", ("armenia-mod",)),
        ("Азербайджанское военное ведомство сообщило о двух выстрелах.", ("azerbaijan-mod",)),
        ("Минобороны Армении заявило о 5 выстрелах за ночь, сообщает АБВ.", ("armenia-mod",)),
        (
            "Au Mali, deux camions ont brûlé, a annoncé la Mission de l'ONU dans ce pays du Sahel. Le Mali est calme.",
            ("minusma",),
        ),
        (
            "« Personne n'a tiré », a précisé mardi à la presse le porte-parole de l'ONU, Stéphane Dujarric, à Genève.",
            ("dujarric",),
        ),
    ],
)
def test_who_told_it(text: str, ids: tuple[str, ...]) -> None:
    assert said(text)[-1][1] == ids


def test_a_medium_that_cites_a_paper_says_nothing() -> None:
    text = "МИД России сообщил о паузе в боях на сутки.\n\n«Пауза продлится сутки и может быть продлена», — цитирует заявление РИА Новости."
    assert [ids for _, ids in said(text)] == [("russia-mfa",)] * 2


def test_who_charges_again() -> None:
    text = 'قال الجيش السوداني إن الليل كان هادئا. واتهم قوات الدعم السريع بـ"قصف مستشفى في الفاشر".'
    assert [ids for _, ids in said(text)] == [("saf",), ("saf",)]


def test_who_charges_is_named() -> None:
    text = 'قال الجيش السوداني إن الليل كان هادئا. واتهمت قوات الدعم السريع الجيش بـ"قصف مستشفى في الفاشر".'
    assert [ids for _, ids in said(text)] == [("saf",), ("rsf-sudan",)]


@pytest.mark.parametrize("verb", ["مشيرة إلى", "مضيفة"])
def test_a_participle_goes_on_in_the_same_mouth(verb: str) -> None:
    text = f'أعلنت اليونيفيل أن دورية تعرضت لإطلاق نار، {verb} "تضرر آلية واحدة من آلياتها قرب الموقع".'
    assert {ids for _, ids in said(text)} == {("unifil",)}


def test_both_parts_around_a_source_in_arabic() -> None:
    text = "وارتفعت الحصيلة، بحسب يونيفيل، منذ بدء الهدنة إلى عشرة جرحى."
    assert said(text) == [("وارتفعت الحصيلة … منذ بدء الهدنة إلى عشرة جرحى", ("unifil",))]


def test_a_channel_that_is_cited_does_not_speak() -> None:
    text = "وأوضح التحالف العربي، طبقا لقناة محلية مساء السبت، أن الطريق إلى عدن مغلق."
    assert [ids for _, ids in said(text)] == [("saudi-coalition",)]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("L'attaque contre le camp de Gao a été condamnée par le secrétaire général de l'ONU.", ()),
        ("L'armée russe accuse les rebelles syriens de deux violations du cessez-le-feu à Alep.", ()),
        ("Une attaque menée par le M23 a visé le camp de Goma.", ("m23",)),
    ],
)
def test_who_did_it(text: str, agents: tuple[str, ...]) -> None:
    acts = [e for e in read(text).events if e.type in ("attack", "ceasefire_violation")]
    assert acts and acts[0].agents == agents


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("La paix que rencontre le village est fragile.", "meeting"),
        ("Selon un communiqué signé par son chef, le M23 attend.", "agreement_concluded"),
        ("تقع البلدة تحت سيطرة قوات النظام في ريف حماة.", "advance_capture"),
    ],
)
def test_no_such_event(text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text).events]


def test_sovereignty_is_not_to_come() -> None:
    events = read("قالت يونيفيل إن الجيش الإسرائيلي انتهك سيادة لبنان.").events
    assert {e.polarity for e in events if e.type == "ceasefire_violation"} == {"pos"}


def test_an_adverb_is_no_private_name() -> None:
    text = "Однако с того дня обе стороны не раз обвиняли друг друга в обстрелах."
    assert read(text).private_names == []
