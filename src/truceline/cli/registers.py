"""``truceline registers``: where each item read in texts lives, as rows and as a page per text."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
from rich.table import Table

from truceline.cli.commitments import write_files
from truceline.cli.problems import coded
from truceline.cli.summary_table import output_console
from truceline.diplomacy.placement import REGISTERS, place_items
from truceline.formats.register_files import read_claims_files, write_items


@click.command("registers", short_help="Say where each item read in texts lives.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--html", "as_html", is_flag=True, help="Write index.html and a page a text into FOLDER.")
@click.option("--json", "as_json", is_flag=True, help="Print items as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print items as CSV.")
@click.option("--language", default="en", show_default=True, type=click.Choice(("en", "ar")), help="Of the pages.")
@coded
def registers(folder: Path, as_html: bool, as_json: bool, as_csv: bool, language: str) -> None:
    """Say where each item read in texts lives: its register, or why in none.

    FOLDER is what 'truceline read … --to FOLDER' wrote. Leaves register_items.parquet there.

    \b
    Example:
      truceline read *.txt --to claims
      truceline registers claims --html
    """
    documents = read_claims_files(folder)
    placed = [(document, place_items(document)) for document in documents]
    write_items(pa.concat_tables([items for _, items in placed]), folder)
    rows = [row for _, items in placed for row in items.to_pylist()]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif as_csv:
        columns = ("item_id", "text_name", "layer", "type", "register", "row_id", "who", "on", "words", "reason")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if row[c] is None else row[c] for c in columns] for row in rows])
    else:
        output_console().print(_table(placed))
    if as_html:
        for page in write_files(_pages(placed, language), folder):
            click.echo(str(page))


def _pages(placed: list[tuple[dict[str, Any], pa.Table]], language: str) -> dict[str, str]:
    from truceline.bulletins.registers_page import render_index, render_text  # loads the template engine

    texts = [(f"{d['source']['name']}.html", d, items.to_pylist()) for d, items in placed]
    pages = {name: render_text(document, items, language) for name, document, items in texts}
    return {"index.html": render_index(texts, language), **pages}


def _table(placed: list[tuple[dict[str, Any], pa.Table]]) -> Table:
    shown = Table(title="Items by register", title_justify="left")
    shown.add_column("register")
    for document, _ in placed:
        shown.add_column(document["source"]["name"][:12], justify="right", overflow="fold")
    counts = [Counter(items["register"].to_pylist()) for _, items in placed]
    for register in (*REGISTERS, None):
        shown.add_row((register or "in none").replace("_", " "), *(str(c[register]) for c in counts))
    return shown
