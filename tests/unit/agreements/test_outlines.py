"""Our own coarse outlines of Syria against official boundaries that lie beside the checkout.

The outlines are drawn by hand on a grid of 0.05 degrees. These tests hold their stated precision to what is measured;
they never bring the official lines into the repository.
"""

from __future__ import annotations

import gzip
import json
import math
from functools import cache
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from tests.shared_data import shared
from truceline.formats.agreement_yaml import LoadedAgreement, load_agreements
from truceline.formats.bundled import bundled
from truceline.space.geodesy import to_local

CODES = {
    "SY01": "sy-damascus",
    "SY02": "sy-aleppo",
    "SY03": "sy-rif-dimashq",
    "SY04": "sy-homs",
    "SY05": "sy-hama",
    "SY06": "sy-latakia",
    "SY07": "sy-idlib",
    "SY08": "sy-hasakah",
    "SY09": "sy-deir-ez-zor",
    "SY10": "sy-tartus",
    "SY11": "sy-raqqa",
    "SY12": "sy-daraa",
    "SY13": "sy-suwayda",
    "SY14": "sy-quneitra",
}
COUNTRY = "SYR"
SAMPLE_EVERY_M = 250.0
GRID_DEGREES = 0.05
LEAST_OVERLAP = 0.65  # of a city of 15 km drawn on a grid of 5 km; all others lie above .75


@cache
def syrian() -> tuple[LoadedAgreement, ...]:
    return tuple(load_agreements(bundled("agreements") / "syria"))


def admin_areas() -> list[Any]:
    """One parameter per administrative area that is drawn: agreement, area id."""
    return [
        pytest.param(loaded, area, id=f"{loaded.agreement.id}/{area.id}")
        for loaded in syrian()
        for area in loaded.agreement.areas
        if area.shape == "admin" and area.id in loaded.outlines
    ]


@cache
def official() -> dict[str, Any]:
    path = shared("boundaries", "syr_cod_syr_admin1.geojson.gz")
    features = json.loads(gzip.decompress(path.read_bytes()))["features"]
    units = {CODES[f["properties"]["PCODE"]]: shape(f["geometry"]).buffer(0) for f in features}
    return {**units, COUNTRY: shapely.union_all(list(units.values()))}


def border_points(area: Any) -> Any:
    """Points every 250 m along all borders of an area given in metres."""
    parts = getattr(area.boundary, "geoms", [area.boundary])
    return np.concatenate(
        [shapely.line_interpolate_point(p, np.arange(0, p.length, SAMPLE_EVERY_M)) for p in parts if p.length > 1000]
    )


def distances_m(here: Any, there: Any) -> Any:
    return shapely.distance(border_points(here), there.boundary)


def pair_in_metres(loaded: LoadedAgreement, area: Any) -> tuple[Any, Any]:
    units = area.admin1 or [COUNTRY]
    truth = shapely.union_all([official()[u] for u in units])
    centre = truth.centroid
    return to_local(loaded.outlines[area.id], centre.x, centre.y), to_local(truth, centre.x, centre.y)


@pytest.mark.parametrize(("loaded", "area"), admin_areas())
def test_the_stated_precision_is_the_measured_one(loaded: LoadedAgreement, area: Any) -> None:
    """95 % of either border lies within `border_precision_m` of the other, and no more than 1 km is added to that."""
    ours, truth = pair_in_metres(loaded, area)
    far = max(np.percentile(distances_m(truth, ours), 95), np.percentile(distances_m(ours, truth), 95))
    assert far <= area.border_precision_m <= far + 1000


@pytest.mark.parametrize(("loaded", "area"), admin_areas())
def test_the_outline_is_the_unit_it_stands_for(loaded: LoadedAgreement, area: Any) -> None:
    """Enough overlap with the official unit, with less than a tenth of its corners: coarse, and no simplified copy."""
    ours, truth = pair_in_metres(loaded, area)
    assert ours.intersection(truth).area / ours.union(truth).area >= LEAST_OVERLAP
    assert len(shapely.get_coordinates(ours)) < len(shapely.get_coordinates(truth)) / 10


@pytest.mark.parametrize("loaded", syrian(), ids=lambda item: item.agreement.id)
def test_every_corner_lies_on_the_grid(loaded: LoadedAgreement) -> None:
    """Corners are multiples of 0.05 degrees: drawn by hand, not taken from a file of boundaries."""
    for name, outline in loaded.outlines.items():
        for value in shapely.get_coordinates(outline).ravel():
            steps = value / GRID_DEGREES
            assert math.isclose(steps, round(steps), abs_tol=1e-6), f"{name}: {value}"


def test_areas_without_an_official_border_lie_where_their_names_say() -> None:
    """Northern Latakia in Latakia (the rest is sea), Eastern Ghouta by Damascus, Aleppo's surroundings in Aleppo."""
    calm = next(item for item in syrian() if item.agreement.id == "sy-calm-2016-04")
    hosts = {
        "northern-latakia": ["sy-latakia"],
        "eastern-ghouta": ["sy-rif-dimashq", "sy-damascus"],
        "aleppo": ["sy-aleppo"],
    }
    for name, units in hosts.items():
        ours = calm.outlines[name]
        truth = shapely.union_all([official()[u] for u in units])
        assert ours.intersection(truth).area / ours.area >= 0.85, name


def test_governorates_that_are_neighbours_hardly_overlap() -> None:
    """A place belongs to one governorate: drawn units overlap by less than a thousandth of a square degree."""
    for loaded in syrian():
        drawn = [
            (a.id, loaded.outlines[a.id])
            for a in loaded.agreement.areas
            if a.shape == "admin" and a.admin1 and a.id in loaded.outlines
        ]
        for i, (left, one) in enumerate(drawn):
            for right, other in drawn[i + 1 :]:
                assert one.intersection(other).area < 1e-3, f"{loaded.agreement.id}: {left} and {right}"


def test_the_border_of_the_north_east_lies_along_the_official_one() -> None:
    """95 % of our line's points lie within its stated precision of the border, which is at most 2 km looser."""
    northeast = next(item for item in syrian() if item.agreement.id == "sy-ne-2019-10")
    (area,) = [a for a in northeast.agreement.areas if a.id == "border"]
    centre = official()[COUNTRY].centroid
    ours = to_local(northeast.outlines["border"], centre.x, centre.y)
    truth = to_local(official()[COUNTRY], centre.x, centre.y)
    points = shapely.line_interpolate_point(ours, np.arange(0, ours.length, SAMPLE_EVERY_M))
    far = float(np.percentile(shapely.distance(points, truth.boundary), 95))
    assert isinstance(area.border_precision_m, float)
    assert far <= area.border_precision_m <= far + 2000
