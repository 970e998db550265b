"""Boundaries of time: claims on neighbouring days, facts that begin within a report's interval, areas not yet known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.agreement.clock import local_datetime, moment
from truceline.run import assess_rows

LISTS = [{"id": "x", "lists": ["council"]}]
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


def one(rows: list[dict[str, Any]], loaded: Any, known: Any = None, as_of: str | None = None) -> dict[str, Any]:
    (found,) = assess_rows(rows, [loaded], known or registry(), as_of).to_pylist()
    return found


def test_claims_of_neighbouring_days_stay_two_alternatives() -> None:
    """One source says the day before the start, another the day of it: which is right cannot be told, in any order."""
    before = {"incident_id": "i", "occurred_from": "2020-01-31", "occurred_until": "2020-02-01"}
    after = {"incident_id": "i", "occurred_from": "2020-02-01", "occurred_until": "2020-02-02"}
    for first, second in ((before, after), (after, before)):
        f = one([report(report_id="a", **first), report(report_id="b", **second)], agreement())
        assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "time")


def test_an_instant_agrees_with_the_day_that_holds_it() -> None:
    """A minute within the other source's day is the more precise account of the same moment."""
    day = report(report_id="a", incident_id="i", occurred_from="2020-01-31", occurred_until="2020-02-02")
    instant = report(report_id="b", incident_id="i", occurred_from="2020-02-01", occurred_until="2020-02-01")
    assert one([day, instant], agreement())["coverage"] == "covered"


@pytest.mark.parametrize(
    ("listed_from", "coverage"),
    [("2020-02-09", "not_covered"), ("2020-02-12", "cannot_tell"), ("2020-02-14", "covered")],
)
def test_a_listing_that_begins_within_the_interval_leaves_it_open(listed_from: str, coverage: str) -> None:
    """A report of four days over the day of listing: excluded on some of them, so nobody can tell."""
    row = {"list": "council", "entity": "black", "name": "Black Column", "actor": "black", "listed_from": listed_from}
    days = report(claimed_target=["Black Column"], occurred_from="2020-02-10", occurred_until="2020-02-14")
    f = one([days], agreement(exclusions=LISTS), registry(listed=[row]))
    assert f["coverage"] == coverage
    assert f["cannot_tell_because"] == ("time" if coverage == "cannot_tell" else None)


def test_a_relation_that_begins_within_the_interval_leaves_it_open() -> None:
    """The militia answers through the army from 10 February: a report of 8 to 14 February stays open."""
    days = report(claimed_initiator=["Northern Militia"], occurred_from="2020-02-08", occurred_until="2020-02-14")
    assert (one([days], agreement())["coverage"], one([days], agreement())["cannot_tell_because"]) == (
        "cannot_tell",
        "time",
    )


def test_midnight_keeps_its_zone() -> None:
    """24:00Z is the end of that day in UTC, wherever the agreement lies; 24:30 is no time."""
    assert moment("2020-02-09T24:00Z", "Asia/Damascus").earliest == datetime(2020, 2, 10, tzinfo=UTC)
    assert moment("2020-02-09T24:00:00", "Asia/Damascus").earliest == datetime(2020, 2, 9, 22, tzinfo=UTC)
    with pytest.raises(ValueError, match="hour"):
        local_datetime("2020-02-09T24:30")


def test_a_country_spelt_as_nobody_knows_is_no_other_country() -> None:
    """An unresolved spelling leaves the position to decide; a code of another country still decides."""
    land = {**BASE["areas"][0], "shape": "admin", "country": "DMO"}
    assert one([report(country="Demoland Republic")], agreement(areas=[land]))["coverage"] == "covered"
    for other in ("XXX", "Lebanon"):
        assert one([report(country=other)], agreement(areas=[land]))["coverage"] == "not_covered"


@pytest.mark.parametrize("changes", [{"known_from": "2020-06-01"}, {"readings": ["a"]}])
@pytest.mark.parametrize("use", ["where", "exclusion", "carve-out", "line"])
def test_an_area_outside_the_view_leaves_open_what_names_it(changes: dict[str, Any], use: str) -> None:
    """Not yet known, or held by another reading only: a finding stays open, and the run does not break."""
    areas: list[dict[str, Any]] = [*BASE["areas"], {**INNER, **changes}, {**LINE, **changes}]
    world: dict[str, Any] = {"readings": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}
    row = report()
    if use == "where":
        world["provisions"] = [{**BASE["provisions"][0], "where": ["inner"]}]
    elif use == "exclusion":
        world["exclusions"] = [{"id": "x", "lists": ["council"], "areas": ["inner"]}]
        row = report(claimed_target=["Black Column"])
    elif use == "carve-out":
        areas.append({"id": "rest", "name": "Rest", "shape": "combined", "include": ["box"], "exclude": ["inner"]})
        world["scope"] = {"areas": ["rest"]}
    else:
        world["provisions"] = [AWAY]
        row = report(act="weapon_presence", weapon="mortar", claimed_target=None)
    found = assess_rows([row], [agreement(areas=areas, **world)], registry(), "2020-02-20").to_pylist()
    (b,) = [f for f in found if f["reading"] == "b"]
    assert b["outcome"] == "undetermined"
    assert b["coverage"] != "not_covered"
