"""Pairs become incidents by what joining brings in sum; an incident of more than two reports can ask more."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.matching.incidents import find_incidents


def grouped(n: int, pairs: dict[tuple[int, int], float], beyond_two: float = 0.0, absent: float = -3.0) -> list[int]:
    left, right = (np.array([p[k] for p in pairs], np.int64) for k in (0, 1))
    weight = np.array(list(pairs.values()), np.float32)
    return find_incidents(n, left, right, weight, absent, beyond_two).tolist()


@pytest.mark.parametrize(
    ("weight", "beyond_two", "found"),
    [(0.5, 0.0, [0, 0, 0]), (0.5, 0.8, [0, 0, 2]), (0.9, 0.8, [0, 0, 0]), (-0.1, 0.0, [0, 1, 2])],
)
def test_a_third_report_must_bring_more(weight: float, beyond_two: float, found: list[int]) -> None:
    """Three reports that fit alike are one incident only if each pair brings what more than two ask."""
    assert grouped(3, {(0, 1): weight, (0, 2): weight, (1, 2): weight}, beyond_two) == found


def test_two_lone_reports_join_by_their_own_pair() -> None:
    """What more than two ask does not keep two apart: the strongest pair of those left alone comes first."""
    assert grouped(4, {(0, 1): 0.3, (1, 2): 0.6, (2, 3): 0.3}, beyond_two=0.8) == [0, 1, 1, 3]


def test_a_report_left_alone_does_not_join_an_incident_of_two() -> None:
    """Below the bar of more than two, a report stays alone beside an incident that was made above it."""
    assert grouped(3, {(0, 1): 2.0, (0, 2): 0.7, (1, 2): 0.7}, beyond_two=0.8) == [0, 0, 2]


def test_pairs_that_are_absent_keep_a_chain_apart() -> None:
    """A chain of look-alikes whose ends were never compared is no incident."""
    assert grouped(3, {(0, 1): 2.0, (1, 2): 1.0}) == [0, 0, 2]
