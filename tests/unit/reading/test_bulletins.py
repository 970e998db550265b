"""Twenty bulletins of our own wording, in four languages, around counts as monitors give them: who, how many, where, what others say.

The figures follow the published shapes (claims of counts, 2017 to 2021); every sentence is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.unit.reading.whole_texts import lexicons
from truceline.reading.model import CountClaim
from truceline.reading.read import read_text


@dataclass(frozen=True)
class Want:
    """One count: claimant, total, breakdown, what others say of it; None where the bulletin is silent."""

    by: str
    total: int
    places: tuple[tuple[str, int], ...] = ()
    previous: int | None = None
    answer: str | None = None


BULLETINS: dict[str, tuple[str, list[Want]]] = {
    "en two sides": (
        "MOSCOW, January 22. /TASS/. Over the past 24 hours the Russian side registered two truce violations: Hama (1) and Latakia (1). The Turkish side reported 12, among them six in Aleppo province. "
        "The Russian side confirmed only three of them.",
        [Want("russia", 2, (("Hama", 1), ("Latakia", 1))), Want("turkey", 12, answer="confirmed")],
    ),
    "en headline differs": (
        "Fifteen violations of Syria ceasefire registered in a day\n\nMOSCOW, February 25. The Russian part of the Russian-Turkish commission has recorded 14 ceasefire violations in the provinces of Latakia (5), Hama (3) and Damascus (6). "
        "The Turkish part counted seven violations in Damascus (2), Homs (2), Daraa (2) and Hama (1). None of these was confirmed by the Russian side.",
        [Want("russia", 14, (("Latakia", 5), ("Hama", 3), ("Damascus", 6))), Want("turkey", 7, (("Damascus", 2), ("Homs", 2), ("Daraa", 2), ("Hama", 1)), answer="not_confirmed")],
    ),
    "en number first": (
        "Hmeimim, 6 July 2017. Monitors of the Russian centre detected two cases of firing: one in Aleppo province and one in Daraa. The Turkish representatives spoke of five cases.",
        [Want("ru-reconciliation-centre", 2, (("Aleppo", 1), ("Daraa", 1))), Want("turkey", 5)],
    ),
    "en list of lines": (
        "Daily note, 29 April 2017\n\nThe Russian side recorded nine cases of firing:\n- Damascus – 4\n- Daraa – 3\n- Hama – 2\n\nThe Turkish side registered eight, not confirmed by the Russian side.",
        [Want("russia", 9, (("Damascus", 4), ("Daraa", 3), ("Hama", 2))), Want("turkey", 8, answer="not_confirmed")],
    ),
    "en smm regions": (
        "OSCE SMM Daily Report issued on 2 September 2020\n\nIn Donetsk region, the SMM recorded 28 ceasefire violations, including ten explosions. In the previous reporting period, it recorded 20 ceasefire violations in the region.\n\n"
        "In Luhansk region, the Mission recorded 63 ceasefire violations. The previous reporting period saw no ceasefire violations.",
        [Want("osce-smm", 28, previous=20), Want("osce-smm", 63)],
    ),
    "en smm compared": (
        "Kyiv, 14 August 2020. The OSCE Special Monitoring Mission registered 36 ceasefire violations in Donetsk region, compared with 12 in the previous 24 hours, and 34 ceasefire violations in Luhansk region.",
        [Want("osce-smm", 36, previous=12), Want("osce-smm", 34)],
    ),
    "en smm none": (
        "Report of 9 September 2020\n\nIn Luhansk region the SMM recorded no ceasefire violations. In the previous 24 hours it recorded 50.",
        [Want("osce-smm", 0, previous=50)],
    ),
    "en cumulative ngo": (
        "Since 30 December 2016 the Syrian Network for Human Rights has documented 366 breaches of the truce: Hama 108, Aleppo 51, Idlib 41, Homs 37, Daraa 22. Government forces reject these figures.",
        [Want("snhr", 366, answer="denied")],
    ),
    "en unmha week": (
        "Hudaydah, 12 March 2023. During the reporting week UNMHA observed 210 violations of the ceasefire, against 185 in the previous week: Hays (120), At Tuhayta (60) and Al Jabaliya (30).",
        [Want("unmha", 210, (("Hays", 120), ("At Tuhayta", 60), ("Al Jabaliya", 30)), previous=185)],
    ),
    "en unifil air": (
        "Naqoura, 4 May 2021. UNIFIL recorded 17 airspace violations and two violations of the Blue Line between 27 April and 3 May 2021. The Israeli side did not confirm them.",
        [Want("unifil", 17), Want("unifil", 2, answer="not_confirmed")],
    ),
    "en kashmir": (
        "Islamabad, 10 October 2020. The Pakistan Army said Indian troops committed 2,340 ceasefire violations this year. India has denied the allegation.",
        [Want("pakistan-army", 2340, answer="denied")],
    ),
    "ru two sides": (
        "МОСКВА, 22 марта 2017. /ТАСС/. За минувшие сутки российская сторона зафиксировала шесть нарушений перемирия: в провинциях Дамаск – 4, Дераа – 2. Турецкая сторона сообщила о 13 нарушениях. Российская сторона их не подтвердила.",
        [Want("russia", 6, (("Дамаск", 4), ("Дераа", 2))), Want("turkey", 13, answer="not_confirmed")],
    ),
    "ru brackets": (
        "Хмеймим, 5 апреля 2018. Российская часть комиссии зафиксировала 9 случаев стрельбы в провинциях Алеппо (3), Латакия (4), Хама (2). Турецкая часть комиссии нарушений не выявила.",
        [Want("russia", 9, (("Алеппо", 3), ("Латакия", 4), ("Хама", 2))), Want("turkey", 0)],
    ),
    "ru smm": (
        "Киев, 12 августа 2020. СММ ОБСЕ зафиксировала 4 нарушения режима прекращения огня в Донецкой области и одно нарушение в Луганской области.",
        [Want("osce-smm", 4), Want("osce-smm", 1)],
    ),
    "ru part": (
        "ДОНЕЦК, 3 марта 2021. Миссия ОБСЕ за сутки зарегистрировала 120 нарушений, в том числе 45 взрывов. За предыдущие сутки миссия зафиксировала 96 нарушений.",
        [Want("osce-smm", 120, previous=96)],
    ),
    "ar two sides": (
        "دمشق 25 شباط 2017 - سجل الجانب الروسي 9 خروقات لوقف إطلاق النار خلال 24 ساعة: دمشق (4) ودرعا (3) وحماة (2). وسجل الجانب التركي 8 خروقات. لم يؤكد الجانب الروسي هذه الخروقات.",
        [Want("russia", 9, (("دمشق", 4), ("درعا", 3), ("حماة", 2))), Want("turkey", 8, answer="not_confirmed")],
    ),
    "ar in": (
        "رصدت بعثة الأمم المتحدة لدعم اتفاق الحديدة 120 خرقا خلال الأسبوع الماضي: 70 في حيس و50 في التحيتا.",
        [Want("unmha", 120, (("حيس", 70), ("التحيتا", 50)))],
    ),
    "fr mali": (
        "Bamako, 3 mars 2019. La MINUSMA a enregistré 12 violations du cessez-le-feu au cours de la semaine écoulée : 5 à Gao, 4 à Kidal et 3 à Ménaka. La CMA n'a pas confirmé ces chiffres.",
        [Want("minusma", 12, (("Gao", 5), ("Kidal", 4), ("Ménaka", 3)), answer="not_confirmed")],
    ),
    "fr liban": (
        "Naqoura, 4 mai 2021. La FINUL a relevé 21 violations contre 17 la semaine précédente, dont 9 à Naqoura et 12 à Marjayoun.",
        [Want("unifil", 21, previous=17)],
    ),
    "fr aucune": ("Kidal, 8 juin 2020. La MINUSMA n'a constaté aucune violation du cessez-le-feu dans la région de Kidal.", [Want("minusma", 0)]),
}  # fmt: skip


def agree(want: Want, got: CountClaim) -> list[bool]:
    """Each fact of a count that the bulletin states."""
    facts = [got.claimant_ids == (want.by,), got.total == want.total]
    facts += [
        (place, count) in [(b.text.removesuffix(" province"), b.count) for b in got.breakdown]
        for place, count in want.places
    ]
    if want.previous is not None:
        facts.append(got.previous == want.previous)
    if want.answer is not None:
        facts.append(want.answer in [a.answer for a in got.answers])
    return facts


def facts_of(name: str) -> list[bool]:
    """What was read right and wrong: missing counts cost all their facts, invented ones cost one each."""
    text, wants = BULLETINS[name]
    found = read_text(text, lexicons()).counts
    facts: list[bool] = []
    used: set[int] = set()
    for want in wants:
        ranked = sorted(
            ((sum(agree(want, c)), -i) for i, c in enumerate(found) if i not in used and c.total == want.total),
            reverse=True,
        )
        if not ranked:
            facts += [False] * (2 + len(want.places) + (want.previous is not None) + (want.answer is not None))
            continue
        used.add(-ranked[0][1])
        facts += agree(want, found[-ranked[0][1]])
    return [*facts, *([False] * (len(found) - len(used)))]


def test_there_are_twenty_in_four_languages() -> None:
    """The gate below is not vacuous."""
    assert len(BULLETINS) == 20
    assert {name[:2] for name in BULLETINS} == {"en", "ru", "ar", "fr"}


def test_the_facts_of_counts() -> None:
    """At least 95 % of all stated facts: claimant, total, places, the period before, answers of others."""
    facts = [f for name in BULLETINS for f in facts_of(name)]
    assert sum(facts) / len(facts) >= 0.95, {n: facts_of(n) for n in BULLETINS if not all(facts_of(n))}


@pytest.mark.parametrize("language", ["en", "ru", "ar", "fr"])
def test_every_language_reads(language: str) -> None:
    """No language lives on the others' marks: at least 90 % of its own facts."""
    facts = [f for name in BULLETINS if name.startswith(language) for f in facts_of(name)]
    assert sum(facts) / len(facts) >= 0.9


def test_a_sum_that_does_not_agree_is_said() -> None:
    """Places that sum to eight beside a total of nine are both kept, and the mismatch is told."""
    text = "The Russian side registered nine cases of firing: Damascus (4), Daraa (3), Hama (1)."
    count = read_text(text, lexicons()).counts[0]
    assert count.total == 9 and sum(b.count for b in count.breakdown) == 8
    assert count.mismatch is not None and "8" in count.mismatch


def test_a_headline_that_differs_is_said() -> None:
    """Fifteen above, fourteen below."""
    counts = read_text(BULLETINS["en headline differs"][0], lexicons()).counts
    assert counts[0].other_totals == [15] and "headline" in str(counts[0].mismatch)


def test_not_confirmed_is_not_denied() -> None:
    """The two answers never stand for each other."""
    counts = read_text(
        BULLETINS["en two sides"][0].replace("confirmed only three of them", "could not confirm them"), lexicons()
    ).counts
    assert [a.answer for a in counts[1].answers] == ["not_confirmed"]
