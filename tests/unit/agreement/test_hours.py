"""Windows that hold in some hours of each day only, held to the clock minute by minute."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import agreement
from truceline.agreement.clock import FAR_FUTURE, WEEKDAYS
from truceline.agreement.hours import MOST_DAYS, force_spans, hours_in_words, in_its_hours
from truceline.agreement.in_force import Timeline, force_at
from truceline.agreement.lint import advice
from truceline.agreement.model import DailyHours, Window, Zone
from truceline.agreement.windows import span_of
from truceline.formats.agreement_yaml import load_agreement
from truceline.formats.bundled import bundled
from truceline.vocabulary.errors import TrucelineError

MINUTE = timedelta(minutes=1)


def line(zone: str | Zone, **window: Any) -> Timeline:
    return Timeline(in_its_hours(span_of(Window.model_validate(window), zone), zone))


def on(moment: str, found: Timeline) -> tuple[float, float]:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return found.share(at, at)


def test_the_hour_is_that_of_the_clock_also_when_it_is_put_forward() -> None:
    """In Damascus nine is seven by UTC in winter and six in summer; the clocks were put forward on 31 March 2017."""
    found = line("Asia/Damascus", **{"from": "2017-03-28"}, daily=[{"begins": "09:00", "ends": "14:00"}])
    assert on("2017-03-30T06:59", found) == (0, 0)
    assert on("2017-03-30T07:00", found) == (1, 1)
    assert on("2017-03-30T11:59", found) == (1, 1)
    assert on("2017-03-30T12:00", found) == (0, 0)
    assert on("2017-04-02T06:00", found) == (1, 1)
    assert on("2017-04-02T11:00", found) == (0, 0)


def test_past_midnight_the_day_on_which_it_begins_counts() -> None:
    found = line("Etc/UTC", **{"from": "2031-03-01"}, daily=[{"begins": "22:00", "ends": "05:00", "days": ["friday"]}])
    assert on("2031-03-07T22:00", found) == (1, 1)  # a Friday
    assert on("2031-03-08T04:59", found) == (1, 1)
    assert on("2031-03-08T22:00", found) == (0, 0)
    assert on("2031-03-07T04:00", found) == (0, 0)


def test_the_ends_of_the_window_cut_its_hours() -> None:
    """It begins in the middle of a night whose hours were running."""
    hours = [{"begins": "22:00", "ends": "05:00"}]
    found = line("Etc/UTC", **{"from": "2031-03-02T02:00", "until": "2031-03-03T23:00"}, daily=hours)
    assert on("2031-03-02T01:59", found) == (0, 0)
    assert on("2031-03-02T02:00", found) == (1, 1)
    assert on("2031-03-03T22:59", found) == (1, 1)
    assert on("2031-03-03T23:00", found) == (0, 0)


def test_where_the_zone_is_not_stated_the_hours_between_the_clocks_cannot_be_told() -> None:
    zone = Zone(unstated=["Etc/UTC", "Etc/GMT-3"])
    found = line(zone, **{"from": "2031-03-01"}, daily=[{"begins": "09:00", "ends": "14:00"}])
    assert on("2031-03-05T07:00", found) == (0, 1)  # ten o'clock by one, seven by the other
    assert on("2031-03-05T10:00", found) == (1, 1)
    assert on("2031-03-05T12:00", found) == (0, 1)
    assert on("2031-03-05T15:00", found) == (0, 0)


def test_a_window_without_an_end_is_known_for_ten_years_and_then_perhaps() -> None:
    found = line("Etc/UTC", **{"from": "2031-03-01"}, daily=[{"begins": "09:00", "ends": "14:00"}])
    assert found.spans[-1].end.latest == FAR_FUTURE
    assert len(found.spans) == MOST_DAYS + 1  # the day before it begins has none
    assert on("2040-12-01T10:00", found) == (1, 1)
    assert on("2045-12-01T10:00", found) == (0, 1)


def test_a_day_that_is_known_alone_gives_the_share_of_its_hours() -> None:
    found = line("Etc/UTC", **{"from": "2031-03-01"}, daily=[{"begins": "09:00", "ends": "15:00"}])
    day = datetime(2031, 3, 5, tzinfo=UTC)
    assert found.share(day, day + timedelta(days=1)) == (0.25, 0.25)


days = st.none() | st.lists(st.sampled_from(WEEKDAYS), min_size=1)
clocks = st.integers(0, 23 * 60 + 59).map(lambda m: f"{m // 60:02}:{m % 60:02}")


@given(
    st.lists(
        st.tuples(clocks, clocks, st.none() | st.lists(st.sampled_from(WEEKDAYS), min_size=1)), min_size=1, max_size=3
    ),
    st.sampled_from(["Asia/Damascus", "Etc/UTC", "Europe/Kyiv", "Asia/Kathmandu"]),
    st.integers(0, 7 * 24 * 60 - 1),
)
def test_every_minute_is_as_the_clock_on_the_wall_says(hours: list[Any], name: str, minute: int) -> None:
    """An oracle that reads the wall clock: within the hours of this day, or of those that began on the day before."""
    daily = [DailyHours(begins=b, ends=e, days=d) for b, e, d in hours]
    window = Window.model_validate({"from": "2031-05-01", "until": "2031-06-01"}).model_copy(update={"daily": daily})
    found = Timeline(in_its_hours(span_of(window, name), name))
    at = datetime(2031, 5, 10, tzinfo=UTC) + minute * MINUTE
    local = at.astimezone(ZoneInfo(name))
    clock, today = f"{local:%H:%M}", WEEKDAYS[local.weekday()]
    yesterday = WEEKDAYS[(local.weekday() - 1) % 7]

    def holds(h: DailyHours) -> bool:
        over = h.ends <= h.begins
        first = clock >= h.begins and (over or clock < h.ends) and (h.days is None or today in h.days)
        return first or (over and clock < h.ends and (h.days is None or yesterday in h.days))

    assert found.share(at, at + MINUTE) == ((1, 1) if any(map(holds, daily)) else (0, 0))


def test_state_at_an_hour_names_windows_that_are_off_then() -> None:
    hours = [{"begins": "09:00", "ends": "14:00"}]
    text = agreement(
        timezone="Etc/UTC", signed="2031-02-01", in_force=[{"from": "2031-03-01", "daily": hours}]
    ).agreement
    assert force_at(text, datetime(2031, 3, 5, 10, tzinfo=UTC)).in_force == "yes"
    night = force_at(text, datetime(2031, 3, 5, 2, tzinfo=UTC))
    assert (night.in_force, night.windows, [w.start for w in night.out_of_hours]) == ("no", [], ["2031-03-01"])
    assert force_at(text, datetime(2031, 2, 5, 10, tzinfo=UTC)).out_of_hours == []
    assert len(force_spans(text)) > MOST_DAYS


def test_words() -> None:
    daily = [
        DailyHours(begins="09:00", ends="14:00"),
        DailyHours(begins="22:00", ends="05:00", days=["monday", "friday"]),
    ]
    assert hours_in_words(daily) == (
        "each day from 09:00 to 14:00; Mondays from 22:00 to 05:00 of the next day; "
        "Fridays from 22:00 to 05:00 of the next day"
    )


@pytest.mark.parametrize(
    "bad", [{"begins": "9:00", "ends": "14:00"}, {"begins": "24:00", "ends": "03:00"}, {"begins": "09:00"}]
)
def test_hours_are_written_as_the_clock_shows_them(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Window.model_validate({"from": "2031-03-01", "daily": [bad]})


def test_what_is_written_otherwise_is_told_how(tmp_path: Path) -> None:
    source = bundled("agreements") / "karsa" / "karsa-relief-pause"
    folder = shutil.copytree(source, tmp_path / "pause")
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    (folder / "agreement.yaml").write_text(text.replace('ends: "14:00"', 'ends: "2 pm"'), encoding="utf-8")
    with pytest.raises(TrucelineError) as told:
        load_agreement(folder)
    assert [(p.code, "2 pm" in p.message, "from 00:00 to 24:00" in p.message) for p in told.value.problems] == [
        ("E-AGREE-005", True, True)
    ]


def test_a_window_without_any_of_its_hours_is_pointed_out() -> None:
    hours = [{"begins": "09:00", "ends": "14:00", "days": ["sunday"]}]
    windows = [{"from": "2031-03-03", "until": "2031-03-05", "daily": hours}]  # Monday and Tuesday
    loaded = agreement(timezone="Etc/UTC", signed="2031-02-01", in_force=windows)
    assert [x for x in advice(loaded.agreement, [], set()) if "hours" in x] == [
        "in_force: the window from 2031-03-03 has none of its hours (Sundays from 09:00 to 14:00)"
    ]
