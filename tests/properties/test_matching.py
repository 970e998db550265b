"""Matching does not hang on order: what arrives one by one and is settled is what one batch over all of it gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.matching.judgements import Judgement, Judgements
from truceline.matching.match import match_reports
from truceline.matching.online import Online
from truceline.matching.weights import OWN
from truceline.tables.reports import Reports

DAY = datetime(2026, 3, 1, tzinfo=UTC)

reports = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["agency", "mission", "council"]),
        "day": st.integers(0, 4),
        "days": st.sampled_from([1, 1, 1, 4, 20]),
        "lon": st.sampled_from([36.0, 36.01, 36.05, 36.3, 39.0, 180.0, -179.99, None]),
        "radius": st.sampled_from([1000.0, 3000.0, 20_000.0, 80_000.0, None]),
        "place_name": st.sampled_from(["Karvat", "Osk", "Karvat town", "كرفت", None]),
        "act": st.sampled_from(["shelling", "mortar_fire", "armed_clash", "other"]),
        "side": st.sampled_from(["Northern Army", "Army of the North", "Karvat Brigade", None]),
        "toll": st.sampled_from([None, 0, 2, 3, 12]),
    }
)


def rows_of(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for number, one in enumerate(drawn):
        start = DAY + timedelta(days=one["day"])
        rows.append(
            {
                "report_id": f"r{number * 7 % 100:02d}-{number}",
                "source": one["source"],
                "occurred_from": start,
                "occurred_until": start + timedelta(days=one["days"]),
                "lon": one["lon"],
                "lat": None if one["lon"] is None else 34.0,
                "place_radius_m": one["radius"],
                "place_name": one["place_name"],
                "act": one["act"],
                "side_left": [one["side"]] if one["side"] else None,
                "casualties_best": one["toll"],
            }
        )
    return rows


@settings(max_examples=60, deadline=None)
@given(st.lists(reports, min_size=1, max_size=14), st.randoms(use_true_random=False), st.integers(0, 14), st.booleans())
def test_any_arrival_order_settles_to_the_batch(drawn: list[Any], dice: Any, start: int, judged: bool) -> None:
    """A random history, a random order of arrivals, settled and judged now and then, ends in the batch's answer."""
    rows = rows_of(drawn)
    judgements = Judgements()
    if judged and len(rows) > 1:
        judgements = Judgements((Judgement((rows[0]["report_id"], rows[-1]["report_id"]), "different"),))
    there = match_reports(Reports.from_rows(rows), OWN, judgements=judgements).members().to_pylist()
    dice.shuffle(rows)
    online = Online(Reports.from_rows(rows[:start]), OWN)
    for row in rows[start:]:
        assert online.add(row).settled is False
        if dice.random() < 0.2:
            online.settle()
        if dice.random() < 0.15:
            online.judge(judgements)
    online.settle()
    online.judge(judgements)
    back = online.members().to_pylist()
    assert [(m["report_id"], m["incident_id"]) for m in back] == [(m["report_id"], m["incident_id"]) for m in there]
    assert [m["probability"] for m in back] == pytest.approx([m["probability"] for m in there], abs=1e-6)
    assert all(online.is_settled(r["report_id"]) for r in rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(reports, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_each_report_is_in_one_incident_whatever_the_order(drawn: list[Any], dice: Any) -> None:
    """Every report once, and the rows' order changes neither incidents nor probabilities."""
    rows = rows_of(drawn)
    there = match_reports(Reports.from_rows(rows), OWN).members()
    dice.shuffle(rows)
    assert match_reports(Reports.from_rows(rows), OWN).members().equals(there)
    assert sorted(there.column("report_id").to_pylist()) == sorted(r["report_id"] for r in rows)
