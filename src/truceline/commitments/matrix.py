"""Who is implementing what, and how: provisions by owners over time. A cell is a history, never one number.

Source: docs/methods/commitments.md
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from truceline.commitments.book import Book


@dataclass(frozen=True)
class Step:
    """What is recorded from ``since`` until the next record: the last level named, and the last verified one if any."""

    since: datetime
    until: datetime
    level: int
    verified: int | None


@dataclass(frozen=True)
class Cell:
    """``kind``: *not_bound*, *none_recorded*, *recorded*. ``row``: the commitment with its standing."""

    kind: str
    owner: str
    row: dict[str, Any] | None = None
    steps: tuple[Step, ...] = ()
    history: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class MatrixRow:
    agreement_id: str
    provision_id: str
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    owners: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    since: datetime
    until: datetime


def matrix(book: Book, agreement_ids: Sequence[str] | None = None) -> Matrix:
    """Rows in the order of the provisions, columns in the order in which owners appear."""
    owed = book.joined
    if agreement_ids is not None:
        owed = owed.filter(pc.is_in(owed["agreement_id"], pa.array(list(agreement_ids), pa.string())))
    rows = owed.to_pylist()
    told = book.records.filter(pc.is_in(book.records["commitment_id"], owed["commitment_id"].combine_chunks()))
    by_commitment: dict[str, list[dict[str, Any]]] = {}
    for record in told.to_pylist():
        if record["known_from"] <= book.as_of:
            by_commitment.setdefault(record["commitment_id"], []).append(record)
    owners = tuple(dict.fromkeys(r["owner"] for r in rows))
    grouped: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["agreement_id"], row["provision_id"]), {})[row["owner"]] = row
    found = []
    for (agreement_id, provision_id), owned in grouped.items():
        cells = tuple(_cell(o, owned.get(o), by_commitment, book.as_of) for o in owners)
        text = next(iter(owned.values()))["text"]
        found.append(MatrixRow(agreement_id, provision_id, text, cells))
    starts = [r["happened_from"] for records in by_commitment.values() for r in records]
    dates = [d["end_earliest"] for r in rows for d in r["dates"]]
    since = min([*starts, *dates, book.as_of])
    return Matrix(owners, tuple(found), since, _axis_end(since, [*starts, *dates], book.as_of))


def _axis_end(since: datetime, marks: Sequence[datetime], as_of: datetime) -> datetime:
    """A tenth of the span behind the last record or date, at least a month; never behind ``as_of``."""
    last = max([m for m in marks if m <= as_of], default=as_of)
    return max(since, min(as_of, last + max((last - since) / 10, timedelta(days=30))))


def _cell(owner: str, row: dict[str, Any] | None, records: dict[str, list[dict[str, Any]]], as_of: datetime) -> Cell:
    if row is None:
        return Cell("not_bound", owner)
    history = sorted(
        records.get(row["commitment_id"], []), key=lambda r: (r["happened_from"], r["known_from"], r["record_id"])
    )
    if not history:
        return Cell("none_recorded", owner, row)
    return Cell("recorded", owner, row, _steps(history, as_of), tuple(history))


def _steps(history: Sequence[dict[str, Any]], as_of: datetime) -> tuple[Step, ...]:
    leveled = [r for r in history if r["status"] is not None and r["happened_from"] <= as_of]
    steps = []
    checked: int | None = None
    for record, following in itertools.zip_longest(leveled, leveled[1:]):
        until = following["happened_from"] if following is not None else as_of
        if record["verified_by"] is not None and record["basis"] != "B":
            checked = record["status"]
        if until > record["happened_from"]:
            steps.append(Step(record["happened_from"], until, record["status"], checked))
    return tuple(steps)
