"""Whether an act that had to be notified was notified in time, as far as anybody says.

The notice conditions nothing else: an act without it is as lawful, and as protected, as it was.
Source: docs/methods/notices.md
"""

from __future__ import annotations

from datetime import timedelta

from truceline.agreement.clock import Moment, latest_notice
from truceline.assessment.answers import Answer
from truceline.assessment.claims import Notified
from truceline.assessment.kernel import Situation
from truceline.assessment.plan import Plan
from truceline.assessment.predicates import NoticeMissing, Rule
from truceline.vocabulary.terms import ACTS, falls_under

TICK = timedelta(microseconds=1)


def notice_missing(plan: Plan, rule: Rule, asked: NoticeMissing, s: Situation) -> Answer:
    low, high, sentence = _missing(plan, asked, s)
    return Answer(
        "notice_missing", f"Without the notice that {rule.provision_id} asks for?", low, high, sentence, "notice"
    )


def _missing(plan: Plan, asked: NoticeMissing, s: Situation) -> tuple[float, float, str]:
    told = s.form.notice
    if any(falls_under(s.form.act, f, ACTS) for f in asked.failures):
        return 1, 1, "the failure to notify itself is claimed"
    if told is None:
        return 0, 1, "nobody says whether notice was given"
    who = told.claimant or "the report"
    if told.state == "not_given":
        return 1, 1, f"{who} says that no notice was given"
    if told.state == "unknown":
        return 0, 1, f"{who} does not know whether notice was given"
    to = _received(plan, asked, told, s)
    if to == (0.0, 0.0):
        return 1, 1, f"{who} says that notice went to {', '.join(told.to)}, not to {' or '.join(asked.notice.to or ())}"
    if told.given_at is None:
        return 0, 1, f"{who} says that notice was given, nobody says when"
    low, high, sentence = _late(asked, told, s)
    return max(low, 1 - to[1]), max(high, 1 - to[0]), sentence


def _received(plan: Plan, asked: NoticeMissing, told: Notified, s: Situation) -> tuple[float, float]:
    """Did it go to one of those who had to receive it? One whose receivers nobody names is taken as it is called."""
    wanted = set(asked.notice.to or ())
    if not wanted or not told.to:
        return 1, 1
    found = [x for name in told.to for x in plan.standings.of(name, *s.time)]
    if any(wanted & {x.actor, *x.parties, *x.reached} for x in found):
        return 1, 1
    return (0, 1) if any(x.actor is None for x in found) else (0, 0)


def _late(asked: NoticeMissing, told: Notified, s: Situation) -> tuple[float, float, str]:
    assert told.given_at is not None
    notice = asked.notice
    limit = _limit(notice.before, asked, s)
    said = f"notice given {told.given_at:%Y-%m-%d %H:%M} UTC, as {told.claimant or 'the report'} says"
    said += f"; {notice.before} before ({notice.day_count.replace('_', ' ')}) is {limit.earliest:%Y-%m-%d %H:%M} UTC"
    if told.given_at <= limit.earliest:
        return 0, 0, f"{said}: in time"
    if told.given_at <= limit.latest:
        return 0, 1, f"{said}: in time or not, depending on when the act began"
    argued = sorted(set(told.argued) & set(notice.emergency.kinds)) if notice.emergency else []
    if notice.emergency and argued and told.given_at <= _limit(notice.emergency.before, asked, s).latest:
        return 0, 1, f"{said}: late, and {', '.join(argued)} is argued, for which {notice.emergency.before} are enough"
    return 1, 1, f"{said}: late"


def _limit(before: str, asked: NoticeMissing, s: Situation) -> Moment:
    """The last moment in time, for an act that began somewhere in its interval."""
    start, until = s.time
    first = latest_notice(start, before, asked.notice.day_count, asked.zone, asked.calendar)
    last = latest_notice(max(start, until - TICK), before, asked.notice.day_count, asked.zone, asked.calendar)
    return Moment(first.earliest, last.latest)
