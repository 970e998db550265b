"""The tables of one or more readings, as Parquet files that the other commands read; what was left out beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from truceline.reading.rows import HEADLINE_ONLY, ClaimRows
from truceline.tables.claims import Contacts, ControlClaims, CountClaims, ListingClaims, Meetings
from truceline.tables.reports import Rejects, Reports
from truceline.tables.schema import Table
from truceline.tables.source_texts import Statements
from truceline.vocabulary.errors import Problem, problem

TABLES: dict[str, type[Table]] = {
    t.name: t for t in (Reports, CountClaims, ControlClaims, Contacts, Meetings, ListingClaims, Statements)
}
REMEDIES = {HEADLINE_ONLY: "Enter it by hand if the text below the headline bears it out."}
WITHOUT_DAY = "Write its date into the first lines of the text and read it again, or enter it by hand."


def write_tables(
    readings: Iterable[tuple[str, ClaimRows]], folder: Path, unread: Iterable[Problem] = ()
) -> dict[str, int]:
    """One file a table that has rows. Returns the row counts.

    ``rejects.parquet`` holds what became no row, with its words, and the files that could not be read (``unread``).
    """
    folder.mkdir(parents=True, exist_ok=True)
    gathered: dict[str, list[dict[str, object]]] = {}
    left: list[dict[str, object]] = [
        {"source": p.place, "row": None, "code": p.code, "message": p.message, "raw": None} for p in unread
    ]
    for name, rows in readings:
        for table, items in rows.tables.items():
            gathered.setdefault(table, []).extend(items)
        for key, why, words in rows.unplaced:
            told = problem("E-READ-008", name, value=key, cause=why, remedy=REMEDIES.get(why, WITHOUT_DAY))
            left.append({"source": name, "row": None, "code": told.code, "message": told.message, "raw": words})
    counts = {}
    for table, items in sorted(gathered.items()):
        pq.write_table(TABLES[table].from_rows(items), folder / f"{table}.parquet", compression="zstd")
        counts[table] = len(items)
    if left:
        pq.write_table(Rejects.from_rows(left), folder / "rejects.parquet", compression="zstd")
        counts["rejects"] = len(left)
    return counts
