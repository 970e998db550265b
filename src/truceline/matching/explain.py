"""Why two reports are one incident or are not: every clue with its class, the values behind it and its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.matching.columns import DEFAULT_RADIUS_KM, ActorNames, encode, in_order
from truceline.matching.features import distance_km, gap_days
from truceline.matching.most_alike import MOST_CANDIDATES
from truceline.matching.pairs import find_pairs
from truceline.matching.score import Term, Weights, classes_of_pairs, probability, terms_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Explained:
    """``candidate`` False: the pair lies beyond reach or its clues alone make it hopeless, so no term was summed."""

    left: Row
    right: Row
    candidate: bool
    terms: tuple[Term, ...]
    details: dict[str, str]
    log_odds: float
    probability: float


def explain_pair(
    reports: pa.Table, left: str, right: str, weights: Weights, actor_names: ActorNames | None = None
) -> Explained:
    """The terms of one pair, among all other reports: its rivals count.

    Raises: KeyError on an unknown report id, ValueError when both are one report.
    """
    if left == right:
        raise ValueError("two different reports are needed")
    ordered = in_order(reports)
    ids = ordered.column("report_id")
    rows = []
    for name in sorted((left, right)):
        row = pc.index(ids, name).as_py()
        if row < 0:
            raise KeyError(name)
        rows.append(row)
    columns = encode(ordered, actor_names)
    pairs = find_pairs(columns, weights.first_matrix(), weights.floor, only=np.array(rows))
    if np.bincount(np.concatenate([pairs.left, pairs.right]), minlength=max(rows) + 1)[rows].max() > MOST_CANDIDATES:
        pairs = find_pairs(columns, weights.first_matrix(), weights.floor)  # which of them stay hangs on the others
    first, second = ordered.take(pa.array(rows)).to_pylist()
    found = np.flatnonzero((pairs.left == rows[0]) & (pairs.right == rows[1]))
    details = _details(first, second, float(distance_km(columns, *rows)), float(gap_days(columns, *rows)))
    if not len(found):
        return Explained(first, second, False, (), details, weights.absent, float(probability(weights.absent)))
    terms = terms_of(classes_of_pairs(columns, pairs)[found[0]], weights)
    total = weights.slope * sum(t.weight for t in terms) + weights.shift
    return Explained(first, second, True, tuple(terms), details, total, float(probability(total)))


def _details(a: Row, b: Row, apart_km: float, gap: float) -> dict[str, str]:
    """The values behind the clues, as text."""
    radii = [f"{(r['place_radius_m'] or 1000 * DEFAULT_RADIUS_KM) / 1000:g}" for r in (a, b)]
    placed = a["lon"] is not None and b["lon"] is not None
    spans = [span_told(r["occurred_from"], r["occurred_until"]) for r in (a, b)]
    return {
        "distance": f"{apart_km:.1f} km, radii {radii[0]} and {radii[1]} km" if placed else "no point stated",
        "time": f"{spans[0]} and {spans[1]}, {gap:.1f} days between",
        "act": f"{a['act']} and {b['act']}",
        "actors": f"{_sides(a)} and {_sides(b)}",
        "casualties": f"{_count(a)} and {_count(b)}",
        "place_name": f"{a['place_name'] or 'none'} and {b['place_name'] or 'none'}",
        "same_source": f"{a['source']} and {b['source']}",
    }


def span_told(start: datetime, until: datetime) -> str:
    """An interval in UTC: its day, its days, or, where it does not begin and end at midnight, its hours too."""
    if start.time() == until.time() == time():
        last = until - timedelta(days=1)
        return f"{start:%Y-%m-%d}" if last <= start else f"{start:%Y-%m-%d} to {last:%Y-%m-%d}"
    end = f"{until:%H:%M}" if until.date() == start.date() else f"{until:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} to {end} UTC"


def _sides(row: Row) -> str:
    sides = (row["claimed_initiator"] or row["side_left"], row["claimed_target"] or row["side_right"])
    return " / ".join(_named(side) for side in sides)


def _named(side: Sequence[str] | None) -> str:
    return ", ".join(side) if side else "nobody named"


def _count(row: Row) -> str:
    low, best, high = (row[f"casualties_{k}"] for k in ("low", "best", "high"))
    if best is None and low is None and high is None:
        return "not stated"
    return f"{best}" if low in (None, best) and high in (None, best) else f"{best} ({low} to {high})"
