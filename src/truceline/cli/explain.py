"""``truceline explain``: one trace in words."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.assessment.explain import conclusion, trace_lines
from truceline.cli.problems import coded
from truceline.formats.findings_io import find_findings, happened
from truceline.vocabulary.errors import TrucelineError, problem


@click.command(short_help="Print why a finding says what it says.")
@click.argument("wanted", metavar="ID")
@click.option(
    "--in", "folder", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of a run."
)
@click.option("--agreement", help="Only under this instrument.")
@click.option("--reading", help="Only under this reading.")
@coded
def explain(wanted: str, folder: Path, agreement: str | None, reading: str | None) -> None:
    """Print why a finding says what it says: every condition with the value that decided it.

    ID is a finding, an incident or a report.

    \b
    Example:
      truceline explain ucdp-214797 --in out --agreement sy-coh-2016-02
    """
    found = find_findings(folder, wanted)
    chosen = [f for f in found if agreement in (None, f["agreement_id"]) and reading in (None, f["reading"])]
    if not chosen:
        under = ", ".join(f"{f['agreement_id']} {f['reading']}" for f in found)
        hint = f"It is assessed under: {under}. Correct --agreement or --reading."
        raise TrucelineError(problem("E-RUN-004", "explain", cause=f"{wanted!r} has no finding there", hint=hint))
    for finding in chosen:
        click.echo(f"\n{finding['finding_id']}  (as of {finding['as_of']:%Y-%m-%d %H:%M} UTC)")
        for line in happened(folder, finding):
            click.echo(f"  {line}")
        click.echo(f"  {conclusion(finding)}")
        for candidate in finding["attribution"]:
            weight = f"{candidate['weight_low']:.2f}–{candidate['weight_high']:.2f}"
            click.echo(f"  attribution: {candidate['party']} ({candidate['actor'] or 'unnamed'}), weight {weight}")
        for argued in finding["exceptions_argued"] or ():
            click.echo(f"  exception: {argued}; recorded, not granted")
        click.echo(f"  standard of proof: {finding['standard_of_proof']}; weakest basis: {finding['basis']}")
        for line in trace_lines(finding):
            click.echo(f"  {line}")
