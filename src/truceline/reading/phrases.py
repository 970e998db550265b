"""Phrases looked up in a text: one trie over word keys, longest match first.

A name that is written in capitals in the lexicon (IS, US, UN) is matched only so: "us" and "is" are words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from truceline.reading import quick_re as re
from truceline.reading.tokens import CYRILLIC, WORD, Tokens, key_of

END = "\0"  # no word holds one; a word may well have an empty key (a lone tatweel) or that of a space
LIKE_A_CASE = re.compile(r"(?:ах|ях|ов|ев|ом|ем|ам|ям|их|ых|им|ым)$")
CLITICS = ("وال", "بال", "كال", "فال", "لل", "و", "ب", "ل", "ف", "ك")
LOWER_PREFIXES = ("al", "an", "ar", "as", "ash", "el", "de", "ad", "at", "аль", "ан", "аш", "ас", "эль", "эш", "эр")


class Phrase(NamedTuple):
    """One lexicon entry: what is written and what it stands for. Its shape is looked at when a text holds it."""

    written: str
    payload: Any

    @property
    def acronym(self) -> bool:
        return _shape(self.written)[0]

    @property
    def proper(self) -> bool:
        """Its first letter is a capital."""
        return _shape(self.written)[1]


@lru_cache(maxsize=4096)
def _shape(written: str) -> tuple[bool, bool]:
    letters = [c for c in written if c.isalpha()]
    acronym = 1 < len(letters) <= 8 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
    return acronym, bool(letters) and letters[0].isupper()


@dataclass(frozen=True)
class Match:
    start: int
    end: int
    first: int
    last: int
    phrases: tuple[Phrase, ...]


@dataclass
class Phrases:
    """A set of phrases, added once and looked up in many texts."""

    root: dict[str, Any] = field(default_factory=dict)

    def add(self, written: str, payload: Any) -> None:
        words = [_keys(word) for word in WORD.findall(written)]
        phrase = Phrase(written, payload)
        for keys in product(*words) if words else ():
            node = self.root
            for key in keys:
                after = node.get(key)
                if after is None:
                    after = node[key] = {}
                node = after
            if END in node:
                node[END].append(phrase)
            else:
                node[END] = [phrase]

    def find(self, tokens: Tokens) -> Iterator[Match]:
        """Longest matches from left to right; a word belongs to one match at most."""
        root, following = self.root, 0
        for index in [i for i, key in enumerate(tokens.keys) if key in root or key >= "\u0600"]:
            match = self._longest(tokens, index) if index >= following else None
            if match is not None:
                yield match
                following = match.last + 1

    def _longest(self, tokens: Tokens, first: int) -> Match | None:
        best = self._walk(tokens, first, tokens.keys[first], tokens.starts[first])
        key = tokens.keys[first]
        if best is None and "\u0600" <= key[:1] <= "\u06ff":
            for clitic in CLITICS:
                if key.startswith(clitic) and len(key) - len(clitic) >= 3:
                    rest = (
                        ("ال" + key[len(clitic) :]) if clitic.endswith("ل") and len(clitic) > 1 else key[len(clitic) :]
                    )
                    cut = 1 if len(clitic) > 1 and clitic != "لل" else len(clitic)
                    best = self._walk(tokens, first, rest, min(tokens.starts[first] + cut, tokens.ends[first] - 1))
                    if best:
                        break
        return best

    def _walk(self, tokens: Tokens, first: int, key: str, start: int) -> Match | None:
        node = self.root.get(key)
        best: Match | None = None
        last = first
        while node is not None:
            if END in node:
                end = self._end(tokens, last, node[END])
                kept = tuple(p for p in node[END] if fits(p, tokens.text[start:end]))
                if kept:
                    best = Match(start, end, first, last, kept)
            if not tokens.joined[last] or len(node) == (END in node):
                break
            last += 1
            node = node.get(tokens.keys[last])
        return best

    @staticmethod
    def _end(tokens: Tokens, last: int, phrases: list[Phrase]) -> int:
        end = tokens.ends[last]
        for closing in ("]", ")", "."):
            if tokens.text[end : end + 1] == closing and any(p.written.endswith(closing) for p in phrases):
                return end + 1
        return end


@lru_cache(maxsize=100_000)
def _keys(word: str) -> tuple[str, ...]:
    """'Карабах' and 'Харьков' end as case forms do: 'в Карабахе' and 'в Харькове' keep that end."""
    key = key_of(word)
    if word[:1].isupper() and CYRILLIC.match(word) and LIKE_A_CASE.search(word.casefold()):
        return key, word.casefold().replace("ё", "е")
    return (key,)


# offices that Russian and French print with a small letter, too: 'минобороны Армении', 'ministère russe de la Défense'
AN_OFFICE = re.compile(
    r"(?:миноборон|министерств|госдеп|генштаб|генеральн\w+ штаб|правительств|посольств|управлени|администраци"
    r"|минист[eè]re|département d|gouvernement|état-major|présidence)"
)


def fits(phrase: Phrase, found: str) -> bool:
    """Case agrees: acronyms exactly, proper names by their first letter, anything else in any case."""
    if phrase.acronym:
        seen, written = _letters(found), _letters(phrase.written)
        return seen == written or (len(written) >= 5 and seen == written.capitalize())
    if found.isupper() and len(found) <= 4 and found.casefold() != phrase.written.casefold():
        return False  # an acronym that only shares a stem
    if phrase.proper:
        seen = next((c for c in found if c.isalpha()), "")
        if seen.isupper() or not seen.islower():
            return True
        if AN_OFFICE.match(found):
            return True
        word = WORD.match(found)
        return word is not None and word.group() in LOWER_PREFIXES and any(c.isupper() for c in found)
    return True


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
