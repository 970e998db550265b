"""Words with their places, and the keys under which lexicons know them.

Offsets are Python code points into the text as handed in; nothing is ever moved, so ``text[start:end]`` is the word.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from truceline.reading import quick_re as re

WORD = re.compile(r"[^\W_][^\W_\u0640]*(?:[\u0300-\u036f\u064b-\u0652\u0670\u0640][^\W_]*)*")
GAP = re.compile(r"[ \t\u00a0\u202f\-\u2010-\u2014'\u2019\u2018`./\[\]&+()\u00ad\u200e\u200f]{0,4}\n?[ \t]?")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
RUSSIAN_ENDINGS = tuple(
    sorted(
        [
            "иями",
            "ями",
            "ами",
            "ого",
            "его",
            "ому",
            "ему",
            "ыми",
            "ими",
            "иях",
            "ях",
            "ах",
            "иеи",
            "еи",
            "ои",
            "ии",
            "ыи",
            "ая",
            "яя",
            "ое",
            "ее",
            "ую",
            "юю",
            "ые",
            "ие",
            "их",
            "ых",
            "ым",
            "им",
            "ом",
            "ем",
            "ам",
            "ям",
            "ов",
            "ев",
            "ия",
            "ию",
            "ью",
            "ье",
            "ья",
            "а",
            "е",
            "и",
            "о",
            "у",
            "ы",
            "э",
            "ю",
            "я",
            "ь",
        ],
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """Case, marks and endings aside: what two writings of one word share. Russian words lose their endings."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", word).casefold() if not unicodedata.combining(c))
    if ARABIC.search(folded):
        return folded.translate(ARABIC_LETTERS)
    if CYRILLIC.search(folded):
        for ending in RUSSIAN_ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= 3:
                return folded[: -len(ending)]
    return folded


@dataclass
class Tokens:
    """Words of one text. ``joined[i]``: only a joint (space, hyphen, apostrophe) stands between word i and i + 1."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)

    def at(self, position: int) -> int:
        """Index of the first word that starts at or after a position."""
        return bisect_left(self.starts, position)

    def words(self, start: int, end: int) -> range:
        """Indexes of the words that lie inside a span."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def word(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""


def tokenise(text: str) -> Tokens:
    tokens = Tokens(text)
    starts, ends, keys, joined = tokens.starts, tokens.ends, tokens.keys, tokens.joined
    begin = end = -1
    for found in WORD.finditer(text):
        start, stop = found.span()
        if end >= 0:
            joined.append((start == end + 1 and text[end] == " ") or _joins(text, begin, end, start))
        begin, end = start, stop
        starts.append(start)
        ends.append(stop)
        keys.append(key_of(found.group()))
    if starts:
        joined.append(False)
    return tokens


def _joins(text: str, start: int, end: int, following: int) -> bool:
    gap = text[end:following]
    if gap == " ":
        return True
    if len(gap) > 6 or not GAP.fullmatch(gap):
        return False
    # a full stop followed by a space ends a sentence, save after an initial: U.S. forces
    return not (gap.startswith(".") and len(gap) > 1 and gap[1].isspace() and end - start > 2)
