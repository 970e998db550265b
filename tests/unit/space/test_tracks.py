"""Circles around what moves: nothing that could have happened lies outside the range."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.space.geodesy import distance_m, metres_per_degree
from truceline.space.places import Place
from truceline.space.tracks import Track, TrackFix, inside_moving, off_line, share_within

START = datetime(2031, 2, 10, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def track(*hours_and_lons: tuple[float, float], speed: float = 10.0, precision: float = 50.0) -> Track:
    fixes = tuple(TrackFix(START + h * HOUR, lon, 0.0, precision) for h, lon in hours_and_lons)
    return Track(fixes, speed, 2 * HOUR)


def during(hours: float, minutes: float = 0) -> tuple[datetime, datetime]:
    return START + hours * HOUR, START + hours * HOUR + timedelta(minutes=minutes)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_way_that_the_speed_allows_leaves_the_bound(data: Any) -> None:
    """Random ways between two fixes at no more than the top speed stay within the stated distance of the line."""
    apart = data.draw(st.floats(0, 30_000))
    seconds = data.draw(st.floats(600, 7200))
    slack = data.draw(st.floats(1.0, 3.0))
    speed = max(apart / seconds, 0.5) * slack
    share = data.draw(st.floats(0.01, 0.99))
    behind, ahead = speed * share * seconds, speed * (1 - share) * seconds
    bound = off_line(apart, share * apart, behind, ahead)
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    angle, length = rng.uniform(0, 2 * math.pi, 400), np.sqrt(rng.uniform(0, 1, 400)) * behind
    x, y = length * np.cos(angle), length * np.sin(angle)
    reachable = np.hypot(x - apart, y) <= ahead
    assert (np.hypot(x - share * apart, y)[reachable] <= bound + 1e-6).all()


def test_the_bound_is_reached() -> None:
    """It is no wider than needed: the corner of the two discs' common part lies just so far off."""
    assert off_line(6.0, 3.0, 5.0, 5.0) == pytest.approx(4.0)
    assert off_line(0.0, 0.0, 5.0, 5.0) == pytest.approx(5.0)


def test_at_a_fix_only_its_own_precision_counts() -> None:
    """One degree of longitude is 111,320 m here; the circle of 5 km ends 50 m earlier or later."""
    metres = metres_per_degree(0.0)[0]
    one = track((0, 20.0), (1, 20.1))
    at = (START, START)
    assert inside_moving(one, 5000, Place(20.0 + 4900 / metres, 0.0), (START, START)).low == 1.0
    assert inside_moving(one, 5000, Place(20.0 + 5100 / metres, 0.0), at).high == 0.0
    assert (inside_moving(one, 5000, Place(20.0 + 4990 / metres, 0.0), at)).low == 0.0


@pytest.mark.parametrize(("hours", "known"), [(-0.5, False), (0.5, True), (1.5, False), (4.5, False)])
def test_before_after_and_in_long_gaps_nothing_can_be_told(hours: float, known: bool) -> None:
    """Fixes at 0, 1 and 4 hours, and gaps of no more than two hours are bridged."""
    found = inside_moving(track((0, 20.0), (1, 20.1), (4, 20.2)), 50_000, Place(20.05, 0.0), during(hours))
    assert (found.low, found.high) == ((1.0, 1.0) if known else (0.0, 1.0))


def test_a_long_interval_widens_the_range() -> None:
    """What happened in some minute of an hour may have been near or far."""
    one = track((0, 20.0), (1, 20.3), speed=12.0)
    place = Place(20.0, 0.0, 100.0)
    assert inside_moving(one, 6000, place, during(0, 2)).low == 1.0
    wide = inside_moving(one, 6000, place, during(0, 60))
    assert (wide.low, wide.high) == (0.0, 1.0)


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 3000), st.floats(1, 2000), st.floats(1, 2000))
def test_the_share_of_a_disc_is_that_of_points_thrown_into_it(metres: float, reach: float, radius: float) -> None:
    """Against a fine grid of the disc."""
    axis = (np.arange(120) + 0.5) / 60 - 1
    x, y = np.meshgrid(axis * radius, axis * radius)
    disc = np.hypot(x, y) <= radius
    inside = np.hypot(x + metres, y)[disc] <= reach
    assert share_within(metres, reach, radius) == pytest.approx(inside.mean(), abs=0.02)


def test_no_sentence_tells_how_far_off_it_was() -> None:
    """Two reports at different distances, both outside for sure, get the same words: they cannot locate a convoy."""
    one = track((0, 20.0), (1, 20.1))
    said = {inside_moving(one, 1000, Place(lon, 0.0), during(0.5, 1)).sentence for lon in (21.0, 22.0, 25.0)}
    assert len(said) == 1


def test_a_circle_of_no_movement_is_a_circle() -> None:
    """A convoy that stands still between two fixes one second apart."""
    still = Track((TrackFix(START, 20, 10, 0), TrackFix(START + timedelta(seconds=1), 20, 10, 0)), 0.001, HOUR)
    place = Place(20.01, 10.0, 0.0)
    metres = float(distance_m(20.01, 10.0, 20.0, 10.0))
    for reach in (metres - 1, metres + 1):
        found = inside_moving(still, reach, place, (START, START + timedelta(milliseconds=500)))
        assert (found.low, found.high) == ((1.0, 1.0) if reach > metres else (0.0, 0.0))
