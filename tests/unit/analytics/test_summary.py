"""Totals count incidents under one reading and never add readings."""

from __future__ import annotations

from tests.factory import agreement, registry, report
from truceline.analytics.summary import summarise
from truceline.run import assess_rows


def test_states_add_up_to_incidents_under_each_reading() -> None:
    loaded = agreement(
        readings=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
        exclusions=[{"id": "x", "actors": ["black"], "readings": ["a"]}],
    )
    rows = [
        report(report_id="1"),
        report(report_id="2", claimed_target=["Black Column"]),
        report(report_id="3", lon=12.0),
        report(report_id="4", claimed_initiator=["rebels"]),
    ]
    findings = assess_rows(rows, [loaded], registry()).to_pylist()
    a, b = summarise(findings, {"1": "2020-02"})
    assert (a.incidents, b.incidents) == (4, 4)
    assert sum(a.states.values()) == 4
    assert (a.states["violation"], b.states["violation"]) == (1, 2)
    assert (a.excluded_by_list, b.excluded_by_list) == (1, 0)
    assert a.because["actor_unknown"] == 1
    assert a.months["2020-02"]["violation"] == 1
    assert a.months["unknown"].total() == 3
