"""Acts that no single word tells, in English and French; and what looks like one and is none."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read


def _types(text: str) -> list[tuple[str, str]]:
    return [(e.type, e.polarity) for e in read(text).events]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The brigade has not fired since the truce.", ("small_arms_fire", "neg")),
        ("Not a single round was fired across the line.", ("small_arms_fire", "neg")),
        ("Soldiers fired into the air near the bridge.", ("small_arms_fire", "pos")),
        ("Its men did not return fire.", ("small_arms_fire", "neg")),
        ("The army insists it did not fire on the town.", ("small_arms_fire", "neg")),
        ("A resident was wounded by indiscriminate fire.", ("small_arms_fire", "pos")),
        ("Fire from small arms was opened at a bus.", ("small_arms_fire", "pos")),
        ("Guerrillas fired rifle grenades at an outpost.", ("shelling", "pos")),
        ("Heavy mortars were used against the village.", ("shelling", "pos")),
        ("A camera recorded three projectiles in flight.", ("shelling", "pos")),
        ("A farmer was injured by shell fragments.", ("shelling", "pos")),
        ("A helicopter dropped three barrels on the market.", ("air_strike", "pos")),
        ("A quadcopter dropped a grenade on a trench.", ("drone_strike", "pos")),
        ("A hand grenade was thrown at the checkpoint.", ("attack", "pos")),
        ("Two teachers were beaten by men in uniform.", ("attack", "pos")),
        ("Policemen beat two students in the market.", ("attack", "pos")),
        ("Snipers posted on the roofs targeted pedestrians.", ("sniping", "pos")),
        ("No aircraft of ours has flown over the city.", ("overflight", "neg")),
        ("Two drones crossed the line at night.", ("overflight", "pos")),
        ("A drone over Tyre was seen at noon.", ("overflight", "pos")),
        ("Bulldozers dug a long trench east of the road.", ("fortification", "pos")),
        ("A kilometre of fence was erected along the line.", ("fortification", "pos")),
        ("All foreign soldiers had left Axum by then.", ("withdrawal", "pos")),
        ("A unit entered Naqoura on Monday.", ("deployment", "pos")),
        ("A team of monitors was briefly stopped by armed men.", ("access_denial", "pos")),
        ("Settlers blocked a joint patrol for an hour.", ("access_denial", "pos")),
        ("The rebels announced a week-long unilateral truce.", ("ceasefire_announced", "pos")),
        ("The truce, declared on Monday, is fragile.", ("ceasefire_announced", "pos")),
        ("The ceasefire is to begin at midnight.", ("ceasefire_in_force", "future")),
        ("The ceasefire did not hold in the north.", ("ceasefire_breakdown", "pos")),
        ("The truce has been broken twice.", ("ceasefire_violation", "pos")),
        ("So, was the truce broken?", ("ceasefire_violation", "hypothetical")),
        ("The group will convene again in May.", ("meeting", "future")),
        ("Explosive devices had been laid on the road.", ("mine_laying", "pos")),
        ("Sappers began clearing mines.", ("mine_clearing", "pos")),
        ("Men without insignia were laying mines.", ("mine_laying", "pos")),
        ("The farmer was released a day later.", ("release", "pos")),
        ("Le comité se réunira lundi.", ("meeting", "future")),
        ("Une trêve conclue à Luanda est restée lettre morte.", ("agreement_concluded", "pos")),
        ("On s'est encore battu près du fleuve.", ("combat", "pos")),
        ("Une centaine de combattants armés sont entrés dans la ville.", ("deployment", "pos")),
        ("Une patrouille de la mission a été bloquée par des manifestants.", ("access_denial", "pos")),
        ("Le cessez-le-feu de six mois a expiré dimanche.", ("ceasefire_breakdown", "pos")),
        ("Les soldats n'ont pas tiré un seul coup de feu.", ("small_arms_fire", "neg")),
        ("Trois camions ont été volés dimanche.", ("looting", "pos")),
    ],
)  # fmt: skip
def test_acts_by_their_shape(sentence: str, wanted: tuple[str, str]) -> None:
    """Each is one event of its type, happened or not as the words say."""
    assert wanted in _types(f"Notes of 12 March 2023.\n\n{sentence}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "The president fired the defence minister.",
        "An adviser was fired from his post.",
        "He does not know who fired it.",
        "The fire brigade put out a heavy fire engine.",
        "The army was beaten back.",
        "The plan meets all the conditions.",
        "Talks must meet the deadline.",
        "The report was released on Monday.",
        "Soldiers left dozens dead.",
        "Areas hit by the earthquake remain closed.",
        "The two sides announced violations of the truce agreement.",
        "Le cessez-le-feu est entré dans sa deuxième semaine.",
    ],
)
def test_what_only_looks_so(sentence: str) -> None:
    """A dismissal, a published report and an earthquake are no acts of war."""
    shapes = {"small_arms_fire", "meeting", "release", "withdrawal", "deployment", "attack", "ceasefire_announced"}
    assert not shapes & {t for t, _ in _types(f"Notes of 12 March 2023.\n\n{sentence}\n")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Several rockets, likely fired by militants, hit the port.",
        "Militants fired four rockets at the port.",
        "Troops fired and shelled mortars at the port.",
    ],
)
def test_what_is_fired_is_one_act(sentence: str) -> None:
    """The bare verb beside the weapon tells no second event."""
    assert [t for t, _ in _types(f"Notes of 12 March 2023.\n\n{sentence}\n")] == ["shelling"]


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The Council calls on both armies to withdraw their tanks.", "future"),
        ("The committee has yet to visit the district.", "future"),
        ("That anybody was beaten is denied.", "neg"),
        ("Families who had fled to Bajil said they would not return.", "pos"),
        ("Le mécanisme n'a pas encore été déployé.", "neg"),
    ],
)
def test_whether_it_was(sentence: str, polarity: str) -> None:
    """What somebody is urged to do has not been done; what they say they will do changes nothing of what they did."""
    assert {p for _, p in _types(f"Notes of 12 March 2023.\n\n{sentence}\n")} == {polarity}
