"""Findings of a chunk by month, written as they come: many plans over one chunk never stand in memory together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HELD_FINDINGS = 131_072  # written out when more are held; a constant, so that the bytes do not depend on the machine

NEVER_TWICE = ("finding_id", "incident_id", "report_ids")


def write_by_month(tables: Iterable[pa.Table], reports: pa.Table, out: Path, name: str) -> int:
    """Write findings under the month of their first report's start, in UTC; returns how many."""
    if not reports.num_rows:
        return 0
    incidents = pc.coalesce(reports.column("incident_id"), reports.column("report_id"))
    starts = reports.column("occurred_from")
    first = pa.table({"incident": incidents, "start": starts}).group_by("incident").aggregate([("start", "min")])
    known, months = first.column("incident").combine_chunks(), _months(first.column("start_min"))
    with _MonthFiles(out, name) as files:
        for table in tables:
            index = pc.index_in(table.column("incident_id"), value_set=known)
            codes = months.take(index.combine_chunks() if isinstance(index, pa.ChunkedArray) else index)
            for month, part in _parts(table, codes):
                files.add(month, part)
        return files.rows


def _months(starts: pa.ChunkedArray) -> pa.Array:
    values = starts.combine_chunks().to_numpy(zero_copy_only=False).astype("datetime64[M]")
    names = np.datetime_as_string(values)
    return pa.array(names, pa.string())


def _parts(table: pa.Table, codes: pa.Array) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each month, in their order."""
    encoded = codes.dictionary_encode()
    numbers = np.asarray(encoded.indices.to_numpy())
    ordered = table.take(pa.array(np.argsort(numbers, kind="stable")))
    ends = np.cumsum(np.bincount(numbers, minlength=len(encoded.dictionary)))
    for k, month in enumerate(encoded.dictionary.to_pylist()):
        begin = int(ends[k - 1]) if k else 0
        yield month, ordered.slice(begin, int(ends[k]) - begin)


class _MonthFiles:
    """One file per month, whole or not at all: drafts take their names when all is written."""

    def __init__(self, out: Path, name: str) -> None:
        self.out, self.name, self.rows = out, name, 0
        self._held = 0
        self._parts: dict[str, list[pa.Table]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _MonthFiles:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if not failed:
            self._flush()
        for month, writer in sorted(self._writers.items()):
            writer.close()
            if not failed:
                draft = self._draft(month)
                draft.replace(draft.with_name(f"{self.name}.parquet"))

    def add(self, month: str, part: pa.Table) -> None:
        self._parts.setdefault(month, []).append(part)
        self._held += part.num_rows
        self.rows += part.num_rows
        if self._held >= HELD_FINDINGS:
            self._flush()

    def _draft(self, month: str) -> Path:
        return self.out / "findings" / f"month={month}" / f"{self.name}.parquet.part"

    def _flush(self) -> None:
        for month in sorted(self._parts):
            whole = pa.concat_tables(self._parts[month])
            if month not in self._writers:
                draft = self._draft(month)
                draft.parent.mkdir(parents=True, exist_ok=True)
                self._writers[month] = pq.ParquetWriter(
                    draft,
                    whole.schema,
                    compression="zstd",
                    compression_level=1,
                    use_dictionary=_repeated(whole.schema),
                    write_statistics=["finding_id", "incident_id"],  # what a finding is looked up by
                )
            self._writers[month].write_table(whole)
        self._parts, self._held = {}, 0


def _repeated(schema: pa.Schema) -> list[str]:
    """Paths of the columns whose values return; names of reports and findings never do."""
    found = []
    for field in schema:
        if field.name in NEVER_TWICE:
            continue
        entry = f"{field.name}.list.element"
        if not pa.types.is_list(field.type):
            found.append(field.name)
        elif pa.types.is_struct(field.type.value_type):
            found += [f"{entry}.{inner.name}" for inner in field.type.value_type]
        else:
            found.append(entry)
    return found
