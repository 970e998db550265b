"""Claims about parts told at second hand (basis S): they decide, and a finding that rests on one says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

BAN = BASE["provisions"][0]
NORTH, SOUTH = BASE["parties"]
BOX = BASE["areas"][0]
LINE = {"id": "line", "name": "Line", "shape": "line", "coordinates": [[10.4, 10], [10.4, 11]]}
BELT = {"id": "belt", "name": "Belt", "shape": "belt", "along": "line", "width_m": 30000}
ENDORSED = {"id": "e", "by": "council", "instrument": "R 1", "on": "2020-02-02", "adds": "It binds."}
GUARD = {"actor": "north-army", "role": "guarantor"}
NEAR = {"baseline": "line", "limits": [{"weapons": ["mortar"], "min_m": 20000}]}

PARTS: dict[str, Any] = {
    "window": lambda b: {"in_force": [{"from": "2020-02-01", "basis": b}]},
    "area": lambda b: {"areas": [{**BOX, "basis": b}]},
    "line of a belt": lambda b: {"areas": [{**LINE, "basis": b}, BELT], "scope": {"areas": ["belt"]}},
    "member": lambda b: {"parties": [{**NORTH, "members": [{"actor": "north-army", "basis": b}]}, SOUTH]},
    "party": lambda b: {"parties": [{**NORTH, "basis": b}, SOUTH]},
    "protected member": lambda b: {
        "parties": [NORTH, {**SOUTH, "members": [{"actor": "south-front", "basis": b}]}],
        "provisions": [{**BAN, "against": ["south"]}],
    },
    "provision": lambda b: {"provisions": [{**BAN, "basis": b}]},
    "area of a provision": lambda b: {
        "areas": [BOX, {**BOX, "id": "inner", "basis": b}],
        "provisions": [{**BAN, "where": ["inner"]}],
    },
    "window of a provision": lambda b: {"provisions": [{**BAN, "when": [{"from": "2020-02-01", "basis": b}]}]},
    "baseline": lambda b: {"areas": [BOX, {**LINE, "basis": b}], "provisions": [{**BAN, "distances": NEAR}]},
    "endorsement": lambda b: {
        "endorsements": [{**ENDORSED, "basis": b}],
        "provisions": [{**BAN, "by_endorsement": "e"}],
    },
    "role": lambda b: {
        "parties": [SOUTH],
        "roles": [{**GUARD, "basis": b}],
        "provisions": [{**BAN, "bound": ["north-army"]}],
    },
}


@pytest.mark.parametrize("basis", ["V", "S"])
@pytest.mark.parametrize("part", PARTS)
def test_a_finding_is_as_strong_as_its_weakest_part(part: str, basis: str) -> None:
    """The violation stands either way; told at second hand, the finding says so."""
    loaded = agreement(**PARTS[part](basis))
    (f,) = assess_rows([report(weapon="mortar")], [loaded], registry()).to_pylist()
    assert (f["outcome"], f["basis"]) == ("violation", basis)


@pytest.mark.parametrize("basis", ["V", "S"])
def test_what_ended_it_at_second_hand_makes_the_finding_so(basis: str) -> None:
    """Outside because somebody is said to have ended it: the basis is that of the declaration."""
    ended = {"on": "2020-02-05", "by": "x", "claim": "over", "effect": "ends", "basis": basis}
    (f,) = assess_rows([report()], [agreement(status_events=[ended])], registry()).to_pylist()
    assert (f["coverage"], f["basis"]) == ("not_covered", basis)


def test_a_part_that_the_finding_does_not_rest_on_leaves_it_alone() -> None:
    """A second ban told at second hand that is not touched is no part of the finding."""
    other = {**BAN, "id": "2", "acts": ["combat_flight"], "basis": "S"}
    (f,) = assess_rows([report()], [agreement(provisions=[BAN, other])], registry()).to_pylist()
    assert (f["outcome"], f["provision_ids"], f["basis"]) == ("violation", ["1"], "V")


def event(effect: str, basis: str, **limits: Any) -> dict[str, Any]:
    return {"on": "2020-02-05", "by": "x", "claim": "…", "effect": effect, "basis": basis, **limits}


RING = {"id": "ring", "name": "Ring", "shape": "circle", "center": [10.9, 10.9], "radius_m": 900}
MAY = {"id": "2", "kind": "permission", "text": "…", "lifts": ["1"], "acts": ["any"]}
CLEARS: dict[str, Any] = {
    "suspension of a provision": lambda b: {"status_events": [event("suspends", b, provisions=["1"])]},
    "border of a provision": lambda b: {
        "areas": [BOX, {**RING, "basis": b}],
        "provisions": [{**BAN, "where": ["ring"]}],
    },
    "window of a provision": lambda b: {
        "provisions": [{**BAN, "when": [{"from": "2020-02-01", "until": "2020-02-04", "basis": b}]}],
    },
    "permission": lambda b: {
        "provisions": [BAN, {**MAY, "basis": b}],
    },
    "determination": lambda b: {
        "provisions": [{**BAN, "reciprocal": {"breach_of": ["1"], "determined_by": ["c"]}}],
        "determinations": [
            {"id": "d", "party": "south", "provisions": ["1"], "by": "c", "on": "2020-02-03", "text": "…", "basis": b}
        ],
    },
    "consent": lambda b: {
        "provisions": [{**BAN, "unless_consent": {"by": ["c"]}}],
        "consents": [{"id": "k", "by": "c", "provisions": ["1"], "from": "2020-02-03", "text": "…", "basis": b}],
    },
    "who is bound": lambda b: {
        "parties": [{**NORTH, "basis": b}, SOUTH], "provisions": [{**BAN, "bound": ["south"]}],
    },
}  # fmt: skip


@pytest.mark.parametrize("basis", ["V", "S"])
@pytest.mark.parametrize("part", CLEARS)
def test_what_clears_it_at_second_hand_makes_the_finding_so(part: str, basis: str) -> None:
    """*No violation* rests on what keeps each provision from being touched."""
    (f,) = assess_rows([report()], [agreement(**CLEARS[part](basis))], registry()).to_pylist()
    assert (f["outcome"], f["basis"]) == ("no_violation", basis)


def test_a_provision_on_another_act_clears_by_the_act() -> None:
    """What it says of places and days at second hand is not asked."""
    other = {**BAN, "acts": ["combat_flight"], "when": [{"from": "2021-01-01", "basis": "S"}], "basis": "S"}
    (f,) = assess_rows([report()], [agreement(provisions=[other])], registry()).to_pylist()
    assert (f["outcome"], f["basis"]) == ("no_violation", "V")
