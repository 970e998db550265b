"""``truceline claims``: counts, contacts, meetings and statements, checked and set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from truceline.agreement.model import plain
from truceline.analytics.concordance import Concordance, Pairing, compare_counts
from truceline.analytics.count_checks import find_mismatches
from truceline.cli.problems import coded
from truceline.cli.summary_table import output_console
from truceline.formats.bundled import bundled
from truceline.formats.claims_parquet import holds_tables, load_tables
from truceline.formats.claims_yaml import load_claims
from truceline.formats.concordance_csv import write_concordance
from truceline.formats.findings_io import find_findings
from truceline.formats.registry_yaml import load_registry
from truceline.formats.worlds import open_world
from truceline.registry.actors import Registry
from truceline.tables.source_texts import ClaimTables
from truceline.vocabulary.errors import TrucelineError, problem


@click.group(short_help="Counts, contacts, meetings and other claims.")
def claims() -> None:
    """Claims that are no reports of one event: counts, contacts, meetings, listings, statements.

    \b
    Example:
      truceline claims check five-texts
      truceline claims concordance monitors-counts --out out
    """


def open_claims(name_or_path: str) -> ClaimTables:
    """A folder or file by path, tables of read texts too, or a bundled example. Raises TrucelineError (E-CLAIM-0xx)."""
    path = Path(name_or_path)
    beside = bundled("examples") / name_or_path
    folder = beside if not path.exists() and beside.exists() else path
    return load_tables(folder) if holds_tables(folder) else load_claims(folder)


@claims.command(short_help="Read claims; say what is wrong or what they hold.")
@click.argument("path")
@coded
def check(path: str) -> None:
    """Read claims and say what is wrong with them, or what they hold.

    PATH is a folder, a file, or a bundled example (five-texts, monitors-counts).

    \b
    Example:
      truceline claims check my-claims/
    """
    tables = open_claims(path)
    shown = Table(title=f"Claims in {path}", title_justify="left")
    shown.add_column("table")
    shown.add_column("rows", justify="right")
    counted = [(item.name, getattr(tables, item.name).num_rows) for item in fields(tables) if item.name != "log"]
    counted += [(item.name, getattr(tables.log, item.name).num_rows) for item in fields(tables.log)]
    for name, rows in counted:
        if rows and name != "report_sources":
            shown.add_row(name.replace("_", " "), str(rows))
    console = output_console()
    console.print(shown)
    mismatches = [m for m in find_mismatches(tables.count_claims) if m.kind != "no_breakdown"]
    for mismatch in mismatches:
        console.print(f"{mismatch.claim_id}: {mismatch.sentence}", highlight=False)
    console.print(f"No problems. Counts that contradict themselves: {len(mismatches)} (kept as said).")


@claims.command(short_help="Set counts of the same days side by side.")
@click.argument("path")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for the files.")
@coded
def concordance(path: str, out: Path) -> None:
    """Set counts of the same days side by side: a table, CSV files and monitors.html.

    Two counts give bounds only: which of nine and eight violations are the same, no count says.

    \b
    Example:
      truceline claims concordance monitors-counts --out out
    """
    from truceline.bulletins.claims_page import render_monitors  # loads the template engine

    tables = open_claims(path)
    found = compare_counts(tables.count_claims)
    mismatches = find_mismatches(tables.count_claims)
    folder = _folder(out)
    written = write_concordance(found, mismatches, folder)
    page = folder / "monitors.html"
    page.write_text(render_monitors(tables), encoding="utf-8")
    console = output_console()
    console.print(_table(found, {row["id"]: row["name"] for row in tables.named_actors.to_pylist()}))
    console.print(
        f"{len(found.pairings)} periods counted by two, {len(found.alone)} claims that nobody else counted, "
        f"{len(mismatches)} counts that differ from their own parts or give no place"
    )
    for file in (*written, page):
        console.print(str(file), highlight=False, soft_wrap=True)


@claims.command(short_help="Write what source texts say, side by side.")
@click.argument("path")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for the page.")
@click.option("--findings", type=click.Path(path_type=Path), help="Folder of a run, to show its findings.")
@click.option("--agreements", "names", multiple=True, help="Bundled name or folder, for the titles of instruments.")
@click.option("--registry", help="Registry folder or name, so that two names of one actor do not differ.")
@coded
def page(path: str, out: Path, findings: Path | None, names: tuple[str, ...], registry: str | None) -> None:
    """Write five-texts.html: what source texts say, by whom, and claims of one event side by side.

    \b
    Example:
      truceline claims page five-texts --registry syria --out out
      truceline claims page five-texts --agreements syria --findings out --out out
    """
    target = _folder(out) / "five-texts.html"
    target.write_text(page_of_texts(open_claims(path), findings, names, registry), encoding="utf-8")
    Console().print(str(target), highlight=False, soft_wrap=True)


def page_of_texts(
    tables: ClaimTables, findings: Path | None = None, names: tuple[str, ...] = (), registry: str | None = None
) -> str:
    """The page with what a run, the agreements and a registry add to it."""
    from truceline.bulletins.claims_page import render_five_texts
    from truceline.formats.bundled import find_registry

    titles: dict[str, str] = {}
    known: Registry | None = load_registry(find_registry(registry)) if registry else None
    if names:
        world = open_world(names, registry)
        known = world.registry
        titles = {a.agreement.id: plain(a.agreement.short_title or a.agreement.title) for a in world.agreements}
    return render_five_texts(tables, _findings_of(tables, findings), titles, actor_titles(tables, known))


def _findings_of(tables: ClaimTables, folder: Path | None) -> list[dict[str, Any]] | None:
    """Findings of the incidents in these reports; None without a run, nothing where the run has none of them."""
    if folder is None:
        return None
    found: list[dict[str, Any]] = []
    for incident in sorted({i for i in tables.reports.column("incident_id").to_pylist() if i}):
        try:
            found += find_findings(folder, incident)
        except TrucelineError as error:
            if any(p.code != "E-RUN-002" for p in error.problems):
                raise
    return found


def actor_titles(tables: ClaimTables, known: Registry | None) -> Mapping[str, str]:
    """Names that the registry takes for exactly one actor, with that actor's name."""
    if known is None:
        return {}
    titles = {}
    for row in tables.reports.select(["claimed_initiator"]).to_pylist():
        for name in row["claimed_initiator"] or ():
            matches = known.find(name)
            if len(matches) == 1:
                titles[name] = known.actors[matches[0].actor_id].name
    return titles


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "claims", value=str(out), cause=str(error))) from error
    return out


def _table(found: Concordance, names: Mapping[str, str]) -> Table:
    shown = Table(title="Counted by both on the same days: bounds, not matches", title_justify="left")
    shown.add_column("day", no_wrap=True)
    shown.add_column("mine", overflow="fold")
    shown.add_column("yours", overflow="fold")
    shown.add_column("unit")
    shown.add_column("both", justify="right")
    shown.add_column("answers", overflow="fold")
    for pairing in found.pairings:
        shown.add_row(*_cells(pairing, names))
    return shown


def _cells(pairing: Pairing, names: Mapping[str, str]) -> tuple[str, ...]:
    whole = pairing.whole
    last = (pairing.period_until - timedelta(microseconds=1)).astimezone(ZoneInfo(pairing.zone))
    until = "undated" if pairing.dating == "within" else f"{last:%Y-%m-%d}"
    said = "; ".join(f"{a.answer.replace('_', ' ')} {a.count}" for a in pairing.answers) or "none recorded"
    mine, yours = names.get(pairing.mine, pairing.mine), names.get(pairing.yours, pairing.yours)
    bounds = f"{whole.both_at_least}–{whole.both_at_most}"
    return until, f"{mine} {whole.mine.count}", f"{yours} {whole.yours.count}", pairing.unit, bounds, said
