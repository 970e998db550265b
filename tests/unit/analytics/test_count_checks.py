"""A count that contradicts itself is kept and said; running totals give steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.unit.analytics.test_concordance import DAY, NEXT, claim
from truceline.analytics.count_checks import find_mismatches, running_steps
from truceline.tables.claims import CountClaims


def kinds(*rows: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(m.kind, m.stated, m.found) for m in find_mismatches(CountClaims.from_rows(rows))]


def test_places_that_give_less_or_more_than_the_total_are_said() -> None:
    assert kinds(claim("a", 12, {"Aleppo": 6})) == [("breakdown_short", 12, 6)]
    assert kinds(claim("a", 5, {"Aleppo": 6})) == [("breakdown_over", 5, 6)]
    assert kinds(claim("a", 6, {"Aleppo": 6})) == []
    assert kinds(claim("a", 26)) == [("no_breakdown", 26, 0)]


def test_a_headline_and_parts_by_kind_are_checked() -> None:
    parts = [{"part": "by combat", "count": 52}, {"part": "by arrest", "count": 27}]
    assert kinds(claim("a", 79, {"x": 79}, parts=parts)) == []
    assert kinds(claim("a", 80, {"x": 80}, parts=parts)) == [("parts", 80, 79)]
    assert kinds(claim("a", 14, {"x": 14}, other_totals=[15])) == [("other_total", 14, 15)]


def test_a_restated_period_that_changed_is_said() -> None:
    before = claim("a", 5, {"x": 5}, claim_id="before")
    after = claim("a", 7, {"x": 7}, period_from=NEXT, period_until=NEXT + timedelta(days=1), previous_total=5)
    assert kinds(before, after) == []
    assert kinds(before, {**after, "previous_total": 6}) == [("previous", 5, 6)]


def test_figures_that_repeat_place_by_place_are_said() -> None:
    first = claim("a", 3, {"x": 2, "y": 1}, claim_id="first")
    again = claim("a", 3, {"x": 2, "y": 1}, period_from=NEXT, period_until=NEXT + timedelta(days=1))
    assert [k for k, _, _ in kinds(first, again)] == ["repeated"]


def test_running_totals_give_steps_and_are_not_added() -> None:
    ends = [datetime(2017, 1, day, tzinfo=UTC) for day in (1, 3, 14)]
    rows = [
        claim("snhr", total, claim_id=str(total), period_from=DAY - timedelta(days=200), period_until=end)
        for total, end in zip((51, 100, 90), ends, strict=True)
    ]
    steps = running_steps(CountClaims.from_rows(rows))
    assert [(s.earlier, s.later, s.added) for s in steps] == [("51", "100", 49), ("100", "90", -10)]
