"""What a text says without saying it again: attributions that point back, 'it', dates told with the news, who wards off an attack."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read
from truceline.reading.model import Event


def event(text: str, type_: str) -> Event:
    return next(e for e in read(text).events if e.type == type_)


@pytest.mark.parametrize(
    ("text", "type_", "claimants"),
    [
        ("МОСКВА, 9 июня 2020 года. /ТАСС/. Боевики обстреляли деревню Хардатнин. Об этом заявил Центр по примирению враждующих сторон.", "shelling", ("ru-reconciliation-centre",)),
        ("Tripoli, 9 June 2020. LNA fighters shelled Mitiga airport. The information was confirmed by UNSMIL.", "shelling", ("unsmil",)),
        ("Bamako, 9 juin 2020. Des hommes armés ont attaqué un convoi à Ménaka. C'est ce qu'a indiqué la MINUSMA.", "attack", ("minusma",)),
        ("بيروت، 9 حزيران 2020. قصف الطيران بلدة عيتا الشعب. جاء ذلك في بيان لحزب الله.", "air_strike", ("hezbollah",)),
        ("Kyiv, 9 June 2020. A resident said that a shell hit his house. The SMM observed no damage.\n\nA school in Marinka was damaged by gunfire, it said.", "small_arms_fire", ("osce-smm",)),
    ],
)  # fmt: skip
def test_who_is_led_back_to(text: str, type_: str, claimants: tuple[str, ...]) -> None:
    """The sentence before an attribution that points back is that speaker's; 'it' is the body of the sentence before."""
    assert event(text, type_).claimed_by == claimants


def test_an_outlets_own_words_are_not_laid_into_a_monitors_mouth() -> None:
    """What a count mentions in passing is not filled with what the outlet tells of another shelling."""
    text = "Tripoli, 30 January 2020. The Mission UNSMIL has recorded 110 violations, most of which were shelling.\n\nRockets struck a clinic in Gharyan on Monday."
    told = [e for e in read(text).events if e.type == "shelling" and e.places]
    assert [(e.modality, e.claimed_by) for e in told] == [("asserted", ())]


@pytest.mark.parametrize("words", ["the charge", "these allegations", "the report", "such claims"])
def test_what_only_points_at_a_charge_says_nothing(words: str) -> None:
    """'dismissed the charge' is no statement with content of its own; what follows it is one."""
    found = read(f"Ankara, 6 May 2017. The Turkish Foreign Ministry dismissed {words}. It said rebels had left Foua.")
    assert [s.content[0].of(found.text) for s in found.statements] == ["rebels had left Foua"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Juba, 6 May 2017. CTSAMVM said that the truce was broken in Leer and that villagers fled.", 2),
        ("Париж, 6 мая 2017 года. МИД Франции сообщил, что перемирие нарушено и что жители покинули город.", 2),
        ("Bangui, 6 mai 2017. La MINUSCA a indiqué que la trêve tenait et que des patrouilles circulaient.", 2),
    ],
)
def test_two_clauses_of_one_verb(text: str, clauses: int) -> None:
    """'said that A and that B': two statements of one speaker."""
    found = read(text).statements
    assert len(found) == clauses and len({s.speaker_ids for s in found}) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The head of the mission told the Council on 30 January 2020 that the truce held. Fighters advanced on Sunday.", "2020-01-30"),
        ("Командование сообщило 3 декабря 2020 года, что перемирие соблюдается. Бои шли в воскресенье.", "2020-12-03"),
        ("La mission a indiqué le 14 juin 2019 que la trêve tenait. Des tirs ont été entendus dimanche.", "2019-06-14"),
    ],
)  # fmt: skip
def test_the_day_of_the_saying_dates_the_text(text: str, day: str) -> None:
    """A full date with the first verb of saying; a weekday of the narration moves nothing."""
    assert str(read(text).meta.doc_date) == day


def test_by_rebels_on_sunday_is_past() -> None:
    """'by' looks ahead only before the day itself."""
    for words, value in (
        ("Twelve breaches by rebels on Sunday were counted.", "2017-02-05"),
        ("Both sides must leave by Sunday.", "2017-02-12"),
    ):
        text = f"BEIRUT, Feb. 6, 2017 (AP) - {words}"
        assert [d.value for d in read(text).dates if d.span.of(text) == "Sunday"] == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("A house was hit by a shell at dawn.", "2019-11-10"),
        ("La ville a été bombardée à l'aube.", "2019-11-10"),
        ("A house was hit at dawn on Saturday.", "2019-11-09"),
    ],
)
def test_hours_of_the_day(words: str, value: str) -> None:
    """An hour alone is of the text's own day; beside a day it adds nothing."""
    text = f"Log for 10 November 2019\n\n{words}"
    assert [d.value for d in read(text).dates][1:] == [value]


@pytest.mark.parametrize(
    ("text", "type_", "agents", "targets"),
    [
        ("Tripoli, 27 December 2019. The LNA repelled an attack near Tarhuna.", "attack", (), ("lna",)),
        ("Tripoli, 27 December 2019. The GNA thwarted an assault by the LNA on Gharyan.", "attack", ("lna",), ("gna",)),
        ("طرابلس، 27 كانون الأول 2019. صد الجيش الوطني الليبي هجوما قرب ترهونة.", "attack", (), ("lna",)),
        ("Bamako, 8 mars 2020. Une patrouille des FAMa est tombée dans une embuscade près de Gossi.", "attack", (), ("fama",)),
        ("Beirut, 8 March 2024. Israeli warplanes struck a depot belonging to Hezbollah.", "air_strike", ("israel-air-force",), ("hezbollah",)),
        ("Juba, 8 March 2018. SPLA soldiers clashed with SPLA-IO fighters in Maiwut.", "combat", ("spla",), ("spla-io",)),
        ("صنعاء، 8 آذار 2021. استهدفت القوات المشتركة تجمعات لجماعة الحوثي في حيس.", "attack", ("joint-forces-yemen",), ("houthis",)),
    ],
)  # fmt: skip
def test_who_was_attacked(text: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...]) -> None:
    """Who wards off an attack is its target; a thing of a group stands for the group; one clashes with somebody."""
    found = event(text, type_)
    assert (found.agents, found.targets) == (agents, targets)


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        ("Government aircraft had bombed Talbiseh on Sunday.", "air_strike"),
        ("The village was bombed by warplanes.", "air_strike"),
        ("A drone struck the convoy near Foua.", "drone_strike"),
        ("A soldier was wounded by a sniper in Foua.", "sniping"),
        ("Rebels bombed a bridge in Foua.", "attack"),
    ],
)
def test_what_attacked(words: str, type_: str) -> None:
    """An attack from the air by the words of who attacks, and by those only."""
    assert [e.type for e in read(f"BEIRUT, Feb. 6, 2017 (AP) - {words}").events] == [type_]


def test_a_time_of_day_is_no_attack() -> None:
    """'فجر السبت' is Saturday at dawn; 'فجر الجيش' blew something up."""
    text = "طرابلس، 18 أبريل 2020. {} في ترهونة."
    assert [e.type for e in read(text.format("قصفت القوات المطار فجر السبت")).events] == ["shelling"]
    assert [e.type for e in read(text.format("فجر الجيش الوطني الليبي جسرا")).events] == ["attack"]


def test_a_dateline_is_not_where_it_happened() -> None:
    """The place a text is written in is no place of the event its first sentence tells."""
    text = "Bangui, 14 juin 2019 - La MINUSCA a recensé douze violations de la trêve."
    assert event(text, "ceasefire_violation").places == ()


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("В Карабахе слышны взрывы.", ["aze-nagorno-karabakh"]),
        ("Карабах обстреляли утром.", ["aze-nagorno-karabakh"]),
        ("Нарушение отмечено в Гадрутском районе.", ["aze-hadrut"]),
        ("Одно нарушение в Лачинском районе и одно в Шушинском.", ["aze-lachin", "aze-shusha"]),
    ],
)
def test_russian_names_and_the_districts_called_after_them(words: str, places: list[str]) -> None:
    """A nominative that ends like a case form is known in its cases; a district is known by its town."""
    assert [p.place_id for p in read(words).places] == places


def test_nobody_of_the_registry_described_it() -> None:
    """'what activists described as': the state of the dateline's town does not speak, nor is it named."""
    found = read(
        "PORT SUDAN, May 12, 2024 (Reuters) - Shells hit El Fasher, in what activists described as the heaviest bombardment."
    )
    assert all("sudan" not in s.speaker_ids for s in found.statements)
    assert all("sudan" not in a.actor_ids for a in found.actors)


def test_two_figures_of_two_sources() -> None:
    """'eleven killed according to N, two according to M': each source has its own."""
    found = read(
        "Gao, 5 mars 2020. Nine rebels died in Gao according to the MINUSMA, two rebels died there according to the FAMa."
    )
    told = [(s.content[0].of(found.text), s.speaker_ids) for s in found.statements]
    assert told == [("Nine rebels died in Gao", ("minusma",)), ("two rebels died there", ("fama",))]


@pytest.mark.parametrize(
    ("words", "first", "said"),
    [
        ("OCHA said about 850 families had fled Mellit.", "about 850 families had fled Mellit", 1),
        ("OCHA said at least ten villages had been burnt.", "at least ten villages had been burnt", 1),
        ("OCHA said on Monday.", "", 0),
        ("OCHA informed UNITAMS of two attacks.", "", 0),
        ("The army has neither confirmed nor denied the attacks.", "", 0),
    ],
)
def test_what_a_clause_begins_with(words: str, first: str, said: int) -> None:
    """A number opens a clause; a circumstance, a listener with 'of', and 'neither' open none."""
    found = read(f"Khartoum, 5 March 2024. {words}")
    assert [s.content[0].of(found.text) for s in found.statements][:1] == ([first] if said else [])


def test_the_claimant_is_not_made_the_doer() -> None:
    """'The army said shelling killed two' and 'a shell that the group fired': who tells did not do it."""
    assert event("Juba, 5 March 2018. The SPLA said shelling killed two in Leer.", "shelling").agents == ()
    text = "عدن، 8 يناير 2021. قالت القوات المشتركة إن قذيفة أطلقها الحوثيون سقطت في حيس."
    assert event(text, "shelling").agents == ("houthis",)


@pytest.mark.parametrize(
    ("text", "type_", "agents", "targets"),
    [
        ("Juba, 5 March 2018. The SPLA-IO condemns the attack carried out by SPLA soldiers on its base at Leer.", "attack", ("spla",), ("spla-io",)),
        ("Juba, 5 March 2018. UNMISS said three of its engineers were wounded by gunfire in Leer.", "small_arms_fire", (), ("unmiss",)),
        ("Juba, 5 March 2018. The SPLA reported it to CTSAMVM, which visited Leer on Monday.", "visit", ("ctsamvm",), ()),
        ("Sittwe, 5 March 2025. The Arakan Army and the Tatmadaw exchanged fire in Sittwe.", "small_arms_fire", ("arakan-army", "tatmadaw"), ()),
        ("طرابلس، 5 آذار 2020. أعلن الجيش الوطني الليبي أنه صد هجوما في ترهونة.", "attack", (), ("lna",)),
    ],
)  # fmt: skip
def test_whose_it_is(text: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...]) -> None:
    """'its' of whoever condemns, 'three of its', the antecedent of 'which', two subjects of an exchange, 'it repelled'."""
    found = event(text, type_)
    assert (found.agents, found.targets) == (agents, targets)


def test_a_partys_paper_speaks_for_the_party() -> None:
    """'X - PRESS STATEMENT' is X's paper and no dateline; 'our position' is X's."""
    text = "SPLA-IO - PRESS STATEMENT\n\nJuba, 4 September 2019\n\nOur position was attacked on Monday."
    assert (read(text).meta.outlet_id, read(text).meta.dateline) == ("spla-io", None)
    assert event(text, "attack").targets == ("spla-io",)


def test_accusations_are_answered_by_the_accused() -> None:
    """'denied the accusations' behind a mission's figure answers the party that accused."""
    text = "Hays, 8 January 2021. The Yemeni government said the Houthis committed 68 violations. UNMHA recorded 52 violations. The Houthis denied the accusations."
    found = {c.total: [a.answer for a in c.answers] for c in read(text).counts}
    assert found == {68: ["denied"], 52: []}


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Beirut, 2 December 2024. The Lebanese army protested to UNIFIL that its post was shelled.", "its post was shelled", ("laf",)),
        ("Bamako, 8 octobre 2019. La MINUSMA a recensé des incidents. Un convoi a heurté une mine près de Ber, a-t-elle ajouté.", "Un convoi a heurté une mine près de Ber", ("minusma",)),
        ("Бейрут, 2 декабря 2024 года. По словам очевидцев, в Накуре слышались взрывы.", "в Накуре слышались взрывы", ()),
        ("Бейрут, 2 декабря 2024 года. Источник в Дамаске рассказал агентству, что склад сгорел.", "склад сгорел", ()),
        ("Tripoli, 3 September 2020. Khalifa Haftar left. A commander in Sirte said his men had not fired.", "his men had not fired", ()),
    ],
)  # fmt: skip
def test_who_says_it_when_he_is_not_named(text: str, words: str, ids: tuple[str, ...]) -> None:
    """An inverted pronoun is the body before; witnesses and sources keep their words and get nobody's id."""
    found = read(text)
    assert (words, ids) in [(s.content[0].of(found.text), s.speaker_ids) for s in found.statements]


def test_a_part_told_by_another_is_not_the_whole() -> None:
    """'24 cases, including, by the other side's data, 19': the whole is not laid into the other side's mouth."""
    text = "МОСКВА, 22 апреля 2021 года. /ТАСС/. Отмечено 24 обстрела, в том числе, по данным сирийской стороны, 19. Об этом сообщил Центр по примирению враждующих сторон."
    assert [c.claimant_ids for c in read(text).counts if c.total == 24] == [("ru-reconciliation-centre",)]


def test_the_subject_that_russian_leaves_out() -> None:
    """'заявила, что нанесла удар': the speaker did it."""
    text = "Бейрут, 2 декабря 2024 года. Армия Израиля заявила, что нанесла удар по складу в Накуре."
    assert event(text, "air_strike").agents == ("idf",)
