"""``truceline restore``: a mission service out of its backup."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.cli.service_process import run_service


@click.command(short_help="Check a backup, or put it back into an empty folder.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path), help="An empty or new folder. Without it, only check.")
@coded
def restore(file: Path, data: Path | None) -> None:
    """Check every file of a backup against its manifest; with --data, put it back and verify the log, row by row.

    The folder must be empty, and so must the database that TRUCELINE_DATABASE names: nothing is written over. A backup
    that is damaged leaves nothing behind.

    \b
    Example:
      truceline restore backups/2030-05-01.tar
      truceline restore backups/2030-05-01.tar --data again
    """
    asked = ["restore", str(file.resolve())]
    if data is None:
        sys.exit(run_service([*asked, "--check"], Path("service")))
    sys.exit(run_service([*asked, "--data", str(data.resolve())], data))
