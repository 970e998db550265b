"""What stands where in a text, found without walking through all of it: long texts have thousands of mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from truceline.reading.model import Span

T = TypeVar("T")


class Nearby(Generic[T]):
    """Items by their spans. Every answer keeps the order in which the items were given."""

    def __init__(self, items: Iterable[T], span_of: Callable[[T], Span]) -> None:
        rows = [(span_of(item), n, item) for n, item in enumerate(items)]
        rows.sort(key=lambda row: (row[0].start, row[0].end, row[1]))
        self._rows = rows
        self._starts = [span.start for span, _, _ in rows]
        self._widest = max((span.end - span.start for span, _, _ in rows), default=0)

    def touching(self, span: Span) -> list[T]:
        """Those that share a character with a span."""
        return self._among(span.start - self._widest, span.end, lambda s: s.touches(span))

    def holding(self, span: Span) -> list[T]:
        """Those that a span lies in."""
        return self._among(span.end - self._widest, span.start, lambda s: s.holds(span))

    def inside(self, span: Span) -> list[T]:
        """Those that lie in a span."""
        return self._among(span.start, span.end, span.holds)

    def _among(self, low: int, high: int, fits: Callable[[Span], bool]) -> list[T]:
        rows = self._rows[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        kept = [(n, item) for s, n, item in rows if fits(s)]
        if len(kept) > 1:
            kept.sort(key=lambda row: row[0])
        return [item for _, item in kept]
