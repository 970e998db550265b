"""``truceline assess --bulk``: progress, counts and what was left out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.assessment.assess import latest_known, plans_for
from truceline.cli.unknown_names import UnknownNames, exact_points_told
from truceline.engines.balances import with_balances
from truceline.engines.local import rejects_of, run_bulk
from truceline.engines.plan_cache import PlanCache, default_folder
from truceline.formats.findings_io import write_csv_parts
from truceline.formats.report_chunks import Chunk, all_chunks, latest_moment, sources_of
from truceline.formats.worlds import World
from truceline.tables.reports import Rejects
from truceline.vocabulary.errors import TrucelineError, problem


def assess_bulk(
    paths: Sequence[Path],
    world: World,
    out: Path,
    as_of: datetime | None,
    workers: int,
    options: dict[str, Any],
    console: Console,
    cache: bool = True,
) -> None:
    """Assess files of any size into ``out``. Raises TrucelineError from the readers."""
    started = time.monotonic()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "assess", value=str(out), cause=str(error))) from error
    plans = plans_for(world.agreements, world.registry, as_of)
    keep = PlanCache(default_folder() if cache else None)
    with TemporaryDirectory() as staging:
        with Progress(TextColumn("{task.description}"), console=console, transient=True) as line:
            reading = line.add_task("", total=None)
            sources = sources_of(
                list(paths),
                Path(staging),
                options,
                lambda path, rows: line.update(reading, description=f"reading {path.name}: {rows:,} reports"),
            )
        known = as_of or _all_known(latest_moment(sources), world)
        plans = with_balances((c.reports for c in all_chunks(sources)), plans, world.registry, known)
        unknown = UnknownNames(world.registry)
        with Progress(
            TextColumn("assessing reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
        ) as bar:
            task = bar.add_task("assess", total=sum(s.rows + s.rejected for s in sources))
            run = run_bulk(
                _noting(all_chunks(sources), unknown),
                plans,
                world.registry,
                out,
                known,
                workers,
                lambda rows: bar.advance(task, rows),
                keep,
            )
    write_csv_parts(rejects_of(out), Rejects.schema.names, out / "rejects.csv")
    console.print(f"{run.rows_in} rows read, {run.reports} reports taken, {run.rejected} rejected (see rejects.csv)")
    for told in (*unknown.told(), *exact_points_told(run.exact)):
        console.print(told, markup=False, highlight=False, soft_wrap=True)
    if run.taken_up:
        console.print(f"{run.taken_up} parts stood from an earlier run and were taken up as they were")
    seconds = time.monotonic() - started
    console.print(f"{run.findings} findings under {len(plans)} readings in {seconds:.1f} s; results in {out}")


def _noting(chunks: Iterable[Chunk], unknown: UnknownNames) -> Iterator[Chunk]:
    """The chunks as they are, their names counted on the way."""
    for chunk in chunks:
        unknown.add(chunk.reports)
        yield chunk


def _all_known(latest: datetime | None, world: World) -> datetime:
    """Without a state of knowledge: when the last report, part of an agreement or fact of the registry was known."""
    if latest is None:
        return datetime.max.replace(tzinfo=UTC)
    return max(latest, latest_known(world.agreements, world.registry) or latest)
