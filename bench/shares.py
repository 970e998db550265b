"""Share of a report's circle in a zone, pairs that are neither in nor out: ours against shapely, in pairs a second.

Both are given the same pairs of circle and zone, one after the other on one core, and are held to a disc of 4,096
corners. shapely: ``buffer`` with 32 segments a quarter and ``intersection``, zones in metres around the report.
Run: python -m bench.shares [--pairs 400]
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import shapely

from bench.world import BOUNDS, _zone
from bench.zones import tell

WANTED = 60.0
RADII = (100.0, 500.0, 2000.0, 5000.0, 10_000.0, 25_000.0)


def measure(pairs: int, zones: int = 200) -> None:
    from truceline.space.geodesy import to_local
    from truceline.space.zone_index import ZoneIndex

    rng = np.random.default_rng(20)
    shapes = [_zone(rng) for _ in range(zones)]
    index = ZoneIndex.build(shapes, [0.0] * zones)
    west, south, east, north = BOUNDS
    ratios = []
    for radius in RADII:
        n = 200_000
        lon, lat = rng.uniform(west, east, n), rng.uniform(south, north, n)
        found = index.shares(lon, lat, np.full(n, radius))
        partial = (found.values > 0) & (found.values < 1)
        row = np.repeat(np.arange(n), np.diff(found.offsets))
        rows = np.unique(row[partial])
        x, y = lon[rows], lat[rows]
        mine = []
        for _ in range(5):
            begun = time.process_time()
            again = index.shares(x, y, np.full(len(rows), radius))
            mine.append(int(((again.values > 0) & (again.values < 1)).sum()) / (time.process_time() - begun))
        pick = np.flatnonzero(partial)
        pick = pick[rng.choice(len(pick), min(pairs, len(pick)), replace=False)]
        local = [to_local(shapes[found.zones[k]], lon[row[k]], lat[row[k]]) for k in pick]
        begun = time.process_time()
        centre = shapely.points(np.zeros((len(pick), 2)))
        disc = shapely.buffer(centre, radius, quad_segs=32)
        theirs = shapely.area(shapely.intersection(local, disc)) / shapely.area(disc)
        rate = len(pick) / (time.process_time() - begun)
        grown = radius * np.sqrt((2 * np.pi / 4096) / np.sin(2 * np.pi / 4096))
        fine = shapely.buffer(centre[:100], grown, quad_segs=1024)
        truth = shapely.area(shapely.intersection(local[:100], fine)) / shapely.area(fine)
        errors = [float(np.abs(v[:100] - truth).max()) for v in (found.values[pick], theirs)]
        ratios.append(float(np.median(mine)) / rate)
        print(
            f"{radius:8,.0f} m: ours {np.median(mine):10,.0f} pairs/s (min {min(mine):,.0f}, max {max(mine):,.0f}), "
            f"shapely {rate:7,.0f}; largest error ours {errors[0]:.1e}, shapely {errors[1]:.1e}"
        )
        if errors[0] > errors[1]:
            raise SystemExit("ours is less exact than shapely")
    tell("share-fractional-pairs", float(np.median(ratios)), WANTED, True, f" (least {min(ratios):.0f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=400)
    measure(parser.parse_args().pairs)


if __name__ == "__main__":
    main()
