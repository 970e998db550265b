"""What an obligation compiles to and does to a finding."""

from __future__ import annotations

from tests.factory import agreement, registry, report
from truceline.run import assess_rows


def outcome(row: dict[str, object], *provisions: dict[str, object]) -> tuple[str, list[str]]:
    found = assess_rows([row], [agreement(provisions=list(provisions))], registry()).to_pylist()[0]
    return found["outcome"], found["provision_ids"]


DUTY = {"id": "2", "kind": "obligation", "text": "Let aid pass.", "breached_by": ["access_denial"], "bound": ["north"]}


def test_what_breaches_it_touches_it() -> None:
    """Only the party that bears the duty can breach it."""
    assert outcome(report(act="aid_obstruction"), DUTY) == ("violation", ["2"])
    assert outcome(report(act="shelling"), DUTY) == ("no_violation", [])
    by_south = report(act="aid_obstruction", claimed_initiator=["Southern Front"])
    assert outcome(by_south, DUTY) == ("no_violation", [])


def test_a_failure_to_notify_is_a_breach_of_its_own() -> None:
    notify = {**DUTY, "breached_by": ["failure_to_notify"]}
    assert outcome(report(act="failure_to_notify"), notify) == ("violation", ["2"])


def test_a_duty_without_a_breaching_act_is_never_violated_by_a_report() -> None:
    talks = {"id": "2", "kind": "obligation", "text": "Send a delegation.", "due": {"within": "P30D"}}
    assert outcome(report(), talks) == ("no_violation", [])
