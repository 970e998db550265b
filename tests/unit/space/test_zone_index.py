"""Shares of circles in zones against a fine reference, where it is hard; distances and belts against the geodesic."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.space.belts import GEOD, belt, circle
from truceline.space.geodesy import metres_per_degree, to_local
from truceline.space.lines import metres_to_line
from truceline.space.zone_index import ZoneIndex

WANTED = 5e-4


def fine(shape: Any, lon: float, lat: float, radius_m: float) -> float:
    """The share by a disc of 4,096 corners with the circle's area."""
    corners = 4096
    grown = radius_m * math.sqrt((2 * math.pi / corners) / math.sin(2 * math.pi / corners))
    disc = shapely.Point(0, 0).buffer(grown, quad_segs=corners // 4)
    return float(to_local(shape, lon, lat).intersection(disc).area / disc.area)


def found(shapes: list[Any], lon: float, lat: float, radius_m: float, slack: float = 0.0) -> list[float]:
    index = ZoneIndex.build(shapes, [slack] * len(shapes))
    got = index.shares(np.array([lon]), np.array([lat]), np.array([radius_m]))
    out = [0.0] * len(shapes)
    for zone, share in zip(got.zones, got.values, strict=True):
        out[zone] = float(share)
    return out


def star(seed: int, lon: float, lat: float, size: float, corners: int) -> Any:
    rng = np.random.default_rng(seed)
    turn = np.sort(rng.uniform(0, 2 * np.pi, corners))
    reach = size * rng.uniform(0.3, 1.0, corners)
    return shapely.Polygon(np.column_stack((lon + reach * np.cos(turn), lat + reach * np.sin(turn)))).buffer(0)


HOLED = shapely.box(36, 33, 37, 34) - shapely.Point(36.5, 33.5).buffer(0.2) | shapely.Point(36.5, 33.5).buffer(0.05)
SLIVER = shapely.Polygon([(36, 33), (37, 33.0001), (37, 33.0002)])
ISLANDS = shapely.union_all([shapely.Point(36 + i * 0.03, 33 + (i % 3) * 0.02).buffer(0.01) for i in range(20)])


@pytest.mark.parametrize("shape", [HOLED, SLIVER, ISLANDS], ids=["hole-and-island", "sliver", "islands"])
@pytest.mark.parametrize("radius", [50.0, 2_000.0, 25_000.0, 60_000.0])
def test_hard_shapes(shape: Any, radius: float) -> None:
    """Holes with an island in them, slivers thinner than a circle, many small parts."""
    rng = np.random.default_rng(4)
    for _ in range(40):
        lon, lat = rng.uniform(35.9, 37.1), rng.uniform(32.9, 34.1)
        assert found([shape], lon, lat, radius)[0] == pytest.approx(fine(shape, lon, lat, radius), abs=WANTED)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10_000), st.integers(4, 60), st.floats(-0.6, 0.6), st.floats(-0.6, 0.6),
    st.sampled_from([1.0, 300.0, 5_000.0, 40_000.0]), st.sampled_from([0.0, 33.5, -52.0, 71.0]),
)  # fmt: skip
def test_any_shape_anywhere(seed: int, corners: int, dx: float, dy: float, radius: float, lat: float) -> None:
    """Random stars on several latitudes."""
    shape = star(seed, 36.0, lat, 0.5, corners)
    got = found([shape], 36.0 + dx, lat + dy, radius)[0]
    assert got == pytest.approx(fine(shape, 36.0 + dx, lat + dy, radius), abs=WANTED)


@pytest.mark.parametrize("lon", [179.9, -179.95, 180.0, -180.0, 179.5])
@pytest.mark.parametrize("written", ["past 180", "two parts"])
def test_across_the_antimeridian(lon: float, written: str) -> None:
    """A zone over the 180th meridian, however it is written, is one zone without a seam."""
    whole = shapely.box(179, -18, 181, -16)
    parts = shapely.union_all([shapely.box(179, -18, 180, -16), shapely.box(-180, -18, -179, -16)])
    got = found([whole if written == "past 180" else parts], lon, -17.95, 20_000.0)[0]
    assert got == pytest.approx(fine(whole, lon if lon > 0 else lon + 360, -17.95, 20_000.0), abs=WANTED)
    assert found([whole], lon, -17.0, 5_000.0)[0] == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("lat", [78.0, 85.0, -88.0])
def test_high_latitudes(lat: float) -> None:
    """Circles stay round in metres close to the poles."""
    east, _ = metres_per_degree(lat)
    zone = shapely.box(20 - 30_000 / east, lat - 0.2, 20, lat + 0.2)
    assert found([zone], 20.0, lat, 4_000.0)[0] == pytest.approx(0.5, abs=WANTED)


def test_a_point_is_in_or_out_and_in_on_the_border() -> None:
    """Radius 0; and no position is nowhere."""
    box = shapely.box(10, 10, 11, 11)
    assert [found([box], x, y, 0.0)[0] for x, y in ((10.5, 10.5), (11.0, 10.3), (10.0, 10.0), (11.01, 10.5))] == [
        1,
        1,
        1,
        0,
    ]
    assert found([box], math.nan, math.nan, 100.0) == [0.0]


@pytest.mark.parametrize("radius", [1.0, 500.0, 30_000.0])
def test_a_centre_on_a_corner_or_an_edge(radius: float) -> None:
    """A quarter of the circle at a corner of a box, half of it on an edge."""
    box = shapely.box(10, -1, 11, 1)
    assert found([box], 10.0, -1.0, radius)[0] == pytest.approx(0.25, abs=WANTED)
    assert found([box], 10.0, 0.0, radius)[0] == pytest.approx(0.5, abs=WANTED)


def test_slack_widens_the_circle() -> None:
    """A border good to 3 km makes a circle of 4 km one of 5 km."""
    box = shapely.box(10, 10, 11, 11)
    assert found([box], 11.02, 10.5, 4_000.0, slack=3_000.0) == pytest.approx(found([box], 11.02, 10.5, 5_000.0))


def test_many_at_once_are_each_alone() -> None:
    """The answer for one circle depends on no other, nor on how the circles are cut into chunks."""
    shapes = [star(i, 36 + i % 4 * 0.4, 33 + i // 4 * 0.4, 0.5, 30) for i in range(12)]
    index = ZoneIndex.build(shapes, [0.0] * 6 + [2_000.0] * 6)
    rng = np.random.default_rng(8)
    lon, lat = rng.uniform(35.5, 38, 400), rng.uniform(32.5, 35, 400)
    radius = rng.choice([0.0, 500.0, 30_000.0], 400)
    whole = index.shares(lon, lat, radius)
    parts = [index.shares(lon[i : i + 37], lat[i : i + 37], radius[i : i + 37]) for i in range(0, 400, 37)]
    assert np.array_equal(whole.values, np.concatenate([p.values for p in parts]))
    assert np.array_equal(whole.zones, np.concatenate([p.zones for p in parts]))
    again = ZoneIndex.from_arrays(index.to_arrays()).shares(lon, lat, radius)
    assert np.array_equal(again.values, whole.values)
    assert (np.diff(whole.offsets) > 1).any()


def test_metres_to_a_line_are_the_geodesic() -> None:
    """Within 10 mm out to 60 km, against a search along the line."""
    rng = np.random.default_rng(2)
    worst = 0.0
    for _ in range(60):
        lat = rng.uniform(-70, 70)
        xy = np.column_stack((35 + np.cumsum(rng.uniform(-0.1, 0.3, 5)), lat + np.cumsum(rng.uniform(-0.2, 0.2, 5))))
        point = xy[2] + rng.uniform(-0.4, 0.4, 2)
        nearest = _search(xy, point)
        if nearest <= 60_000:
            worst = max(worst, abs(metres_to_line(shapely.LineString(xy), *point) - nearest))
    assert 0 < worst < 0.010


def _search(xy: Any, point: Any) -> float:
    at = np.linspace(0, len(xy) - 1, 4001)
    for _ in range(5):
        k = np.minimum(at.astype(int), len(xy) - 2)
        on = xy[k] + (at - k)[:, None] * (xy[k + 1] - xy[k])
        metres = GEOD.inv(np.full(len(at), point[0]), np.full(len(at), point[1]), on[:, 0], on[:, 1])[2]
        best, step = at[np.argmin(metres)], at[1] - at[0]
        at = np.linspace(max(0, best - step), min(len(xy) - 1, best + step), 2001)
    return float(np.min(metres))


def test_belts_run_at_their_width() -> None:
    """The border of a belt lies at its width from the line; both sides together are the whole."""
    line = shapely.LineString([(36, 33), (36.4, 33.3), (36.5, 33.9), (37, 34)])
    whole, left, right = (belt(line, 15_000.0, side) for side in ("both", "left", "right"))
    gaps = [abs(metres_to_line(line, x, y) - 15_000.0) for x, y in shapely.get_coordinates(whole.exterior)[::5]]
    assert max(gaps) < 15_000 * 6e-4
    assert left.area + right.area == pytest.approx(whole.area, rel=1e-9)
    assert left.contains(shapely.Point(36.3, 33.5)) and not right.contains(shapely.Point(36.3, 33.5))


def test_a_circle_has_its_area() -> None:
    """The drawn circle has the area of the geodesic one."""
    area, _ = GEOD.geometry_area_perimeter(circle(36.0, 60.0, 20_000.0))
    assert abs(area) == pytest.approx(math.pi * 20_000.0**2, rel=1e-4)


def test_a_point_on_a_border_is_in_whatever_other_zones_there_are() -> None:
    """Another zone's slack does not move a point off the border of a zone without any."""
    sharp, coarse = shapely.box(10, 10, 11, 11), shapely.box(10, 10, 12, 12)
    index = ZoneIndex.build([sharp, coarse], [0.0, 3_000.0])
    got = index.shares(np.array([11.0]), np.array([10.3]), np.array([0.0]))
    assert got.zones.tolist() == [0, 1]
    assert got.values[0] == 1.0
