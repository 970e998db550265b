"""Seconds against reports and against zones: CSV and SVG in bench/out. Run: python -m bench.plots [--most 10000000]"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.zones import make, once

OUT = Path(__file__).parent / "out"
REPORTS = (100_000, 1_000_000, 10_000_000, 100_000_000)
ZONES = (20, 50, 100, 200, 500, 1000)
SLOW_AFTER = {"geopandas": 1_000_000, "duckdb": 10_000_000, "postgis": 1_000_000, "sedonadb": 10_000_000}


Row = dict[str, object]


def rows(engines: list[str], most: int) -> Iterator[Row]:
    """A row as soon as it is measured: a run that is stopped leaves what it has."""
    sizes = [("reports", n, 200) for n in REPORTS if n <= most] + [("zones", 1_000_000, z) for z in ZONES]
    for axis, reports, zones in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make(folder, reports, zones)
            for engine in engines:
                if reports > SLOW_AFTER.get(engine, most):
                    print(f"{engine}: not run at {reports:,} reports")
                    continue
                once(engine, folder)
                one = once(engine, folder)
                if isinstance(one, str):
                    print(f"{engine}: ABSENT: {one}")
                    continue
                row: Row = {"axis": axis, "reports": reports, "zones": zones, "engine": engine}
                row |= {k: round(one[k], 4) for k in ("seconds", "cpu", "peak_gb")}
                print(row, flush=True)
                yield row


def keep(found: list[Row]) -> None:
    with (OUT / "zones.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    draw(found)


def draw(found: list[Row]) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    for axis in ("reports", "zones"):
        figure, plot = pyplot.subplots(figsize=(7, 4.5))
        for engine in dict.fromkeys(r["engine"] for r in found):
            mine = [r for r in found if r["engine"] == engine and r["axis"] == axis]
            if mine:
                plot.plot([r[axis] for r in mine], [r["seconds"] for r in mine], marker="o", label=str(engine))
        plot.set(xscale="log", yscale="log", xlabel=axis, ylabel="seconds")
        plot.grid(alpha=0.3)
        plot.legend()
        figure.savefig(OUT / f"{axis}.svg", metadata={"Date": None})
        pyplot.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--engines", default="limit,ours,sedonadb,duckdb,geopandas,postgis")
    asked = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    found: list[Row] = []
    for row in rows(asked.engines.split(","), asked.most):
        found.append(row)
        keep(found)


if __name__ == "__main__":
    main()
