"""Matching: ours and Splink on the same generated reports and the same gold, calibration, and arrivals one by one.

Run: python -m bench.matching [--sizes 10000 100000] [--engines ours,splink] [--history 0]
Each engine runs in a process of its own. The generator and the gold lie beside the checkout; nothing of them is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.airwars_links import links

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "matching"
MAPS = {"scale": HERE / "maps" / "make_scale.yaml", "records": HERE / "maps" / "records.yaml"}
Members = dict[str, str]


def reports_of(path: Path, kind: str) -> pa.Table:
    from truceline.formats.reports_io import read_reports

    return read_reports(path, mapping=MAPS[kind]).reports


def ours(path: Path, kind: str) -> Members:
    from truceline.matching.match import match_reports

    members = match_reports(reports_of(path, kind)).members()
    return dict(zip(members.column("report_id").to_pylist(), members.column("incident_id").to_pylist(), strict=True))


def splink(path: Path, kind: str, one_to_one: bool = False) -> Members:
    """Splink 5 with DuckDB: what a careful user would set up, clusters at probability .5."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    api = DuckDBAPI()
    table = _splink_table(reports_of(path, kind))
    linker = Linker(
        api.register(table),
        SettingsCreator(
            link_type="link_only" if one_to_one else "dedupe_only",
            unique_id_column_name="report_id",
            source_dataset_column_name="source",
            probability_two_random_records_match=1.8 / table.num_rows,  # about one partner a report
            blocking_rules_to_generate_predictions=[
                "l.cell = r.cell and abs(l.day - r.day) <= 3",
                "l.place = r.place and abs(l.day - r.day) <= 3",
            ],
            comparisons=[
                cl.DistanceInKMAtThresholds("lat", "lon", [1, 3, 10, 25]),
                cl.CustomComparison(
                    output_column_name="day",
                    comparison_levels=[
                        {
                            "sql_condition": "day_l is null or day_r is null",
                            "label_for_charts": "-",
                            "is_null_level": True,
                        },
                        {"sql_condition": "day_l = day_r", "label_for_charts": "same"},
                        {"sql_condition": "abs(day_l - day_r) = 1", "label_for_charts": "next"},
                        {"sql_condition": "ELSE", "label_for_charts": "else"},
                    ],
                ),
                cl.ExactMatch("act"),
                cl.JaroWinklerAtThresholds("actor_low", [0.92, 0.8]),
                cl.JaroWinklerAtThresholds("actor_high", [0.92, 0.8]),
                cl.ExactMatch("deaths"),
                cl.JaroWinklerAtThresholds("place", [0.92, 0.8]),
            ],
            additional_columns_to_retain=["source"],
        ),
        log_level=40,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("day", "cell"), block_on("place", "day")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.1)
    if one_to_one:
        clusters = linker.clustering.cluster_using_single_best_links(
            predicted, _sources(path, kind), threshold_match_probability=0.5
        )
    else:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.5)
    rows = clusters.as_record_list()
    return {r["report_id"]: str(r["cluster_id"]) for r in rows}


def _sources(path: Path, kind: str) -> list[str]:
    return sorted(set(reports_of(path, kind).column("source").to_pylist()))


def _splink_table(reports: pa.Table) -> pa.Table:
    sides = [pc.fill_null(pc.binary_join(reports.column(k), ", "), "").to_pylist() for k in ("side_left", "side_right")]
    ordered = [sorted(pair) for pair in zip(*sides, strict=True)]
    lon, lat = (reports.column(k).to_numpy() for k in ("lon", "lat"))
    return pa.table(
        {
            "report_id": reports.column("report_id"),
            "source": reports.column("source"),
            "lat": lat,
            "lon": lon,
            "day": pc.cast(
                pc.floor(pc.divide(reports.column("occurred_from").cast(pa.int64()), 86_400_000_000.0)), "int64"
            ),
            "cell": [f"{a}:{b}" for a, b in zip(np.round(lat * 2), np.round(lon * 2), strict=True)],
            "act": reports.column("act"),
            "actor_low": pa.array([p[0] or None for p in ordered], pa.string()),
            "actor_high": pa.array([p[1] or None for p in ordered], pa.string()),
            "deaths": reports.column("casualties_best"),
            "place": reports.column("place_name"),
        }
    )


ENGINES = {
    "ours": ours,
    "splink": splink,
    "splink-one-to-one": lambda path, kind: splink(path, kind, one_to_one=True),
}


# scoring ------------------------------------------------------------------------------------------------------------


def pair_counts(*keys: Any) -> float:
    count = np.unique(np.stack(keys), axis=1, return_counts=True)[1].astype(float)
    return float((count * (count - 1) / 2).sum())


def scale_score(members: Members, path: Path) -> dict[str, float]:
    """Cross-source pairwise scores, and the shares of incidents in clusters of more than three and of more than two."""
    truth = pq.read_table(path, columns=["rid", "inc", "src"])
    known = np.array([members.get(rid, rid) for rid in truth.column("rid").to_pylist()])
    found = np.unique(known, return_inverse=True)[1]
    true = truth.column("inc").to_numpy()
    source = np.unique(np.array(truth.column("src").to_pylist()), return_inverse=True)[1]
    return grouped_score(found, true, source)


def grouped_score(found: Any, true: Any, source: Any) -> dict[str, float]:
    """``scale_score`` of three columns of codes, one row a report: incident found, true incident, source."""

    def cross(*keys: Any) -> float:
        return pair_counts(*keys) - pair_counts(*keys, source)

    hit, claimed, wanted = cross(found, true), cross(found), cross(true)
    together = np.unique(np.stack([found, true]), axis=1)
    per = np.bincount(together[0])
    three, two = (len(np.unique(together[1][per[together[0]] > k])) / len(np.unique(true)) for k in (3, 2))
    shares = {"over_merged": three, "crowded": two}
    return _scores(hit, claimed, wanted) | shares | {"largest": float(np.bincount(found).max())}


def _scores(hit: float, claimed: float, wanted: float) -> dict[str, float]:
    precision, recall = hit / max(1.0, claimed), hit / max(1.0, wanted)
    return {"precision": precision, "recall": recall, "f1": 2 * hit / max(1.0, claimed + wanted)}


def gold_score(members: Members, gold: Path, draws: int = 2000) -> dict[str, float]:
    """Pairwise scores on the gold file, with a 95 % bootstrap interval over gold and predicted incidents joined."""
    certain, uncertain = set(), set()
    for line in gold.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pairs = {p for p in combinations(sorted(line.lstrip("? ").split()), 2) if p[0][:2] != p[1][:2]}
            (uncertain if line.startswith("?") else certain).update(pairs)
    clusters = defaultdict(list)
    for report, incident in members.items():
        clusters[incident].append(report)
    found = {p for c in clusters.values() for p in combinations(sorted(c), 2) if p[0][:2] != p[1][:2]}
    found -= uncertain - certain
    table = np.array(list(_blocks(certain, found).values()), float)
    rng = np.random.default_rng(0)
    boot = [_scores(*table[rng.integers(0, len(table), len(table))].sum(0))["f1"] for _ in range(draws)]
    low, high = np.percentile(boot, [2.5, 97.5])
    return _scores(*table.sum(0)) | {"f1_low": float(low), "f1_high": float(high)}


def _blocks(certain: set[Any], found: set[Any]) -> dict[str, list[int]]:
    """hit, claimed, wanted by group of reports linked by gold or prediction: what is resampled together."""
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for left, right in sorted(certain | found):
        group[root(left)] = root(right)
    blocks: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for pair in sorted(certain | found):
        block = blocks[root(pair[0])]
        block[0] += pair in certain and pair in found
        block[1] += pair in found
        block[2] += pair in certain
    return blocks


# runs ---------------------------------------------------------------------------------------------------------------


def one(engine: str, path: Path, kind: str, out: Path) -> None:
    started = time.perf_counter()
    members = ENGINES[engine](path, kind)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    out.write_text(
        json.dumps(
            {
                "members": members,
                "wall_s": time.perf_counter() - started,
                "cpu_s": usage.ru_utime + usage.ru_stime,
                "gb": usage.ru_maxrss / 1e6,
            }
        )
    )


def measured(engine: str, path: Path, kind: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-m", "bench.matching", "--one", engine, str(path), kind, str(out)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=HERE.parent)
        if not out.exists():
            return {"absent": (done.stderr.strip().splitlines() or ["no answer"])[-1]}
        found: dict[str, Any] = json.loads(out.read_text())
        return found


def told(name: str, engine: str, run: dict[str, Any], scores: dict[str, float]) -> None:
    parts = " ".join(f"{k} {v:.3f}" for k, v in scores.items())
    print(
        f"{name} {engine}: {parts}  wall {run['wall_s']:.1f} s, CPU {run['cpu_s']:.1f} s, {run['gb']:.2f} GB",
        flush=True,
    )


def calibration(path: Path) -> None:
    """Expected calibration error of the shipped weights on a generated set of another seed."""
    from bench.train_matching import labelled
    from truceline.matching.calibrate import reliability
    from truceline.matching.match import choose_weights
    from truceline.matching.pairs import find_pairs
    from truceline.matching.score import score_pairs

    columns, truth, _ = labelled(path)
    weights = choose_weights(columns)
    pairs = find_pairs(columns, weights.first_matrix(), weights.floor)
    found = reliability(score_pairs(columns, pairs, weights), truth[pairs.left] == truth[pairs.right])
    print(f"calibration {path.stem}: ECE {found.error:.4f} over {len(pairs.left)} pairs", flush=True)


def arrivals(path: Path, count: int = 3000) -> None:
    """``count`` reports drawn by lot arrive one by one on all the others; then settled, against the batch."""
    from truceline.matching.match import match_reports
    from truceline.matching.online import Online

    reports = reports_of(path, "scale")
    late = np.sort(np.random.default_rng(1).choice(reports.num_rows, count, replace=False))
    stay = np.ones(reports.num_rows, bool)
    stay[late] = False
    online = Online(reports.filter(pa.array(stay)))
    wall, cpu = [], []
    for row in reports.take(pa.array(late)).to_pylist():
        before = time.perf_counter(), time.thread_time()
        online.add(row)
        wall.append(time.perf_counter() - before[0])
        cpu.append(time.thread_time() - before[1])
    for name, seconds in (("wall", wall), ("CPU", cpu)):
        ms = np.array(seconds[100:]) * 1e3
        p50, p95, p99 = np.percentile(ms, [50, 95, 99])
        print(f"arrivals {name}: p50 {p50:.3f} p95 {p95:.3f} p99 {p99:.3f} ms")
    touched = online.settle()
    members = match_reports(reports, online.weights).members()
    batch = dict(zip(members.column("report_id").to_pylist(), members.column("incident_id").to_pylist(), strict=True))
    print(f"settled, {touched} reports clustered anew; equal to the batch: {online.incidents() == batch}")


def run(sizes: list[int], engines: list[str], history: int) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    gold, records = SHARED / "nigeria_2011_gold.txt", SHARED / "nigeria_2011_records.csv.gz"
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines:
            done = measured(engine, records, "records")
            if "absent" in done:
                print(f"gold {engine}: absent ({done['absent']})")
                continue
            told("gold", engine, done, gold_score(done["members"], gold))
        for size in sizes:
            path = made(Path(folder), size)
            runs = {}
            for engine in engines:
                done = measured(engine, path, "scale")
                if "absent" in done:
                    print(f"scale-{size} {engine}: absent ({done['absent']})")
                    continue
                runs[engine] = done | {"scores": scale_score(done["members"], path)}
                told(f"scale-{size}", engine, done, runs[engine]["scores"])
            for engine in set(runs) - {"ours"} if "ours" in runs else ():
                f1 = runs["ours"]["scores"]["f1"] / runs[engine]["scores"]["f1"]
                cpu = runs[engine]["cpu_s"] / runs["ours"]["cpu_s"]
                print(f"scale-{size}: F1 {f1:.2f} × that of {engine}, whose CPU time is {cpu:.1f} × ours")
            calibration(path)
        links()
        if history:
            arrivals(made(Path(folder), history))


def made(folder: Path, size: int) -> Path:
    path = folder / f"scale-{size}.parquet"
    subprocess.run([sys.executable, str(SHARED / "make_scale.py"), str(size), str(path), "--seed", "1"], check=True)
    return path


if __name__ == "__main__":
    csv.field_size_limit(1 << 24)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--engines", default="ours,splink,splink-one-to-one")
    parser.add_argument("--history", type=int, default=0, help="Reports that stand before others arrive one by one.")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one[0], Path(options.one[1]), options.one[2], Path(options.one[3]))
    else:
        run(options.sizes, options.engines.split(","), options.history)
