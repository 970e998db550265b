"""A mapping applied to whole columns of a Parquet file: what ``csvmap`` does row by row, for millions of rows.

Only plain mappings can be read so. Rows that would not pass the intake as they stand go through it one by one, so that
what is taken, what is rejected and why are the same on both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from truceline.formats.cells import BLANKS
from truceline.formats.csvmap import EPOCH_DAYS, TIMES, FieldMap, TableMapping, columns_of, read_rows
from truceline.formats.intake import ReadResult
from truceline.formats.own_reports import LISTS
from truceline.formats.report_chunks import makes_sense
from truceline.formats.seen_ids import SeenIds
from truceline.formats.tabular import Sheet
from truceline.tables.reports import Rejects, Reports

DAY_US = 86_400_000_000
UTC_ZONES = ("Etc/UTC", "UTC")
BATCH = 262_144
# texts that may be blank, or lose a sign at either end: all others are kept as they are, without a look at each
MAY_DIFFER = r"^[^!-~]|[^!-~]$|\x00|^.{0,4}$"


def reads_columns(path: Path, mapping: TableMapping) -> bool:
    """Whether this file under this mapping can be read by columns with the same result."""
    if path.suffix not in (".parquet", ".pq") or mapping.timezone not in UTC_ZONES or mapping.skip_rows_where:
        return False
    specs = {name: _spec(field) for name, field in mapping.fields.items()}
    if not {"report_id", "occurred_from", "occurred_until"} <= set(specs) or "exceptions_argued" in specs:
        return False
    if any(s.template or s.separator for s in specs.values()) or "received_at" in specs:
        return False
    schema = pq.read_schema(path)
    if any(c not in schema.names for f in mapping.fields.values() for c in columns_of(f)):
        return False
    return all(
        specs[n].date_format == EPOCH_DAYS and pa.types.is_integer(schema.field(specs[n].column).type)
        for n in TIMES
        if n in specs
    )


def read_columns(path: Path, mapping: TableMapping) -> ReadResult:
    """Reports of one Parquet file, a batch of columns at a time. Raises as ``csvmap.read_mapped``."""
    reader = pq.ParquetFile(path)
    wanted = list(dict.fromkeys(c for f in mapping.fields.values() for c in columns_of(f)))
    tables, odd, seen, before = [], [], SeenIds(), 0
    for batch in reader.iter_batches(BATCH, columns=wanted):
        part = _reports(pa.table(batch), mapping, before)
        good = makes_sense(part) & seen.fresh(part.column("report_id"))
        tables.append((part if good.all() else part.filter(pa.array(good))).cast(Reports.schema))
        seen.add(tables[-1].column("report_id"))
        odd += (before + np.flatnonzero(~good) + 1).tolist()
        before += batch.num_rows
    if not odd and before:
        return ReadResult(pa.concat_tables(tables), Rejects.empty(), before)
    taken = {i for table in tables for i in table.column("report_id").to_pylist()}
    rest = read_rows(path, mapping, Sheet(list(reader.schema_arrow.names), _rows(reader, odd)), taken)
    return ReadResult(pa.concat_tables([*tables, rest.reports]), rest.rejects, before, rest.notes)


def _rows(reader: pq.ParquetFile, wanted: list[int]) -> Iterator[tuple[int, list[Any]]]:
    numbers, before = np.array(wanted, np.int64), 0
    for batch in reader.iter_batches(BATCH):
        inside = numbers[(numbers > before) & (numbers <= before + batch.num_rows)]
        for number, row in zip(inside.tolist(), batch.take(pa.array(inside - before - 1)).to_pylist(), strict=True):
            yield number, list(row.values())
        before += batch.num_rows


def _spec(field: FieldMap | str) -> FieldMap:
    return FieldMap(column=field) if isinstance(field, str) else field


def _reports(part: pa.Table, mapping: TableMapping, before: int) -> pa.Table:
    columns: dict[str, Any] = {
        "source": pa.array([mapping.source] * part.num_rows, pa.string()),
        "act": pa.array(["other"] * part.num_rows, pa.string()),
        "source_row": pa.array(np.arange(before + 1, before + part.num_rows + 1)),
    }
    for name, field in mapping.fields.items():
        columns[name] = _filled(part, name, _spec(field), mapping)
    whole = [columns.get(f.name, pa.nulls(part.num_rows, f.type)) for f in Reports.schema]
    return pa.table(whole, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))


def _filled(part: pa.Table, name: str, spec: FieldMap, mapping: TableMapping) -> Any:
    kind = Reports.schema.field(name).type
    if spec.constant is not None:
        return pa.array([spec.constant] * part.num_rows, pa.string() if name in LISTS else kind)
    cells = part.column(spec.column).combine_chunks()
    if name in TIMES:
        days = pc.add(cells.cast(pa.int64()), 1 if name == "occurred_until" else 0)
        return pc.multiply(days, DAY_US).cast(kind)
    if pa.types.is_floating(kind) or pa.types.is_integer(kind):
        return _counted(cells, spec, kind)
    cells = _written(cells)
    if spec.values is not None:
        cells = _meant(cells, spec)
    if spec.default is not None:
        cells = pc.fill_null(cells, str(spec.default))
    if name == "report_id" and mapping.id_prefix:
        cells = pc.binary_join_element_wise(mapping.id_prefix, cells, "")
    return _as_lists(cells) if name in LISTS else cells


def _counted(cells: Any, spec: FieldMap, kind: Any) -> Any:
    numbers = pc.multiply(cells.cast(pa.float64()), spec.factor or 1.0)
    numbers = pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers)
    if pa.types.is_integer(kind):
        rounded = pc.round(numbers)
        # below zero no count makes sense, so the row is read by itself, which says what is wrong with it
        numbers = rounded if spec.round else pc.if_else(pc.equal(rounded, numbers), rounded, -1.0)
    return pc.fill_null(numbers, spec.default).cast(kind) if spec.default is not None else numbers.cast(kind)


def _written(cells: Any) -> Any:
    """Cells as text, the many ways to write nothing as null."""
    texts = cells.cast(pa.string()).dictionary_encode()
    kept = texts.dictionary
    unclear = pc.match_substring_regex(kept, MAY_DIFFER)
    values = [v.replace("\x00", "").strip() for v in kept.filter(unclear).to_pylist()]
    cleared = pa.array([None if v.casefold() in BLANKS else v for v in values], pa.string())
    return pc.replace_with_mask(kept, unclear, cleared).take(texts.indices)


def _meant(cells: Any, spec: FieldMap) -> Any:
    """What codes mean. A code that the mapping does not know becomes one that no field knows: the intake says why."""
    folded = {str(k).casefold(): v for k, v in (spec.values or {}).items()}
    coded = cells.dictionary_encode()
    meant = [folded.get(v.casefold(), folded.get("default", v)) for v in coded.dictionary.to_pylist()]
    return pa.array([None if m is None else str(m) for m in meant], pa.string()).take(coded.indices)


def _as_lists(cells: Any) -> Any:
    lengths = np.r_[0, np.cumsum(np.asarray(cells.is_valid().to_numpy(zero_copy_only=False), np.int32))].astype(
        np.int32
    )
    lists = pa.ListArray.from_arrays(pa.array(lengths, pa.int32()), cells.drop_null())
    return pc.if_else(cells.is_valid(), lists, pa.scalar(None, lists.type))
