"""How far what a report says was done falls under the terms of a text.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.assessment.ranges import MAYBE, NO, YES, Range
from truceline.vocabulary.terms import ACTS, UNKNOWN, falls_under

FORM_UNSPECIFIED = ("hostile_act", "attack", "armed_clash", "attack_on_civilians", "explosion")


def act_share(wanted: Sequence[str], act: str) -> Range:
    """Whether an act falls under one of the terms; a report in broader words leaves it open."""
    if "any" in wanted or any(falls_under(act, w, ACTS) for w in wanted):
        return YES
    if act == UNKNOWN and wanted:
        return MAYBE
    open_form = act in FORM_UNSPECIFIED and any(falls_under(w, "attack", ACTS) for w in wanted)
    return MAYBE if open_form or any(falls_under(w, act, ACTS) for w in wanted) else NO


def asks_target(act: str) -> bool:
    """Hostile acts are against somebody; a siege, a refusal or a patrol need not name one."""
    return falls_under(act, "hostile_act", ACTS)
