"""A full assessment with reasons against the read limit, not written and written; peak memory.

Run: python -m bench.full [--reports 1000000] [--runs 3]. It calls what `truceline assess --bulk --workers 2` calls.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.world import make_agreement, make_reports
from bench.zones import once, peak_gb, tell

NOT_WRITTEN, WRITTEN, MOST_GB = 18.0, 25.0, 1.0


def child(folder: Path, written: bool) -> None:
    from truceline.assessment.assess import plans_for
    from truceline.engines import local
    from truceline.engines.plan_cache import PlanCache, default_folder
    from truceline.formats.report_chunks import all_chunks, latest_moment, sources_of
    from truceline.formats.worlds import open_world

    world = open_world((str(folder / "agreement"),))
    plans = plans_for(world.agreements, world.registry, None)
    if not written:
        local.write_by_month = lambda tables, *_: sum(t.num_rows for t in tables)  # the findings are made, not written

    def run(name: str) -> tuple[float, float, int]:
        begun, cpu = time.perf_counter(), time.process_time()
        with tempfile.TemporaryDirectory() as out:
            sources = sources_of([folder / name], Path(out))
            known = latest_moment(sources)
            assert known is not None
            keep = PlanCache(default_folder())
            done = local.run_bulk(all_chunks(sources), plans, world.registry, Path(out), known, 2, None, keep)
        return time.perf_counter() - begun, time.process_time() - cpu, done.findings

    run("warm.parquet")
    seconds, cpu, findings = run("reports.parquet")
    print(json.dumps({"seconds": seconds, "cpu": cpu, "findings": findings, "peak_gb": peak_gb()}))


def measure(reports: int, runs: int, folder: Path) -> None:
    if not (folder / "warm.parquet").exists():
        make_agreement(folder / "agreement", 200)
        make_reports(folder / "reports.parquet", reports)
        make_reports(folder / "warm.parquet", 1000, seed=1)
    found: dict[str, list[dict[str, Any]]] = {}
    environment = {**os.environ, "TRUCELINE_CACHE": str(folder / "cache")}
    for _ in range(runs):
        limit = once("limit", folder)
        assert not isinstance(limit, str), limit
        found.setdefault("limit", []).append(limit)
        for way in ("unwritten", "written"):
            command = [sys.executable, "-m", "bench.full", "--child", way, "--folder", str(folder)]
            ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            found.setdefault(way, []).append(json.loads(ended.stdout.splitlines()[-1]))
    for way, all_of in found.items():
        wall = sorted(r["seconds"] for r in all_of)
        print(
            f"{way:9} {len(wall)} runs: min {wall[0]:.2f} median {statistics.median(wall):.2f} max {wall[-1]:.2f} s"
            f", CPU {statistics.median(r['cpu'] for r in all_of):.2f} s, peak "
            f"{max(r['peak_gb'] for r in all_of):.2f} GB"
        )
    middle = {
        w: {k: statistics.median(r[k] for r in all_of) for k in ("seconds", "cpu")} for w, all_of in found.items()
    }
    for way, wanted in (("unwritten", NOT_WRITTEN), ("written", WRITTEN)):
        by_cpu = f" (by CPU seconds {middle[way]['cpu'] / middle['limit']['cpu']:.1f})"
        tell(f"full-{way}", middle[way]["seconds"] / middle["limit"]["seconds"], wanted, False, by_cpu)
    tell("full-peak-gb", max(r["peak_gb"] for r in found["written"]), MOST_GB, False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.folder, asked.child == "written")
        return
    with tempfile.TemporaryDirectory() as name:
        measure(asked.reports, asked.runs, asked.folder or Path(name))


if __name__ == "__main__":
    main()
