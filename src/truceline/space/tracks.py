"""Where something that moves can have been: positions at instants, and what lies between them.

Between two fixes nobody knows the way taken. What left the one and reached the other at no more than its top speed was
within two discs, each around a fix; the centre is somewhere in their common part; its best and worst are taken.

Source: docs/methods/moving-circles.md
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.space.geodesy import distance_m
from truceline.space.places import Inside, Interval, Place

STEPS = 120  # looks into an interval; what the centre moves between two looks is added to its uncertainty


@dataclass(frozen=True)
class TrackFix:
    """Instant, degrees WGS84, metres that the position may be off."""

    at: datetime
    lon: float
    lat: float
    precision_m: float


@dataclass(frozen=True)
class Track:
    """Fixes in order of time. ``max_speed_ms``: metres a second; ``max_gap``: longer gaps cannot be bridged."""

    fixes: tuple[TrackFix, ...]
    max_speed_ms: float
    max_gap: timedelta

    def centre(self, at: datetime) -> tuple[float, float, float] | None:
        """Degrees and the most it can be off, in metres; None before, after and in gaps too long."""
        after = bisect_right([f.at for f in self.fixes], at)
        if after == 0:
            return None
        left = self.fixes[after - 1]
        if left.at == at:
            return left.lon, left.lat, left.precision_m
        if after == len(self.fixes) or self.fixes[after].at - left.at > self.max_gap:
            return None
        return self._between(left, self.fixes[after], at)

    def _between(self, left: TrackFix, right: TrackFix, at: datetime) -> tuple[float, float, float]:
        share = (at - left.at) / (right.at - left.at)
        dlon = (right.lon - left.lon + 180.0) % 360.0 - 180.0
        lon, lat = left.lon + share * dlon, left.lat + share * (right.lat - left.lat)
        whole = float(distance_m(left.lon, left.lat, right.lon, right.lat))
        reach = self.max_speed_ms
        behind = left.precision_m + reach * (at - left.at).total_seconds()
        ahead = right.precision_m + reach * (right.at - at).total_seconds()
        return lon, lat, off_line(whole, share * whole, behind, ahead)


def off_line(apart: float, along: float, behind: float, ahead: float) -> float:
    """Farthest a point of two discs' common part lies from a point between their centres.

    ``apart``: metres between the centres; ``along``: of the point from the first; ``behind``, ``ahead``: the radii.
    Discs that do not meet (a fix or the top speed is wrong) give the farther of their far edges.
    """
    if behind + ahead <= apart:
        return max(abs(along - behind), abs(apart - along - ahead), behind, ahead)
    if apart + behind <= ahead:  # the first disc lies in the second
        return along + behind
    if apart + ahead <= behind:
        return apart - along + ahead
    x = (apart**2 + behind**2 - ahead**2) / (2 * apart)
    corner = math.hypot(along - x, math.sqrt(max(0.0, behind**2 - x**2)))
    return max(corner, abs(behind - along), abs(apart - ahead - along))


def inside_moving(track: Track, radius_m: float, place: Place, time: Interval | None) -> Inside:
    """Whether a place lay within ``radius_m`` of what moves, at some instant of ``time`` nobody knows more closely."""
    if not place.has_point:
        return Inside(0, 1, "the report gives no position")
    if time is None:
        return Inside(0, 1, "it moves, and no time is claimed")
    low, high, worst = 1.0, 0.0, 0.0
    for instant, slack in _looks(*time):
        found = track.centre(instant)
        if found is None:
            return Inside(0, 1, _unknown(track, instant))
        lon, lat, off = found
        metres = float(distance_m(lon, lat, place.lon, place.lat))
        spread = off + slack * track.max_speed_ms
        low = min(low, share_within(metres, radius_m - spread, place.radius_m))
        high = max(high, share_within(metres, radius_m + spread, place.radius_m))
        worst = max(worst, spread)
    # neither how far off it was nor where: many reports must not locate it
    sentence = f"circle of {radius_m:,.0f} m around what moves, known to ± {worst:,.0f} m then: {low:.2f}–{high:.2f}"
    return Inside(low, max(low, high), sentence)


def _looks(start: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
    """Instants in an interval, and the seconds that lie between one and the next on either side."""
    seconds = max(0.0, (end - start).total_seconds())
    steps = max(1, min(STEPS, math.ceil(seconds / 60)))
    for i in range(steps):
        yield start + timedelta(seconds=seconds * (i + 0.5) / steps), seconds / steps / 2


def _unknown(track: Track, at: datetime) -> str:
    if at < track.fixes[0].at:
        return "no position of it is known so early"
    if at > track.fixes[-1].at:
        return "no position of it is known so late"
    return "no position of it is known close enough to that time"


def share_within(metres: float, reach: float, radius: float) -> float:
    """Share of a disc of ``radius`` that lies within ``reach`` of a point ``metres`` from its centre."""
    if reach <= 0:
        return 0.0
    if metres + radius <= reach:
        return 1.0
    if metres >= reach + radius:
        return 0.0
    if radius == 0:
        return float(metres <= reach)
    if metres + reach <= radius:
        return (reach / radius) ** 2
    a = math.acos(_unit((metres**2 + radius**2 - reach**2) / (2 * metres * radius)))
    b = math.acos(_unit((metres**2 + reach**2 - radius**2) / (2 * metres * reach)))
    common = radius**2 * (a - math.sin(2 * a) / 2) + reach**2 * (b - math.sin(2 * b) / 2)
    return min(1.0, common / (math.pi * radius**2))


def _unit(value: float) -> float:
    return min(1.0, max(-1.0, value))


def ordered(fixes: Sequence[TrackFix]) -> tuple[TrackFix, ...]:
    return tuple(sorted(fixes, key=lambda f: f.at))
