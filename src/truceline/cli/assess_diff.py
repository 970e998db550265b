"""``truceline assess diff``: what another version, reading, registry or state of knowledge would change."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import click
import pyarrow.parquet as pq
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from truceline.assessment.compare import Comparison
from truceline.cli.intake import read_all
from truceline.cli.problems import as_of_option, coded
from truceline.cli.summary_table import HEADS, output_console
from truceline.formats.findings_io import write_csv
from truceline.formats.worlds import World, open_world
from truceline.run import Side, diff_findings
from truceline.tables.finding_changes import FindingChanges
from truceline.vocabulary.errors import TrucelineError, problem

WORDS = {**HEADS, "not_known": "not known then"}
PARTS_SHOWN = 6


@click.command("diff", short_help="The same reports under two readings or versions.")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agreements", "names", multiple=True, required=True, help="Before: bundled name or folder.")
@click.option("--against", "others", multiple=True, help="After: bundled name or folder. Default: the same agreements.")
@click.option("--registry", help="Before: registry folder or bundled name.")
@click.option("--against-registry", help="After: registry folder. Default: as before.")
@click.option("--reading", help="Before: one reading. Default: each reading against itself.")
@click.option("--against-reading", help="After: one reading of the same instrument.")
@click.option("--as-of", "as_of", help="Before: state of knowledge, a day or a UTC time.")
@click.option("--against-as-of", help="After: state of knowledge. Default: as before.")
@click.option("--format", "kind", help="ucdp, acled, geojson or reports. Default: recognised from the columns.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Mapping file (truceline map init).")
@click.option("--timezone", "zone", help="Zone of UCDP and ACLED days. Default: the country's.")
@click.option("--out", type=click.Path(path_type=Path), help="Write finding_changes.parquet and .csv there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per changed finding.")
@coded
def assess_diff(
    reports: tuple[Path, ...],
    names: tuple[str, ...],
    others: tuple[str, ...],
    registry: str | None,
    against_registry: str | None,
    reading: str | None,
    against_reading: str | None,
    as_of: str | None,
    against_as_of: str | None,
    kind: str | None,
    mapping: Path | None,
    zone: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """What-if: the same reports under two versions, readings, registries or states of knowledge.

    Judges again only the incidents that the difference can reach, and lists every finding that comes out differently.
    Ends with 1 if any does.

    \b
    Example:
      truceline assess diff events.csv --agreements my-accord --against my-accord-amended
      truceline assess diff events.csv --agreements sy-coh-2016-02 --reading text --against-reading hnc
      truceline assess diff events.csv --agreements syria --against-registry my-registry --out changes
      truceline assess diff events.csv --agreements syria --as-of 2016-05-01 --against-as-of 2017-01-01
    """
    console = Console(stderr=True)
    started = time.monotonic()
    before_world = open_world(names, registry)
    same = not others and against_registry is None
    after_world = before_world if same else open_world(others or names, against_registry or registry)
    for world, wanted in ((before_world, reading), (after_world, against_reading)):
        _check_reading(world, wanted)
    known = as_of_option(as_of)
    known_after = as_of_option(against_as_of) if against_as_of else known
    before = Side(before_world.agreements, before_world.registry, known, reading)
    after = Side(after_world.agreements, after_world.registry, known_after, against_reading or reading)
    intake = read_all(reports, kind, mapping, zone)
    rejected = intake.rows_in - intake.reports.num_rows
    console.print(f"{intake.rows_in} rows read, {intake.reports.num_rows} reports taken, {rejected} rejected")
    with Progress(
        TextColumn("comparing readings"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("compare", total=None)
        found, alone = diff_findings(
            intake.reports, before, after, lambda done, total: bar.update(task, completed=done, total=total)
        )
    _tell(found, alone, as_json)
    if out is not None:
        _write(found, out)
        console.print(f"changes in {out}")
    console.print(f"{sum(c.judged for c in found)} judgements made again in {time.monotonic() - started:.1f} s")
    if any(c.changes for c in found) or alone:
        click.get_current_context().exit(1)


def _check_reading(world: World, wanted: str | None) -> None:
    known = sorted({r for loaded in world.agreements for r in loaded.agreement.reading_ids()})
    if wanted is not None and wanted not in known:
        hint = f"Its readings: {', '.join(known)}."
        raise TrucelineError(problem("E-AGREE-021", "assess diff", value=wanted, hint=hint))


def _tell(found: Sequence[Comparison], alone: Sequence[str], as_json: bool) -> None:
    if as_json:
        for row in (row for comparison in found for row in comparison.changes):
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
        return
    console = output_console()
    console.print(_table(found))
    for comparison in found:
        if comparison.why:
            more = len(comparison.why) - PARTS_SHOWN
            parts = ", ".join(comparison.why[:PARTS_SHOWN]) + (f" and {more} more" if more > 0 else "")
            console.print(f"{_name(comparison)}: {parts}{' (reaches everything)' if comparison.everything else ''}")
    for name in alone:
        console.print(f"no partner, not compared: {name}")
    console.print("Counted: incidents under one reading; never add readings. outside*: other law not assessed.")


def _table(found: Sequence[Comparison]) -> Table:
    table = Table(title="What comes out differently", title_justify="left")
    for head in ("instrument and reading", "incidents", "judged again", "differ", "before", "after", "of them"):
        side = "left" if head in ("instrument and reading", "before", "after") else "right"
        table.add_column(head, justify=side, overflow="fold")  # type: ignore[arg-type]
    for c in found:
        counts = [_name(c), str(c.incidents), str(c.judged), str(len(c.changes))]
        moves = sorted(c.moves.items(), key=lambda m: (-m[1], m[0])) or [(("", ""), 0)]
        for number, ((before, after), n) in enumerate(moves):
            said = [WORDS.get(before, before), WORDS.get(after, after), str(n) if before else ""]
            table.add_row(*(counts if number == 0 else [""] * 4), *said)
    return table


def _name(c: Comparison) -> str:
    before, after = " ".join(c.before), " ".join(c.after)
    return before if before == after else f"{before} → {after}"


def _write(found: Sequence[Comparison], out: Path) -> None:
    table = FindingChanges.from_rows(row for c in found for row in c.changes)
    try:
        out.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, out / "finding_changes.parquet", compression="zstd")
        write_csv(table, out / "finding_changes.csv")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "assess diff", value=str(out), cause=str(error))) from error
