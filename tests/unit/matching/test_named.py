"""Reports that name one place are compared however far their points lie, and where one has no point."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from truceline.matching.columns import encode, in_order
from truceline.matching.features import BEYOND_REACH, NAME_ALONE
from truceline.matching.floor import bar_of
from truceline.matching.index import index_of
from truceline.matching.pairs import find_of_one, find_pairs
from truceline.matching.score import classes_of_pairs, matrix
from truceline.tables.reports import Reports

DAY = datetime(2031, 5, 2, tzinfo=UTC)
Row = dict[str, Any]


def told(report_id: str, source: str, place: str, lon: float | None, days: int = 1, late: int = 0) -> Row:
    start = DAY + timedelta(days=late)
    return {
        "report_id": report_id,
        "source": source,
        "occurred_from": start,
        "occurred_until": start + timedelta(days=days),
        "lon": lon,
        "lat": None if lon is None else 10.0,
        "place_radius_m": 3000.0,
        "place_name": place,
        "act": "attack",
    }


def pairs_and_classes(*rows: Row) -> tuple[list[tuple[int, int]], list[int]]:
    columns = encode(in_order(Reports.from_rows(rows)))
    pairs = find_pairs(columns, matrix({}, 0.0), -1.0)
    distance = classes_of_pairs(columns, pairs)[:, 0].tolist()
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)), distance


def test_one_name_far_apart_is_compared_once() -> None:
    """Two spellings of one town 300 km apart are one candidate pair, said to lie beyond reach."""
    found = pairs_and_classes(told("a", "north", "Muhradah, West", 10.0), told("b", "south", "Mhardeh", 12.7))
    assert found == ([(0, 1)], [BEYOND_REACH])


def test_a_report_without_a_point_meets_one_with_a_point() -> None:
    """A name is enough where one report states no point; a pair within reach is never found twice."""
    found = pairs_and_classes(
        told("a", "north", "Osk", None), told("b", "south", "Osk town", 12.7), told("c", "paper", "Osk", 12.71)
    )
    assert found == ([(0, 1), (0, 2), (1, 2)], [NAME_ALONE, NAME_ALONE, found[1][2]])
    assert found[1][2] not in (BEYOND_REACH, NAME_ALONE)


def test_what_a_name_does_not_reach() -> None:
    """Another name, a long report, two days between, or half a world between: not compared."""
    base = told("a", "north", "Osk", 10.0)
    for other in (
        told("b", "south", "Karvat", 12.7),
        told("b", "south", "Osk", 12.7, days=9),
        told("b", "south", "Osk", 12.7, late=3),
        told("b", "south", "Osk", 70.0),
        told("b", "south", "", None),
    ):
        assert pairs_and_classes(base, other) == ([], [])


def test_an_arrival_finds_what_the_batch_finds() -> None:
    """One report against an index, and against later rows one by one, finds the pairs by name too."""
    rows = [told(f"r{k}", f"s{k}", "Osk", lon) for k, lon in enumerate((10.0, 13.0, None, 16.0))]
    columns = encode(in_order(Reports.from_rows(rows)))
    for held in range(4):
        found = find_of_one(columns, index_of(columns, held), 3, bar_of(matrix({}, 0.0), -1.0))
        assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 3), (1, 3), (2, 3)]
        assert np.all(found.score == 0.0)


def test_an_arrival_of_a_precision_that_nothing_has_yet_finds_finer_and_coarser() -> None:
    """The levels of precision that the index holds do not decide what an arrival finds."""
    rows = [told(f"r{k}", f"s{k}", "", 10.0) | {"place_radius_m": radius} for k, radius in enumerate((500.0, 9e4, 2e4))]
    columns = encode(in_order(Reports.from_rows(rows)))
    found = find_of_one(columns, index_of(columns, 2), 2, bar_of(matrix({}, 0.0), -1.0))
    assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 2), (1, 2)]
