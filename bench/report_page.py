"""How long a browser takes to open the report page of many incidents, and how large the file is.

Run: python -m bench.report_page [--incidents 5000] [--runs 5]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests import report_world
from tests.web.conftest import NAMES, OPTIONS

from truceline.bulletins.report.render import render_report

WANTED_S = 2.0


def measure(incidents: int, runs: int) -> None:
    """Print the size of the file and the median time until the page says that it is ready."""
    binary = next(path for name in NAMES if (path := shutil.which(name)))
    html = render_report(report_world.page_data(incidents))
    seconds = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        browser = engine.chromium.launch(executable_path=binary, args=OPTIONS)
        for _ in range(runs):
            page = browser.new_page()
            started = time.perf_counter()
            page.goto(file.as_uri())
            page.wait_for_selector("#rows tr")
            seconds.append(time.perf_counter() - started)
            page.close()
        browser.close()
    median = statistics.median(seconds)
    size, spread = len(html.encode()) / 1e6, f"{min(seconds):.2f}-{max(seconds):.2f}"
    print(f"{incidents:,} incidents, {size:.1f} MB, {median:.2f} s ({spread})")
    print(f"goal report-page-seconds measured {median:.2f} wanted {WANTED_S} {'ok' if median <= WANTED_S else 'short'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    measure(given.incidents, given.runs)
