"""Acts across a line: where they came from and where their effect lies, each with its own precision.

Source: docs/methods/origin-and-effect.md
"""

from __future__ import annotations

import math

from truceline.assessment import predicates as P
from truceline.assessment.answers import Answer
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import Plan
from truceline.space.lines import metres_to_line
from truceline.space.places import Place

STEP_M, FARTHEST_M = 10_000.0, 200_000.0


def across_line(plan: Plan, rule: P.Rule, line: str, s: Situation) -> Answer:
    """From the left into the right or from the right into the left, as the line's corners run."""
    question = f"Across the line, as {rule.provision_id} asks?"
    name = plan.areas.name(line)
    missing = [w for w, p in (("origin", s.origin), ("effect", s.place)) if p is None or not p.has_point]
    if missing:
        return Answer("across_line", question, 0, 1, f"no position of the {' or '.join(missing)} is claimed", "place")
    assert s.origin is not None and s.place is not None
    here, there = _sides(plan, line, s.origin), _sides(plan, line, s.place)
    if here is None or there is None:
        return Answer("across_line", question, 0, 1, f"too far from {name} to tell the side", "place")
    share = min(1.0, here[0] * there[1] + here[1] * there[0])
    sentence = f"origin {_words(here)}, effect {_words(there)} of {name}: {share:.2f}"
    return Answer("across_line", question, share, share, sentence, "place")


def _sides(plan: Plan, line: str, place: Place) -> tuple[float, float] | None:
    """Shares of a place on the left and on the right of a line; None if the line does not reach so far."""
    assert place.lon is not None and place.lat is not None
    metres = metres_to_line(plan.areas.outlines[line], place.lon, place.lat) + place.radius_m
    reach = STEP_M * math.ceil((metres + 1) / STEP_M)
    if reach > FARTHEST_M:
        return None
    left, right = (plan.areas.share_near(line, place, reach, side) for side in ("left", "right"))
    both = left + right
    return (left / both, right / both) if both >= 0.5 else None  # beyond the line's ends there are no sides


def _words(sides: tuple[float, float]) -> str:
    left, right = sides
    if max(sides) >= 0.995:
        return "left" if left > right else "right"
    return f"left with {left:.2f}, right with {right:.2f}"
