"""Figures and days told in another order than most: 'put the number at 61', 'the figure was 89', a day in full above its dateline."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.reading.whole_texts import lexicons, read
from truceline.reading.rows import rows_of


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("Juba, 4 May 2019. The SPLA-IO put the number of attacks by government troops at 17.", [17]),
        ("Kyiv, 4 May 2019. The SMM recorded 31 ceasefire violations in Luhansk region. In Donetsk region the figure was 12.", [31, 12]),
        ("Бейрут, 4 мая 2019 года. ВСООНЛ отметили 31 нарушение на западе. На востоке этот показатель составил 12.", [31, 12]),
        ("Bamako, 4 mai 2019. La MINUSMA a recensé 31 violations à Kidal. À Gao, le chiffre est de 12.", [31, 12]),
    ],
)  # fmt: skip
def test_a_figure_behind_what_it_counts(text: str, totals: list[int]) -> None:
    assert [c.total for c in read(text).counts] == totals


def test_a_figure_of_something_else_is_no_count() -> None:
    """Without a count before it 'the figure was 12' counts nothing."""
    assert read("Juba, 4 May 2019. Prices rose; in June the figure was 12.").counts == []


def test_the_day_in_full_above_its_dateline_gives_the_year() -> None:
    """Against a weekday in the text, which tells of another day."""
    found = read("18:20 03.11.2020\n\nБАКУ, 3 ноя - РИА Новости. В воскресенье стороны обменялись телами погибших.")
    assert found.meta.doc_date == date(2020, 11, 3)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Тбилиси, 4 мая 2019 года. Об этом сообщило министерство обороны Армении.", "armenia-mod"),
        ("Тбилиси, 4 мая 2019 года. В пятницу госдепартамент США призвал стороны к сдержанности.", "us-state-department"),
    ],
)  # fmt: skip
def test_offices_with_a_small_letter(text: str, office: str) -> None:
    """The office itself, not its state; a name of one word is still told by its capital."""
    ids = {i for a in read(text).actors for i in a.actor_ids}
    assert office in ids and not ids & {"armenia", "us"}


def test_a_list_of_towns_with_dashes_is_no_list_of_governments() -> None:
    found = read("Москва, 4 мая 2019 года. Центр по примирению отметил 7 нарушений: Дамаск – 4, Хама – 3.")
    assert [(b.count) for b in found.counts[0].breakdown] == [4, 3]
    assert not [a for a in found.actors if a.span.of(found.text) == "Дамаск"]


@pytest.mark.parametrize(
    ("text", "type_", "polarity"),
    [
        ("Aden, 4 May 2019. UNMHA said both parties agreed to withdraw from the port.", "withdrawal", "future"),
        ("Aden, 4 May 2019. UNMHA said both parties agreed and withdrew from the port.", "withdrawal", "pos"),
        ("Бейрут, 4 мая 2019 года. По словам ВСООНЛ, стороны обязались прекратить обстрелы.", "shelling", "future"),
    ],
)  # fmt: skip
def test_what_was_agreed_to_is_still_to_come(text: str, type_: str, polarity: str) -> None:
    assert {e.polarity for e in read(text).events if e.type == type_} == {polarity}


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Juba, 4 May 2018. The SPLA-IO fought on. John Mabieh Deng, their deputy spokesman, said the shells came from the west.", "the shells came from the west", ("spla-io",)),
        ("Juba, 4 May 2018. Fighters of the SPLA-IO claim that soldiers burned two villages.", "soldiers burned two villages", ("spla-io",)),
        ("Beirut, 4 May 2018. Hezbollah told journalists it had withdrawn to its barracks.", "it had withdrawn to its barracks", ("hezbollah",)),
        ('Каир, 4 мая 2018 года. Самолёт сбит над Ходейдой. Такую информацию приводят СМИ со ссылкой на хуситов.', "Самолёт сбит над Ходейдой", ("houthis",)),
    ],
)  # fmt: skip
def test_who_said_it(text: str, words: str, ids: tuple[str, ...]) -> None:
    found = read(text)
    assert (words, ids) in [(s.content[0].of(found.text), s.speaker_ids) for s in found.statements]


def test_a_claim_that_somebody_made_is_a_noun() -> None:
    """And an order to a patrol tells nothing that may be true."""
    assert read("Juba, 4 May 2018. The SPLA-IO claim that the UN checked was rejected.").statements == []
    assert read("Beirut, 4 May 2018. The officer told the patrol to turn round near Naqoura.").statements == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Aden, 4 May 2019. UNMHA recorded 21 violations. There were 13 the week before.", (("unmha",), 21, 13)),
        ("Bangui, 4 mai 2019. La MINUSCA a enregistré 21 violations. Elles étaient 13 la semaine précédente.", (("minusca",), 21, 13)),
        ("Juba, 4 May 2019. The monitors of CTSAMVM verified neither account of the SPLA or of the SPLA-IO. In its report the body listed 14 violations.", (("ctsamvm",), 14, None)),
    ],
)  # fmt: skip
def test_the_period_before_and_the_body_that_counts(text: str, count: tuple[tuple[str, ...], int, int | None]) -> None:
    assert [(c.claimant_ids, c.total, c.previous) for c in read(text).counts] == [count]


RELEASE = "Ministry of Defence of Armenia\n4 May 2021\n\nEnemy units fired mortar shells at our positions near Vardenis at 09:00. Villages are reported to have been shelled near Goris.\n"


def test_what_a_ministry_tells_in_its_own_release_is_its_claim() -> None:
    """A party's, and not a newspaper's; what it passes on as reported is nobody's."""
    found = read(RELEASE)
    assert found.meta.outlet_id == "armenia-mod"
    rows = rows_of(found, "release", "0" * 64, lexicons()).tables["reports"]
    told = {r["text"].split()[0]: (r["claimant"], r["source_kind"]) for r in rows}
    assert told["Enemy"] == ("Armenia's Ministry of Defense", "party")
    assert told["Villages"] == ("reported by Armenia's Ministry of Defense", "media")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Ministry of Defence of Armenia\n4 May 2021\n\nAll is quiet.", "armenia-mod"),
        ("RFI, 4 mai 2021\n\nLe calme règne à Gao.", "rfi"),
        ("UNIFIL: a quiet week\n\n4 May 2021. We have recorded two incidents.", "unifil"),
        ("UNIFIL: a quiet week\n\n4 May 2021. Two incidents were recorded, a diplomat said.", None),
        ("Ministry of Defence of Armenia says its troops held fire\n\n4 May 2021. All is quiet.", None),
    ],
)  # fmt: skip
def test_whose_paper_it_is(text: str, outlet: str | None) -> None:
    assert read(text).meta.outlet_id == outlet


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Baku, 4 May 2021. The Azerbaijani Defence Ministry said its positions were fired upon on nine occasions.", (("azerbaijan-mod",), 9)),
        ("طرابلس، 4 مايو 2021. ذكرت بعثة الأمم المتحدة في ليبيا أنها تلقت 12 بلاغاً عن خروقات.", (("unsmil",), 12)),
    ],
)  # fmt: skip
def test_occasions_and_complaints_are_counted(text: str, count: tuple[tuple[str, ...], int]) -> None:
    assert [(c.claimant_ids, c.total) for c in read(text).counts] == [count]


def test_an_office_whose_holder_nobody_knows_speaks_for_its_state() -> None:
    found = read("Bamako, 4 May 2021. Mali's defence minister said that seven soldiers had died.")
    assert [s.speaker_ids for s in found.statements] == [("mali",)]


def test_a_breakdown_by_governorate_two_sentences_further() -> None:
    text = "Beirut, 4 May 2016. SOHR documented 90 violations in April. Government forces were blamed for most of them; the rest could not be told.\n\nBy governorate: Aleppo 50, Homs 25 and Idlib 15."
    assert [b.count for b in read(text).counts[0].breakdown] == [50, 25, 15]
