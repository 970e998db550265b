"""The fictional exercise as tables: reports, two monitors' counts, and the truth nobody in it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from truceline.simulate.counts import monitor_counts
from truceline.simulate.noise import disturb, echoes
from truceline.simulate.sources import SOURCES, Source, tell
from truceline.simulate.spotlight import SPOTLIGHT, spotlight_deed, spotlight_reports
from truceline.simulate.truth import truth_table
from truceline.simulate.world import draw_deeds
from truceline.tables.reports import Reports

__all__ = ["SPOTLIGHT", "Exercise", "simulate"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Exercise:
    """``reports``: a reports table. ``truth``: one row per incident. ``counts``: count claims, two a day."""

    reports: pa.Table
    truth: pa.Table
    counts: pa.Table


def simulate(
    seed: int = 7,
    days: int = 92,
    incidents: int = 1200,
    sources: Sequence[Source] = SOURCES,
    progress: Progress | None = None,
) -> Exercise:
    """Three months in Merrowan. Same arguments, same tables. The spotlight comes on top, on its own fixed day.

    ``progress`` is told after each source how many of how many have spoken.
    Raises: ValueError if days or incidents are not positive.
    """
    if days < 1 or incidents < 1:
        raise ValueError("days and incidents must be positive")
    deeds = draw_deeds(seed, days, incidents)
    rows = []
    for done, source in enumerate(sources, 1):
        told = disturb(seed, source, tell(seed, source, deeds))
        rows += told
        rows += echoes(seed, source, told)
        if progress is not None:
            progress(done, len(sources))
    rows += spotlight_reports()
    rows.sort(key=lambda r: r["report_id"])
    truth = truth_table([*deeds, spotlight_deed()])
    return Exercise(Reports.from_rows(rows), truth, monitor_counts(seed, days, deeds))
