"""Every engine's way from the reports' file to the count of pairs: report in zone, in a window, not excluded.

Each has ``load`` (libraries, zones, windows, plan: not timed) and returns ``ask``, which is timed: reading the Parquet
file, matching, counting per zone. PostGIS is timed for the query alone; loading and indexing are told apart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

LISTED = "Listed Front"
COLUMNS = ["lon", "lat", "occurred_from", "claimed_target"]
THREADS = 2
Ask = Callable[[], dict[str, int]]


def limit(folder: Path, reports: Path) -> Ask:
    """Read the four columns and pass over them once."""
    import polars as pl

    def ask() -> dict[str, int]:
        lazy = pl.scan_parquet(reports)
        numbers = pl.col("lon") + pl.col("lat") + pl.col("occurred_from").cast(pl.Int64)
        found = lazy.select(numbers.sum().alias("sum"), pl.col("claimed_target").list.len().sum().alias("n")).collect()
        return {"rows": int(found["n"][0])}

    return ask


def ours(folder: Path, reports: Path) -> Ask:
    """What `truceline screen --workers 2` calls."""
    from truceline.assessment.assess import plans_for
    from truceline.engines.plan_cache import PlanCache, default_folder
    from truceline.engines.screen import Screener
    from truceline.formats.worlds import open_world

    started = time.perf_counter()
    world = open_world((str(folder / "agreement"),))
    read = time.perf_counter()
    screener = Screener(plans_for(world.agreements, world.registry, None), PlanCache(default_folder()))
    screener.run([reports.with_name("warm.parquet")])
    print(json.dumps({"read_agreement_s": read - started, "open_plan_s": time.perf_counter() - read}))

    def ask() -> dict[str, int]:
        found = screener.run([reports], THREADS)
        counts: dict[str, int] = {}
        for (line, _), count in found.counts[0].items():
            area = str(screener.compiled[0].plan.force[line][0])
            counts[area] = counts.get(area, 0) + count
        return counts

    return ask


def geopandas(folder: Path, reports: Path) -> Ask:
    """geopandas' spatial join, predicate `within`; listed rows are left out first, windows asked of the pairs."""
    import geopandas as gpd
    import pandas as pd
    import shapely

    zones = pq.read_table(folder / "zones.parquet")
    frame = gpd.GeoDataFrame({"zone": zones["zone"]}, geometry=shapely.from_wkb(zones["wkb"].to_numpy()))
    windows = pq.read_table(folder / "windows.parquet").to_pandas()

    def ask() -> dict[str, int]:
        table = pq.read_table(reports, columns=COLUMNS)
        table = table.filter(pa.array(_free(table)))
        when = table.column("occurred_from").cast(pa.int64()).to_numpy()
        points = gpd.GeoDataFrame({"t": when}, geometry=gpd.points_from_xy(table.column("lon"), table.column("lat")))
        pairs = gpd.sjoin(points, frame, predicate="within")[["t", "zone"]]
        joined = pd.merge(pairs, windows, on="zone")
        joined = joined[(joined.t >= joined.begin_us) & (joined.t < joined.end_us)]
        return {str(k): int(v) for k, v in joined.groupby("zone").size().items()}

    return ask


def _free(table: pa.Table) -> np.ndarray[Any, np.dtype[np.bool_]]:
    names = table.column("claimed_target").combine_chunks().flatten()
    return np.asarray(names.to_numpy(zero_copy_only=False) != LISTED)


SQL = """
SELECT z.zone, count(*) FROM r JOIN z ON {within}
JOIN w ON w.zone = z.zone AND r.t >= w.begin_us AND r.t < w.end_us GROUP BY z.zone
"""


def sedonadb(folder: Path, reports: Path) -> Ask:
    """SedonaDB's spatial join over whole zones, then the windows."""
    import sedonadb as sedona

    engine = sedona.connect()
    zones = pq.read_table(folder / "zones.parquet")
    engine.create_data_frame(zones).to_view("z0")
    engine.sql("SELECT zone, ST_GeomFromWKB(wkb) AS g FROM z0").to_memtable().to_view("z")
    engine.create_data_frame(pq.read_table(folder / "windows.parquet")).to_view("w")
    engine.read_parquet(str(reports)).to_view("f")
    inner = (
        "(SELECT ST_Point(lon, lat) AS g, CAST(occurred_from AS BIGINT) AS t FROM f "
        f"WHERE claimed_target[1] <> '{LISTED}')"
    )
    query = SQL.replace("FROM r JOIN", f"FROM {inner} r JOIN").format(within="ST_Within(r.g, z.g)")

    def ask() -> dict[str, int]:
        rows = pa.table(engine.sql(query).to_arrow_table())
        return dict(zip(rows.column(0).to_pylist(), rows.column(1).to_pylist(), strict=True))

    return ask


def duckdb(folder: Path, reports: Path) -> Ask:
    """DuckDB's spatial join over zones cut into pieces of at most 128 corners, then the windows."""
    import duckdb as duck

    engine = duck.connect()
    try:
        engine.execute("LOAD spatial")
    except duck.Error:
        import duckdb_extensions

        duckdb_extensions.import_extension("spatial")
        engine.execute("LOAD spatial")
    engine.execute(f"SET threads={THREADS}")
    zones, windows = str(folder / "pieces.parquet"), str(folder / "windows.parquet")
    engine.execute("CREATE TABLE z AS SELECT zone, ST_GeomFromWKB(wkb) AS g FROM read_parquet(?)", [zones])
    engine.execute("CREATE TABLE w AS SELECT * FROM read_parquet(?)", [windows])
    inner = (
        "(SELECT ST_Point(lon, lat) AS g, epoch_us(occurred_from) AS t FROM read_parquet(?) "
        f"WHERE claimed_target[1] <> '{LISTED}')"
    )
    query = SQL.replace("FROM r JOIN", f"FROM {inner} r JOIN").format(within="ST_Within(r.g, z.g)")

    def ask() -> dict[str, int]:
        return {str(k): int(v) for k, v in engine.execute(query, [str(reports)]).fetchall()}

    return ask


def postgis(folder: Path, reports: Path) -> Ask:
    """PostGIS on the local server, zones cut into pieces of at most 128 corners; the query alone is timed."""
    import psycopg
    import shapely

    link = psycopg.connect("host=127.0.0.1 user=postgres dbname=postgres", autocommit=True)
    started = time.perf_counter()
    link.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    link.execute("CREATE TEMP TABLE z(zone text, g geometry)")
    link.execute("CREATE TEMP TABLE w(zone text, begin_us bigint, end_us bigint)")
    link.execute("CREATE TEMP TABLE r(g geometry, t bigint, target text)")
    with link.cursor().copy("COPY z FROM STDIN") as copy:
        for row in pq.read_table(folder / "pieces.parquet").to_pylist():
            copy.write_row((row["zone"], row["wkb"].hex()))
    with link.cursor().copy("COPY w FROM STDIN") as copy:
        for row in pq.read_table(folder / "windows.parquet").to_pylist():
            copy.write_row(tuple(row.values()))
    with link.cursor().copy("COPY r FROM STDIN") as copy:
        for batch in pq.ParquetFile(reports).iter_batches(100_000, columns=COLUMNS):
            points = shapely.to_wkb(shapely.points(batch["lon"], batch["lat"]), hex=True).tolist()
            times = batch["occurred_from"].cast(pa.int64()).to_pylist()
            names = batch["claimed_target"].flatten().to_pylist()
            copy.write("".join(f"{g}\t{t}\t{n}\n" for g, t, n in zip(points, times, names, strict=True)))
    link.execute("CREATE INDEX ON z USING gist(g)")
    link.execute("ANALYZE z; ANALYZE w; ANALYZE r")
    print(json.dumps({"load_s": time.perf_counter() - started}))
    inner = f"(SELECT g, t FROM r WHERE target <> '{LISTED}')"
    query = SQL.replace("FROM r JOIN", f"FROM {inner} r JOIN").format(within="ST_Intersects(r.g, z.g)")

    def ask() -> dict[str, int]:
        return {str(k): int(v) for k, v in link.execute(query).fetchall()}

    return ask


ENGINES = {
    "limit": limit,
    "ours": ours,
    "geopandas": geopandas,
    "sedonadb": sedonadb,
    "duckdb": duckdb,
    "postgis": postgis,
}
