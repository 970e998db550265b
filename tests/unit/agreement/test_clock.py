"""Edges of the clock: midnights, lengths that are none, months without such a day, the far future, days of rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from truceline.agreement.clock import (
    FAR_FUTURE,
    Moment,
    add_duration,
    add_to_moment,
    duration,
    is_working_day,
    latest_notice,
    local_datetime,
    moment,
    months_later,
    term,
    terms_later,
)
from truceline.agreement.model import Calendar, Zone

REST = Calendar(weekend=["friday", "saturday"], holidays=["2031-02-25"])
EITHER = Zone(unstated=["Etc/UTC", "Etc/GMT-3"])


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_midnight_at_the_end_of_a_day() -> None:
    """24:00 is the next day, with or without seconds and offset; 24:01 is no time."""
    assert local_datetime("2031-02-28T24:00") == local_datetime("2031-02-28T24:00:00") == datetime(2031, 3, 1)
    assert moment("2031-02-28T24:00Z", "Etc/GMT-3").earliest == at(2031, 3, 1)
    assert moment("2031-02-28T24:00+02:00", "Etc/UTC").latest == at(2031, 2, 28, 22)
    with pytest.raises(ValueError):
        local_datetime("2031-02-28T24:01")


@pytest.mark.parametrize("text", ["P", "PT", "P1YT", "7D", "P-1D"])
def test_what_is_no_length(text: str) -> None:
    """Neither as a term nor, where months are not counted, as a duration."""
    with pytest.raises(ValueError):
        term(text)
    with pytest.raises(ValueError):
        duration(text)


def test_lengths_add_up() -> None:
    """Weeks, days, hours and minutes; years as twelve months."""
    assert duration("P1DT2H3M") == timedelta(days=1, hours=2, minutes=3)
    assert duration("P2W") == timedelta(days=14)
    assert term("P2Y3M4DT5H") == (27, timedelta(days=4, hours=5))
    assert term("P1M") == (1, timedelta())


def test_months_end_with_the_month() -> None:
    """The last day where there is no such day; December is followed by January; the calendar itself ends."""
    assert months_later(datetime(2031, 1, 31, 9), 1) == datetime(2031, 2, 28, 9)
    assert months_later(datetime(2031, 11, 30), 1) == datetime(2031, 12, 30)
    assert months_later(datetime(2031, 11, 30), 2) == datetime(2032, 1, 30)
    assert months_later(datetime(2031, 12, 5), 0) == datetime(2031, 12, 5)
    assert months_later(datetime(9990, 6, 1), 120) == datetime(9998, 6, 1)


def test_nothing_is_reckoned_beyond_the_far_future() -> None:
    """What never ends does not end later."""
    never = Moment(FAR_FUTURE, FAR_FUTURE)
    assert add_to_moment(never, "P3M", "calendar_days", "Etc/UTC") == never
    assert add_to_moment(Moment(at(2031, 1, 1), FAR_FUTURE), "PT1H", "hours", "Etc/UTC") == Moment(
        at(2031, 1, 1, 1), FAR_FUTURE
    )
    assert terms_later(Moment(at(9999, 1, 1), at(9999, 1, 1)), "P30D", 400, "Etc/UTC") == never


def test_ends_of_a_term_by_every_clock() -> None:
    """An unstated zone leaves as much open at the end as at the beginning."""
    start = moment("2031-02-10", EITHER)
    assert (start.earliest, start.latest, start.exact) == (at(2031, 2, 9, 21), at(2031, 2, 10), False)
    assert add_duration("2031-02-10", "P2D", "calendar_days", EITHER) == Moment(at(2031, 2, 11, 21), at(2031, 2, 12))
    assert terms_later(start, "P1M", 1, "Etc/UTC") == Moment(at(2031, 3, 9, 21), at(2031, 3, 10))


def test_days_of_a_term_are_days_of_the_local_clock() -> None:
    """Over a night with an hour less, whole days end at the same hour; hours are hours."""
    before = datetime(2031, 3, 29, 12, tzinfo=ZoneInfo("Europe/Vienna")).astimezone(UTC)
    start = Moment(before, before)
    assert terms_later(start, "P1D", 1, "Europe/Vienna").earliest == before + timedelta(hours=23)
    assert terms_later(start, "PT24H", 1, "Europe/Vienna").earliest == before + timedelta(hours=24)
    assert terms_later(start, "P1DT1H", 2, "Europe/Vienna").earliest == before + timedelta(hours=49)


@pytest.mark.parametrize(
    ("length", "count", "wanted"),
    [
        ("PT48H", "hours", at(2031, 2, 25, 10)),
        ("P1D", "calendar_days", at(2031, 2, 27, 10)),  # the act's own day counts: up to the act itself
        ("P2D", "calendar_days", at(2031, 2, 27) - timedelta(microseconds=1)),
        ("P1D", "exclude_first_day", at(2031, 2, 27) - timedelta(microseconds=1)),
        ("P2D", "exclude_first_day", at(2031, 2, 26) - timedelta(microseconds=1)),
        ("P2D", "working_days", at(2031, 2, 25) - timedelta(microseconds=1)),  # the 25th is a day of rest
        ("PT2H", "exclude_first_day", at(2031, 2, 27, 8)),  # hours are no days: an emergency's shorter notice
        ("PT48H", "calendar_days", at(2031, 2, 25, 10)),
        ("P1DT2H", "exclude_first_day", at(2031, 2, 26, 22) - timedelta(microseconds=1)),
    ],
)
def test_the_last_moment_for_notice(length: str, count: str, wanted: datetime) -> None:
    """Of an act on Thursday, 27 February 2031, 10:00."""
    assert latest_notice(at(2031, 2, 27, 10), length, count, "Etc/UTC", REST) == Moment(wanted, wanted)


def test_days_of_rest() -> None:
    """Weekend and holidays; without a calendar every day is a working day."""
    days = [datetime(2031, 2, day) for day in range(23, 30 - 1)]
    assert [is_working_day(day, REST) for day in days] == [True, True, False, True, True, False]
    assert all(is_working_day(day, None) for day in days)


def test_a_day_begins_once_and_a_clock_time_may_come_twice() -> None:
    """Amman put its clock back at 01:00 on 27 October 2017: the day began at the first midnight; 00:30 is either."""
    first = at(2017, 10, 26, 21)
    for text in ("2017-10-27", "2017-10-26T24:00"):
        assert moment(text, "Asia/Amman") == Moment(first, first)
    assert moment("2017-10-27T00:30", "Asia/Amman") == Moment(at(2017, 10, 26, 21, 30), at(2017, 10, 26, 22, 30))
    for count, start in (("calendar_days", "2017-10-22T10:00"), ("exclude_first_day", "2017-10-21T10:00")):
        assert add_duration(start, "P5D", count, "Asia/Amman") == Moment(first, first)


def test_hours_beside_days_that_are_counted() -> None:
    """Once they were dropped, and 36 hours were a day. They follow the end of the days; alone they are hours."""
    start = Moment(at(2031, 2, 3, 10), at(2031, 2, 3, 10))
    for length, end in (("PT36H", at(2031, 2, 4, 22)), ("P1DT12H", at(2031, 2, 4, 12)), ("P1D", at(2031, 2, 4))):
        assert add_to_moment(start, length, "calendar_days", "Etc/UTC").earliest == end
        assert add_duration("2031-02-03T10:00", length, "calendar_days", "Etc/UTC").earliest == end
