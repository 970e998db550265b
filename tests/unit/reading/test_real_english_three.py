"""Bodies of one war that bear names of another's, quotations behind what their speaker said, dates told in their midst."""

from __future__ import annotations

import pytest

from .whole_texts import read


def ids(text: str) -> set[str]:
    return {i for a in read(text).actors for i in a.actor_ids}


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.speaker.of(text) if s.speaker else None, s.speaker_ids) for s in read(text).statements]


def test_a_further_name_before_a_common_one_makes_another_body():
    assert "eln" not in ids("The Lumad National Liberation Army (LNLA) shelled a camp. The LNLA denied it.")
    assert "eln" in ids("In Colombia the National Liberation Army shelled a camp.")
    assert "eln" in ids("Colombia’s National Liberation Army shelled a camp.")
    assert ids("The Ta’ang National Liberation Army fought near Kutkai.") == {"tnla"}


def test_the_coalition_of_a_text_is_the_one_it_names():
    text = "The Syrian Coalition met in Istanbul. Silence over Syria would ruin the talks, the Coalition said."
    assert "us-coalition" not in ids(text)
    assert "us-coalition" in ids("The Syrian army fought. The Coalition struck Raqqa in Syria.")


def test_another_army_is_not_the_countrys():
    text = "In Azerbaijan, fire hit the Defense Army positions near Shosh. The Azerbaijani army denied it."
    assert all(a.span.of(text) != "Army" for a in read(text).actors)


def test_aid_dropped_from_a_plane_is_no_air_strike():
    text = "A Russian plane dropped 20 tons of humanitarian aid over Deir Ezzor."
    assert {e.type for e in read(text).events} == {"aid_delivery"}
    assert "air_strike" in {e.type for e in read("A Syrian helicopter dropped two barrel bombs on Daraya.").events}


def test_land_between_which_fire_was_exchanged_did_not_fire():
    text = "There was an exchange of fire along the Blue Line between Lebanese territory and Israel."
    assert [e.agents for e in read(text).events] == [()]


def test_they_behind_because_are_not_who_is_urged():
    text = "“We urge the government to stop these bandits because they forcibly recruited our sons,” M23 said in Goma."
    assert all("drc" not in e.agents for e in read(text).events)


def test_a_quotation_behind_what_its_speaker_said():
    text = "Maj Aung, spokesperson for the KIA, says his group clashed with the Tatmadaw. “The army shelled our base.”"
    assert speakers(text)[-1] == (None, ("kia",))
    assert [e.claimed_by for e in read(text).events if e.type == "shelling"] == [("kia",)]


def test_the_allegations_of_one_are_called_false_by_another():
    text = (
        "The Azerbaijani Defense Ministry said the ceasefire was broken near Shosh.\n\n"
        "“The allegations of the Azerbaijani Defense Ministry are false. No shot was fired there at all by us.”"
    )
    assert speakers(text)[-1][1] == ()


def test_a_statement_according_to_which():
    text = "The Azerbaijani Defense Ministry issued a statement according to which shells fell near Shosh."
    assert speakers(text)[0][1] == ("azerbaijan-mod",)


@pytest.mark.parametrize("verb", ["must stop insisting", "should stop claiming"])
def test_what_one_must_stop_saying_is_not_said(verb: str):
    assert speakers(f"Russia {verb} that the truce holds in Idlib.") == []


def test_an_embassy_highlights():
    text = "The US Embassy in Khartoum highlighted that the truce held. The embassy added that shelling had eased."
    assert [who for _, who in speakers(text)] == [("us",), ("us",)]


def test_a_stretch_that_holds_the_day_and_a_day_of_next_year():
    text = (
        "RANGOON, 5 June 2020\n\nThe truce holds from May 10 to August 31. It may last through January 9 of next year."
    )
    values = {d.span.of(text): d.value for d in read(text).dates}
    assert values["May 10 to August 31"] == "2020-05-10/2020-08-31"
    assert values["January 9"] == "2021-01-09"


def test_the_last_place_of_a_breakdown_before_a_closing_mark():
    text = "“The Turkish part recorded nine facts of firing in the provinces: Idlib – 4, Hama – 5”, the report said."
    assert [[b.count for b in c.breakdown] for c in read(text).counts] == [[4, 5]]
