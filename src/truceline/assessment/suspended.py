"""Whether a provision is suspended for whoever acted, through each party and through all of them together.

What is off for one party holds through another. Who is not known may be any of those that the provision binds.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from truceline.assessment import predicates as P
from truceline.assessment.answers import Answer
from truceline.assessment.ranges import YES, Range
from truceline.assessment.standing import Standing

if TYPE_CHECKING:
    from truceline.assessment.kernel import Situation
    from truceline.assessment.plan import Plan

Routes = tuple[tuple[str | None, ...], bool]
"""Parties through which somebody is bound (None: by name), and whether all of them are known to bind."""


def routes(suspended: P.NotSuspended, who: Standing) -> Routes:
    """Known routes, or every possible one where nobody knows which."""
    bound = suspended.bound
    parties = tuple(p for p in suspended.parties if bound is None or p in bound)
    names = set(bound or ()) - set(suspended.parties)
    anybody: tuple[str | None, ...] = (*parties, *((None,) if names else ()))
    mine: list[str | None] = [p for p in parties if p in who.parties]
    if names & set(who.reached):
        mine.append(None)
    if mine:
        return tuple(mine), True
    if suspended.of_others:
        return anybody or (None,), False
    known = who.actor is not None and who.because != "actor_unknown"
    return ((None,), True) if known else (anybody or (None,), False)


def lines_of(suspended: P.NotSuspended, who: Standing) -> list[tuple[P.Off, ...]]:
    """The distinct lines that may apply to somebody; an empty one for whom nothing is off."""
    found: list[tuple[P.Off, ...]] = []
    for lines in (suspended.of(party) for party in routes(suspended, who)[0]):
        if lines not in found:
            found.append(lines)
    return found


def not_suspended(plan: Plan, rule: P.Rule, suspended: P.NotSuspended, s: Situation) -> Answer:
    question = f"{rule.provision_id} not suspended?"
    found, known = routes(suspended, s.initiator)
    told = [(party, _holds(plan, suspended.of(party), s)) for party in found]
    low, high = min(span[0] for _, span in told), max(span[1] for _, span in told)
    if known and len(told) > 1:
        sure = [span[0] for party, span in told if party is None or s.initiator.through((party,)).bound == YES]
        low, high = max(sure, default=low), min(1.0, sum(span[1] for _, span in told))
    lines = [line for party in found for line in suspended.of(party)]
    events = [span.event for line in lines for span in line.timeline.hit(*s.time) if span.event]
    who = f" by {events[0].by} on {events[0].on}" if events and low < 1 else ""
    return Answer("not_suspended", question, low, max(low, high), f"suspended{who}" if who else "no suspension", "time")


def _holds(plan: Plan, lines: Sequence[P.Off], s: Situation) -> Range:
    """How far a duty holds through one party."""
    low = high = 1.0
    for line in lines:
        off_low, off_high = _off(plan, line, s)
        low, high = low * (1 - off_high), high * (1 - off_low)
    return low, high


def _off(plan: Plan, line: P.Off, s: Situation) -> Range:
    low, high = line.timeline.share(*s.time)
    if line.areas is not None:
        inside = plan.areas.inside_any(line.areas, s.place, s.time)
        return low * inside.low, high * inside.high
    if line.outside:
        inside = plan.areas.inside_any(tuple(a for areas, _ in line.outside for a in areas), s.place, s.time)
        off_there = min(there.share(*s.time)[0] for _, there in line.outside)
        if min(low, off_there) < 1:  # else it is off on both sides of the border
            return low * (1 - inside.high), high * (1 - inside.low)
    return low, high
