"""Claims about time: half-open windows, conventions, suspensions, unstated zones, knowledge."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.clock import add_duration, local_datetime, moment
from truceline.agreement.in_force import force_at, in_view, timeline
from truceline.agreement.model import Zone


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_damascus_midnight_is_22_utc_in_winter_and_21_in_summer() -> None:
    assert moment("2016-02-27", "Asia/Damascus").earliest == at("2016-02-26T22:00")
    assert moment("2016-05-04T00:01", "Asia/Damascus").earliest == at("2016-05-03T21:01")


def test_an_hour_that_comes_twice_is_both_and_one_that_never_comes_is_later() -> None:
    """Kyiv put its clocks back at 04:00 on 25 October 2020 and forward at 03:00 on 29 March."""
    twice = moment("2020-10-25T03:30", "Europe/Kyiv")
    assert (twice.earliest, twice.latest) == (at("2020-10-25T00:30"), at("2020-10-25T01:30"))
    assert moment("2020-10-25T02:59", "Europe/Kyiv").exact
    assert moment("2020-10-25T04:00", "Europe/Kyiv").exact
    missing = moment("2020-03-29T03:30", "Europe/Kyiv")
    assert (missing.earliest, missing.exact) == (at("2020-03-29T01:30"), True)
    first_of_day = moment("2016-03-25", "Asia/Damascus")  # 00:00 never comes: the day begins at 01:00
    assert (first_of_day.earliest, first_of_day.exact) == (at("2016-03-24T22:00"), True)


def test_in_the_hour_between_the_two_nothing_is_told_for_sure() -> None:
    windows = [{"from": "2020-10-01", "until": "2020-10-25T03:30"}]
    line = timeline(in_view(agreement(in_force=windows, timezone="Europe/Kyiv").agreement, "text", None))
    assert line.share(at("2020-10-25T00:15"), at("2020-10-25T00:16")) == (1.0, 1.0)
    assert line.share(at("2020-10-25T01:00"), at("2020-10-25T01:01")) == (0.0, 1.0)
    assert line.share(at("2020-10-25T01:45"), at("2020-10-25T01:46")) == (0.0, 0.0)


def test_24_00_is_the_next_day() -> None:
    assert local_datetime("2016-05-03T24:00") == local_datetime("2016-05-04")


def test_an_unstated_zone_gives_both_ends() -> None:
    known = moment("2020-03-06T00:01", Zone(unstated=["Asia/Damascus", "Europe/Moscow"]))
    assert (known.earliest, known.latest) == (at("2020-03-05T21:01"), at("2020-03-05T22:01"))


@pytest.mark.parametrize(
    ("convention", "end"),
    [("hours", "2020-02-08T12:00"), ("calendar_days", "2020-02-08T00:00"), ("exclude_first_day", "2020-02-09T00:00")],
)
def test_seven_days_from_noon_end_by_convention(convention: str, end: str) -> None:
    assert add_duration("2020-02-01T12:00", "P7D", convention, "Etc/UTC").earliest == at(end)


def test_windows_add_up_and_leave_the_hour_between_open() -> None:
    """Two windows with an hour between them."""
    windows = [{"from": "2020-02-01", "until": "2020-02-03"}, {"from": "2020-02-03T01:00", "for": "PT48H"}]
    line = timeline(in_view(agreement(in_force=windows).agreement, "text", None))
    assert line.share(at("2020-02-02T23:00"), at("2020-02-03T02:00")) == pytest.approx((2 / 3, 2 / 3))
    assert line.share(at("2020-02-05T00:59"), at("2020-02-05T01:00")) == (1.0, 1.0)
    assert line.share(at("2020-02-05T01:00"), at("2020-02-05T01:01")) == (0.0, 0.0)


def test_suspend_and_resume_by_the_reading_that_holds_it() -> None:
    events: list[dict[str, Any]] = [
        {"on": "2020-02-05", "by": "a", "claim": "off", "effect": "suspends", "readings": ["r1"]},
        {"on": "2020-02-10", "by": "a", "claim": "on", "effect": "resumes", "readings": ["r1"]},
        {"on": "2020-02-20", "by": "b", "claim": "over", "effect": "ends", "readings": ["r2"]},
    ]
    readings = [{"id": "r1", "title": "1"}, {"id": "r2", "title": "2"}]
    source = agreement(status_events=events, readings=readings).agreement
    one, two = in_view(source, "r1", None), in_view(source, "r2", None)
    assert [force_at(one, at(f"2020-02-{d:02}T00:00")).in_force for d in (4, 5, 9, 10, 25)] == [
        "yes",
        "no",
        "no",
        "yes",
        "yes",
    ]
    assert [force_at(two, at(f"2020-02-{d:02}T00:00")).in_force for d in (5, 20)] == ["yes", "no"]


def test_an_extension_announced_late_is_not_known_before() -> None:
    windows = [
        {"from": "2020-02-01", "until": "2020-02-10"},
        {"from": "2020-02-10", "until": "2020-02-20", "known_from": "2020-02-12"},
    ]
    source = agreement(in_force=windows).agreement
    instant = at("2020-02-11T00:00")
    assert force_at(in_view(source, "text", at("2020-02-11T12:00")), instant).in_force == "no"
    assert force_at(in_view(source, "text", at("2020-02-13T00:00")), instant).in_force == "yes"
    assert force_at(in_view(source, "text", None), instant).in_force == "yes"


def test_nothing_is_known_before_signing() -> None:
    view = in_view(agreement().agreement, "text", at("2019-12-31T00:00"))
    assert not view.in_force and not view.provisions


def test_an_unknown_reading_is_an_error() -> None:
    with pytest.raises(KeyError):
        in_view(agreement().agreement, "nobody", None)
