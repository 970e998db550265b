"""Reports against zones: ours, every peer and the read limit side by side in one run, equal counts per zone checked.

Run: python -m bench.zones [--reports 1000000] [--zones 200] [--runs 5] [--engines limit,ours,geopandas]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.peers import ENGINES
from bench.world import make_agreement, make_reports

WANTED = {"geopandas": 35.0, "sedonadb": 4.5, "postgis": 28.0, "duckdb": 40.0}
LIMIT_WANTED, MEMORY_WANTED = 3.5, 12.0
PIECE_CORNERS = 128
Run = dict[str, Any]


def make(folder: Path, reports: int, zones: int) -> None:
    """The agreement, the reports, and what peers need of the agreement: zones as drawn, windows joined."""
    make_agreement(folder / "agreement", zones)
    make_reports(folder / "reports.parquet", reports)
    make_reports(folder / "warm.parquet", 1000, seed=1)
    export(folder)


def export(folder: Path) -> None:
    import shapely

    from truceline.assessment.assess import plans_for
    from truceline.assessment.bulk.program import micros
    from truceline.formats.worlds import open_world

    world = open_world((str(folder / "agreement"),))
    ((plan, _),) = plans_for(world.agreements, world.registry, None)
    names, shapes, windows = [], [], []
    for area, timeline in plan.force:
        assert area is not None
        part = plan.areas.areas[area]
        if part.shape == "combined":
            drawn = [plan.areas.drawn(a) for a in (*part.include, *part.exclude)]
            shape = shapely.difference(drawn[0][0], drawn[1][0])  # type: ignore[index]
        else:
            shape = plan.areas.drawn(area)[0]  # type: ignore[index]
        names.append(area)
        shapes.append(shape)
        end = -1
        for start, until in sorted((micros(s.start.earliest), micros(s.end.latest)) for s in timeline.spans):
            if start <= end:
                windows[-1]["end_us"] = end = max(end, until)
            else:
                windows.append({"zone": area, "begin_us": start, "end_us": until})
                end = until
    pq.write_table(pa.table({"zone": names, "wkb": shapely.to_wkb(shapes).tolist()}), folder / "zones.parquet")
    pq.write_table(pa.Table.from_pylist(windows), folder / "windows.parquet")
    pieces = [(name, piece) for name, shape in zip(names, shapes, strict=True) for piece in _cut(shape)]
    wkb = [shapely.to_wkb(piece) for _, piece in pieces]
    pq.write_table(pa.table({"zone": [name for name, _ in pieces], "wkb": wkb}), folder / "pieces.parquet")
    corners = [int(shapely.get_num_coordinates(s)) for s in shapes]
    print(
        f"{len(shapes)} zones of {min(corners)} to {max(corners)} corners, {sum(corners)} in total; "
        f"{len(windows)} windows; {len(pieces)} pieces for DuckDB and PostGIS"
    )


def _cut(shape: Any) -> list[Any]:
    import shapely

    if shapely.get_num_coordinates(shape) <= PIECE_CORNERS:
        return [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    west, south, east, north = shape.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        halves = (west, south, middle, north), (middle, south, east, north)
    else:
        middle = (south + north) / 2
        halves = (west, south, east, middle), (west, middle, east, north)
    parts = [p for h in halves for p in shapely.get_parts(shapely.intersection(shape, shapely.box(*h)))]
    return [piece for p in parts if p.geom_type == "Polygon" for piece in _cut(p)]


def child(name: str, folder: Path) -> None:
    """One engine in a process of its own: seconds, CPU seconds, peak memory and its counts as a line of JSON."""
    begun = time.perf_counter()
    ask = ENGINES[name](folder, folder / "reports.parquet")
    started, cpu = time.perf_counter(), time.process_time()
    counts = ask()
    found = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu, "counts": counts}
    found |= {"peak_gb": peak_gb(), "load_s": started - begun}
    print(json.dumps(found))


def peak_gb() -> float:
    """Highest resident memory of this process alone (what getrusage says begins with the parent's)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6)


def once(name: str, folder: Path) -> Run | str:
    """A run, or why there is none."""
    command = [sys.executable, "-m", "bench.zones", "--child", name, "--folder", str(folder)]
    environment = {**os.environ, "POLARS_MAX_THREADS": "2", "TRUCELINE_CACHE": str(folder / "cache")}
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=900)
    except subprocess.TimeoutExpired:
        return "no answer after 900 s"
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or ["?"])[-1][:160]
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    merged: Run = {}
    for line in lines:
        merged |= line
    return merged


def compare(folder: Path, engines: list[str], runs: int, budget_s: float) -> dict[str, list[Run]]:
    """Interleaved runs; an engine that has used its share of the time is not asked again, and that is said."""
    warm = once("ours", folder)
    if isinstance(warm, str):
        raise SystemExit(f"ours failed: {warm}")
    found: dict[str, list[Run]] = {}
    spent = dict.fromkeys(engines, 0.0)
    absent: set[str] = set()
    for _ in range(runs):
        for engine in engines:
            if engine in absent or spent[engine] > budget_s:
                continue
            started = time.perf_counter()
            one = once(engine, folder)
            spent[engine] += time.perf_counter() - started
            if isinstance(one, str):
                print(f"{engine}: ABSENT: {one}")
                absent.add(engine)
            else:
                found.setdefault(engine, []).append(one)
    check(found)
    return found


def check(found: dict[str, list[Run]]) -> None:
    """All engines count the same reports in each zone, in every run."""
    told = {engine: [r["counts"] for r in runs] for engine, runs in found.items() if engine != "limit"}
    first = told["ours"][0]
    for engine, counts in told.items():
        for one in counts:
            if one != first:
                wrong = [z for z in {*one, *first} if one.get(z) != first.get(z)]
                raise SystemExit(f"COUNTS DIFFER: {engine} in {len(wrong)} zones, e.g. {wrong[:3]}")
    print(f"equal counts in each of {len(first)} zones: {sum(first.values()):,} pairs, engines {', '.join(told)}")


def report(found: dict[str, list[Run]], asked: list[str]) -> None:
    for engine, runs in found.items():
        wall, cpu = sorted(r["seconds"] for r in runs), statistics.median(r["cpu"] for r in runs)
        load = statistics.median(r["load_s"] for r in runs)
        cpu_said = "CPU in the server" if engine == "postgis" else f"CPU {cpu:.2f} s"
        print(
            f"{engine:10} {len(runs)} runs: min {wall[0]:.2f} median {statistics.median(wall):.2f} max {wall[-1]:.2f} s"
            f", {cpu_said}, peak {max(r['peak_gb'] for r in runs):.2f} GB, loading before it {load:.1f} s"
        )
    spread = [max(s) / min(s) for s in ([r["seconds"] for r in runs] for runs in found.values())]
    print(f"noise of the machine: the slowest run of an engine took up to {max(spread):.1f} times its fastest")
    goals(found, asked)


def goals(found: dict[str, list[Run]], asked: list[str]) -> None:
    middle = {e: statistics.median(r["seconds"] for r in runs) for e, runs in found.items()}
    cpu = {e: statistics.median(r["cpu"] for r in runs) for e, runs in found.items()}
    for engine, wanted in WANTED.items():
        if engine not in asked:
            continue
        if engine not in middle:
            print(f"goal filter-{engine} measured absent wanted {wanted:g} short")
            continue
        by_cpu = "" if engine == "postgis" else f" (by CPU seconds {cpu[engine] / cpu['ours']:.1f})"
        tell(f"filter-{engine}", middle[engine] / middle["ours"], wanted, True, by_cpu)
    if "limit" in middle:
        by_cpu = f" (by CPU seconds {cpu['ours'] / cpu['limit']:.1f})"
        tell("filter-limit", middle["ours"] / middle["limit"], LIMIT_WANTED, False, by_cpu)
    if "geopandas" in found:
        peak = {e: max(r["peak_gb"] for r in found[e]) for e in ("geopandas", "ours")}
        tell("filter-memory-geopandas", peak["geopandas"] / peak["ours"], MEMORY_WANTED, True)


def tell(name: str, ratio: float, wanted: float, more: bool, beside: str = "") -> None:
    """One line a goal; ``more``: more is better."""
    good = ratio >= wanted if more else ratio <= wanted
    print(f"goal {name} measured {ratio:.1f} wanted {wanted:g} {'ok' if good else 'short'}{beside}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--zones", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--budget", type=float, default=1e9, help="Seconds per engine after which it is not run again.")
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.folder)
        return
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} before; "
        f"{asked.reports:,} reports, {asked.zones} zones; compiled plan and kernels warm"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        make(folder, asked.reports, asked.zones)
        engines = asked.engines.split(",")
        report(compare(folder, engines, asked.runs, asked.budget), engines)


if __name__ == "__main__":
    main()
