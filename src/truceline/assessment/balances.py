"""Amounts: what one report says by itself, and with what was counted before it.

Source: docs/methods/quantities.md
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from truceline.agreement.model import Bound, Quantity, SubQuota, plain
from truceline.assessment.accounts import Balance, Group, Period, periods
from truceline.assessment.answers import Answer, product
from truceline.assessment.predicates import ActIs, BoundBy, PlaceIn, Predicate, Rule, WeaponIs
from truceline.assessment.ranges import YES
from truceline.assessment.standing import Standing
from truceline.vocabulary.amounts import comparable, said, said_of_thousandths, thousandths
from truceline.vocabulary.terms import MEASURED_UNITS

if TYPE_CHECKING:
    from truceline.assessment.claims import Form
    from truceline.assessment.kernel import Situation
    from truceline.assessment.plan import Plan

Ask = Callable[[Predicate], Answer]
Asked = tuple[str, Bound, Quantity]
"""One bound by its id ("" for the provision's own), with the amount that it belongs to."""


def bounds_of(quantity: Quantity) -> list[tuple[str, Bound]]:
    """The provision's own bound, if it has one, and its sub-quotas, by their id."""
    own: list[tuple[str, Bound]] = [("", quantity)] if quantity.max is not None or quantity.min is not None else []
    return own + [(part.id, part) for part in quantity.sub_quotas]


def amount(form: Form, unit: str) -> tuple[float, float]:
    """What one account of a deed adds, in thousandths of the smallest unit that measures the same.

    Rejected items add nothing, disputed ones perhaps; without a number any amount.
    """
    if form.item_state == "rejected":
        return 0.0, 0.0
    if form.quantity is None or form.quantity_unit is None or not comparable(form.quantity_unit, unit):
        return 0.0, math.inf
    most = thousandths(form.quantity, form.quantity_unit)
    return (0.0 if form.item_state == "disputed" else most), most


def groups_of(bound: Bound, plan: Plan, where: Sequence[str], s: Situation) -> list[tuple[Group, bool]]:
    """Whose balances something belongs to; True where it does for sure."""
    found: list[tuple[Group, bool]] = [((), True)]
    for word in bound.each:
        names: list[tuple[str | None, bool]]
        if word == "side":
            names = _sides(s.initiator)
        elif word == "actor":
            names = [(s.initiator.actor, True)]
        elif word == "target":
            names = [(s.target.party or s.target.actor, True)]
        else:
            inside = [(a, plan.areas.inside(a, s.place, s.time)) for a in where]
            names = [(a, i.low >= 0.95) for a, i in inside if i.high > 0.05]
        found = [((*g, n), sure and here) for g, sure in found for n, here in names]
    return found


def _sides(who: Standing) -> list[tuple[str | None, bool]]:
    """The parties in whose accounts a deed stands; in one of several for sure if that membership is."""
    if len(who.parties) < 2:
        return [(who.party, True)]
    return [(party, who.through((party,)).bound == YES) for party in sorted(who.parties)]


def measured_elsewhere(plan: Plan, quantity: Quantity, form: Form) -> bool:
    """Whether what is measured so is the thing of another provision: litres are the fuel's and never the grain's.

    Only of measures, and where some provision of the text measures so: a count of vehicles leaves open how many guards.
    """
    unit = form.quantity_unit
    if unit not in MEASURED_UNITS or quantity.unit not in MEASURED_UNITS or comparable(unit, quantity.unit):
        return False
    return any(comparable(unit, p.quantity.unit) for p in plan.view.provisions if p.quantity is not None)


# what a provision asks -----------------------------------------------------------------------------------------------


def _not_its_thing(rule: Rule, quantity: Quantity, form: Form) -> Answer:
    sentence = f"counted in {form.quantity_unit}, not in {quantity.unit}"
    return Answer("quantity_over", f"More or fewer than {rule.provision_id} allows?", 0, 0, sentence, "act")


def quantity_over(plan: Plan, rule: Rule, quantity: Quantity, form: Form) -> Answer:
    """One report by itself."""
    question = f"More or fewer than {rule.provision_id} allows?"
    if measured_elsewhere(plan, quantity, form):
        return _not_its_thing(rule, quantity, form)
    if form.quantity is None:
        return Answer("quantity_over", question, 0, 1, "no number is claimed", "act")
    if not comparable(form.quantity_unit, quantity.unit):
        return Answer(
            "quantity_over", question, 0, 1, f"counted in {form.quantity_unit}, not in {quantity.unit}", "act"
        )
    low, high = amount(form, quantity.unit)
    most, least = _limits(quantity, quantity.unit)
    met = [(most is not None and n > most) or (least is not None and n < least) for n in (low, high)]
    state = f" ({form.item_state})" if form.item_state else ""
    counted = said_of_thousandths(thousandths(form.quantity, form.quantity_unit or ""), quantity.unit)
    sentence = f"{counted} {quantity.unit}{state}, {_allowed(quantity)} allowed"
    return Answer("quantity_over", question, float(all(met)), float(any(met)), sentence, "act")


def running_balance(plan: Plan, rule: Rule, quantity: Quantity, s: Situation, ask: Ask) -> Answer:
    """With what was counted before in the same account and period; the worst of all bounds decides.

    ``ask`` answers a predicate for this provision in this situation.
    """
    question = f"More or fewer than {rule.provision_id} allows, with what came before?"
    if s.form.about is not None and s.form.about != rule.provision_id and floor_alone(quantity):
        sentence = f"taken as a claim about {s.form.about}"
        return Answer("quantity_over", question, 0, 0, sentence, "balance")
    if not floor_alone(quantity) and measured_elsewhere(plan, quantity, s.form):
        return _not_its_thing(rule, quantity, s.form)
    where = list(next((p.where for p in plan.view.provisions if p.id == rule.provision_id), None) or ())
    found = []
    for bound_id, bound in bounds_of(quantity):
        part = narrowed(bound, ask)
        if part[1] > 0:
            low, high, sentence = _against(plan, rule, (bound_id, bound, quantity), where, s)
            found.append((low * part[0], high * part[1], sentence))
    if not found:
        return Answer("quantity_over", question, 0, 0, "no bound of it is about this", "balance")
    low, high = max(f[0] for f in found), max(f[1] for f in found)
    open_number = math.isinf(amount(s.form, quantity.unit)[1]) and any(
        b.max is not None for _, b in bounds_of(quantity)
    )
    because = "act" if open_number else "balance"
    return Answer("quantity_over", question, low, high, "; ".join(f[2] for f in found), because)


def narrowed(bound: Bound, ask: Ask, but_acts: bool = False) -> tuple[float, float]:
    """How far something falls under a sub-quota: its places, acts, weapons and parties; all under the main bound."""
    if not isinstance(bound, SubQuota):
        return 1.0, 1.0
    asked: list[Predicate] = []
    if bound.where:
        asked.append(PlaceIn(tuple(bound.where)))
    if bound.acts and not but_acts:
        asked.append(ActIs(tuple(bound.acts)))
    if bound.weapons:
        asked.append(WeaponIs(tuple(bound.weapons)))
    if bound.bound:
        asked.append(BoundBy(tuple(bound.bound)))
    return product(ask(p) for p in asked)


def _against(plan: Plan, rule: Rule, asked: Asked, where: Sequence[str], s: Situation) -> tuple[float, float, str]:
    _, bound, quantity = asked
    own = amount(s.form, quantity.unit)
    areas = list(getattr(bound, "where", None) or where)
    told = []
    for group, sure in groups_of(bound, plan, areas, s):
        for period in periods(s.time, bound.per, plan.view):
            before = _before(plan, rule.provision_id, asked, period[0], group, s)
            low, high = _over(bound, before or _unknown(quantity), own, period, s, quantity.unit_of(bound))
            said = _sentence(asked, (period[0], _names(plan, group)), before, own, s)
            told.append((low if sure else 0.0, high, said))
    if not told:
        return 0.0, 1.0, "whose balance it belongs to cannot be told"
    by_group = len(periods(s.time, bound.per, plan.view))
    low = max(min(t[0] for t in told[i : i + by_group]) for i in range(0, len(told), by_group))
    worst = max(told, key=lambda t: (t[0], t[1]))
    return low, max(t[1] for t in told), worst[2]


def _before(plan: Plan, provision: str, asked: Asked, period: str, group: Group, s: Situation) -> Balance | None:
    """None: no ledger was handed in, so nobody knows what came before."""
    bound_id, bound, quantity = asked
    if bound.per == "report":
        return Balance()
    if plan.ledger is None:
        return None
    account = plan.ledger.account(provision, bound_id, period, group)
    least = _least(quantity)
    if bound.max is None:  # a floor: all that came by the end of what the claim is about
        return account.before(s.incident_id, s.time[1], s.time[1], least)
    return account.before(s.incident_id, *s.time, least)


def _unknown(quantity: Quantity) -> Balance:
    """What stood before where nobody counted: any amount, and with ``net`` any credit too."""
    return Balance(_least(quantity), math.inf)


def _least(quantity: Quantity) -> float:
    return -math.inf if quantity.net else 0.0


def _over(
    bound: Bound, known: Balance, own: tuple[float, float], period: Period, s: Situation, unit: str
) -> tuple[float, float]:
    """Range of: this item takes it over the ceiling; or a claim that the floor was not reached agrees with the rest."""
    low = high = 0.0
    most, least = _limits(bound, unit)
    if most is not None:
        low = float(own[0] > 0 and known.low + own[0] > most)
        high = float(own[1] > 0 and known.high + own[1] > most)
    if least is not None and known.low < least:
        over = s.time[1] >= period[1]  # before the period is over the rest may still come
        said_in = s.form.quantity_unit  # what a claim counts in a unit that cannot be compared may be another thing
        ours = said_in is None or comparable(said_in, unit)
        low = max(low, float(over and ours and known.high < least))
        high = 1.0
    return low, high


def _limits(bound: Bound, unit: str) -> tuple[float | None, float | None]:
    """Ceiling and floor in thousandths."""
    most, least = bound.max, bound.min
    return None if most is None else thousandths(most, unit), None if least is None else thousandths(least, unit)


def floor_alone(quantity: Quantity) -> bool:
    """Whether it bounds from below only, so that a claim of its shortfall alone can touch it."""
    return all(bound.max is None for _, bound in bounds_of(quantity))


def _sentence(
    asked: Asked,
    account: tuple[str, list[str]],
    before: Balance | None,
    own: tuple[float, float],
    s: Situation,
) -> str:
    (bound_id, bound, quantity), (period, group) = asked, account
    unit = quantity.unit_of(bound)
    part = f"{bound_id}: " if bound_id else ""
    whose = f" for {', '.join(group)}" if group else ""
    state = f" ({s.form.item_state})" if s.form.item_state else ""
    if bound.per == "report":
        return f"{part}{_span(*own, unit)} {unit}{state}; {_allowed(bound)} allowed"
    if before is None:
        return f"{part}what came before {period}{whose} was not counted in this run; {_allowed(bound)} allowed"
    items = f"{before.items} items" if before.items != 1 else "1 item"
    notes = [f"{n} {w}" for n, w in ((before.disputed, "disputed"), (before.rejected, "rejected, not counted")) if n]
    basis = f" from {items}{', ' + ', '.join(notes) if notes else ''}" if before.items else ""
    told = f"{part}before {_span(before.low, before.high, unit)} {unit} {period}{whose}{basis}"
    if bound.max is None:
        other = s.form.quantity_unit
        apart = f"; counted in {other}, not in {unit}" if other is not None and not comparable(other, unit) else ""
        return f"{told}; {_allowed(bound)} required{apart}"
    after = _span(before.low + own[0], before.high + own[1], unit)
    return f"{told}; this one {_span(*own, unit)}{state}; after {after}; {_allowed(bound)} allowed"


def _names(plan: Plan, group: Group) -> list[str]:
    """Whose balance it is, as the text calls them."""
    known = {p.id: plain(p.name) for p in plan.view.parties} | dict(plan.areas.names)
    return ["an unknown side" if g is None else known.get(g, g) for g in group]


def _span(low: float, high: float, unit: str) -> str:
    if math.isinf(low):
        return "any number of" if math.isinf(high) else f"{said_of_thousandths(high, unit)} or fewer"
    least = said_of_thousandths(low, unit)
    if math.isinf(high):
        return f"{least} or more"
    return least if low == high else f"{least} to {said_of_thousandths(high, unit)}"


def _allowed(bound: Bound) -> str:
    parts = [f"at most {said(bound.max)}"] if bound.max is not None else []
    parts += [f"at least {said(bound.min)}"] if bound.min is not None else []
    text = getattr(bound, "text", None)
    return " and ".join(parts) + (f" ({plain(text)})" if text else "")
