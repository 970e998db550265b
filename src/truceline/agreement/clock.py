"""Local times of a text as instants in UTC; an unstated zone gives an interval.

All windows are half-open. ``24:00`` is the first moment of the next day. Around a clock change the earlier instant of
an ambiguous local time and the shifted instant of a missing one are taken, as ``zoneinfo`` does with fold 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from truceline.agreement.model import Zone

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
    """The instant (or interval, when the zone is unstated) that a local time names. Raises ValueError."""
    local = local_datetime(text)
    if local.tzinfo is not None:
        instant = local.astimezone(UTC)
        return Moment(instant, instant)
    instants = [local.replace(tzinfo=ZoneInfo(name)).astimezone(UTC) for name in zone_names(zone)]
    return Moment(min(instants), max(instants))


_DURATION = re.compile(r"^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?)$")


def duration(text: str) -> timedelta:
    """Length of an ISO duration of weeks, days, hours and minutes. Raises ValueError."""
    match = _DURATION.match(text)
    if not match or text in ("P", "PT"):
        raise ValueError(text)
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def add_duration(start: str, length: str, day_count: str, zone: str | Zone) -> Moment:
    """End of a duration by the day-counting convention.

    hours: periods of 24 hours from the start. calendar_days: the first day counts, ends at the midnight after the last.
    exclude_first_day: counting begins with the day after.
    """
    delta = duration(length)
    if day_count == "hours":
        first = moment(start, zone)
        return Moment(first.earliest + delta, first.latest + delta)
    local = local_datetime(start)
    extra = 1 if day_count == "exclude_first_day" else 0
    end = local.replace(hour=0, minute=0, second=0) + timedelta(days=delta.days + extra)
    return moment(end.isoformat(timespec="minutes"), zone)
