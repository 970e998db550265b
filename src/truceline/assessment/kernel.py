"""The instrument's own conditions for one alternative: in force, inside, who is bound, who is excluded.

``applies`` and ``actors_answers`` say whether the instrument applies; ``conditions.rule_answers`` whether a provision
is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from truceline.agreement.clock import Moment
from truceline.agreement.hours import hours_in_words
from truceline.agreement.in_force import Span, Timeline
from truceline.agreement.model import Window, Zone
from truceline.assessment.acts import act_share
from truceline.assessment.answers import Answer
from truceline.assessment.claims import Form, Hypothesis
from truceline.assessment.moments import between
from truceline.assessment.plan import Plan
from truceline.assessment.ranges import worst
from truceline.assessment.standing import UNKNOWN_STANDING, Standing
from truceline.assessment.within import bound_answers, target_answer
from truceline.space.places import Inside, Place


@dataclass(frozen=True)
class Situation:
    """One alternative of an incident with one hypothesis resolved: what a rule is asked about."""

    time: tuple[datetime, datetime]
    place: Place | None
    origin: Place | None
    form: Form
    initiator: Standing
    target: Standing
    composite: bool = False
    incident_id: str = ""


def applies(
    plan: Plan, time: tuple[datetime, datetime], place: Place | None, origin: Place | None = None
) -> tuple[Answer, Answer, tuple[float, float]]:
    """In force? Inside? And the probability of both together, over the areas in which the instrument runs."""
    when = time if plan.areas.moving else between(plan.force_cuts, time)
    key = ("applies", when, place, origin)
    if key not in plan.memo:
        plan.memo[key] = _applies(plan, time, place, origin)
    answered: tuple[Answer, Answer, tuple[float, float]] = plan.memo[key]
    return answered


def _applies(
    plan: Plan, time: tuple[datetime, datetime], place: Place | None, origin: Place | None
) -> tuple[Answer, Answer, tuple[float, float]]:
    rows = [
        Row(i, area, line, _share(plan, i, time), _inside(plan, area, place, origin, time))
        for i, (area, line) in enumerate(plan.force)
    ]
    joint_low = max((r.share[0] * r.inside.low for r in rows), default=0.0)
    joint_high = min(1.0, sum(r.share[1] * r.inside.high for r in rows))
    if _disjoint(plan, [r.line for r in rows if r.share[0] * r.inside.low > 0]):
        joint_low = min(1.0, sum(r.share[0] * r.inside.low for r in rows))
    near = [r for r in rows if r.inside.high > 0] or rows
    running = [r for r in rows if r.share[1] > 0] or rows
    in_force = in_force_answer(plan, near, time)
    where = _place_answer(plan, running)
    return in_force, where, (joint_low, max(joint_low, joint_high))


@dataclass(frozen=True)
class Row:
    """One line of force with how it stands to the time and place asked about."""

    line: int
    area: str | None
    timeline: Timeline
    share: tuple[float, float]
    inside: Inside


def _share(plan: Plan, index: int, time: tuple[datetime, datetime]) -> tuple[float, float]:
    key = ("share", index, between(plan.force_cuts, time))
    if key not in plan.memo:
        plan.memo[key] = plan.force[index][1].share(*time)
    share: tuple[float, float] = plan.memo[key]
    return share


def _inside(
    plan: Plan, area: str | None, place: Place | None, origin: Place | None, time: tuple[datetime, datetime]
) -> Inside:
    if area is None:
        return Inside(1, 1, "the text sets no border")
    asked = plan.view.scope.place
    effect = plan.areas.inside(area, place, time)
    if asked == "effect" or origin == place:
        return effect
    came = plan.areas.inside(area, origin, time)
    if asked == "origin":
        return replace(came, sentence=f"origin: {came.sentence}")
    high = min(1.0, effect.high + came.high)
    sentence = f"effect: {effect.sentence}; origin: {came.sentence}"
    return Inside(max(effect.low, came.low), high, sentence, effect.unpublished or came.unpublished)


def _disjoint(plan: Plan, lines: Sequence[int]) -> bool:
    """Whether the areas of several lines of force are drawn apart."""
    return len(lines) > 1 and all(plan.disjoint_lines[a, b] for i, a in enumerate(lines) for b in lines[i + 1 :])


def in_force_answer(plan: Plan, rows: Sequence[Row], time: tuple[datetime, datetime]) -> Answer:
    question = "In force on that date?"
    if not rows:
        return Answer("in_force", question, 0, 0, "no window of this agreement was known then", "time")
    line = max(rows, key=lambda r: r.share).timeline
    hits, off = line.hit(*time), line.off_hit(*time)
    parts = [_window_words(s.window) for s in hits if s.window]
    sentence = "in force " + " and ".join(dict.fromkeys(parts)) if parts else _nearest(line, time, plan.view.timezone)
    hours = [hours_in_words(s.window.daily) for s in hits if s.window and s.window.daily]
    sentence = "; ".join([sentence, *dict.fromkeys(hours)])
    if off and off[0].event is not None:
        event = off[0].event
        sentence += f"; {event.effect} on {event.on} as declared by {event.by}"
    secondary = any(s.window and s.window.basis == "S" for s in hits) or any(
        s.event and s.event.basis == "S" for s in off
    )
    basis = "S" if secondary else "V"
    basis = "B" if hits and all(s.window and s.window.basis == "B" for s in hits) else basis
    source = next((s.window.source for s in hits if s.window and s.window.source), None)
    low = max(r.share[0] for r in rows)
    high = max(r.share[1] for r in rows)
    return Answer("in_force", question, low, high, sentence, "basis" if basis == "B" else "time", basis, source)


def _window_words(window: Window) -> str:
    start, until, duration = window.start, window.until, window.duration
    words = f"from {start} for {duration}" if duration else f"from {start}, no end stated"
    words = f"from {start} to {until}, local time" if until else words
    return f"{words}, renewed by itself unless notice is given" if window.renews else words


def _nearest(line: Timeline, time: tuple[datetime, datetime], zone: str | Zone) -> str:
    spans = [s for s in line.spans if s.window]
    before = [s for s in spans if s.end.latest <= time[0]]
    after = [s for s in spans if s.start.earliest >= time[1]]
    between = [s.window for s in before if s.window and s.window.daily and any(s.window is t.window for t in after)]
    if between and between[0].daily:
        hours = hours_in_words(between[0].daily)
        return f"not in force: outside the hours of the window from {between[0].start}; {hours}"
    if after:
        return _to_come(min(after, key=lambda s: s.start.earliest))
    if before:
        last = max(before, key=lambda s: s.end.latest)
        if last.event is not None:
            given = f"{last.event.by} gave notice on {last.event.on}"
            return f"not in force: {given}, and the term for which it was in time is over"
        end = last.window.until or _clock_words(last.end, zone) if last.window else ""
        return f"not in force: the last window ended {end}, local time"
    return "not in force: no window covers the date"


def _to_come(span: Span) -> str:
    """The next window. One that was announced late and does not look back begins with the announcement."""
    window = span.window
    if window is None:
        return "not in force"
    if window.retroactive == "no" and window.announced is not None:
        return f"not in force: the next window holds from its announcement on, {window.announced}, local time"
    return f"not in force: the next window begins {window.start}, local time"


def _clock_words(at: Moment, zone: str | Zone) -> str:
    """The end of a length or of a last term as the clock of the text shows it, by the first zone it may mean."""
    local = at.earliest.astimezone(ZoneInfo(zone if isinstance(zone, str) else zone.unstated[0]))
    return f"{local:%Y-%m-%dT%H:%M}"


def _place_answer(plan: Plan, rows: Sequence[Row]) -> Answer:
    named = [(r.area, r.inside) for r in rows]
    if not rows:
        return Answer("place_in", "Inside the area?", 0, 0, "no area of this agreement was known then", "place")
    row = max(rows, key=lambda r: (r.inside.low, r.inside.high))
    area, best = row.area, row.inside
    high = min(1.0, sum(i.high for _, i in named))
    name = plan.areas.name(area) if area else "the whole scope"
    open_border = any(i.unpublished for _, i in named)
    question = f"Inside {name}?" if len(named) == 1 or best.high > 0 else "Inside one of the areas?"
    sentence = best.sentence if len(named) == 1 else f"{name}: {best.sentence}"
    unverified = any(i.unverified for _, i in named)
    because = "basis" if unverified else "unpublished_border" if open_border else "place"
    low = best.low
    if _disjoint(plan, [r.line for r in rows if r.inside.low > 0]):
        low = min(1.0, sum(i.low for _, i in named))
    basis = worst(plan.area_bases[row.line], "B" if unverified else "V")
    return Answer("place_in", question, low, max(low, high), sentence, because, basis)


def actors_answers(plan: Plan, s: Situation) -> list[Answer]:
    """Is whoever acted bound, does the target count, and is nobody excluded?"""
    scope = plan.view.scope
    governed = [] if scope.acts is None else [_act_in_scope(scope.acts, s.form.act)]
    target = target_answer(plan, s.target, s.form.act)
    asked = [] if target is None else [target]
    return [*governed, *bound_answers(plan, s.initiator, s.form.act), *asked, _not_excluded(plan, s)]


def _act_in_scope(governed: Sequence[str], act: str) -> Answer:
    """A text on flights governs no shelling: acts outside its terms are outside the instrument."""
    low, high = act_share(governed, act)
    words = act.replace("_", " ")
    sentence = f"{words} is what it governs" if low else f"{words} is not among the acts that it governs"
    sentence = f"{words} may or may not be what it governs" if high > low else sentence
    return Answer("act_in_scope", "An act that the agreement governs?", low, high, sentence, "act")


def _not_excluded(plan: Plan, s: Situation) -> Answer:
    question = "Is nobody on either side excluded?"
    low = high = 1.0
    sentences, basis, source = [], "V", None
    for role, standing in (("initiator", s.initiator), ("target", s.target)):
        for ex in standing.excluded:
            if ex.applies_to not in ("either", role):
                continue
            inside = plan.areas.inside_any(ex.areas, s.place, s.time) if ex.areas is not None else Inside(1, 1, "")
            low, high = min(low, 1 - ex.range[1] * inside.high), min(high, 1 - ex.range[0] * inside.low)
            sentences.append(ex.sentence)
            basis, source = max(basis, ex.basis, key="VSB".index), source or ex.source
    umbrella = any(x.because == "actor_unknown" for x in (s.initiator, s.target))
    turned = any(x.because == "time" for x in (s.initiator, s.target))
    because = (
        "basis"
        if basis == "B"
        else "time"
        if turned
        else "mixed_side"
        if s.composite
        else "actor_unknown"
        if umbrella
        else "excluded_by_some"
    )
    sentence = "; ".join(dict.fromkeys(sentences)) or "no exclusion names either side on that day"
    return Answer("not_excluded", question, low, high, sentence, because, basis, source)


def resolve(
    plan: Plan, hypotheses: Sequence[Hypothesis], time: tuple[datetime, datetime]
) -> list[tuple[Standing, Standing, bool]]:
    """Every initiator and target that the hypotheses may mean on that day; those treated alike count once."""
    pairs: dict[tuple[Standing, Standing, bool], None] = {}
    for hypothesis in hypotheses:
        who = plan.standings.of(hypothesis.initiator, *time) if hypothesis.initiator else (UNKNOWN_STANDING,)
        whom = plan.standings.of(hypothesis.target, *time) if hypothesis.target else (UNKNOWN_STANDING,)
        for left in who:
            for right in whom:
                pairs.setdefault((left, right, hypothesis.composite))
    return list(pairs)
