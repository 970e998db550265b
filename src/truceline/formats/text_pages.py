"""Running text out of a PDF. What pages repeat is left out, tables stay where they stood."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from truceline.formats.pdf_columns import page_text
from truceline.formats.pdf_right_to_left import mostly_arabic

NUMBERED = re.compile(r"\W*(?:page|p\.|стр\.?|страница|صفحة|الصفحة)?\W*\d+(?:\s*(?:/|of|sur|из|من)\s*\d+)?\W*", re.I)
EDGE = 3  # lines at the head and foot of a page that may be its running title
FEWEST_PAGES = 3


LIMIT_CHARACTERS = 2_000_000  # of one text: all its claims are held at once, some 200 bytes a character
LIMIT_DRAWN_BYTES = 60_000_000  # of the instructions of a PDF's pages, unpacked


logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it finds broken is told by a code, not beside it


class Locked(ValueError):
    """The file asks for a password."""


class TooLong(ValueError):
    """The pages hold more than is read of one text; the number is of bytes."""


def pdf_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of all pages, and what was done to it. Raises Locked; whatever pypdf raises for a broken file."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    pages, dropped = without_running_titles(list(_page_texts(reader)))
    notes = ["paragraphs were put together from lines"]
    if any(mostly_arabic(page) for page in pages):
        notes.append("lines from the right were put in the order they are read")
    if dropped:
        notes.append(f"lines that pages repeat at their head or foot were left out: {dropped}")
    return "\n\n".join(unwrap(page) for page in pages), tuple(notes)


def _page_texts(reader: Any) -> Iterator[str]:
    """Page by page until the file has cost more than any text is worth: pages may share one stream a thousandfold."""
    drawn = said = 0
    for page in reader.pages:
        content = page.get_contents()
        drawn += len(content.get_data()) if content is not None else 0
        if drawn > LIMIT_DRAWN_BYTES or said > LIMIT_CHARACTERS:
            raise TooLong(max(drawn, said))
        text = page_text(page)
        said += len(text)
        yield text


def without_running_titles(pages: Sequence[str]) -> tuple[list[str], int]:
    """Pages without the lines that more than half of them begin or end with, and how many that were."""
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    if len(pages) < FEWEST_PAGES:
        return list(pages), 0
    seen = Counter(key for page in lines for key in {_key(line) for line in _edges(page)})
    repeated = {key for key, count in seen.items() if count > len(pages) / 2 and count >= FEWEST_PAGES}
    kept = [_without(page, repeated) for page in lines]
    return ["\n".join(page) for page in kept], sum(map(len, lines)) - sum(map(len, kept))


def _key(line: str) -> str:
    """Page numbers are alike whatever they say; of every other line the very words repeat or it is content."""
    return re.sub(r"\d+", "#", line).casefold() if NUMBERED.fullmatch(line) else line.casefold()


def _edges(page: Sequence[str]) -> Sequence[str]:
    return page if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]


def _without(page: list[str], repeated: set[str]) -> list[str]:
    first, last = 0, len(page)
    while first < min(EDGE, last) and _key(page[first]) in repeated:
        first += 1
    while last > max(first, len(page) - EDGE) and _key(page[last - 1]) in repeated:
        last -= 1
    return page[first:last]


def unwrap(page: str) -> str:
    """Lines of a page to paragraphs: a line that ends mid-sentence goes on in the next."""
    out: list[str] = []
    for line in (line.strip() for line in page.splitlines()):
        if out and line and out[-1] and not out[-1].endswith((".", ":", "!", "?", "؟", "”", '"')) and len(out[-1]) > 55:
            out[-1] = out[-1][:-1] + line if out[-1].endswith("-") and line[:1].islower() else f"{out[-1]} {line}"
        else:
            out.append(line)
    return "\n".join(out)
