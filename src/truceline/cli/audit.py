"""``truceline audit``: whether the log of a mission service still holds, and stamps that show it."""

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
@click.option(
    "--token",
    type=click.Path(path_type=Path),
    help="A time-stamp kept elsewhere (*.tsr): what it stamps must still be there.",
)
@coded
def verify(data: Path, noted: str | None, token: Path | None) -> None:
    """Recompute the chain of the log, the digests of all rows under it and its time-stamps; say where one breaks.

    The head is printed. Note it outside the service, or keep a time-stamp there: a chain alone cannot show that its end
    was cut off.
    Exit status 1 if anything does not hold.

    \b
    Example:
      truceline audit verify --data mission
      truceline audit verify --data mission --noted 1042:9f2c0d…
      truceline audit verify --data mission --token kept/1042-9f2c0d….tsr
    """
    asked = [*(["--noted", noted] if noted else []), *(["--token", str(token.resolve())] if token else [])]
    sys.exit(run_service(["audit-verify", *asked], data))


@audit_group.command("stamp", short_help="Have the head of the log time-stamped.")
@click.option(
    "--data", default="service", show_default=True, type=click.Path(path_type=Path), help="Folder of the service."
)
@coded
def stamp(data: Path) -> None:
    """Have the newest entry of the log stamped by an authority (RFC 3161); say where the token lies.

    TRUCELINE_TSA names the authority, TRUCELINE_TSA_ROOTS its root certificates; without them an authority in the data
    folder answers, which proves nothing against whoever runs the service. The service stamps once a day by itself.

    \b
    Example:
      truceline audit stamp --data mission
    """
    sys.exit(run_service(["audit-stamp"], data))
