"""One report re-assessed online: milliseconds at a warm desk, every report another place, moment and actor.

Run: python -m bench.online [--reports 2000] [--agreements exercise,syria,FOLDER]
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from bench.zones import tell

WANTED_MS = 5.0


def measure(name: str, reports: int) -> np.ndarray:
    """Milliseconds per call under every reading of some agreements."""
    from truceline.engines.online import Desk
    from truceline.formats.worlds import open_world
    from truceline.simulate.exercise import simulate

    world = open_world((name,))
    rows = simulate(7).reports.to_pylist()
    known = max(r["occurred_until"] for r in rows)
    desk = Desk(world.agreements, world.registry)
    shapes = [s for plan, _ in desk.plans for s in plan.areas.outlines.values()]
    bounds = np.array([s.bounds for s in shapes]) if shapes else np.array([[35.0, 32.0, 42.0, 37.0]])
    low, high = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    starts = [x for plan, _ in desk.plans for x in plan.force_cuts if 1990 < x.year < 2100]
    rng = np.random.default_rng(1)
    taken, busy = [], []
    for i in range(reports + 50):
        row = dict(rows[i % len(rows)], report_id=f"b{i}", incident_id=None)
        row["lon"], row["lat"] = (float(v) for v in rng.uniform(low, high))
        row["place_radius_m"] = float(rng.choice([0.0, 200.0, 1000.0, 5000.0]))
        length = row["occurred_until"] - row["occurred_from"]
        row["occurred_from"] = starts[int(rng.integers(len(starts)))] + length * int(rng.integers(1, 50))
        row["occurred_until"] = row["occurred_from"] + length
        begun, cpu = time.perf_counter(), time.thread_time()
        desk.assess([row], known)
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.thread_time() - cpu) * 1000)
    times = np.array(taken[50:])
    print(
        f"online {name}: {len(desk.plans)} readings, {reports} reports: median {np.median(times):.2f} ms, "
        f"p99 {np.percentile(times, 99):.2f} ms, max {times.max():.2f} ms; of the processor's time "
        f"median {np.median(busy[50:]):.2f} ms, p99 {np.percentile(busy[50:], 99):.2f} ms"
    )
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--agreements", default="exercise")
    asked = parser.parse_args()
    for name in asked.agreements.split(","):
        times = measure(name, asked.reports)
        tell(f"online-p99-ms-{name.rsplit('/')[-1]}", float(np.percentile(times, 99)), WANTED_MS, False)


if __name__ == "__main__":
    main()
