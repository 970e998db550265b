"""``truceline read``: texts to claims with evidence."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from truceline.bulletins.reading_page import reading_page
from truceline.cli.problems import coded
from truceline.cli.read_summary import extras_of, line_of, show_claims
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_extras import installed_parsers
from truceline.formats.reading_json import masked_rows, to_json
from truceline.formats.reading_llm import LanguageModel, proposals
from truceline.formats.reading_tables import write_tables
from truceline.formats.text_files import SourceDocument, documents_of, read_documents
from truceline.reading.read import read_text
from truceline.reading.rows import ClaimRows
from truceline.vocabulary.errors import Problem, TrucelineError, problem

LONGEST_STEM = 220  # bytes of a file's name: with its number and ending it must fit into 255


@click.command("read")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the claims as JSON (schemas/claims.schema.json); a list where there are several texts.",
)
@click.option(
    "--html",
    "as_html",
    is_flag=True,
    help="Print a page: the text with its spans, claims beside it. With --to: claims.html.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="Write here: JSON a text, the tables (reports.parquet, …), and rejects.parquet with what was left out.",
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
    FILES are texts, HTML, PDF, DOCX, .eml, RSS or Atom; '-' reads pasted text. What cannot be
    read is told with a code and the others are read; exit status 1 then.

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
    took_part = "rules only"
    problems: list[Problem] = []
    printed: list[dict[str, Any]] = []
    tables: list[tuple[str, ClaimRows]] = []
    used: Counter[str] = Counter()
    if folder is not None:
        _made(folder)
    for documents, found in _texts_of(files):
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
                _write(claims, folder, used)
                click.echo(line_of(claims), err=True)
                took_part = extras_of(claims) if claims["extras"] else took_part
            elif not as_json and not as_html:
                show_claims(claims)
    if folder is not None:
        written = write_tables(tables, folder, problems)
        told = "  ".join(f"{name} {count}" for name, count in written.items())
        click.echo(f"{len(tables)} texts read, {took_part}; written to {folder}: {told}", err=True)
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


def _texts_of(files: Sequence[str]) -> Iterator[tuple[list[SourceDocument], list[Problem]]]:
    """The texts of each file, and what could not be read. Files of one name in two folders keep their folders in it."""
    seen = Counter(Path(name).name for name in dict.fromkeys(files))
    for name in dict.fromkeys(files):
        if name == "-":
            yield documents_of(sys.stdin.buffer.read(), "pasted")
            continue
        path = Path(name)
        documents, found = read_documents(path)
        if seen[path.name] > 1:
            documents = [replace(d, name=str(path.parent / d.name)) for d in documents]
            found = [replace(p, place=str(path.parent / p.place)) for p in found]
        yield documents, found


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrucelineError(problem("E-READ-012", str(folder), cause=error.strerror or "it is no folder")) from error


def _write(claims: dict[str, Any], folder: Path, used: Counter[str]) -> None:
    """One file a text; of two texts with one name, as of two files attached to a mail, neither is written over."""
    stem = re.sub(r'[/\\:*?"<>|]', "_", claims["source"]["name"]).replace("#", "-")
    stem = stem.encode()[-LONGEST_STEM:].decode(errors="ignore")
    used[stem] += 1
    stem = f"{stem}-{used[stem]}" if used[stem] > 1 else stem
    content = json.dumps(claims, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{stem}.claims.json").write_text(content, encoding="utf-8")
