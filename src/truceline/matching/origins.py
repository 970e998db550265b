"""Which reports of an incident come from one origin: one source, its copies, and who quotes or takes from whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from truceline.matching.claimants import names_somebody
from truceline.matching.words import text_words

Row = Mapping[str, Any]
COPY_WORDS, COPY_SHARE = 6, 0.85
MARKS, DASHES = ("Mn", "Cf"), ("Pd", "Pc")  # Unicode categories: marks on or between letters; dashes, low lines


@dataclass(frozen=True)
class SourceNote:
    """What is known of a source: its letter of reliability, and the sources it takes from."""

    reliability: str = "F"
    takes_from: frozenset[str] = frozenset()


def independent_origins(rows: Sequence[Row], notes: Mapping[str, SourceNote]) -> tuple[tuple[str, ...], ...]:
    """Report ids by origin: reports that share a source, a quoted name or their words are one."""
    group = list(range(len(rows)))

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    def unite(numbers: Sequence[int]) -> None:
        for k in numbers[1:]:
            first, second = sorted((root(numbers[0]), root(k)))
            group[second] = first

    for numbers in (*_by_name(rows, notes), *_by_text(rows)):
        unite(numbers)
    found: dict[int, list[str]] = {}
    for k, row in enumerate(rows):
        found.setdefault(root(k), []).append(row["report_id"])
    return tuple(tuple(ids) for ids in found.values())


def _by_name(rows: Sequence[Row], notes: Mapping[str, SourceNote]) -> Iterator[list[int]]:
    """Reports that one name stands behind: as their source, quoted, as who says so, or as what one of these takes from.

    Taking from is followed at any remove, whether or not those on the way report. "Residents", "local sources" and
    their like name nobody: two reports that quote them need not quote the same.
    """
    takes: dict[str, set[str]] = {}
    for source, note in notes.items():
        takes.setdefault(source_key(source), set()).update(_keys(note.takes_from))
    of: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        quoted = [n for n in (*(row.get("origin_chain") or ()), row.get("claimant")) if names_somebody(n)]
        known, waiting = set[str](), list(_keys((*quoted, row["source"])))
        while waiting:
            name = waiting.pop()
            if name not in known:
                known.add(name)
                waiting.extend(takes.get(name, ()))
        for name in known:
            of.setdefault(name, []).append(k)
    yield from of.values()


def _keys(names: Collection[str | None]) -> set[str]:
    return {source_key(n) for n in names if n and n.strip()}


def source_key(name: str) -> str:
    """A name whatever its case, blanks, dashes, accents and direction marks: typed otherwise, it is one source."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("\u0640", "")  # the Arabic stroke that lengthens
    kinds = [(sign, unicodedata.category(sign)) for sign in plain]
    kept = "".join(" " if kind in DASHES else sign for sign, kind in kinds if kind not in MARKS)
    return " ".join(kept.split()) or " ".join(plain.split())


def _by_text(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Reports whose texts are copies or near-copies of each other."""
    alike: dict[frozenset[int], list[int]] = {}
    for k, row in enumerate(rows):
        words = frozenset(text_words(row.get("text") or ""))
        if len(words) >= COPY_WORDS:
            alike.setdefault(words, []).append(k)
    yield from alike.values()
    for (a, first), (b, second) in combinations(alike.items(), 2):
        if len(a & b) / min(len(a), len(b)) >= COPY_SHARE:
            yield [first[0], second[0]]
