"""The folder that a run of matching leaves, and what later commands take from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from truceline.vocabulary.errors import TrucelineError, problem


def check_folder(out: Path) -> None:
    """Raises E-RUN-003, before any work, where results could not be written for certain."""
    if out.exists() and not out.is_dir():
        raise TrucelineError(problem("E-RUN-003", "match", value=str(out), cause="a file of this name is there"))


def reports_of(folder: Path) -> pa.Table:
    path = folder / "reports.parquet"
    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        hint = "Run 'truceline match … --out DIR' first, or name its folder with --in."
        raise TrucelineError(problem("E-RUN-001", "match", value=str(path), hint=hint)) from error


def open_reports(reports: pa.Table) -> pa.Table:
    """Those of no closed compartment."""
    return reports.filter(pc.is_null(reports.column("compartment")))


def names_of(registry: str | None) -> Any:
    """What a registry knows of a name; None without one."""
    if registry is None:
        return None
    from truceline.formats.bundled import find_registry
    from truceline.formats.registry_yaml import load_registry
    from truceline.run import actors_behind

    return actors_behind(load_registry(find_registry(registry)))
