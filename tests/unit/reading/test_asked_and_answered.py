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
