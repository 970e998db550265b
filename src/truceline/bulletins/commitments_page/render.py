"""One instrument's commitments as a page without scripts, and the overview of several."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from truceline.agreement.model import Agreement, plain
from truceline.bulletins.commitments_page.drawing import draw_graph
from truceline.bulletins.commitments_page.sheet import CommitmentSheet
from truceline.bulletins.static_page import asset, render
from truceline.commitments.book import Book
from truceline.commitments.graph import dependency_graph
from truceline.registry.actors import Registry

PACKAGE = "truceline.bulletins.commitments_page"
LANGUAGES = ("en", "ar")


def render_commitments(
    book: Book, agreement: Agreement, registry: Registry, language: str = "en", sites: bool = False
) -> str:
    """The page of one instrument. ``sites``: name where weapons are held, for the mission alone.

    Raises: KeyError for a language that is not in LANGUAGES.
    """
    w = words()[language]
    sheet = CommitmentSheet(book, agreement, registry, language, w)
    sheet.sites = sites
    values = {**_head(agreement, book, language), **sheet.values(), "w": w}
    values["graph"] = draw_graph(dependency_graph(book.of(agreement_id=agreement.id).to_pylist()), sheet.node_words())
    return render(PACKAGE, "commitments.html.j2", values, ("commitments.css",), language)


def render_overview(
    book: Book, agreements: Sequence[Agreement], registries: Mapping[str, Registry], language: str = "en"
) -> str:
    """Instruments with what stands recorded under each, and all that is to come. ``registries`` by id."""
    w = words()[language]
    sheets = [CommitmentSheet(book, a, registries[a.id], language, w) for a in agreements]
    rows = [{**_head(s.agreement, book, language), "counts": s.counts(), "headline": s.headline()} for s in sheets]
    coming = sorted((line for s in sheets for line in s.coming()), key=lambda line: line["sort"])
    values = {"rows": rows, "coming": coming, "as_of": book.as_of, "w": w}
    return render(PACKAGE, "overview.html.j2", values, ("commitments.css",), language)


def _head(agreement: Agreement, book: Book, language: str) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "title": plain(agreement.short_title or agreement.title, language),
        "full_title": plain(agreement.title, language),
        "example": agreement.example,
        "as_of": book.as_of,
    }


@cache
def words() -> dict[str, dict[str, str]]:
    """The page's own words by language."""
    found: dict[str, dict[str, str]] = json.loads(asset(PACKAGE, "words.json"))
    return found
