"""``truceline match``: many reports, one incident."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.cli.intake import read_all
from truceline.cli.problems import coded
from truceline.formats.findings_io import write_csv
from truceline.formats.match_io import write_match
from truceline.vocabulary.errors import TrucelineError, problem


@click.command("match")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for the results."
)
@click.option("--format", "kind", help="ucdp, acled, geojson or reports. Default: recognised from the columns.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Mapping file (truceline map init).")
@click.option("--dry-run", is_flag=True, help="Read and count, match nothing, write nothing.")
@coded
def match(reports: tuple[Path, ...], out: Path, kind: str | None, mapping: Path | None, dry_run: bool) -> None:
    """Group REPORTS of one real-world incident.

    Leaves members.parquet, incidents.parquet and rejects.csv in --out.

    \b
    Example:
      truceline match reports.parquet --out matched
      truceline match log.xlsx --map log-mapping.yaml --out matched
    """
    from truceline.matching.match import match_reports  # loads numba, which --help does without

    console = Console(stderr=True)
    started = time.monotonic()
    intake = read_all(reports, kind, mapping)
    rejected = intake.rows_in - intake.reports.num_rows
    console.print(f"{intake.rows_in} rows read, {intake.reports.num_rows} reports taken, {rejected} rejected")
    if dry_run:
        return
    with Progress(TextColumn("comparing"), BarColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("match", total=None)
        matched = match_reports(
            intake.reports, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    incidents = matched.incidents()
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_match(matched.members(), incidents, out)
        write_csv(intake.rejects, out / "rejects.csv")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "match", value=str(out), cause=str(error))) from error
    _summary(console, incidents, time.monotonic() - started, out)


def _summary(console: Any, incidents: pa.Table, seconds: float, out: Path) -> None:
    sizes = incidents.column("reports").to_numpy()
    console.print(
        f"{int(sizes.sum())} reports in {len(sizes)} incidents: {int((sizes == 1).sum())} of one report, "
        f"{int((sizes > 1).sum())} of several, the largest of {int(sizes.max()) if len(sizes) else 0}"
    )
    console.print(f"matched in {seconds:.1f} s; results in {out}")
