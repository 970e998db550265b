"""The combination rule against Monte Carlo: where claims are open, p is the share of the draws that are covered.

Assumed, and drawn so: the instant is uniform over the reported interval, the place uniform over the reported circle,
both independent of each other and of who acted (docs/methods/uncertainty.md).
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
import shapely

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows
from truceline.space.geodesy import metres_per_degree

DRAWS = 200_000
START = datetime(2020, 2, 1, tzinfo=UTC)
BOX = shapely.box(10, 10, 11, 11)
HOLE = {"id": "hole", "name": "Hole", "shape": "polygon", "coordinates": [[10.4, 10.4], [10.6, 10.4], [10.5, 10.7]]}


def drawn(lon: float, lat: float, radius_m: float, hours: tuple[float, float]) -> Any:
    """Points and hours after START, one per draw."""
    rng = np.random.default_rng(99)
    east, north = metres_per_degree(lat)
    reach, turn = radius_m * np.sqrt(rng.random(DRAWS)), rng.uniform(0, 2 * math.pi, DRAWS)
    return lon + reach * np.cos(turn) / east, lat + reach * np.sin(turn) / north, rng.uniform(*hours, DRAWS)


def finding(loaded: Any, lon: float, lat: float, radius_m: float, hours: tuple[float, float]) -> dict[str, Any]:
    start, end = (START + timedelta(hours=h) for h in hours)
    row = report(
        lon=lon, lat=lat, place_radius_m=radius_m, occurred_from=start.isoformat(), occurred_until=end.isoformat()
    )
    (found,) = assess_rows([row], [loaded], registry()).to_pylist()
    return found


def near(share: float) -> Any:
    return pytest.approx(share, abs=4.5 * math.sqrt(max(share * (1 - share), 1e-4) / DRAWS))


@pytest.mark.parametrize(
    ("lon", "lat", "radius_m"),
    [(10.02, 10.5, 5_000.0), (10.0, 10.0, 20_000.0), (10.9, 10.95, 8_000.0), (10.5, 10.5, 90_000.0)],
)
@pytest.mark.parametrize("hours", [(-30.0, 20.0), (10.0, 12.0), (680.0, 720.0)])
def test_time_and_place_multiply(lon: float, lat: float, radius_m: float, hours: tuple[float, float]) -> None:
    """In force 1 to 29 February (696 hours), in a box."""
    x, y, t = drawn(lon, lat, radius_m, hours)
    share = float(np.mean(shapely.contains_xy(BOX, x, y) & (t >= 0) & (t < 696)))
    assert finding(agreement(), lon, lat, radius_m, hours)["p_covered"] == near(share)


def test_two_areas_with_windows_of_their_own_add_up() -> None:
    """Areas drawn apart: the chances of lying in one while it runs are added."""
    areas = [
        {"id": "west", "name": "West", "shape": "polygon", "coordinates": [[10, 10], [10.5, 10], [10.5, 11], [10, 11]]},
        {"id": "east", "name": "East", "shape": "polygon", "coordinates": [[10.5, 10], [11, 10], [11, 11], [10.5, 11]]},
    ]
    windows = [
        {"from": "2020-02-01", "until": "2020-02-02", "areas": ["west"]},
        {"from": "2020-02-02", "until": "2020-02-03", "areas": ["east"]},
    ]
    loaded = agreement(areas=areas, scope={"areas": ["west", "east"]}, in_force=windows)
    x, _, t = drawn(10.45, 10.5, 12_000.0, (12.0, 36.0))
    share = float(np.mean(((x < 10.5) & (t < 24)) | ((x >= 10.5) & (t >= 24))))
    assert finding(loaded, 10.45, 10.5, 12_000.0, (12.0, 36.0))["p_covered"] == near(share)


def test_a_carve_out_gives_a_range_that_holds_the_truth() -> None:
    """How a carve-out lies to its surroundings is not assumed, so the answer is a range; the share lies in it."""
    areas = [
        *BASE["areas"],
        HOLE,
        {"id": "rest", "name": "Rest", "shape": "combined", "include": ["box"], "exclude": ["hole"]},
    ]
    loaded = agreement(areas=areas, scope={"areas": ["rest"]})
    x, y, _ = drawn(10.45, 10.45, 15_000.0, (10.0, 12.0))
    inside = shapely.contains_xy(BOX, x, y) & ~shapely.contains_xy(shapely.Polygon(HOLE["coordinates"]), x, y)
    found = finding(loaded, 10.45, 10.45, 15_000.0, (10.0, 12.0))
    assert found["p_low"] - 0.005 <= float(np.mean(inside)) <= found["p_high"] + 0.005


def test_an_unstated_zone_is_a_range_between_the_candidates() -> None:
    """Each candidate zone gives its own share; the range holds exactly the lowest and the highest."""
    zones = ["Etc/UTC", "Asia/Damascus", "Etc/GMT+5"]
    shares = [finding(agreement(timezone=z), 10.5, 10.5, 0.0, (-6.0, 6.0))["p_covered"] for z in zones]
    found = finding(agreement(timezone={"unstated": zones}), 10.5, 10.5, 0.0, (-6.0, 6.0))
    assert (found["p_low"], found["p_high"]) == pytest.approx((min(shares), max(shares)))
    assert found["p_covered"] is None


def test_an_unknown_actor_is_never_a_middle() -> None:
    """Nobody named: from 0 to the share of time and place, not half of it."""
    row = report(claimed_initiator=None, claimed_target=None, lon=10.0, place_radius_m=5_000.0)
    (found,) = assess_rows([row], [agreement()], registry()).to_pylist()
    assert found["p_low"] == 0.0
    assert found["p_high"] == pytest.approx(0.5, abs=0.01)
    assert found["coverage"] == "cannot_tell"


def test_candidates_with_weights_are_drawn_by_them() -> None:
    """One of three acted: one bound, one a stranger, one listed; what is left to 1 may be anybody or nobody bound."""
    lon, lat, radius_m, hours = 10.02, 10.5, 5_000.0, (680.0, 720.0)
    weights = {"Northern Army": 0.55, "Stranger Group": 0.2, "Black Column": 0.15}
    x, y, t = drawn(lon, lat, radius_m, hours)
    who = np.random.default_rng(5).choice([*weights, "nobody named"], DRAWS, p=[*weights.values(), 0.1])
    there = shapely.contains_xy(BOX, x, y) & (t >= 0) & (t < 696)
    start, end = (START + timedelta(hours=h) for h in hours)
    row = report(
        lon=lon, lat=lat, place_radius_m=radius_m, occurred_from=start.isoformat(), occurred_until=end.isoformat(),
        claimed_initiator=list(weights), initiator_weights=list(weights.values()),
    )  # fmt: skip
    loaded = agreement(exclusions=[{"id": "x", "lists": ["council"], "match": "by_identity"}])
    (found,) = assess_rows([row], [loaded], registry()).to_pylist()
    assert found["p_low"] == near(float(np.mean(there & (who == "Northern Army"))))
    assert found["p_high"] == near(float(np.mean(there & np.isin(who, ["Northern Army", "nobody named"]))))
