"""Where a count claim contradicts itself, and what running totals say about the time between them.

Nothing is corrected: each mismatch is a fact about the claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mismatch:
    """``kind``: no_breakdown, breakdown_short, breakdown_over, parts, other_total, repeated or previous."""

    claim_id: str
    kind: str
    stated: int
    found: int
    sentence: str


def find_mismatches(claims: pa.Table) -> list[Mismatch]:
    """Every claim whose total, breakdown, parts, other totals or restated numbers differ, in order of the table."""
    rows = claims.to_pylist()
    found: list[Mismatch] = []
    for row in rows:
        found += _own(row)
    return [*found, *_repeated(rows), *_restated(rows)]


def _own(row: Row) -> Iterable[Mismatch]:
    total, unit, claim = row["total"], row["unit"], row["claim_id"]
    if total is None:
        return
    placed = sum(item["count"] for item in row["breakdown"] or ())
    if row["breakdown"] and placed != total:
        kind = "breakdown_short" if placed < total else "breakdown_over"
        gap = f"{total - placed} without a place" if placed < total else f"{placed - total} more than the total"
        yield Mismatch(claim, kind, total, placed, f"total {total} {unit}, places give {placed}: {gap}")
    if not row["breakdown"]:
        yield Mismatch(claim, "no_breakdown", total, 0, f"total {total} {unit}, no place given")
    by_kind = sum(item["count"] for item in row["parts"] or ())
    if row["parts"] and by_kind != total:
        yield Mismatch(claim, "parts", total, by_kind, f"total {total} {unit}, parts give {by_kind}")
    for other in row["other_totals"] or ():
        yield Mismatch(claim, "other_total", total, other, f"the same document also gives {other}, not {total} {unit}")


def _repeated(rows: list[Row]) -> Iterable[Mismatch]:
    """A claimant's figures that equal, place by place, those of its claim before: perhaps a day, perhaps a copy."""
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["dating"] != "within" and len(row["breakdown"] or ()) > 1:
            series[row["claimant"], row["matter"], row["unit"]].append(row)
    for claims in series.values():
        for earlier, later in pairwise(sorted(claims, key=lambda r: r["period_from"])):
            if _figures(earlier) == _figures(later):
                words = f"all figures equal those of {earlier['claim_id']}"
                yield Mismatch(later["claim_id"], "repeated", later["total"] or 0, earlier["total"] or 0, words)


def _figures(row: Row) -> tuple[int | None, frozenset[tuple[str, int]]]:
    return row["total"], frozenset((item["place"], item["count"]) for item in row["breakdown"] or ())


def _restated(rows: list[Row]) -> Iterable[Mismatch]:
    """What a claimant gives for its period before, against what it said then."""
    ends = {(r["claimant"], r["matter"], r["unit"], r["period_until"]): r for r in rows}
    for row in rows:
        before = ends.get((row["claimant"], row["matter"], row["unit"], row["period_from"]))
        if before is None or row["previous_total"] is None or before["total"] is None:
            continue
        if row["previous_total"] != before["total"]:
            words = f"restates {row['previous_total']} for the period before, which had been given as {before['total']}"
            yield Mismatch(row["claim_id"], "previous", before["total"], row["previous_total"], words)


@dataclass(frozen=True)
class Step:
    """Between two running totals of one claimant that begin together. ``added`` is negative after a revision."""

    earlier: str
    later: str
    from_moment: datetime
    until_moment: datetime
    added: int


def running_steps(claims: pa.Table) -> list[Step]:
    """Differences of running totals: claims of one claimant, matter and unit with one start and rising ends."""
    series: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in claims.to_pylist():
        if row["total"] is not None and row["dating"] != "within":
            series[row["claimant"], row["matter"], row["unit"], row["period_from"]].append(row)
    steps = []
    for rows in series.values():
        for earlier, later in pairwise(sorted(rows, key=lambda r: r["period_until"])):
            if earlier["period_until"] < later["period_until"]:
                added = later["total"] - earlier["total"]
                ends = earlier["period_until"], later["period_until"]
                steps.append(Step(earlier["claim_id"], later["claim_id"], *ends, added))
    return steps
