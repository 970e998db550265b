"""``truceline backup``: a mission service as one file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.cli.service_process import run_service


@click.command(short_help="Write a mission service into one file while it runs.")
@click.option(
    "--data",
    default="service",
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the service.",
)
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The file to write; it must not exist yet.")
@coded
def backup(data: Path, to: Path) -> None:
    """Write database, evidence, uploaded tables and time-stamps into one file. People go on working meanwhile.

    All that was confirmed before it began is in it. It is not encrypted and holds all that the service knows, source
    identities included: keep it as well as the service. Keys are left out.

    \b
    Example:
      truceline backup --data mission --to backups/2030-05-01.tar
    """
    sys.exit(run_service(["backup", "--to", str(to.resolve())], data))
