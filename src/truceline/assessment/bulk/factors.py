"""What a class of claims means under a plan while nothing about its actors changes: the factors of the probability.

A factor holds every situation the claims may mean, each with the range of the actors' conditions and, per provision,
the range of all that does not depend on when and where. The kernel multiplies the rest in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.answers import EXCLUDED, Answer, over_alternatives, product
from truceline.assessment.bulk.circumstances import Circumstance, circumstance_of, settled
from truceline.assessment.bulk.columns import ClaimClass
from truceline.assessment.bulk.program import Program
from truceline.assessment.bulk.wording import Worded, Wording
from truceline.assessment.conditions import answer_predicate
from truceline.assessment.distances import open_word, reaches
from truceline.assessment.judge import LAST, OPEN_ORDER
from truceline.assessment.kernel import Situation, actors_answers, resolve
from truceline.assessment.predicates import BoundBy, NearLine, NotPermitted, Rule, TargetIs
from truceline.assessment.ranges import worst

SURELY_OPEN, PERMISSIONS = -1, -2
MOST_PROVISIONS = 63
CIRCUMSTANCE_WORDS = ("place", "time", "place", "time")
WORDS = (
    "", "time", "place", "unpublished_border", "actor_unknown", "membership", "mixed_side", "excluded_by_some", "act",
    "weapon", "target", "basis", "attribution", "balance", "notice", "omission", "consent",
)  # fmt: skip


@dataclass
class Term:
    """A product: a constant range times circumstances."""

    low: float = 1.0
    high: float = 1.0
    circumstances: list[Circumstance] = field(default_factory=list)


@dataclass
class Entry(Term):
    """One provision in one situation, with the permissions that may lift it."""

    provision: int = 0
    decides: bool = True
    permissions: list[Term] = field(default_factory=list)
    open_words: list[tuple[int, str]] = field(default_factory=list)  # in order: (circumstance or a mark, word)
    basis: str = "V"  # of who is bound and who is protected


@dataclass
class SituationTerms:
    low: float
    high: float
    clear_low: float
    clear_high: float
    local_exclusions: list[tuple[float, float, int]]
    entries: list[Entry]


@dataclass
class Factor:
    """``beyond``: something here is not for the kernel, so rows that come so far go to ``judge``."""

    situations: list[SituationTerms]
    word: str
    word_low: float
    word_order: int
    beyond: bool
    laid: tuple[Situation, ...]
    answers: tuple[Answer, ...]
    asked: list[Circumstance]  # what the rules' rows of the trace depend on beside who and what
    worded: list[Worded]  # per rule of the plan

    @property
    def local(self) -> bool:
        """Whether somebody is excluded in some areas only."""
        return any(s.local_exclusions for s in self.situations)


class FactorTables(NamedTuple):
    """Factors of a plan as flat arrays."""

    situation_start: NDArray[np.int32]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    clear_low: NDArray[np.float64]
    clear_high: NDArray[np.float64]
    exclusion_start: NDArray[np.int32]
    exclusion_low: NDArray[np.float64]
    exclusion_high: NDArray[np.float64]
    exclusion_group: NDArray[np.int32]
    entry_start: NDArray[np.int32]
    entry_term: NDArray[np.int32]
    entry_provision: NDArray[np.int32]
    entry_decides: NDArray[np.bool_]
    permission_start: NDArray[np.int32]
    permission_term: NDArray[np.int32]
    term_low: NDArray[np.float64]
    term_high: NDArray[np.float64]
    circumstance_start: NDArray[np.int32]
    kind: NDArray[np.int8]
    number: NDArray[np.int32]
    other: NDArray[np.int32]
    asked_place: NDArray[np.int32]  # which of the factor's `asked` it is, -1: none
    chance_low: NDArray[np.float64]
    chance_high: NDArray[np.float64]
    slot_start: NDArray[np.int32]
    slot_mark: NDArray[np.int32]
    slot_word: NDArray[np.int8]
    word: NDArray[np.int8]
    word_low: NDArray[np.float64]
    word_order: NDArray[np.int8]
    beyond: NDArray[np.bool_]
    asked_start: NDArray[np.int32]


class Factors:
    """Makes factors on demand; each is made once per class of claims and epoch of the actors."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.made: list[Factor] = []
        self.keys: list[tuple[int, int, int]] = []
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._breachable = [r.provision_id for r in program.plan.rules if r.breachable]
        self._tables: FactorTables | None = None
        self._wording = Wording(program)
        self._situations: dict[tuple[Any, ...], tuple[list[Answer], SituationTerms, bool]] = {}

    def number(self, key: tuple[int, int, int], claim: ClaimClass, time: tuple[datetime, datetime]) -> int:
        """``key``: class of claims and the epoch of ``time``."""
        if key not in self._numbers:
            self._numbers[key] = len(self.made)
            self.made.append(self._make(claim, time))
            self.keys.append(key)
            self._tables = None
        return self._numbers[key]

    def tables(self) -> FactorTables:
        if self._tables is None:
            self._tables = _flatten(self.made)
        return self._tables

    def _make(self, claim: ClaimClass, time: tuple[datetime, datetime]) -> Factor:
        plan = self.program.plan
        form = claim.forms[0]
        situations: list[SituationTerms] = []
        merged: dict[str, list[Answer]] = {}
        laid, beyond = [], len(self._breachable) > MOST_PROVISIONS
        for initiator, target, composite in resolve(plan, claim.hypotheses, time):
            situation = Situation(time, None, None, form, initiator, target, composite)
            told, terms, unknown = self._known(situation)
            for answer in told:
                merged.setdefault(answer.condition, []).append(answer)
            beyond |= unknown
            situations.append(terms)
            laid.append(situation)
        answers = tuple(over_alternatives(a) for a in merged.values())
        word, low, order = _word(answers)
        asked, worded = self._wording.of(laid)
        return Factor(situations, word, low, order, beyond, tuple(laid), answers, asked, worded)

    def _known(self, s: Situation) -> tuple[list[Answer], SituationTerms, bool]:
        """Answers and terms of a situation; those who are seen alike on two days are weighed once."""
        key = (s.form, s.initiator, s.target, s.composite)
        if key not in self._situations:
            told = actors_answers(self.program.plan, s)
            self._situations[key] = told, *self._terms(s, told)
        return self._situations[key]

    def _terms(self, s: Situation, answers: Sequence[Answer]) -> tuple[SituationTerms, bool]:
        low, high = product(a for a in answers if a.condition != "not_excluded")
        clear_low = clear_high = 1.0
        local: list[tuple[float, float, int]] = []
        for role, standing in (("initiator", s.initiator), ("target", s.target)):
            for excluded in standing.excluded:
                if excluded.applies_to not in ("either", role):
                    continue
                if excluded.areas is None:
                    clear_low = min(clear_low, 1 - excluded.range[1])
                    clear_high = min(clear_high, 1 - excluded.range[0])
                else:
                    local.append((*excluded.range, self.program.group(excluded.areas)))
        # who belongs to several parties answers through the one that a provision binds: for ``judge``
        entries, beyond = [], len(s.initiator.parties) > 1 or len(s.target.parties) > 1
        for rule in self.program.plan.rules:
            if rule.breachable:
                entry, unknown = self._entry(rule, s)
                beyond |= unknown
                if entry is not None and entry.high > EXCLUDED:
                    entries.append(entry)
        return SituationTerms(low, high, clear_low, clear_high, local, entries), beyond

    def _entry(self, rule: Rule, s: Situation) -> tuple[Entry | None, bool]:
        entry = Entry(provision=self._breachable.index(rule.provision_id), decides=rule.basis != "B")
        beyond = self._multiply(entry, rule, s)
        return (entry if entry.high > 0 else None), beyond and entry.high > 0

    def _multiply(self, term: Term, rule: Rule, s: Situation) -> bool:
        """Multiply a rule's conditions into a term. True if one of them is not for the kernel."""
        beyond = False
        for predicate in rule.predicates:
            if isinstance(predicate, NotPermitted) and isinstance(term, Entry):
                for permission in predicate.permissions:
                    inner = Term()
                    beyond |= self._multiply(inner, permission, s)
                    if inner.high > 0:
                        term.permissions.append(inner)
                term.open_words.append((PERMISSIONS, predicate.because))
                continue
            found = circumstance_of(self.program, predicate, s)
            if found is not None:
                if isinstance(term, Entry):
                    word = CIRCUMSTANCE_WORDS[found.kind]
                    if isinstance(predicate, NearLine):
                        word = open_word(reaches(predicate.distances, s.form))
                    term.open_words.append((len(term.circumstances), word))
                term.circumstances.append(found)
                continue
            if not settled(predicate, s):
                beyond = True
                continue
            answer = answer_predicate(self.program.plan, rule, predicate, s)
            term.low, term.high = term.low * answer.low, term.high * answer.high
            if isinstance(term, Entry) and isinstance(predicate, (BoundBy, TargetIs)):
                term.basis = worst(term.basis, answer.basis)
            if isinstance(term, Entry) and not answer.certain and not answer.failed and answer.because:
                term.open_words.append((SURELY_OPEN, answer.because))
            if term.high <= 0:
                return False
        return beyond


def _word(answers: Sequence[Answer]) -> tuple[str, float, int]:
    """The first word by which an actor's condition may keep coverage open (judge._open_word)."""
    still_open = [a for a in answers if not a.certain and a.because]
    ranked = sorted((a.low, OPEN_ORDER.get(a.condition, LAST), a.because or "") for a in still_open)
    return (ranked[0][2], ranked[0][0], ranked[0][1]) if ranked else ("", 2.0, 9)


def _asked_places(made: Sequence[Factor]) -> list[int]:
    """For each circumstance of the terms, in their order: where it stands among those its factor asks for."""
    entries, permissions = [], []
    for factor in made:
        place = {c: k for k, c in enumerate(factor.asked)}
        for entry in (e for s in factor.situations for e in s.entries):
            entries += [place.get(c, -1) for c in entry.circumstances]
            permissions += [place.get(c, -1) for p in entry.permissions for c in p.circumstances]
    return entries + permissions


def _flatten(made: Sequence[Factor]) -> FactorTables:
    situations = [s for f in made for s in f.situations]
    entries = [e for s in situations for e in s.entries]
    terms: list[Term] = [*entries, *(p for e in entries for p in e.permissions)]
    of_terms = [c for t in terms for c in t.circumstances]
    places = _asked_places(made)
    circumstances = [*of_terms, *(c for f in made for c in f.asked)]
    exclusions = [x for s in situations for x in s.local_exclusions]
    permissions = np.arange(len(entries), len(terms))

    def starts(counts: Sequence[int]) -> NDArray[np.int32]:
        return np.cumsum([0, *counts]).astype(np.int32)

    def floats(values: Sequence[float]) -> NDArray[np.float64]:
        return np.array(values, np.float64)

    return FactorTables(
        starts([len(f.situations) for f in made]),
        floats([s.low for s in situations]),
        floats([s.high for s in situations]),
        floats([s.clear_low for s in situations]),
        floats([s.clear_high for s in situations]),
        starts([len(s.local_exclusions) for s in situations]),
        floats([x[0] for x in exclusions]),
        floats([x[1] for x in exclusions]),
        np.array([x[2] for x in exclusions], np.int32),
        starts([len(s.entries) for s in situations]),
        np.arange(len(entries), dtype=np.int32),
        np.array([e.provision for e in entries], np.int32),
        np.array([e.decides for e in entries], np.bool_),
        starts([len(e.permissions) for e in entries]),
        permissions.astype(np.int32),
        floats([t.low for t in terms]),
        floats([t.high for t in terms]),
        starts([len(t.circumstances) for t in terms]),
        np.array([c.kind for c in circumstances], np.int8),
        np.array([c.number for c in circumstances], np.int32),
        np.array([c.other for c in circumstances], np.int32),
        np.array([*places, *(k for f in made for k in range(len(f.asked)))], np.int32),
        floats([c.low for c in circumstances]),
        floats([c.high for c in circumstances]),
        starts([len(e.open_words) for e in entries]),
        np.array([mark for e in entries for mark, _ in e.open_words], np.int32),
        np.array([WORDS.index(word) for e in entries for _, word in e.open_words], np.int8),
        np.array([WORDS.index(f.word) for f in made], np.int8),
        floats([f.word_low for f in made]),
        np.array([f.word_order for f in made], np.int8),
        np.array([f.beyond for f in made], np.bool_),
        starts([len(f.asked) for f in made]) + np.int32(len(of_terms)),
    )
