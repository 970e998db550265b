"""Who claims what stays who claims it: denials, reactions, topics and speakers nobody knows. Texts are invented."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import lexicons
from truceline.reading.model import Reading
from truceline.reading.read import read_text
from truceline.reading.rows import rows_of

DAY = "GENEVA, 3 May 2018.\n\n"


def reading(body: str) -> Reading:
    return read_text(DAY + body + "\n", lexicons())


DENIED = [
    "Moscow denied carrying out air strikes on Idlib.",
    "Russia refuted claims of an air strike on Aleppo.",
    "The Syrian army said it had not shelled Rastan.",
    "Министерство обороны России опровергло сообщения об обстрелах Алеппо.",
    "La Russie a démenti tout bombardement à Alep.",
    "ونفت وزارة الدفاع الروسية شن غارات على حلب.",
    "If the army shells Hama, the truce will collapse.",
    "The army will shell Hama tomorrow.",
    "The minister said he did not recall the coalition, which patrols the area, carrying out any attacks on Raqqa.",
    "The envoy wants to use the talks to stop Idlib being hit by air strikes.",
    "The deal is meant to shield Rastan from shelling.",
]


@pytest.mark.parametrize("body", DENIED)
def test_what_is_denied_or_not_yet_is_no_report(body: str) -> None:
    """An act denied, held possible or to come never becomes a report."""
    rows = rows_of(reading(body), "note.txt", "0" * 64, lexicons())
    assert rows.tables.get("reports", []) == []


def test_a_denial_beside_an_accusation_names_no_perpetrator() -> None:
    """The accuser's claim stays without the denier as its doer or claimant."""
    found = reading(
        "Air strikes hit Idlib on Tuesday, activists said. Moscow denied carrying out the strikes on Idlib."
    )
    reports = rows_of(found, "note.txt", "0" * 64, lexicons()).tables["reports"]
    assert len(reports) == 1 and "activists" in reports[0]["claimant"]
    assert reports[0]["claimed_initiator"] is None


@pytest.mark.parametrize(
    "body", ["UNSMIL voiced alarm over the bombardment of Misrata.", "Ankara condemned the air strike on Idlib."]
)
def test_who_condemns_did_not_do_it(body: str) -> None:
    """Whoever reacts to an act of force is no agent of it; that there was one is their claim."""
    acts = [e for e in reading(body).events if e.act]
    assert acts and all(e.agents == () and e.claimed_by for e in acts)


def test_a_country_before_a_colon_is_a_topic() -> None:
    """'Lebanon: …' over a news item attributes nothing to Lebanon."""
    found = read_text(
        "Lebanon: shelling of Tyre goes on\n\nTYRE, 3 May 2018. Shells fell on Tyre, residents said.\n", lexicons()
    )
    assert all("lebanon" not in s.speaker_ids for s in found.statements)
    assert all("lebanon" not in e.claimed_by for e in found.events)


def test_a_headline_gets_no_official_from_elsewhere() -> None:
    """An official quoted below on another matter does not own the headline's claim."""
    text = "Rebels shelled hospital in Hama: Russia\n\nMOSCOW, 3 May 2018. Russian Foreign Minister Sergey Lavrov said the talks in Geneva would go on.\n"
    found = read_text(text, lexicons())
    assert all("lavrov" not in e.claimed_by for e in found.events if e.act == "shelling")


SPEAKERS = [
    ("Medical staff at a hospital in Hama told the mission that a man had been hurt by shelling.", "Medical staff"),
    ("A resident of Hama, named as unknown, told the mission that shells had fallen nearby.", "resident"),
    ("According to a Western diplomat who asked not to be named, Riyadh proposed a new list.", "diplomat"),
    ("“There are no planes there,” a ministry official was quoted by an agency as saying.", "official"),
    ("His deputy replied that the United Nations could not verify the reports.", "deputy"),
]


@pytest.mark.parametrize(("body", "who"), SPEAKERS)
def test_somebody_described_speaks(body: str, who: str) -> None:
    """A speaker without a name keeps his description; nobody else's id is put there."""
    said = [s for s in reading(body).statements if s.speaker is not None]
    assert said and who in said[0].speaker.of(DAY + body) and said[0].speaker_ids == ()  # type: ignore[union-attr]


def test_accused_in_a_denial() -> None:
    """'denied … and accused X of ambushing': the first is denied, the second claimed."""
    found = reading(
        "The Syrian army denied that its troops had attacked Hama and accused the rebels of ambushing a convoy."
    )
    by_word = {t.of(found.text): e.polarity for e in found.events for t in e.triggers}
    assert by_word["attacked"] == "neg" and by_word["ambushing"] == "pos"


def test_a_denied_act_reads_as_denied_in_the_table_of_statements() -> None:
    """The row keeps the word of denial before what was denied."""
    rows = rows_of(reading("Moscow denied carrying out air strikes on Idlib."), "note.txt", "0" * 64, lexicons())
    assert [r["text"][:6] for r in rows.tables["statements"]] == ["denied"]


def test_what_only_a_headline_tells_is_no_report() -> None:
    """A headline asserts nothing; the same act told in the text is a report whose span lies in the text."""
    head = "Army shells Rastan, opposition says\n\n"
    alone = read_text(head + DAY + "The weather was fine in Geneva.\n", lexicons())
    assert [e.act for e in alone.events] == ["shelling"]
    rows = rows_of(alone, "t", "0" * 64, lexicons())
    assert "reports" not in rows.tables
    assert any("headline" in why for _, why, _ in rows.unplaced)
    body = "The Syrian army shelled Rastan on 2 May 2018, residents said.\n"
    told = read_text(head + DAY + body, lexicons())
    (row,) = rows_of(told, "t", "0" * 64, lexicons()).tables["reports"]
    start = int(row["source"].split("[")[1].split(":")[0])
    assert start > len(head + DAY)
