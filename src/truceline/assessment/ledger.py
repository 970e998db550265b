"""The running balances of a run: every incident that counts, entered where and when it may belong.

Made once over all incidents and handed to the judge as data.
Source: docs/methods/quantities.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from truceline.agreement.model import Bound
from truceline.assessment.accounts import Entry, Group, Ledger, periods
from truceline.assessment.answers import CERTAIN, EXCLUDED, product
from truceline.assessment.balances import amount, bounds_of, groups_of, measured_elsewhere, narrowed
from truceline.assessment.claims import Incident
from truceline.assessment.conditions import answer_predicate
from truceline.assessment.judge import instrument, situations
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import Plan
from truceline.assessment.predicates import (
    ActIs,
    ExceptionArgued,
    InWindows,
    NotPermitted,
    Predicate,
    Rule,
    RunningBalance,
)
from truceline.vocabulary.terms import ACTS, falls_under


def with_ledgers(plans: Sequence[tuple[Plan, str]], incidents: Sequence[Incident]) -> list[tuple[Plan, str]]:
    """The same plans, each with the balances that its provisions keep over these incidents."""
    return [
        (replace(plan, ledger=build(plan, incidents), memo={}) if plan.keeps_balances else plan, version)
        for plan, version in plans
    ]


def build(plan: Plan, incidents: Iterable[Incident]) -> Ledger:
    """The ledger of one plan. The order of the incidents does not matter."""
    ledger = Ledger()
    kept = [(r, p) for r in plan.rules for p in r.predicates if isinstance(p, RunningBalance)]
    for incident in incidents:
        for rule, balance in kept:
            if _may_count(incident, (*balance.counts, *balance.quantity.reduced_by)):
                _enter(plan, ledger, rule, balance, incident)
    return ledger


def counted_acts(plans: Sequence[tuple[Plan, str]]) -> frozenset[str]:
    """Acts of reports that some balance of these plans may count."""
    kept = [p for plan, _ in plans for r in plan.rules for p in r.predicates if isinstance(p, RunningBalance)]
    wanted = {a for balance in kept for a in (*balance.counts, *balance.quantity.reduced_by)}
    return frozenset(act for act in ACTS if any(falls_under(act, a, ACTS) or falls_under(a, act, ACTS) for a in wanted))


def _may_count(incident: Incident, acts: Sequence[str]) -> bool:
    return any(falls_under(f.act, a, ACTS) or falls_under(a, f.act, ACTS) for f in incident.forms for a in acts)


def _enter(plan: Plan, ledger: Ledger, rule: Rule, balance: RunningBalance, incident: Incident) -> None:
    """One incident into every account that it may belong to."""
    _, covered_low, covered_high = instrument(plan, incident)
    if covered_high <= plan.view.thresholds.not_covered:
        return
    covered = covered_low >= plan.view.thresholds.covered
    where = next((p.where for p in plan.view.provisions if p.id == rule.provision_id), None) or ()
    laid = list(situations(plan, incident))
    hull = min(t[0] for t in incident.times), max(t[1] for t in incident.times)
    states = {f.item_state or "accepted" for f in incident.forms}
    state = next(iter(states)) if len(states) == 1 else "disputed"
    for bound_id, bound in bounds_of(balance.quantity):
        if bound.per == "report":
            continue
        areas = list(getattr(bound, "where", None) or where)
        lines = [x for s in laid for x in _lines(plan, rule, balance, bound, areas, s)]
        possible = periods(hull, bound.per, plan.view)
        for period, _ in possible:
            for group in dict.fromkeys(g for g, _, _, _ in lines):
                low, high = _range(group, lines, len(laid), covered and len(possible) == 1)
                entry = Entry(incident.incident_id, *hull, low, high, state)
                ledger.add(rule.provision_id, bound_id, period, group, entry)


Line = tuple[Group, bool, float, float]
"""Whose account, whether for sure, and what one alternative adds to it."""


def _lines(
    plan: Plan, rule: Rule, balance: RunningBalance, bound: Bound, where: list[str], s: Situation
) -> Iterator[Line]:
    """What one alternative adds: nothing if it is not what the provision counts."""
    quantity = balance.quantity
    if measured_elsewhere(plan, quantity, s.form):
        return
    taken = any(falls_under(s.form.act, a, ACTS) for a in quantity.reduced_by)
    others = [p for p in rule.predicates if not isinstance(p, (ActIs, RunningBalance, NotPermitted, ExceptionArgued))]
    others = [p for p in others if not (isinstance(p, InWindows) and p.overdue)]  # what came in time counts most of all
    acts = quantity.reduced_by if taken else balance.counts
    asked: list[Predicate] = [ActIs(tuple(acts)), *others]
    low, high = product(answer_predicate(plan, rule, p, s) for p in asked)
    part_low, part_high = narrowed(bound, partial(answer_predicate, plan, rule, s=s), but_acts=taken)
    low, high = low * part_low, high * part_high
    if high <= EXCLUDED:
        return
    least, most = amount(s.form, quantity.unit)
    if taken:
        least, most = -most, -least
    for group, sure in groups_of(bound, plan, where, s):
        yield group, sure and low >= CERTAIN, least, most


def _range(group: Group, lines: Sequence[Line], alternatives: int, surely: bool) -> tuple[float, float]:
    """What an incident adds to one account over all alternatives: nothing in those where it belongs elsewhere."""
    mine = [line for line in lines if line[0] == group]
    sure = surely and len(mine) == alternatives and all(line[1] for line in mine)
    low, high = min(line[2] for line in mine), max(line[3] for line in mine)
    return (low, high) if sure else (min(0.0, low), max(0.0, high))
