"""Bulletins of missions and commissions as they are printed: whose paper, who counted, what is no act."""

from tests.unit.reading.whole_texts import read, said


def test_a_periodical_of_the_only_mission_named() -> None:
    """'Daily Report 45/2020' without a name is the mission's whose counts it holds; its own words are its paper's."""
    text = (
        "Daily Report 45/2020 issued on 4 March 2020\n\nIn Donetsk region, the SMM recorded 12 ceasefire violations. "
        "The OSCE SMM saw damage to a school. The SMM continued to monitor the disengagement areas near Petrivske.\n"
    )
    reading = read(text)
    assert reading.meta.outlet_id == "osce-smm"
    assert [e for e in reading.events if e.type == "withdrawal"] == []
    two = text.replace("The OSCE SMM saw", "UNIFIL and UNDOF saw")
    assert read(two).meta.outlet_id is None


def test_a_party_to_a_commission_counts_for_itself() -> None:
    """The act is claimed by whoever counted it, not by the commission he sits in."""
    text = "MOSCOW, 4 March 2017. The Russian party of the Russian-Turkish Commission has registered 12 cases of firing in Aleppo (7) and Hama (5)."
    reading = read(text)
    assert [e.claimed_by for e in reading.events] == [c.claimant_ids for c in reading.counts] == [("russia",)]


def test_the_french_mission_is_the_one_of_the_paper() -> None:
    """Between two sentences of others a sentence of the mission's own paper stays its own."""
    text = (
        "MINUSMA - Point hebdomadaire, 14 octobre 2019\n\nLa CMA impute quatre violations à la Plateforme. "
        "Un convoi a sauté sur un engin explosif près de Tessalit. La Mission condamne cette attaque.\n"
    )
    reading = read(text)
    assert not [w for w, _ in said(text) if "convoi" in w]
    assert [a.actor_ids for a in reading.actors if a.span.of(text) == "Mission"] == [("minusma",)]


def test_arabic_truces_and_pledges() -> None:
    """'اتفقا على وقف لإطلاق النار' is an agreement and no fire; what is pledged has not happened."""
    agreed = read("وقال المبعوث إن الطرفين اتفقا على وقف لإطلاق النار.")
    assert [e.type for e in agreed.events] == ["agreement_concluded"]
    pledged = read("وقال المبعوث إن الطرفين تعهدا بسحب قواتهما من الميناء.")
    assert [(e.type, e.polarity) for e in pledged.events] == [("withdrawal", "future")]
    done = read("وقال المبعوث إن الطرفين قاما بسحب قواتهما من الميناء.")
    assert [(e.type, e.polarity) for e in done.events] == [("withdrawal", "pos")]


def test_what_is_promised_has_not_happened() -> None:
    """In the noun, too, and in four languages."""
    for text in (
        "The army promised the withdrawal of its guns from Homs.",
        "Le gouvernement a promis le retrait de ses troupes de Goma.",
        "Армия пообещала вывод войск из Хомса.",
        "تعهد الجيش بسحب قواته من المدينة.",
    ):
        assert [(e.type, e.polarity) for e in read(text).events] == [("withdrawal", "future")], text


def test_a_country_before_a_colon_is_a_topic() -> None:
    """In the second line too; a dateline in brackets is told by nobody."""
    text = "Human Rights Watch\n\nYemen: Coalition strike on a bus near Hudaydah\n\n(Beirut, June 4, 2018) - A warplane attacked a bus near Hudaydah, Human Rights Watch said today.\n"
    assert said(text) == [("A warplane attacked a bus near Hudaydah", ("hrw",))]


def test_a_weekly_brief_with_kinds_and_districts() -> None:
    """Rows of kinds are no places; 'Reported by N: 52' is no speech; the districts further below sum to the total."""
    text = "WEEKLY BRIEF, 4 November 2019\n\nTotal incidents: 96 (last week: 121)\nArtillery: 41\nSmall arms: 55\nBy district: Ad Durayhimi 50, Hays 46.\nReported by Houthi liaison: 44. Reported by GoY liaison: 52.\n"
    reading = read(text)
    assert [(c.total, c.previous, {b.text: b.count for b in c.breakdown}) for c in reading.counts] == [
        (96, 121, {"Ad Durayhimi": 50, "Hays": 46})
    ]
    assert reading.statements == []


def test_representatives_of_a_state_speak_for_it() -> None:
    """Of those of others nothing is made up."""
    text = "Minsk, 4 March 2020. The representatives of Ukraine stated that their positions had come under fire 17 times. The representatives of the tribes in Syria said that they were not heard."
    assert [ids for _, ids in said(text)] == [("ukraine",), ()]


def test_a_press_release_is_whose_name_its_title_holds() -> None:
    """'PRESS RELEASE No. 4 - Mechanism (CTSAMVM)'."""
    text = "PRESS RELEASE No. 4/2021 - Ceasefire Transitional Security Arrangements Monitoring and Verification Mechanism (CTSAMVM)\n\nJuba, 4 March 2021. CTSAMVM has met both parties.\n"
    assert read(text).meta.outlet_id == "ctsamvm"


def test_two_who_stand_in_apposition_say_it_together() -> None:
    """', Saudi Arabia and the United States, stated': both, and their joint statement is both's."""
    text = 'JEDDAH, 4 May 2023 (AFP) - The facilitators of the talks, Saudi Arabia and the United States, stated that the RSF had broken the truce in Khartoum. "Fighting was heard in Bahri," their joint statement read.'
    assert said(text) == [
        ("the RSF had broken the truce in Khartoum", ("saudi-arabia", "us")),
        ("Fighting was heard in Bahri", ("saudi-arabia", "us")),
    ]


def test_a_number_for_each_of_two_places() -> None:
    """'по четыре - в A и B', 'four each in A and B'."""
    russian = "МОСКВА, 4 мая 2016 года. Центр по примирению зарегистрировал 11 нарушений: по четыре - в провинциях Алеппо и Хама, три - в Латакии."
    (claim,) = read(russian).counts
    assert ([b.count for b in claim.breakdown], claim.mismatch) == ([4, 4, 3], None)
    english = "MOSCOW, 4 May 2016. The centre for reconciliation recorded 11 violations: four each in Aleppo and Hama, three in Latakia."
    assert [(sorted(b.count for b in c.breakdown), c.mismatch) for c in read(english).counts] == [([3, 4, 4], None)]
