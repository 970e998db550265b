"""One answer per predicate: the only place where a provision's conditions get their meaning."""

from __future__ import annotations

from truceline.assessment import predicates as P
from truceline.assessment.answers import Answer, product, yes
from truceline.assessment.claims import Form
from truceline.assessment.distances import near_line
from truceline.assessment.kernel import Situation, act_share
from truceline.assessment.plan import Plan
from truceline.assessment.standing import MAYBE, NO, UNKNOWN_STANDING, Standing
from truceline.space.places import Place
from truceline.vocabulary.terms import UNKNOWN, WEAPONS, falls_under


def rule_answers(plan: Plan, rule: P.Rule, s: Situation) -> list[Answer]:
    """One answer per predicate of a provision, up to the first that fails; all of them are that provision's."""
    answers: list[Answer] = []
    for predicate in rule.predicates:
        answer = answer_predicate(plan, rule, predicate, s)
        answers.append(answer)
        if answer.high <= 0:
            break
    return answers


def answer_predicate(plan: Plan, rule: P.Rule, predicate: P.Predicate, s: Situation) -> Answer:
    match predicate:
        case P.ActIs(acts):
            return _act(rule, acts, s.form.act)
        case P.BoundBy(bound):
            return _bound_by(plan, rule, bound, s.initiator)
        case P.TargetIs(against):
            return _target_is(rule, against, s.target)
        case P.WeaponIs(weapons):
            return _weapon(rule, weapons, s.form.weapon)
        case P.TargetKindIs(kinds):
            return _target_kind(rule, kinds, s.form.target_kind)
        case P.PlaceIn(areas):
            return _place(plan, "place_in", f"Where {rule.provision_id} applies?", areas, s.place)
        case P.OriginIn(areas):
            return _place(plan, "origin_in", f"From where {rule.provision_id} looks?", areas, s.origin)
        case P.NearLine(distances):
            return near_line(plan, rule, distances, s)
        case P.QuantityOver(quantity):
            return _quantity(rule, quantity.unit, quantity.max, quantity.min, s.form)
        case P.InWindows():
            return _in_windows(plan, rule, predicate, s)
        case P.NotSuspended():
            return _not_suspended(plan, rule, predicate, s)
        case P.NotPermitted(permissions):
            return _not_permitted(plan, permissions, s)
        case P.ExceptionArgued(kinds):
            return yes(
                "exception_argued",
                "An exception argued?",
                f"{', '.join(kinds)}: recorded if argued, never granted here",
            )


def _act(rule: P.Rule, wanted: tuple[str, ...], act: str) -> Answer:
    question = f"An act that {rule.provision_id} is about?"
    low, high = act_share(wanted, act)
    if low:
        return yes("act_is", question, f"{_words(act)} falls under it")
    if act == UNKNOWN and wanted:
        return Answer("act_is", question, 0, 1, "what was done is not said, or in words that are not mapped", "act")
    if high:
        return Answer("act_is", question, 0, 1, f"{_words(act)} may or may not be what it means", "act")
    return Answer(
        "act_is", question, 0, 0, f"{_words(act)} is not among: {', '.join(_words(w) for w in wanted) or 'none'}", "act"
    )


def _weapon(rule: P.Rule, wanted: tuple[str, ...], weapon: str | None) -> Answer:
    question = f"A weapon that {rule.provision_id} is about?"
    if weapon is None:
        return Answer("weapon_is", question, 0, 1, "no weapon is claimed", "weapon")
    if any(falls_under(weapon, w, WEAPONS) for w in wanted):
        return yes("weapon_is", question, f"{_words(weapon)} falls under it")
    if any(falls_under(w, weapon, WEAPONS) for w in wanted):
        return Answer("weapon_is", question, 0, 1, f"{_words(weapon)} may or may not be one", "weapon")
    return Answer(
        "weapon_is", question, 0, 0, f"{_words(weapon)} is not among: {', '.join(map(_words, wanted))}", "weapon"
    )


def _target_kind(rule: P.Rule, wanted: tuple[str, ...], kind: str | None) -> Answer:
    question = f"A target that {rule.provision_id} protects?"
    if kind is None or kind == "unknown":
        return Answer("target_kind_is", question, 0, 1, "no kind of target is claimed", "target")
    met = float(kind in wanted)
    return Answer("target_kind_is", question, met, met, _words(kind), "target")


def _bound_by(plan: Plan, rule: P.Rule, bound: tuple[str, ...] | None, who: Standing) -> Answer:
    question = f"Bound by {rule.provision_id}?"
    because = who.because or "attribution"
    if bound is None and who.party is not None and who.party not in {p.id for p in plan.view.parties}:
        return Answer("actor_bound", question, *NO, f"{who.name} is no party; only its own provisions bind it", because)
    if bound is None:
        return Answer("actor_bound", question, *who.bound, who.sentence, because, who.basis, who.source)
    if who.party in bound:
        return Answer("actor_bound", question, *who.bound, who.sentence, because, who.basis, who.source)
    named = set(who.reached) & set(bound)
    if named:
        return _by_name("actor_bound", question, f"{who.name} is bound by name", named <= set(who.doubted))
    if who.actor is None or who.because == "actor_unknown":
        return Answer("actor_bound", question, *MAYBE, who.sentence, because)
    return Answer("actor_bound", question, *NO, f"{who.name} is not bound by it", because)


def _by_name(condition: str, question: str, sentence: str, doubted: bool) -> Answer:
    """Named by the provision, itself or through relations; a relation that nobody verified never decides."""
    if doubted:
        return Answer(condition, question, *MAYBE, f"{sentence}; background knowledge, not verified", "basis", "B")
    return yes(condition, question, sentence)


def _target_is(rule: P.Rule, against: tuple[str, ...], target: Standing) -> Answer:
    question = f"A target that {rule.provision_id} protects?"
    if target.is_civilian:
        met = float("civilians" in against)
        return Answer("target_protected", question, met, met, "civilians", "target")
    if target.party in against:
        return Answer(
            "target_protected", question, *target.bound, target.sentence, target.because or "target", target.basis
        )
    named = set(target.reached) & set(against)
    if named:
        return _by_name("target_protected", question, f"{target.name} is named", named <= set(target.doubted))
    if target.actor is None or target.because == "actor_unknown":
        sentence = "no source says against whom" if target is UNKNOWN_STANDING else target.sentence
        return Answer("target_protected", question, *MAYBE, sentence, "target")
    return Answer("target_protected", question, *NO, f"{target.name} is not among those it protects", "target")


def _place(plan: Plan, condition: str, question: str, areas: tuple[str, ...], place: Place | None) -> Answer:
    inside = plan.areas.inside_any(areas, place)
    because = "basis" if inside.unverified else "unpublished_border" if inside.unpublished else "place"
    basis = "B" if inside.unverified else "V"
    return Answer(condition, question, inside.low, inside.high, inside.sentence, because, basis)


def _quantity(rule: P.Rule, unit: str, maximum: float | None, minimum: float | None, form: Form) -> Answer:
    question = f"More or fewer than {rule.provision_id} allows?"
    if form.quantity is None:
        return Answer("quantity_over", question, 0, 1, "no number is claimed", "act")
    if form.quantity_unit != unit:
        return Answer("quantity_over", question, 0, 1, f"counted in {form.quantity_unit}, not in {unit}", "act")
    over = maximum is not None and form.quantity > maximum
    under = minimum is not None and form.quantity < minimum
    met = float(over or under)
    bounds = " and ".join(
        b
        for b in (
            f"at most {maximum}" if maximum is not None else "",
            f"at least {minimum}" if minimum is not None else "",
        )
        if b
    )
    return Answer("quantity_over", question, met, met, f"{form.quantity} {unit}, {bounds} allowed", "act")


def _in_windows(plan: Plan, rule: P.Rule, windows: P.InWindows, s: Situation) -> Answer:
    question = f"While {rule.provision_id} runs?"
    low, high = windows.timeline.share(*s.time)
    if not windows.local:
        return Answer("in_window", question, low, high, "by its own window", "time")
    chances = []
    for areas, line in windows.local:
        inside, share = plan.areas.inside_any(areas, s.place), line.share(*s.time)
        chances.append((share[0] * inside.low, share[1] * inside.high))
    low, high = max(low, *(c[0] for c in chances)), min(1.0, high + sum(c[1] for c in chances))
    names = ", ".join(plan.areas.name(a) for areas, _ in windows.local for a in areas)
    return Answer("in_window", question, low, max(low, high), f"by its own windows, some of them in {names}", "time")


def _not_suspended(plan: Plan, rule: P.Rule, suspended: P.NotSuspended, s: Situation) -> Answer:
    question = f"{rule.provision_id} not suspended?"
    party = suspended.party
    low, high = suspended.timeline.share(*s.time)
    events = [span.event for span in suspended.timeline.hit(*s.time) if span.event]
    if suspended.areas is not None:
        inside = plan.areas.inside_any(suspended.areas, s.place)
        low, high = low * inside.low, high * inside.high
    if party is not None:
        chance = s.initiator.bound if s.initiator.party == party else NO
        low, high = low * chance[0], high * chance[1]
    who = f" by {events[0].by} on {events[0].on}" if events and high > 0 else ""
    return Answer("not_suspended", question, 1 - high, 1 - low, f"suspended{who}" if who else "no suspension", "time")


def _not_permitted(plan: Plan, permissions: tuple[P.Rule, ...], s: Situation) -> Answer:
    low = high = 0.0
    names, doubted = [], False
    for rule in permissions:
        p_low, p_high = product(rule_answers(plan, rule, s))
        if rule.basis == "B":  # a permission that nobody verified may lift, and never surely does
            p_low = 0.0
            doubted = doubted or p_high > 0
        low, high = max(low, p_low), max(high, p_high)
        if p_high > 0:
            names.append(f"{rule.provision_id} ({rule.text})")
    sentence = "permitted by " + "; ".join(names) if names else "nothing permits it"
    because = "basis" if doubted else "act"
    return Answer("not_permitted", "Not permitted elsewhere?", 1 - high, 1 - low, sentence, because)


def _words(term: str) -> str:
    return term.replace("_", " ")
