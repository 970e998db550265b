"""Reports that crowd at one spot and moment keep the candidates most like them: memory is bounded, answers whole."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pyarrow as pa

from tests.unit.matching.test_match import a_report
from truceline.matching import incidents, most_alike, pairs
from truceline.matching.match import match_reports
from truceline.tables.reports import Reports


def every_pair(n: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.triu_indices(n, 1)
    return left.astype(np.int32), right.astype(np.int32)


def test_a_pair_stays_if_it_is_among_the_best_of_either_report() -> None:
    """With room for one candidate each: the best of each report, ties by the other report's place in order."""
    left, right = every_pair(4)  # 01 02 03 12 13 23
    score = np.array([1, 1, 5, 2, 0, 0], np.float32)
    with patch.object(most_alike, "MOST_CANDIDATES", 1):
        keep = most_alike.most_alike(left, right, score, 4)
    assert keep is not None
    assert keep.tolist() == [False, False, True, True, False, False]


def test_nothing_is_dropped_where_reports_have_room() -> None:
    """Below the bound every pair stays, whatever its score."""
    left, right = every_pair(5)
    assert most_alike.most_alike(left, right, np.zeros(len(left), np.float32), 5) is None


def test_dropping_now_and_then_leaves_what_dropping_once_leaves() -> None:
    """Pairs that others push out never come back, so half of the pairs may be thinned before the rest is known."""
    left, right = every_pair(40)
    score = np.random.default_rng(4).integers(0, 5, len(left)).astype(np.float32)
    with patch.object(most_alike, "MOST_CANDIDATES", 6):
        whole = most_alike.most_alike(left, right, score, 40)
        half = np.arange(len(left)) % 2 == 0
        first = most_alike.most_alike(left[half], right[half], score[half], 40)
        assert whole is not None
        assert first is not None
        rest = np.r_[np.flatnonzero(half)[first], np.flatnonzero(~half)]
        last = most_alike.most_alike(left[rest], right[rest], score[rest], 40)
    assert sorted(rest[last].tolist()) == np.flatnonzero(whole).tolist()


def crowd(n: int) -> pa.Table:
    """One event as told by n sources of their own, in the same words."""
    return Reports.from_rows([a_report(f"w{k:03d}", f"witness {k}") for k in range(n)])


def test_a_crowd_of_witnesses_is_one_incident_with_and_without_the_bounds() -> None:
    """Room for few candidates, small chunks and a small largest component change nothing for one event told often."""
    assert set(match_reports(crowd(60)).incident.tolist()) == {0}
    with (
        patch.object(most_alike, "MOST_CANDIDATES", 5),
        patch.object(pairs, "ROOM", 50),
        patch.object(pairs, "MOST_HELD", 100),
        patch.object(incidents, "LARGEST", 20),
    ):
        matched = match_reports(crowd(60))
    assert len(matched.pairs.left) < 60 * 10
    assert set(matched.incident.tolist()) == {0}
