"""Who did it where the doer is 'its gunmen', stands below 'of', in a list, or holds the place it came from."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

Roles = tuple[str, tuple[str, ...], tuple[str, ...]]
JUBA = "Juba, 28 December 2017.\n\n"
GOMA = "Goma, 6 août 2024.\n\n"
KYIV = "Kyiv, 3 May 2020.\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (JUBA + "The SPLA-IO breaks the truce daily. Yesterday its gunmen stormed a clinic.", ("attack", ("spla-io",), ())),
        (JUBA + "The SPLA-IO on Thursday freed a man whom its fighters had abducted in May.", ("abduction", ("spla-io",), ())),
        (GOMA + "Le M23 avance encore. Une centaine de ses combattants sont entrés dans la ville.", ("deployment", ("m23",), ())),
        (JUBA + "A farmer was hurt by heavy fire of the SPLA near Yei.", ("small_arms_fire", ("spla",), ())),
        (GOMA + "L'attaque du M23 a duré deux heures.", ("attack", ("m23",), ())),
        (GOMA + "Les combats entre les FARDC et des éléments du M23 ont repris.", ("combat", ("fardc", "m23"), ())),
        (JUBA + "Forces of the SPLA and of the SPLA-IO clashed near Yei.", ("combat", ("spla", "spla-io"), ())),
        (JUBA + "The letter attributes dozens of violations to the SPLA.", ("ceasefire_violation", ("spla",), ())),
        (JUBA + "The SPLA subjected villages near Yei to mortar fire.", ("shelling", ("spla",), ())),
        (JUBA + "SPLA troops crossed the river, deliberately targeting herders.", ("attack", ("spla",), ())),
        (JUBA + "On Friday UNMISS helicopters fired at the camp.", ("small_arms_fire", ("unmiss",), ())),
        (KYIV + 'A patrol of the SMM was stopped by "DPR" members.', ("access_denial", ("dpr",), ("osce-smm",))),
        (KYIV + "A patrol of the SMM was stopped at a checkpoint manned by the DPR.", ("access_denial", ("dpr",), ("osce-smm",))),
        (KYIV + "Shots were fired from positions held by the DPR.", ("small_arms_fire", ("dpr",), ())),
    ],
)  # fmt: skip
def test_who_did_it(text: str, wanted: Roles) -> None:
    """Grammar tells whose men acted."""
    found = [(e.type, e.agents, e.targets) for e in read(text).events]
    assert wanted in found, found


@pytest.mark.parametrize(
    ("text", "type_", "nobody"),
    [
        (KYIV + "The SMM was denied access to areas not controlled by the DPR.", "access_denial", "dpr"),
        (JUBA + "Most violations, of which 31 were reported by the SPLA, were minor.", "ceasefire_violation", "spla"),
        (JUBA + "The SPLA said its soldiers had repelled an ambush.", "attack", "spla"),
        (JUBA + "Several hundred militiamen were still shelling the SPLA.", "shelling", "spla"),
    ],
)
def test_who_did_nothing(text: str, type_: str, nobody: str) -> None:
    """Whoever holds, reports or wards off is not said to have done it; a progressive is no passive."""
    found = [e for e in read(text).events if e.type == type_]
    assert found
    assert all(nobody not in e.agents for e in found)


def test_the_doer_is_not_the_victim() -> None:
    """'was killed … when the army attacked': the army was not killed."""
    text = JUBA + "A soldier was killed and six were wounded when SPLA troops attacked a bridge."
    assert all("spla" not in e.targets for e in read(text).events)


def test_who_wards_off_was_attacked() -> None:
    """'its soldiers repelled an ambush', 'ses hommes ont répondu à une embuscade'."""
    (one,) = read(JUBA + "The SPLA said its soldiers had repelled an ambush.").events
    assert (one.agents, one.targets) == ((), ("spla",))


UNIFIL = "United Nations Interim Force in Lebanon (UNIFIL)\nDaily report, 3 May 2024\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (UNIFIL + "The patrol was told to turn back by armed men.", ((), ("unifil",))),
        (UNIFIL + "The IDF did not allow the team to enter a compound.", (("idf",), ("unifil",))),
        (JUBA + "IDF soldiers stopped a UNIFIL convoy, denying it passage.", (("idf",), ("unifil",))),
    ],
)
def test_the_monitors_were_kept_out(text: str, wanted: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """In a mission's own paper the patrol is its own."""
    (one,) = [e for e in read(text).events if e.type == "access_denial"]
    assert (one.agents, one.targets) == wanted


def test_who_records_and_whose_drones_are_not_told() -> None:
    """The recorder shot at nobody; whose drones crossed, the complaint does not say."""
    (shots,) = read(JUBA + "The SPLA recorded 11 instances of gunfire near Yei.").events
    (flights,) = read(JUBA + "The SPLA handed over a list of days on which small drones had crossed the river.").events
    assert (shots.agents, flights.agents) == ((), ())


def test_two_verbs_of_one_doer() -> None:
    """'was digging trenches and planting mines': both are verbs."""
    found = read(JUBA + "The SPLA was digging trenches and planting mines near Yei.").events
    assert [(e.type, e.agents) for e in found] == [("fortification", ("spla",)), ("mine_laying", ("spla",))]
