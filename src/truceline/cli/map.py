"""``truceline map``: a mapping file for any table of reports."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from truceline.cli.problems import coded
from truceline.formats.csvmap import read_mapped
from truceline.formats.map_draft import doubts, propose
from truceline.formats.yaml_lines import write_yaml
from truceline.vocabulary.errors import TrucelineError, problem


@click.group("map")
def map_group() -> None:
    """Read any CSV or XLSX by a small mapping file."""


@map_group.command("init", short_help="Propose a mapping for FILE, to correct by hand.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it. Default: print it.")
@click.option("--force", is_flag=True, help="Overwrite an existing mapping.")
@coded
def init(file: Path, out: Path | None, force: bool) -> None:
    """Propose a mapping for FILE out of its column names and first rows; correct it by hand.

    \b
    Example:
      truceline map init log.xlsx --out log-mapping.yaml
    """
    proposal = propose(file)
    draft = write_yaml(proposal)
    open_points = doubts(file, proposal)
    head = (
        "# yaml-language-server: $schema=schemas/map.schema.json\n"
        "# A draft: correct the columns, the codes under 'values', the time zone and the radius.\n"
        "# Sides of a clash go to side_left and side_right; claimed_initiator only if the source says who acted.\n"
    ) + "".join(f"# TO DECIDE: {point}\n" for point in open_points)
    if out is None:
        click.echo(head + draft)
        return
    if out.exists() and not force:
        raise TrucelineError(problem("E-RUN-004", str(out), cause="the file exists", hint="Add --force to overwrite."))
    out.write_text(head + draft, encoding="utf-8")
    click.echo(f"{out} written. Check it: truceline map check {file} --map {out}")
    for point in open_points:
        click.echo(f"to decide: {point}")


@map_group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "mapping", required=True, type=click.Path(path_type=Path), help="The mapping file.")
@click.option("--show", default=5, show_default=True, help="How many rejects to print.")
@coded
def check(file: Path, mapping: Path, show: int) -> None:
    """Try a mapping on FILE: what would be taken, what rejected and why. Writes nothing.

    \b
    Example:
      truceline map check log.xlsx --map log-mapping.yaml
    """
    result = read_mapped(file, mapping)
    rejects = result.rejects.to_pylist()
    click.echo(
        f"{result.rows_in} rows, {result.reports.num_rows} reports, {result.rows_in - result.reports.num_rows} rejected"
    )
    for note in result.notes:
        click.echo(f"note: {note}")
    for code, count in Counter(r["code"] for r in rejects).most_common():
        click.echo(f"{code}: {count}")
    for reject in rejects[:show]:
        click.echo(f"  {reject['message']}")
    acts = Counter(result.reports.column("act").to_pylist())
    click.echo("acts: " + ", ".join(f"{a} {n}" for a, n in acts.most_common(8)))
