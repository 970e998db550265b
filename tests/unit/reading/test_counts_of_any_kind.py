"""Counts in Russian and Arabic: any counted act, two in the ending of a noun, lists behind dashes, days before, places told later, whose paper it is."""

from __future__ import annotations

from functools import cache

import pytest

from truceline.formats.reading_data import load_lexicons
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import CountClaim
from truceline.reading.read import read_text


@cache
def lexicons() -> Lexicons:
    return load_lexicons(())


def counts(text: str) -> list[CountClaim]:
    return read_text(text, lexicons()).counts


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("Наблюдатели отметили 16 облётов и три перестрелки.", [16, 3]),
        ("В Триполи центр зарегистрировал 12 авианалётов и 9 сбросов с беспилотников.", [12, 9]),
        ("Дежурная смена приняла 41 вызов и два обращения.", [41, 2]),
        ("سجلت البعثة 22 طلعة جوية وستة توغلات.", [22, 6]),
        ("وثقت اللجنة تسع حوادث وأربعة اشتباكات في دارفور.", [9, 4]),
        ("تلقى مركز الاتصال عشرين مكالمة من الأهالي.", [20]),
        ("رصدت الغرفة ١٩ قنبلة ألقيت على البلدة.", [19]),
    ],
)
def test_any_act_is_counted(text: str, totals: list[int]) -> None:
    """Whatever act a monitor counts stands behind its number."""
    assert [c.total for c in counts(text)] == totals


@pytest.mark.parametrize("text", ["سجلت اللجنة انتهاكين للهدنة في كسلا.", "نفذ الطيران غارتين على البلدة.", "رصد المراقبون طلعتين فوق المدينة."])  # fmt: skip
def test_two_in_the_ending(text: str) -> None:
    """The Arabic dual is a count of two."""
    assert [(c.total, c.rule) for c in counts(text)] == [(2, "count.dual")]


def test_a_list_behind_dashes() -> None:
    """What is counted may stand before each number."""
    found = counts("Сводка за ночь: обстрелов - 11, атак беспилотников - 2, вызовов - 30.")
    assert [(c.total, c.rule) for c in found] == [(n, "count.unit_dash") for n in (11, 2, 30)]


@pytest.mark.parametrize(
    ("text", "total", "before"),
    [
        ("Миссия зафиксировала 18 нарушений, неделей ранее их было 25.", 18, 25),
        ("Миссия зафиксировала 18 взрывов. Накануне - ни одного.", 18, 0),
        ("Число обстрелов за месяц снизилось с 90 до 61.", 61, 90),
        ("سجلت البعثة 12 خرقا بالمقارنة مع 20 خرقا في الشهر السابق.", 12, 20),
        ("وتراجع عدد الغارات من 14 إلى 6 غارات خلال أسبوع.", 6, 14),
    ],
)
def test_the_day_before(text: str, total: int, before: int) -> None:
    """What there was before is no count of its own."""
    assert [(c.total, c.previous) for c in counts(text)] == [(total, before)]


def test_a_count_with_its_own_day_before_is_none_of_the_one_above() -> None:
    """'32, the day before five' behind another count is a claim with a period before it."""
    found = counts("Армия трижды обстреляла посёлок. В отчёте СММ ОБСЕ указаны 32 нарушения, днём ранее их было пять.")
    assert [(c.total, c.previous) for c in found] == [(3, None), (32, 5)]
    assert found[1].claimant_ids == ("osce-smm",)


def test_paper_and_head_noun_count() -> None:
    """Whose paper tells it counts; what stands in the genitive behind the head noun does not."""
    assert counts("В сводке ЛНА указано девять атак.")[0].claimant_ids == ("lna",)
    assert counts("وردت في تقرير اليونيفيل 14 حادثة سجلت ليلا.")[0].claimant_ids == ("unifil",)
    found = counts("Турецкая часть комиссии России и Турции отметила за день 12 нарушений.")
    assert found[0].claimant_ids == ("turkey",)


def test_places_in_brackets_told_later() -> None:
    """Places whose numbers sum to a total above are its places; of two totals, those of whom the sentence names."""
    found = counts(
        "Россия зафиксировала семь нарушений, турецкая сторона - пять.\n\n"
        "По российским данным, стреляли в районах Хама (четыре) и Идлиб (три). Турция назвала Алеппо (три) и Латакию (два)."
    )
    assert [(c.claimant_ids, [b.count for b in c.breakdown]) for c in found] == [(("russia",), [4, 3]), (("turkey",), [3, 2])]  # fmt: skip


def test_arabic_sentence_that_spreads_a_total() -> None:
    """'They were spread over 12 on the front of …': the next sentence breaks the total down."""
    found = counts("رصدت اللجنة 20 خرقا أمس.\n\nوتوزعت الخروقات على 12 في جبهات مأرب، و8 في مديرية حيس.")
    assert [(c.total, [(b.text, b.count) for b in c.breakdown]) for c in found] == [(20, [("مأرب", 12), ("حيس", 8)])]


@pytest.mark.parametrize(
    ("text", "answer", "number"),
    [
        ("СЦКК насчитал 50 обстрелов; удалось подтвердить 31.", "confirmed", 31),
        ("СЦКК насчитал 50 обстрелов. Миссия не смогла подтвердить эти данные.", "not_confirmed", None),
        ("سجلت اللجنة 15 خرقا، ولم تثبت البعثة سوى ستة منها.", "confirmed", 6),
        ("أعلن الجيش السوداني رصد 15 خرقا، وهو ما نفته قوات الدعم السريع.", "denied", None),
    ],
)
def test_what_others_made_of_it(text: str, answer: str, number: int | None) -> None:
    """Confirmed in part, not confirmed and denied are three things."""
    assert [(a.answer, a.count) for a in counts(text)[0].answers] == [(answer, number)]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Пресс-служба Минобороны Азербайджана\n\nЗа ночь отмечено шесть обстрелов.", "azerbaijan-mod"),
        ("المركز الإعلامي للجيش اللبناني\n5 أيار 2025\n\nسجلت خمسة خروقات.", "laf"),
        ("За ночь отмечено шесть обстрелов.\n\nПотерь нет.\n\nШтаб ООС", "jfo-hq"),
        ("بيروت / الأناضول\n\nسجلت خمسة خروقات.", "anadolu"),
    ],
)
def test_whose_paper_it_is(text: str, outlet: str) -> None:
    """The office in the first line or in the last, and the agency beside the town, issue the text."""
    assert read_text(text, lexicons()).meta.outlet_id == outlet


def test_rows_of_acts_are_no_places() -> None:
    """A list of what was done is no list of places; they stand where places are named."""
    found = counts(
        "رصدنا 30 خرقا على النحو الآتي:\n\n• قصف مدفعي: 18\n• تحليق طائرات: 12\n\nوتوزعت على تعز (20) ومأرب (10)."
    )
    assert [(b.text, b.count) for b in found[0].breakdown] == [("تعز", 20), ("مأرب", 10)]


@pytest.mark.parametrize(
    ("text", "total", "before"),
    [
        ("Отмечено пять случаев применения оружия (в ночь на 3 мая - двенадцать).", 5, 12),
        ("Договорённость соблюдается, отмечено два её нарушения; сутками ранее их было четыре.", 2, 4),
    ],
)
def test_the_night_before_in_brackets(text: str, total: int, before: int) -> None:
    """A time and a number in brackets tell the period before; a possessive may stand before the unit."""
    assert [(c.total, c.previous) for c in counts(text)] == [(total, before)]


def test_a_noun_of_a_body_is_not_the_mission() -> None:
    """'The committee' is no name of a mission whose name has no committee in it."""
    found = counts("حضرت اليونيفيل الاجتماع. واستعرضت اللجنة تقريرا سجل ستة خروقات.")
    assert found[0].claimant_ids == ()
