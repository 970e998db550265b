"""Two monitors side by side over matched incidents: what only one reported, what both did, per place and month.

Unlike two counts (``concordance``), matched incidents say which are the same, as far as matching is right: the share of
pairs that are not is in docs/methods/matching.md. Silence of a monitor about a place is no denial; a denial is a report
of its own that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]
UNPLACED = "no place stated"


def stated_place(row: Row) -> str:
    """What a report counts under: its first administrative unit, else the name of its place."""
    return str(row.get("admin1") or row.get("place_name") or UNPLACED)


@dataclass(frozen=True)
class SharedCounts:
    """Incidents of one place and month (UTC): reported by the first monitor only, by the second only, by both.

    ``denied``: of those three together, the ones that somebody denies; they are not counted twice.
    """

    place: str
    month: str
    mine: int
    yours: int
    both: int
    denied: int = 0


def shared_incidents(
    grouped: pa.Table,
    mine: str,
    yours: str,
    place: Callable[[Row], str] | None = None,
    denied: Collection[str] = (),
) -> list[SharedCounts]:
    """Counts by place and month of first occurrence, in that order; every incident of either monitor once.

    ``grouped``: reports with their incident. ``mine``, ``yours``: sources. ``place``: what a report counts under,
    default ``stated_place``. ``denied``: reports that somebody denies (ids, such as an answer to a claim leaves them),
    besides those that say so themselves (``denied_by``); one is enough for its incident. An incident counts under what
    its earliest report says. Reports of closed compartments are not told from others here: a caller leaves them out.
    Raises: ValueError if both are one monitor.
    """
    if mine == yours:
        raise ValueError("two different monitors are needed")
    where = place or stated_place
    told: dict[str, tuple[tuple[Any, ...], str, set[str]]] = {}
    refused, rejected = set(denied), set()
    for row in grouped.to_pylist():
        if row["report_id"] in refused or row.get("denied_by"):
            rejected.add(row["incident_id"] or row["report_id"])
        if row["source"] not in (mine, yours):
            continue
        key = (row["occurred_from"], row["report_id"])
        incident = row["incident_id"] or row["report_id"]
        cell = f"{row['occurred_from']:%Y-%m}\x1f{where(row)}"
        first, at, by = told.get(incident, (key, cell, set()))
        told[incident] = (min(first, key), cell if key <= first else at, by | {row["source"]})
    counts: dict[tuple[str, str], list[int]] = {}
    for incident, (_, cell, by) in told.items():
        month, name = cell.split("\x1f", 1)
        slot = counts.setdefault((name, month), [0, 0, 0, 0])
        slot[3] += incident in rejected
        slot[2 if len(by) == 2 else (0 if mine in by else 1)] += 1
    return [SharedCounts(name, month, *slot) for (name, month), slot in sorted(counts.items())]
