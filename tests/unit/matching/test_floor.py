"""Candidates that cannot reach the floor are dropped early, and none that can."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.matching.columns import Columns, encode, in_order
from truceline.matching.features import ALONE, classes_of, total_of
from truceline.matching.floor import HOPELESS, bar_of, total_above
from truceline.matching.index import index_of
from truceline.matching.pairs import find_of_one, find_pairs
from truceline.matching.score import matrix
from truceline.matching.weights import ALIKE, OWN
from truceline.simulate.exercise import simulate


@pytest.fixture(scope="module")
def columns() -> Columns:
    return encode(in_order(simulate(days=6, incidents=60).reports))


@pytest.mark.parametrize("weights", [OWN, ALIKE])
def test_what_is_dropped_is_below_the_floor(columns: Columns, weights: object) -> None:
    """For any two reports: the sum of all clues where it reaches the floor, hopeless where it does not."""
    table, rng = weights.first_matrix(), np.random.default_rng(4)  # type: ignore[attr-defined]
    classes, whole, dropped = np.zeros(ALONE, np.int64), np.zeros(ALONE, np.int64), 0
    for i, j in rng.integers(0, len(columns.codes), (4000, 2)).tolist():
        classes_of(columns, i, j, whole)
        total = total_of(table, whole)
        for floor in (-4.5, float(total)):
            found = total_above(columns, i, j, bar_of(table, floor), classes)
            assert found == (total if total >= floor else HOPELESS)
            dropped += found == HOPELESS
    assert 0 < dropped < 8000


def test_the_floor_only_leaves_pairs_out(columns: Columns) -> None:
    """Pairs found above a floor are those of all candidates that stand above it, with the same sums."""
    table = OWN.first_matrix()
    every, few = find_pairs(columns, table, -1e9), find_pairs(columns, table, OWN.floor)
    above = every.score >= OWN.floor
    assert 0 < above.sum() < len(above)
    for k in range(3):
        assert np.array_equal(every[k][above], few[k])
    assert len(find_pairs(columns, matrix({}, 0.0), -1.0).left) == len(every.left)


def test_the_index_finds_what_a_look_at_all_finds(columns: Columns) -> None:
    """Candidate pairs out of the index are those of every report compared with every other, each once."""
    table, few = matrix({}, 0.0), columns._replace(numbers=columns.numbers[:400], codes=columns.codes[:400])
    pairs, nothing = find_pairs(few, table, -1.0), index_of(few, 0)
    looked_at = [find_of_one(few, nothing, row, bar_of(table, -1.0)) for row in range(len(few.codes))]
    wanted = sorted(
        (i, j) for found in looked_at for i, j in zip(found.left.tolist(), found.right.tolist(), strict=True)
    )
    assert wanted
    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == wanted
