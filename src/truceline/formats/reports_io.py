"""Reads reports in any format Truceline knows, and its own table back."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.formats.acled import looks_like_acled, read_acled
from truceline.formats.cells import Dates, is_zone
from truceline.formats.csvmap import load_mapping, read_mapped
from truceline.formats.day_order import month_first
from truceline.formats.geojson import is_geojson, read_geojson
from truceline.formats.intake import Intake, ReadResult
from truceline.formats.own_reports import own_report
from truceline.formats.tabular import open_sheet
from truceline.formats.ucdp import looks_like_ucdp, read_ucdp
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import TrucelineError, problem

LIKE_OURS = 3  # columns with names of ours, from which a table was meant as a reports table
FORMATS = ("ucdp", "acled", "geojson", "reports")


def read_reports(
    path: Path, kind: str | None = None, mapping: Path | None = None, zone: str | None = None
) -> ReadResult:
    """Reports of one file.

    ``kind`` None: recognised by its columns. ``zone``: IANA zone of the days of UCDP and ACLED, default the country's.
    Raises: E-REP-001, 002, 010, 011, 018; with a mapping E-MAP-00x. Bad rows never raise: they are rejects.
    """
    if zone is not None and not is_zone(zone):
        raise TrucelineError(problem("E-REP-018", "--timezone", value=zone))
    if mapping is not None:
        return _read_by(path, mapping)
    chosen = kind or recognise(path)
    if chosen == "ucdp":
        return read_ucdp(path, zone)
    if chosen == "acled":
        return read_acled(path, zone)
    if chosen == "geojson":
        return read_geojson(path)
    if chosen == "reports":
        return read_own(path)
    raise TrucelineError(problem("E-REP-011", path.name, cause=f": there is no format '{chosen}'"))


def _read_by(path: Path, mapping_path: Path) -> ReadResult:
    """By a mapping: whole columns where that gives the same, else row by row."""
    if path.suffix in (".parquet", ".pq") and path.exists():
        from truceline.formats.mapped_columns import read_columns, reads_columns

        mapping = load_mapping(mapping_path)
        try:
            by_columns = reads_columns(path, mapping)
        except (OSError, pa.ArrowException):
            by_columns = False  # the row reader says what is wrong with the file
        if by_columns:
            return read_columns(path, mapping)
    return read_mapped(path, mapping_path)


def recognise(path: Path) -> str:
    """The format of a file by its ending and columns. Raises E-REP-011 with nothing recognised."""
    if is_geojson(path):
        return "geojson"
    header = open_sheet(path).header
    if looks_like_ucdp(header):
        return "ucdp"
    if looks_like_acled(header):
        return "acled"
    missing = [name for name in ("report_id", "occurred_from") if name not in header]
    if not missing:
        return "reports"
    ours = len(set(header) & set(Reports.schema.names))
    cause = f": as a reports table it lacks the column {' and '.join(missing)}" if ours >= LIKE_OURS else ""
    raise TrucelineError(problem("E-REP-011", path.name, cause=cause))


def read_own(path: Path) -> ReadResult:
    """A reports table as Truceline writes it, Parquet or CSV (lists joined by '; ')."""
    sheet = open_sheet(path)
    missing = [c for c in ("report_id", "occurred_from", "act") if c not in sheet.header]
    if missing:
        hint = "See docs/methods/reports-in.md, or give a mapping with --map."
        raise TrucelineError(*(problem("E-REP-002", path.name, column=c, hint=hint) for c in missing))
    us_dates, note = month_first(path, ["occurred_from", "occurred_until", "received_at"])
    dates = Dates("Etc/UTC", month_first=us_dates)
    intake = Intake(path)
    for row_number, cells in sheet.rows:
        if len(cells) != len(sheet.header):
            intake.reject_row(row_number, cells, "E-REP-014", found=len(cells), wanted=len(sheet.header))
            continue
        raw = dict(zip(sheet.header, cells, strict=True))
        intake.take(row_number, raw, lambda raw=raw: own_report(raw, dates))  # type: ignore[misc]
    return intake.result([*sheet.notes, *([note] if note else [])])


def write_reports(table: pa.Table, path: Path) -> None:
    """Reports as Parquet or, by the ending, CSV that ``read_own`` reads back."""
    if path.suffix != ".csv":
        pq.write_table(table, path, compression="zstd")
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(table.schema.names)
        for batch in table.to_batches(max_chunksize=5000):
            writer.writerows([_cell(row[n]) for n in table.schema.names] for row in batch.to_pylist())


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return json.dumps(value, ensure_ascii=False)
        return "; ".join(value)
    return value.isoformat() if isinstance(value, datetime) else value
