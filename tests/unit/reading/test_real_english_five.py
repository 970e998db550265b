"""What goes on is not told, whose toll stays open, ranks are no name: shapes of agency news; every sentence is our own."""

from __future__ import annotations

import pytest

from .whole_texts import read


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.speaker.of(text) if s.speaker else None, s.speaker_ids) for s in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT, May 3 (Reuters) - The army shelled the village, clashes continued in the eastern suburbs.",
        "DAMASCUS, May 3 (SANA) - Armed gangs, backed by Turkey, continued on Thursday their breach of the truce deal.",
        "Gunmen attacked, with mortars and rockets, the army posts on the axis of Tal Amir, killing two soldiers.",
        "Seven people were killed in the blast, according to a preliminary toll.",
    ],
)
def test_nobody_speaks(text: str):
    assert not read(text).statements


def test_posts_on_a_network_are_words():
    said = read("The army posts on the social network X that the rebels shelled Harasta.").statements
    assert len(said) == 1 and said[0].speaker


def test_a_rank_is_no_name():
    text = 'NAYPYITAW, May 3 (AP) - "We attacked no village," said Maj. Kyaw Zin Oo.'
    assert [s.speaker.of(text) for s in read(text).statements if s.speaker] == ["Maj. Kyaw Zin Oo"]


def test_hostilities_that_a_deal_ended_are_no_attack():
    assert read("The deal ended over a year of hostilities between the two camps.").events == []


def test_halted_travel_is_no_halt_of_talks():
    text = "The agency called on governments to halt travels to the region."
    assert "talks_halted" not in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Ethiopian Defence Ministry said rebels shelled the town, Xinhua reported.", "ethiopia-mod"),
        ("The Houthis denied shelling Marib, the Saba news agency has reported.", "houthis"),
        ("The Houthis and Saudi Arabia agreed on a truce, Reuters reported.", "reuters"),
    ],
)
def test_a_medium_that_closes_a_sentence_passes_on(text: str, who: str):
    found = read(text)
    assert [s.speaker_ids for s in found.statements] == [(who,)]
    assert "ethiopia-mod" not in [i for e in found.events for i in e.agents]


def test_whoever_forces_others_to_withdraw_stays():
    text = "Syrian army units clashed with Jabhat al-Nusra near Harasta, forcing them to withdraw from the area."
    assert [e.agents for e in read(text).events if e.type == "withdrawal"] == [()]
    text = "The Syrian army was forced to retreat to Douma."
    assert [e.agents for e in read(text).events if e.type == "withdrawal"] == [("syrian-army",)]


def test_anonymity_is_no_request():
    text = "An official, who requested anonymity, said the rebels shelled the town."
    assert "request" not in [e.type for e in read(text).events]


def test_a_name_with_a_rank_is_whoever_was_introduced():
    text = (
        "“Fighting went on in six places,” Maj. Tar Bone Latt, the head of the Ta’ang National Liberation Army’s (TNLA) "
        "press and information department, told NMG.\n\nThe armed forces announced on Saturday that a truce had been extended.\n\n"
        "“They fired on us since they declared it,” said Maj. Tar Bone Latt, noting that the Burma Army sends reinforcements."
    )
    assert [who for _, who in speakers(text)] == [("tnla",), ("tatmadaw",), ("tnla",), ("tnla",)]


def test_a_body_of_the_next_clause_is_not_the_speaker():
    text = "“They fired on us since they declared it,” said Col. Sai Aung, noting that the Burma Army sends reinforcements."
    assert [who for _, who in speakers(text)] == [(), ()]


def test_claims_to_have_withdrawn_are_their_own():
    text = "The United Nations has cast doubt on claims by the Houthis to have withdrawn from the port of Hodeidah."
    assert [e.agents for e in read(text).events if e.type == "withdrawal"] == [("houthis",)]


def test_when_somebody_spoke_is_not_his_words():
    text = "“Fighting went on,” Antonio Guterres said. He was speaking after the army declared a truce. “They broke it at once,” Antonio Guterres said."
    assert len(speakers(text)) == 2


@pytest.mark.parametrize(
    "lead", ["BEIRUT At least seven people died", "BEIRUT Syrian Rebel Commander Hassan said people died"]
)
def test_a_dateline_without_its_mark_is_no_government(lead: str):
    found = read(f"Rebels kill seven\n\n{lead} in rebel shelling of Aleppo. Beirut closed the border.")
    assert [e.agents for e in found.events if e.type == "shelling"] == [()]
    assert [a.actor_ids for a in found.actors if a.kind == "metonym"] == [("lebanon",)]
