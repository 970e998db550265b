"""Over matched incidents: mine, yours and both, each incident once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from truceline.analytics.shared_incidents import SharedCounts, shared_incidents
from truceline.tables.reports import Reports


def told(report_id: str, source: str, incident_id: str, day: int, admin1: str | None = "Osk") -> dict[str, Any]:
    start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
    return {
        "report_id": report_id,
        "source": source,
        "incident_id": incident_id,
        "occurred_from": start,
        "occurred_until": start + timedelta(days=1),
        "act": "shelling",
        "admin1": admin1,
    }


def test_each_incident_counts_once() -> None:
    """Two reports of one monitor and one of the other are one incident of both; a third source counts nowhere."""
    rows = [
        told("a1", "north", "i1", 0),
        told("a2", "north", "i1", 0),
        told("b1", "south", "i1", 1),
        told("a3", "north", "i2", 3),
        told("b2", "south", "i3", 40, None),
        told("c1", "paper", "i4", 3),
    ]
    assert shared_incidents(Reports.from_rows(rows), "north", "south") == [
        SharedCounts("Osk", "2026-03", mine=1, yours=0, both=1),
        SharedCounts("no place stated", "2026-04", mine=0, yours=1, both=0),
    ]


def test_the_order_of_rows_decides_nothing() -> None:
    """An incident over the turn of a month counts in the month of its earliest report, whichever stands first."""
    rows = [told("a1", "north", "i1", 30), told("b1", "south", "i1", 31)]
    assert shared_incidents(Reports.from_rows(rows), "north", "south") == shared_incidents(
        Reports.from_rows(rows[::-1]), "north", "south"
    )


def test_a_denied_report_marks_its_incident_once() -> None:
    """Denied incidents are among those counted, whichever of their reports is denied; others are not touched."""
    rows = [told("a1", "north", "i1", 0), told("b1", "south", "i1", 1), told("a2", "north", "i2", 3)]
    assert shared_incidents(Reports.from_rows(rows), "north", "south", denied=("a1", "b1", "z")) == [
        SharedCounts("Osk", "2026-03", mine=1, yours=0, both=1, denied=1)
    ]


def test_one_monitor_is_not_compared_with_itself() -> None:
    """Mine and yours have to be two."""
    with pytest.raises(ValueError, match="two different"):
        shared_incidents(Reports.empty(), "north", "north")


def test_a_place_that_only_has_a_name_counts_under_it() -> None:
    """A unit goes before a name; only a report with neither has no place stated."""
    rows = [
        told("a1", "north", "i1", 0) | {"place_name": "Tessel"},
        told("a2", "north", "i2", 0, None) | {"place_name": "Tessel"},
        told("a3", "north", "i3", 0, None),
    ]
    counts = shared_incidents(Reports.from_rows(rows), "north", "south")
    assert [(c.place, c.mine) for c in counts] == [("Osk", 1), ("Tessel", 1), ("no place stated", 1)]


def test_a_report_that_says_who_denies_it_marks_its_incident() -> None:
    """The table's own column counts like a list of denied ids."""
    rows = [told("a1", "north", "i1", 0) | {"denied_by": ["Northern Army"]}, told("a2", "north", "i2", 3)]
    assert [c.denied for c in shared_incidents(Reports.from_rows(rows), "north", "south")] == [1]
