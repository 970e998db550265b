"""Reports that name their incident, set aside on disk until all are met: an incident may span chunks and files.

They come back in buckets of bounded size, an incident whole in one of them. Which bucket depends on the incident's id
and on how many such reports there are, never on who worked on what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from truceline.assessment.bulk.columns import grouped
from truceline.engines.month_files import abandon
from truceline.space.text_hash import hashes
from truceline.tables.reports import Reports

BUCKET_ROWS = 50_000


class Spill:
    """Tables in, buckets out. Used as a context: what was set aside is gone afterwards."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="truceline-incidents-")
        self._first = Path(self._folder.name) / "all.parquet"
        self._writer: pq.ParquetWriter | None = None
        self.rows = 0

    def __enter__(self) -> Spill:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self._writer is not None:
            abandon([self._writer])
        self._folder.cleanup()

    def add(self, reports: pa.Table) -> None:
        if reports.num_rows:
            self._writer = self._writer or pq.ParquetWriter(self._first, Reports.schema, compression="lz4")
            self._writer.write_table(reports)
            self.rows += reports.num_rows

    def _deal(self, writers: Sequence[pq.ParquetWriter]) -> None:
        """Each report to the bucket of its incident."""
        for batch in pq.ParquetFile(self._first).iter_batches(BUCKET_ROWS):
            table = pa.Table.from_batches([batch])
            bucket = (hashes(table.column("incident_id")) % np.uint64(len(writers))).astype(np.int64)
            ordered = table.take(pa.array(np.argsort(bucket, kind="stable")))
            ends = np.cumsum(np.bincount(bucket, minlength=len(writers)))
            for i, writer in enumerate(writers):
                begin = int(ends[i - 1]) if i else 0
                if ends[i] > begin:
                    writer.write_table(ordered.slice(begin, int(ends[i]) - begin))

    def buckets(self) -> Iterator[pa.Table]:
        """In order; nothing may be added any more."""
        if self._writer is None:
            return
        self._writer.close()
        count = -(-self.rows // BUCKET_ROWS)
        if count == 1:
            yield pq.read_table(self._first)
            return
        paths = [self._first.with_name(f"{i}.parquet") for i in range(count)]
        writers = [pq.ParquetWriter(path, Reports.schema, compression="lz4") for path in paths]
        try:
            self._deal(writers)
            for writer in writers:
                writer.close()
        finally:
            abandon(writers)
        for path in paths:
            yield pq.read_table(path)
            path.unlink()


def alone(reports: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Per report of a bucket: is it the only one of its incident."""
    codes = np.asarray(reports.column("incident_id").combine_chunks().dictionary_encode().indices.to_numpy())
    groups, first = grouped([codes.astype(np.int64)], len(codes))
    only: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.bincount(groups, minlength=len(first))[groups] == 1
    return only
