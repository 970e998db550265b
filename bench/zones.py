"""Reports against zones: ours, geopandas and the read limit side by side in one run, equal counts checked.

Run: python bench/zones.py [--reports 1000000] [--zones 200] [--runs 5]
Peers that are not installed are said to be absent.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

BOUNDS = (35.0, 32.0, 42.5, 37.5)
CHUNK = 262_144


def make(folder: Path, reports: int, zones: int) -> None:
    """Reports scattered over a theatre, half of them around sixty centres, and zones of 200 to 5,000 corners."""
    rng = np.random.default_rng(20)
    west, south, east, north = BOUNDS
    centres = rng.uniform((west, south), (east, north), (60, 2))
    at = centres[rng.integers(0, 60, reports)] + rng.normal(0, 0.15, (reports, 2))
    flat = rng.uniform((west, south), (east, north), (reports, 2))
    xy = np.where(rng.random(reports)[:, None] < 0.5, at, flat)
    table = pa.table({"lon": xy[:, 0], "lat": xy[:, 1]})
    pq.write_table(table, folder / "reports.parquet", row_group_size=CHUNK, compression="zstd")
    shapes = []
    for _ in range(zones):
        corners = int(np.exp(rng.uniform(np.log(200), np.log(5000))))
        turn = np.sort(rng.uniform(0, 2 * np.pi, corners))
        waves = sum(rng.uniform(0, 0.25 / k) * np.sin(k * turn + rng.uniform(0, 6)) for k in range(1, 12))
        reach = rng.uniform(0.15, 0.9) * (1 + waves) * (1 + rng.normal(0, 0.004, corners))
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        shapes.append(shapely.Polygon(np.column_stack((x + reach * np.cos(turn), y + reach * np.sin(turn)))).buffer(0))
    (folder / "zones.wkb").write_bytes(b"".join(len(w).to_bytes(8, "big") + w for w in map(shapely.to_wkb, shapes)))


def zones_of(folder: Path) -> list[Any]:
    data, shapes, at = (folder / "zones.wkb").read_bytes(), [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 8], "big")
        shapes.append(shapely.from_wkb(data[at + 8 : at + 8 + size]))
        at += 8 + size
    return shapes


def limit(folder: Path) -> int:
    """Read the columns and pass over them once: nobody can be faster."""
    total = 0
    for batch in pq.ParquetFile(folder / "reports.parquet").iter_batches(CHUNK):
        total += int(np.count_nonzero(batch.column(0).to_numpy() + batch.column(1).to_numpy() > 0))
    return total


def ours(folder: Path) -> int:
    """The zone index that `assess --bulk` uses, radius 0, two threads over row groups."""
    from concurrent.futures import ThreadPoolExecutor

    from truceline.space.zone_index import ZoneIndex

    shapes = zones_of(folder)
    index = ZoneIndex.build(shapes, [0.0] * len(shapes))

    def pairs(group: int) -> int:
        batch = pq.ParquetFile(folder / "reports.parquet").read_row_group(group)
        lon, lat = (np.asarray(batch.column(name).to_numpy()) for name in ("lon", "lat"))
        return len(index.shares(lon, lat, np.zeros(len(lon))).zones)

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(pairs, range(pq.ParquetFile(folder / "reports.parquet").metadata.num_row_groups)))


def geopandas_within(folder: Path) -> int:
    """geopandas' spatial join, predicate `within`."""
    import geopandas

    table = pq.read_table(folder / "reports.parquet")
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(table.column("lon"), table.column("lat")))
    zones = geopandas.GeoDataFrame(geometry=zones_of(folder))
    return len(geopandas.sjoin(points, zones, predicate="within"))


def duckdb_spatial(folder: Path) -> int:
    """DuckDB with its spatial extension, which must be installed already."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("LOAD spatial; SET threads=2")
    connection.execute("CREATE TABLE z(g GEOMETRY)")
    rows = [(shapely.to_wkb(s),) for s in zones_of(folder)]
    connection.executemany("INSERT INTO z VALUES (ST_GeomFromWKB(?))", rows)
    path = str(folder / "reports.parquet")
    query = "SELECT count(*) FROM read_parquet(?) r JOIN z ON ST_Within(ST_Point(r.lon, r.lat), z.g)"
    found = connection.execute(query, [path]).fetchone()
    return int(found[0]) if found else 0


def postgis(folder: Path) -> int:
    """PostGIS on the local server; loading and indexing are not timed (see seconds in `query`)."""
    import psycopg

    with psycopg.connect("dbname=test user=root") as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        connection.execute("CREATE TEMP TABLE z(g geometry)")
        for shape in zones_of(folder):
            connection.execute("INSERT INTO z SELECT ST_Subdivide(ST_GeomFromWKB(%s), 128)", [shapely.to_wkb(shape)])
        connection.execute("CREATE TEMP TABLE r(g geometry)")
        table = pq.read_table(folder / "reports.parquet")
        with connection.cursor().copy("COPY r FROM STDIN") as copy:
            for wkb in shapely.to_wkb(shapely.points(table.column("lon"), table.column("lat")), hex=True):
                copy.write_row((wkb,))
        connection.execute("CREATE INDEX ON z USING gist(g)")
        connection.execute("ANALYZE z; ANALYZE r")
        started = time.perf_counter()
        found = connection.execute("SELECT count(*) FROM r JOIN z ON ST_Intersects(r.g, z.g)").fetchone()
        print(json.dumps({"seconds": time.perf_counter() - started}))
        return int(found[0]) if found else 0


ENGINES = {
    "limit": limit,
    "ours": ours,
    "geopandas": geopandas_within,
    "duckdb": duckdb_spatial,
    "postgis": postgis,
}
WANTED = {"geopandas": 35.0, "postgis": 28.0, "duckdb": 40.0}


def child(name: str, folder: Path) -> None:
    """One engine in a process of its own: seconds, peak memory and its count as a line of JSON."""
    started = time.perf_counter()
    count = ENGINES[name](folder)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"count": count, "seconds": seconds, "peak_gb": peak}))


def once(name: str, folder: Path) -> dict[str, Any] | None:
    command = [sys.executable, __file__, "--child", name, "--folder", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        print(f"{name}: absent or failed: {(ended.stderr.strip().splitlines() or ['?'])[-1][:120]}")
        return None
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    return {**lines[-1], "seconds": lines[0]["seconds"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--zones", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.folder)
        return
    print(f"Python {platform.python_version()}, {platform.machine()}; {asked.reports:,} reports, {asked.zones} zones")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, asked.reports, asked.zones)
        once("ours", folder)  # compile
        runs: dict[str, list[dict[str, Any]]] = {e: [] for e in asked.engines.split(",")}
        for _ in range(asked.runs):
            for engine in list(runs):
                found = once(engine, folder)
                if found is None:
                    del runs[engine]
                else:
                    runs[engine].append(found)
    report(runs)


def report(runs: dict[str, list[dict[str, Any]]]) -> None:
    counts = {e: {r["count"] for r in found} for e, found in runs.items() if e != "limit"}
    if len(set().union(*counts.values())) != 1:
        print(f"COUNTS DIFFER: {counts}")
        raise SystemExit(1)
    for engine, found in runs.items():
        times = sorted(r["seconds"] for r in found)
        peak = max(r["peak_gb"] for r in found)
        print(
            f"{engine:10} min {times[0]:.2f} median {statistics.median(times):.2f} max {times[-1]:.2f} s, {peak:.2f} GB"
        )
    middle = {e: statistics.median(r["seconds"] for r in found) for e, found in runs.items()}
    for engine, wanted in WANTED.items():
        if engine in middle:
            ratio = middle[engine] / middle["ours"]
            print(
                f"goal filter-{engine} measured {ratio:.1f} wanted {wanted:.0f} {'ok' if ratio >= wanted else 'short'}"
            )
    if "limit" in middle:
        ratio = middle["ours"] / middle["limit"]
        print(f"goal filter-limit measured {ratio:.1f} wanted 3.5 {'ok' if ratio <= 3.5 else 'short'}")


if __name__ == "__main__":
    main()
