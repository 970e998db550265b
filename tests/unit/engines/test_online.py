"""One incident at a desk is judged as in a run over all reports."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from truceline.engines import online
from truceline.engines.online import Desk
from truceline.formats.worlds import open_world
from truceline.run import assess_table
from truceline.simulate.exercise import simulate
from truceline.tables.reports import Reports


def test_a_desk_says_what_a_run_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every column of every finding, incidents of several reports too, and also when a plan forgets in between."""
    monkeypatch.setattr(online, "MOST_KEPT", 200)
    world = open_world(("exercise",))
    rows = simulate(7).reports.to_pylist()[:150]
    for number, row in enumerate(rows):
        row["incident_id"] = f"i{number // 2}" if number % 4 < 2 else None
    wanted = assess_table(Reports.from_rows(rows), world.agreements, world.registry)
    desk = Desk(world.agreements, world.registry)
    incidents: dict[str, list[dict[str, object]]] = {}
    for row in reversed(rows):
        incidents.setdefault(row["incident_id"] or row["report_id"], []).append(row)
    assert any(len(reports) > 1 for reports in incidents.values())
    found = pa.concat_tables([desk.assess(incidents[name], wanted.as_of) for name in sorted(incidents)])
    if any(plan.keeps_balances for plan, _ in desk.plans):
        pytest.fail("the exercise keeps balances now: compare the other readings only")
    assert same(found.to_pylist(), wanted.findings.to_pylist())


def same(left: Any, right: Any) -> bool:
    """Equal, numbers up to rounding: a desk weighs all zones together, so borders are cut elsewhere."""
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) < 1e-9
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, str) and isinstance(right, str):  # accounts stand in order of their range
        return sorted(left.split("; or: ")) == sorted(right.split("; or: "))
    return bool(left == right)


def test_reports_of_two_incidents_are_refused() -> None:
    """A desk judges one incident at a time."""
    world = open_world(("exercise",))
    desk = Desk(world.agreements, world.registry)
    rows = simulate(7).reports.to_pylist()
    with pytest.raises(ValueError, match="2 incidents"):
        desk.assess([dict(rows[0], incident_id="a"), dict(rows[1], incident_id="b")], rows[0]["occurred_until"])
    with pytest.raises(ValueError, match="0 incidents"):
        desk.assess([], rows[0]["occurred_until"])
