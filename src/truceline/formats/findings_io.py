"""The public files that a run leaves, and reading findings back. Schemas: docs/methods/findings.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.assessment.deciding import deciding
from truceline.formats.whole_files import written_whole
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import Coverage, Outcome

NESTED = ("reasons", "attribution")


def write_findings(findings: pa.Table, folder: Path) -> None:
    """``findings.parquet`` and ``findings.csv`` (nested columns as JSON, lists joined by '; ')."""
    _write_parquet(findings, folder / "findings.parquet")
    with written_whole(folder / "findings.csv") as draft, draft.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        names = [n for n in findings.schema.names if n != "reasons"]
        writer.writerow([*names, "decided_by"])
        for row in rows_of(findings):
            decided = "; ".join(f"{r['question']} {r['value']}" for r in row["reasons"] if r["decides"])
            writer.writerow([*(_cell(name, row[name]) for name in names), _safe(decided)])


def _write_parquet(table: pa.Table, path: Path) -> None:
    with written_whole(path) as draft:
        pq.write_table(table, draft, compression="zstd")


def write_csv(rows: pa.Table, path: Path) -> None:
    """A table as CSV: lists joined by '; ', nothing that a spreadsheet would run as a formula."""
    write_csv_parts([rows], rows.schema.names, path)


def write_csv_parts(tables: Iterable[pa.Table], names: Sequence[str], path: Path) -> None:
    """Tables with one header, one at a time in memory."""
    with written_whole(path) as draft, draft.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for table in tables:
            for row in rows_of(table):
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
    _write_parquet(table, folder / "incidents.parquet")
    pairs = sorted(zip(ids, incidents, strict=True))
    members = pa.table(
        {
            "report_id": pa.array([p[0] for p in pairs], pa.string()),
            "incident_id": pa.array([p[1] for p in pairs], pa.string()),
            "probability": pa.array([1.0] * len(pairs), pa.float64()),
        }
    )
    _write_parquet(members, folder / "members.parquet")


def rows_of(table: pa.Table, batch: int = 5000) -> Iterator[dict[str, Any]]:
    """Rows of a table as dictionaries, a batch at a time."""
    for chunk in table.to_batches(max_chunksize=batch):
        yield from chunk.to_pylist()


def find_findings(folder: Path, wanted: str) -> list[dict[str, Any]]:
    """Findings whose finding, incident or report id is ``wanted``, with their whole trace.

    Raises: E-RUN-001 without findings, E-RUN-002 if there is none.
    """
    paths = _findings_files(folder)
    if not paths:
        hint = "Run 'truceline assess … --out DIR' first, or name its folder with --in."
        raise TrucelineError(problem("E-RUN-001", "explain", value=str(folder), hint=hint))
    found: list[dict[str, Any]] = []
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=5000):
            ids, incidents = batch.column("finding_id").to_pylist(), batch.column("incident_id").to_pylist()
            reports = batch.column("report_ids").to_pylist()
            hits = [i for i in range(len(ids)) if wanted in (ids[i], incidents[i]) or wanted in reports[i]]
            found += batch.take(pa.array(hits)).to_pylist() if hits else []
    if not found:
        hint = "Give a finding id, an incident id or a report id as they stand in findings.csv."
        raise TrucelineError(problem("E-RUN-002", "explain", value=wanted, folder=str(folder), hint=hint))
    return _with_traces(found, folder)


def happened(folder: Path, finding: Mapping[str, Any]) -> Iterator[str]:
    """When the incident of a finding was and which reports tell of it, so that a trace can be laid beside them."""
    path = folder / "incidents.parquet"
    only = [("incident_id", "=", finding["incident_id"])]
    rows = pq.read_table(path, filters=only).to_pylist() if path.exists() else []
    when = "".join(f", {_minute(r['occurred_from'])} to {_minute(r['occurred_until'])} UTC" for r in rows)
    told = ", ".join(finding["report_ids"][:5]) + (", …" if len(finding["report_ids"]) > 5 else "")
    yield f"incident {finding['incident_id']}{when}; told by {told}"


def _minute(at: datetime) -> str:
    """To the minute, and as fine as it is stated where seconds are."""
    if at.microsecond:
        return f"{at:%Y-%m-%d %H:%M:%S.%f}"
    return f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"


def _findings_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return [folder] if folder.exists() else []
    whole = folder / "findings.parquet"
    return [whole] if whole.exists() else sorted(folder.glob("findings/*/*.parquet"))


def _with_traces(found: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """A bulk run's findings name their reasons by number; here they get them back."""
    if not any(isinstance(r, int) for f in found for r in f["reasons"]):
        return found
    wanted = sorted({r for f in found for r in f["reasons"]})
    table = pq.read_table(folder / "reasons.parquet", filters=[("reason_id", "in", wanted)])
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        parts.setdefault(row["reason_id"], []).append(row)
    return [{**f, "reasons": list(whole_trace(f, parts))} for f in found]


def whole_trace(finding: Mapping[str, Any], parts: Mapping[int, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The trace of a bulk finding: its numbers filled in, and which conditions decide."""
    rows = [dict(r) for number in finding["reasons"] for r in parts[number]]
    trace = [(r["condition"], r["provision_id"], r["state"]) for r in rows]
    coverage, outcome = Coverage(finding["coverage"]), Outcome(finding["outcome"])
    for row, decides in zip(rows, deciding(coverage, outcome, finding["provision_ids"], trace), strict=True):
        low, high = RANGE_OF.get(row["condition"], ("", "")) if row["provision_id"] is None else ("", "")
        row["p_low"] = row["p_low"] if row["p_low"] is not None else finding.get(low, 0.0) or 0.0
        row["p_high"] = row["p_high"] if row["p_high"] is not None else finding.get(high, 1.0) or 1.0
        yield {**row, "decides": decides}


RANGE_OF = {
    "in_force": ("time_low", "time_high"),
    "place_in": ("place_low", "place_high"),
    "not_excluded": ("actors_low", "actors_high"),
}


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
