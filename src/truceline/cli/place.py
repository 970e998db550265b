"""``truceline place``: places by any spelling, with what to read back."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.table import Table

from truceline.cli.problems import coded
from truceline.cli.summary_table import output_console
from truceline.formats.gazetteers import country_code
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_json import located
from truceline.reading.lookup import Candidate, find_candidates
from truceline.vocabulary.errors import TrucelineError, problem

REGIONS = ("admin1", "admin2")  # a governorate often has the name of its town


@click.group("place")
def place_group() -> None:
    """Places of the registries and gazetteers.

    \b
    Example:
      truceline place find "Harb Bebsi"
    """


@place_group.command("find")
@click.argument("name")
@click.option("--country", help="Look in one country only: its code, SYR or SY, or its English name.")
@click.option("--limit", default=8, show_default=True, type=click.IntRange(1, 50))
@click.option("--registry", "registries", multiple=True, help="Further registry, by name or folder (default: syria).")
@click.option(
    "--gazetteer", "gazetteers", multiple=True, type=click.Path(path_type=Path), help="GeoNames dump or P-codes."
)
@click.option("--json", "as_json", is_flag=True)
@coded
def find(
    name: str, country: str | None, limit: int, registries: tuple[str, ...], gazetteers: tuple[Path, ...], as_json: bool
) -> None:
    """Places a name may mean, however it was heard or transliterated, nearest first.

    Distance 0 is the same name. The last column is what an operator can ask back before anything is written down.

    \b
    Example:
      truceline place find "Harb Bebsi"
      truceline place find "Хан-Шейхун" --country SYR
    """
    only = country_code(country) if country else None
    lexicons = load_lexicons(registries, gazetteers)
    places = [(place, lexicons.spellings.get(place.id, (place.name,))) for place in lexicons.known_places.values()]
    found = find_candidates(name, places, limit, only)
    if not found:
        hint = "Give a fuller gazetteer with --gazetteer, or another spelling."
        raise TrucelineError(problem("E-READ-009", f"places of {only}" if only else "places", value=name, hint=hint))
    if as_json:
        click.echo(json.dumps([_plain(c) for c in found], ensure_ascii=False, indent=1))
        return
    table = Table(show_header=True, header_style="bold")
    for column in ("", "place", "spelling", "distance", "country", "ask back"):
        table.add_column(column)
    for index, candidate in enumerate(found, 1):
        table.add_row(
            str(index),
            candidate.place.name,
            _native(candidate),
            f"{candidate.distance:.2f}",
            candidate.place.country or "",
            read_back(candidate),
        )
    output_console().print(table)


def _native(candidate: Candidate) -> str:
    """The spelling that was nearest and one in the script of the country."""
    other = next((s for s in candidate.spellings if not s.isascii() and s[0] > "\u0400"), "")
    return candidate.spelling if not other or other == candidate.spelling else f"{candidate.spelling} / {other}"


def read_back(candidate: Candidate) -> str:
    """The question that tells this candidate from the others."""
    if candidate.place.kind in REGIONS:
        return f"Do you mean {candidate.place.name}, the whole region?"
    where = f", {candidate.beside}" if candidate.beside else ""
    return f"Do you mean {candidate.place.name}{where}?"


def _plain(candidate: Candidate) -> dict[str, object]:
    place = candidate.place
    return {
        "id": place.id, "name": place.name, "spelling": candidate.spelling, "spellings": list(candidate.spellings), "distance": candidate.distance, "kind": place.kind, "country": place.country,
        **located(place), "source": place.source, "read_back": read_back(candidate),
    }  # fmt: skip
