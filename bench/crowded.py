"""What fewer crowded clusters cost where sources have names of their own: eight simulated sets a seed.

Run: python -m bench.crowded [--seeds 300 500] [--values 0 0.2 0.4]
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from bench.matching import grouped_score
from bench.train_matching import GED, SPANS
from truceline.formats.reports_io import read_reports
from truceline.matching.match import match_reports
from truceline.matching.weights import OWN
from truceline.simulate.data_sets import make_data_sets

SHOWN = ("f1", "precision", "recall", "crowded")


def main(seeds: list[int], values: list[float]) -> None:
    for seed in seeds:
        found: dict[float, list[dict[str, float]]] = {value: [] for value in values}
        for number, (name, first, last) in enumerate(SPANS):
            events = read_reports(GED / f"{name}.parquet").reports
            year = pc.year(events.column("occurred_from"))
            inside = pc.and_(pc.greater_equal(year, first), pc.less_equal(year, last))
            made = make_data_sets(events.filter(inside), seed + number)
            order = pc.sort_indices(made.reports.column("report_id")).to_numpy()
            true = np.unique(made.truth[order], return_inverse=True)[1]
            for value in values:
                matched = match_reports(made.reports, replace(OWN, beyond_two=value))
                source = np.unique(np.array(matched.reports.column("source").to_pylist()), return_inverse=True)[1]
                incident = np.unique(matched.incident, return_inverse=True)[1]
                found[value].append(grouped_score(incident, true, source))
        for value, scores in found.items():
            means = (f"{name} {np.mean([s[name] for s in scores]):.3f}" for name in SHOWN)
            print(f"seed {seed}, beyond_two {value:g}: {', '.join(means)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[300, 500])
    parser.add_argument("--values", type=float, nargs="*", default=[0.0, 0.2, 0.4, 0.6])
    asked = parser.parse_args()
    main(asked.seeds, asked.values)
