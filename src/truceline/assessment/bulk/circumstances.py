"""Conditions that ask when or where, as numbers for the kernel; which others are settled by who and what."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.assessment.bulk.program import Program
from truceline.assessment.distances import reaches
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import CIRCUMSTANCES, flat
from truceline.assessment.predicates import InWindows, NearLine, NotSuspended, Omitted, PlaceIn, Predicate
from truceline.assessment.suspended import lines_of

IN_GROUP, RUNS, NEAR, OFF = range(4)
STATES_OF_ONE, MOST_DIGITS = 10, 19  # 10**19 < 2**64

CONSTANT = {
    "ActIs", "BoundBy", "WeaponIs", "TargetIs", "TargetKindIs", "QuantityOver", "ExceptionArgued", "OriginIn",
    "NearLine", "OriginKindIs", "AcrossLine", "Unrecorded",
}  # fmt: skip
# without an origin the answers of OriginIn, OriginKindIs and AcrossLine do not depend on the row


@dataclass(frozen=True)
class Circumstance:
    """A condition that asks when or where. ``low``/``high``: the chance that it is off for whoever acted (OFF)."""

    kind: int
    number: int
    other: int = -1
    low: float = 1.0
    high: float = 1.0


def circumstance_of(program: Program, predicate: Predicate, s: Situation) -> Circumstance | None:
    """None where a condition asks neither, or more than the kernel's arrays hold."""
    match predicate:
        case PlaceIn(areas):
            return Circumstance(IN_GROUP, program.group(areas))
        case InWindows(timeline, ()):
            return Circumstance(RUNS, program.timeline_number(timeline))
        case NotSuspended():
            return _off(program, predicate, s)
        case NearLine(distances):
            asked = reaches(distances, s.form)
            if len(asked) != 1:
                return None
            (one,) = asked
            near = program.near[one.line, one.most_m, one.side]
            sure = program.near[one.line, one.sure_m, one.side] if one.sure_m else -1
            return Circumstance(NEAR, near, sure)
    return None


def _off(program: Program, suspended: NotSuspended, s: Situation) -> Circumstance | None:
    """Off by one line everywhere: for whoever acted, or perhaps, where others are bound for whom nothing is off."""
    found = lines_of(suspended, s.initiator)
    lines = [some for some in found if some]
    if len(lines) != 1:
        return None
    line, *more = lines[0]
    if more or line.areas is not None or line.outside or len(s.initiator.parties) > 1:
        return None
    chance = (0.0, 1.0) if () in found else (1.0, 1.0)
    return Circumstance(OFF, program.timeline_number(line.timeline), -1, *chance)


def settled(predicate: Predicate, s: Situation) -> bool:
    """Whether one answer holds for all rows of a situation. A weapon is weighed against one line; of several, no."""
    if isinstance(predicate, NearLine) and len(reaches(predicate.distances, s.form)) > 1:
        return False
    if isinstance(predicate, NotSuspended):
        return lines_of(predicate, s.initiator) == [()]
    return type(predicate).__name__ in CONSTANT or _settled_omission(predicate)


def _settled_omission(predicate: Predicate) -> bool:
    """What others had to be kept from asks neither when nor where, so one answer holds for every row."""
    if not isinstance(predicate, Omitted):
        return False
    asked = [p for rule in predicate.breaches for p in flat(rule)]
    constant = {*CONSTANT, "NotPermitted"}
    return not any(isinstance(p, CIRCUMSTANCES) or type(p).__name__ not in constant for p in asked)
