"""Screening files of any size: how many reports may concern which area in force, month by month.

Reports tables of our own are read row group by row group, and of their columns only those that are asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.program import Keep, Zones, make_anew
from truceline.assessment.bulk.screen import ACTOR_COLUMNS, COLUMNS, Screen
from truceline.assessment.plan import Plan
from truceline.space.zone_index import ZoneIndex
from truceline.space.zone_match import DAY_US, count

Progress = Callable[[int], None]


@dataclass
class Screened:
    """``counts[k]``: reports per (line of force, month) of plan ``k``; ``rows`` read, ``placeless`` without a point."""

    counts: list[dict[tuple[int, str], int]]
    rows: int = 0
    placeless: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, k: int, rows: NDArray[np.int32], lines: NDArray[np.int32], times: NDArray[np.int64]) -> None:
        """Pairs of plan ``k``; ``times`` of the rows in microseconds since 1970."""
        if not len(rows):
            return
        first, last = (int(t) // DAY_US for t in (times.min(), times.max()))
        days = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]")
        months, of_day = np.unique(days, return_inverse=True)
        counts = np.zeros((int(lines.max()) + 1, len(months)), np.int64)
        count(rows, lines, times, first, of_day, counts)
        with self.lock:
            for line, month in zip(*(x.tolist() for x in np.nonzero(counts)), strict=True):
                name = line, str(months[month])
                self.counts[k][name] = self.counts[k].get(name, 0) + int(counts[line, month])


class Screener:
    """Plans ready to screen files with; compiled once, asked as often as one likes."""

    def __init__(self, plans: Sequence[tuple[Plan, str]], keep: Keep = make_anew) -> None:
        zones: dict[str, Zones] = {}
        self.compiled = [Compiled.of(p, v, zones.setdefault(p.view.id, Zones()), keep) for p, v in plans]
        self.indexes: dict[str, ZoneIndex] = {key: z.index(keep) for key, z in zones.items()}
        self.screens = [Screen(one, self.indexes[one.plan.view.id]) for one in self.compiled]

    def run(self, files: Sequence[Path], workers: int = 1, progress: Progress | None = None) -> Screened:
        """Count over Parquet tables of reports. Raises OSError and Arrow's errors for files that cannot be read."""
        found = Screened([{} for _ in self.compiled])
        headed = [(file, pq.read_metadata(file)) for file in files]
        parts = [(file, head, group) for file, head in headed for group in range(head.num_row_groups)]

        def one(part: tuple[Path, Any, int]) -> None:
            rows = self._group(*part, found)
            if progress:
                progress(rows)

        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            for _ in pool.map(one, parts):
                pass
        return found

    def _group(self, file: Path, head: Any, group: int, found: Screened) -> int:
        paths = [head.schema.column(i).path for i in range(head.num_columns)]
        lists = [path for path in paths if path.split(".")[0] in ACTOR_COLUMNS]
        reader = pq.ParquetFile(file, metadata=head, read_dictionary=lists)
        names = [n for n in COLUMNS if n in reader.schema_arrow.names]
        table = reader.read_row_group(group, columns=names, use_threads=False)
        times = np.asarray(table.column("occurred_from").cast(pa.int64()).to_numpy(), np.int64)
        for k, screen in enumerate(self.screens):
            found.add(k, *screen.pairs(table), times)
        with found.lock:
            found.rows += table.num_rows
            found.placeless += int(np.isnan(np.asarray(table.column("lon").to_numpy(), np.float64)).sum())
        return int(table.num_rows)
