"""From when to when a window holds: its own ends, announced late, and terms that go on unless notice is given.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.agreement.clock import OPEN_END, Moment, add_duration, latest_notice, moment, term, terms_later
from truceline.agreement.model import Agreement, Calendar, Renewal, StatusEvent, Window, Zone

TICK = timedelta(microseconds=1)
ON_NOTICE = ("gives_notice", "withdraws_notice")


@dataclass(frozen=True)
class Span:
    """A half-open interval whose ends are known up to an interval each.

    ``event``: what was declared to begin it, where it is a suspension; for a window, the notice that ended it.
    """

    start: Moment
    end: Moment
    window: Window | None = None
    event: StatusEvent | None = None
    verified: bool = True


def whole_spans(view: Agreement, windows: Iterable[Window] | None = None) -> tuple[Span, ...]:
    """Windows of force (default: all of them) with the notices that were given, each from its start to its end.

    Hours of the day are no part of it: `hours.force_spans` heeds them.
    """
    given = [e for e in view.status_events if e.effect in ON_NOTICE]
    kept = view.in_force if windows is None else windows
    return tuple(span_of(w, view.timezone, view.calendar, given) for w in kept)


def span_of(
    window: Window, zone: str | Zone, calendar: Calendar | None = None, notices: Sequence[StatusEvent] = ()
) -> Span:
    """From when to when a window holds. One announced late begins where it says whether it looks back.

    ``notices``: status events that keep it from going on by itself, and those that take such a one back.
    """
    start = moment(window.start, zone)
    if window.until is not None:
        end = moment(window.until, zone)
    elif window.duration is not None:
        end = add_duration(window.start, window.duration, window.day_count, zone, calendar)
    else:
        end = OPEN_END
    notice = None
    if window.renews is not None and end != OPEN_END:
        mine = [e for e in notices if e.effect == "gives_notice" and e.window in (None, window.id)]
        back = [(moment(e.on, zone), e) for e in notices if e.effect == "withdraws_notice"]
        end, notice = _renewed(window, window.renews, end, mine, back, zone, calendar)
    if window.announced is not None and window.retroactive in ("no", "unstated"):
        told = moment(window.announced, zone)
        late = Moment(max(start.earliest, told.earliest), max(start.latest, told.latest))
        start = late if window.retroactive == "no" else Moment(start.earliest, late.latest)
    return Span(start, end, window=window, event=notice)


def _last_notice(end: datetime, renews: Renewal, zone: str | Zone, calendar: Calendar | None) -> Moment:
    """The last moment at which notice is in time for a term. Days are counted from the last that the term still has."""
    last = end if renews.day_count == "hours" else end - TICK
    return latest_notice(last, renews.notice, renews.day_count, zone, calendar)


Ends = tuple[Moment, Moment]


def in_common(one: Ends, other: Ends) -> Ends | None:
    """What two intervals have in common, each end as uncertain as theirs; None where they cannot meet."""
    start, end = (
        Moment(choose(a.earliest, b.earliest), choose(a.latest, b.latest))
        for choose, a, b in ((max, one[0], other[0]), (min, one[1], other[1]))
    )
    return (start, end) if start.earliest < end.latest else None


def doubtful(event: StatusEvent) -> bool:
    """Whether it may or may not have had its effect."""
    return event.basis == "B" or event.contested


def _stands(notice: StatusEvent, back: Sequence[tuple[Moment, StatusEvent]], end: Moment) -> tuple[bool, bool]:
    """Whether a notice surely and whether it possibly stands when a term is over. Taken back later, it stood."""
    taken = [(at, e) for at, e in back if e.takes_back == notice.id and at.earliest < end.latest]
    gone = any(at.latest < end.earliest and not doubtful(e) for at, e in taken)
    return not taken and not doubtful(notice), not gone


def _renewed(
    window: Window,
    renews: Renewal,
    first: Moment,
    notices: Sequence[StatusEvent],
    back: Sequence[tuple[Moment, StatusEvent]],
    zone: str | Zone,
    calendar: Calendar | None,
) -> tuple[Moment, StatusEvent | None]:
    """The end of the first term for which a notice in time stood, and that notice; without one none, or the last.

    A notice that came too late for a term is one for the next. Where a notice may be in time, may have had no effect
    or may have been taken back, the end lies between this term's and the one that follows from the others.
    """
    length = renews.length or window.duration or ""
    lasts = bool(length) and term(length) != (0, timedelta())
    # months from the 31st stay at the end of months: they are counted from the start, not from an end cut short
    from_start = lasts and renews.length is None and window.day_count == "hours" and term(length)[1] == timedelta()
    begin, before = (moment(window.start, zone), 1) if from_start else (first, 0)
    given = sorted(((moment(e.on, zone), e) for e in notices), key=lambda pair: pair[0].earliest)
    earliest, by, count, end = None, None, 0, first
    while lasts and (renews.times is None or count < renews.times):
        limits = [_last_notice(at, renews, zone, calendar) for at in (end.earliest, end.latest)]
        standing = [(at, e, *_stands(e, back, end)) for at, e in given]
        in_time = [one for one in standing if one[0].earliest <= limits[1].latest and one[3]]
        if in_time and earliest is None:
            earliest, by = end.earliest, in_time[0][1]
        if any(surely and at.latest <= limits[0].earliest for at, _, surely, _ in in_time):
            return Moment(min(earliest or end.earliest, end.earliest), end.latest), by
        if not any(surely or at.earliest > limits[1].latest for at, _, surely, _ in standing):
            end = OPEN_END if renews.times is None else terms_later(begin, length, before + renews.times, zone)
            break
        count += 1
        end = terms_later(begin, length, before + count, zone)
    return Moment(end.earliest if earliest is None else earliest, end.latest), by
