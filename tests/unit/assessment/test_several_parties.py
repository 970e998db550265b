"""Claims about actors that belong to more than one party: they answer through the one that a provision binds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

NORTH, SOUTH = BASE["parties"]
COALITION = {"id": "coalition", "name": "Coalition", "members": [{"actor": "north-army"}]}
PARTIES = [NORTH, COALITION, SOUTH]


def one(loaded: Any, **changes: Any) -> dict[str, Any]:
    (found,) = assess_rows([report(**changes)], [loaded], registry()).to_pylist()
    return found


def ban(**changes: Any) -> dict[str, Any]:
    return {**BASE["provisions"][0], **changes}


@pytest.mark.parametrize("bound", ["north", "coalition"])
@pytest.mark.parametrize("parties", [PARTIES, PARTIES[::-1]])
def test_a_provision_binds_through_whichever_party_it_names(bound: str, parties: list[Any]) -> None:
    """A ban on either party is broken by the actor of both, whichever the text lists first, and that party answers."""
    f = one(agreement(parties=parties, provisions=[ban(bound=[bound])]))
    assert (f["outcome"], f["attributed_party"]) == ("violation", bound)


def test_where_both_parties_are_bound_both_are_listed_and_neither_picked() -> None:
    """Nobody chooses for which of two bound parties the actor acted."""
    f = one(agreement(parties=PARTIES))
    assert f["outcome"] == "violation" and f["attributed_party"] is None
    assert {a["party"] for a in f["attribution"]} == {"north", "coalition"}


@pytest.mark.parametrize("against", ["north", "coalition"])
def test_a_target_is_protected_through_either_party(against: str) -> None:
    """An attack on the actor of two parties breaks a ban on attacks on either."""
    loaded = agreement(parties=PARTIES, provisions=[ban(bound=["south"], against=[against])])
    f = one(loaded, claimed_initiator=["Southern Front"], claimed_target=["Northern Army"])
    assert f["outcome"] == "violation"


def test_an_unverified_second_membership_leaves_it_open() -> None:
    """A second membership known from background only binds perhaps, and settles neither breach nor its absence."""
    doubtful = {**COALITION, "members": [{"actor": "north-army", "basis": "B"}]}
    f = one(agreement(parties=[NORTH, doubtful, SOUTH], provisions=[ban(bound=["coalition"])]))
    assert (f["coverage"], f["outcome"], f["cannot_tell_because"]) == ("covered", "undetermined", "basis")


@pytest.mark.parametrize(("bound", "outcome"), [(["north"], "no_violation"), (["north", "coalition"], "violation")])
def test_a_duty_suspended_for_one_party_holds_through_the_other(bound: list[str], outcome: str) -> None:
    """Suspended for the north alone, a ban on both still binds the actor as a member of the coalition."""
    off = {"on": "2020-02-05", "by": "x", "claim": "off", "effect": "suspends", "parties": ["north"]}
    f = one(agreement(parties=PARTIES, provisions=[ban(bound=bound)], status_events=[off]))
    assert f["outcome"] == outcome
