"""Whoever stands where a subject stands speaks, known or not; verbs are known by grammar, not by the form that a text showed."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read
from truceline.reading.verb_forms import arabic_forms, french_acts, french_forms, russian_forms

KHARTOUM = "KHARTOUM, 5 May 2023 (Reuters) - Queues for bread grew in the capital.\n\n"
BAMAKO = "Bamako, 5 mai 2017 (AFP) - Les marchés étaient fermés.\n\n"
DAMASCUS = "دمشق 5 أيار 2020 - كانت الأسواق مغلقة.\n\n"
MOSCOW = "Москва, 5 мая 2019. Рынки были закрыты.\n\n"


@pytest.mark.parametrize(
    ("text", "words", "speaker", "ids"),
    [
        # nobody's list holds these people: bare clause, behind the clause, inside it
        (KHARTOUM + "A beekeeper near the airport said the RSF fired rockets at El Obeid.", "the RSF fired rockets at El Obeid", "A beekeeper near the airport", ()),
        (KHARTOUM + "The RSF fired rockets at El Obeid, two ferrymen reached by phone averred.", "The RSF fired rockets at El Obeid", "two ferrymen reached by phone", ()),
        (KHARTOUM + "The RSF fighters, a beekeeper said, fired rockets at El Obeid.", "The RSF fighters … fired rockets at El Obeid", "a beekeeper", ()),
        # who accuses stands behind 'by'
        (KHARTOUM + "RSF fighters were accused by the Sudanese army of shelling El Obeid.", "RSF fighters … shelling El Obeid", "the Sudanese army", ("saf",)),
        # 'as N put it', 'per N', a claim that is N's, a source in brackets
        (KHARTOUM + "As the Sudanese army put it, RSF fighters shelled El Obeid.", "RSF fighters shelled El Obeid", "the Sudanese army", ("saf",)),
        (KHARTOUM + "Per a port official, RSF fighters shelled El Obeid at dawn.", "RSF fighters shelled El Obeid at dawn", "a port official", ()),
        (KHARTOUM + "RSF fighters shelled El Obeid at dawn (source: a port official).", "RSF fighters shelled El Obeid at dawn", "a port official", ()),
        # the name behind the comma is no source
        (KHARTOUM + "According to a beekeeper, RSF fighters shelled El Obeid.", "RSF fighters shelled El Obeid", "a beekeeper", ()),
        # Russian
        (MOSCOW + "Как рассказал на сходе староста деревни, боевики обстреляли школу.", "боевики обстреляли школу", "на сходе староста деревни", ()),
        (MOSCOW + "Боевики ночью обстреляли школу, посетовал староста деревни.", "Боевики ночью обстреляли школу", "староста деревни", ()),
        # French
        (BAMAKO + "Comme le martelait un piroguier, des hommes armés ont attaqué le bac.", "des hommes armés ont attaqué le bac", "un piroguier", ()),
        (BAMAKO + "Des hommes armés ont attaqué le bac, rapporte à RFI un piroguier du fleuve.", "Des hommes armés ont attaqué le bac", "un piroguier du fleuve", ()),
        # Arabic: a noun is told, a name is cited
        (DAMASCUS + "وأكدت نقابة المحامين مقتل ثلاثة مدنيين في السوق.", "مقتل ثلاثة مدنيين في السوق", "نقابة المحامين", ()),
        (DAMASCUS + "ونقلت وكالة رويترز عن صياد قوله إن مسلحين قصفوا الميناء.", "مسلحين قصفوا الميناء", "صياد", ()),
        (DAMASCUS + "واتهم المتحدث باسم حركة حماس إسرائيل بقصف المدرسة.", "إسرائيل بقصف المدرسة", "المتحدث باسم حركة حماس", ("hamas",)),
    ],
)  # fmt: skip
def test_a_subject_speaks(text: str, words: str, speaker: str, ids: tuple[str, ...]) -> None:
    found = {
        " … ".join(c.of(text) for c in s.content): (s.speaker and s.speaker.of(text), s.speaker_ids)
        for s in read(text).statements
    }
    assert found.get(words) == (speaker, ids), found


@pytest.mark.parametrize(
    "text",
    [
        KHARTOUM + "On Sunday the patrol drove to El Obeid and slept there.",
        KHARTOUM + "The patrol was denied passage at El Obeid, citing security reasons.",
        KHARTOUM + "In the reporting period 40 shops were opened by their owners in El Obeid.",
        KHARTOUM + "The trade union, which reports to the ministry, was opened by the mayor of El Obeid.",
        BAMAKO + "Le bac a traversé le fleuve comme chaque matin, vers midi.",
        DAMASCUS + "وصلت متابعة الملف إلى مرحلة جديدة في المدينة.",
    ],
)
def test_where_nobody_speaks(text: str) -> None:
    assert read(text).statements == []


def test_the_last_source_tells_its_own_part() -> None:
    """What one accuses of is his; what another tells in the same sentence is that other's."""
    text = (
        BAMAKO
        + "Le Mali a accusé la CMA d'avoir violé la trêve à Kidal, au lendemain de tirs qui ont fait deux morts à Gao, selon la Minusma."
    )
    found = {s.speaker_ids: " … ".join(c.of(text) for c in s.content) for s in read(text).statements}
    assert found[("minusma",)].startswith("au lendemain de tirs") and "violé la trêve" in found[("mali",)]


@pytest.mark.parametrize(
    ("text", "total", "by"),
    [
        ("Kyiv, 3 May 2019\n\nOSCE SMM Daily Report\n\nThe Mission's freedom of movement was restricted 17 times, mostly near Horlivka.", 17, ("osce-smm",)),
        ("Bamako, 3 mai 2017\n\nLa MINUSMA a présenté le bilan du mois : onze violations du cessez-le-feu, dont huit à Kidal et trois à Gao.", 11, ("minusma",)),
        ("Москва, 3 мая 2019\n\nЗа день прошли три встречи. Число населённых пунктов, примкнувших к перемирию, возросло до 211. Обстрелов не было.", 211, ()),
    ],
)  # fmt: skip
def test_counts_of_any_kind(text: str, total: int, by: tuple[str, ...]) -> None:
    counts = {c.total: c.claimant_ids for c in read(text).counts}
    assert counts.get(total) == by, counts


@pytest.mark.parametrize(
    ("forms", "wanted", "unwanted"),
    [
        (french_forms("révéler"), {"révèle", "révélaient", "a révélé", "avait également révélé", "révèle-t-elle", "a-t-on révélé", "révélant"}, "révéle"),
        (french_forms("rappeler"), {"rappelle", "rappellent", "rappelait"}, "rappèle"),
        (french_acts("détruire"), {"détruit", "détruite", "détruisant", "ont détruit"}, "détruit-il"),
        (russian_forms("констатировать"), {"констатирует", "констатируют", "констатировал"}, "констатироваю"),
        (russian_forms("признавать"), {"признает", "признают", "признавала"}, "признаваю"),
        (russian_forms("жаловаться"), {"жалуется", "жаловался", "жаловалась"}, "жаловает"),
        (russian_forms("твердить*"), {"твердит", "твердят", "твердила"}, "твердив"),
        (arabic_forms("نفى/ينفي/نافي"), {"نفت", "نفوا", "تنفي", "ينفون", "نافيا"}, "نفىت"),
        (arabic_forms("أكد/يؤكد/مؤكد"), {"أكدت", "أكدوا", "يؤكدون", "مؤكدة"}, "أكدي"),
    ],
)  # fmt: skip
def test_forms_of_verbs(forms: list[str], wanted: set[str], unwanted: str) -> None:
    assert wanted <= set(forms) and unwanted not in forms


@pytest.mark.parametrize(
    ("text", "kind", "agents"),
    [
        (BAMAKO + "Les soldats de la CMA se retirent de Kidal.", "withdrawal", ("cma-mali",)),
        (BAMAKO + "La CMA a libéré douze gendarmes à Kidal.", "prisoner_exchange", ("cma-mali",)),
        (DAMASCUS + "بدأ الانسحاب من إدلب صباح اليوم.", "withdrawal", ()),
        (DAMASCUS + "تم الإفراج عن عشرين سجينا في إدلب.", "prisoner_exchange", ()),
        (MOSCOW + "В Идлибе освобождены двадцать пленных, состоялся обмен пленных.", "prisoner_exchange", ()),
    ],
)
def test_acts_by_their_forms(text: str, kind: str, agents: tuple[str, ...]) -> None:
    found = [e for e in read(text).events if e.type == kind]
    assert found, [e.type for e in read(text).events]
    assert not agents or any(set(e.agents) & set(agents) for e in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tirs à Omdourman, deux morts de plus.", "fr"),
        ("Les soldats de la CMA se retirent de Kidal.", "fr"),
        ("Ateşkes için ordu ve halk bir kez daha Halep'te çağrı yaptı.", "tr"),
    ],
)
def test_short_french_is_no_turkish(text: str, language: str) -> None:
    assert read(text).meta.language == language


def test_names_in_other_spellings() -> None:
    text = "Khartoum, 5 mai 2023 - Des obus sont tombés à Omdourman, selon un médecin."
    assert [p.place_id for p in read(text).places if p.span.of(text) == "Omdourman"] == ["sdn-omdurman"]
    text = "Sanaa, 5 May 2019 - Houthi-run Al-Masirah TV said that jets hit a market in Hajjah."
    assert [s.speaker_ids for s in read(text).statements] == [("al-masirah",)]
