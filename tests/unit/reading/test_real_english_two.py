"""More shapes of agency news and bulletins that nobody here wrote: who charges whom, what was only spoken of, whose place it is."""

from __future__ import annotations

import pytest

from truceline.reading.model import Event

from .whole_texts import read


def acts(text: str) -> list[Event]:
    return read(text).events


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.speaker.of(text) if s.speaker else None, s.speaker_ids) for s in read(text).statements]


# mouths ---------------------------------------------------------------------------------------------------------------


def test_an_official_who_tells_of_a_charge_closes_the_sentence():
    text = (
        "Yemen's government has written to the council accusing the Houthis of shelling Taiz, a diplomat said Monday."
    )
    assert speakers(text) == [("a diplomat", ())]
    assert [(e.agents, e.claimed_by) for e in acts(text)] == [(("houthis",), ())]


def test_he_is_who_spoke_and_not_whom_he_spoke_of():
    text = (
        "Lavrov said that the latest remarks of John Kerry in Geneva were wrong. He added that the truce was holding."
    )
    assert speakers(text)[-1][1] == ("lavrov",)


def test_his_visit_is_not_that_of_somebody_named_long_before():
    text = "Lavrov spoke in Moscow. Gunmen shot at Col. Hamid Darwish, during his visit to Homs."
    assert "lavrov" not in {i for e in acts(text) for i in e.agents}


def test_a_ministry_of_a_place_nobody_knows_is_not_who_spoke_before():
    text = "“Calm holds,” the Georgian army said. “No shot was fired,” the Abkhaz Defence Ministry said."
    assert speakers(text)[-1] == ("the Abkhaz Defence Ministry", ())


def test_a_ministrys_centre_speaks_for_itself():
    text = "The truce was broken twice, the Russian Defense Ministry's Center for Reconciliation of Opposing Sides in Syria said."
    assert speakers(text)[0][1] == ("ru-reconciliation-centre",)


def test_whose_report_it_is_stands_before_it():
    text = "Pakistan government in its weekly report on the line claimed that Indian troops had fired on Bugna."
    assert speakers(text) == [("Pakistan government", ("pakistan",))]


def test_a_relative_clause_between_a_name_and_its_verb():
    text = "The Intergovernmental Authority on Development (IGAD), which watches the truce, said its team had left."
    assert speakers(text)[0][1] == ("igad",)


def test_an_agency_in_brackets_opens_the_text():
    text = "Strikes on Gaza\n\n(CNN) — Israel launched raids on Gaza and blamed Hamas of violating the truce on Sunday."
    assert speakers(text)[-1][1] == ("israel",)


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan violated the verbally agreed ceasefire nine times.",
        "UNMISS continues to monitor the road and reports of tension near Yei.",
        "Members of the commission are expected to complete the talks in Sirte.",
    ],
)
def test_no_word_of_saying(text: str):
    assert speakers(text) == []


def test_the_words_for_the_man_belong_to_the_speaker():
    assert speakers("A UN official said the Houthis had shelled Taiz.") == [("A UN official", ("un",))]


# doers, targets, harm -------------------------------------------------------------------------------------------------


def test_whoever_signed_the_truce_did_not_break_it():
    text = "The team reported violations of the ceasefire which was signed by Salva Kiir and Riek Machar."
    broken = [e for e in acts(text) if e.type == "ceasefire_violation"]
    assert broken and broken[0].agents == ()


def test_signed_by_two_and_brokered_by_others():
    text = "The pact, co-facilitated by Egypt and Qatar, was signed by the SAF and RSF on Saturday."
    assert [set(e.agents) for e in acts(text) if e.type == "agreement_concluded"] == [{"saf", "rsf-sudan"}]


def test_a_passive_of_two_verbs():
    text = "Libya has been split since Gaddafi was caught and murdered in Sirte."
    assert all("libya" not in e.agents for e in acts(text))


def test_verifying_is_done_by_the_mission():
    text = "CTSAMVM verified allegations of looting by SSPDF soldiers in Yei."
    assert [e.agents for e in acts(text) if e.type == "monitoring"] == [("ctsamvm",)]


def test_whom_one_blames_is_not_whom_one_struck():
    text = "Israel launched strikes on Gaza and blamed Hamas after two soldiers were killed."
    strike = next(e for e in acts(text) if e.type == "air_strike")
    assert strike.targets == () and strike.casualties == ()
    assert next(e for e in acts("Israel launched strikes on Gaza that killed two men.")).casualties


def test_an_armys_losses_are_its_own():
    assert all(
        "idf" not in e.agents
        for e in acts("Two men died near Rafah. These are the first IDF casualties since the truce.")
    )


def test_government_shelling_is_the_governments():
    text = "In Syria, residents of Aleppo spoke of government shelling. The IDF returned artillery fire."
    assert [e.agents for e in acts(text) if e.type == "shelling"] == [("sy-government",), ("idf",)]


def test_a_centres_seat_is_not_where_it_happened():
    text = "The Russian Coordination Center in Hmeimim said terrorists had broken the truce with mortar fire."
    assert all(e.places == () for e in acts(text))
    assert [e.places for e in acts("The SMM in Horlivka heard small-arms fire.")] == [("ukr-horlivka",)]


# what it was ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The seven-day initial period of the truce is over in Homs.", "agreement_concluded"),
        ("Talks on Pakistan occupied Kashmir go on in Delhi.", "advance_capture"),
        ("He was seen back in 2011 in Benghazi.", "protection_support"),
    ],
)
def test_readings_that_are_no_event(text: str, wrong: str):
    assert wrong not in {e.type for e in acts(text)}


@pytest.mark.parametrize(
    ("text", "type_", "polarity"),
    [
        ("The pact prohibits the deployment of MILF troops.", "deployment", "hypothetical"),
        ("The pact obliged all fighters to withdraw from Libya.", "withdrawal", "future"),
        ("The IGAD team was unable to visit the area.", "visit", "neg"),
    ],
)
def test_what_is_forbidden_or_asked(text: str, type_: str, polarity: str):
    assert {e.polarity for e in acts(text) if e.type == type_} == {polarity}


def test_accusations_told_by_the_paper_are_claims():
    text = "There have been accusations from both sides of violations in Gaza."
    assert [(e.modality, e.claimed_by) for e in acts(text) if e.type == "ceasefire_violation"] == [("claimed", ())]


def test_a_headlines_charge_stays_a_charge():
    text = (
        "Yemen's president accuses Houthis of violating truce\n\n"
        "ADEN, Jan. 24, 2019 (Xinhua) -- The president spoke in Riyadh on Thursday.\n\n"
        "The fragile truce was breached several times by both sides."
    )
    charged = [e for e in acts(text) if "houthis" in e.agents]
    assert [e.modality for e in charged] == ["claimed"]


def test_a_town_in_the_name_of_an_agreement_is_no_government():
    text = "Ethiopia’s leader rejected the Pretoria Agreement and the Nairobi Declaration."
    assert {i for a in read(text).actors for i in a.actor_ids} <= {"ethiopia"}


def test_calibres_count_nothing():
    text = "Armenian troops broke the truce nine times, firing 60-mm mortars, the Azerbaijani Defense Ministry said."
    assert [c.total for c in read(text).counts] == [9]


def test_until_friday_is_to_come():
    text = "DAMASCUS, 6 July 2016\n\nThe truce in Syria would last until midnight on Friday."
    assert [d.value for d in read(text).dates if d.span.of(text) == "Friday"] == ["2016-07-08"]
