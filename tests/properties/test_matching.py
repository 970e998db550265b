"""Matching does not hang on order: what arrives one by one and is settled is what one batch over all of it gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.matching import most_alike
from truceline.matching.judgements import NO_JUDGEMENTS, VERDICTS, Judgement, Judgements
from truceline.matching.match import match_reports
from truceline.matching.online import Online
from truceline.matching.score import Weights
from truceline.matching.weights import ALIKE, OWN
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import TrucelineError

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


def judgements_of(rows: list[dict[str, Any]], said: list[tuple[int, int, str]]) -> Judgements:
    """Judgements on reports by number, without those that would contradict the ones before."""
    entries: list[Judgement] = []
    for left, right, verdict in said:
        if left == right or max(left, right) >= len(rows):
            continue
        entry = Judgement((rows[left]["report_id"], rows[right]["report_id"]), verdict)
        try:
            Judgements((*entries, entry)).check()
        except TrucelineError:
            continue
        entries.append(entry)
    return Judgements(tuple(entries))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(reports, min_size=1, max_size=14),
    st.randoms(use_true_random=False),
    st.integers(0, 14),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.sampled_from(VERDICTS)), max_size=6),
    st.sampled_from([OWN, ALIKE]),
    st.sampled_from([2, 4, 600]),
)
def test_any_arrival_order_settles_to_the_batch(
    drawn: list[Any], dice: Any, start: int, said: list[tuple[int, int, str]], weights: Weights, most: int
) -> None:
    """A random history and order of arrivals, settled and judged anew now and then, ends in the batch's answer.

    Also where reports crowd and keep only the candidates most like them.
    """
    with patch.object(most_alike, "MOST_CANDIDATES", most):
        settles_to_the_batch(rows_of(drawn), dice, start, said, weights)


def settles_to_the_batch(
    rows: list[dict[str, Any]], dice: Any, start: int, said: list[tuple[int, int, str]], weights: Weights
) -> None:
    judgements = judgements_of(rows, said)
    there = match_reports(Reports.from_rows(rows), weights, judgements=judgements).members().to_pylist()
    dice.shuffle(rows)
    early = Judgements(judgements.entries[: dice.randint(0, len(judgements.entries))])
    online = Online(Reports.from_rows(rows[:start]), weights, judgements=early)
    for row in rows[start:]:
        assert online.add(row).settled is False
        if dice.random() < 0.2:
            online.settle()
        if dice.random() < 0.15:
            online.judge(judgements if dice.random() < 0.5 else NO_JUDGEMENTS)
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
