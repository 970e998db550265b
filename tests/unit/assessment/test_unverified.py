"""What nobody verified (basis B) never decides, wherever in the chain: neither a violation nor its absence."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.factory import ACTORS, BASE, agreement, registry, report
from truceline.assessment.assess import Locator, lay_out_all, plans_for
from truceline.assessment.bulk.assessor import COVERAGES, OUTCOMES, Assessor
from truceline.assessment.judge import judge
from truceline.registry.actors import Registry
from truceline.run import assess_rows, reports_table

FIRST: dict[str, Any] = BASE["provisions"][0]
NORTH, SOUTH = BASE["parties"]
INNER = {
    "id": "inner",
    "name": "Inner",
    "shape": "polygon",
    "coordinates": [[10.4, 10.4], [10.6, 10.4], [10.6, 10.6], [10.4, 10.6]],
}
LINE = {"id": "line", "name": "Line", "shape": "line", "coordinates": [[10.5, 10], [10.5, 11]]}
AWAY = {
    "id": "d",
    "kind": "prohibition",
    "text": "Keep mortars away.",
    "distances": {"baseline": "line", "limits": [{"weapons": ["mortar"], "min_m": 3000}]},
}
MORTAR = report(act="weapon_presence", weapon="mortar", claimed_target=None)
MILITIA = report(claimed_initiator=["Northern Militia"])
MAY = {"id": "2", "kind": "permission", "text": "May.", "acts": ["shelling"], "lifts": ["1"]}
GUARD = {"actor": "stranger", "role": "guarantor"}
STRANGER = report(claimed_initiator=["Stranger Group"])


def suspends(**changes: Any) -> dict[str, Any]:
    return {"on": "2020-02-05", "by": "x", "claim": "…", "effect": "suspends", **changes}


def resumes(**changes: Any) -> dict[str, Any]:
    return suspends(on="2020-02-08", effect="resumes", **changes)


def related(kind: str, basis: str) -> Registry:
    """A world in which the militia's only relation to the army is this one."""
    actors = deepcopy(ACTORS)
    actors[1]["relations"] = [{"type": kind, "to": "north-army", "basis": basis}]
    return registry(actors)


def succession(basis: str) -> Registry:
    actors = deepcopy(ACTORS)
    next(a for a in actors if a["id"] == "grey")["relations"][0]["basis"] = basis
    return registry(actors)


# each world, made with one fact of a basis, and the outcome that the verified fact gives
CHAIN: dict[str, tuple[Callable[[str], tuple[Any, Registry]], dict[str, Any], tuple[str, str]]] = {
    "area of the scope": (
        lambda b: (agreement(areas=[{**BASE["areas"][0], "basis": b}]), registry()),
        report(),
        ("covered", "violation"),
    ),
    "area of a provision": (
        lambda b: (
            agreement(areas=[*BASE["areas"], {**INNER, "basis": b}], provisions=[{**FIRST, "where": ["inner"]}]),
            registry(),
        ),
        report(),
        ("covered", "violation"),
    ),
    "carve-out": (
        lambda b: (
            agreement(
                areas=[
                    *BASE["areas"],
                    {**INNER, "basis": b},
                    {"id": "rest", "name": "Rest", "shape": "combined", "include": ["box"], "exclude": ["inner"]},
                ],
                scope={"areas": ["rest"]},
            ),
            registry(),
        ),
        report(),
        ("not_covered", "undetermined"),
    ),
    "line of a distance": (
        lambda b: (agreement(areas=[*BASE["areas"], {**LINE, "basis": b}], provisions=[AWAY]), registry()),
        MORTAR,
        ("covered", "violation"),
    ),
    "party": (
        lambda b: (agreement(parties=[{**NORTH, "basis": b}, SOUTH]), registry()),
        report(),
        ("covered", "violation"),
    ),
    "relation to a party": (
        lambda b: (agreement(), related("affiliate_of", b)),
        MILITIA,
        ("covered", "violation"),
    ),
    "relation to whom a provision binds by name": (
        lambda b: (
            agreement(scope={"areas": ["box"], "initiator": "any"}, provisions=[{**FIRST, "bound": ["north-army"]}]),
            related("affiliate_of", b),
        ),
        MILITIA,
        ("covered", "violation"),
    ),
    "relation to whom a provision protects by name": (
        lambda b: (agreement(provisions=[{**FIRST, "against": ["north-army"]}]), related("affiliate_of", b)),
        report(claimed_initiator=["Southern Front"], claimed_target=["Northern Militia"]),
        ("covered", "violation"),
    ),
    "unit of one who is no party": (
        lambda b: (
            agreement(parties=[SOUTH], provisions=[{**FIRST, "bound": ["north-army"]}]),
            related("part_of", b),
        ),
        MILITIA,
        ("covered", "violation"),
    ),
    "role": (
        lambda b: (agreement(roles=[{**GUARD, "basis": b}], provisions=[{**FIRST, "bound": ["stranger"]}]), registry()),
        STRANGER,
        ("covered", "violation"),
    ),
    "permission": (
        lambda b: (agreement(provisions=[FIRST, {**MAY, "basis": b}]), registry()),
        report(),
        ("covered", "no_violation"),
    ),
    "suspension": (
        lambda b: (agreement(status_events=[suspends(basis=b)]), registry()),
        report(),
        ("not_covered", "undetermined"),
    ),
    "suspension of a provision": (
        lambda b: (agreement(status_events=[suspends(basis=b, provisions=["1"])]), registry()),
        report(),
        ("covered", "no_violation"),
    ),
    "resumption": (
        lambda b: (agreement(status_events=[suspends(), resumes(basis=b)]), registry()),
        report(),
        ("covered", "violation"),
    ),
    "resumption for one party": (
        lambda b: (
            agreement(status_events=[suspends(parties=["north"]), resumes(basis=b, parties=["north"])]),
            registry(),
        ),
        report(),
        ("covered", "violation"),
    ),
    "succession of an excluded group": (
        lambda b: (agreement(exclusions=[{"id": "x", "lists": ["council"]}]), succession(b)),
        report(claimed_target=["Grey Column"], occurred_from="2020-02-20"),
        ("not_covered", "undetermined"),
    ),
}


@pytest.mark.parametrize("fact", CHAIN)
def test_an_unverified_fact_never_decides(fact: str) -> None:
    """The same world decides when the fact was read (V) and stays open, by name, when it is background (B)."""
    world, row, wanted = CHAIN[fact]
    loaded, known = world("V")
    (verified,) = assess_rows([row], [loaded], known, None).to_pylist()
    assert (verified["coverage"], verified["outcome"]) == wanted
    loaded, known = world("B")
    (open_,) = assess_rows([row], [loaded], known, None).to_pylist()
    assert open_["outcome"] == "undetermined"
    assert open_["coverage"] != "not_covered"
    assert open_["cannot_tell_because"] in ("basis", "time")


@pytest.mark.parametrize("fact", CHAIN)
def test_a_bulk_run_says_the_same_of_unverified_facts(fact: str) -> None:
    """The kernel over columns and ``judge`` agree on every world of the chain."""
    world, row, _ = CHAIN[fact]
    for basis in ("V", "B"):
        loaded, known = world(basis)
        table = reports_table([row])
        bulk = Assessor(plans_for([loaded], known, None), Locator(known))
        prepared = bulk.prepare(table)
        found = bulk.decide(prepared)
        bulk.settle(table, prepared, found)
        (incident,) = lay_out_all(table.to_pylist(), known)
        wanted = judge(bulk.compiled[0].plan, incident)
        got = COVERAGES[found[0].coverage[0]], OUTCOMES[found[0].outcome[0]]
        assert got == (wanted.coverage, wanted.outcome)


def test_a_verified_suspension_counts_behind_an_unverified_one() -> None:
    """A background claim of an earlier suspension does not soften what was declared later."""
    loaded = agreement(status_events=[suspends(basis="B"), suspends(on="2020-02-08")])
    (found,) = assess_rows([report()], [loaded], registry(), None).to_pylist()
    assert found["coverage"] == "not_covered"


def test_the_strongest_listing_excludes() -> None:
    """An unverified listing that comes first in the file does not hide a verified one."""
    row = {"list": "council", "entity": "black", "name": "Black Column", "actor": "black", "listed_from": "2019-01-01"}
    known = registry(listed=[{**row, "basis": "B"}, {**row, "name": "The Column"}])
    loaded = agreement(exclusions=[{"id": "x", "lists": ["council"]}])
    (found,) = assess_rows([report(claimed_target=["Black Column"])], [loaded], known, None).to_pylist()
    assert found["coverage"] == "not_covered"


def test_a_role_binds_over_its_term_only() -> None:
    """A guarantor whose term has ended is not bound by what its role lays on it."""
    provisions = [{**FIRST, "bound": ["stranger"]}]
    ended = agreement(roles=[{**GUARD, "until": "2020-02-05"}], provisions=provisions)
    (found,) = assess_rows([STRANGER], [ended], registry(), None).to_pylist()
    assert found["coverage"] == "not_covered"
    running = agreement(roles=[{**GUARD, "until": "2020-02-25"}], provisions=provisions)
    (found,) = assess_rows([STRANGER], [running], registry(), None).to_pylist()
    assert (found["outcome"], found["attributed_party"]) == ("violation", "stranger")
