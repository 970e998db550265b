"""One incident under one plan: coverage, outcome, attribution and the trace.

An incident is laid out in alternatives (claims.py). A state holds only if it holds under every alternative, so no
finding depends on which of two contradicting claims is believed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product as pairs_of
from itertools import zip_longest

from truceline.assessment.acts import asks_target
from truceline.assessment.answers import Answer, over_alternatives, product, weighed
from truceline.assessment.claims import Form, Hypothesis, Incident, weighed_apart
from truceline.assessment.conditions import rule_answers
from truceline.assessment.deciding import deciding
from truceline.assessment.kernel import Situation, actors_answers, applies, resolve
from truceline.assessment.plan import Plan
from truceline.assessment.predicates import BoundBy, Rule
from truceline.assessment.ranges import worst
from truceline.assessment.rests import cleared
from truceline.assessment.rulings import rulings_on
from truceline.assessment.shortfalls import one_each
from truceline.assessment.standing import Standing
from truceline.space.places import Place
from truceline.vocabulary.terms import ACTS, Coverage, Outcome, falls_under

OPEN_ORDER = {
    "not_excluded": 0,
    "actor_bound": 1,
    "bound_on_act": 2,
    "target_bound": 3,
    "place_in": 4,
    "in_force": 5,
}
LAST = 9
HERE = Place()  # stands for the place of the effect


@dataclass(frozen=True)
class Attribution:
    party: str
    actor: str | None
    weight_low: float
    weight_high: float


@dataclass(frozen=True)
class Judgement:
    """What a finding says, before it is bound to an incident's ids."""

    coverage: Coverage
    outcome: Outcome
    p_low: float
    p_high: float
    provision_ids: tuple[str, ...]
    attribution: tuple[Attribution, ...]
    basis: str
    because: str | None
    reasons: tuple[tuple[Answer, bool], ...]


@dataclass(frozen=True)
class Touch:
    """How far one provision is touched in one situation."""

    rule: Rule
    low: float
    high: float
    answers: tuple[Answer, ...]

    @property
    def sure(self) -> bool:
        """Whether a violation may rest on it."""
        return self.rule.breachable and self.low >= 0.95 and self.rule.basis != "B"


def judge(plan: Plan, incident: Incident) -> Judgement:
    """The judgement of one incident. Pure: same plan and claims, same judgement."""
    own, p_low, p_high = instrument(plan, incident)
    limits = plan.view.thresholds
    coverage = _coverage(p_low, p_high, limits.covered, limits.not_covered)
    if coverage is Coverage.NOT_COVERED:
        said = [(a, False) for a in rulings_on(plan, incident, ())]
        reasons = _mark(own, coverage, Outcome.UNDETERMINED, ())
        return Judgement(coverage, Outcome.UNDETERMINED, p_low, p_high, (), (), _basis(own), None, (*reasons, *said))
    laid, touches, rule_rows = touched(plan, incident)
    outcome, provisions, because = _outcome(touches, coverage)
    if coverage is Coverage.CANNOT_TELL:
        because = _open_word(own)
    attribution = attributed(laid, touches) if outcome is Outcome.VIOLATION else ()
    reasons = _mark([*own, *rule_rows], coverage, outcome, provisions)
    said = [(a, False) for a in rulings_on(plan, incident, rule_rows)]
    basis = worst(_basis(own), *(plan.rests_on[p] for p in provisions), *_of_people(touches, provisions))
    if outcome is Outcome.NO_VIOLATION:
        told = ((a.condition, a.provision_id, a.state, a.basis) for a in rule_rows)
        basis = worst(basis, cleared(told, plan.breachable, plan.clears))
    return Judgement(coverage, outcome, p_low, p_high, provisions, attribution, basis, because, (*reasons, *said))


def _coverage(low: float, high: float, covered: float, not_covered: float) -> Coverage:
    if low >= covered:
        return Coverage.COVERED
    return Coverage.NOT_COVERED if high <= not_covered else Coverage.CANNOT_TELL


def instrument(plan: Plan, incident: Incident) -> tuple[list[Answer], float, float]:
    """The instrument's own conditions over all alternatives, and the range of ``p_covered``."""
    circumstances: dict[str, list[Answer]] = defaultdict(list)
    actors: list[Answer] = []
    lows, highs = [], []
    for time, place, origin in pairs_of(incident.times, incident.places, _came_from(plan, incident)):
        came = place if origin is HERE else origin
        in_force, where, (joint_low, joint_high) = applies(plan, time, place, came)
        circumstances["in_force"].append(in_force)
        circumstances["place_in"].append(where)
        answers, low, high = _actors(plan, incident, time, place)
        actors += answers
        lows.append(joint_low * low)
        highs.append(joint_high * high)
    by_condition: dict[str, list[Answer]] = defaultdict(list)
    for answer in actors:
        by_condition[answer.condition].append(answer)
    rows = [*circumstances.values(), *by_condition.values()]
    return [over_alternatives(answers) for answers in rows], min(lows), max(highs)


def _came_from(plan: Plan, incident: Incident) -> Sequence[Place | None]:
    """Where the act came from, if the scope asks. What does not travel came from where it was done."""
    if plan.view.scope.place == "effect":
        return (None,)
    travels = any(falls_under(f.act, "attack", ACTS) or f.act == "hostile_act" for f in incident.forms)
    return incident.origins or ((None,) if travels else (HERE,))


def _actors(
    plan: Plan, incident: Incident, time: tuple[datetime, datetime], place: Place | None
) -> tuple[list[Answer], float, float]:
    """The actors' conditions over all hypotheses, and the range of their product."""
    by_act = bool(plan.view.scope.acts) or bool(plan.standings.namings)
    forms: Sequence[Form] = incident.forms if by_act else ()
    forms = forms or (max(incident.forms, key=lambda f: asks_target(f.act)),)
    where = place if plan.actors_depend_on_place else None
    asked = tuple(f.act for f in forms) if by_act else asks_target(forms[0].act)
    when = time if where is not None and plan.areas.moving else None
    key = ("actors", asked, incident.hypotheses, plan.standings.epoch(*time), where, when)
    if key not in plan.memo:
        by_condition: dict[str, list[Answer]] = defaultdict(list)
        products = []
        for alternative, form in pairs_of(weighed_apart(incident.hypotheses), forms):
            for answers, ends in _of_people_who(plan, alternative, (time, place, form)):
                for answer in answers:
                    by_condition[answer.condition].append(answer)
                products.append(ends)
        merged = [over_alternatives(answers) for answers in by_condition.values()]
        plan.memo[key] = merged, min(low for low, _ in products), max(high for _, high in products)
    answered: tuple[list[Answer], float, float] = plan.memo[key]
    return answered


def _of_people_who(
    plan: Plan, alternative: Sequence[Hypothesis], asked: tuple[tuple[datetime, datetime], Place | None, Form]
) -> Iterable[tuple[list[Answer], tuple[float, float]]]:
    """The actors' conditions for hypotheses without weights, each by itself; for candidates with weights, once."""
    time, place, form = asked

    def of(hypotheses: Sequence[Hypothesis]) -> list[list[Answer]]:
        pairs = resolve(plan, hypotheses, time)
        return [actors_answers(plan, Situation(time, place, None, form, *pair)) for pair in pairs]

    if alternative[0].among is None:
        yield from ((answers, product(answers)) for answers in of(alternative))
        return
    parts = [(h.weight, of([h])) for h in alternative]
    merged = [(w, [over_alternatives(answers) for answers in zip(*rows, strict=True)]) for w, rows in parts]
    answers = [weighed([(w, row[k]) for w, row in merged]) for k in range(len(merged[0][1]))]
    ends = [(w, [product(row) for row in rows]) for w, rows in parts]
    low = math.fsum(w * min(low for low, _ in found) for w, found in ends)
    high = math.fsum(w * max(high for _, high in found) for w, found in ends)
    yield answers, (min(1.0, low), min(1.0, high))


def touched(plan: Plan, incident: Incident) -> tuple[list[Situation], list[list[Touch]], list[Answer]]:
    """Every situation with how far each rule is touched in it, and the rules' rows of the trace."""
    epochs = tuple(plan.standings.epoch(*time) for time in incident.times)
    key: object = ("rules", incident.forms, incident.hypotheses, epochs)
    if plan.circumstantial:
        key = ("rules", plan.key_of(incident))
    if key not in plan.memo:
        laid = list(situations(plan, incident))
        touches = [[_touch(plan, rule, s) for rule in plan.rules] for s in laid]
        plan.memo[key] = laid, touches, _rule_rows(touches)
    found: tuple[list[Situation], list[list[Touch]], list[Answer]] = plan.memo[key]
    return found


def situations(plan: Plan, incident: Incident) -> Iterable[Situation]:
    origins = incident.origins or (None,)
    for time, place, origin, form in pairs_of(incident.times, incident.places, origins, incident.forms):
        for initiator, target, composite in resolve(plan, incident.hypotheses, time):
            laid = Situation(time, place, origin, form, initiator, target, composite, incident.incident_id)
            yield from one_each(plan, laid)


def _touch(plan: Plan, rule: Rule, situation: Situation) -> Touch:
    if rule.provision_id in plan.circumstantial:
        return _weigh(plan, rule, situation)
    # standings live as long as the plan, so their ids name them
    key = (rule.provision_id, situation.form, id(situation.initiator), id(situation.target))
    if key not in plan.memo:
        plan.memo[key] = _weigh(plan, rule, situation)
    touch: Touch = plan.memo[key]
    return touch


def _weigh(plan: Plan, rule: Rule, situation: Situation) -> Touch:
    answers = tuple(replace(a, provision_id=rule.provision_id) for a in rule_answers(plan, rule, situation))
    low, high = product(answers)
    return Touch(rule, low, high, answers)


def _outcome(touches: Sequence[Sequence[Touch]], coverage: Coverage) -> tuple[Outcome, tuple[str, ...], str | None]:
    """Outcome, the provisions it rests on, and why it stays open."""
    breachable = [[t for t in row if t.rule.breachable] for row in touches]
    sure = [[t for t in row if t.sure] for row in breachable]
    possible = [[t for t in row if t.high > 0.05] for row in breachable]
    order = {t.rule.provision_id: i for row in touches for i, t in enumerate(row)}

    def ids(rows: Sequence[Sequence[Touch]]) -> tuple[str, ...]:
        return tuple(sorted({t.rule.provision_id for row in rows for t in row}, key=lambda p: order[p]))

    if coverage is Coverage.COVERED and all(sure):
        return Outcome.VIOLATION, ids(sure), None
    if coverage is Coverage.COVERED and not any(possible):
        return Outcome.NO_VIOLATION, (), None
    because = None
    if coverage is Coverage.COVERED:
        because = _open_outcome_word(breachable, possible)
    return Outcome.UNDETERMINED, ids(possible), because


def _open_outcome_word(rows: Sequence[Sequence[Touch]], possible: Sequence[Sequence[Touch]]) -> str:
    unverified = [t for row in possible for t in row if t.low >= 0.95 and t.rule.basis == "B"]
    if unverified and not any(t.rule.basis != "B" for row in possible for t in row):
        return "basis"
    for row in possible:
        for touch in sorted(row, key=lambda t: (t.rule.basis == "B", -t.low, -t.high)):
            word = next((a.because for a in touch.answers if not a.certain and not a.failed and a.because), None)
            if word:
                return word
    return _parting_word(rows)


def _parting_word(rows: Sequence[Sequence[Touch]]) -> str:
    """A provision is touched for sure under one alternative and fails under another: the condition that parts them."""
    touched = {t.rule.provision_id for row in rows for t in row if t.low >= 0.95}
    for row in rows:
        for touch in row:
            if touch.rule.provision_id in touched and touch.low < 0.95:
                word = next((a.because for a in touch.answers if not a.certain and a.because), None)
                if word:
                    return word
    return "attribution"


def attributed(situations: Sequence[Situation], touches: Sequence[Sequence[Touch]] = ()) -> tuple[Attribution, ...]:
    """Who answers for a violation: one certain entry when all lead to one party, else one open entry each.

    ``touches``: one row per situation; asked where somebody belongs to several parties and answers through those that a
    touched provision binds.
    """
    found: dict[tuple[str, str | None], None] = {}
    for situation, row in zip_longest(situations, touches, fillvalue=()):
        assert isinstance(situation, Situation)
        for party in _answering(situation.initiator, row):
            found.setdefault((party or situation.initiator.actor or "unknown", situation.initiator.actor))
    parties = {party for party, _ in found}
    low = 1.0 if len(parties) == 1 else 0.0
    return tuple(
        Attribution(party, actor, low if len(found) == 1 else 0.0, 1.0) for party, actor in sorted(found, key=str)
    )


def _answering(who: Standing, row: Sequence[Touch]) -> list[str | None]:
    """The parties through which somebody answers under the provisions that are touched for sure."""
    if len(who.parties) < 2:
        return [who.party]
    through: set[str] = set()
    for named in (p.bound for t in row if t.sure for p in t.rule.predicates if isinstance(p, BoundBy)):
        parties = who.parties if named is None else who.parties & set(named)
        through |= {p for p in parties if who.through((p,)).bound[0] >= 0.95}
    answering: list[str | None] = [*sorted(through)]
    return answering or [who.party]


def settled_party(attribution: Sequence[Attribution]) -> str | None:
    parties = {a.party for a in attribution}
    return next(iter(parties)) if len(parties) == 1 and parties != {"unknown"} else None


def _basis(answers: Sequence[Answer]) -> str:
    return worst(*(a.basis for a in answers))


CIRCUMSTANCES = ("place_in", "in_window", "near_line", "not_suspended", "not_permitted")


def _of_people(touches: Sequence[Sequence[Touch]], provisions: Sequence[str]) -> Iterable[str]:
    """Bases of who is bound and who is protected under these provisions, wherever who and what fit."""
    for touch in (t for row in touches for t in row if t.rule.provision_id in provisions):
        if not any(a.failed for a in touch.answers if a.condition not in CIRCUMSTANCES):
            yield from (a.basis for a in touch.answers if a.condition in ("actor_bound", "target_protected"))


def _open_word(instrument: Sequence[Answer]) -> str:
    """Why coverage cannot be told: what fails under some alternatives first, then what is uncertain."""
    still_open = [a for a in instrument if not a.certain]
    for answer in sorted(still_open, key=lambda a: (a.low, OPEN_ORDER.get(a.condition, LAST))):
        if answer.because:
            return answer.because
    return "place"


# the trace


def _rule_rows(touches: Sequence[Sequence[Touch]]) -> list[Answer]:
    """Every provision's conditions over all situations; one row each, passed or failed."""
    return [answer for of_one in zip(*touches, strict=True) for answer in rows_of_rule(of_one)]


def rows_of_rule(touches: Sequence[Touch]) -> list[Answer]:
    """One provision's conditions over all situations."""
    by_position: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for touch in touches:
        for position, answer in enumerate(touch.answers):
            by_position[answer.condition, position].append(answer)
    rows = [over_alternatives(answers) for answers in by_position.values()]
    rule = touches[0].rule
    if rows and rule.basis == "B":
        sentence = "known from background only; nobody has verified the text, so it never decides"
        rows.append(
            Answer("basis_verified", "Basis verified?", 0, 0, sentence, "basis", "B", rule.source, rule.provision_id)
        )
    return rows


def touch_of_rule(plan: Plan, rule: Rule, laid: Sequence[Situation]) -> list[Touch]:
    """How far one provision is touched in every situation."""
    return [_touch(plan, rule, s) for s in laid]


def _mark(
    answers: Sequence[Answer], coverage: Coverage, outcome: Outcome, provisions: Sequence[str]
) -> tuple[tuple[Answer, bool], ...]:
    decides = deciding(coverage, outcome, provisions, [(a.condition, a.provision_id, a.state) for a in answers])
    return tuple(zip(answers, decides, strict=True))


__all__ = [
    "Attribution",
    "Judgement",
    "attributed",
    "instrument",
    "judge",
    "rows_of_rule",
    "settled_party",
    "situations",
    "touch_of_rule",
    "touched",
]
