"""What a trace tells of places that must not be found out from it: centres of circles, carve-outs."""

from __future__ import annotations

import re

from tests.unit.space.test_areas import SQUARE, book
from truceline.space.places import Place


def test_a_trace_does_not_tell_how_far_the_centre_of_a_circle_is() -> None:
    """Circles stand around sites, and distances of three reports would give one away: only the radius is told."""
    areas = book({"id": "c", "shape": "circle", "center": [10.5, 10.5], "radius_m": 10000})
    for lon in (10.51, 10.55, 10.9):
        numbers = re.findall(r"[\d,.]+ m", areas.inside("c", Place(lon, 10.5, 100)).sentence)
        assert numbers == ["10,000 m"]


def test_a_trace_does_not_tell_how_a_place_lies_to_a_carve_out() -> None:
    """Inside the carve-out or far from it, the words are those of the area it is taken from."""
    areas = book(
        {"id": "a", "shape": "polygon", "coordinates": SQUARE},
        {"id": "hole", "shape": "circle", "center": [10.5, 10.5], "radius_m": 5000},
        {"id": "net", "shape": "combined", "include": ["a"], "exclude": ["hole"]},
    )
    told = {areas.inside("net", Place(lon, 10.5, 100)).sentence for lon in (10.5, 10.544, 10.8)}
    assert len(told) == 1
