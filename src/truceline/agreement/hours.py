"""Windows that hold in some hours of each day only: a pause from nine to two, no flights at night.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from truceline.agreement.clock import FAR_FUTURE, WEEKDAYS, Moment, at_local, zone_names
from truceline.agreement.model import Agreement, DailyHours, Window, Zone
from truceline.agreement.windows import Ends, Span, in_common, span_of, whole_spans

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
    hours = tuple((h.begins, h.ends, tuple(h.days or WEEKDAYS)) for h in daily)
    cut, beyond = _cut(whole.start, whole.end, hours, tuple(zone_names(zone)))
    found = [replace(whole, start=start, end=end) for start, end in cut]
    return (*found, replace(whole, start=beyond, verified=False)) if beyond else tuple(found)


@lru_cache(maxsize=256)
def _cut(
    start: Moment, end: Moment, hours: tuple[tuple[str, str, tuple[str, ...]], ...], zones: tuple[str, ...]
) -> tuple[tuple[Ends, ...], Moment | None]:
    """The hours between two ends, in order, and from when on they were not laid out."""
    clocks = [ZoneInfo(name) for name in zones]
    first = min(start.earliest.astimezone(c).date() for c in clocks) - DAY  # hours past midnight
    last, far = first + MOST_DAYS * DAY, True
    if end.latest < FAR_FUTURE:
        over = max(end.latest.astimezone(c).date() for c in clocks)
        last, far = min(last, over), over > last
    spans = [
        found
        for n in range((last - first).days + 1)
        for begins, ends, days in hours
        if WEEKDAYS[(day := first + n * DAY).weekday()] in days
        and (found := _on_day(start, end, day, begins, ends, zones))
    ]
    beyond = at_local(datetime.combine(last + DAY, time()), zones, 1) if far else None
    return tuple(sorted(spans, key=lambda s: (s[0].earliest, s[1].latest))), beyond


def _on_day(start: Moment, end: Moment, day: date, begins: str, ends: str, zones: tuple[str, ...]) -> Ends | None:
    """The hours that begin on a day, within two ends; None where nothing of them lies there."""
    closes = day if ends > begins else day + DAY
    return in_common((start, end), (_at(day, begins, zones), _at(closes, ends, zones)))


def _at(day: date, clock: str, zones: tuple[str, ...]) -> Moment:
    hour, minute = int(clock[:2]), int(clock[3:])
    if hour == 24:
        return at_local(datetime.combine(day + DAY, time()), zones, 1)
    return at_local(datetime.combine(day, time(hour, minute)), zones)


def hours_in_words(daily: Sequence[DailyHours]) -> str:
    """As a finding says them: each day from 09:00 to 14:00; Mondays from 22:00 to 05:00 of the next day."""
    return "; ".join(
        f"{day} from {h.begins} to {h.ends}{'' if h.ends > h.begins else ' of the next day'}"
        for h in daily
        for day in (["each day"] if h.days is None else [f"{d.capitalize()}s" for d in h.days])
    )
