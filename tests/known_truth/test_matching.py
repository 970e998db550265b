"""Reports whose true event is known are grouped as well as docs/methods/matching.md says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest

from tests.shared_data import shared
from truceline.formats.reports_io import read_reports
from truceline.matching.calibrate import calibrated, reliability
from truceline.matching.match import match_reports
from truceline.simulate.data_sets import Labelled, make_data_sets
from truceline.simulate.exercise import simulate

MAPS = Path(__file__).resolve().parents[2] / "bench" / "maps"


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    """Four data sets' reports of a year of real events, told with a seed that no weight was learnt from."""
    events = read_reports(shared("ucdp_ged", "ged_car_v23_1.parquet")).reports
    return make_data_sets(events.filter(pc.equal(pc.year(events.column("occurred_from")), 2014)), seed=901)


def cross_source_f1(incidents: list[object], truth: list[object], sources: list[str]) -> float:
    def pairs(labels: list[object]) -> set[tuple[int, int]]:
        groups: dict[object, list[int]] = {}
        for row, label in enumerate(labels):
            groups.setdefault(label, []).append(row)
        return {p for rows in groups.values() for p in combinations(rows, 2) if sources[p[0]] != sources[p[1]]}

    wanted, found = pairs(truth), pairs(incidents)
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def test_data_sets_with_their_own_habits_are_matched(labelled: Labelled) -> None:
    """Cross-source F1 of at least .65 where names, places, acts and tolls differ by source."""
    matched = match_reports(labelled.reports)
    known = dict(zip(labelled.reports.column("report_id").to_pylist(), labelled.truth.tolist(), strict=True))
    ids, sources = (matched.reports.column(k).to_pylist() for k in ("report_id", "source"))
    assert cross_source_f1(matched.incident.tolist(), [known[i] for i in ids], sources) >= 0.65


def test_probabilities_keep_their_promise_better_after_calibration(labelled: Labelled) -> None:
    """Learnt on one half of the pairs, slope and shift do not raise the calibration error on the other half."""
    matched = match_reports(labelled.reports)
    order = pc.sort_indices(labelled.reports.column("report_id")).to_numpy()
    truth = labelled.truth[order]
    same = truth[matched.pairs.left] == truth[matched.pairs.right]
    half = np.arange(len(same)) % 2 == 0
    better = calibrated(matched.weights, matched.score[half], same[half])
    before = reliability(matched.score[~half], same[~half])
    after = reliability(matched.score[~half] * better.slope + better.shift, same[~half])
    assert after.error <= max(before.error, 0.02)


def test_same_seed_same_data_sets() -> None:
    """Simulated data sets depend on their arguments alone."""
    events = simulate(days=10, incidents=60).reports
    there, back = make_data_sets(events, 3), make_data_sets(events, 3)
    assert there.reports.equals(back.reports)
    assert make_data_sets(events, 4).reports.num_rows > 0


def test_the_gold_is_matched_as_stated() -> None:
    """F1 of at least .78 on hand-labelled incidents of a country nothing was learnt from."""
    folder = shared("..", "matching")
    gold, uncertain = set(), set()
    for line in (folder / "nigeria_2011_gold.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found = {p for p in combinations(sorted(line.lstrip("? ").split()), 2) if p[0][:2] != p[1][:2]}
            (uncertain if line.startswith("?") else gold).update(found)
    reports = read_reports(folder / "nigeria_2011_records.csv.gz", mapping=MAPS / "records.yaml")
    assert reports.rejects.num_rows == 0
    members = match_reports(reports.reports).members()
    groups: dict[str, list[str]] = {}
    for row in members.to_pylist():
        groups.setdefault(row["incident_id"], []).append(row["report_id"])
    claimed = {p for ids in groups.values() for p in combinations(sorted(ids), 2) if p[0][:2] != p[1][:2]}
    claimed -= uncertain - gold
    assert 2 * len(gold & claimed) / (len(gold) + len(claimed)) >= 0.78
