"""One answer per predicate: the only place where a provision's conditions get their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from truceline.agreement.model import Agreement
from truceline.assessment import predicates as P
from truceline.assessment.acts import act_share
from truceline.assessment.answers import Answer, product, yes
from truceline.assessment.balances import quantity_over, running_balance
from truceline.assessment.crossing import across_line
from truceline.assessment.distances import near_line
from truceline.assessment.kernel import Situation
from truceline.assessment.notices import notice_missing
from truceline.assessment.plan import Plan
from truceline.assessment.ranges import MAYBE, NO
from truceline.assessment.standing import UNKNOWN_STANDING, Standing
from truceline.assessment.suspended import not_suspended
from truceline.space.places import Interval, Place
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
            return bound_by(plan.view, rule.provision_id, bound, s.initiator)
        case P.TargetIs(against):
            return _target_is(rule, against, s.target)
        case P.WeaponIs(weapons):
            return _weapon(rule, weapons, s.form.weapon)
        case P.TargetKindIs(kinds):
            question = f"A target that {rule.provision_id} protects?"
            return _kind("target_kind_is", question, kinds, s.form.target_kind, "target")
        case P.OriginKindIs(kinds):
            question = f"A kind of place from which {rule.provision_id} forbids to act?"
            return _kind("origin_kind_is", question, kinds, s.form.origin_kind, "place")
        case P.AcrossLine(line):
            return across_line(plan, rule, line, s)
        case P.PlaceIn(areas):
            return _place(plan, "place_in", f"Where {rule.provision_id} applies?", areas, s.place, s.time)
        case P.OriginIn(areas):
            return _place(plan, "origin_in", f"From where {rule.provision_id} looks?", areas, s.origin, s.time)
        case P.NearLine(distances):
            return near_line(plan, rule, distances, s)
        case P.QuantityOver(quantity, within):
            answer = quantity_over(plan, rule, quantity, s.form)
            return _within(rule, answer) if within else answer
        case P.RunningBalance(quantity, _, within):
            answer = running_balance(plan, rule, quantity, s, partial(answer_predicate, plan, rule, s=s))
            return _within(rule, answer) if within else answer
        case P.NoticeMissing():
            return notice_missing(plan, rule, predicate, s)
        case P.Omitted():
            return _omitted(plan, rule, predicate, s)
        case P.InWindows():
            return _in_windows(plan, rule, predicate, s)
        case P.NotSuspended():
            return not_suspended(plan, rule, predicate, s)
        case P.NotPermitted(permissions, because):
            return _not_permitted(plan, permissions, because, s)
        case P.Unrecorded():
            return Answer("unrecorded", "On record?", 0, 1, "nobody recorded it", "consent")
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


def _kind(condition: str, question: str, wanted: tuple[str, ...], kind: str | None, because: str) -> Answer:
    """A kind of target, or of the place an act came from."""
    if kind is None or kind == "unknown":
        what = "kind of target" if because == "target" else "kind of place of origin"
        return Answer(condition, question, 0, 1, f"no {what} is claimed", because)
    met = float(kind in wanted)
    return Answer(condition, question, met, met, _words(kind), because)


def bound_by(view: Agreement, provision_id: str, bound: tuple[str, ...] | None, who: Standing) -> Answer:
    """Whether a provision binds somebody: one of those it names, or any party where it names nobody."""
    question = f"Bound by {provision_id}?"
    who = who.through(bound or ())
    because = who.because or "attribution"
    if bound is None and who.party is not None and who.party not in {p.id for p in view.parties}:
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
    target = target.through(against)
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


def _place(
    plan: Plan, condition: str, question: str, areas: tuple[str, ...], place: Place | None, time: Interval
) -> Answer:
    inside = plan.areas.inside_any(areas, place, time)
    because = "basis" if inside.unverified else "unpublished_border" if inside.unpublished else "place"
    basis = "B" if inside.unverified else "V"
    return Answer(condition, question, inside.low, inside.high, inside.sentence, because, basis)


def _in_windows(plan: Plan, rule: P.Rule, windows: P.InWindows, s: Situation) -> Answer:
    question = f"While {rule.provision_id} runs?"
    low, high = windows.timeline.share(*s.time)
    if not windows.local:
        return Answer("in_window", question, low, high, windows.says, "time")
    chances = []
    for areas, line in windows.local:
        inside, share = plan.areas.inside_any(areas, s.place, s.time), line.share(*s.time)
        chances.append((share[0] * inside.low, share[1] * inside.high))
    low, high = max(low, *(c[0] for c in chances)), min(1.0, high + sum(c[1] for c in chances))
    names = ", ".join(plan.areas.name(a) for areas, _ in windows.local for a in areas)
    return Answer("in_window", question, low, max(low, high), f"by its own windows, some of them in {names}", "time")


def _within(rule: P.Rule, over: Answer) -> Answer:
    """A permission up to an amount holds as long as it is not exceeded."""
    return replace(
        over,
        condition="quantity_within",
        question=f"Within what {rule.provision_id} allows?",
        low=1 - over.high,
        high=1 - over.low,
    )


def _omitted(plan: Plan, rule: P.Rule, omitted: P.Omitted, s: Situation) -> Answer:
    """Whoever had to prevent it left it undone: for sure only where a report claims just that."""
    question = f"Left undone what {rule.provision_id} asks?"
    told = [answer_predicate(plan, rule, p, s) for p in omitted.claimed]
    low, high = product(told)
    if high > 0:
        return Answer("omitted", question, low, high, "the omission itself is claimed", _first_open(told) or "act")
    who = s.initiator
    theirs = "any" in omitted.parties or who.parties & set(omitted.parties) or set(who.reached) & set(omitted.parties)
    if who.actor is not None and not theirs:
        return Answer("omitted", question, 0, 0, f"{who.name} is not among those whose conduct it is about", "act")
    names = " and ".join(plan.standings.called(a) for a in omitted.duty_of)
    if omitted.acts and act_share(omitted.acts, s.form.act)[1] > 0:
        sentence = f"{_words(s.form.act)} may be what {names} had to prevent; nobody claims the omission itself"
        return Answer("omitted", question, 0, 1, sentence, "omission")
    breached = [r.provision_id for r in omitted.breaches if product(rule_answers(plan, r, s))[1] > 0]
    if not breached:
        return Answer("omitted", question, 0, 0, "nothing that had to be prevented happened", "act")
    sentence = f"{', '.join(breached)} may be breached, which {names} had to prevent; nobody claims the omission itself"
    return Answer("omitted", question, 0, 1, sentence, "omission")


def _first_open(answers: Sequence[Answer]) -> str | None:
    return next((a.because for a in answers if not a.certain and not a.failed and a.because), None)


def _not_permitted(plan: Plan, permissions: tuple[P.Rule, ...], because: str, s: Situation) -> Answer:
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
    because = "basis" if doubted else because
    return Answer("not_permitted", "Not permitted elsewhere?", 1 - high, 1 - low, sentence, because)


def _words(term: str) -> str:
    return term.replace("_", " ")
