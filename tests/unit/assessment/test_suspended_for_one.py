"""Claims about suspensions and resumptions of one party's duties beside those of everybody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

BAN = BASE["provisions"][0]
NORTH, SOUTH = BASE["parties"]
BY_NORTH: dict[str, Any] = {}
BY_SOUTH = {"claimed_initiator": ["Southern Front"], "claimed_target": ["Northern Army"]}
BY_NOBODY = {"claimed_initiator": None}


def event(effect: str, on: str = "2020-02-05", **limits: Any) -> dict[str, Any]:
    return {"on": on, "by": "x", "claim": "…", "effect": effect, **limits}


def one(events: list[dict[str, Any]], row: dict[str, Any], **world: Any) -> dict[str, Any]:
    (f,) = assess_rows([report(**row)], [agreement(status_events=events, **world)], registry()).to_pylist()
    return f


FOR_ALL = event("suspends", provisions=["1"])
FOR_NORTH = event("suspends", provisions=["1"], parties=["north"])


@pytest.mark.parametrize(
    ("events", "north", "south"),
    [
        ([FOR_ALL], "no_violation", "no_violation"),
        ([FOR_NORTH], "no_violation", "violation"),
        # a resumption of one party lifts its own duty's suspension, and nobody else's
        ([FOR_ALL, event("resumes", "2020-02-08", provisions=["1"], parties=["south"])], "no_violation", "violation"),
        ([FOR_ALL, event("resumes", "2020-02-08", parties=["south"])], "no_violation", "violation"),
        ([FOR_NORTH, event("resumes", "2020-02-08", provisions=["1"], parties=["south"])], "no_violation", "violation"),
        ([FOR_NORTH, event("resumes", "2020-02-08", provisions=["1"], parties=["north"])], "violation", "violation"),
        # one of everything lifts what was suspended for one, and of one provision
        ([FOR_NORTH, event("resumes", "2020-02-08", provisions=["1"])], "violation", "violation"),
        ([FOR_NORTH, event("resumes", "2020-02-08")], "violation", "violation"),
        ([FOR_ALL, event("resumes", "2020-02-08")], "violation", "violation"),
        # the whole resumes for one party: for the other every provision stays off
        ([event("suspends"), event("resumes", "2020-02-08", parties=["south"])], "no_violation", "violation"),
        ([event("ends"), event("resumes", "2020-02-08", parties=["south"])], "no_violation", "violation"),
        (
            [event("suspends"), event("resumes", "2020-02-07", parties=["south"]), event("resumes", "2020-02-08")],
            "violation",
            "violation",
        ),
        # suspended anew for all, a party that had resumed is off again
        (
            [
                FOR_ALL,
                event("resumes", "2020-02-06", provisions=["1"], parties=["south"]),
                event("suspends", "2020-02-08", provisions=["1"]),
            ],
            "no_violation",
            "no_violation",
        ),
    ],
)
def test_what_is_off_for_whom(events: list[dict[str, Any]], north: str, south: str) -> None:
    """Declarations of one and of all are read in their order, party by party."""
    assert one(events, BY_NORTH)["outcome"] == north
    assert one(events, BY_SOUTH)["outcome"] == south


@pytest.mark.parametrize(("moment", "outcome"), [("2020-02-07T23:59", "no_violation"), ("2020-02-08", "violation")])
def test_it_resumes_at_the_moment_declared(moment: str, outcome: str) -> None:
    """The last minute before is off, the first moment is on."""
    events = [FOR_ALL, event("resumes", "2020-02-08", provisions=["1"], parties=["south"])]
    assert one(events, {**BY_SOUTH, "occurred_from": moment})["outcome"] == outcome


def test_one_of_whom_membership_cannot_be_told_is_no_candidate_for_what_is_off_for_its_party() -> None:
    """If it belongs to the north, the clause is off for it; if not, the clause does not bind it."""
    north = {**NORTH, "open_membership": True, "may_include": ["stranger"]}
    f = one([FOR_NORTH], {"claimed_initiator": ["Stranger Group"]}, parties=[north, SOUTH])
    assert (f["coverage"], f["provision_ids"]) == ("cannot_tell", [])


def test_nobody_named_may_be_of_the_party_for_which_it_holds() -> None:
    """Suspended for the north alone, a shelling that nobody claims may still breach it; off for both it may not."""
    assert one([FOR_NORTH], BY_NOBODY)["provision_ids"] == ["1"]
    both = event("suspends", provisions=["1"], parties=["north", "south"])
    assert one([both], BY_NOBODY)["provision_ids"] == []


def test_off_for_each_of_its_parties_is_off() -> None:
    """An actor of two parties, both of which suspended the duty, is not bound by it through either."""
    coalition = {"id": "coalition", "name": "Coalition", "members": [{"actor": "north-army"}]}
    other = event("suspends", provisions=["1"], parties=["coalition"])
    parties = [NORTH, coalition, SOUTH]
    assert one([FOR_NORTH, other], BY_NORTH, parties=parties)["outcome"] == "no_violation"
    assert one([FOR_NORTH], BY_NORTH, parties=parties)["outcome"] == "violation"
    lifted = event("resumes", "2020-02-08", provisions=["1"], parties=["coalition"])
    assert one([FOR_ALL, lifted], BY_NORTH, parties=parties)["outcome"] == "violation"


ACCEDING = [{**NORTH, "members": [{"actor": "north-army", "from": "2020-02-10T10:00:30"}]}, SOUTH]
ELSEWHERE = {"id": "e", "by": "council", "instrument": "R 1", "on": "2020-02-10T10:00:20", "adds": "Nothing."}


@pytest.mark.parametrize("more", [{}, {"endorsements": [ELSEWHERE]}])
@pytest.mark.parametrize("moment", ["2020-02-10T10:00:20", "2020-02-10T10:00:30", "2020-02-10T10:00:40"])
def test_the_word_for_a_membership_that_half_covers_is_always_the_same(more: dict[str, Any], moment: str) -> None:
    """An accession within a report's minute is a matter of membership, whatever else began in that minute."""
    if more:
        more = {"endorsements": [{**ELSEWHERE, "on": moment}]}
    f = one([], BY_NORTH, parties=ACCEDING, **more)
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "membership")
