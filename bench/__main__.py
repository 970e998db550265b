"""Time and peak memory of the main job, each in a process of its own. Run: make bench"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UCDP = ROOT.parent / "shared" / "data" / "ucdp_ged" / "ged_syria_2016_2019.parquet"


def measure(name: str, arguments: list[str]) -> None:
    """Run ``truceline`` once; print wall seconds, CPU seconds and the peak resident set."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "from truceline.cli import main; main()", *arguments], check=True)
    wall_s = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
    print(f"\n{name}: {wall_s:.1f} s wall, {cpu_s:.1f} s CPU, peak so far {after.ru_maxrss * unit / 1e9:.2f} GB\n")


def run() -> None:
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "exercise"
        measure("simulate", ["simulate", "--out", str(made)])
        reports = str(made / "reports.parquet")
        measure(
            "exercise", ["assess", reports, "--agreements", "exercise", "--out", str(Path(folder) / "exercise-out")]
        )
        if UCDP.exists():
            measure(
                "ucdp-syria", ["assess", str(UCDP), "--agreements", "syria", "--out", str(Path(folder) / "ucdp-out")]
            )
        else:
            print("ucdp-syria: not measured, the data set does not lie beside the checkout")


if __name__ == "__main__":
    run()
