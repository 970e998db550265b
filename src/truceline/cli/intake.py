"""All report files that a command names, as one table; nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline.formats.intake import RAW_LIMIT, WITHHELD, is_closed
from truceline.formats.reports_io import read_reports
from truceline.tables.reports import Rejects, Reports
from truceline.vocabulary.errors import TrucelineError, problem


@dataclass(frozen=True)
class Intake:
    """Reports of all files with their rejects; ``rows_in`` counts every row met."""

    reports: pa.Table
    rejects: pa.Table
    rows_in: int


def read_all(
    paths: Sequence[Path], kind: str | None, mapping: Path | Sequence[Path] | None, zone: str | None = None
) -> Intake:
    """All report files as one table; an id met in an earlier file is a reject of the later one (E-REP-007).

    ``mapping``: one for all files, or as many as files, in their order. Raises: E-MAP-005.
    """
    tables: list[pa.Table] = []
    rejects: list[pa.Table] = []
    rows_in = 0
    seen: set[str] = set()
    for path, its_mapping in zip(paths, _mapping_of_each(paths, mapping), strict=True):
        result = read_reports(path, kind, its_mapping, zone)
        rows_in += result.rows_in
        rejects.append(result.rejects)
        ids = result.reports.column("report_id").to_pylist()
        fresh = [i for i in ids if i not in seen]
        if len(fresh) != len(ids):
            rejects.append(_repeated(path, result.reports, seen))
            result_rows = [r for r in result.reports.to_pylist() if r["report_id"] not in seen]
            tables.append(Reports.from_rows(result_rows))
        else:
            tables.append(result.reports)
        seen.update(fresh)
    return Intake(pa.concat_tables(tables), pa.concat_tables(rejects), rows_in)


def _mapping_of_each(paths: Sequence[Path], mapping: Path | Sequence[Path] | None) -> Sequence[Path | None]:
    given = [mapping] if isinstance(mapping, Path) else list(mapping or ())
    if len(given) in (0, 1):
        return [given[0] if given else None] * len(paths)
    if len(given) != len(paths):
        raise TrucelineError(problem("E-MAP-005", "--map", mappings=len(given), files=len(paths)))
    return given


def _repeated(path: Path, reports: pa.Table, seen: set[str]) -> pa.Table:
    rows: list[dict[str, Any]] = []
    for row in reports.to_pylist():
        if row["report_id"] in seen:
            found = problem("E-REP-007", f"{path.name}, row {row['source_row']}", value=row["report_id"])
            kept = json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False, default=str)
            line = {"source": path.name, "row": row["source_row"], "code": found.code, "message": str(found)}
            rows.append({**line, "raw": WITHHELD if is_closed(row) else kept[:RAW_LIMIT]})
    return Rejects.from_rows(rows)
