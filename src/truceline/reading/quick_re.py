"""``re`` for reading: the same answers, asked only where they can be other than no.

Used as ``from truceline.reading import quick_re as re``. A compiled pattern knows words of which one must stand in what
is searched, and how its matches begin (``literals``). A search in a short piece first looks for the words; one in a
long text tries the pattern only at the words that begin so. Everything else is the standard library's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, cast

from truceline.reading.collecting import uncollected
from truceline.reading.literals import CLITICS, Knowledge, knowledge

I, IGNORECASE, MULTILINE, UNICODE, VERBOSE = re.I, re.IGNORECASE, re.MULTILINE, re.UNICODE, re.VERBOSE  # noqa: E741
Match = re.Match  # each by itself, so that both are types
Pattern = re.Pattern
escape, findall, finditer, fullmatch, match = re.escape, re.findall, re.finditer, re.fullmatch, re.match
search, split, sub = re.search, re.split, re.sub

# equal under case to a letter of ours without being its capital: where one stands, nothing is left out beforehand
ODD = re.compile("[\u0130\u0131\u017f\u1c80-\u1c88]")
WORDS = re.compile(r"\w+|×")
JOINED = re.compile("(?<=[" + "".join(sorted(CLITICS)) + r"])\w")
LONG = 400  # code points from which a text may be prepared
OFTEN = 4  # patterns asked in one text before its words are written down
FRONT = 4  # characters of a word that are looked for before the word is
SELDOM = 100  # questions what stands at one place, up to which a pattern need not be made for them
DIGIT = re.compile(r"\d")
ALL = 2**62


def lowered(text: str) -> str | None:
    """A text in lower case, character by character; none where that is not certain."""
    return text.lower() if text.isascii() or ODD.search(text) is None else None


class Prepared:
    """A long text: in lower case, and where its words begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = lowered(text)
        self.met: dict[Quick, bool] = {}
        self.begun: dict[Quick, list[int]] = {}
        self.asked = self.tried = 0

    def often(self) -> bool:
        """Whether so many patterns were asked here that its words are worth writing down."""
        self.asked += 1
        return self.asked > OFTEN

    def holds(self, clauses: tuple[tuple[tuple[str, str], ...], ...]) -> bool:
        """Whether of each clause a word stands here: looked for only where how it begins stands."""
        low = self.low or ""
        self.tried += 1
        if self.tried <= OFTEN:  # a piece that is asked a few times is not worth writing down
            return all(any(word in low for _, word in clause) for clause in clauses)
        fronts = self.fronts
        for clause in clauses:
            for front, word in clause:
                if front in fronts and word in low:
                    break
            else:
                return False
        return True

    @cached_property
    def fronts(self) -> frozenset[str]:
        """All runs of a few characters, and the empty one."""
        low = self.low or ""
        return frozenset(map("".join, zip(*(low[i:] for i in range(FRONT)), strict=False))) | {""}

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Places by the first two characters; by one character at the very end."""
        low, found = self.low or "", self._words
        by_two: dict[str, list[int]] = {}
        for start in found:
            by_two.setdefault(low[start : start + 2], []).append(start)
        return by_two

    @cached_property
    def _words(self) -> list[int]:
        """Where a word begins, also behind what Arabic joins to it."""
        found = [m.start() for m in WORDS.finditer(self.text)]
        if not self.text.isascii():
            joined = [m.start() for m in JOINED.finditer(self.text)]
            found = sorted({*found, *joined}) if joined else found
        return found

    @cached_property
    def capitals(self) -> list[int]:
        low, text = self.low or "", self.text
        return [i for i in self._words if low[i] != text[i] or text[i] == "×"]

    @cached_property
    def digits(self) -> list[int]:
        return [m.start() for m in DIGIT.finditer(self.text)]


@lru_cache(maxsize=8)
def prepared(text: str) -> Prepared:
    return Prepared(text)


class Quick:
    """A pattern with what is known about it. Methods of ``re.Pattern`` that are not named here are its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._asked_flags, self._asked = pattern, flags, 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Made when it is first needed: what a text does not ask for costs it nothing."""
        with uncollected():
            return re.compile(self.pattern, self._asked_flags)

    def __getattr__(self, name: str) -> Any:
        """What is not told here is the pattern's own: ``match``, ``fullmatch``, ``split`` and the rest."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._own(name)

    @cached_property
    def known(self) -> Knowledge:
        return knowledge(self.pattern, self._asked_flags)

    @cached_property
    def clauses(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(sorted(clause, key=_order)) for clause in self.known.clauses)

    @cached_property
    def fronts(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The words of each clause, before each how it begins."""
        return tuple(tuple((w[:FRONT] if len(w) >= FRONT else "", w) for w in clause) for clause in self.clauses)

    @cached_property
    def anywhere(self) -> bool:
        """Whether nothing tells where a match can begin."""
        known = self.known
        if known.at_word:
            return not (known.beginnings or known.capital or known.digit)
        if known.capital or not (known.beginnings or known.digit):
            return True
        return any(len(w) < (3 if w < "\u0370" else 2) for w in known.beginnings)

    @cached_property
    def first(self) -> tuple[str, ...]:
        return tuple(sorted(self.known.beginnings))

    def search(self, text: str, pos: int = 0, endpos: int = ALL) -> re.Match[str] | None:
        if len(text) < LONG:
            return self.compiled.search(text, pos, endpos) if self._met(text) else None
        known = prepared(text)
        if known.low is None:
            return self.compiled.search(text, pos, endpos)
        if not self._met_in(known, pos, endpos):
            return None
        if self.anywhere or not known.often():
            return self.compiled.search(text, pos, endpos)
        begun, match = self._begun(known), self.compiled.match
        for i in range(bisect_left(begun, pos), len(begun)):
            start = begun[i]
            if start >= endpos:
                return None
            found = match(text, start, endpos)
            if found is not None:
                return found
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = ALL) -> Iterator[re.Match[str]]:
        if len(text) < LONG:
            return self.compiled.finditer(text, pos, endpos) if self._met(text) else iter(())
        known = prepared(text)
        if known.low is None:
            return self.compiled.finditer(text, pos, endpos)
        if not self._met_in(known, pos, endpos):
            return iter(())
        if self.anywhere or not known.often():
            return self.compiled.finditer(text, pos, endpos)
        return self._each(known, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = ALL) -> re.Match[str] | None:
        return self._own("match")(text, pos, endpos) if self._needed(text) else None

    def fullmatch(self, text: str, pos: int = 0, endpos: int = ALL) -> re.Match[str] | None:
        return self._own("fullmatch")(text, pos, endpos) if self._needed(text) else None

    def _needed(self, text: str) -> bool:
        """Whether the pattern must be made for a text; once it is made, or asked for often, it is asked itself."""
        self._asked += 1
        if self._asked > SELDOM:
            return True
        return self._met(text) if len(text) < LONG else self._met_in(prepared(text), 0, ALL)

    def _own(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(self.compiled, name)
        return value

    def sub(self, repl: Any, text: str, count: int = 0) -> str:
        return self.compiled.sub(repl, text, count) if self._met(text) else text

    def _each(self, known: Prepared, pos: int, endpos: int) -> Iterator[re.Match[str]]:
        begun, match, text = self._begun(known), self.compiled.match, known.text
        for i in range(bisect_left(begun, pos), len(begun)):
            start = begun[i]
            if start < pos:
                continue
            if start >= endpos:
                return
            found = match(text, start, endpos)
            if found is not None:
                yield found
                pos = found.end()

    def _met(self, text: str) -> bool:
        """Whether the words that it needs are there."""
        clauses = self.clauses
        if not clauses:
            return True
        low = lowered(text)
        return low is None or _all_met(clauses, low)

    def _met_in(self, known: Prepared, pos: int, endpos: int) -> bool:
        met = known.met.get(self)
        low = known.low
        if low is None:
            return True
        if met is None:
            met = known.met[self] = known.holds(self.fronts)
        if not met or (pos == 0 and endpos >= len(low)) or not self.clauses:
            return met
        pos = max(0, pos - self.known.behind)
        return _all_met(self.clauses, low[pos:endpos])

    def _begun(self, known: Prepared) -> list[int]:
        """Where in a text a match may begin, in order."""
        begun = known.begun.get(self)
        if begun is None:
            begun = known.begun[self] = sorted(self._at_words(known) if self.known.at_word else self._at_all(known))
        return begun

    def _at_words(self, known: Prepared) -> set[int]:
        low, first, starts = known.low or "", self.first, known.starts
        found: set[int] = set()
        for two in sorted({word[:2] for word in first}):
            places = (
                starts.get(two, ())
                if len(two) == 2
                else [i for key, rows in starts.items() if key[:1] == two for i in rows]
            )
            found.update(i for i in places if low.startswith(first, i))
        if self.known.capital:
            found.update(known.capitals)
        if self.known.digit:
            found.update(known.digits)
        return found

    def _at_all(self, known: Prepared) -> set[int]:
        low = known.low or ""
        found = set(known.digits) if self.known.digit else set()
        for word in self.first:
            at = low.find(word)
            while at >= 0:
                found.add(at)
                at = low.find(word, at + 1)
        return found


def _order(word: str) -> tuple[int, str]:
    return (len(word) if word < "\u0370" else len(word) + 100, word)


def _all_met(clauses: tuple[tuple[str, ...], ...], low: str) -> bool:
    for clause in clauses:
        for word in clause:
            if word in low:
                break
        else:
            return False
    return True


class Either:
    """Patterns asked as ``a|b|c`` is: the match that begins first, of one place the earlier pattern's. Each knows its own words."""

    def __init__(self, patterns: Iterable[str], flags: int | re.RegexFlag = 0) -> None:
        self.patterns = tuple(Quick(pattern, int(flags)) for pattern in patterns)

    def search(self, text: str, pos: int = 0, endpos: int = ALL) -> re.Match[str] | None:
        found = [match for p in self.patterns if (match := p.search(text, pos, endpos)) is not None]
        return min(found, key=lambda match: match.start(), default=None)


def compile(pattern: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Like ``re.compile``."""
    return cast("re.Pattern[str]", Quick(pattern, int(flags)))
