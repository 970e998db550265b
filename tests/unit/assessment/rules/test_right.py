"""What a right compiles to and does to a finding."""

from __future__ import annotations

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows


def outcome(row: dict[str, object], *provisions: dict[str, object]) -> tuple[str, list[str]]:
    found = assess_rows([row], [agreement(provisions=list(provisions))], registry()).to_pylist()[0]
    return found["outcome"], found["provision_ids"]


def test_its_exercise_is_no_breach() -> None:
    """Anybody may leave by the road, which the prohibition of movement would otherwise forbid."""
    movement = {**BASE["provisions"][0], "acts": ["troop_movement"]}
    leave = {
        "id": "2",
        "kind": "right",
        "text": "May leave.",
        "holders": ["south"],
        "acts": ["troop_movement"],
        "lifts": ["1"],
    }
    south = report(act="troop_movement", claimed_initiator=["Southern Front"])
    assert outcome(south, movement, leave) == ("no_violation", [])
    assert outcome(report(act="troop_movement"), movement, leave) == ("violation", ["1"])


def test_it_is_never_violated_itself() -> None:
    right = {"id": "2", "kind": "right", "text": "May leave.", "acts": ["attack"]}
    assert outcome(report(), right) == ("no_violation", [])


def test_a_right_of_self_defence_is_argued_and_lifts_nothing() -> None:
    """Whether a text calls self-defence a right or a permission, the machine never grants it."""
    defence = {
        "id": "2",
        "kind": "right",
        "text": "The inherent right of self-defence.",
        "acts": ["attack"],
        "lifts": ["1"],
        "exceptions": [{"id": "sd", "kind": "self_defence", "text": "Inherent right."}],
    }
    argued = report(exceptions_argued=[{"kind": "self_defence", "argued_by": "South", "text": None}])
    assert outcome(report(), BASE["provisions"][0], defence) == ("violation", ["1"])
    assert outcome(argued, BASE["provisions"][0], defence) == ("violation", ["1"])
