"""``truceline match monitors``: two sources side by side over matched incidents."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from truceline.cli.match_folder import open_reports, reports_of
from truceline.cli.problems import coded
from truceline.vocabulary.errors import TrucelineError, problem

HEADER = ("place", "month", "mine", "yours", "both", "denied")


@click.command("monitors")
@click.option(
    "--in", "folder", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of a run."
)
@click.option("--mine", required=True, help="A source, as its reports name it.")
@click.option("--yours", required=True, help="Another source.")
@click.option("--denials", "denials_file", type=click.Path(path_type=Path), help="CSV: report_id, denied_by, says.")
@click.option("--with-closed", is_flag=True, help="Count reports of closed compartments too.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV file. Default: printed.")
@coded
def monitors(
    folder: Path, mine: str, yours: str, denials_file: Path | None, with_closed: bool, out: Path | None
) -> None:
    """Count incidents that only one of two sources reports, only the other, and both, per place and month.

    Silence about a place is no denial. How many of them somebody denies stands beside, from the reports (denied_by)
    and from --denials. Reports of closed compartments are left out, their sources too, unless --with-closed.

    \b
    Example:
      truceline match monitors --in matched --mine ged --yours acled
      truceline match monitors --in matched --mine ged --yours acled --denials denied.csv --out monitors.csv
    """
    from truceline.analytics.shared_incidents import shared_incidents  # loads with the tables, not for --help
    from truceline.formats.match_io import read_denials

    every = reports_of(folder)
    reports = every if with_closed else open_reports(every)
    if reports.num_rows < every.num_rows:
        left_out = every.num_rows - reports.num_rows
        click.echo(f"{left_out} reports of closed compartments are left out (--with-closed)", err=True)
    denied = [d.report_id for d in read_denials(denials_file)] if denials_file else []
    sources = sorted(set(reports.column("source").to_pylist()))
    for name in (mine, yours):
        if name not in sources:
            cause = f"no report is by this source; there are {', '.join(sources[:8])}"
            raise TrucelineError(problem("E-MATCH-008", "monitors", value=name, cause=cause))
    if mine == yours:
        raise TrucelineError(problem("E-MATCH-008", "monitors", value=mine, cause="both are one source"))
    rows = [
        tuple(vars(count)[name] for name in HEADER) for count in shared_incidents(reports, mine, yours, None, denied)
    ]
    if out is None:
        _write(sys.stdout, rows)
        return
    try:
        with out.open("w", newline="", encoding="utf-8") as file:
            _write(file, rows)
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "monitors", value=str(out), cause=str(error))) from error
    click.echo(f"{len(rows)} places and months; results in {out}")


def _write(file: TextIO, rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
