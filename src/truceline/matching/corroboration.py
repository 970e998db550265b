"""What stands behind an incident: how many independent origins, what they contradict each other on, and a grade.

Origins are counted, not repetitions: reports of one source, an agency's copies, one source quoting another, and data
sets that take from each other are one origin. Where nothing says who quotes whom, two sources count as two; the grade
is no better than what reports state about their origin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from truceline.matching.columns import ACT_NAMES, DEFAULT_RADIUS_KM, ActorNames, act_bins, words_of_side
from truceline.matching.words import text_words
from truceline.space.geodesy import distance_m

Row = Mapping[str, Any]

SINGLE, REPEATED, CORROBORATED, CONTESTED = "single", "repeated", "corroborated", "contested"
RULES = {
    SINGLE: "one report",
    REPEATED: "several reports of one origin",
    CORROBORATED: "two or more independent origins that do not contradict each other on who or what",
    CONTESTED: "two or more independent origins that contradict each other on who or what",
}
DECISIVE = ("who", "what")
DENIED = "denied"
RELIABILITY = "ABCDEF"  # F: cannot be judged
CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, CANNOT_BE_JUDGED = 1, 2, 3, 4, 6
COPY_WORDS, COPY_SHARE = 6, 0.85
MOST_COMPARED = 200  # reports of one incident whose contradictions are listed pair by pair
CLAIM = (  # what ``TESTS`` read
    "claimed_initiator",
    "act",
    "lon",
    "lat",
    "place_radius_m",
    "occurred_from",
    "occurred_until",
    "casualties_low",
    "casualties_best",
    "casualties_high",
)
APART = 4  # class of acts that share no kind, see ``columns.act_bins``


@dataclass(frozen=True)
class SourceNote:
    """What is known of a source: its letter of reliability, and the sources it takes from."""

    reliability: str = "F"
    takes_from: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Denial:
    """A party says that what a report claims is not so. ``report_id`` is the report denied."""

    report_id: str
    denied_by: str
    says: str = ""


@dataclass(frozen=True)
class Contradiction:
    """``left`` and ``right``: report ids; of a denial ``right`` is who denies."""

    about: str
    left: str
    right: str
    left_says: str
    right_says: str


@dataclass(frozen=True)
class Corroborated:
    """See ``tables.incidents.Corroboration``."""

    grade: str
    origins: tuple[tuple[str, ...], ...]
    contradictions: tuple[Contradiction, ...]
    credibility: int
    reliability: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def rule(self) -> str:
        return RULES[self.grade]


def corroborate(
    rows: Sequence[Row],
    notes: Mapping[str, SourceNote] | None = None,
    actor_names: ActorNames | None = None,
    denials: Sequence[Denial] = (),
) -> Corroborated:
    """The grade of one incident out of its reports.

    ``notes``: by source; a source without one is F. ``actor_names``: what a registry knows of a name: two names of one
    actor, or of a force and its unit, are no contradiction. ``denials`` of its reports are listed as contradictions;
    they move credibility as any other does, and never the grade: a denial is no origin of its own.
    """
    known = notes or {}
    rows = sorted(rows, key=lambda r: r["report_id"])
    origins = independent_origins(rows, known)
    contradictions = (*_contradictions(rows, origins, actor_names), *_denied(rows, denials))
    decisive = any(c.about in DECISIVE for c in contradictions)
    if len(rows) == 1:
        grade, credibility = SINGLE, CANNOT_BE_JUDGED
    elif len(origins) == 1:
        grade, credibility = REPEATED, CANNOT_BE_JUDGED
    elif decisive:
        grade, credibility = CONTESTED, DOUBTFUL
    else:
        grade = CORROBORATED
        credibility = POSSIBLE if len(contradictions) > len(origins) else (PROBABLE if contradictions else CONFIRMED)
    letters = tuple((s, known.get(s, SourceNote()).reliability) for s in sorted({r["source"] for r in rows}))
    return Corroborated(grade, origins, contradictions, credibility, letters)


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

    for numbers in (*_by_source(rows, notes), *_by_quoted(rows), *_by_text(rows)):
        unite(numbers)
    found: dict[int, list[str]] = {}
    for k, row in enumerate(rows):
        found.setdefault(root(k), []).append(row["report_id"])
    return tuple(tuple(ids) for ids in found.values())


def _by_source(rows: Sequence[Row], notes: Mapping[str, SourceNote]) -> Iterator[list[int]]:
    """Reports of one source, with those of all that it takes from, at any remove and whether or not these report."""
    takes: dict[str, set[str]] = {}
    for source, note in notes.items():
        takes.setdefault(_name(source), set()).update(_names(note.takes_from))
    of: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        known, waiting = set[str](), [_name(row["source"])]
        while waiting:
            name = waiting.pop()
            if name not in known:
                known.add(name)
                waiting.extend(takes.get(name, ()))
        for name in known:
            of.setdefault(name, []).append(k)
    yield from of.values()


def _by_quoted(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Reports that quote a name, with those that it stands behind: as their source or as who says so."""
    behind: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        for name in _names((*(row.get("origin_chain") or ()), row.get("claimant"), row["source"])):
            behind.setdefault(name, []).append(k)
    yield from behind.values()


def _names(names: Collection[str | None]) -> set[str]:
    return {_name(n) for n in names if n and n.strip()}


def _name(name: str) -> str:
    """A name whatever its case, blanks and form of letters: one source is not two by how it is typed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


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


def _contradictions(
    rows: Sequence[Row], origins: Sequence[Sequence[str]], actor_names: ActorNames | None
) -> Iterator[Contradiction]:
    """What reports of different origins say against each other; of a crowd, spokesmen of each claim."""
    origin = {report: k for k, ids in enumerate(origins) for report in ids}
    compared = rows if len(rows) <= MOST_COMPARED else _spokesmen(rows, origin)
    for a, b in combinations(compared, 2):
        if origin[a["report_id"]] == origin[b["report_id"]]:
            continue
        for about, test in TESTS.items():
            says = _who(a, b, actor_names) if test is None else test(a, b)
            if says is not None:
                yield Contradiction(about, a["report_id"], b["report_id"], *says)


def _denied(rows: Sequence[Row], denials: Sequence[Denial]) -> Iterator[Contradiction]:
    by_report = {row["report_id"]: row for row in rows}
    for one in sorted(denials, key=lambda d: (d.report_id, d.denied_by, d.says)):
        if one.report_id in by_report:
            told = by_report[one.report_id]["act"]
            yield Contradiction(DENIED, one.report_id, one.denied_by, told, one.says or "denies it")


def _spokesmen(rows: Sequence[Row], origin: Mapping[str, int]) -> list[Row]:
    """Of each claim (who, what, where, when, how many) one report of each of two origins; ``MOST_COMPARED`` at most."""
    first: dict[str, dict[int, Row]] = {}
    for row in rows:
        of = first.setdefault(repr([row.get(name) for name in CLAIM]), {})
        if len(of) < 2:
            of.setdefault(origin[row["report_id"]], row)
    return [row for of in first.values() for row in of.values()][:MOST_COMPARED]


def _who(a: Row, b: Row, actor_names: ActorNames | None) -> tuple[str, str] | None:
    left, right = a.get("claimed_initiator"), b.get("claimed_initiator")
    if not left or not right:
        return None
    mine, yours = words_of_side(left, actor_names), words_of_side(right, actor_names)
    return (", ".join(left), ", ".join(right)) if mine and yours and not mine & yours else None


def _what(a: Row, b: Row) -> tuple[str, str] | None:
    apart = act_bins()[ACT_NAMES.index(a["act"]), ACT_NAMES.index(b["act"])] == APART
    return (a["act"], b["act"]) if apart else None


def _where(a: Row, b: Row) -> tuple[str, str] | None:
    if a.get("lon") is None or b.get("lon") is None:
        return None
    apart = distance_m(a["lon"], a["lat"], b["lon"], b["lat"])
    reach = sum(r.get("place_radius_m") or DEFAULT_RADIUS_KM * 1000.0 for r in (a, b))
    if apart <= reach:
        return None
    return f"{a.get('place_name') or 'its point'}", f"{b.get('place_name') or 'its point'}, {apart / 1000:.1f} km off"


def _when(a: Row, b: Row) -> tuple[str, str] | None:
    if a["occurred_from"] < b["occurred_until"] and b["occurred_from"] < a["occurred_until"]:
        return None
    return f"{a['occurred_from']:%Y-%m-%d %H:%M}", f"{b['occurred_from']:%Y-%m-%d %H:%M}"


def _how_many(a: Row, b: Row) -> tuple[str, str] | None:
    ranges = [_range(r) for r in (a, b)]
    if ranges[0] is None or ranges[1] is None:
        return None
    (low_a, high_a), (low_b, high_b) = ranges[0], ranges[1]
    return None if low_a <= high_b and low_b <= high_a else (f"{low_a} to {high_a}", f"{low_b} to {high_b}")


def _range(row: Row) -> tuple[int, int] | None:
    known = [n for n in (row.get(f"casualties_{k}") for k in ("low", "best", "high")) if n is not None]
    return (min(known), max(known)) if known else None


TESTS: dict[str, Callable[[Row, Row], tuple[str, str] | None] | None] = {
    "who": None,  # asks a registry too
    "what": _what,
    "where": _where,
    "when": _when,
    "how_many": _how_many,
}
