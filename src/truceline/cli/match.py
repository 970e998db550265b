"""``truceline match``: many reports, one incident; why; and how far its probabilities can be trusted."""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from truceline.cli.intake import read_all
from truceline.cli.match_folder import check_folder, names_of, open_reports, reports_of
from truceline.cli.match_monitors import monitors
from truceline.cli.match_names import names
from truceline.cli.match_notes import told_of_input, told_of_weights
from truceline.cli.problems import coded
from truceline.formats.findings_io import write_csv
from truceline.vocabulary.errors import TrucelineError, problem

LEAST_KNOWN = 5
MOST_FOR_PAGE = 200_000


class MatchGroup(click.Group):
    """``match REPORTS…`` runs ``match run``: the first word is a command only if it names one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("match", cls=MatchGroup)
def match() -> None:
    """Group reports of one real-world incident.

    The shortest call is ``truceline match REPORTS… --out DIR``.

    \b
    Example:
      truceline match reports.parquet --out matched
      truceline match log.xlsx --map log-mapping.yaml --judgements judged.csv --out matched
      truceline match explain r17 r23 --in matched
      truceline match calibrate --in matched --judgements judged.csv --out calibrated
      truceline match names --in matched
      truceline match monitors --in matched --mine ged --yours acled
    """


match.add_command(names)
match.add_command(monitors)


@match.command("run")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for results.")
@click.option("--format", "kind", help="ucdp, acled, geojson or reports. Default: recognised from the columns.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Mapping file (truceline map init): one for all files, or one for each in their order.",
)
@click.option("--judgements", multiple=True, type=click.Path(path_type=Path), help="What people judged; outranks all.")
@click.option("--weights", "weights_file", type=click.Path(path_type=Path), help="weights.json of a calibration.")
@click.option(
    "--sources",
    "sources_file",
    type=click.Path(path_type=Path),
    help="CSV: source, reliability (A-F), takes_from ('a; b').",
)
@click.option(
    "--denials", "denials_file", type=click.Path(path_type=Path), help="CSV: report_id, denied_by, says: no origin."
)
@click.option(
    "--registry", metavar="NAME|FOLDER", help="Whose aliases and memberships count: names of one actor are one."
)
@click.option("--fuse/--no-fuse", default=None, help="Grade and fuse incidents. Default: up to 200,000 reports.")
@click.option("--with-closed", is_flag=True, help="Grade and fuse reports of closed compartments too.")
@click.option("--page/--no-page", default=None, help="Write judge.html. Default: up to 200,000 reports.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "ar"]), help="Of judge.html.")
@click.option("--dry-run", is_flag=True, help="Read and count, match nothing, write nothing.")
@coded
def run(
    reports: tuple[Path, ...],
    out: Path,
    kind: str | None,
    mapping: tuple[Path, ...],
    judgements: tuple[Path, ...],
    weights_file: Path | None,
    sources_file: Path | None,
    denials_file: Path | None,
    registry: str | None,
    fuse: bool | None,
    with_closed: bool,
    page: bool | None,
    language: str,
    dry_run: bool,
) -> None:
    """Group REPORTS into incidents. 'truceline match REPORTS' means the same.

    Leaves members.parquet, incidents.parquet, reports.parquet (with each report's incident, for 'truceline assess'),
    corroboration.parquet, fused.parquet, weights.json, settings.json, rejects.csv and judge.html in --out.
    Reports of closed compartments are matched, but stand in no grade, fused incident or page unless --with-closed.

    \b
    Example:
      truceline match run reports.parquet --out matched
      truceline match run log.xlsx --map log-mapping.yaml --judgements judged.csv --out matched
      truceline match run patrols.csv wire.csv --map patrols.yaml --map wire.yaml --out matched
    """
    from truceline.formats.match_io import (
        read_denials,
        read_judgements,
        read_source_notes,
        read_weights,
    )  # load numba: not for --help
    from truceline.matching.match import match_reports

    console = Console(stderr=True, soft_wrap=True)
    started = time.monotonic()
    judged, weights = read_judgements(judgements), read_weights(weights_file) if weights_file else None
    judged.check()
    notes = read_source_notes(sources_file) if sources_file else {}
    denials = read_denials(denials_file) if denials_file else ()
    known_names = names_of(registry)
    check_folder(out)
    intake = read_all(reports, kind, mapping)
    for line in told_of_input(intake):
        console.print(line)
    waiting = judged.waiting(intake.reports.column("report_id").combine_chunks())
    if waiting:
        console.print(f"{len(waiting)} judged reports are not among these, so their judgements wait: {_some(waiting)}")
    if dry_run:
        return
    with Progress(TextColumn("comparing"), BarColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("match", total=None)
        matched = match_reports(
            intake.reports,
            weights,
            known_names,
            judgements=judged,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    console.print(told_of_weights(matched.weights, weights_file))
    _write(out, matched, intake.rejects, registry)
    small = matched.reports.num_rows <= MOST_FOR_PAGE
    if fuse or (fuse is None and small):
        _write_fused(
            out, _open_reports(matched.grouped_reports(), with_closed, console), (notes, known_names, denials), console
        )
    if page or (page is None and small):
        from truceline.bulletins.judge_page import write_judge_page

        console.print(f"page: {write_judge_page(matched, judged, out / 'judge.html', language)}")
    applied = sum(not set(waiting) & set(pair) for pair in judged.standing())
    _summary(console, matched.incidents(), applied, time.monotonic() - started, out)


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _open_reports(grouped: pa.Table, with_closed: bool, console: Any) -> pa.Table:
    """Reports that may stand in exports."""
    kept = grouped if with_closed else open_reports(grouped)
    count = grouped.num_rows - kept.num_rows
    if count:
        console.print(f"{count} reports of closed compartments are matched but not graded or fused (--with-closed)")
    return kept


def _write(out: Path, matched: Any, rejects: pa.Table, registry: str | None) -> None:
    from truceline.formats.match_io import write_match, write_settings, write_weights

    try:
        out.mkdir(parents=True, exist_ok=True)
        write_match(matched.members(), matched.incidents(), matched.grouped_reports(), out)
        write_weights(matched.weights, out / "weights.json")
        write_settings(registry, out / "settings.json")
        write_csv(rejects, out / "rejects.csv")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "match", value=str(out), cause=str(error))) from error


def _write_fused(out: Path, grouped: pa.Table, known: tuple[Any, Any, Any], console: Any) -> None:
    from truceline.run import stand_behind

    behind, fused = stand_behind(grouped, *known)
    pq.write_table(behind, out / "corroboration.parquet", compression="zstd")
    pq.write_table(fused, out / "fused.parquet", compression="zstd")
    grades = Counter(behind.column("grade").to_pylist())
    console.print("what stands behind: " + ", ".join(f"{grade} {count}" for grade, count in sorted(grades.items())))


def _summary(console: Any, incidents: pa.Table, judged: int, seconds: float, out: Path) -> None:
    sizes = incidents.column("reports").to_numpy()
    console.print(
        f"{int(sizes.sum())} reports in {len(sizes)} incidents: {int((sizes == 1).sum())} of one report, "
        f"{int((sizes > 1).sum())} of several, the largest of {int(sizes.max()) if len(sizes) else 0}"
    )
    if judged:
        console.print(f"{judged} pairs stand judged by people")
    console.print(f"matched in {seconds:.1f} s; results in {out}")


@match.command("explain")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option(
    "--in", "folder", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of a run."
)
@coded
def explain(left: str, right: str, folder: Path) -> None:
    """Print why the reports A and B are one incident or are not: every clue with what it weighs.

    \b
    Example:
      truceline match explain r17 r23 --in matched
    """
    from truceline.formats.match_io import read_settings, read_weights
    from truceline.matching.explain import explain_pair

    if left == right:
        raise TrucelineError(problem("E-MATCH-007", "explain", value=left))
    reports = reports_of(folder)
    weights = read_weights(folder / "weights.json")
    try:
        found = explain_pair(reports, left, right, weights, names_of(read_settings(folder / "settings.json")))
    except KeyError as error:
        hint = "Give report ids as they stand in members.parquet."
        raise TrucelineError(
            problem("E-MATCH-005", "explain", value=error.args[0], folder=str(folder), hint=hint)
        ) from error
    together = found.left["incident_id"] == found.right["incident_id"]
    click.echo(f"{found.left['report_id']} and {found.right['report_id']}: {'one incident' if together else 'apart'}")
    if not found.candidate:
        click.echo("  never compared closely: too far apart in place or time, or hopeless by their own clues")
        for clue in ("distance", "time"):
            click.echo(f"  {clue}: {found.details[clue]}")
        return
    for term in found.terms:
        detail = f"   ({found.details[term.clue]})" if term.clue in found.details else ""
        click.echo(f"  {term.weight:+6.2f}  {term.clue}: {term.said}{detail}")
    click.echo(f"  {found.log_odds:+6.2f}  log-odds, slope {weights.slope:.2f} and shift {weights.shift:+.2f} applied")
    more = weights.threshold + weights.beyond_two
    crowd = f", in incidents of more than two reports from {more:+.2f}" if weights.beyond_two else ""
    click.echo(f"  probability {found.probability:.2f}; pairs join from log-odds {weights.threshold:+.2f}{crowd}")
    if together and found.log_odds < weights.threshold:
        click.echo("  the other reports of the incident, or a judgement, hold the two together")
    if not together and found.log_odds >= weights.threshold:
        click.echo("  the other candidates, or a judgement, keep the two apart")


@match.command("calibrate")
@click.option(
    "--in", "folder", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of a run."
)
@click.option("--judgements", multiple=True, type=click.Path(path_type=Path), help="What people judged.")
@click.option("--truth", type=click.Path(path_type=Path), help="CSV with report_id, incident_id: where all is known.")
@click.option(
    "--out", default="calibrated", show_default=True, type=click.Path(path_type=Path), help="Folder for results."
)
@click.option(
    "--language", default="en", show_default=True, type=click.Choice(["en", "ar"]), help="Of reliability.html."
)
@coded
def calibrate(folder: Path, judgements: tuple[Path, ...], truth: Path | None, out: Path, language: str) -> None:
    """Bring probabilities nearer to what people judged, or to what is known.

    Leaves weights.json (give it to 'truceline match --weights') and reliability.html in --out, and prints the expected
    calibration error before and after.

    \b
    Example:
      truceline match calibrate --in matched --judgements judged.csv --out calibrated
    """
    from truceline.bulletins.reliability_page import reliability_html
    from truceline.formats.match_io import read_judgements, read_settings, read_weights, write_weights
    from truceline.matching.calibrate import calibrated, reliability
    from truceline.matching.match import known_answers

    weights = read_weights(folder / "weights.json")
    known = _truth(truth) if truth else {}
    judged = read_judgements(judgements)
    judged.check()
    score, same = known_answers(
        reports_of(folder), weights, judged, known, names_of(read_settings(folder / "settings.json"))
    )
    if min(int(same.sum()), int((~same).sum())) < LEAST_KNOWN:
        hint = "Judge more pairs in judge.html, or give --truth."
        count = int(min(same.sum(), (~same).sum()))
        raise TrucelineError(problem("E-MATCH-006", "calibrate", count=count, needed=LEAST_KNOWN, hint=hint))
    better = calibrated(weights, score, same)
    before = reliability(score, same)
    after = reliability((score - weights.shift) / weights.slope * better.slope + better.shift, same)
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_weights(better, out / "weights.json")
        (out / "reliability.html").write_text(reliability_html(before, after, language), encoding="utf-8")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "calibrate", value=str(out), cause=str(error))) from error
    click.echo(f"{len(same)} pairs with a known answer, {int(same.sum())} the same")
    click.echo(f"expected calibration error: {before.error:.4f} before, {after.error:.4f} after (same pairs)")
    click.echo(f"slope {better.slope:.3f}, shift {better.shift:+.3f}; results in {out}")


def _truth(path: Path) -> dict[str, str]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return {row["report_id"]: row["incident_id"] for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        hint = "Give a CSV file with the columns report_id and incident_id."
        raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error
