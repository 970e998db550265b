"""Areas as GeoJSON: each border as it is known, and what must never be drawn is not in the data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import shapely

from truceline.bulletins.area_outlines import area_features
from truceline.bulletins.report.instruments import hidden_areas
from truceline.formats.worlds import World, open_world
from truceline.space.geodesy import metres_per_degree


@cache
def world(name: str) -> World:
    return open_world([name])


def features(reading: str, day: datetime, as_of: datetime | None = None) -> list[dict[str, Any]]:
    accord = next(i for i in world("exercise").agreements if i.agreement.id == "ex-lyne-accord")
    return area_features(accord, reading, day, as_of)


MAY = datetime(2030, 5, 1, tzinfo=UTC)


def test_a_band_is_twice_as_wide_as_the_drawing_may_be_off() -> None:
    """The strip's border may be off by 800 m: its band has the area of its length times 1,600 m, up to its corners."""
    accord = next(i for i in world("exercise").agreements if i.agreement.id == "ex-lyne-accord")
    strip = accord.outlines["strip-sketch"]
    band = next(
        f
        for f in features("sketch", MAY)
        if f["properties"]["area"] == "strip-sketch" and f["properties"]["kind"] == "band"
    )
    east, north = metres_per_degree(strip.centroid.y)
    in_metres = shapely.transform(shapely.geometry.shape(band["geometry"]), lambda c: c * [east, north])
    around = shapely.transform(strip.boundary, lambda c: c * [east, north]).length
    assert in_metres.area == pytest.approx(around * 1600, rel=0.06)


def test_an_unpublished_border_has_no_line_and_a_proposal_no_ground() -> None:
    """Haze: rings one within the other and nothing else; proposed: a line of dots and nothing else."""
    kinds: dict[str, list[str]] = {}
    for f in features("published", MAY):
        kinds.setdefault(f["properties"]["area"], []).append(f["properties"]["kind"])
    assert kinds["strip-published"] == ["haze1", "haze2", "haze3", "haze4"]
    assert kinds["south-extension"] == ["proposed"]
    rings = [
        shapely.geometry.shape(f["geometry"])
        for f in features("published", MAY)
        if f["properties"]["area"] == "strip-published"
    ]
    assert all(outer.buffer(1e-3).contains(inner) and outer.area > inner.area for outer, inner in pairwise(rings))


def test_what_was_not_known_is_not_drawn() -> None:
    """The sketch of the strip came on 24 April."""
    early = features("sketch", MAY, datetime(2030, 4, 20, tzinfo=UTC))
    assert "strip-sketch" not in {f["properties"]["area"] for f in early}


@pytest.mark.parametrize("name", ["exercise", "syria", "ukraine"])
def test_hidden_areas_are_in_no_feature_of_any_instrument(name: str) -> None:
    """Carve-outs, areas of exclusions, circles around sites and lines: on no day of force, under no reading."""
    drawn = 0
    for item in world(name).agreements:
        hidden = hidden_areas(item.agreement)
        for reading in item.agreement.reading_ids():
            for year, month in ((2014, 10), (2015, 6), (2016, 5), (2017, 8), (2030, 5)):
                for f in area_features(item, reading, datetime(year, month, 10, tzinfo=UTC), None):
                    drawn += 1
                    assert f["properties"]["area"] not in hidden
                    assert json.dumps(f)
    assert drawn > 5
