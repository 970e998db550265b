"""What a permission compiles to and does to a finding."""

from __future__ import annotations

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows


def outcome(row: dict[str, object], *provisions: dict[str, object]) -> tuple[str, list[str]]:
    found = assess_rows([row], [agreement(provisions=list(provisions))], registry()).to_pylist()[0]
    return found["outcome"], found["provision_ids"]


def test_it_lifts_only_where_its_own_conditions_are_met() -> None:
    """Light weapons are allowed to a prohibition that names all weapons."""
    light = {
        "id": "2",
        "kind": "permission",
        "text": "Light arms.",
        "acts": ["any"],
        "weapons": ["light_weapon"],
        "lifts": ["1"],
    }
    base = BASE["provisions"][0]
    assert outcome(report(weapon="machine_gun"), base, light) == ("no_violation", [])
    assert outcome(report(weapon="mortar"), base, light) == ("violation", ["1"])
    assert outcome(report(), base, light) == ("undetermined", ["1"])


def test_an_argued_exception_lifts_nothing() -> None:
    defence = {
        "id": "2",
        "kind": "permission",
        "text": "Self-defence.",
        "lifts": ["1"],
        "exceptions": [{"id": "sd", "kind": "self_defence", "text": "Immediate threat."}],
    }
    assert outcome(report(), BASE["provisions"][0], defence) == ("violation", ["1"])
