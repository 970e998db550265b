"""What a prohibition compiles to and does to a finding."""

from __future__ import annotations

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows


def outcome(row: dict[str, object], *provisions: dict[str, object]) -> tuple[str, list[str]]:
    found = assess_rows([row], [agreement(provisions=list(provisions))], registry()).to_pylist()[0]
    return found["outcome"], found["provision_ids"]


def test_only_the_prohibited_act_touches_it() -> None:
    """Narrower acts fall under it, others do not, broader ones leave it open."""
    shelling = {**BASE["provisions"][0], "acts": ["shelling"]}
    assert outcome(report(act="mortar_fire"), shelling) == ("violation", ["1"])
    assert outcome(report(act="troop_movement"), shelling) == ("no_violation", [])
    assert outcome(report(act="attack"), shelling) == ("undetermined", ["1"])


def test_an_act_nobody_states_is_never_taken_for_a_harmless_one() -> None:
    """`unknown` leaves the prohibition open; `other` says that it was something else."""
    assert outcome(report(act="unknown"), BASE["provisions"][0]) == ("undetermined", ["1"])
    assert outcome({k: v for k, v in report().items() if k != "act"}, BASE["provisions"][0]) == ("undetermined", ["1"])
    assert outcome({**report(), "act": None}, BASE["provisions"][0]) == ("undetermined", ["1"])
    assert outcome(report(act="other"), BASE["provisions"][0]) == ("no_violation", [])


def test_it_protects_only_those_it_names() -> None:
    against = {**BASE["provisions"][0], "against": ["south"]}
    assert outcome(report(), against) == ("violation", ["1"])
    assert outcome(report(claimed_target=["Civilians"]), against) == ("no_violation", [])
    assert outcome(report(claimed_target=None), against) == ("undetermined", ["1"])


def test_a_weapon_asked_for_must_be_claimed() -> None:
    heavy = {**BASE["provisions"][0], "weapons": ["heavy_weapon"]}
    assert outcome(report(weapon="mortar"), heavy) == ("violation", ["1"])
    assert outcome(report(weapon="small_arms"), heavy) == ("no_violation", [])
    assert outcome(report(), heavy) == ("undetermined", ["1"])


def test_more_than_the_quantity_touches_it() -> None:
    guards = {**BASE["provisions"][0], "acts": ["checkpoint"], "quantity": {"unit": "guards", "max": 20}}
    assert outcome(report(act="checkpoint", quantity=21, quantity_unit="guards"), guards) == ("violation", ["1"])
    assert outcome(report(act="checkpoint", quantity=20, quantity_unit="guards"), guards) == ("no_violation", [])
    assert outcome(report(act="checkpoint", quantity=30, quantity_unit="persons"), guards) == ("undetermined", ["1"])
