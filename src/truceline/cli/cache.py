"""``truceline cache``: where compiled plans are kept between runs, how much there is, and how to be rid of them."""

from __future__ import annotations

import click

from truceline.cli.problems import coded
from truceline.engines.plan_cache import clear, default_folder, kept
from truceline.vocabulary.errors import TrucelineError, problem


@click.command("cache")
@click.option("--clear", "delete", is_flag=True, help="Delete what is kept. Nothing else in the folder is touched.")
@coded
def cache_command(delete: bool) -> None:
    """Say where compiled plans are kept, and delete them on demand.

    They hold the shapes of agreements made ready for fast questions, never reports. The folder is TRUCELINE_CACHE where
    that is set, else the operating system's place for caches ($XDG_CACHE_HOME/truceline or ~/.cache/truceline on
    Linux). What no longer fits an agreement, a registry or the program is never read, and the oldest go beyond 2 GB.

    \b
    Example:
      truceline cache
      truceline cache --clear
      truceline assess years/*.parquet --agreements syria --bulk --no-cache --out out
    """
    folder = default_folder()
    if delete:
        try:
            click.echo(f"{clear(folder)} compiled plans deleted from {folder}")
        except OSError as error:
            raise TrucelineError(problem("E-RUN-003", "cache", value=str(folder), cause=str(error))) from error
        return
    count, size = kept(folder)
    click.echo(f"{count} compiled plans, {size / 1e6:.1f} MB, in {folder}")
