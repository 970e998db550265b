"""Our own coarse lines of contact in eastern Ukraine: towns lie on their side, and the drawing is as good as stated."""

from __future__ import annotations

import gzip
import json
from functools import cache

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from tests.shared_data import shared
from truceline.formats.agreement_yaml import LoadedAgreement, load_agreements
from truceline.formats.bundled import bundled
from truceline.formats.registry_yaml import load_registry
from truceline.registry.actors import Registry
from truceline.space.geodesy import to_local

LEFT = ("avdiivka", "marinka", "popasna", "svitlodarsk", "krymske", "shchastia", "volnovakha", "mariupol", "kramatorsk")
RIGHT = ("donetsk-city", "horlivka", "yasynuvata", "dokuchaievsk", "pervomaisk-l", "luhansk-city", "novoazovsk")
GRID_DEGREES = 0.05
WORST_P95_M = 11_000.0  # against a line that is itself generalised
CENTRE = (38.4, 48.2)


@cache
def registry() -> Registry:
    return load_registry([bundled("registries") / "ukraine"])


@cache
def package() -> LoadedAgreement:
    (loaded,) = load_agreements(bundled("agreements") / "ukraine" / "package-2015-02-12", registry())
    return loaded


def is_left(line: shapely.LineString, lon: float, lat: float) -> bool:
    """Left of the line, whose ends are carried on far enough to part the plane here."""
    ends = [*line.coords]
    side = shapely.Polygon([(36.0, 46.0), *ends, (41.0, 49.0), (41.0, 51.0), (36.0, 51.0)])
    return bool(side.contains(shapely.Point(lon, lat)))


@pytest.mark.parametrize("outline", ["line", "line-2014"])
def test_known_towns_lie_on_their_side(outline: str) -> None:
    """Walking from the coast, Ukraine lies to the left and the formations to the right."""
    line = package().outlines[outline]
    places = {p.id: p for p in registry().places}
    sides = {name: is_left(line, places[name].lon or 0, places[name].lat or 0) for name in (*LEFT, *RIGHT)}
    assert sides == {**dict.fromkeys(LEFT, True), **dict.fromkeys(RIGHT, False)}


def test_the_lines_part_at_debaltseve() -> None:
    """The town lies left of the line of 2014 and right of the actual one."""
    outlines = package().outlines
    assert is_left(outlines["line-2014"], 38.40, 48.34)
    assert not is_left(outlines["line"], 38.40, 48.34)


def test_corners_stand_on_the_grid() -> None:
    """Drawn by hand, every corner on 0.05 degrees: nothing was traced."""
    for outline in ("line", "line-2014", "regions"):
        points = shapely.get_coordinates(package().outlines[outline])
        assert np.abs(points / GRID_DEGREES - np.round(points / GRID_DEGREES)).max() < 1e-6


def test_the_actual_line_against_a_public_one() -> None:
    """The 95th percentile of the distance to Natural Earth's generalised line, either way, is what the page says."""
    path = shared("boundaries", "ne_10m_admin_0_boundary_lines_disputed_areas.geojson.gz")
    features = json.loads(gzip.decompress(path.read_bytes()))["features"]
    (other,) = (shape(f["geometry"]) for f in features if f["properties"].get("brk_a3_l") == "B90")
    here, there = (to_local(line, *CENTRE) for line in (package().outlines["line"], other))
    assert 5_000 < max(p95(here, there), p95(there, here)) < WORST_P95_M


def p95(line: shapely.LineString, other: shapely.LineString) -> float:
    points = shapely.line_interpolate_point(line, np.arange(0, line.length, 250))
    return float(np.percentile(shapely.distance(points, other), 95))
