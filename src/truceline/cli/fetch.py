"""``truceline fetch``: official releases of event data."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.cli.problems import coded
from truceline.formats.fetch import checksum, fetch, find_release


@click.command("fetch", short_help="Download an official release (ucdp-ged).")
@click.argument("data_set", metavar="DATASET")
@click.option("--release", "version", help="Version. Default: the newest known.")
@click.option("--to", default="data", show_default=True, type=click.Path(path_type=Path), help="Folder to download to.")
@click.option("--config", type=click.Path(path_type=Path), help="Releases file. Default: the bundled one.")
@click.option("--dry-run", is_flag=True, help="Say what would be downloaded.")
@coded
def fetch_command(data_set: str, version: str | None, to: Path, config: Path | None, dry_run: bool) -> None:
    """Download an official release (ucdp-ged) with progress; an interrupted download resumes.

    \b
    Example:
      truceline fetch ucdp-ged --release 24.1 --to data
    """
    release = find_release(data_set, version, config)
    verified = "checksum known" if release.sha256 else "checksum recorded on first download"
    click.echo(f"{release.data_set} {release.version}: {release.url} ({verified})")
    if dry_run:
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("downloading", total=None)
        path = fetch(release, to, lambda done, total: bar.update(task, completed=done, total=total))
    click.echo(f"{path} (sha256 {checksum(path)})")
