"""Findings of a chunk by month, written as they come: many plans over one chunk never stand in memory together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

HELD_FINDINGS = 131_072  # written out when more are held; a constant, so that the bytes do not depend on the machine

NEVER_TWICE = ("finding_id", "incident_id", "report_ids")


def write_by_month(tables: Iterable[pa.Table], reports: pa.Table, out: Path, name: str) -> int:
    """Write findings under the month of their first report's start, in UTC; returns how many."""
    if not reports.num_rows:
        return 0
    months = _Months(reports)
    with _MonthFiles(out, name) as files:
        for table in tables:
            for month, part in _parts(table, months.of(table)):
                files.add(month, part)
        return files.rows


def in_order_of_months(reports: pa.Table) -> pa.Table:
    """Reports by month of their start, else in their order: findings made of them need not be put in order again."""
    months = _months(reports.column("occurred_from"))
    if not len(months) or (months[1:] >= months[:-1]).all():
        return reports
    order = pa.array(np.argsort(months, kind="stable"))
    columns = [c if c.null_count == len(c) else c.take(order) for c in reports.columns]
    return pa.table(columns, schema=reports.schema)


class _Months:
    """The month of each finding of a chunk."""

    def __init__(self, reports: pa.Table) -> None:
        self.reports = reports
        named = reports.column("incident_id")
        self.alone = reports.column("report_id") if named.null_count == len(named) else None
        self.of_reports = _months(reports.column("occurred_from"))

    def of(self, table: pa.Table) -> NDArray[np.int64]:
        """Months since 1970, a finding each. Reports that are an incident each have theirs in their own order."""
        incidents = table.column("incident_id")
        if self.alone is not None and len(incidents) == len(self.alone) and incidents.equals(self.alone):
            return self.of_reports
        known, months = self._of_incidents
        index = pc.index_in(incidents, value_set=known)
        found: NDArray[np.int64] = months[np.asarray(index.to_numpy())]
        return found

    @cached_property
    def _of_incidents(self) -> tuple[pa.Array, NDArray[np.int64]]:
        reports = self.reports
        incidents = pc.coalesce(reports.column("incident_id"), reports.column("report_id"))
        starts = pa.table({"incident": incidents, "start": reports.column("occurred_from")})
        first = starts.group_by("incident").aggregate([("start", "min")])
        return first.column("incident").combine_chunks(), _months(first.column("start_min"))


def abandon(writers: Iterable[pq.ParquetWriter]) -> None:
    """Close what is still open and keep quiet about it: the error that stopped the run is the one to tell.

    A writer that cannot end its file, for the disk is full, would try again when it is collected, with a traceback.
    """
    for writer in writers:
        with suppress(OSError):
            writer.close()
        writer.is_open = False


def _months(starts: pa.ChunkedArray) -> NDArray[np.int64]:
    values = starts.to_numpy().astype("datetime64[us]").astype("datetime64[M]")
    return np.asarray(values.astype(np.int64))


def _parts(table: pa.Table, months: NDArray[np.int64]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each month, in their order."""
    if (months[1:] < months[:-1]).any():
        order = np.argsort(months, kind="stable")
        table, months = table.take(pa.array(order)), months[order]
    begins = np.flatnonzero(np.diff(months, prepend=months[:1] - 1))
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(months)], strict=True):
        yield str(months[begin].astype("datetime64[M]")), table.slice(begin, end - begin)


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
        try:
            if not failed:
                self._flush()
                for month, writer in sorted(self._writers.items()):
                    writer.close()
                    draft = self._draft(month)
                    draft.replace(draft.with_name(f"{self.name}.parquet"))
        finally:
            abandon(self._writers.values())

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
