"""Who passes on, who backs, whose regime: shapes of agency news on wars and truces; every sentence is our own."""

from __future__ import annotations

import pytest

from .whole_texts import read


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.speaker.of(text) if s.speaker else None, s.speaker_ids) for s in read(text).statements]


def acts(text: str, type_: str) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(e.agents, e.targets, e.claimed_by) for e in read(text).events if e.type == type_]


def test_a_town_with_an_agency_is_no_speaker():
    text = "One killed in Tyre\n\nBEIRUT (AFP): UNIFIL said a drone strike killed one man near Tyre on Saturday."
    assert [who for _, who in speakers(text)] == [("unifil",)]


def test_an_agency_passes_on_what_a_ministry_said():
    text = "Two soldiers were killed in an attack near Idlib, the Turkish Defence Ministry said early Thursday, Anadolu reports."
    assert speakers(text)[0][1] == ("turkey-mod",)
    assert speakers("Two soldiers were killed near Idlib, Anadolu reports.")[0][1] == ("anadolu",)


def test_two_subjects_of_a_headline_report_and_neither_shelled():
    text = "Azerbaijan, Armenia report shelling of towns\n\nIt went on all night near Ganja."
    assert all(not agents for agents, _, _ in acts(text, "shelling"))


def test_a_capital_in_apposition_is_a_place():
    text = "A truce agreed in the Belarus capital Minsk in 2015 holds, but sporadic clashes go on near Donetsk."
    assert acts(text, "combat") == [((), (), ())]


def test_pro_russian_forces_are_not_russias():
    text = "Pro-Russian forces shelled Avdiivka in eastern Ukraine, and later pro-Russian forces withdrew."
    assert all("russian-forces" not in a.actor_ids for a in read(text).actors)


def test_a_coalition_and_its_allies():
    text = "The Saudi-led coalition and its allied militias have violated the truce, a Yemeni official said in Sanaa."
    assert [agents for agents, _, _ in acts(text, "ceasefire_violation")] == [("saudi-coalition",)]


def test_the_regime_of_a_president_is_not_he():
    text = "In Syria, the truce was violated by the Assad regime. Assad regime forces shelled Idlib."
    assert [agents for agents, _, _ in acts(text, "ceasefire_violation")] == [("sy-government",)]
    assert [agents for agents, _, _ in acts(text, "shelling")] == [("syrian-army",)]


def test_troops_repel_a_regime_attack():
    text = "Turkish forces repel regime attack near Idlib, Syria\n\nThe Syrian army did not comment on it."
    assert acts(text, "attack")[0][:2] == (("sy-government",), ("turkish-forces",))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The bomb disposal unit went to Surin.", "attack"),
        ("The council is ready for targeted sanctions on Mali.", "attack"),
        ("Engineers uncovered a depot with rockets and shells near Homs.", "shelling"),
    ],
)
def test_readings_that_are_no_event(text: str, wrong: str):
    assert wrong not in {e.type for e in read(text).events}


def test_a_zone_laid_out_in_a_deal_says_nothing():
    assert speakers("Idlib, near the border, falls within a de-escalation zone laid out in a deal of 2018.") == []


def test_a_foreign_ministry_nobody_knows_is_not_the_one_before():
    text = "Armenia’s Foreign Ministry praised the truce. Nagorno-Karabakh’s Foreign Ministry accused Azerbaijan of shelling Martuni."
    assert speakers(text)[-1] == ("Nagorno-Karabakh’s Foreign Ministry", ())


def test_a_name_before_an_office_is_no_clause():
    text = "Maj Gen Winthai Boonrod, spokesperson for the Thai Army, stated on Saturday, that shells had hit Surin."
    assert [(s.content[0].of(text), s.speaker_ids) for s in read(text).statements] == [
        ("shells had hit Surin", ("thailand-army",))
    ]


def test_who_speaks_inside_what_an_agency_passes_on():
    text = "President Hadi accused the Houthis of shelling Taiz, warning that the truce may end, according to Saba."
    assert speakers(text) == [("President Hadi", ("hadi",))]
    assert speakers("Two men were killed in Taiz, according to the Saba news agency.")[0][1] == ("saba",)


def test_whoever_backs_an_offensive_did_not_attack():
    text = "Troops take part in a U.S.-backed offensive near Raqqa."
    assert acts(text, "attack") == [((), (), ())]


def test_pauses_for_aid_do_not_stop_it():
    text = "The UN asked for weekly pauses for aid deliveries in Aleppo."
    assert [e.polarity for e in read(text).events if e.type == "aid_delivery"] == ["pos"]
