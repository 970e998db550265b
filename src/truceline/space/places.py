"""Where something is said to have happened: a point with a precision radius, stated names, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """Degrees WGS84, radius in metres. ``admin1`` is a place id of the registry, ``country`` ISO alpha-3."""

    lon: float | None = None
    lat: float | None = None
    radius_m: float = 0.0
    country: str | None = None
    admin1: str | None = None
    names: tuple[str, ...] = ()

    @property
    def has_point(self) -> bool:
        return self.lon is not None and self.lat is not None


Interval = tuple[datetime, datetime]
"""From when until when something happened, UTC, half-open."""


@dataclass(frozen=True)
class Inside:
    """Probability range that a place lies in an area, and the sentence that says why.

    ``unpublished``: the range is open because a border was never published; ``unverified``: because the area is known
    from background only (basis B).
    """

    low: float
    high: float
    sentence: str
    unpublished: bool = False
    unverified: bool = False


def span_of(values: list[Inside]) -> tuple[float, float]:
    return min(v.low for v in values), max(v.high for v in values)
