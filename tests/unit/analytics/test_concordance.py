"""Two counts give bounds of what both saw, never matches; a claimed count stands beside the log."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.analytics.concordance import claimed_beside_logged, compare_counts, pair
from truceline.tables.claims import Contacts, CountClaims

DAY = datetime(2017, 6, 15, tzinfo=UTC)
NEXT = datetime(2017, 6, 16, tzinfo=UTC)


def claim(claimant: str, total: int | None, places: dict[str, int] | None = None, **other: Any) -> dict[str, Any]:
    row = {
        "claim_id": f"{claimant}-1",
        "claimant": claimant,
        "matter": "violations",
        "unit": "violations",
        "period_from": DAY,
        "period_until": NEXT,
        "total": total,
        "breakdown": [{"place": p, "count": c} for p, c in (places or {}).items()],
        "dating": "stated",
        "source": "made up",
        **other,
    }
    full: dict[str, Any] = CountClaims.from_rows([row]).to_pylist()[0]
    return full


def compared(*rows: dict[str, Any]) -> Any:
    return compare_counts(CountClaims.from_rows(rows))


def test_nine_and_eight_may_share_anything_from_none_to_the_smaller_of_each_place() -> None:
    """15 June 2017: 9 and 8; places allow at most 1 + 3 + 2 = 6 to be the same, although the smaller total is 8."""
    mine = claim("russia", 9, {"Damascus": 4, "Daraa": 3, "Hama": 2})
    yours = claim("turkey", 8, {"Daraa": 3, "Hama": 3, "Homs": 1, "Damascus": 1})
    found = pair(mine, yours)
    assert (found.whole.both_at_least, found.whole.both_at_most) == (0, 6)
    homs = next(p for p in found.places if p.place == "Homs")
    assert (homs.mine.count, homs.yours.count, homs.both_at_most, homs.reported_by) == (0, 1, 0, "yours")
    assert {p.place: p.reported_by for p in found.places}["Daraa"] == "both"


def test_a_place_that_an_unfinished_breakdown_leaves_out_is_unknown_not_zero() -> None:
    """12 counted, 6 in Aleppo, 6 without a place: Hama may be among these."""
    found = pair(claim("russia", 2, {"Hama": 1, "Latakia": 1}), claim("turkey", 12, {"Aleppo": 6}))
    hama = next(p for p in found.places if p.place == "Hama")
    assert (hama.mine.count, hama.yours.count, hama.reported_by) == (1, None, "unknown")
    assert found.whole.both_at_most == 2


def test_without_places_the_smaller_total_bounds() -> None:
    assert pair(claim("a", 9), claim("b", 28)).whole.both_at_most == 9


counts = st.dictionaries(st.sampled_from("PQRS"), st.integers(0, 4), max_size=4)


@given(counts, counts, st.integers(0, 4), st.integers(0, 4))
def test_the_bound_is_the_best_assignment_and_the_same_from_both_sides(
    left: dict[str, int], right: dict[str, int], rest_left: int, rest_right: int
) -> None:
    """Against a greedy oracle that pairs events one by one, those with a place first with their own place."""
    mine = claim("a", sum(left.values()) + rest_left, left)
    yours = claim("b", sum(right.values()) + rest_right, right)
    events = [p for p, n in left.items() for _ in range(n)]
    others = [p for p, n in right.items() for _ in range(n)]
    same = 0
    for place in list(events):
        if place in others:
            events.remove(place)
            others.remove(place)
            same += 1
    free_left, free_right = rest_left, rest_right
    taken = min(len(events), free_right)
    same, free_right = same + taken, free_right - taken
    taken = min(len(others), free_left)
    same, free_left = same + taken, free_left - taken
    same += min(free_left, free_right)
    assert pair(mine, yours).whole.both_at_most == same == pair(yours, mine).whole.both_at_most
    assert same <= min(mine["total"], yours["total"])


def test_different_units_are_never_compared() -> None:
    """Explosions and violations of one period stay alone, with the reason."""
    found = compared(claim("a", 9), claim("b", 30, unit="explosions"))
    assert found.pairings == ()
    assert dict(found.alone) == {
        "a-1": "another counted this period in another unit",
        "b-1": "another counted this period in another unit",
    }
    with pytest.raises(ValueError, match="unit"):
        pair(claim("a", 9), claim("b", 30, unit="explosions"))


def test_different_periods_are_never_compared() -> None:
    later = claim("b", 8, period_from=NEXT, period_until=datetime(2017, 6, 17, tzinfo=UTC))
    found = compared(claim("a", 9), later)
    assert not found.pairings
    assert {reason for _, reason in found.alone} == {"nobody else counted this period"}


def test_undated_counts_are_compared_within_one_document_only() -> None:
    undated = {"dating": "within", "document": "copy-1"}
    assert len(compared(claim("a", 4, **undated), claim("b", 2, **undated)).pairings) == 1
    assert not compared(claim("a", 4, **undated), claim("b", 2, dating="within", document="copy-2")).pairings
    assert not compared(claim("a", 4, **undated), claim("b", 2)).pairings


def test_a_confirmation_is_kept_apart_from_the_bounds() -> None:
    """One side confirms 3 of the other's 12 and counted 2 itself: to confirm is not to have counted."""
    answers = [{"by": "russia", "answer": "confirmed", "count": 3}]
    found = pair(claim("russia", 2), claim("turkey", 12, answers=answers))
    assert found.whole.both_at_most == 2
    assert [(a.by, a.answer, a.count) for a in found.answers] == [("russia", "confirmed", 3)]


def test_an_answer_without_a_number_is_about_all_of_it() -> None:
    answers = [{"by": "russia", "answer": "not_confirmed", "count": None}]
    found = pair(claim("russia", 2), claim("turkey", 7, answers=answers))
    assert [(a.answer, a.count) for a in found.answers] == [("not_confirmed", 7)]


def test_every_claim_is_paired_or_alone() -> None:
    rows = [claim("a", 9), claim("b", 8), claim("c", 3, unit="explosions"), claim("d", 1, matter="other")]
    found = compared(*rows)
    in_pairs = {s.claim_id for p in found.pairings for s in (p.whole.mine, p.whole.yours)}
    assert in_pairs | {c for c, _ in found.alone} == {r["claim_id"] for r in rows}
    assert not in_pairs & {c for c, _ in found.alone}


def contacts(*days: tuple[date, list[date]]) -> Any:
    return Contacts.from_rows(
        {
            "contact_id": str(on),
            "kind": "call",
            "on": on,
            "also_dated": also,
            "participants": ["a", "b"],
            "source": "made up",
        }
        for on, also in days
    )


def test_a_call_dated_to_two_days_may_lie_in_or_out() -> None:
    """The claimed count stays; the log answers for each reading of the phrase."""
    log = contacts((date(2016, 6, 1), []), (date(2016, 6, 7), [date(2016, 6, 6)]))
    start, end = datetime(2016, 5, 31, tzinfo=UTC), datetime(2016, 6, 7, tzinfo=UTC)
    row = claim("tass", 3, unit="calls", period_from=start, period_until=datetime(2016, 6, 8, tzinfo=UTC))
    row["period_readings"] = [{"reading": "if on 6 June", "period_from": start, "period_until": end}]
    found = claimed_beside_logged(row, log, ["a", "b"])
    assert found.claimed == 3
    assert [(w.reading, len(w.logged), len(w.maybe)) for w in found.windows] == [
        ("as claimed", 2, 0),
        ("if on 6 June", 1, 1),
    ]


def test_contacts_of_others_and_other_kinds_are_left_out() -> None:
    log = contacts((date(2016, 6, 7), []))
    row = claim("tass", 3, period_from=datetime(2016, 6, 1, tzinfo=UTC), period_until=datetime(2016, 6, 8, tzinfo=UTC))
    assert claimed_beside_logged(row, log, ["a", "c"]).windows[0].logged == ()
    assert claimed_beside_logged(row, log, ["a", "b"], kinds=("visit",)).windows[0].logged == ()
