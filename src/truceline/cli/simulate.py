"""``truceline simulate``: the fictional exercise as files."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pyarrow.parquet as pq
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from truceline.cli.problems import coded
from truceline.formats.reports_io import write_reports
from truceline.simulate.counts import claims_file
from truceline.simulate.exercise import SPOTLIGHT, simulate
from truceline.vocabulary.errors import TrucelineError, problem

README = """Exercise data. The country, its parties, places and events are invented; nothing here describes real people.

reports.parquet, reports.csv   what the sources claim
count_claims.json              what two guarantors say they counted each day
truth.parquet                  what really happened, for tests only

Assess it:  truceline assess reports.parquet --agreements exercise --spotlight {spotlight}:ex-lyne-accord --out out
Counts side by side:  truceline claims concordance count_claims.json --out out
"""


@click.command("simulate", short_help="Write an invented ceasefire with known truth.")
@click.option("--out", default="exercise", show_default=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--seed", default=7, show_default=True, help="Same seed, same bytes.")
@click.option("--days", default=92, show_default=True, type=click.IntRange(1, 3650), help="From 6 March 2030.")
@click.option(
    "--incidents", default=1200, show_default=True, type=click.IntRange(1, 1_000_000), help="How many happen."
)
@click.option("--dry-run", is_flag=True, help="Count, write nothing.")
@coded
def simulate_command(out: Path, seed: int, days: int, incidents: int, dry_run: bool) -> None:
    """Write the exercise: an invented ceasefire with known truth, reported by contradicting sources.

    \b
    Example:
      truceline simulate --out exercise --seed 7
    """
    with Progress(TextColumn("sources heard"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("simulate", total=None)
        made = simulate(
            seed, days, incidents, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )
    click.echo(f"{made.truth.num_rows} incidents, {made.reports.num_rows} reports, {made.counts.num_rows} counts")
    if dry_run:
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_reports(made.reports, out / "reports.parquet")
        write_reports(made.reports, out / "reports.csv")
        pq.write_table(made.truth, out / "truth.parquet", compression="zstd")
        counts = json.dumps(claims_file(made.counts), indent=1)
        (out / "count_claims.json").write_text(counts + "\n", encoding="utf-8")
        (out / "README.txt").write_text(README.format(spotlight=SPOTLIGHT), encoding="utf-8")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "simulate", value=str(out), cause=str(error))) from error
    click.echo(f"written to {out}")
