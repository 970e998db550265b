"""``truceline read``: texts to claims with evidence."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from truceline.bulletins.reading_page import reading_page
from truceline.cli.problems import coded
from truceline.cli.summary_table import output_console
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_extras import installed_parsers
from truceline.formats.reading_json import masked_rows, to_json
from truceline.formats.reading_llm import LanguageModel, proposals
from truceline.formats.reading_tables import write_tables
from truceline.formats.text_files import SourceDocument, documents_of, read_documents
from truceline.reading.read import read_text
from truceline.reading.rows import ClaimRows
from truceline.vocabulary.errors import Problem

LAYERS = (
    "statements",
    "events",
    "counts",
    "control",
    "contacts",
    "agreements",
    "commitments",
    "designations",
    "relations",
)


@click.command("read")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the claims as JSON (schemas/claims.schema.json).")
@click.option("--html", "as_html", is_flag=True, help="Print a page: the text with its spans, claims beside it.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="Write JSON a text and the tables (reports.parquet, …) here.",
)
@click.option("--registry", "registries", multiple=True, help="Further registry, by name or folder (default: syria).")
@click.option(
    "--gazetteer", "gazetteers", multiple=True, type=click.Path(path_type=Path), help="GeoNames dump or P-codes."
)
@click.option(
    "--llm",
    "address",
    help="Also ask a language model: an OpenAI-compatible address, for instance http://127.0.0.1:8080/v1.",
)
@click.option("--llm-model", default="default", show_default=True, help="The model's name on that server.")
@click.option("--no-extras", is_flag=True, help="Rules only, also where a parser is installed.")
@coded
def read(
    files: tuple[str, ...],
    as_json: bool,
    as_html: bool,
    folder: Path | None,
    registries: tuple[str, ...],
    gazetteers: tuple[Path, ...],
    no_extras: bool,
    address: str | None,
    llm_model: str,
) -> None:
    """Read texts into claims, each with its claimant and its span.

    Who said what, what happened where and when, which counts: nothing read is taken as a fact.
    FILES are texts, HTML, PDF, DOCX, .eml, RSS or Atom; '-' reads pasted text.

    \b
    Example:
      truceline read bulletin.txt --json
      truceline read bulletin.txt --html > bulletin.html
      truceline read *.html --to claims/
      truceline read note.txt --llm http://127.0.0.1:8080/v1 --llm-model small --json
    """
    lexicons = load_lexicons(registries, gazetteers)
    parsers = {} if no_extras else installed_parsers()
    model = LanguageModel(address, llm_model) if address else None
    problems: list[Problem] = []
    printed: list[dict[str, Any]] = []
    tables: list[tuple[str, ClaimRows]] = []
    for name in files:
        documents, found = (
            documents_of(sys.stdin.buffer.read(), "pasted") if name == "-" else read_documents(Path(name))
        )
        problems += found
        first_day: date | None = None
        for document in documents:
            if "#part" not in document.name or document.name.endswith("#part1"):
                first_day = None
            reading = read_text(document.text, lexicons, document.published or first_day, parsers)
            if model is not None:
                problems += proposals(model, reading, lexicons)
            first_day = first_day or reading.meta.doc_date  # the later parts of a text have the first part's date
            claims = to_json(reading, document, lexicons)
            tables.append((document.name, masked_rows(reading, document, lexicons)))
            if as_json or as_html:
                printed.append(claims)  # all at once only where it is asked for: a long text has hundreds of parts
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                stem = document.name.replace("/", "_").replace("#", "-")
                (folder / f"{stem}.claims.json").write_text(
                    json.dumps(claims, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
                )
            elif not as_json and not as_html:
                _show(document, claims)
    if folder is not None and tables:
        written = write_tables(tables, folder)
        click.echo("  ".join(f"{name} {count}" for name, count in written.items()), err=True)
    if as_html and printed:
        page = reading_page(printed)
        if folder is not None:
            (folder / "claims.html").write_text(page, encoding="utf-8")
        else:
            click.echo(page, nl=False)
    if as_json:
        click.echo(json.dumps(printed[0] if len(printed) == 1 else printed, ensure_ascii=False, indent=1))
    for item in problems:
        click.echo(str(item), err=True)
    if problems:
        sys.exit(1)


def _show(document: SourceDocument, claims: dict[str, Any]) -> None:
    console = output_console()
    meta = claims["meta"]
    known = f"{meta['language']} ({meta['language_supported']})"
    console.print(f"[bold]{document.name}[/bold]  {document.format}, {known}, date {meta['doc_date'] or 'not found'}")
    for note in (*document.guessed, *(f"with {extra}" for extra in claims["extras"])):
        console.print(f"  {note}")
    table = Table(show_header=True, header_style="bold")
    for column in ("what", "claimed by", "words"):
        table.add_column(column)
    for event in claims["events"]:
        unnamed = "unresolved, " if event["modality"] == "claimed" else ""
        who = ", ".join(event["claimed_by"]) or f"{unnamed}reported by {event['reported_by'] or 'the outlet'}"
        table.add_row(f"{event['type']} ({event['polarity']})", who, event["triggers"][0]["text"])
    for count in claims["counts"]:
        figure = " ".join(str(x) for x in (count["qualifier"], count["total"]) if x is not None)
        who = ", ".join(count["claimant"]) or f"unresolved: {count['claimant_text'] or 'not named'}"
        table.add_row(f"count: {figure} {count['unit']}", who, count["text"][:80])
    console.print(table)
    console.print("  ".join(f"{layer} {len(claims[layer])}" for layer in LAYERS))
