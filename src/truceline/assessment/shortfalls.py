"""Which of several floors a claim of a shortfall is about: one alternative each, so that it never touches them all.

A claim that states a unit is about what is counted in it. One that states none is about one of those that were overdue
and not fulfilled; which of them, it does not say.
Source: docs/methods/quantities.md
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.agreement.model import Quantity
from truceline.assessment.acts import act_share
from truceline.assessment.answers import EXCLUDED, product
from truceline.assessment.balances import floor_alone
from truceline.assessment.conditions import rule_answers
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import Plan
from truceline.assessment.predicates import ActIs, Rule, RunningBalance
from truceline.vocabulary.amounts import comparable


def one_each(plan: Plan, situation: Situation) -> Sequence[Situation]:
    """The situation once for each floor that its claim may be about; itself, where that is no question."""
    fitting = [(r, q) for r, q in _floors(plan) if _claimed(r, situation.form.act)]
    unit = situation.form.quantity_unit
    named = [r for r, q in fitting if comparable(unit, q.unit)]
    if len(fitting) < 2 or (unit is not None and not named):
        return (situation,)
    asked = named or [r for r, _ in fitting]
    missed = [r for r in asked if product(rule_answers(plan, r, situation))[1] > EXCLUDED]
    about = missed or named[:1]
    return [replace(situation, form=replace(situation.form, about=r.provision_id)) for r in about] or (situation,)


def _floors(plan: Plan) -> list[tuple[Rule, Quantity]]:
    """Rules that keep a balance from below only."""
    if "floors" not in plan.memo:
        kept = [(r, p) for r in plan.rules for p in r.predicates if isinstance(p, RunningBalance)]
        plan.memo["floors"] = [(r, p.quantity) for r, p in kept if floor_alone(p.quantity)]
    found: list[tuple[Rule, Quantity]] = plan.memo["floors"]
    return found


def _claimed(rule: Rule, act: str) -> bool:
    """Whether the act is for sure one that claims the shortfall."""
    return any(act_share(p.acts, act)[0] >= 1 for p in rule.predicates if isinstance(p, ActIs))
