"""Windows that hold in some hours of each day only: a pause from nine to two, no flights at night.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from truceline.agreement.clock import FAR_FUTURE, WEEKDAYS, Moment, moment, zone_names
from truceline.agreement.model import Agreement, DailyHours, Window, Zone
from truceline.agreement.windows import Span, span_of, whole_spans

MOST_DAYS = 3660  # ten years: what is beyond cannot be told, since nobody lays down hours for so long
DAY = timedelta(days=1)


def force_spans(view: Agreement, windows: Iterable[Window] | None = None) -> tuple[Span, ...]:
    """When the instrument is in force by its windows (default: all of them), notices and hours of the day heeded."""
    return tuple(s for whole in whole_spans(view, windows) for s in in_its_hours(whole, view.timezone))


def spans_of(windows: Iterable[Window], view: Agreement) -> tuple[Span, ...]:
    """When a provision's own windows hold, hours of the day heeded."""
    wholes = (span_of(w, view.timezone, view.calendar) for w in windows)
    return tuple(s for whole in wholes for s in in_its_hours(whole, view.timezone))


def in_its_hours(whole: Span, zone: str | Zone) -> tuple[Span, ...]:
    """A window's span, cut down to its hours of each local day; the span itself where it has none.

    The hour is that of the clock on the day, so it moves with summer time. A window without an end is cut for ten
    years; after them it only may hold.
    """
    daily = whole.window.daily if whole.window else None
    if not daily:
        return (whole,)
    clocks = [ZoneInfo(name) for name in zone_names(zone)]
    first = min(whole.start.earliest.astimezone(c).date() for c in clocks) - DAY  # hours past midnight
    last = first + MOST_DAYS * DAY
    if whole.end.latest < FAR_FUTURE:
        last = min(last, max(whole.end.latest.astimezone(c).date() for c in clocks))
    days = (first + n * DAY for n in range((last - first).days + 1))
    found = [span for day in days for hours in daily for span in _on_day(whole, day, hours, zone)]
    beyond = moment(f"{last + DAY}", zone)
    if beyond.latest < whole.end.latest and (last - first).days >= MOST_DAYS:
        found.append(replace(whole, start=beyond, verified=False))
    return tuple(sorted(found, key=lambda s: (s.start.earliest, s.end.latest)))


def _on_day(whole: Span, day: date, hours: DailyHours, zone: str | Zone) -> Iterator[Span]:
    """The hours that begin on a day, within the ends of the window."""
    if hours.days is not None and WEEKDAYS[day.weekday()] not in hours.days:
        return
    closes = day if hours.ends > hours.begins else day + DAY
    begins, ends = moment(f"{day}T{hours.begins}", zone), moment(f"{closes}T{hours.ends}", zone)
    start = Moment(max(begins.earliest, whole.start.earliest), max(begins.latest, whole.start.latest))
    end = Moment(min(ends.earliest, whole.end.earliest), min(ends.latest, whole.end.latest))
    if start.earliest < end.latest:
        yield replace(whole, start=start, end=end)


def hours_in_words(daily: Sequence[DailyHours]) -> str:
    """As a finding says them: each day from 09:00 to 14:00; Mondays from 22:00 to 05:00 of the next day."""
    return "; ".join(
        f"{day} from {h.begins} to {h.ends}{'' if h.ends > h.begins else ' of the next day'}"
        for h in daily
        for day in (["each day"] if h.days is None else [f"{d.capitalize()}s" for d in h.days])
    )
