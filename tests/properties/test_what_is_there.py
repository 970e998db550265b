"""A balance of what is there is held at zero on the way: who left before the first was counted is no credit."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from truceline.assessment.accounts import Account, Entry

START = datetime(2020, 2, 1, tzinfo=UTC)
LATE = START + timedelta(days=9)
ITEMS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.integers(-9, 9), st.integers(0, 4)), max_size=7)


def entry(number: int, start: int, hours: int, low: float, high: float) -> Entry:
    begin = START + timedelta(hours=start)
    return Entry(f"i{number}", begin, begin + timedelta(hours=hours), low, high, "accepted")


def there(amounts: list[float]) -> float:
    """One after the other, never below nothing."""
    held = 0.0
    for amount in amounts:
        held = max(0.0, held + amount)
    return held


@given(st.lists(st.integers(-9, 9), max_size=9))
@example([-10, 10])
@settings(max_examples=150, deadline=None)
def test_items_one_after_another_stand_as_counted_by_hand(amounts: list[int]) -> None:
    """With order and numbers certain the balance is one number; as net it is the plain sum."""
    account = Account(entry(i, i, 1, n, n) for i, n in enumerate(amounts))
    found, net = account.before("z", LATE, LATE), account.before("z", LATE, LATE, -math.inf)
    assert (found.low, found.high) == (there([*amounts]),) * 2
    assert (net.low, net.high) == (sum(amounts),) * 2


@given(ITEMS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_whatever_the_order_and_the_numbers_were_the_range_holds_it(
    items: list[tuple[int, ...]], chance: object
) -> None:
    """Each item at any moment of its interval, adding anything of its range."""
    entries = [entry(i, s, h, n, n + more) for i, (s, h, n, more) in enumerate(items)]
    found = Account(entries).before("z", LATE, LATE)
    for _ in range(5):
        pick = chance.uniform  # type: ignore[attr-defined]
        told = sorted((pick(e.start.timestamp(), e.until.timestamp() - 1), pick(e.low, e.high)) for e in entries)
        assert found.low - 1e-9 <= there([amount for _, amount in told]) <= found.high + 1e-9
