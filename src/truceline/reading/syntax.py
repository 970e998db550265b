"""What an optional parser adds: speakers and clauses that rules missed, doers and targets that rules left open.

A parse never overrules a rule. What it adds carries a rule named ``….parser`` and a lower confidence, so that every
record tells where it came from. The parser itself is handed in (formats/reading_extras.py): reading opens no model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from truceline.reading.model import ActorMention, Event, Span, Statement
from truceline.reading.phrases import Match

SUBJECT = frozenset(["nsubj"])
PASSIVE_SUBJECT = frozenset(["nsubjpass", "nsubj:pass"])
OBJECT = frozenset(["dobj", "obj", "iobj", "dative"])
CLAUSE = frozenset(["ccomp"])
DOER = frozenset(["agent", "obl:agent"])
OF_THE_NAME = frozenset(
    ["compound", "appos", "flat:name", "flat:foreign"]
)  # no adjectives: a "Lebanese group" is not Lebanon
AIMED = frozenset(["at", "on", "against", "upon", "toward", "towards"])
FIRST, FAR = 0.55, 12
PLACE_HEADS = frozenset(
    [
        "ain",
        "bab",
        "deir",
        "jabal",
        "jubb",
        "kafr",
        "khan",
        "tal",
        "tell",
        "wadi",
        "liwa",
        "jaish",
        "jeish",
        "faylaq",
        "filaq",
    ]
)


@dataclass(frozen=True)
class Word:
    """One word: code points ``[start, end)``, the index of the word it depends on (itself at the top), and how."""

    start: int
    end: int
    head: int
    relation: str


@dataclass(frozen=True)
class Parsed:
    """A text as a parser sees it. ``persons``: spans of names it takes for persons'."""

    words: Sequence[Word] = ()
    persons: Sequence[Span] = ()


class Parser(Protocol):
    """Languages it knows, and how it is named in outputs (model and version)."""

    languages: frozenset[str]
    name: str

    def parse(self, text: str) -> Parsed:
        """Every word of the text in order; the same text gives the same answer."""


@dataclass
class Syntax:
    """A parse with what is asked of it."""

    text: str
    parsed: Parsed
    below: dict[int, list[int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)  # of words, in order: a span finds its own without passing all

    def __post_init__(self) -> None:
        self.starts = [w.start for w in self.parsed.words]
        for index, word in enumerate(self.parsed.words):
            if word.head != index:
                self.below.setdefault(word.head, []).append(index)

    def at(self, span: Span) -> int | None:
        """The word of a span that no other word of it governs: its head."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end, first)
        inside = [i for i in range(first, last) if self.parsed.words[i].end <= span.end]
        held = frozenset(inside)
        heads = [i for i in inside if self.parsed.words[i].head not in held or self.parsed.words[i].head == i]
        return heads[0] if heads else None

    def under(self, index: int, relations: Iterable[str]) -> list[int]:
        wanted = frozenset(relations)
        return [i for i in self.below.get(index, ()) if self.parsed.words[i].relation in wanted]

    def governor(self, index: int) -> int | None:
        """The verb whose subject a coordinated verb shares."""
        word = self.parsed.words[index]
        return word.head if word.relation == "conj" and word.head != index else None

    def reach(self, index: int) -> Span:
        """From the first to the last word that hangs on a word."""
        seen, open_ = {index}, [index]
        while open_:
            for child in self.below.get(open_.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    open_.append(child)
        words = [self.parsed.words[i] for i in seen]
        return Span(min(w.start for w in words), max(w.end for w in words))

    def subjects(self, verb: int) -> list[int]:
        found = self.under(verb, SUBJECT)
        other = self.governor(verb)
        if found or other is None or self.under(verb, PASSIVE_SUBJECT):
            return found
        return self.under(other, SUBJECT)

    def doers(self, verb: int) -> list[int]:
        """Who does what a verb says: its subject, in the passive what follows 'by'."""
        if not self.under(verb, PASSIVE_SUBJECT):
            return self.subjects(verb)
        return [p for a in self.under(verb, DOER) for p in (self.under(a, ["pobj"]) or [a])]

    def targets(self, verb: int) -> list[int]:
        """To whom it is done: object, subject of the passive, what follows 'on', 'at', 'against'."""
        found = self.under(verb, PASSIVE_SUBJECT) or self.under(verb, OBJECT)
        for index in self.under(verb, ["prep"]):
            word = self.parsed.words[index]
            if self.text[word.start : word.end].casefold() in AIMED:
                found = [*found, *self.under(index, ["pobj"])]
        return found

    def persons(self, away: Iterable[Span]) -> list[Span]:
        """Names of two and more words that the parser takes for persons' and nothing else was found in."""
        taken = list(away)
        return [
            p for p in self.parsed.persons if self._is_full(p.of(self.text)) and not any(p.touches(t) for t in taken)
        ]

    @staticmethod
    def _is_full(name: str) -> bool:
        """Two words, the first of which is not how towns and brigades begin: models take these for persons."""
        first, _, rest = name.partition(" ")
        return bool(rest) and first.casefold() not in PLACE_HEADS

    def ids(self, indices: Iterable[int], actors: Sequence[ActorMention]) -> tuple[str, ...]:
        """The actors that words name: the head word, or what stands beside it as part of the name."""
        found: list[str] = []
        for index in indices:
            near = [index, *self.under(index, OF_THE_NAME)]
            for word in (self.parsed.words[i] for i in near):
                named = next((a for a in actors if a.span.start <= word.start and word.end <= a.span.end), None)
                if named is not None and named.actor_ids:
                    found += [i for i in named.actor_ids if i not in found]
                    break
        return tuple(found)


def add_speakers(
    syntax: Syntax, statements: list[Statement], cues: Sequence[tuple[Match, str]], actors: Sequence[ActorMention]
) -> list[Statement]:
    """Statements with the speakers that their verbs' subjects name, and with clauses that no rule took."""
    for statement in statements:
        if statement.cue is None or statement.speaker_ids:
            continue
        verb = syntax.at(statement.cue)
        subjects = syntax.subjects(verb) if verb is not None else []
        ids = syntax.ids(subjects, actors)
        if subjects and (ids or statement.speaker is None):
            statement.speaker, statement.speaker_ids = _named(syntax, subjects[0]), ids
            statement.rule, statement.confidence = f"{statement.rule}+parser", FIRST
    taken = [s.cue for s in statements if s.cue] + [c for s in statements for c in s.content]
    added = [
        clause
        for match, strength in cues
        if strength == "strong" and (clause := _clause(syntax, Span(match.start, match.end), taken, actors)) is not None
    ]
    return [*statements, *added]


def _clause(syntax: Syntax, cue: Span, taken: Sequence[Span], actors: Sequence[ActorMention]) -> Statement | None:
    """Reported speech as the parser sees it: a verb of saying with a subject that is known and a clause of its own."""
    verb = syntax.at(cue)
    if verb is None or any(t.touches(cue) for t in taken):
        return None
    clauses, subjects = syntax.under(verb, CLAUSE), syntax.subjects(verb)
    ids = syntax.ids(subjects, actors)
    if not clauses or not ids:
        return None
    content = syntax.reach(clauses[0])
    if content.touches(cue) or any(t.touches(content) for t in taken):
        return None
    speaker = _named(syntax, subjects[0])
    return Statement("", (content,), "indirect", cue, speaker, ids, "statement.parser.clause", confidence=FIRST)


def _named(syntax: Syntax, index: int) -> Span:
    """The subject with what hangs on it, or its head word where that is a whole clause."""
    word, whole = syntax.parsed.words[index], syntax.reach(index)
    return whole if len(whole.of(syntax.text).split()) <= FAR else Span(word.start, word.end)


def add_arguments(syntax: Syntax, events: Sequence[Event], actors: Sequence[ActorMention]) -> None:
    """Doers and targets of events for which no rule found any; nobody is named both."""
    named = [a for a in actors if a.kind != "media"]
    for event in events:
        if event.agents and event.targets:
            continue
        verb = syntax.at(event.triggers[0])
        if verb is None:
            continue
        agents = event.agents or syntax.ids(syntax.doers(verb), named)
        targets = event.targets or syntax.ids(syntax.targets(verb), named)
        if (agents, targets) == (event.agents, event.targets) or set(agents) & set(targets):
            continue
        event.agents, event.targets = agents, targets
        event.rule, event.confidence = f"{event.rule}+parser", min(event.confidence, FIRST)
