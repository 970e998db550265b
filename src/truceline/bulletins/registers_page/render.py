"""A read text with its items lit and listed by register; an index of several texts. No scripts."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from truceline.bulletins.static_page import asset, render

PACKAGE = "truceline.bulletins.registers_page"
LANGUAGES = ("en", "ar")
ORDER = (
    "report", "count_claim", "control_claim", "contact", "meeting", "agreement", "area", "commitment", "listing",
    "statement", "actor", "place",
)  # fmt: skip
Item = Mapping[str, Any]


def render_text(document: Mapping[str, Any], items: Sequence[Item], language: str = "en") -> str:
    """One text. Raises: KeyError for a language that is not in LANGUAGES."""
    numbered = [{**item, "number": n} for n, item in enumerate(items, 1)]
    groups = [(r, [i for i in numbered if i["register"] == r]) for r in ORDER]
    values = {
        "name": document["source"]["name"],
        "outlet": (document["meta"].get("outlet") or {}).get("name"),
        "doc_date": document["meta"].get("doc_date"),
        "text_language": document["meta"].get("language") or "und",
        "groups": [(r, found) for r, found in groups if found],
        "unplaced": [i for i in numbered if i["register"] is None],
        "blocks": lit_blocks(document["text"], numbered),
        "w": words()[language],
    }
    return render(PACKAGE, "text.html.j2", values, ("registers.css",), language)


def render_index(texts: Sequence[tuple[str, Mapping[str, Any], Sequence[Item]]], language: str = "en") -> str:
    """``texts``: (file of the page, claims file, items)."""
    rows = []
    for page, document, items in texts:
        counts = Counter(i["register"] for i in items)
        rows.append(
            {
                "page": page,
                "name": document["source"]["name"],
                "outlet": (document["meta"].get("outlet") or {}).get("name"),
                "doc_date": document["meta"].get("doc_date"),
                "counts": [counts[r] for r in ORDER],
                "unplaced": counts[None],
            }
        )
    return render(
        PACKAGE, "index.html.j2", {"rows": rows, "order": ORDER, "w": words()[language]}, ("registers.css",), language
    )


def lit_blocks(text: str, items: Sequence[Item]) -> list[list[dict[str, Any]]]:
    """Paragraphs of pieces; a piece has the items that cover it, the shortest first. Pieces joined are the text."""
    spans = [(s["start"], s["end"], i) for i in items for s in i["spans"]]
    cuts = sorted({0, len(text), *(c for start, end, _ in spans for c in (start, end) if 0 <= c <= len(text))})
    starts: dict[int, list[tuple[int, int, Item]]] = {}
    for span in spans:
        starts.setdefault(span[0], []).append(span)
    blocks: list[list[dict[str, Any]]] = [[]]
    active: list[tuple[int, int, Item]] = []
    for left, right in itertools.pairwise(cuts):
        active = [s for s in (*active, *starts.get(left, ())) if s[1] > left]
        cover = [i for _, _, i in sorted(active, key=lambda s: (s[1] - s[0], s[2]["item_id"]))]
        for n, line in enumerate(text[left:right].split("\n")):
            if n:
                blocks.append([])
            if line:
                blocks[-1].append({"text": line, "items": cover})
    return [block for block in blocks if block]


@cache
def words() -> dict[str, dict[str, str]]:
    """The page's own words by language."""
    found: dict[str, dict[str, str]] = json.loads(asset(PACKAGE, "words.json"))
    return found
