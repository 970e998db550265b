"""``truceline commitments``: what is due from whom, what is on record about it, as list, calendar and matrix."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pyarrow as pa
import pyarrow.compute as pc
from rich.table import Table

from truceline.agreement.model import Agreement
from truceline.cli.problems import as_of_option, coded
from truceline.cli.summary_table import output_console
from truceline.commitments.book import Book, open_book
from truceline.commitments.instantiate import commitments_of
from truceline.commitments.matrix import Matrix
from truceline.commitments.matrix import matrix as build_matrix
from truceline.formats.agreement_yaml import LoadedAgreement
from truceline.formats.commitments_yaml import load_registers
from truceline.formats.worlds import open_world
from truceline.registry.actors import Registry
from truceline.vocabulary.errors import TrucelineError, problem

LEVELS = ("not initiated", "minimal", "intermediate", "full")
WIDEST = 6
STATES = {
    "in_time": "carried out in time",
    "late": "carried out late",
    "missed": "passed, completion not verified",
    "unrecorded": "passed, nothing on record",
    "by_some_dates": "in time by some dates only",
    "coming": "coming",
    "contested": "passed by some dates",
    "not_running": "term not running",
    "undated": "no term set",
    "continuing": "kept all the time",
}


@click.group("commitments", short_help="What is due from whom, and what is on record.")
def commitments() -> None:
    """What instruments make due: owners, dates by source, levels of implementation with who verified them.

    \b
    Example:
      truceline commitments due ukraine
      truceline commitments matrix ua-minsk-package-2015-02-12 --html out
    """


@dataclass(frozen=True)
class Opened:
    book: Book
    agreements: list[Agreement]
    registries: Mapping[str, Registry]


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Options that every command of the group has."""
    for option in reversed(
        (
            click.option("--as-of", help="Only what was known then: 2015-03-15 or a moment. Default: now."),
            click.option(
                "--register", "files", multiple=True, type=click.Path(path_type=Path), help="Further register."
            ),
            click.option("--registry", help="Registry folder or name. Default: that of the instruments."),
            click.option("--json", "as_json", is_flag=True, help="Print rows as JSON."),
            click.option("--csv", "as_csv", is_flag=True, help="Print rows as CSV."),
            click.option("--html", "folder", type=click.Path(path_type=Path), help="Write pages into this folder."),
            click.option("--sites", is_flag=True, help="Name sites of weapons on pages: for the mission alone."),
            click.option("--language", default="en", show_default=True, type=click.Choice(("en", "ar")), help="Pages."),
        )
    ):
        command = option(command)
    return command


def opened(names: tuple[str, ...], as_of: str | None, files: tuple[Path, ...], registry: str | None) -> Opened:
    """The book of the instruments named, at the state of knowledge asked for."""
    loaded: dict[str, LoadedAgreement] = {}
    registries: dict[str, Registry] = {}
    for name in names:  # one by one: registries of different armed conflicts define the same states
        world = open_world([name], registry)
        loaded |= {item.agreement.id: item for item in world.agreements}
        registries |= {item.agreement.id: world.registry for item in world.agreements}
    items = [loaded[key] for key in sorted(loaded)]
    tables = load_registers(items, files, registries)
    agreements = [item.agreement for item in items]
    moment = as_of_option(as_of) or _latest(tables.records)
    book = open_book(agreements, tables.dates, tables.records, moment, tables.holdings, tables.evidence)
    return Opened(book, agreements, registries)


def _latest(records: pa.Table) -> datetime:
    """Now, or the last thing known where that is later: the exercise lies in the future."""
    now = datetime.now(UTC).replace(microsecond=0)
    last = pc.max(records["known_from"]).as_py()
    return max(now, last) if last is not None else now


@commitments.command("list")
@click.argument("names", nargs=-1, required=True)
@click.option("--owner", help="Only commitments of this party or actor (id).")
@shared
@coded
def list_command(names: tuple[str, ...], owner: str | None, **options: Any) -> None:
    """List every commitment with where it stands.

    NAMES are instruments or folders of them: ukraine, ua-minsk-package-2015-02-12, my-accord/.

    \b
    Example:
      truceline commitments list ukraine/package-2015-02-12
      truceline commitments list south_sudan --owner tgonu --csv
    """
    found = _open(names, options)
    _answer(found, found.book.of(owner=owner), "Commitments", options)


@commitments.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--within", type=int, help="Only dates within so many days before or after the moment asked about.")
@shared
@coded
def due(names: tuple[str, ...], within: int | None, **options: Any) -> None:
    """List what has a date, earliest first: coming, passed, and passed by some dates only.

    \b
    Example:
      truceline commitments due ukraine --as-of 2015-03-05
      truceline commitments due south_sudan --within 60
    """
    found = _open(names, options)
    span = timedelta(days=within) if within is not None else None
    since, until = (found.book.as_of - span, found.book.as_of + span) if span else (None, None)
    _answer(found, found.book.due(since, until), "What is due", options)


@commitments.command()
@click.argument("names", nargs=-1, required=True)
@shared
@coded
def matrix(names: tuple[str, ...], **options: Any) -> None:
    """Show who is implementing what and how: provisions by owners, each with its last level and who verified it.

    \b
    Example:
      truceline commitments matrix syria/coh-2016-02 --as-of 2016-05-05
      truceline commitments matrix ukraine --html out
    """
    found = _open(names, options)
    if options["folder"] or options["as_json"] or options["as_csv"]:
        _answer(found, found.book.joined, "Matrix", options)
        return
    for agreement in found.agreements:
        output_console().print(_matrix_table(found, agreement))


@commitments.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--commitment", "keys", multiple=True, help="Only these: provision, or instrument/provision/owner.")
@shared
@coded
def show(names: tuple[str, ...], keys: tuple[str, ...], **options: Any) -> None:
    """Show single commitments in full: every date by who sets it, every record with both clocks.

    \b
    Example:
      truceline commitments show ukraine/package-2015-02-12 --commitment k4b
    """
    found = _open(names, options)
    rows = found.book.joined
    if keys:
        mask = [_named(r, keys) for r in rows.select(["commitment_id", "provision_id"]).to_pylist()]
        if not any(mask):
            hint = "List them: truceline commitments list " + " ".join(names)
            raise TrucelineError(problem("E-COMMIT-010", "--commitment", value=", ".join(keys), hint=hint))
        rows = rows.filter(pa.array(mask))
    if options["folder"] or options["as_json"] or options["as_csv"]:
        _answer(found, rows, "Commitments", options)
        return
    for row in rows.to_pylist():
        for line in _in_full(row, found.book.history(row["commitment_id"])):
            click.echo(line)


@commitments.command()
@click.argument("name")
@click.option("--registry", help="Registry folder or name. Default: that of the instrument.")
@coded
def new(name: str, registry: str | None) -> None:
    """Print the start of a register for one instrument: every commitment with an example to fill in.

    \b
    Example:
      truceline commitments new my-accord/ > my-accord/commitments.yaml
    """
    world = open_world([name], registry)
    for item in world.agreements:
        for line in _start(item.agreement):
            click.echo(line)


def _start(agreement: Agreement) -> Iterable[str]:
    yield "# What is on record about the commitments of one instrument: docs/methods/commitments.md"
    yield "truceline: 1"
    yield f"instrument: {agreement.id}"
    rows = commitments_of(agreement).select(["provision_id", "owner", "text"]).to_pylist()
    owners: dict[str, list[str]] = {}
    for row in rows:
        owners.setdefault(row["provision_id"], []).append(row["owner"])
    texts = {row["provision_id"]: row["text"] for row in rows}
    for key in ("evidence", "records"):
        yield f"{key}:"
        for provision, who in owners.items():
            yield f"  # {provision} ({', '.join(who)}): {' '.join(texts[provision].split())}"
            if key == "evidence":
                yield f'  # - {{provision: "{provision}", text: "What would show it."}}'
            else:
                yield f'  # - {{id: r-{provision}, provision: "{provision}", on: 2030-01-31, status: 1, claimant: WHO,'
                yield '  #    verified_by: WHO-CHECKED, justification: "Why this level.", source: WHERE}'


def _named(row: Mapping[str, Any], keys: Iterable[str]) -> bool:
    return any(key in (row["provision_id"], row["commitment_id"]) for key in keys)


def _open(names: tuple[str, ...], options: Mapping[str, Any]) -> Opened:
    return opened(names, options["as_of"], options["files"], options["registry"])


def _answer(found: Opened, rows: pa.Table, title: str, options: Mapping[str, Any]) -> None:
    if options["folder"]:
        for page in write_pages(found, options["folder"], options["language"], options["sites"]):
            click.echo(str(page))
        return
    if options["as_json"]:
        for row in rows.to_pylist():
            row["history"] = found.book.history(row["commitment_id"])
            click.echo(json.dumps(row, default=_plain, ensure_ascii=False))
        return
    if options["as_csv"]:
        _csv(rows)
        return
    for agreement in found.agreements:
        mine = rows.filter(pc.equal(rows["agreement_id"], agreement.id))
        if mine.num_rows:
            output_console().print(_table(mine, f"{title}: {agreement.id}"))
    click.echo(f"{rows.num_rows} commitments, as known on {found.book.as_of:%Y-%m-%d %H:%M} UTC")


def write_pages(found: Opened, folder: Path, language: str = "en", sites: bool = False) -> list[Path]:
    """index.html and a page an instrument; ``sites`` names where weapons are held. Raises E-RUN-003."""
    from truceline.bulletins.commitments_page import render_commitments, render_overview  # loads the template engine

    pages = {"index.html": render_overview(found.book, found.agreements, found.registries, language)}
    for agreement in found.agreements:
        pages[f"{agreement.id}.html"] = render_commitments(
            found.book, agreement, found.registries[agreement.id], language, sites
        )
    return write_files(pages, folder)


def write_files(pages: Mapping[str, str], folder: Path) -> list[Path]:
    """Pages by name into a folder that is made if need be. Raises E-RUN-003."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "--html", value=str(folder), cause=str(error))) from error
    return [folder / name for name in pages]


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


COLUMNS = (
    "commitment_id", "agreement_id", "provision_id", "owner", "kind", "due_from", "due_until", "term", "timeliness",
    "verified_status", "verified_by", "done_from", "claimed_status", "claimed_by", "records", "as_of", "text",
)  # fmt: skip


def _csv(rows: pa.Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows.select(list(COLUMNS)).to_pylist():
        writer.writerow([_plain(v) if v is not None else "" for v in (row[c] for c in COLUMNS)])


def _days(row: Mapping[str, Any]) -> str:
    """Local last days of the term; two where dates differ."""
    if row["due_from"] is None:
        return f"waits for {row['waits_for']}" if row["waits_for"] else "no date"
    zone, tick = ZoneInfo(row["zone"]), timedelta(microseconds=1)
    first, last = ((row[key] - tick).astimezone(zone).date() for key in ("due_from", "due_until"))
    return f"{first}" if first == last else f"{first} or {last}" if row["kind"] != "relative" else f"{first} – {last}"


def _level(row: Mapping[str, Any]) -> str:
    parts = []
    if row["verified_status"] is not None:
        parts.append(f"{LEVELS[row['verified_status']]}, verified by {row['verified_by']}")
    if row["claimed_status"] is not None and row["claimed_status"] != row["verified_status"]:
        parts.append(f"{LEVELS[row['claimed_status']]}, claimed by {row['claimed_by']}")
    return "; ".join(parts) or ("no level named" if row["records"] else "none recorded")


def _state(row: Mapping[str, Any]) -> str:
    return STATES[row["timeliness"] or row["term"]]


def _table(rows: pa.Table, title: str) -> Table:
    shown = Table(title=title, title_justify="left")
    for name in ("provision", "owner", "due", "state", "level"):
        shown.add_column(name, overflow="fold")
    for row in rows.to_pylist():
        shown.add_row(row["provision_id"], row["owner"], _days(row), _state(row), _level(row))
    return shown


def _matrix_table(found: Opened, agreement: Agreement) -> Table:
    built = build_matrix(found.book, [agreement.id])
    shown = Table(title=agreement.id, title_justify="left")
    words = {"not_bound": "not bound", "none_recorded": "none recorded"}
    if len(built.owners) > WIDEST:  # a column an owner would leave room for three letters each
        return _matrix_by_level(built, shown, words)
    for name in ("provision", *built.owners):
        shown.add_column(name, overflow="fold")
    for row in built.rows:
        cells = [words.get(c.kind) or _level(c.row or {}) for c in row.cells]
        shown.add_row(row.provision_id, *cells)
    return shown


def _matrix_by_level(built: Matrix, shown: Table, words: Mapping[str, str]) -> Table:
    """A line per provision and level, with the owners of whom it is said."""
    for name in ("provision", "level", "owners"):
        shown.add_column(name, overflow="fold")
    for row in built.rows:
        by_level: dict[str, list[str]] = {}
        for cell in row.cells:
            by_level.setdefault(words.get(cell.kind) or _level(cell.row or {}), []).append(cell.owner)
        for number, (level, owners) in enumerate(by_level.items()):
            whole = "all" if len(by_level) == 1 else ", ".join(owners)
            shown.add_row("" if number else row.provision_id, level, whole)
    return shown


def _in_full(row: Mapping[str, Any], history: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    yield f"{row['commitment_id']}: {row['text']}"
    yield f"  {_state(row)}; {_days(row)}; {_level(row)}"
    yield f"  evidence required: {row['evidence_required'] or 'not stated'}"
    zone, tick = ZoneInfo(row["zone"]), timedelta(microseconds=1)
    for date in row["dates"]:
        day = (date["end_latest"] - tick).astimezone(zone).date()
        moved = ", moved since" if date["moved"] else ""
        yield f"  date {day} [{date['kind']}{moved}] {date['says']}{'; ' + date['by'] if date['by'] else ''}"
    for record in history:
        level = LEVELS[record["status"]] if record["status"] is not None else "names no level"
        checked = f"verified by {record['verified_by']}" if record["verified_by"] else "not verified"
        on, known = (record[k].astimezone(zone).date() for k in ("happened_from", "known_from"))
        yield f"  {on} (known {known}) {record['claimant']}: {level}, {checked}, basis {record['basis']}"
        yield f"    {record['justification']} Source: {record['source']}"
    yield ""
