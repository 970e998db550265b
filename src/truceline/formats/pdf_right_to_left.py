"""Arabic pages of a PDF: letters are drawn from the left as they are seen; here lines are put in the order of reading.

A page tells glyphs and where they stand. Taken in the order in which they were drawn, words of a line come out last
first, and a claim read from that would be nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

ARABIC = r"\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb50-\ufdff\ufe70-\ufefc"  # without digits
RIGHT_TO_LEFT = re.compile(f"[{ARABIC}]")
SHAPES = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
LETTERS = re.compile(r"[^\W\d_]")
FROM_THE_LEFT = re.compile(
    rf"[A-Za-z\u00c0-\u052f](?:[^{ARABIC}\n]*[A-Za-z0-9\u00c0-\u052f])?"  # words of other scripts with what is between
    r"|[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/\u066b\u066c-][0-9\u0660-\u0669\u06f0-\u06f9]+)*"
)
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def mostly_arabic(text: str) -> bool:
    letters = LETTERS.findall(text)
    return len(RIGHT_TO_LEFT.findall(text)) * 2 > len(letters) > 0


def arabic_page(page: Any) -> str:
    """Text of one page of pypdf, line by line as it stands on the page."""
    seen: str = page.extract_text(extraction_mode="layout") or ""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(as_read(line) for line in seen.splitlines()))


def as_read(line: str) -> str:
    """A line as it is seen, from the left, in the order in which it is read; numbers and other scripts keep theirs."""
    line = " ".join(line.split())
    if not RIGHT_TO_LEFT.search(line):
        return line
    turned = line[::-1].translate(MIRRORED)
    turned = FROM_THE_LEFT.sub(lambda m: m.group()[::-1].translate(MIRRORED), turned)
    return plain_letters(turned)


def plain_letters(text: str) -> str:
    """Letters for their shapes at the beginning, in the middle and at the end of a word, and for joined pairs."""
    return SHAPES.sub(lambda m: unicodedata.normalize("NFKC", m.group()).lstrip(), text)
