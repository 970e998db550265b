"""The public files that a run leaves, and reading findings back. Schemas: docs/methods/findings.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.vocabulary.errors import TrucelineError, problem

NESTED = ("reasons", "attribution")


def write_findings(findings: pa.Table, folder: Path) -> None:
    """``findings.parquet`` and ``findings.csv`` (nested columns as JSON, lists joined by '; ')."""
    pq.write_table(findings, folder / "findings.parquet", compression="zstd")
    with (folder / "findings.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        names = [n for n in findings.schema.names if n != "reasons"]
        writer.writerow([*names, "decided_by"])
        for row in rows_of(findings):
            decided = "; ".join(f"{r['question']} {r['value']}" for r in row["reasons"] if r["decides"])
            writer.writerow([*(_cell(name, row[name]) for name in names), _safe(decided)])


def write_rejects(rejects: pa.Table, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(rejects.schema.names)
        for row in rejects.to_pylist():
            writer.writerow([_cell(name, value) for name, value in row.items()])


def write_incidents(reports: pa.Table, folder: Path) -> None:
    """``incidents.parquet`` and ``members.parquet``: incidents as the reports themselves are grouped."""
    ids = reports.column("report_id").to_pylist()
    incidents = [i or r for i, r in zip(reports.column("incident_id").to_pylist(), ids, strict=True)]
    starts, ends = reports.column("occurred_from").to_pylist(), reports.column("occurred_until").to_pylist()
    spans: dict[str, list[Any]] = {}
    for incident, start, end in zip(incidents, starts, ends, strict=True):
        span = spans.setdefault(incident, [start, end, 0])
        span[0], span[1], span[2] = min(span[0], start), max(span[1], end), span[2] + 1
    ordered = sorted(spans)
    table = pa.table(
        {
            "incident_id": pa.array(ordered, pa.string()),
            "occurred_from": pa.array([spans[i][0] for i in ordered], pa.timestamp("us", tz="UTC")),
            "occurred_until": pa.array([spans[i][1] for i in ordered], pa.timestamp("us", tz="UTC")),
            "reports": pa.array([spans[i][2] for i in ordered], pa.int64()),
        }
    )
    pq.write_table(table, folder / "incidents.parquet", compression="zstd")
    pairs = sorted(zip(ids, incidents, strict=True))
    members = pa.table(
        {
            "report_id": pa.array([p[0] for p in pairs], pa.string()),
            "incident_id": pa.array([p[1] for p in pairs], pa.string()),
            "probability": pa.array([1.0] * len(pairs), pa.float64()),
        }
    )
    pq.write_table(members, folder / "members.parquet", compression="zstd")


def rows_of(table: pa.Table, batch: int = 5000) -> Iterator[dict[str, Any]]:
    """Rows of a table as dictionaries, a batch at a time."""
    for chunk in table.to_batches(max_chunksize=batch):
        yield from chunk.to_pylist()


def find_findings(folder: Path, wanted: str) -> list[dict[str, Any]]:
    """Findings whose finding, incident or report id is ``wanted``.

    Raises: E-RUN-001 without the file, E-RUN-002 if there is none.
    """
    path = folder / "findings.parquet" if folder.is_dir() else folder
    if not path.exists():
        hint = "Run 'truceline assess … --out DIR' first, or name its folder with --in."
        raise TrucelineError(problem("E-RUN-001", "explain", value=str(path), hint=hint))
    found: list[dict[str, Any]] = []
    reader = pq.ParquetFile(path)
    for batch in reader.iter_batches(batch_size=5000):
        ids, incidents = batch.column("finding_id").to_pylist(), batch.column("incident_id").to_pylist()
        reports = batch.column("report_ids").to_pylist()
        hits = [i for i in range(len(ids)) if wanted in (ids[i], incidents[i]) or wanted in reports[i]]
        found += batch.take(pa.array(hits)).to_pylist() if hits else []
    if not found:
        hint = "Give a finding id, an incident id or a report id as they stand in findings.csv."
        raise TrucelineError(problem("E-RUN-002", "explain", value=wanted, folder=str(path), hint=hint))
    return found


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return ""
    if name in NESTED:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (list, tuple)):
        return _safe("; ".join(str(v) for v in value))
    if isinstance(value, datetime):
        return value.isoformat()
    return _safe(value) if isinstance(value, str) else value


def _safe(text: str) -> str:
    """A spreadsheet must not run a claim as a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text


def months_of(reports: pa.Table) -> Mapping[str, str]:
    """Month of each incident's first claimed moment, in UTC."""
    first: dict[str, datetime] = {}
    columns = (reports.column(n).to_pylist() for n in ("incident_id", "report_id", "occurred_from"))
    for incident, report, start in zip(*columns, strict=True):
        key = incident or report
        first[key] = min(first.get(key, start), start)
    return {key: f"{start:%Y-%m}" for key, start in first.items()}
