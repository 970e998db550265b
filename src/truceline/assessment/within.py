"""Whether whoever acted, and whoever was acted upon, come under the instrument.

A party comes under the whole of it. Who is no party comes under it by the duties that name it, for the acts these are
about; on any other act the text has no word for it.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from collections.abc import Iterable

from truceline.assessment.acts import act_share, asks_target
from truceline.assessment.answers import Answer
from truceline.assessment.by_name import BOUND_ON_ACT, Named
from truceline.assessment.plan import Plan
from truceline.assessment.ranges import MAYBE, NO, YES, Range
from truceline.assessment.standing import UNKNOWN_STANDING, Standing


def bound_answers(plan: Plan, who: Standing, act: str) -> list[Answer]:
    """Is whoever acted bound? Where the text names actors who are no party: by something on this act?"""
    because = who.because or "attribution"
    span, sentence, basis, source = who.bound, who.sentence, who.basis, who.source
    anyone = plan.view.scope.initiator == "any"
    if who.party in plan.standings.party_ids and span != YES and not anyone:
        by_name = _on_act((n for n in who.named if n.binds), act)
        if by_name.low > span[0]:  # perhaps a member, and named itself for just this
            span, sentence, basis, source = (by_name.low, max(span[1], by_name.high)), *_how(who, by_name)
    bound = Answer(
        "actor_bound", "Is whoever acted bound?", *(YES if anyone else span), sentence, because, basis, source
    )
    return [bound, _bound_on_act(plan, who, act, anyone)] if plan.standings.namings else [bound]


def _how(who: Standing, by_name: Answer) -> tuple[str, str, str | None]:
    return f"{who.name} is bound by name: {by_name.sentence}", by_name.basis, by_name.source


def _bound_on_act(plan: Plan, who: Standing, act: str, anyone: bool) -> Answer:
    question = "Bound by a provision on this act?"
    if anyone:
        return Answer(BOUND_ON_ACT, question, *YES, "the text speaks of whoever acts")
    if who.party in plan.standings.party_ids:
        return Answer(BOUND_ON_ACT, question, *YES, "a party is bound to the whole text")
    if who.actor is None or who.because == "actor_unknown":
        return Answer(BOUND_ON_ACT, question, *MAYBE, who.sentence, "actor_unknown")
    answer = _on_act((n for n in who.named if n.binds), act)
    sentence = f"{who.name} is no party: {answer.sentence}"
    return Answer(
        BOUND_ON_ACT, question, answer.low, answer.high, sentence, answer.because, answer.basis, answer.source
    )


def _on_act(named: Iterable[Named], act: str) -> Answer:
    """Whether one of these duties is about an act on that day."""
    found = [(n, _share(n, act)) for n in named]
    words = act.replace("_", " ")
    if not found:
        return Answer(BOUND_ON_ACT, "", *NO, "no provision names it")
    best, (low, high) = max(found, key=lambda pair: pair[1])
    if high > 0:
        because = "basis" if best.basis == "B" else "act" if act_share(best.acts, act) != YES else "time"
        doubt = "" if low else " perhaps"
        return Answer(
            BOUND_ON_ACT, "", low, high, f"{best.provision_id} names it and is{doubt} about {words}",
            because, best.basis, best.source,
        )  # fmt: skip
    ids = ", ".join(n.provision_id for n, _ in found)
    off = [n.provision_id for n, _ in found if act_share(n.acts, act) != NO]
    said = f"{', '.join(off)} does not run on that day" if off else f"what names it ({ids}) is not about {words}"
    return Answer(BOUND_ON_ACT, "", *NO, said, basis=best.basis)


def _share(named: Named, act: str) -> Range:
    low, high = act_share(named.acts, act)
    return low * named.range[0], high * named.range[1]


def target_answer(plan: Plan, target: Standing, act: str) -> Answer | None:
    """Is the target within the agreement? None where that is not asked."""
    scope = plan.view.scope
    if scope.target == "any" or (target is UNKNOWN_STANDING and not asks_target(act)):
        return None
    question, because = "Is the target within the agreement?", target.because or "target"
    if target is UNKNOWN_STANDING:
        return Answer("target_bound", question, *target.bound, "no source says against whom", "target")
    span, sentence, basis, source = target.bound, target.sentence, target.basis, target.source
    member = target.party in plan.standings.party_ids
    if scope.target == "bound_or_civilian" and target.is_civilian:
        span = YES
    elif target.named and not (member and span == YES):
        by_name = _on_act(target.named, act)
        if not member or by_name.low > span[0]:
            span = (by_name.low, max(by_name.high, span[1] if member else 0.0))
            sentence, because = f"{target.name} is no party: {by_name.sentence}", by_name.because or because
            basis, source = by_name.basis, by_name.source
    return Answer("target_bound", question, *span, sentence, because, basis, source)
