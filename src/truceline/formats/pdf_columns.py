"""Reading order of a PDF page in two columns that was drawn line by line across both: first left, then right.

A page drawn column by column, and a table, keep the order in which they were drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from truceline.formats.pdf_right_to_left import arabic_page, mostly_arabic

SAME_LINE_PT = 3.0
SAME_EDGE_PT = 12.0
FEWEST_LINES = 6
PROSE = 22  # letters a line of a column holds; cells of a table hold fewer
LETTER_EM = 0.42  # narrowest width of a letter, in sizes of its type


@dataclass
class Piece:
    x: float
    y: float
    size: float
    text: str


def page_text(page: Any) -> str:
    """Text of one page of pypdf, in columns where it has two."""
    pieces: list[Piece] = []

    def keep(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append(Piece(x, y, abs(size * cm[3]) or size or 10.0, text.strip("\n")))

    plain: str = page.extract_text(visitor_text=keep) or ""
    if mostly_arabic(plain):
        return arabic_page(page)
    lines = _lines(pieces)
    edge = _edge(lines)
    return plain if edge is None else _in_columns(lines, edge)


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces of one height, from the top of the page down, in the order of a line."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x)):
        if lines and abs(lines[-1][0].y - piece.y) <= SAME_LINE_PT:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x) for line in lines]


def _edge(lines: list[list[Piece]]) -> float | None:
    """Where the right column begins; None for a page of one column, and for a table."""
    starts = Counter(round(p.x / SAME_EDGE_PT) for line in lines for p in line[1:])
    if not starts:
        return None
    bucket, _ = max(starts.items(), key=lambda kv: (kv[1], -kv[0]))
    edge = bucket * SAME_EDGE_PT
    both = [line for line in lines if len(line) > 1 and any(abs(p.x - edge) <= SAME_EDGE_PT for p in line[1:])]
    if len(both) < FEWEST_LINES or len(both) * 2 < len(lines):
        return None
    left = [_words([p for p in line if p.x < edge - SAME_EDGE_PT]) for line in both]
    right = [_words([p for p in line if p.x >= edge - SAME_EDGE_PT]) for line in both]
    if median(map(len, left)) < PROSE or median(map(len, right)) < PROSE:
        return None
    letters = [sum(c.isalpha() for c in t) / max(1, len(t)) for t in (*left, *right)]
    return edge if median(letters) > 0.6 else None


def _words(pieces: list[Piece]) -> str:
    return re.sub(r"\s+", " ", " ".join(p.text for p in pieces)).strip()


def _in_columns(lines: list[list[Piece]], edge: float) -> str:
    """Left, then right; a line across both (a title) ends what stands above it."""
    out: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        first = [p for p in line if p.x < edge - SAME_EDGE_PT]
        second = [p for p in line if p.x >= edge - SAME_EDGE_PT]
        across = not second and bool(first) and _end(first[-1]) > edge
        if across:
            out += [*left, *right, _words(first)]
            left, right = [], []
            continue
        left += [_words(first)] if first else []
        right += [_words(second)] if second else []
    return "\n".join([*out, *left, *right])


def _end(piece: Piece) -> float:
    return piece.x + len(piece.text) * piece.size * LETTER_EM
