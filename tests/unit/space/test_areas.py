"""Claims about places: shares of discs, belts, carve-outs, stated units, unpublished borders."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import shapely
from pydantic import TypeAdapter

from truceline.agreement.model import Area
from truceline.space.areas import AreaBook
from truceline.space.geodesy import distance_m, metres_per_degree
from truceline.space.places import Place
from truceline.space.zone_index import ZoneIndex

READ = TypeAdapter(Area)
SQUARE = [[10, 10], [11, 10], [11, 11], [10, 11]]


def book(*areas: dict[str, Any]) -> AreaBook:
    read = {a["id"]: READ.validate_python({"name": a["id"], **a}) for a in areas}
    outlines = {
        i: shapely.LineString(a.coordinates) if a.shape == "line" else shapely.Polygon(a.coordinates)
        for i, a in read.items()
        if getattr(a, "coordinates", None)
    }
    return AreaBook(read, outlines, {i: i for i in read})


def test_metres_per_degree_match_the_ellipsoid() -> None:
    """Against the geodesic of pyproj, within 0.2 % at 50 km."""
    from pyproj import Geod

    for lat in (0.0, 35.0, 60.0):
        _, _, metres = Geod(ellps="WGS84").inv(36.0, lat, 36.4, lat + 0.3)
        assert distance_m(36.0, lat, 36.4, lat + 0.3) == pytest.approx(metres, rel=2e-3)


def test_share_of_a_disc_matches_monte_carlo() -> None:
    """A wiggly polygon, discs all around its border, 40,000 points each."""
    rng = np.random.default_rng(3)
    corners = [
        (10 + math.cos(t) * (0.3 + 0.1 * math.sin(5 * t)), 40 + math.sin(t) * 0.3) for t in np.linspace(0, 6.2, 40)
    ]
    shape = shapely.Polygon(corners)
    for radius, t in [(500, 0.3), (5000, 1.7), (25000, 3.1), (40000, 5.0)]:
        lon, lat = 10 + 0.33 * math.cos(t), 40 + 0.3 * math.sin(t)
        east, north = metres_per_degree(lat)
        r, phi = radius * np.sqrt(rng.random(40000)), rng.random(40000) * 2 * math.pi
        inside = shapely.contains_xy(shape, lon + r * np.cos(phi) / east, lat + r * np.sin(phi) / north).mean()
        assert ZoneIndex.build([shape], [0.0]).share_of_one(lon, lat, radius) == pytest.approx(inside, abs=0.012)


def test_far_and_deep_discs_are_exact() -> None:
    areas = book({"id": "a", "shape": "polygon", "coordinates": SQUARE})
    assert areas.inside("a", Place(10.5, 10.5, 1000)).low == 1.0
    assert areas.inside("a", Place(20, 10.5, 1000)).high == 0.0


def test_an_imprecise_border_widens_the_disc() -> None:
    """900 m inside an exact border is inside; against a border good to 5 km it is not certain."""
    exact = book({"id": "a", "shape": "polygon", "coordinates": SQUARE})
    rough = book({"id": "a", "shape": "polygon", "coordinates": SQUARE, "border_precision_m": 5000})
    place = Place(10.9918, 10.5, 100)
    assert exact.inside("a", place).low == 1.0
    assert 0.5 < rough.inside("a", place).low < 0.75


@pytest.mark.parametrize(("side", "north", "south"), [("both", 1.0, 1.0), ("left", 1.0, 0.0), ("right", 0.0, 1.0)])
def test_a_belt_counts_the_sides_it_says(side: str, north: float, south: float) -> None:
    """A line drawn from west to east has north on its left."""
    areas = book(
        {"id": "l", "shape": "line", "coordinates": [[10, 10], [11, 10]]},
        {"id": "b", "shape": "belt", "along": "l", "width_m": 6000, "side": side},
    )
    assert areas.inside("b", Place(10.5, 10.03, 100)).low == north
    assert areas.inside("b", Place(10.5, 9.97, 100)).low == south
    assert areas.inside("b", Place(10.5, 10.2, 100)).high == 0.0


def test_a_circle_is_measured_in_metres() -> None:
    areas = book({"id": "c", "shape": "circle", "center": [10, 60], "radius_m": 10000})
    assert areas.inside("c", Place(10.17, 60, 10)).low == 1.0  # 9.5 km east at 60° north
    assert areas.inside("c", Place(10.19, 60, 10)).high == 0.0


def test_a_carve_out_is_taken_away() -> None:
    areas = book(
        {"id": "a", "shape": "polygon", "coordinates": SQUARE},
        {"id": "hole", "shape": "circle", "center": [10.5, 10.5], "radius_m": 5000},
        {"id": "net", "shape": "combined", "include": ["a"], "exclude": ["hole"]},
    )
    assert areas.inside("net", Place(10.5, 10.5, 100)).high == 0.0
    assert areas.inside("net", Place(10.8, 10.8, 100)).low == 1.0


def test_a_stated_unit_counts_as_said() -> None:
    areas = book(
        {"id": "land", "shape": "admin", "country": "XYZ"},
        {"id": "east", "shape": "admin", "country": "XYZ", "admin1": ["xyz-east"], "coordinates": SQUARE},
        {"id": "half", "shape": "polygon", "coordinates": [[10, 10], [10.5, 10], [10.5, 11], [10, 11]]},
    )
    assert areas.inside("land", Place(country="XYZ")).low == 1.0
    assert areas.inside("land", Place(country="ABC")).high == 0.0
    assert areas.inside("east", Place(admin1="xyz-east", country="XYZ")).low == 1.0
    assert areas.inside("east", Place(admin1="xyz-west", country="XYZ")).high == 0.0
    part = areas.inside("half", Place(admin1="xyz-east", country="XYZ"))
    assert (part.low, part.high) == (0.0, 1.0), "people do not live evenly over a governorate"


def test_named_settlements_decide_an_unpublished_border() -> None:
    areas = book(
        {"id": "a", "shape": "polygon", "coordinates": SQUARE},
        {
            "id": "haze",
            "shape": "unpublished",
            "within": ["a"],
            "settlements_in": [{"name": "Ost", "at": [10.5, 10.5], "radius_m": 3000}],
            "settlements_out": [{"name": "West", "at": [10.2, 10.2], "radius_m": 3000}],
        },
    )
    assert areas.inside("haze", Place(10.51, 10.5, 500)).low == 1.0
    assert areas.inside("haze", Place(names=("ost",))).low == 1.0
    assert areas.inside("haze", Place(10.2, 10.21, 500)).high == 0.0
    open_answer = areas.inside("haze", Place(10.7, 10.7, 500))
    assert (open_answer.low, open_answer.high, open_answer.unpublished) == (0.0, 1.0, True)
    assert areas.inside("haze", Place(12, 12, 500)).high == 0.0


def test_a_disc_across_the_antimeridian() -> None:
    """A report at 179.995° E lies beside a box that begins at 179.99° W."""
    shape = shapely.Polygon([(-179.999, -17), (-179, -17), (-179, -16), (-179.999, -16)])
    share = ZoneIndex.build([shape], [0.0]).share_of_one(179.999, -16.5, 2000.0)
    assert 0.4 < share < 0.5
