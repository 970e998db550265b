"""``truceline audit``: whether the log of a mission service still holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.cli.service_process import run_service


@click.group("audit", short_help="Check the log of a mission service.")
def audit_group() -> None:
    """Check the log of a mission service."""


@audit_group.command("verify", short_help="Say whether the log holds, and where it breaks.")
@click.option(
    "--data", default="service", show_default=True, type=click.Path(path_type=Path), help="Folder of the service."
)
@click.option(
    "--noted", metavar="NUMBER:HASH", help="A head printed earlier and kept elsewhere: it must still be there."
)
@coded
def verify(data: Path, noted: str | None) -> None:
    """Recompute the chain of the log and the digests of all reports; say where one breaks.

    The head is printed. Note it outside the service: a chain alone cannot show that its end was cut off.
    Exit status 1 if anything does not hold.

    \b
    Example:
      truceline audit verify --data mission
      truceline audit verify --data mission --noted 1042:9f2c0d…
    """
    sys.exit(run_service(["audit-verify", *(["--noted", noted] if noted else [])], data))
