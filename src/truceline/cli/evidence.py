"""``truceline evidence``: whether the files that a mission service sealed are still what they were."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.cli.service_process import run_service


@click.group("evidence", short_help="Check the evidence that a mission service keeps.")
def evidence_group() -> None:
    """Check the evidence that a mission service keeps."""


@evidence_group.command("verify", short_help="Say which file is missing or altered.")
@click.option(
    "--data", default="service", show_default=True, type=click.Path(path_type=Path), help="Folder of the service."
)
@coded
def verify(data: Path) -> None:
    """Recompute the SHA-256 of every original and working copy; say which is missing or altered.

    What the database says about them is held by the chain: truceline audit verify. Exit status 1 if one does not hold.

    \b
    Example:
      truceline evidence verify --data mission
    """
    sys.exit(run_service(["evidence-verify"], data))
