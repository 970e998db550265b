"""Shapes met in agency news, bulletins and press releases that nobody here wrote; every sentence below is our own."""

from __future__ import annotations

import pytest

from truceline.reading.model import Event

from .whole_texts import read, said


def acts(text: str) -> list[Event]:
    return read(text).events


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.speaker.of(text) if s.speaker else None, s.speaker_ids) for s in read(text).statements]


# who speaks -----------------------------------------------------------------------------------------------------------


def test_envoys_of_several_states_are_not_the_body_they_sit_in():
    text = "UN ambassadors from Sudan, Egypt and Chad said the RSF had shelled Tine."
    assert speakers(text) == [("UN ambassadors from Sudan, Egypt and Chad", ())]
    assert speakers("UN officials said the RSF had shelled Tine.")[0][1] == ("un",)


def test_a_name_before_an_apposition_speaks_and_not_who_is_named_in_it():
    text = "But Fatah al-Sham was blamed. The Tatmadaw, the military’s Myanmar name, said two soldiers were killed."
    assert speakers(text)[-1] == ("The Tatmadaw", ("tatmadaw",))


def test_whoever_is_told_does_not_speak_behind_a_comma():
    text = "“The truce is holding,” Amina Dakhil, head of the MILF liaison office, told Mindanaowire.org."
    assert speakers(text) == [("Amina Dakhil", ("milf",))]


def test_an_announcement_of_last_week_without_that():
    assert said("Myanmar’s military announced last month it would halt all patrols in Shan State.")[0] == (
        "it would halt all patrols in Shan State",
        ("tatmadaw",),
    )


def test_the_last_words_of_a_sentence_attribute_a_pair_of_counts():
    text = (
        "Russian officers logged nine breaches in Syria on Monday, whereas Turkish counterparts report about four, "
        "the Russian center for reconciliation of warring sides said on Tuesday in a bulletin. "
        "“One shell fell on Hama,” the reconciliation center said."
    )
    assert [ids for _, ids in speakers(text)] == [("ru-reconciliation-centre",)] * 2
    assert [(c.total, c.claimant_ids) for c in read(text).counts][:2] == [(9, ("russia",)), (4, ("turkey",))]


@pytest.mark.parametrize(
    "text",
    [
        "The SMM saw two craters in Horlivka and related damage to a school.",
        "UNMISS received reports of “theft and beatings” in the southern district.",
    ],
)
def test_adjectives_and_nouns_say_nothing(text: str):
    assert speakers(text) == []


def test_reports_may_still_say_something():
    assert said("The army reports that two soldiers were hurt near Goma. The SMM related that shelling had resumed.")


def test_an_ordinal_day_is_no_dateline():
    text = "The June 3rd letter to the UN Security Council said the Houthis had shelled Taiz, according to a diplomat."
    assert said(text)[0][0].startswith("The June 3rd letter")


def test_an_adverb_between_a_pronoun_and_its_verb():
    text = (
        "The Houthis accused the government of flying drones. "
        "They have repeatedly accused Saudi Arabia and its allies of attacking Taiz."
    )
    assert speakers(text)[-1][1] == ("houthis",)
    attack = [e for e in acts(text) if e.type == "attack"]
    assert [(e.agents, e.claimed_by) for e in attack] == [(("saudi-arabia",), ("houthis",))]


# who is named only to describe another --------------------------------------------------------------------------------


def test_a_backer_in_a_compound_neither_acts_nor_speaks():
    text = "The Iran-backed Houthis had dug trenches in Hodeidah, an Arab diplomat said."
    event = acts(text)[0]
    assert event.agents == ("houthis",)
    assert all(p.span.of(text) != "an Arab" for p in read(text).places)
    assert speakers("The Hamas-run police said three people died in Gaza.")[0][1] == ()


def test_a_broker_in_a_compound_is_no_party():
    text = "Clashes went on although the Trump-brokered ceasefire between Israel and Hamas took effect on Friday."
    parties = {i for a in read(text).agreements for i in a.parties}
    assert "trump" not in parties


@pytest.mark.parametrize("side", ["armed groups", "Rebel groups"])
def test_sides_named_by_kind_are_not_those_of_another_war(side: str):
    text = f"In Goma the FARDC fought M23. {side} in North Kivu, Democratic Republic of the Congo, shelled Sake."
    assert not any("syrian-insurgents" in a.actor_ids for a in read(text).actors)
    syria = "In Aleppo, Syria, the Syrian army fought. Rebel groups shelled Nubl."
    assert any("syrian-insurgents" in a.actor_ids for a in read(syria).actors)


# who did it -----------------------------------------------------------------------------------------------------------


def test_whoever_says_that_shelling_hit_a_town_did_not_shell_it():
    for text in ("“Shelling hit Hama,” UNIFIL said.", "UNIFIL said shelling hit Hama."):
        assert [e.agents for e in acts(text)] == [()]
    text = "“Fighting in Hama went on and residents fled the town,” UNIFIL said."
    assert all(e.agents == () for e in acts(text))
    assert acts("The Syrian army acknowledged having shelled Idlib.")[0].agents == ("syrian-army",)


def test_our_troops_are_the_speakers():
    text = "“Hamas knows the line to which our troops have withdrawn,” an Israeli military spokesperson said."
    assert [e.agents for e in acts(text) if e.type == "withdrawal"] == [("idf",)]


def test_what_somebody_calls_a_base_is_not_he_himself():
    text = "The strikes targeted what the Israel Defense Forces described as a depot in Rafah."
    assert all("idf" not in e.targets for e in acts(text))


def test_fire_heard_from_a_post_was_not_aimed_at_it():
    text = "The SMM heard small-arms fire from its position at the JCCC post in Donetsk."
    assert [e.targets for e in acts(text) if e.type == "small_arms_fire"] == [()]


def test_we_affirm_our_commitment():
    text = "Israel struck Rafah. “We affirm our commitment to the ceasefire,” Hamas said in a statement."
    assert [c.by for c in read(text).commitments] == [("hamas",)]


# what is no event -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The two sides agreed to end all hostilities along the line disengaging their troops in Nagorno-Karabakh.",
        "Soldiers in full battle gear drank tea in Marawi.",
        "Netanyahu spoke of terrorist targets in Gaza.",
        "The ministry praised the establishment of a press office in Homs.",
        "Israel suspended all flights to Gaza.",
        "A commission on violations of the ceasefire has its seat in Homs.",
    ],
)
def test_readings_that_are_no_event(text: str):
    wrong = {"attack", "withdrawal", "combat", "zone_established", "talks_halted", "ceasefire_violation"}
    assert not wrong & {e.type for e in acts(text)}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Israel targets a camp in Gaza.", "attack"),
        ("The government suspended the talks in Geneva.", "talks_halted"),
        ("They agreed on the establishment of a buffer zone near Kobani.", "zone_established"),
        ("The commission recorded three violations of the ceasefire in Homs.", "ceasefire_violation"),
    ],
)
def test_readings_that_are_an_event(text: str, type_: str):
    assert type_ in {e.type for e in acts(text)}


def test_aid_that_is_suspended_is_not_delivered():
    text = "Israel has suspended all aid deliveries to Gaza."
    assert [e.polarity for e in acts(text) if e.type == "aid_delivery"] == ["neg"]


def test_unaware_of_any_clashes():
    text = "“We are unaware of any clashes in Rafah,” Hamas said."
    assert [e.polarity for e in acts(text) if e.type == "combat"] == ["neg"]


# what is one event ----------------------------------------------------------------------------------------------------


def test_mutual_accusations_are_not_one_sides_claim():
    text = (
        "Armenia’s Defense Ministry: Azerbaijan violates ceasefire\n\n"
        "Azerbaijani forces violated the ceasefire, Armenia’s Defense Ministry said on Monday.\n\n"
        "The parties have since accused each other of violating the ceasefire."
    )
    last = [e for e in acts(text) if text[: e.triggers[0].start].endswith("each other of ")]
    assert last and last[0].claimed_by == ()


def test_counts_of_two_sides_stay_two_claims():
    text = (
        "The Russian side recorded nine violations in Hama (5) and Idlib (4). "
        "The Turkish side reported seven violations in Hama (6) and Idlib (1)."
    )
    assert [e.claimed_by for e in acts(text) if e.type == "ceasefire_violation"] == [("russia",), ("turkey",)]


# what is masked -------------------------------------------------------------------------------------------------------


def test_the_first_word_of_a_speaker_is_no_persons_name():
    for text in ("Same sources said shells fell near Poonch.", "Exhausted residents said shells fell near Poonch."):
        assert read(text).private_names == []
    assert read("Zoubari said shells fell near Poonch.").private_names
