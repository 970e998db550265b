"""Reports in chunks of bounded size: our own Parquet tables row group by row group; any other file is read once, row by
row, and staged as such a table.

A chunk holds rows that make sense as claims; rows that do not are rejects with their place and reason. An id that was
met before, in whatever file, is a reject (met_ids).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from truceline.formats.cells import YEARS
from truceline.formats.intake import FARTHEST_M, TERMS, Intake, Sink, streamed
from truceline.formats.met_ids import MetIds, as_read, met_ids
from truceline.formats.own_reports import own_report
from truceline.formats.reports_io import read_reports
from truceline.formats.seen_ids import first_of
from truceline.space.text_hash import hashes
from truceline.tables.reports import Rejects, Reports
from truceline.tables.schema import UTC
from truceline.vocabulary.amounts import DECIMALS, MOST
from truceline.vocabulary.terms import MEASURED_UNITS

Staged = Callable[[Path, int], None]
CHUNK_ROWS = 131_072
FIRST_US, LAST_US = (int(np.datetime64(f"{year}", "us").astype(np.int64)) for year in (YEARS.start, YEARS.stop))
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
    """A row group to read of the file that a user knows as ``shown``.

    ``rejects``: a table of the ``rejected`` rows that were left out when a file was staged.
    """

    path: Path
    name: str
    row_group: int
    rows: int
    shown: Path
    rejects: Path | None = None
    rejected: int = 0


def sources_of(
    paths: list[Path], staging: Path, options: dict[str, Any] | None = None, progress: Staged | None = None
) -> list[Source]:
    """What there is to read, in order.

    ``staging``: folder for tables that are not our own Parquet, as long as their chunks are read. ``options``: kind,
    mapping, zone of ``read_reports``. ``progress`` is told the rows staged so far. Raises E-REP-… and E-MAP-….
    """
    found: list[Source] = []
    for number, shown in enumerate(paths):
        stem = f"{number:04d}-{shown.name.split('.')[0]}"
        path, rejects, rejected = shown, None, 0
        if not _is_own_parquet(shown):
            path, left_out = staging / f"{stem}.parquet", staging / f"{stem}-rejects.parquet"
            rejected = _stage(shown, path, left_out, options or {}, progress)
            rejects = left_out if rejected else None
        meta = pq.ParquetFile(path).metadata
        for group in range(max(1, meta.num_row_groups)):
            rows = meta.row_group(group).num_rows if meta.num_row_groups else 0
            found.append(Source(path, f"{stem}-{group:05d}", group, rows, shown, rejects, rejected))
            rejects, rejected = None, 0
    return found


def _stage(shown: Path, path: Path, rejects: Path, options: dict[str, Any], progress: Staged | None) -> int:
    """Write a file's reports and rejects as tables, never holding more than a chunk; returns the rows rejected."""
    waiting: list[pa.Table] = []
    total = 0
    with pq.ParquetWriter(path, Reports.schema) as writer, pq.ParquetWriter(rejects, Rejects.schema) as left_out:

        def take(reports: pa.Table | None) -> None:
            nonlocal total
            if reports is not None:
                waiting.append(reports)
                total += reports.num_rows
            held = pa.concat_tables(waiting) if waiting else Reports.empty()
            while held.num_rows >= CHUNK_ROWS or (reports is None and held.num_rows):
                writer.write_table(held.slice(0, CHUNK_ROWS), row_group_size=CHUNK_ROWS)
                held = held.slice(CHUNK_ROWS)
            waiting[:] = [held] if held.num_rows else []
            if progress:
                progress(shown, total)

        with streamed(Sink(take, left_out.write_table)):
            read = read_reports(shown, **options)
        take(read.reports if read.reports.num_rows else None)  # of readers that go by columns
        take(None)
        if read.rejects.num_rows:
            left_out.write_table(read.rejects)
    return read.rows_in - total


def _is_own_parquet(path: Path) -> bool:
    if path.suffix not in (".parquet", ".pq"):
        return False
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return False
    ours = set(schema.names) & set(Reports.schema.names)
    return set(NEEDED) <= ours and all(_fits(schema.field(name)) for name in ours)


def _fits(field: pa.Field) -> bool:
    """Whether a column can be taken as it is; amounts may stand in whole numbers, as they did in older files."""
    wanted = Reports.schema.field(field.name).type
    return bool(field.type == wanted or (field.name == "quantity" and pa.types.is_integer(field.type)))


def all_chunks(sources: list[Source]) -> Iterator[Chunk]:
    """The chunks of all sources in order, each id once. Their ids are gone through beforehand."""
    with met_ids(_ids_of(sources)) as met:
        for source in sources:
            yield from _chunks_of(source, met)


def _ids_of(sources: list[Source]) -> Iterator[pa.ChunkedArray]:
    for source in sources:
        if source.rows:
            reader = pq.ParquetFile(source.path)
            for batch in reader.iter_batches(CHUNK_ROWS, row_groups=[source.row_group], columns=["report_id"]):
                yield pa.table(batch).column("report_id")


def _chunks_of(source: Source, met: MetIds) -> Iterator[Chunk]:
    """The chunks of one source; rows left out when it was staged come first. ``met``: ids of earlier chunks."""
    if source.rejects is not None:
        batches = pq.ParquetFile(source.rejects).iter_batches(CHUNK_ROWS)
        rest = source.rejected
        for i, batch in enumerate(batches):
            rejects = pa.Table.from_batches([batch])
            rows = min(rest, batch.num_rows)
            rest -= rows
            yield Chunk(f"{source.name}-staged-{i:05d}", Reports.empty(), rejects, rows)
    reader = pq.ParquetFile(source.path)
    if not source.rows:
        return
    names = [n for n in Reports.schema.names if n in reader.schema_arrow.names]
    before = sum(reader.metadata.row_group(g).num_rows for g in range(source.row_group))
    batches = reader.iter_batches(CHUNK_ROWS, row_groups=[source.row_group], columns=names)
    for i, batch in enumerate(batches):
        yield _checked(source, f"{source.name}-{i:05d}", _whole(pa.table(batch)), before, met)
        before += batch.num_rows


def _whole(part: pa.Table) -> pa.Table:
    """All columns of a reports table; those that the file lacks are null."""
    n = part.num_rows
    columns = [_column(part, f) if f.name in part.schema.names else _nulls(f.type, n) for f in Reports.schema]
    return pa.table(columns, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))


def _column(part: pa.Table, field: pa.Field) -> Any:
    found = part.column(field.name)
    return found if found.type == field.type else found.cast(field.type, safe=False)


@cache
def _all_null(kind: pa.DataType) -> pa.Array:
    return pa.nulls(CHUNK_ROWS, kind)


def _nulls(kind: pa.DataType, n: int) -> pa.Array:
    """Chunks share the memory of columns in which nothing stands."""
    return _all_null(kind).slice(0, n) if n <= CHUNK_ROWS else pa.nulls(n, kind)


def _checked(source: Source, name: str, part: pa.Table, before: int, met: MetIds) -> Chunk:
    """Rows that pass every check of the intake as they stand; the others go through it one by one, for their reason."""
    ids = as_read(part.column("report_id"))
    part = part.set_column(part.schema.get_field_index("report_id"), part.schema.field("report_id"), ids)
    codes = hashes(ids)
    fresh = met.fresh(ids, codes)
    good = makes_sense(part, codes) & fresh
    numbers = pa.array(np.arange(before + 1, before + part.num_rows + 1))
    number_column = pc.coalesce(part.column("source_row"), numbers)
    part = part.set_column(part.schema.get_field_index("source_row"), Reports.schema.field("source_row"), number_column)
    kept = (part if good.all() else part.filter(pa.array(good))).cast(Reports.schema)
    met.add(kept.column("report_id"), codes[good])
    if good.all():
        return Chunk(name, kept, Rejects.empty(), part.num_rows)
    taken = {*kept.column("report_id").to_pylist(), *ids.filter(pa.array(~fresh)).to_pylist()} - {None}
    intake = Intake(source.shown, ids=taken)
    for row in part.filter(pa.array(~good)).to_pylist():
        intake.take(row["source_row"], row, lambda row=row: own_report(row))  # type: ignore[misc]
    rest = intake.result()
    added = rest.reports.column("report_id")
    met.add(added, hashes(added))
    return Chunk(name, pa.concat_tables([kept, rest.reports]), rest.rejects, part.num_rows)


def makes_sense(part: pa.Table, codes: NDArray[np.uint64] | None = None) -> NDArray[np.bool_]:
    """Per row: would ``intake.check_report`` take it as it is. ``codes``: hashes of the ids, if they are known."""

    def stated(*names: str) -> list[str]:
        """Those of the columns in which something stands."""
        return [name for name in names if part.column(name).null_count < part.num_rows]

    ok = pc.and_(pc.is_valid(part.column("report_id")), pc.not_equal(part.column("report_id"), ""))
    for name in NEEDED[1:]:
        ok = pc.and_(ok, pc.is_valid(part.column(name)))
    ok = pc.and_(ok, pc.less(part.column("occurred_from"), part.column("occurred_until")))
    for name in stated("occurred_from", "occurred_until", "received_at"):
        if _within_years(part.column(name)):
            continue
        year = pc.year(part.column(name))
        sound = pc.and_(pc.greater_equal(year, YEARS.start), pc.less(year, YEARS.stop))
        ok = pc.and_(ok, pc.fill_null(sound, True))
    for prefix in ("", "origin_"):
        if not stated(f"{prefix}lon", f"{prefix}lat"):
            continue
        lon, lat = part.column(f"{prefix}lon"), part.column(f"{prefix}lat")
        ok = pc.and_(ok, pc.equal(pc.is_valid(lon), pc.is_valid(lat)))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(pc.abs(lon), 180.0), True))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(pc.abs(lat), 90.0), True))
    for name in stated("place_radius_m", "origin_radius_m"):
        ok = pc.and_(ok, pc.fill_null(pc.greater_equal(part.column(name), 0.0), True))
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(part.column(name), FARTHEST_M), True))
    counts = [part.column(name) for name in stated("casualties_low", "casualties_best", "casualties_high")]
    for low, high in combinations(counts, 2):
        ok = pc.and_(ok, pc.fill_null(pc.less_equal(low, high), True))
    for count in counts:
        ok = pc.and_(ok, pc.fill_null(pc.greater_equal(count, 0), True))
    for name in stated("quantity"):
        amounts = part.column(name)
        sound = pc.and_(pc.greater_equal(amounts, 0.0), pc.less_equal(amounts, MOST))
        sound = pc.and_(sound, pc.equal(pc.round(amounts, ndigits=DECIMALS), amounts))
        sound = pc.and_(sound, pc.or_(pc.equal(pc.round(amounts), amounts), _measured(part.column("quantity_unit"))))
        ok = pc.and_(ok, pc.fill_null(sound, True))
    for name in stated("initiator_weights"):  # lists are weighed row by row
        ok = pc.and_(ok, pc.is_null(part.column(name)))
    for name in stated(*TERMS):
        ok = pc.and_(ok, _known_terms(part.column(name), TERMS[name][0]))
    good = np.array(ok.combine_chunks().fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)
    return good & first_of(hashes(part.column("report_id")) if codes is None else codes)


def _measured(units: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.is_in(units, value_set=pa.array(MEASURED_UNITS, pa.string())), False)


def _known_terms(column: pa.ChunkedArray, terms: Iterable[str]) -> pa.ChunkedArray:
    """Per row: a term of the vocabulary, or nothing. Asked of each word once."""
    words = column.dictionary_encode()
    good = [pc.is_in(chunk.dictionary, value_set=pa.array(sorted(terms), pa.string())) for chunk in words.chunks]
    rows = [g.take(chunk.indices).fill_null(True) for g, chunk in zip(good, words.chunks, strict=True)]
    return pa.chunked_array(rows, pa.bool_())


def _within_years(moments: pa.ChunkedArray) -> bool:
    """All of them at once; false where it has to be asked row by row."""
    if moments.type != UTC:
        return False
    found = pc.min_max(moments.cast(pa.int64())).as_py()
    return bool(found["min"] >= FIRST_US and found["max"] < LAST_US)


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
