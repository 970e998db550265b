"""Reports of one event end in one incident, others apart, whatever the order of rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow.compute as pc
import pytest

from truceline.matching.columns import encode
from truceline.matching.match import choose_weights, match_reports
from truceline.matching.online import Online
from truceline.matching.score import Weights
from truceline.matching.weights import ALIKE, OWN
from truceline.tables.reports import Reports

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def a_report(report_id: str, source: str, **values: Any) -> dict[str, Any]:
    made = {
        "report_id": report_id,
        "source": source,
        "occurred_from": DAY,
        "occurred_until": DAY + timedelta(days=1),
        "lon": 36.0,
        "lat": 34.0,
        "place_radius_m": 2000.0,
        "place_name": "Karvat",
        "act": "shelling",
        "side_left": ["Northern Army"],
        "side_right": ["Karvat Brigade"],
        "casualties_best": 4,
    }
    return made | values


def incidents_of(rows: list[dict[str, Any]]) -> dict[str, str]:
    members = match_reports(Reports.from_rows(rows)).members().to_pylist()
    return {m["report_id"]: m["incident_id"] for m in members}


TWO_EVENTS = [
    a_report("b1", "agency"),
    a_report("b2", "monitor", lon=36.004, casualties_best=5),
    a_report("b3", "monitor", lon=36.9, place_name="Osk", side_left=["Southern Front"], casualties_best=30),
]


def test_two_sources_of_one_event_are_one_incident() -> None:
    """Two sources that tell of the same day, spot, sides and act are one incident; a third event stays apart."""
    found = incidents_of(TWO_EVENTS)
    assert found["b1"] == found["b2"] == "inc-b1"
    assert found["b3"] == "inc-b3"


def test_the_order_of_rows_decides_nothing() -> None:
    """The same reports in reverse give the same incidents and the same probabilities."""
    there = match_reports(Reports.from_rows(TWO_EVENTS)).members()
    back = match_reports(Reports.from_rows(TWO_EVENTS[::-1])).members()
    assert there.equals(back)


def test_days_apart_are_no_candidates() -> None:
    """Reports more than three days apart are never compared, however alike."""
    late = DAY + timedelta(days=9)
    rows = [a_report("c1", "agency"), a_report("c2", "monitor", occurred_from=late, occurred_until=late + timedelta(1))]
    assert len(set(incidents_of(rows).values())) == 2


def test_each_report_stands_in_one_incident_and_counts_add_up() -> None:
    """The incidents' report counts sum to the reports given."""
    matched = match_reports(Reports.from_rows(TWO_EVENTS))
    assert pc.sum(matched.incidents().column("reports")).as_py() == 3
    assert matched.members().column("report_id").to_pylist() == ["b1", "b2", "b3"]


def test_no_report_is_no_incident() -> None:
    """An empty table gives empty tables, not an error."""
    assert match_reports(Reports.empty()).members().num_rows == 0


def test_a_report_id_that_stands_twice_is_refused() -> None:
    """Two rows of one id would be one member twice."""
    with pytest.raises(ValueError, match="twice"):
        match_reports(Reports.from_rows([a_report("d", "x"), a_report("d", "y")]))


def many(side: list[str] | None, other: list[str] | None) -> list[dict[str, Any]]:
    """Thirty events, each told by two sources that name their sides as given."""
    rows = []
    for k in range(30):
        day = DAY + timedelta(days=10 * k)
        when = {"occurred_from": day, "occurred_until": day + timedelta(days=1)}
        rows.append(a_report(f"a{k}", "agency", side_left=side, side_right=side, **when))
        rows.append(a_report(f"m{k}", "monitor", side_left=other, side_right=other, **when))
    return rows


@pytest.mark.parametrize(
    ("side", "other", "chosen"),
    [
        (["Northern Army"], ["Northern Army"], ALIKE),
        (["Northern Army"], ["Army of the North"], OWN),
        (None, None, OWN),
    ],
)
def test_weights_follow_how_sources_write(side: list[str] | None, other: list[str] | None, chosen: Weights) -> None:
    """Sources that write names alike get one set of weights; own names, or no names at all, the other."""
    assert choose_weights(encode(Reports.from_rows(many(side, other)))) is chosen


def test_an_incident_is_named_by_an_open_report() -> None:
    """The id of a closed report may name its source, and ids of incidents stand in exports; online it is the same."""
    rows = [a_report("a1", "north", compartment="witness"), a_report("b2", "south"), a_report("c3", "east")]
    assert incidents_of(rows) == dict.fromkeys(("a1", "b2", "c3"), "inc-b2")
    alone = a_report("z9", "north", compartment="witness", lon=30.0)
    assert incidents_of([alone])["z9"].startswith("inc-closed-") and "z9" not in incidents_of([alone])["z9"]
    rows.append(alone)
    online = Online(weights=match_reports(Reports.from_rows(rows)).weights)
    for row in reversed(rows):
        online.add(row)
    online.settle()
    assert online.incidents() == incidents_of(rows)
