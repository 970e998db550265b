"""What a text must hold for a pattern to match: words that may be looked for first, and how a match can begin.

Both are read off the pattern's own parse tree, so that no list of words has to be kept beside it. They are necessary
and never sufficient: whatever is found is settled by the pattern. Source: docs/decisions/0027-words-before-patterns.md
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

try:
    from re import _parser  # type: ignore[attr-defined]  # how the standard library itself reads a pattern
except ImportError:  # a Python that has it elsewhere: nothing is known beforehand, results are the same
    _parser = None

WIDEST = 48  # strings spelled out from choices that follow one another
RARE = 0.25  # above this weight a clause is nearly always met
LONGEST = 8_000  # code points of a pattern: a longer one takes too long to know
# what stands in many patterns, and a short pattern that matches wherever it does: enough to know the rest
STAND_INS: dict[str, str] = {}
MOST = 90  # alternatives of a clause
DEPTHS = (4, 3, 2)  # letters of a beginning, the most that does not give too many
BEGINNINGS = 240
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
CLITICS = frozenset("وفبلـ")  # joined in Arabic to the word that they stand before
FRENCH = frozenset("àâçéèêëîïôûùüœ")
Clause = frozenset[str]
Tree = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Knowledge:
    """Of one pattern, in lower case.

    ``clauses``: of each, one word must stand in what is searched, or up to ``behind`` characters before it.
    ``beginnings``: every match begins with one of these, or with a capital (``capital``), or with a digit (``digit``);
    none when nothing is known. ``at_word``: a match begins where a word does.
    """

    clauses: tuple[Clause, ...] = ()
    behind: int = 0
    beginnings: frozenset[str] = frozenset()
    capital: bool = False
    digit: bool = False
    at_word: bool = False


def knowledge(pattern: str, flags: int) -> Knowledge:
    """What is known before a pattern is tried."""
    for long, short in STAND_INS.items():
        pattern = pattern.replace(long, short)
    if _parser is None or len(pattern) > LONGEST:
        return Knowledge()
    parsed = _parser.parse(pattern, flags)
    tree, flags = list(parsed), parsed.state.flags
    spelled, clauses = _spell(tree)
    if spelled is not None and "" not in spelled:
        clauses = [*clauses, _shortest(spelled)]
    kept = sorted({c for c in clauses if _weight(c) < RARE and len(c) <= MOST}, key=lambda c: (_weight(c), sorted(c)))
    known = Knowledge(tuple(kept[:2]), _behind(tree))
    for depth in DEPTHS:
        begins = _Beginnings(bool(flags & _parser.SRE_FLAG_IGNORECASE), depth)
        if begins.of(tree):
            words = frozenset(begins.closed)
            at_word = _at_word(tree) and all(w[0].isalnum() or w[0] == "_" for w in words)
            return replace(known, beginnings=words, capital=begins.capital, digit=begins.digit, at_word=at_word)
    return known


def _plain(char: str) -> bool:
    """Characters whose equals under case are told by ``str.lower`` and ``quick_re.ODD``."""
    if len(char) != 1:
        return False
    if char.isascii() or "\u0400" <= char <= "\u045f" or "\u0621" <= char <= "\u066f" or char in FRENCH:
        return True
    return char == char.lower() == char.upper() and unicodedata.category(char)[0] in "PSZN"


def _letters(parts: Tree, most: int = 6) -> set[str] | None:
    """The few characters of a class, in lower case."""
    found: set[str] = set()
    for op, value in parts:
        if str(op) == "LITERAL":
            found.add(chr(value).lower())
        elif str(op) == "RANGE" and value[1] - value[0] <= most:
            found |= {chr(c).lower() for c in range(value[0], value[1] + 1)}
        else:
            return None
    return found if len(found) <= most and all(map(_plain, found)) else None


def _letter(op: str, value: Any) -> set[str] | None:
    if op == "LITERAL":
        return {chr(value).lower()} if _plain(chr(value).lower()) else None
    return _letters(value) if op == "IN" else None


def _weight(clause: Iterable[str]) -> float:
    """How often a clause is met, roughly: short words often, words of another script seldom."""
    return sum((1.0 if word < "\u0370" else 0.02) * 5.0 ** -len(word) for word in sorted(clause))


def _shortest(words: Iterable[str]) -> Clause:
    """Without words that hold another one of them."""
    kept: list[str] = []
    for word in sorted(words, key=lambda w: (len(w), w)):
        if not any(k in word for k in kept):
            kept.append(word)
    return frozenset(kept)


def _spell(tree: Tree) -> tuple[set[str] | None, list[Clause]]:
    """All that a piece can be where that is little, and clauses that hold wherever it matches."""
    run, whole = {""}, True
    clauses: list[Clause] = []
    for op, value in tree:
        name = str(op)
        if name in ("AT", "ASSERT_NOT"):
            continue
        spelled, inner = _spell_one(name, value)
        if name == "ASSERT":
            clauses += inner
            if spelled and "" not in spelled:
                clauses.append(_shortest(spelled))
            continue
        if spelled is None or len(spelled) > WIDEST:
            if "" not in run:
                clauses.append(_shortest(run))
            run, whole = {""}, False
            clauses += inner
            if spelled is not None and "" not in spelled:
                clauses.append(_shortest(spelled))
            continue
        clauses += inner
        if len(run) * len(spelled) > WIDEST:
            if "" not in run:
                clauses.append(_shortest(run))
            run, whole = {""}, False
        run = {a + b for a in run for b in spelled}
    if whole:
        return run, clauses
    if "" not in run:
        clauses.append(_shortest(run))
    return None, clauses


def _spell_one(name: str, value: Any) -> tuple[set[str] | None, list[Clause]]:
    if name in ("LITERAL", "IN"):
        return _letter(name, value), []
    if name == "ASSERT":
        return _spell(value[1])
    if name == "SUBPATTERN":
        return _spell(value[3])
    if name == "ATOMIC_GROUP":
        return _spell(value)
    if name == "BRANCH":
        return _spell_branch([_spell(part) for part in value[1]])
    if name in REPEATS:
        least, most, body = value
        spelled, inner = _spell(body)
        if least == 0:
            return (spelled | {""}, []) if most == 1 and spelled is not None else (None, [])
        if least == most == 1:
            return spelled, inner
        return None, [*inner, _shortest(spelled)] if spelled and "" not in spelled else inner
    return None, []


def _spell_branch(parts: list[tuple[set[str] | None, list[Clause]]]) -> tuple[set[str] | None, list[Clause]]:
    if all(spelled is not None for spelled, _ in parts):
        return set().union(*(spelled for spelled, _ in parts if spelled is not None)), []
    either: set[str] = set()
    for spelled, inner in parts:
        own = [*inner, _shortest(spelled)] if spelled is not None and "" not in spelled else inner
        if not own:
            return None, []
        either |= min(own, key=lambda c: (_weight(c), sorted(c)))
    return None, [_shortest(either)]


class _Beginnings:
    """The first letters of whatever a pattern matches: ``open`` ones go on, ``closed`` ones are long enough."""

    def __init__(self, ignore_case: bool, depth: int) -> None:
        self.closed: set[str] = set()
        self.capital = self.digit = False
        self.ignore_case, self.depth = ignore_case, depth

    def of(self, tree: Tree) -> bool:
        """False: a match may begin in any way."""
        open_ = self._walk(tree, {""})
        if open_ is None or "" in open_:
            return False
        self.closed |= open_
        return len(self.closed) <= BEGINNINGS

    def _walk(self, tree: Tree, open_: set[str]) -> set[str] | None:
        """What is still open after a piece; none when nothing can be said."""
        for op, value in tree:
            if not open_:
                return open_
            after = self._step(str(op), value, open_)
            if after is None:
                return None
            self.closed |= {w for w in after if len(w) >= self.depth}
            open_ = {w for w in after if len(w) < self.depth}
            if len(self.closed) + len(open_) > BEGINNINGS:
                if "" in open_:
                    return None
                self.closed |= open_
                return set()
        return open_

    def _step(self, name: str, value: Any, open_: set[str]) -> set[str] | None:
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            return open_
        if name == "SUBPATTERN":
            return self._inner(value, open_)
        if name == "ATOMIC_GROUP":
            return self._walk(value, open_)
        letters = _letter(name, value)
        if letters is not None:
            return {w + c for w in open_ for c in letters}
        if name == "BRANCH":
            found: set[str] = set()
            for part in value[1]:
                after = self._walk(part, set(open_))
                if after is None:
                    return None
                found |= after
            return found
        if name in REPEATS:
            return self._repeat(value, open_)
        return self._close(name, value, open_)

    def _inner(self, value: Any, open_: set[str]) -> set[str] | None:
        before = self.ignore_case  # '(?i:…)' holds for its own group
        self.ignore_case = (before or bool(value[1] & _parser.SRE_FLAG_IGNORECASE)) and not (
            value[2] & _parser.SRE_FLAG_IGNORECASE
        )
        after = self._walk(value[3], open_)
        self.ignore_case = before
        return after

    def _repeat(self, value: Any, open_: set[str]) -> set[str] | None:
        least, most, body = value
        after = self._walk(body, set(open_))
        if after is None:
            return None
        if most > 1:  # what follows the first time is left open: what stands so far is enough
            self.closed |= after - {""}
            if "" in after:
                return None
            after = set()
        return after | open_ if least == 0 else after

    def _close(self, name: str, value: Any, open_: set[str]) -> set[str] | None:
        """A class of many characters: what stood before it is a beginning; at the very front it must be a known class."""
        if "" in open_:
            kinds = {self._class(*part) for part in value} if name == "IN" else {""}
            if "" in kinds:
                return None
            self.capital |= "capital" in kinds
            self.digit |= "digit" in kinds
        self.closed |= open_ - {""}
        return set()

    def _class(self, op: Any, value: Any) -> str:
        if str(op) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            return "digit"
        if str(op) == "RANGE":
            chars = [chr(c) for c in range(value[0], value[1] + 1)]
            if all(c.isdecimal() for c in chars):
                return "digit"
            if not self.ignore_case and all(c.lower() != c or c == "×" for c in chars):
                return "capital"
        if str(op) == "LITERAL" and not self.ignore_case and chr(value).lower() != chr(value):
            return "capital"
        return ""


def _at_word(tree: Tree) -> bool:
    """Whether a match can only begin where ``quick_re.Prepared.starts`` has a place."""
    for op, value in tree:
        name = str(op)
        if name == "AT":
            if str(value) == "AT_BOUNDARY":
                return True
        elif name in ("ASSERT", "ASSERT_NOT"):
            if value[0] < 0 and _ends_no_word(name, value[1]):
                return True
        elif name == "SUBPATTERN":
            return _at_word(value[3])
        elif name == "BRANCH":
            return all(_at_word(part) for part in value[1])
        else:
            return False
    return False


def _ends_no_word(name: str, tree: Any) -> bool:
    parts = list(tree)
    if name == "ASSERT_NOT":
        return (
            len(parts) == 1
            and str(parts[0][0]) == "IN"
            and str(parts[0][1][0][0]) != "NEGATE"
            and any(str(op) == "CATEGORY" and str(value) == "CATEGORY_WORD" for op, value in parts[0][1])
        )
    last = _letter(str(parts[-1][0]), parts[-1][1]) if parts else None
    return bool(last) and all(c in CLITICS or not (c.isalnum() or c == "_") for c in last or ())


def _behind(tree: Tree) -> int:
    """How far a pattern looks back."""
    far = 0
    for op, value in tree:
        name = str(op)
        if name in ("ASSERT", "ASSERT_NOT") and value[0] < 0:
            far = max(far, int(value[1].getwidth()[1]))
        elif name in ("ASSERT", "ASSERT_NOT"):
            far = max(far, _behind(value[1]))
        elif name == "SUBPATTERN":
            far = max(far, _behind(value[3]))
        elif name == "ATOMIC_GROUP":
            far = max(far, _behind(value))
        elif name == "BRANCH":
            far = max(far, *map(_behind, value[1]))
        elif name in REPEATS:
            far = max(far, _behind(value[2]))
    return far
