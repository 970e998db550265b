"""One kind of act in the words of many authors: who, to whom, where, in English and French."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

EN, FR = "Kyiv, 3 May 2020.\n\n", "Goma, 6 août 2024.\n\n"
DPR, UKRAINE = ("dpr",), ("ukraine-army",)


@pytest.mark.parametrize(
    ("sentence", "type_", "agents", "targets", "place"),
    [
        ("An exchange of fire between the DPR and the Ukrainian army lasted an hour near Horlivka.", "small_arms_fire", (*DPR, *UKRAINE), (), "Horlivka"),
        ("The shelling of Avdiivka by the DPR went on until dawn.", "shelling", DPR, (), "Avdiivka"),
        ("A drone strike attributed to the DPR burned a lorry in Pisky.", "drone_strike", DPR, (), "Pisky"),
        ("Avdiivka came under mortar fire from DPR positions.", "shelling", DPR, (), "Avdiivka"),
        ("The DPR mounted an attack on Pisky.", "attack", DPR, (), "Pisky"),
        ("From the side of the DPR, eleven mortar rounds were fired towards Vodiane.", "shelling", DPR, (), "Vodiane"),
        ("Gunmen who belong to the DPR opened fire on a bus in Horlivka.", "small_arms_fire", DPR, (), "Horlivka"),
        ("DPR tanks rolled into Pisky.", "deployment", DPR, (), "Pisky"),
        ("The memorial in Horlivka was torn down by the DPR.", "attack", DPR, (), "Horlivka"),
        ("Ukrainian army soldiers and DPR fighters fought near Pisky.", "combat", (*UKRAINE, *DPR), (), "Pisky"),
        ("Vodiane was struck by a rocket fired from Horlivka.", "shelling", (), (), "Vodiane"),
        ("Skirmishes pitting the DPR against the Ukrainian army broke out in Pisky.", "combat", (*DPR, *UKRAINE), (), "Pisky"),
        ("A convoy belonging to the SMM was turned away at a DPR checkpoint near Horlivka.", "access_denial", DPR, ("osce-smm",), "Horlivka"),
        ("The DPR withdrew its tanks from Pisky.", "withdrawal", DPR, (), "Pisky"),
        ("The Ukrainian army was accused by the DPR of firing on Horlivka.", "small_arms_fire", UKRAINE, (), "Horlivka"),
        ("A mortar landed in the yard of a school in Vodiane.", "shelling", (), (), "Vodiane"),
        ("Jets roared over Horlivka on Saturday.", "overflight", (), (), "Horlivka"),
        ("A drone of the Ukrainian army was shot down over Horlivka.", "attack", (), UKRAINE, "Horlivka"),
        ("On 2 May the DPR fired eight rounds of 82 mm mortar at positions of the Ukrainian army near Vodiane.", "shelling", DPR, UKRAINE, "Vodiane"),
        ("A civilian was wounded when a shell exploded in Horlivka.", "shelling", (), (), "Horlivka"),
        ("Neither the DPR nor the Ukrainian army fired in Pisky.", "small_arms_fire", (*DPR, *UKRAINE), (), "Pisky"),
    ],
)  # fmt: skip
def test_english(sentence: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...], place: str) -> None:
    """Names of the doer and of whom it hit, and the one place, by grammar."""
    _holds(EN + sentence, type_, agents, targets, place)


@pytest.mark.parametrize(
    ("sentence", "type_", "agents", "targets", "place"),
    [
        ("Un échange de tirs entre les FARDC et le M23 a duré une heure près de Sake.", "small_arms_fire", ("fardc", "m23"), (), "Sake"),
        ("Le bombardement de Sake par le M23 a duré deux heures.", "shelling", ("m23",), (), "Sake"),
        ("Une frappe de drone attribuée aux FARDC a touché un camion à Sake.", "drone_strike", ("fardc",), (), "Sake"),
        ("Le M23, qui avait promis une trêve, a bombardé Sake.", "shelling", ("m23",), (), "Sake"),
        ("Deux barils ont été largués sur Sake.", "air_strike", (), (), "Sake"),
        ("Un véhicule de la MONUSCO a été caillassé à Goma.", "attack", (), ("monusco",), "Goma"),
        ("Le M23 s'en est pris à une patrouille de la MONUSCO à Sake.", "attack", ("m23",), ("monusco",), "Sake"),
        ("Des hommes armés appartenant au M23 ont ouvert le feu sur un convoi de la MONUSCO à Sake.", "small_arms_fire", ("m23",), ("monusco",), "Sake"),
        ("Le M23 aurait attaqué un convoi des FARDC à Sake.", "attack", ("m23",), ("fardc",), "Sake"),
        ("Des hélicoptères de la MONUSCO ont bombardé un camp à Sake.", "air_strike", ("monusco",), (), "Sake"),
    ],
)  # fmt: skip
def test_french(sentence: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...], place: str) -> None:
    """The same in French."""
    _holds(FR + sentence, type_, agents, targets, place)


def _holds(text: str, type_: str, agents: tuple[str, ...], targets: tuple[str, ...], place: str) -> None:
    reading = read(text)
    names = {p.place_id: p.span.of(text) for p in reading.places}
    found = [(e.type, e.agents, e.targets, [names.get(p) for p in e.places]) for e in reading.events]
    assert (type_, agents, targets, [place]) in found, found


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The tanks stood behind the agreed withdrawal lines.", "withdrawal"),
        ("A barrel marked the line of withdrawal.", "withdrawal"),
        ("A drone of the Ukrainian army was shot down over Horlivka.", "drone_strike"),
        ("The mayor was accused of the theft of a car.", "attack"),
        ("The SMM recorded an explosion near Horlivka.", "attack"),
    ],
)
def test_none_of_these(sentence: str, type_: str) -> None:
    """Lines of withdrawal are no withdrawal; a drone that was shot down struck nothing."""
    assert type_ not in {e.type for e in read(EN + sentence).events}
