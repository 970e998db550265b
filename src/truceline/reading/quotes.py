"""Quotations: paired marks of the scripts in use, paragraph by paragraph, nested ones inside their outer one."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Block, Span

OPEN = {"“": "”", "«": "»", "„": "“”", "‟": "”"}
MARKS = re.compile(r"[\"“«„‟”»]")
CLOSE = {"”", "»"}


def find_quotes(text: str, blocks: list[Block]) -> list[Span]:
    """Contents of outermost quotations, marks excluded. One left open ends with its paragraph."""
    quotes: list[Span] = []
    for block in blocks:
        start, end = block.span.start, block.span.end
        begin: int | None = None
        depth = 0
        straight = False
        for mark in MARKS.finditer(text, start, end):
            i, sign = mark.start(), mark.group()
            if sign == '"':
                if begin is None:
                    begin, straight = i + 1, True
                elif depth == 0 and (straight or text[i + 1 : i + 2].isspace() or i + 1 == end):
                    quotes.append(Span(begin, i))
                    begin = None
            elif sign in OPEN and not (straight and begin is not None):
                if begin is None:
                    begin, straight, depth = i + 1, False, 0
                else:
                    depth += 1
            elif sign in CLOSE and begin is not None:
                if (straight and depth == 0 and text[begin - 1] == '"') or depth == 0:
                    quotes.append(Span(begin, i))
                    begin = None
                else:
                    depth -= 1
        if begin is not None and end - begin > 20:
            quotes.append(Span(begin, end - 1 if text[end - 1] in CLOSE else end))
    return quotes
