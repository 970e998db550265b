"""Every goal in one line, within five minutes on two quiet cores: `goal NAME measured RATIO wanted RATIO ok|short`."""

from __future__ import annotations

import os
import platform
import tempfile
from pathlib import Path

import numpy as np

from bench import full, online, shares, zones
from bench.peers import ENGINES

REPORTS, BUDGET_S = 1_000_000, 40.0


def main() -> None:
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} before")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        zones.make(folder, REPORTS, 200)
        zones.report(zones.compare(folder, list(ENGINES), 5, BUDGET_S), list(ENGINES))
        full.measure(REPORTS, 1, folder)
    shares.measure(200)
    times = online.measure("exercise", 500)
    zones.tell("online-p99-ms", float(np.percentile(times, 99)), online.WANTED_MS, False)


if __name__ == "__main__":
    main()
