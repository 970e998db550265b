"""``truceline assess``: reports in, findings out, with a page to open."""

from __future__ import annotations

import time
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.analytics.summary import summarise
from truceline.cli.intake import read_all
from truceline.cli.problems import as_of_option, coded
from truceline.cli.summary_table import output_console, print_summary
from truceline.cli.unknown_names import UnknownNames, exact_points_told
from truceline.formats.findings_io import months_of, rows_of, write_csv, write_findings, write_incidents
from truceline.formats.worlds import open_world
from truceline.run import Assessed, assess_table
from truceline.tables.reports import exact_points
from truceline.vocabulary.errors import TrucelineError, problem


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agreements", "names", multiple=True, required=True, help="Bundled name (syria, exercise) or folder.")
@click.option("--registry", help="Registry folder. Default: the one the agreements name.")
@click.option(
    "--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for the results."
)
@click.option("--format", "kind", help="ucdp, acled, geojson or reports. Default: recognised from the columns.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Mapping file (truceline map init).")
@click.option(
    "--timezone", "zone", help="Zone of UCDP and ACLED days, for instance Asia/Damascus. Default: the country's."
)
@click.option(
    "--as-of",
    "as_of",
    help="State of knowledge: a day or a UTC time. Default: all that reports, agreements and registry know.",
)
@click.option("--spotlight", help="Incident that opens the page. Default: the most contested one.")
@click.option("--page/--no-page", default=True, help="Write report.html.")
@click.option("--bulk", is_flag=True, help="Any number of reports: findings by month, reasons kept once, no page.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="With --bulk: threads.")
@click.option("--cache/--no-cache", default=True, help="Keep compiled plans between runs (see truceline cache).")
@click.option("--dry-run", is_flag=True, help="Read and count, assess nothing, write nothing.")
@coded
def assess(
    reports: tuple[Path, ...],
    names: tuple[str, ...],
    registry: str | None,
    out: Path,
    kind: str | None,
    mapping: Path | None,
    zone: str | None,
    as_of: str | None,
    spotlight: str | None,
    page: bool,
    bulk: bool,
    workers: int,
    cache: bool,
    dry_run: bool,
) -> None:
    """Assess reports against encoded agreements.

    Leaves findings.parquet, findings.csv, rejects.csv, incidents.parquet, members.parquet and report.html in --out.

    \b
    Example:
      truceline assess events.csv --agreements syria --out out
      truceline assess log.xlsx --map log-mapping.yaml --agreements my-accord/ --as-of 2026-03-01
      truceline assess years/*.parquet --agreements syria --bulk --workers 2 --out out
    """
    console = Console(stderr=True)
    started = time.monotonic()
    world = open_world(names, registry)
    moment_known = as_of_option(as_of)
    if bulk and not dry_run:
        from truceline.cli.assess_bulk import assess_bulk  # loads numba, which a dry run does without

        options = {"kind": kind, "mapping": mapping, "zone": zone}
        assess_bulk(reports, world, out, moment_known, workers, options, console, cache)
        return
    intake = read_all(reports, kind, mapping, zone)
    console.print(
        f"{intake.rows_in} rows read, {intake.reports.num_rows} reports taken, "
        f"{intake.rows_in - intake.reports.num_rows} rejected (see rejects.csv)"
    )
    if not intake.reports.num_rows:
        console.print("nothing to assess: every row was rejected; rejects.csv says why, row by row")
    unknown = UnknownNames(world.registry)
    unknown.add(intake.reports)
    for line in (*unknown.told(), *exact_points_told(exact_points(intake.reports))):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if dry_run:
        return
    with Progress(
        TextColumn("assessing incidents"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as bar:
        task = bar.add_task("assess", total=None)
        assessed = assess_table(
            intake.reports,
            world.agreements,
            world.registry,
            moment_known,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    rejects = pa.concat_tables([intake.rejects, assessed.set_aside])
    write_outputs(out, assessed, rejects)
    print_summary(output_console(), summarise(rows_of(assessed.findings), months_of(assessed.reports)))
    if page:
        from truceline.cli.page import write_page  # drawn only when asked for: it loads the template engine

        console.print(f"page: {write_page(out, assessed, rejects, world, spotlight)}")
    console.print(f"{assessed.incidents} incidents assessed in {time.monotonic() - started:.1f} s; results in {out}")


def write_outputs(out: Path, assessed: Assessed, rejects: pa.Table) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_findings(assessed.findings, out)
        write_incidents(assessed.reports, out)
        write_csv(rejects, out / "rejects.csv")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "assess", value=str(out), cause=str(error))) from error
