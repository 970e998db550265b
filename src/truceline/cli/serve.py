"""``truceline serve``: the mission service on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.cli.service_process import run_service


@click.command(short_help="Start the mission service.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--data", default="service", show_default=True, type=click.Path(path_type=Path), help="Folder that keeps it all."
)
@click.option("--incidents", default=120, show_default=True, type=click.IntRange(1, 5000), help="Size of the exercise.")
@click.option("--no-exercise", is_flag=True, help="Start empty; name, time zone and first administrator are asked.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; one for each core if many people work at once.",
)
@coded
def serve(port: int, host: str, data: Path, incidents: int, no_exercise: bool, workers: int) -> None:
    """Start the mission service: people, reports, casework and findings in a browser.

    An empty folder is filled with the exercise, an invented ceasefire with example people; their logins are printed.
    For PostgreSQL set TRUCELINE_DATABASE. Stop with Ctrl-C; what was confirmed is kept.

    \b
    Example:
      truceline serve
      truceline serve --port 8080 --data mission
      truceline serve --data mission --workers 4
    """
    arguments = ["serve", "--port", str(port), "--host", host, "--incidents", str(incidents)]
    arguments += ["--workers", str(workers)]
    sys.exit(run_service([*arguments, *(["--no-exercise"] if no_exercise else [])], data))
