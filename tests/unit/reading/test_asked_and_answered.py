"""What is only asked, who answers it, entries with an hour, labels on the line of their paragraph, a party's own men."""

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Bangui, 4 May 2021\n\nQUESTION: Has the army shelled Bambari?\n\nMR. SMITH: We do not know.", "hypothetical"),
        ("Bangui, le 4 mai 2021\n\nLes rebelles ont-ils bombardé Bambari ?", "hypothetical"),
        ("Киев, 4 мая 2018 года\n\nОбстреляли ли боевики Авдеевку?", "hypothetical"),
        ("طرابلس، 4 مايو 2020\n\nهل قصفت القوات ترهونة؟", "hypothetical"),
        ("Bangui, 4 May 2021\n\nWhy was Bambari shelled on Sunday?", "pos"),
        ("Bangui, le 4 mai 2021\n\nPourquoi l'armée a-t-elle bombardé Bambari ?", "pos"),
    ],
)
def test_a_question_asserts_nothing(text: str, polarity: str) -> None:
    """Who asks why takes it to have happened."""
    assert [e.polarity for e in read(text).events if e.type == "shelling"] == [polarity]


def test_a_question_and_its_answer_are_two_claims() -> None:
    """The spokesman's own claim is not the reporter's question."""
    text = (
        "Briefing in Tripoli, 4 May 2020\n\nسؤال: هل قصفت قواتكم ترهونة؟\n\n"
        "الناطق: لا. قصفت قوات الوفاق مواقعنا أمس في ترهونة.\n\nسؤال: كم خرقا سجلتم؟\n\nالناطق: سجلنا تسعة خروقات منذ الجمعة."
    )
    assert [e.polarity for e in read(text).events if e.type == "shelling"] == ["hypothetical", "pos"]


def test_an_entry_with_an_hour_has_its_own_speaker() -> None:
    """'16:30 - Residents report', and no caller where the entry has a verb of its own."""
    text = (
        "LIVE: the truce in Sudan\n\nKhartoum, 4 May 2023\n\n16:30 - Residents of Omdurman report heavy gunfire.\n\n"
        "15:10 – trader in Bahri says shells hit the market.\n\n14:00 - The truce began at dawn.\n"
    )
    assert ("heavy gunfire", ()) in said(text)
    assert not [s for s in read(text).statements if s.rule == "statement.log_entry"]
    assert {e.modality for e in read(text).events if e.type in ("small_arms_fire", "shelling")} == {"claimed"}


def test_a_label_asserts_nothing() -> None:
    """'6. Displacement. According to N': the sentence behind it tells."""
    text = (
        "Daily report, Goma, 4 May 2023\n\n6. Displacement. According to OCHA, some 900 families have gone to the lake."
    )
    assert [e.claimed_by for e in read(text).events if e.type == "displacement"] == [("ocha",)]
    own = "Daily report, Goma, 4 May 2023\n\n6. Displacement. Some 900 families have gone to the lake."
    assert {e.modality for e in read(own).events if e.type == "displacement"} == {"asserted"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Beyrouth, le 4 mai 1998. La délégation du Liban a exposé que, le 2 mai, des obus étaient tombés sur un village, et que, le 3, un avion avait bombardé la route.",
            [
                ("le 2 mai, des obus étaient tombés sur un village", ("lebanon",)),
                ("le 3, un avion avait bombardé la route", ("lebanon",)),
            ],
        ),
        (
            "Beyrouth, le 4 mai 1998. Israël fait grief au Hezbollah d'avoir tiré trois roquettes.",
            [("au Hezbollah d'avoir tiré trois roquettes", ("israel",))],
        ),
        (
            "Beyrouth, le 4 mai 1998. Le Liban, reprenant un texte de la « résistance », soutient qu'aucun obus n'est parti du village.",
            [("aucun obus n'est parti du village", ("lebanon",))],
        ),
        (
            "Киев, 4 мая 2018 года. По данным штаба ООС, боевики стреляли дважды, в т. ч. из миномётов под Авдеевкой.",
            [("боевики стреляли дважды, в т. ч. из миномётов под Авдеевкой", ("jfo-hq",))],
        ),
    ],
)
def test_whole_clauses_of_their_speaker(text: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    """'exposer', 'faire grief à', a name in marks, a Russian word cut short."""
    assert said(text) == wanted


def test_the_paper_of_another_body() -> None:
    """'Communiqué of the Group': the mission named in it does not count for it."""
    text = "Communiqué of the Monitoring Group\n\nNaqoura, 4 May 1997\n\nThe parties brought six complaints. UNIFIL was present. UNIFIL lent its hall."
    assert all(c.claimant_ids != ("unifil",) for c in read(text).counts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Juba, 4 May 2018. The army, citing a letter of the governor, said that rebels had shelled the town.", ("spla",)),
        ("Beyrouth, le 4 mai 1998. Le Liban, citant un communiqué du Hezbollah, soutient qu'aucun obus n'est tombé.", ("lebanon",)),
        ("Beyrouth, le 4 mai 2025. L'agence AFP, citant l'armée, rapporte que deux obus sont tombés.", ("laf",)),
    ],
)  # fmt: skip
def test_who_cites_says_it_and_a_medium_passes_it_on(text: str, wanted: tuple[str, ...]) -> None:
    """Between a subject and its verb; the words said are those behind the verb."""
    ((words, ids),) = said(text)
    assert ids == wanted and words.startswith(("rebels had", "aucun obus", "deux obus"))


def test_callers_in_places_whose_kind_is_cut_short() -> None:
    """'Житель с. N:' is one head of an entry."""
    text = (
        "ЖУРНАЛ ЗВОНКОВ\nСухуми, 12 марта 1996 года\n\n07.10. Житель с. Окуми: ночью стреляли из автоматов.\n\n"
        "08.40. Врач, Гали: подорвалась машина, двое ранены.\n\n10.15. Дежурный поста: обстрел поста с востока, потерь нет.\n"
    )
    heads = [s.speaker.of(text) for s in read(text).statements if s.rule == "statement.log_entry" and s.speaker]
    assert heads[0] == "Житель с. Окуми" and len(heads) == 3


def test_a_name_behind_its_arabic_verb_does_not_count() -> None:
    """'أطلق الحوثيون أربع قذائف' in the turn of another."""
    text = "محضر اجتماع\nالحديدة، 12 مارس 2020\n\nممثل الحكومة: أطلق الحوثيون خمس قذائف على حيس أمس.\n\nممثل الحوثيين: لم نطلق شيئا على أحد."
    assert all(c.claimant_ids != ("houthis",) for c in read(text).counts)
