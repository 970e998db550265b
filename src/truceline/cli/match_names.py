"""``truceline match names``: names that seem to mean one actor, as suggestions for a registry."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from truceline.cli.match_folder import names_of, open_reports, reports_of
from truceline.cli.problems import coded
from truceline.vocabulary.errors import TrucelineError, problem


@click.command("names")
@click.option(
    "--in", "folder", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of a run."
)
@click.option("--judgements", multiple=True, type=click.Path(path_type=Path), help="What people judged.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV file to write them to.")
@coded
def names(folder: Path, judgements: tuple[Path, ...], out: Path | None) -> None:
    """Suggest names that seem to mean one actor.

    Out of pairs of reports that their other clues, or people, hold to be one incident. Nothing is matched by them: who
    agrees enters the alias in a registry and gives that with --registry. Reports of closed compartments are left out.

    \b
    Example:
      truceline match names --in matched
      truceline match names --in matched --judgements judged.csv --out names.csv
    """
    from truceline.formats.match_io import read_judgements, read_settings, read_weights  # load numba: not for --help
    from truceline.matching.alias_suggestions import suggest_aliases
    from truceline.matching.match import match_reports

    judged = read_judgements(judgements)
    judged.check()
    known, weights = names_of(read_settings(folder / "settings.json")), read_weights(folder / "weights.json")
    found = suggest_aliases(match_reports(open_reports(reports_of(folder)), weights, known, judged), judged, known)
    for one in found:
        said = f", {one.judged} judged by people" if one.judged else ""
        click.echo(f"{one.left}  =?  {one.right}: {one.pairs} pairs{said}, {one.share:.0%} of the rarer name's")
        click.echo("    for example " + "; ".join(f"{left} {right}" for left, right in one.examples))
    click.echo(f"{len(found)} suggestions; nothing is applied until a registry says so")
    if out is not None:
        try:
            with out.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(("left", "right", "pairs", "judged", "share", "examples"))
                for one in found:
                    examples = "; ".join(f"{left} {right}" for left, right in one.examples)
                    writer.writerow((one.left, one.right, one.pairs, one.judged, f"{one.share:.2f}", examples))
        except OSError as error:
            raise TrucelineError(problem("E-RUN-003", "names", value=str(out), cause=str(error))) from error
