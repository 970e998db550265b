"""Claims files of a folder in, the table of register items out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.vocabulary.errors import Problem, TrucelineError, problem

KEYS: tuple[str, ...] = (
    "source",
    "meta",
    "text",
    "statements",
    "events",
    "counts",
    "control",
    "contacts",
    "agreements",
    "commitments",
)
KEYS += ("designations", "relations", "actors", "places")


def read_claims_files(folder: Path) -> list[dict[str, Any]]:
    """Every ``*.claims.json`` of a folder, by name. Raises TrucelineError (E-READ-020, E-READ-021)."""
    files = sorted(folder.glob("*.claims.json")) if folder.is_dir() else []
    if not files:
        raise TrucelineError(problem("E-READ-020", folder.name, value=str(folder)))
    documents, problems = [], []
    for file in files:
        found = _document(file)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            documents.append(found)
    if problems:
        raise TrucelineError(*problems)
    return documents


def _document(file: Path) -> dict[str, Any] | Problem:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return problem("E-READ-021", file.name, cause=str(error).splitlines()[0])
    if not isinstance(data, dict) or data.get("truceline_claims") != 1:
        return problem("E-READ-021", file.name, cause="it is no claims file of version 1")
    missing = [key for key in KEYS if key not in data]
    if missing:
        return problem("E-READ-021", file.name, cause=f"it has no '{missing[0]}'")
    return data


def write_items(items: pa.Table, folder: Path) -> Path:
    """register_items.parquet. Raises E-RUN-003."""
    target = folder / "register_items.parquet"
    try:
        pq.write_table(items, target, compression="zstd")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "registers", value=str(folder), cause=str(error))) from error
    return target
