"""What a map is asked for: a box and a span of days, out of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from truceline.vocabulary.errors import Problem, problem
from truceline.web.clock import now

USUAL = timedelta(days=30)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class AskedMap:
    """``box``: west, south, east, north in degrees, None for everywhere; days from ``since`` to ``until`` inclusive."""

    box: Box | None
    since: datetime
    until: datetime
    problems: tuple[Problem, ...] = ()

    @property
    def end(self) -> datetime:
        """First moment after the span."""
        return self.until + timedelta(days=1)

    @property
    def weeks(self) -> tuple[datetime, datetime]:
        """The whole weeks, Monday to Monday, that the span touches: what counts are released by."""
        first = self.since - timedelta(days=self.since.weekday())
        return first, self.until + timedelta(days=7 - self.until.weekday())


def asked_map(query: Mapping[str, str]) -> AskedMap:
    """What is left out: everywhere, and the last thirty days. What cannot be read is told and left out too."""
    problems: list[Problem] = []
    today = now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    until = _day(query, "until", today, problems)
    since = _day(query, "since", until - USUAL, problems)
    if since > until:
        since, until = until, since
    return AskedMap(_box(query, problems), since, until, tuple(problems))


def _day(query: Mapping[str, str], name: str, usual: datetime, problems: list[Problem]) -> datetime:
    text = query.get(name, "").strip()
    if not text:
        return usual
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
        if 1900 <= day.year <= 2200:
            return day
    except ValueError:
        pass
    problems.append(problem("E-WEB-040", name, value=text[:40]))
    return usual


def _box(query: Mapping[str, str], problems: list[Problem]) -> Box | None:
    text = query.get("bbox", "").strip()
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west, south, east, north = 0.0, 1.0, 0.0, 0.0
    if not (-540 <= west < east <= 540 and -90 <= south < north <= 90):  # also false for NaN
        problems.append(problem("E-WEB-041", "bbox", value=text[:60]))
        return None
    return max(west, -180.0), south, min(east, 180.0), north
