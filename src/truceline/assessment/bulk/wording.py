"""What the words of a provision's rows in a trace depend on, so that each wording is put once.

Who and what is a number per provision and class of claims; when and where are states of circumstances, which the kernel
leaves in ``trace``. Rows alike in both read alike, whatever the other provisions say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.assessment.bulk.circumstances import (
    MOST_DIGITS,
    STATES_OF_ONE,
    Circumstance,
    circumstance_of,
    settled,
)
from truceline.assessment.bulk.program import Program
from truceline.assessment.conditions import answer_predicate
from truceline.assessment.kernel import Situation
from truceline.assessment.predicates import (
    ActIs,
    BoundBy,
    InWindows,
    NotPermitted,
    NotSuspended,
    PlaceIn,
    Rule,
    TargetIs,
    TargetKindIs,
    Unrecorded,
    WeaponIs,
)


class Worded(NamedTuple):
    """One provision for one class of claims. ``places``: which of the class's circumstances its rows tell of;
    None where they tell of more than the kernel weighs."""

    number: int
    places: tuple[int, ...] | None


class Wording:
    """The wordings of a plan's provisions; lives as long as the plan, as the standings do by which it tells actors."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._numbers: dict[Any, int] = {}
        self._asked: dict[Any, list[Circumstance] | None] = {}

    def of(self, laid: Sequence[Situation]) -> tuple[list[Circumstance], list[Worded]]:
        """Circumstances of a class of claims in all its situations, each once, and its provisions' wordings."""
        positions: dict[Circumstance, int] = {}
        worded = []
        for index, rule in enumerate(self.program.plan.rules):
            depends = tuple(depends_on(rule, s) for s in laid)
            number = self._numbers.setdefault((index, depends), len(self._numbers))
            places: dict[int, None] | None = {}
            for key, s in zip(depends, laid, strict=True):
                if (index, key) not in self._asked:
                    self._asked[index, key] = self._circumstances(rule, s)
                asked = self._asked[index, key]
                if asked is None or places is None:
                    places = None
                    continue
                places.update((positions.setdefault(c, len(positions)), None) for c in asked)
            worded.append(Worded(number, None if places is None else tuple(places)))
        return list(positions), worded

    def _circumstances(self, rule: Rule, s: Situation) -> list[Circumstance] | None:
        """Those up to the first condition that surely fails, where the rows of a trace end."""
        found: list[Circumstance] = []
        for predicate in rule.predicates:
            if isinstance(predicate, NotPermitted):
                for permission in predicate.permissions:
                    inner = self._circumstances(permission, s)
                    if inner is None:
                        return None
                    found += inner
                continue
            circumstance = circumstance_of(self.program, predicate, s)
            if circumstance is not None:
                found.append(circumstance)
            elif not settled(predicate, s):
                return None
            elif answer_predicate(self.program.plan, rule, predicate, s).high <= 0:
                break
        return found


def depends_on(rule: Rule, s: Situation) -> tuple[Any, ...]:
    """What of a situation the answers of a rule may depend on, beside when and where."""
    found: list[Any] = []
    for predicate in rule.predicates:
        match predicate:
            case ActIs():
                found.append(s.form.act)
            case WeaponIs():
                found.append(s.form.weapon)
            case TargetKindIs():
                found.append(s.form.target_kind)
            case BoundBy() | NotSuspended():
                found.append(id(s.initiator))
            case TargetIs():
                found.append(id(s.target))
            case NotPermitted(permissions, _):
                found += [depends_on(p, s) for p in permissions]
            case PlaceIn() | InWindows() | Unrecorded():
                pass
            case _:
                return (s.form, id(s.initiator), id(s.target))
    return tuple(found)


def states_of(traces: NDArray[np.uint64], worded: Sequence[Worded], asked: int) -> NDArray[np.uint64] | None:
    """[trace, provision]: the states of what a provision's rows tell of, as one number; None if traces are mixed.

    ``traces``: of one class of claims, as the kernel left them, with a digit for each of ``asked`` circumstances.
    """
    if asked > MOST_DIGITS:
        return None
    base = np.uint64(STATES_OF_ONE)
    digits = np.empty((len(traces), asked), np.uint64)
    rest = traces
    for position in range(asked - 1, -1, -1):
        rest, digits[:, position] = np.divmod(rest, base)
    weights = np.zeros((asked, len(worded)), np.uint64)
    for r, w in enumerate(worded):
        for k, place in enumerate(w.places or ()):
            weights[place, r] = base ** np.uint64(k)
    return digits @ weights
