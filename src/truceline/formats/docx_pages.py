"""Running text out of a DOCX: paragraphs and tables where they stand; what stands around them once, which is said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = ("/footnotes", "/endnotes")
RULES = ("separator", "continuationSeparator", "continuationNotice")  # the lines above notes, no notes


def docx_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of the document, and what of it stood elsewhere on the page.

    A letterhead, often with the day, lies in the header of the pages: it comes first. Boxes and notes come last.
    """
    from docx import Document

    document = Document(io.BytesIO(data))
    parts = [p for p in _blocks(document) if p.strip()]
    head = [line for line in _header(document) if line not in parts]
    boxes, notes = list(_boxes(document)), list(_notes(document))
    told = [
        *(["the header of the pages was put before the text"] if head else []),
        *([f"boxes were put behind the text: {len(boxes)}"] if boxes else []),
        *([f"notes were put behind the text: {len(notes)}"] if notes else []),
    ]
    return "\n\n".join([*head, *parts, *boxes, *notes]), tuple(told)


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and tables in the order of the document, a line a row; a merged cell stands once."""
    for block in container.iter_inner_content():
        if not hasattr(block, "rows"):
            yield block.text
            continue
        yield "\n".join(" | ".join(" ".join(c.text.split()) for c in _cells(row)) for row in block.rows)


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for cell in row.cells:
        if not any(cell._tc is other._tc for other in cells):
            cells.append(cell)
    return cells


def _header(document: Any) -> list[str]:
    """Of the first page; page numbers alone are none."""
    section = document.sections[0] if len(document.sections) else None
    if section is None:
        return []
    shown = section.first_page_header if section.different_first_page_header_footer else section.header
    lines = (" ".join(line.split()) for line in _blocks(shown))
    return [line for line in lines if sum(c.isalpha() for c in line) > 2]


def _boxes(document: Any) -> Iterator[str]:
    """Text boxes. Word keeps each twice, once for old readers: that copy is passed over."""
    seen: set[str] = set()
    for box in document.element.body.iter(f"{WORD}txbxContent"):
        words = "\n".join(line for line in map(_words, box.iter(f"{WORD}p")) if line)
        if words and words not in seen:
            seen.add(words)
            yield words


def _notes(document: Any) -> Iterator[str]:
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(NOTES):
            continue
        safe = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(relation.target_part.blob, safe):
            if note.get(f"{WORD}type") not in RULES and (words := _words(note)):
                yield words


def _words(node: Any) -> str:
    return " ".join("".join(t.text or "" for t in node.iter(f"{WORD}t")).split())
