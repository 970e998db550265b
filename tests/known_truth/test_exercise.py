"""The exercise's truth, judged twice: by the engine from reports, by a slow oracle from the facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.known_truth.oracle import judge, read_world
from truceline.formats.worlds import open_world
from truceline.run import assess_table
from truceline.simulate.exercise import SPOTLIGHT, simulate
from truceline.simulate.world import NAMES
from truceline.tables.reports import Reports

ROOT = Path(__file__).parents[2]
FOLDERS = {"ex-lyne-accord": "lyne-accord", "ex-osk-calm": "osk-calm"}


@cache
def exercise() -> Any:
    return simulate(seed=11, days=92, incidents=700)


@cache
def truth() -> dict[tuple[str, str, str], tuple[bool | None, set[str] | None]]:
    """(incident, agreement, reading) → what the oracle says of the facts."""
    answers = {}
    for agreement, folder in FOLDERS.items():
        world = read_world(ROOT / "agreements/exercise" / folder, ROOT / "registries/exercise")
        for fact in exercise().truth.to_pylist():
            for reading in (r["id"] for r in world.text["readings"]):
                answers[fact["incident_id"], agreement, reading] = judge(world, fact, reading)
    return answers


def exact_reports() -> pa.Table:
    """The facts themselves as reports: a radius of one metre, one minute, the true actor by name."""
    rows = []
    for fact in exercise().truth.to_pylist():
        rows.append(
            {
                "report_id": fact["incident_id"],
                "incident_id": fact["incident_id"],
                "source": "truth",
                "occurred_from": fact["occurred_at"],
                "occurred_until": fact["occurred_at"],
                "lon": fact["lon"],
                "lat": fact["lat"],
                "place_radius_m": 1.0,
                "act": fact["act"],
                "weapon": fact["weapon"],
                "calibre_mm": fact["calibre_mm"],
                "quantity": fact["quantity"],
                "quantity_unit": fact["quantity_unit"],
                "claimed_initiator": [NAMES[fact["initiator"]]],
                "claimed_target": [NAMES[fact["target"]]] if fact["target"] else None,
            }
        )
    return Reports.from_rows(rows)


def assessed(reports: pa.Table) -> list[dict[str, Any]]:
    world = open_world(["exercise"])
    return list(assess_table(reports, world.agreements, world.registry).findings.to_pylist())


def compare(findings: list[dict[str, Any]]) -> tuple[int, int, list[str]]:
    """(findings that were told, of which right, the wrong ones) against the oracle."""
    told, right, wrong = 0, 0, []
    for f in findings:
        key = (f["incident_id"], f["agreement_id"], f["reading"])
        covered, violated = truth().get(key, (None, None))
        if covered is None or f["coverage"] == "cannot_tell":
            continue
        if f["coverage"] == "covered" and f["outcome"] == "undetermined":
            continue
        told += 1
        ok = covered == (f["coverage"] == "covered")
        if ok and covered:
            ok = bool(violated) == (f["outcome"] == "violation") and set(violated or ()) == set(f["provision_ids"])
        right += ok
        if not ok:
            wrong.append(f"{key} engine {f['coverage']} {f['provision_ids']} truth {covered} {violated}")
    return told, right, wrong


def test_exact_facts_are_judged_as_the_oracle_does() -> None:
    """Told exactly what happened, the engine is right every time it tells, and it tells nearly always."""
    findings = assessed(exact_reports())
    told, right, wrong = compare(findings)
    assert wrong == []
    possible = sum(1 for covered, _ in truth().values() if covered is not None)
    assert right == told >= 0.95 * possible
    violations = sum(1 for f in findings if f["outcome"] == "violation")
    assert violations > 300, "the world would be too calm to test anything"


def test_noisy_reports_lead_to_the_truth_where_it_can_be_told() -> None:
    """Late, rough, one-sided and blaming reports: of what is told, at least 97 in 100 is true."""
    told, right, wrong = compare(assessed(exercise().reports))
    print(f"\nexercise: {right} of {told} told findings equal the truth ({right / told:.4f})")
    assert told > 1500
    assert right / told >= 0.97, wrong[:5]


def test_same_seed_same_tables() -> None:
    """The simulator is deterministic, and another seed is another world."""
    again = simulate(seed=11, days=92, incidents=700)
    assert again.reports.equals(exercise().reports)
    assert again.truth.equals(exercise().truth)
    assert not simulate(seed=12, days=92, incidents=700).truth.equals(exercise().truth)


def test_the_order_of_reports_does_not_matter() -> None:
    world = open_world(["exercise"])
    reports = exercise().reports.slice(0, 400)
    backwards = reports.take(list(range(reports.num_rows - 1, -1, -1)))
    left = assess_table(reports, world.agreements, world.registry).findings
    assert left.equals(assess_table(backwards, world.agreements, world.registry).findings)


@pytest.mark.parametrize(
    ("reading", "coverage"), [("sketch", "covered"), ("published", "cannot_tell"), ("council", "covered")]
)
def test_the_spotlight_flips_between_readings(reading: str, coverage: str) -> None:
    """The incident that opens the page is covered under one reading and open under another."""
    (found,) = [
        f
        for f in assessed(exercise().reports)
        if (f["incident_id"], f["agreement_id"], f["reading"]) == (SPOTLIGHT, "ex-lyne-accord", reading)
    ]
    assert found["coverage"] == coverage
    assert found["attributed_party"] is None
