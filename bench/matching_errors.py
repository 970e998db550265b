"""The worst errors of matching on the hand-labelled records: pairs joined wrongly and pairs missed, with their clues.

Run: python -m bench.matching_errors [--most 20]      the gold lies beside the checkout; nothing of it is kept

Joined wrongly: those with the highest score. Missed: first those that were never candidates, farthest first, then those
with the lowest score. Half of the list is of each kind. Only pairs across sources count, as in the score.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from typing import Any

import numpy as np

from bench.matching import SHARED, reports_of
from truceline.matching.columns import RADIUS_KM, T0, T1
from truceline.matching.features import CLUES, LABELS, distance_km, gap_days
from truceline.matching.match import Matched, match_reports
from truceline.matching.score import classes_of_pairs

Pair = tuple[str, str]
TOLD = ("time", "act", "actors", "casualties", "place_name", "margin")


def gold_pairs() -> tuple[set[Pair], set[Pair]]:
    """Certain and uncertain pairs across sources (ids share their first two letters within a source)."""
    certain, uncertain = set[Pair](), set[Pair]()
    for line in (SHARED / "nigeria_2011_gold.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pairs = {p for p in combinations(sorted(line.lstrip("? ").split()), 2) if p[0][:2] != p[1][:2]}
            (uncertain if line.startswith("?") else certain).update(pairs)
    return certain, uncertain - certain


def errors(matched: Matched) -> tuple[list[Pair], list[Pair]]:
    """Pairs joined wrongly and pairs missed, worst first."""
    ids: list[str] = matched.reports.column("report_id").to_pylist()
    groups: dict[int, list[str]] = {}
    for name, incident in zip(ids, matched.incident.tolist(), strict=True):
        groups.setdefault(incident, []).append(name)
    found = {p for g in groups.values() for p in combinations(sorted(g), 2) if p[0][:2] != p[1][:2]}
    certain, uncertain = gold_pairs()
    score, at = scores(matched, ids), {name: row for row, name in enumerate(ids)}

    def apart(pair: Pair) -> float:
        return float(distance_km(matched.columns, at[pair[0]], at[pair[1]]))

    joined = sorted(found - certain - uncertain, key=lambda p: (-score.get(p, -np.inf), p))
    missed = sorted(certain - found, key=lambda p: (p in score, score.get(p, -apart(p)), p))
    return joined, missed


def scores(matched: Matched, ids: list[str]) -> dict[Pair, float]:
    rows = zip(matched.pairs.left.tolist(), matched.pairs.right.tolist(), matched.score.tolist(), strict=True)
    return {(ids[i], ids[j]): value for i, j, value in rows}


def told(matched: Matched, pair: Pair) -> str:
    """What the clues say of a pair."""
    ids, c = matched.reports.column("report_id").to_pylist(), matched.columns
    i, j = ids.index(pair[0]), ids.index(pair[1])
    here = np.flatnonzero((matched.pairs.left == min(i, j)) & (matched.pairs.right == max(i, j)))
    days = ", ".join(f"{c.numbers[k, T1] - c.numbers[k, T0]:.0f}" for k in (i, j))
    radii = ", ".join(f"{c.numbers[k, RADIUS_KM]:.0f}" for k in (i, j))
    head = f"{distance_km(c, i, j):.0f} km, radii {radii} km, gap {gap_days(c, i, j):.0f} d, lasting {days} d"
    if not len(here):
        return f"{head}; never a candidate"
    classes: Any = classes_of_pairs(c, matched.pairs)[here[0]]
    words = [LABELS[clue][classes[CLUES.index(clue)]] for clue in TOLD]
    return f"{head}, {matched.score[here[0]]:+.2f}; " + "; ".join(words)


def main(most: int) -> None:
    matched = match_reports(reports_of(SHARED / "nigeria_2011_records.csv.gz", "records"))
    joined, missed = errors(matched)
    never = sum("never" in told(matched, pair) for pair in missed)
    print(f"{len(joined)} pairs joined wrongly; {len(missed)} missed, {never} of them never candidates\n")
    print("| pair | error | clues |\n|---|---|---|")
    for kind, pairs in (("missed", missed), ("joined", joined)):
        for pair in pairs[: most // 2]:
            print(f"| {pair[0]} {pair[1]} | {kind} | {told(matched, pair)} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=20)
    main(parser.parse_args().most)
