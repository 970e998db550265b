"""Local times of a text as instants in UTC; an unstated zone gives an interval.

All windows are half-open. ``24:00`` is the first moment of the next day. A local time that the clock shows twice, when
it is put back, names either instant; one that it never shows, when it is put forward, is as much later as it jumped.
A day begins once: where the clock shows its midnight twice, at the first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from truceline.agreement.model import Calendar, Zone

MIDNIGHT = re.compile(r"24:00(:00)?(Z|[+-]\d{2}:\d{2})?$")
FAR_PAST = datetime(1, 1, 2, tzinfo=UTC)
FAR_FUTURE = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """An instant known up to an interval ``[earliest, latest]``; equal ends when it is exact."""

    earliest: datetime
    latest: datetime

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


OPEN_START = Moment(FAR_PAST, FAR_PAST)
OPEN_END = Moment(FAR_FUTURE, FAR_FUTURE)


def local_datetime(text: str) -> datetime:
    """Naive or aware datetime of a day or time as written in an agreement. Raises ValueError."""
    day, _, clock = text.partition("T")
    base = datetime.strptime(day, "%Y-%m-%d")
    if not clock:
        return base
    if MIDNIGHT.match(clock):  # 24:00 with or without seconds and offset; 24:01 is no time and falls through
        return datetime.fromisoformat(f"{day}T00{clock[2:].replace('Z', '+00:00')}") + timedelta(days=1)
    return datetime.fromisoformat(f"{day}T{clock.replace('Z', '+00:00')}")


def zone_names(zone: str | Zone) -> list[str]:
    return [zone] if isinstance(zone, str) else list(zone.unstated)


def moment(text: str, zone: str | Zone) -> Moment:
    """The instant that a local time names; an interval where the zone is unstated or the hour comes twice.

    Raises ValueError.
    """
    local = local_datetime(text)
    if local.tzinfo is not None:
        instant = local.astimezone(UTC)
        return Moment(instant, instant)
    most = 1 if "T" not in text or MIDNIGHT.search(text) else 2
    return at_local(local, zone_names(zone), most)


def at_local(local: datetime, zones: Iterable[str], most: int = 2) -> Moment:
    """The instant of a naive local time by the clocks of these zones; ``most``: 1 for the ends of days."""
    instants = [instant for name in zones for instant in _instants(local, ZoneInfo(name))[:most]]
    return Moment(min(instants), max(instants))


def _instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Both instants of a local time that comes twice; else the one."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return (first, second) if second > first else (first,)


def skipped(text: str, zone: str) -> bool:
    """Whether a local time never was: the clocks were put forward over it. Raises ValueError."""
    local = local_datetime(text).replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None)


def zone_in_words(zone: str) -> str:
    """A zone as a reader takes it: the names of the fixed ones count against the sign that everybody expects."""
    if not zone.startswith("Etc/"):
        return zone
    offset = datetime(2000, 1, 1, tzinfo=ZoneInfo(zone)).isoformat()[19:25]
    return f"UTC{offset}" if offset != "+00:00" else "UTC"


def days_at(instant: datetime, zone: str | Zone) -> tuple[date, ...]:
    """The local day of an instant; more than one where the zone is unstated and the clocks are not of one day."""
    return tuple(dict.fromkeys(instant.astimezone(ZoneInfo(name)).date() for name in zone_names(zone)))


_DURATION = re.compile(r"^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?)$")


def duration(text: str) -> timedelta:
    """Length of an ISO duration of weeks, days, hours and minutes. Raises ValueError."""
    match = _DURATION.match(text)
    if not match or text in ("P", "PT"):
        raise ValueError(text)
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


_TERM = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?((?:\d+[WD])?(?:T(?:\d+H)?(?:\d+M)?)?)$")


def term(text: str) -> tuple[int, timedelta]:
    """Calendar months of an ISO duration, and the rest of it as a length. Raises ValueError."""
    match = _TERM.match(text)
    if not match or text.endswith(("P", "T")):
        raise ValueError(text)
    years, months, rest = match.groups()
    return 12 * int(years or 0) + int(months or 0), duration(f"P{rest}") if rest else timedelta()


def days_and_hours(length: str) -> tuple[str, timedelta]:
    """The part of a length that is counted in days, months or years, and the hours and minutes of it."""
    days, _, clock = length.partition("T")
    return days if days != "P" else "P0D", duration(f"PT{clock}") if clock else timedelta()


_PART = re.compile(r"(\d+)([A-Z])")


def in_words(length: str) -> str:
    """A length as a reader says it: P30D is 30 days, P1Y6M is 1 year and 6 months, PT48H is 48 hours."""
    day, _, clock = length.partition("T")
    parts = [(n, CALENDAR_UNITS[unit]) for n, unit in _PART.findall(day)]
    parts += [(n, CLOCK_UNITS[unit]) for n, unit in _PART.findall(clock)]
    return " and ".join(f"{n} {unit}{'s' * (n != '1')}" for n, unit in parts)


CALENDAR_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
CLOCK_UNITS = {"H": "hour", "M": "minute"}


def months_later(start: datetime, months: int) -> datetime:
    """The same day and time so many months on; the last day of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(min(year, MAXYEAR - 1), month + 1)[1]
    return start.replace(year=min(year, MAXYEAR - 1), month=month + 1, day=min(start.day, last))


def _by_the_clock(day_count: str, months: int, rest: timedelta, hours: timedelta) -> bool:
    """Whether no day of a length is counted: it is told in hours, or has nothing else."""
    return day_count == "hours" or (bool(hours) and not months and rest == hours)


def add_duration(start: str, length: str, day_count: str, zone: str | Zone, calendar: Calendar | None = None) -> Moment:
    """End of a duration by the day-counting convention; the first moment that lies behind it.

    hours: periods of 24 hours from the start. calendar_days: the first day counts, ends at the midnight after the last.
    exclude_first_day: counting begins with the day after. working_days: so too, and days of rest are not counted.
    Hours and minutes of the length are always those of the clock, from the end of its days.
    """
    months, delta = term(length)
    begin = months_later(local_datetime(start), months)
    hours = days_and_hours(length)[1]
    if _by_the_clock(day_count, months, delta, hours):
        first = moment(begin.isoformat(), zone)
        return Moment(first.earliest + delta, first.latest + delta)
    end = moment(f"{_day_after(begin, (delta - hours).days, day_count, calendar):%Y-%m-%d}", zone)
    return Moment(end.earliest + hours, end.latest + hours)


def add_to_moment(
    start: Moment, length: str, day_count: str, zone: str | Zone, calendar: Calendar | None = None
) -> Moment:
    """The same from an instant that was itself reckoned."""
    months, delta = term(length)
    if months:
        start = _months_on(start, months, zone)
    hours = days_and_hours(length)[1]
    if _by_the_clock(day_count, months, delta, hours):
        return Moment(start.earliest + delta, min(start.latest, FAR_FUTURE - delta) + delta)
    ends = []
    for name in zone_names(zone):
        for instant in (start.earliest, start.latest):
            if instant >= FAR_FUTURE:
                ends.append(FAR_FUTURE)
                continue
            end = _day_after(instant.astimezone(ZoneInfo(name)), (delta - hours).days, day_count, calendar)
            ends.append(end.replace(tzinfo=ZoneInfo(name)).astimezone(UTC) + hours)
    return Moment(min(ends), max(ends))


def _months_on(start: Moment, months: int, zone: str | Zone) -> Moment:
    """Both ends so many months on, by every clock that the text may mean."""
    ends = []
    for name in zone_names(zone):
        for instant in (start.earliest, start.latest):
            local = instant if instant >= FAR_FUTURE else months_later(instant.astimezone(ZoneInfo(name)), months)
            ends.append(local.astimezone(UTC))
    return Moment(min(ends), max(ends))


def terms_later(start: Moment, length: str, count: int, zone: str | Zone) -> Moment:
    """So many terms after an instant: whole days, months and years by the local clock, hours and minutes by themselves.

    Counted from the first, so that terms of a month from the 31st stay at the end of months.
    """
    months, delta = term(length)
    hours = days_and_hours(length)[1]
    days, rest = (delta - hours).days * count, hours * count
    ends = []
    for name in zone_names(zone):
        for instant in (start.earliest, start.latest):
            local = instant.astimezone(ZoneInfo(name)).replace(tzinfo=None)
            local = months_later(local, months * count)
            if days > (FAR_FUTURE.replace(tzinfo=None) - local).days - 1:
                ends.append(FAR_FUTURE)
                continue
            ends.append((local + timedelta(days=days)).replace(tzinfo=ZoneInfo(name)).astimezone(UTC) + rest)
    return Moment(min(ends), max(ends))


def latest_notice(
    act: datetime, length: str, day_count: str, zone: str | Zone, calendar: Calendar | None = None
) -> Moment:
    """The last moment at which a notice of an act that begins at ``act`` is in time.

    hours: so many hours before. Counted in days, a notice is in time on any day up to the last that counts: the act's
    own day is the first (calendar_days), is not counted (exclude_first_day), nor are days of rest (working_days).
    Hours of the length are those of the clock, before the act or before the end of that day.
    """
    delta, hours = duration(length), days_and_hours(length)[1]
    if _by_the_clock(day_count, 0, delta, hours):
        return Moment(act - delta, act - delta)
    ends = []
    for name in zone_names(zone):
        day = act.astimezone(ZoneInfo(name)).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        left = (delta - hours).days - (1 if day_count == "calendar_days" else 0)
        while left > 0:
            day -= timedelta(days=1)
            left -= 1 if day_count != "working_days" or is_working_day(day, calendar) else 0
        over = (day + timedelta(days=1)).replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
        ends.append(min(act, over - timedelta(microseconds=1) - hours))
    return Moment(min(ends), max(ends))


def _day_after(start: datetime, days: int, day_count: str, calendar: Calendar | None) -> datetime:
    """Midnight after the last of so many days."""
    first = start.replace(hour=0, minute=0, second=0, microsecond=0)
    if day_count == "calendar_days":
        return first + timedelta(days=days)
    if day_count == "exclude_first_day":
        return first + timedelta(days=days + 1)
    day, left = first, days
    while left > 0:
        day += timedelta(days=1)
        left -= 1 if is_working_day(day, calendar) else 0
    return day + timedelta(days=1)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_working_day(day: datetime, calendar: Calendar | None) -> bool:
    """A local day that is neither weekend nor holiday of the calendar; without a calendar every day is one."""
    if calendar is None:
        return True
    rest = {local_datetime(h).date() for h in calendar.holidays}
    return WEEKDAYS[day.weekday()] not in calendar.weekend and day.date() not in rest
