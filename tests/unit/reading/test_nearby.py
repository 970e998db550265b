"""What stands where, found by search: the same as a walk through everything would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.model import Span
from truceline.reading.nearby import Nearby

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(0, 12))


@given(st.lists(spans, max_size=12), spans)
def test_it_finds_what_a_walk_finds_in_the_order_given(all_of_them: list[Span], asked: Span) -> None:
    found = Nearby(list(enumerate(all_of_them)), lambda pair: pair[1])
    assert [n for n, _ in found.touching(asked)] == [n for n, s in enumerate(all_of_them) if s.touches(asked)]
    assert [n for n, _ in found.holding(asked)] == [n for n, s in enumerate(all_of_them) if s.holds(asked)]
    assert [n for n, _ in found.inside(asked)] == [n for n, s in enumerate(all_of_them) if asked.holds(s)]
