"""Claims tables that ``truceline read --to`` left in a folder, as one set of tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.tables.claims import Contacts, ControlClaims, CountClaims, ListingClaims, Meetings
from truceline.tables.reports import Reports
from truceline.tables.schema import Table
from truceline.tables.source_texts import ClaimTables, Statements
from truceline.vocabulary.errors import Problem, TrucelineError, problem

FILES: dict[str, tuple[str, type[Table]]] = {
    "contacts": ("contacts", Contacts),
    "meetings": ("meetings", Meetings),
    "statements": ("statements", Statements),
    "count_claims": ("count_claims", CountClaims),
    "control_claims": ("control_claims", ControlClaims),
    "listing_claims": ("listings", ListingClaims),
    "reports": ("reports", Reports),
}


def holds_tables(folder: Path) -> bool:
    """Does a folder hold tables of read texts?"""
    return folder.is_dir() and any((folder / f"{name}.parquet").exists() for name in FILES)


def load_tables(folder: Path) -> ClaimTables:
    """The tables of a folder; one that is not there is empty. Raises TrucelineError (E-CLAIM-001 each)."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, (key, table) in FILES.items():
        file = folder / f"{name}.parquet"
        if file.exists():
            try:
                found[key] = pq.read_table(file).select(table.schema.names).cast(table.schema)
            except (OSError, KeyError, ValueError, pa.ArrowInvalid) as error:
                problems.append(problem("E-CLAIM-001", file.name, cause=str(error).splitlines()[0]))
    if problems:
        raise TrucelineError(*problems)
    return ClaimTables(**found)
