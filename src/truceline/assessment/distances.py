"""How near a weapon may come to a line: each weapon class its own distance and, where the text says so, its own line.

Source: docs/methods/distances.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.agreement.model import DistanceLimit, Distances
from truceline.assessment import predicates as P
from truceline.assessment.answers import Answer
from truceline.assessment.claims import Form
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import Plan
from truceline.space.lines import metres_to_line
from truceline.space.places import Place
from truceline.vocabulary.terms import WEAPONS, falls_under

QUESTION = "Nearer to the line than {} allows?"


@dataclass(frozen=True)
class Reach:
    """From one side of one line: metres that surely apply to a weapon (0: none) and the most that may."""

    line: str
    side: Literal["both", "left", "right"]
    sure_m: float
    most_m: float


def reaches(distances: Distances, form: Form) -> list[Reach]:
    """One entry per line that may apply to the weapon; none when no limit does or no weapon is claimed."""
    found: dict[tuple[str, Literal["both", "left", "right"]], tuple[float, float]] = {}
    for limit in distances.limits:
        if _fits(limit, form):
            key = distances.line_of(limit)
            sure, most = found.get(key, (0.0, 0.0))
            found[key] = max(sure, limit.min_m if _surely(limit, form) else 0.0), max(most, limit.min_m)
    return [Reach(*key, *found[key]) for key in sorted(found)]


def near_line(plan: Plan, rule: P.Rule, distances: Distances, s: Situation) -> Answer:
    question = QUESTION.format(rule.provision_id)
    place = s.origin if s.origin is not None and s.origin.has_point else s.place
    weapon = (s.form.weapon or "").replace("_", " ")
    if not weapon:
        return Answer("near_line", question, 0, 1, "no weapon is claimed, so no distance applies for sure", "weapon")
    asked = reaches(distances, s.form)
    if not asked:
        return Answer("near_line", question, 0, 0, f"no distance is set for {weapon}", "weapon")
    if place is None or not place.has_point:
        return Answer("near_line", question, 0, 1, "the report gives no position", "place")
    shares = [_shares(plan, reach, place) for reach in asked]
    low, high = max(low for low, _ in shares), min(1.0, sum(high for _, high in shares))
    sentence = "; ".join(_sentence(plan, reach, place, weapon) for reach in asked)
    if any(_unverified(plan, reach) for reach in asked):
        sentence += "; a line is background knowledge, not verified"
        return Answer("near_line", question, low, max(low, high), sentence, "basis", "B")
    return Answer("near_line", question, low, max(low, high), sentence, open_word(asked))


def _unverified(plan: Plan, reach: Reach) -> bool:
    return bool(plan.areas.areas[reach.line].basis == "B")


def open_word(asked: list[Reach]) -> str:
    """What keeps it open: the weapon, where a limit may or may not be meant for it, else the place."""
    return "weapon" if any(reach.sure_m < reach.most_m for reach in asked) else "place"


def _shares(plan: Plan, reach: Reach, place: Place) -> tuple[float, float]:
    high = plan.areas.share_near(reach.line, place, reach.most_m, reach.side)
    low = plan.areas.share_near(reach.line, place, reach.sure_m, reach.side) if reach.sure_m else 0.0
    return (0.0 if _unverified(plan, reach) else low), high


def _sentence(plan: Plan, reach: Reach, place: Place, weapon: str) -> str:
    assert place.lon is not None and place.lat is not None
    metres = metres_to_line(plan.areas.outlines[reach.line], place.lon, place.lat)
    required = f"{reach.most_m:,.0f} m required for {weapon}"
    if not reach.sure_m:
        required = f"{reach.most_m:,.0f} m required if it is of the class that the text means by {weapon}"
    return f"{metres:,.0f} m from {plan.areas.name(reach.line)}, {required}"


def _fits(limit: DistanceLimit, form: Form) -> bool:
    """May the limit apply? What is not claimed excludes nothing."""
    weapon = form.weapon
    if weapon is None or not any(
        falls_under(weapon, w, WEAPONS) or falls_under(w, weapon, WEAPONS) for w in limit.weapons
    ):
        return False
    calibre = _within(form.calibre_mm, limit.calibre_min_mm, limit.calibre_max_mm)
    reach = _within(form.weapon_range_m, limit.range_min_m, limit.range_max_m)
    return calibre and reach and (form.weapon_system is None or _named(limit, form.weapon_system))


def _within(value: float | None, low: float | None, high: float | None) -> bool:
    return value is None or ((low is None or value >= low) and (high is None or value <= high))


def _named(limit: DistanceLimit, system: str) -> bool:
    return limit.systems is None or system.casefold() in {s.casefold() for s in limit.systems}


def _surely(limit: DistanceLimit, form: Form) -> bool:
    """Does it apply for sure? Only if all that it asks of the weapon is claimed."""
    named = form.weapon is not None and any(falls_under(form.weapon, w, WEAPONS) for w in limit.weapons)
    calibre_open = form.calibre_mm is None and (limit.calibre_min_mm is not None or limit.calibre_max_mm is not None)
    range_open = form.weapon_range_m is None and (limit.range_min_m is not None or limit.range_max_m is not None)
    system_open = form.weapon_system is None and limit.systems is not None
    return named and not calibre_open and not range_open and not system_open
