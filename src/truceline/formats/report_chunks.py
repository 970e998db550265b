"""Reports in chunks of bounded size: our own Parquet tables row group by row group; any other file is read once, whole,
and staged as such a table.

A chunk holds rows that make sense as claims; rows that do not are rejects with their place and reason. In a bulk run
ids are held to be unique within a chunk only; what stands twice in two chunks is assessed twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from truceline.formats.cells import YEARS
from truceline.formats.intake import FARTHEST_M, TERMS, Intake
from truceline.formats.own_reports import own_report
from truceline.formats.reports_io import read_reports
from truceline.tables.reports import Rejects, Reports

CHUNK_ROWS = 262_144
NEEDED = ("report_id", "source", "occurred_from", "occurred_until", "act")


@dataclass(frozen=True)
class Chunk:
    """``name`` is stable over runs: file, row group and slice. ``rows_in`` = reports + distinct rejected rows."""

    name: str
    reports: pa.Table
    rejects: pa.Table
    rows_in: int


@dataclass(frozen=True)
class Source:
    """A row group to read. ``rejects``: of ``rejected`` rows that were left out when a table was staged."""

    path: Path
    name: str
    row_group: int
    rows: int
    rejects: pa.Table
    rejected: int


def sources_of(paths: list[Path], staging: Path, options: dict[str, Any] | None = None) -> list[Source]:
    """What there is to read, in order.

    ``staging``: folder for tables that are not our own Parquet, as long as their chunks are read. ``options``: kind,
    mapping, zone of ``read_reports``. Raises E-REP-… and E-MAP-….
    """
    found: list[Source] = []
    for number, path in enumerate(paths):
        stem = f"{number:04d}-{path.name.split('.')[0]}"
        rejects, rejected = Rejects.empty(), 0
        if not _is_own_parquet(path):
            read = read_reports(path, **(options or {}))
            rejects, rejected = read.rejects, read.rows_in - read.reports.num_rows
            path = staging / f"{stem}.parquet"
            pq.write_table(read.reports, path, row_group_size=CHUNK_ROWS)
        meta = pq.ParquetFile(path).metadata
        for group in range(max(1, meta.num_row_groups)):
            rows = meta.row_group(group).num_rows if meta.num_row_groups else 0
            found.append(Source(path, f"{stem}-{group:05d}", group, rows, rejects, rejected))
            rejects, rejected = Rejects.empty(), 0
    return found


def _is_own_parquet(path: Path) -> bool:
    if path.suffix not in (".parquet", ".pq"):
        return False
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return False
    return all(
        name in schema.names and schema.field(name).type == Reports.schema.field(name).type for name in NEEDED
    ) and all(schema.field(n).type == Reports.schema.field(n).type for n in schema.names if n in Reports.schema.names)


def chunks_of(source: Source) -> Iterator[Chunk]:
    """The chunks of one source; rows left out when it was staged are a chunk of their own."""
    if source.rejected:
        yield Chunk(f"{source.name}-staged", Reports.empty(), source.rejects, source.rejected)
    reader = pq.ParquetFile(source.path)
    if not source.rows:
        return
    names = [n for n in Reports.schema.names if n in reader.schema_arrow.names]
    before = sum(reader.metadata.row_group(g).num_rows for g in range(source.row_group))
    batches = reader.iter_batches(CHUNK_ROWS, row_groups=[source.row_group], columns=names)
    for i, batch in enumerate(batches):
        yield _checked(source, f"{source.name}-{i:05d}", _whole(pa.table(batch)), before)
        before += batch.num_rows


def _whole(part: pa.Table) -> pa.Table:
    """All columns of a reports table; those that the file lacks are null."""
    n = part.num_rows
    columns = [part.column(f.name) if f.name in part.schema.names else pa.nulls(n, f.type) for f in Reports.schema]
    return pa.table(columns, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))


def _checked(source: Source, name: str, part: pa.Table, before: int) -> Chunk:
    """Rows that pass every check of the intake as they stand; the others go through it one by one, for their reason."""
    good = makes_sense(part)
    numbers = pa.array(np.arange(before + 1, before + part.num_rows + 1))
    number_column = pc.coalesce(part.column("source_row"), numbers)
    part = part.set_column(part.schema.get_field_index("source_row"), Reports.schema.field("source_row"), number_column)
    kept = part.filter(pa.array(good)).cast(Reports.schema)
    if good.all():
        return Chunk(name, kept, Rejects.empty(), part.num_rows)
    intake = Intake(source.path, ids=set(kept.column("report_id").to_pylist()))
    for row in part.filter(pa.array(~good)).to_pylist():
        intake.take(row["source_row"], row, lambda row=row: own_report(row))  # type: ignore[misc]
    rest = intake.result()
    return Chunk(name, pa.concat_tables([kept, rest.reports]), rest.rejects, part.num_rows)


def makes_sense(part: pa.Table) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Per row: would ``intake.check_report`` take it as it is."""
    ok = pc.and_(pc.is_valid(part.column("report_id")), pc.not_equal(part.column("report_id"), ""))
    for name in NEEDED[1:]:
        ok = pc.and_(ok, pc.is_valid(part.column(name)))
    ok = pc.and_(ok, pc.less(part.column("occurred_from"), part.column("occurred_until")))
    for name in ("occurred_from", "occurred_until", "received_at"):
        year = pc.year(part.column(name))
        sound = pc.and_(pc.greater_equal(year, YEARS.start), pc.less(year, YEARS.stop))
        ok = pc.and_(ok, pc.fill_null(sound, True))
    for prefix in ("", "origin_"):
        lon, lat = part.column(f"{prefix}lon"), part.column(f"{prefix}lat")
        ok = pc.and_(ok, pc.equal(pc.is_valid(lon), pc.is_valid(lat)))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(pc.abs(lon), 180.0), True))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(pc.abs(lat), 90.0), True))
    for name in ("place_radius_m", "origin_radius_m"):
        ok = pc.and_(ok, pc.fill_null(pc.greater_equal(part.column(name), 0.0), True))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(part.column(name), FARTHEST_M), True))
    counts = [part.column(f"casualties_{k}") for k in ("low", "best", "high")]
    for low, high in ((counts[0], counts[1]), (counts[1], counts[2]), (counts[0], counts[2])):
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(low, high), True))
    for count in counts:
        ok = pc.and_(ok, pc.fill_null(pc.greater_equal(count, 0), True))
    for name, (terms, _) in TERMS.items():
        known = pc.is_in(part.column(name), value_set=pa.array(sorted(terms), pa.string()))
        ok = pc.and_(ok, pc.or_(known, pc.is_null(part.column(name))))
    good = np.array(ok.combine_chunks().fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)
    ids = part.column("report_id").combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    first = np.zeros(len(good), bool)
    first[np.unique(np.nan_to_num(ids.astype(float), nan=-1), return_index=True)[1]] = True
    return good & first


def latest_moment(sources: list[Source]) -> datetime | None:
    """The last moment that any report speaks of or was received at: all that the input knows. None without reports."""
    found: list[datetime | None] = []
    for source in sources:
        if source.rows:
            reader = pq.ParquetFile(source.path)
            columns = [n for n in ("occurred_until", "received_at") if n in reader.schema_arrow.names]
            table = reader.read_row_group(source.row_group, columns=columns)
            found += [pc.max(table.column(name)).as_py() for name in columns]
    return max((moment for moment in found if moment is not None), default=None)
