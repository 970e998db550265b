"""Claims about actors that are no party: they come under an instrument by the duties that name them, act by act."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.assessment.explain import conclusion
from truceline.run import assess_rows

BAN = BASE["provisions"][0]
ANSWER = {
    "id": "2",
    "kind": "obligation",
    "text": "Answer.",
    "breached_by": ["failure_to_answer"],
    "bound": ["stranger"],
}
NO_FLIGHT: dict[str, Any] = {
    "id": "3",
    "kind": "prohibition",
    "text": "No flights.",
    "acts": ["combat_flight"],
    "bound": ["stranger"],
}
GUARD = {"actor": "stranger", "role": "guarantor", "from": "2020-02-05", "until": "2020-02-20"}


def one(loaded: Any, **changes: Any) -> dict[str, Any]:
    changes = {"claimed_initiator": ["Stranger Group"], **changes}
    (found,) = assess_rows([report(**changes)], [loaded], registry()).to_pylist()
    return found


def deciding(finding: dict[str, Any]) -> dict[str, str]:
    return {r["condition"]: r["value"] for r in finding["reasons"] if r["decides"]}


def test_what_no_provision_lays_on_a_named_actor_is_outside() -> None:
    """A guarantor that must answer complaints is not cleared of a shelling: the text has no word on that for it."""
    f = one(agreement(provisions=[BAN, ANSWER]))
    assert (f["coverage"], f["outcome"], f["provision_ids"]) == ("not_covered", "undetermined", [])
    assert deciding(f) == {"bound_on_act": "Stranger Group is no party: what names it (2) is not about shelling"}
    wanted = "Not bound by a provision on this act: outside this instrument; other law not assessed."
    assert conclusion(f) == wanted


def test_what_a_provision_lays_on_it_is_covered() -> None:
    """The omission itself is covered and a violation, attributed to the guarantor."""
    f = one(agreement(provisions=[BAN, ANSWER]), act="failure_to_answer")
    assert (f["coverage"], f["outcome"], f["attributed_party"]) == ("covered", "violation", "stranger")


def test_a_party_is_bound_to_the_whole_text() -> None:
    """An act by a party that no provision is about is covered and breaks nothing, as before."""
    f = one(agreement(provisions=[BAN, ANSWER]), claimed_initiator=["Northern Army"], act="patrol")
    assert (f["coverage"], f["outcome"]) == ("covered", "no_violation")


@pytest.mark.parametrize(
    ("act", "coverage", "because"),
    [("reinforcement", "covered", None), ("troop_movement", "cannot_tell", "act"), ("shelling", "not_covered", None)],
)
def test_a_broader_word_leaves_it_open(act: str, coverage: str, because: str | None) -> None:
    """A movement of troops may or may not be the reinforcement from which the named actor must refrain."""
    f = one(agreement(provisions=[BAN, {**NO_FLIGHT, "acts": ["reinforcement"]}]), act=act)
    assert (f["coverage"], f["cannot_tell_because"]) == (coverage, because)


@pytest.mark.parametrize(
    ("moment", "until", "coverage"),
    [
        ("2020-02-09T23:59:59", "2020-02-10T00:00", "not_covered"),
        ("2020-02-10T00:00", None, "covered"),
        ("2020-02-11T23:59:58", "2020-02-12T00:00", "covered"),
        ("2020-02-12T00:00", None, "not_covered"),
        ("2020-02-11T23:59:59", "2020-02-12T00:00:01", "cannot_tell"),
    ],
)
def test_on_days_that_its_provision_does_not_run_it_is_outside(moment: str, until: str | None, coverage: str) -> None:
    """A ban of two days that names it covers what it does in these two days, half-open, and nothing else."""
    ban = {**NO_FLIGHT, "when": [{"from": "2020-02-10", "until": "2020-02-12"}]}
    f = one(agreement(provisions=[BAN, ban]), act="combat_flight", occurred_from=moment, occurred_until=until)
    assert f["coverage"] == coverage
    assert f["cannot_tell_because"] == ("time" if coverage == "cannot_tell" else None)


def test_a_duty_with_a_term_is_owed_before_it_can_be_late() -> None:
    """A deadline that has not passed: covered and nothing late, not outside."""
    owed = {**ANSWER, "when": [{"from": "2020-02-15"}], "due": {"on": "2020-02-14"}}
    f = one(agreement(provisions=[BAN, owed]), act="failure_to_answer")
    assert (f["coverage"], f["outcome"]) == ("covered", "no_violation")


@pytest.mark.parametrize(("moment", "coverage"), [("2020-02-04T23:59", "not_covered"), ("2020-02-05", "covered")])
def test_a_role_that_does_not_run_binds_to_nothing(moment: str, coverage: str) -> None:
    """Before its term a guarantor is bound by nothing that names it."""
    f = one(agreement(provisions=[BAN, ANSWER], roles=[GUARD]), act="failure_to_answer", occurred_from=moment)
    assert f["coverage"] == coverage


def test_a_provision_that_nobody_verified_covers_perhaps() -> None:
    """Whether the ban binds the guarantor's forces is background: neither covered nor outside."""
    f = one(agreement(provisions=[BAN, ANSWER, {**NO_FLIGHT, "acts": ["attack"], "basis": "B"}]))
    assert (f["coverage"], f["cannot_tell_because"], f["provision_ids"]) == ("cannot_tell", "basis", ["3"])


@pytest.mark.parametrize("kind", ["permission", "right", "procedure"])
def test_what_is_no_duty_binds_nobody(kind: str) -> None:
    """A permission, a right and a procedure that name an actor bind it to nothing."""
    part = {"id": "2", "kind": kind, "text": "…", "acts": ["shelling"], "bound": ["stranger"]}
    assert one(agreement(provisions=[BAN, part]))["coverage"] == "not_covered"


@pytest.mark.parametrize(
    ("provision", "act", "coverage"),
    [
        ({**BAN, "against": ["stranger"]}, "shelling", "covered"),  # named as protected
        ({**NO_FLIGHT, "acts": ["attack"]}, "shelling", "covered"),  # named as bound by the same ban
        (NO_FLIGHT, "shelling", "not_covered"),  # named, on another act
        (BAN, "shelling", "not_covered"),  # not named at all
    ],
)
def test_a_target_that_is_no_party_is_within_by_what_names_it(
    provision: dict[str, Any], act: str, coverage: str
) -> None:
    """Where targets must be within the agreement, a named actor is so for the acts that its provision is about."""
    loaded = agreement(scope={"areas": ["box"], "target": "bound"}, provisions=[{**BAN, "id": "9"}, provision])
    f = one(loaded, claimed_initiator=["Northern Army"], claimed_target=["Stranger Group"], act=act)
    assert f["coverage"] == coverage


def test_somebody_perhaps_a_member_is_covered_by_what_names_it() -> None:
    """Membership that cannot be told matters no more for a duty that names the actor itself."""
    north, south = BASE["parties"]
    loaded = agreement(
        parties=[{**north, "open_membership": True, "may_include": ["stranger"]}, south], provisions=[BAN, ANSWER]
    )
    f = one(loaded, act="failure_to_answer")
    assert (f["coverage"], f["outcome"]) == ("covered", "violation")
    assert one(loaded)["coverage"] == "cannot_tell"
