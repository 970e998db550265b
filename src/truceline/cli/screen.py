"""``truceline screen``: how many reports lie in which area that was in force there and then."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.agreement.model import plain
from truceline.assessment.assess import plans_for
from truceline.cli.problems import as_of_option, coded
from truceline.engines.plan_cache import PlanCache, default_folder
from truceline.engines.screen import Screened, Screener
from truceline.formats.report_chunks import sources_of
from truceline.formats.worlds import open_world
from truceline.vocabulary.errors import TrucelineError, problem

HEADER = ("agreement_id", "reading", "area_id", "area", "month", "reports")


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agreements", "names", multiple=True, required=True, help="Bundled name (syria, exercise) or folder.")
@click.option("--registry", help="Registry folder. Default: the one the agreements name.")
@click.option("--out", default="screen.csv", show_default=True, type=click.Path(path_type=Path), help="CSV to write.")
@click.option("--format", "kind", help="ucdp, acled, geojson or reports. Default: recognised from the columns.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Mapping file (truceline map init).")
@click.option("--as-of", "as_of", help="State of knowledge about the agreements: a day or a UTC time.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Threads.")
@click.option("--cache/--no-cache", default=True, help="Keep compiled plans between runs (see truceline cache).")
@coded
def screen(
    reports: tuple[Path, ...],
    names: tuple[str, ...],
    registry: str | None,
    out: Path,
    kind: str | None,
    mapping: Path | None,
    as_of: str | None,
    workers: int,
    cache: bool,
) -> None:
    """Count reports per area that was in force there and then.

    A quick look before an assessment, at ten million reports a second or so: which reports, by the point and the moment
    they state, may concern which area of which agreement, month by month. It decides nothing: radii, stated names and
    provisions are not asked, rows are not checked, and borders are taken as drawn.

    \b
    Example:
      truceline screen years/*.parquet --agreements syria --workers 2 --out screen.csv
    """
    console = Console(stderr=True)
    started = time.monotonic()
    world = open_world(names, registry)
    plans = plans_for(world.agreements, world.registry, as_of_option(as_of))
    screener = Screener(plans, PlanCache(default_folder() if cache else None))
    with TemporaryDirectory() as staging:
        sources = sources_of(list(reports), Path(staging), {"kind": kind, "mapping": mapping})
        rejected = sum(s.rejected for s in sources)
        with Progress(
            TextColumn("screening reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
        ) as bar:
            task = bar.add_task("screen", total=sum(s.rows for s in sources))
            files = list(dict.fromkeys(s.path for s in sources))
            found = screener.run(files, workers, lambda rows: bar.advance(task, rows))
    try:
        write(out, screener, found)
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "screen", value=str(out), cause=str(error))) from error
    pairs = sum(sum(counts.values()) for counts in found.counts)
    console.print(
        f"{found.rows} reports screened, {rejected} rows rejected by the reader, {found.placeless} without a point; "
        f"{pairs} may concern an area under {len(plans)} readings; {time.monotonic() - started:.1f} s; {out}"
    )


def write(out: Path, screener: Screener, found: Screened) -> None:
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for one, counts in zip(screener.compiled, found.counts, strict=True):
            titles = {a.id: plain(a.name) for a in one.plan.view.areas}
            for (line, month), count in sorted(counts.items()):
                area = one.plan.force[line][0]
                name = titles.get(area, area) if area else "the whole scope"
                writer.writerow([one.plan.view.id, one.plan.reading, area or "", name, month, count])
