"""Declarations and windows for some areas only: they bite there, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

FIRST = BASE["provisions"][0]
INNER = {
    "id": "inner",
    "name": "Inner",
    "shape": "polygon",
    "coordinates": [[10.4, 10.4], [10.6, 10.4], [10.6, 10.6], [10.4, 10.6]],
}
EAST = {
    "id": "east",
    "name": "East",
    "shape": "polygon",
    "coordinates": [[11, 10], [12, 10], [12, 11], [11, 11]],
}
AREAS = [*BASE["areas"], INNER, EAST]
INSIDE, OUTSIDE = {"lon": 10.5}, {"lon": 10.8}
SEAM = {"lon": 10.6, "place_radius_m": 2000.0}
BEFORE = {"occurred_from": "2020-02-03T10:00"}
SUSPENDED = ("not_covered", "undetermined")
IN_FORCE = ("covered", "violation")


def event(**changes: Any) -> dict[str, Any]:
    return {"on": "2020-02-05", "by": "x", "claim": "…", "effect": "suspends", "areas": ["inner"], **changes}


def found(row: dict[str, Any], **world: Any) -> tuple[str, str]:
    (f,) = assess_rows([report(**row)], [agreement(areas=AREAS, **world)], registry(), None).to_pylist()
    return f["coverage"], f["outcome"]


@pytest.mark.parametrize("scope", [{"areas": ["box"]}, {}, {"areas": ["box", "inner"]}, {"areas": ["box", "east"]}])
def test_an_instrument_suspended_in_one_area_runs_outside_it(scope: dict[str, Any]) -> None:
    """Whatever the scope names: suspended inside, in force outside and before, open on the seam while suspended."""
    world = {"scope": scope, "status_events": [event()]}
    assert found(INSIDE, **world) == SUSPENDED
    assert found(OUTSIDE, **world) == IN_FORCE
    assert found(INSIDE | BEFORE, **world) == IN_FORCE
    assert found(SEAM | BEFORE, **world) == IN_FORCE
    assert found(SEAM, **world)[0] == "cannot_tell"


def test_a_place_across_two_areas_of_the_scope_stays_covered() -> None:
    """A suspension far from it does not make the seam between two areas of the scope uncertain."""
    row, scope = {"lon": 11.0, "lat": 10.9, "place_radius_m": 2000.0}, {"areas": ["box", "east"]}
    for time in ({}, BEFORE):
        assert found(row | time, scope=scope, status_events=[event()]) == IN_FORCE
    assert found(row, scope=scope, status_events=[event(areas=["east"])])[0] == "cannot_tell"
    assert found(row | BEFORE, scope=scope, status_events=[event(areas=["east"])]) == IN_FORCE


def test_a_resumption_in_one_area_leaves_the_rest_suspended() -> None:
    """Suspended everywhere, resumed in one area: in force there only."""
    events = [event(areas=None), event(on="2020-02-08", effect="resumes")]
    assert found(INSIDE, status_events=events) == IN_FORCE
    assert found(OUTSIDE, status_events=events) == SUSPENDED


@pytest.mark.parametrize("limit", [{"provisions": ["1"]}, {"parties": ["north"]}])
def test_a_clause_or_a_duty_suspended_in_one_area_binds_outside_it(limit: dict[str, Any]) -> None:
    """One clause, or one party's duty, is off in the area named and stands everywhere else."""
    world = {"status_events": [event(**limit)]}
    assert found(INSIDE, **world) == ("covered", "no_violation")
    assert found(OUTSIDE, **world) == IN_FORCE
    assert found(SEAM, **world) == ("covered", "undetermined")


@pytest.mark.parametrize("limit", [{"provisions": ["1"]}, {"parties": ["north"]}])
def test_a_clause_suspended_everywhere_and_resumed_in_one_area_binds_there(limit: dict[str, Any]) -> None:
    """Off outside, on inside from the day it resumed there; before that day no seam makes it uncertain."""
    off = ("covered", "no_violation")
    events = [event(areas=None, **limit), event(on="2020-02-08", effect="resumes", **limit)]
    assert found(INSIDE, status_events=events) == IN_FORCE
    assert found(OUTSIDE, status_events=events) == off
    assert found(SEAM, status_events=events) == ("covered", "undetermined")
    for place in (INSIDE, OUTSIDE, SEAM):
        assert found(place | {"occurred_from": "2020-02-06T10:00"}, status_events=events) == off
        assert found(place | BEFORE, status_events=events) == IN_FORCE


@pytest.mark.parametrize("limit", [{"provisions": ["1"]}, {"parties": ["north"]}])
def test_a_clause_suspended_in_one_area_resumes_with_everything(limit: dict[str, Any]) -> None:
    """A resumption that names no area reaches the areas in which it was suspended."""
    events = [event(**limit), event(on="2020-02-08", effect="resumes", areas=None, **limit)]
    for place in (INSIDE, OUTSIDE, SEAM):
        assert found(place, status_events=events) == IN_FORCE


def test_a_provisions_window_for_some_areas_runs_there_only() -> None:
    """A pause that one clause grants in one area binds nobody outside it."""
    window = {"from": "2020-02-09", "until": "2020-02-12", "areas": ["inner"]}
    world = {"provisions": [{**FIRST, "when": [window]}]}
    assert found(INSIDE, **world) == IN_FORCE
    assert found(OUTSIDE, **world) == ("covered", "no_violation")
    assert found(INSIDE | BEFORE, **world) == ("covered", "no_violation")
    assert found(SEAM, **world) == ("covered", "undetermined")
