"""Who did it and to whom where the words do not stand beside each other: passives, nouns, own forces, the accused, denials."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import lexicons
from truceline.reading.model import Event
from truceline.reading.read import read_text


def events(text: str, type_: str) -> list[Event]:
    return [e for e in read_text(text, lexicons()).events if e.type == type_]


@pytest.mark.parametrize(
    ("text", "type_", "agents", "targets"),
    [
        ("Tripoli, 27 December 2019. Positions of forces loyal to the GNA were shelled on Friday.", "shelling", (), ("gna",)),
        ("Tripoli, 27 December 2019. The shelling of Mitiga airport by the LNA closed its runway.", "shelling", ("lna",), ()),
        ("Juba, 30 March 2018. Fighters of the SPLA-IO looted a compound in Koch.", "looting", ("spla-io",), ()),
        ("Naqoura, 3 November 2024. A rocket, likely fired by Hezbollah, hit UNIFIL headquarters in Naqoura.", "shelling", ("hezbollah",), ("unifil",)),
        ("Kyiv, 3 May 2020. Near Oleksandrivka a member of the DPR stopped the SMM patrol and denied it passage.", "access_denial", ("dpr",), ("osce-smm",)),
        ("МОСКВА, 12 июня 2019. Позиции сирийской армии были обстреляны в провинции Хама.", "shelling", (), ("syrian-army",)),
        ("МОСКВА, 12 июня 2019. Обстрел поста силами сирийской армии произошёл вчера.", "shelling", ("syrian-army",), ()),
        ("Goma, 13 mars 2023 - Les positions du M23 ont été bombardées à Sake par les FARDC.", "shelling", ("fardc",), ("m23",)),
        ("بيروت - الأربعاء 5 شباط 2025\n\nتعرضت دورية لليونيفيل لإطلاق نار قرب يارون دون إصابات.", "small_arms_fire", (), ("unifil",)),
    ],
)  # fmt: skip
def test_roles(text: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...]) -> None:
    """Whoever is not named as the doer is nobody; what is hit may stand below a noun."""
    found = events(text, type_)
    assert [(e.agents, e.targets) for e in found] == [(agents, targets)]


def test_the_accused_and_the_accusers_own() -> None:
    """'X accused Y of attacking its bases': Y did it, to X, and X says so."""
    (attack,) = events("Juba, 16 May 2018. The SPLM-IO accused the SPLA of attacking its bases in Nasir.", "attack")
    assert (attack.agents, attack.targets, attack.claimed_by) == (("spla",), ("spla-io",), ("spla-io",))


def test_his_forces_are_those_he_speaks_for() -> None:
    """A spokesman's 'his forces' are no person."""
    text = "Tripoli, 27 December 2019. LNA spokesman Ahmed al-Mismari denied that his forces had targeted the hospital."
    (attack,) = events(text, "attack")
    assert (attack.agents, attack.polarity) == (("lna",), "neg")


def test_denied_any_role() -> None:
    """'denied any role in the shelling': a denial by whoever is meant, and nothing that happened."""
    text = "Beirut, Feb. 6, 2017 (AP) - Ahrar al-Sham denied any role in the shelling of Foua."
    (shelling,) = events(text, "shelling")
    assert (shelling.agents, shelling.polarity) == (("ahrar-al-sham",), "neg")


def test_not_clear_who_denies_nothing() -> None:
    """'It was not clear who was behind the attack': there was one."""
    (attack,) = events("Tripoli, 27 December 2019. It was not immediately clear who was behind the attack.", "attack")
    assert (attack.polarity, attack.agents) == ("pos", ())


def test_two_claimants_of_two_acts() -> None:
    """Each side's attack stays its own claim; nobody is given the other's."""
    text = "Juba, 16 May 2018. The SPLM-IO said the assault on its base began on Tuesday. Lul Ruai Koang, the SPLA spokesman, said the rebels attacked first."
    claimants = [e.claimed_by for e in events(text, "attack")]
    assert claimants == [("spla-io",), ("lul-ruai",)]
