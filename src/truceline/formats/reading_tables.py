"""The tables of one or more readings, as Parquet files that the other commands read; what was left out beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from truceline.reading.rows import ClaimRows
from truceline.tables.claims import Contacts, ControlClaims, CountClaims, ListingClaims, Meetings
from truceline.tables.reports import Rejects, Reports
from truceline.tables.schema import Table
from truceline.tables.source_texts import Statements
from truceline.vocabulary.errors import problem

TABLES: dict[str, type[Table]] = {
    t.name: t for t in (Reports, CountClaims, ControlClaims, Contacts, Meetings, ListingClaims, Statements)
}


def write_tables(readings: Iterable[tuple[str, ClaimRows]], folder: Path) -> dict[str, int]:
    """One file a table that has rows; ``rejects.parquet`` holds events and counts without a day. Returns the row counts."""
    folder.mkdir(parents=True, exist_ok=True)
    gathered: dict[str, list[dict[str, object]]] = {}
    left: list[dict[str, object]] = []
    for name, rows in readings:
        for table, items in rows.tables.items():
            gathered.setdefault(table, []).extend(items)
        for key, why in rows.unplaced:
            told = problem("E-READ-008", name, value=key, cause=why)
            left.append({"source": name, "row": None, "code": told.code, "message": told.message, "raw": key})
    counts = {}
    for table, items in sorted(gathered.items()):
        pq.write_table(TABLES[table].from_rows(items), folder / f"{table}.parquet", compression="zstd")
        counts[table] = len(items)
    if left:
        pq.write_table(Rejects.from_rows(left), folder / "rejects.parquet", compression="zstd")
        counts["rejects"] = len(left)
    return counts
