"""Terms that go on by themselves unless somebody gives notice in time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from truceline.agreement.clock import FAR_FUTURE
from truceline.agreement.model import StatusEvent, Window, Zone
from truceline.agreement.windows import span_of


def window(**renews: Any) -> Window:
    return Window.model_validate(
        {"id": "w", "from": "2031-01-31", "for": "P1M", "renews": {"notice": "P10D", **renews}}
    )


def notice(on: str, **more: Any) -> StatusEvent:
    return StatusEvent.model_validate({"on": on, "by": "x", "claim": "…", "effect": "gives_notice", **more})


def ends(found: Window, *notices: StatusEvent, zone: Any = "Etc/UTC") -> tuple[str, str]:
    span = span_of(found, zone, None, notices)
    return tuple(  # type: ignore[return-value]
        "never" if at == FAR_FUTURE else at.strftime("%m-%d %H:%M") for at in (span.end.earliest, span.end.latest)
    )


def test_without_a_notice_it_has_no_end() -> None:
    """Or ends after so many further terms."""
    assert ends(window()) == ("never", "never")
    assert ends(window(times=2)) == ("04-30 00:00", "04-30 00:00")
    assert span_of(window(), "Etc/UTC").start.earliest == datetime(2031, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2031-01-01", "02-28 00:00"),  # before it began
        ("2031-02-18", "02-28 00:00"),  # ten times 24 hours before, to the hour
        ("2031-02-18T00:01", "03-31 00:00"),  # too late for the first term, in time for the second
        ("2031-03-21", "03-31 00:00"),
        ("2031-03-22", "04-30 00:00"),  # months are counted from the first end, not from one cut short in February
    ],
)
def test_a_notice_ends_the_first_term_for_which_it_is_in_time(given: str, wanted: str) -> None:
    """A late one ends the next term."""
    assert ends(window(), notice(given)) == (wanted, wanted)


@pytest.mark.parametrize(
    ("day_count", "last", "late"),
    [
        ("calendar_days", "2032-06-01T23:59", "2032-06-02"),  # the 30th of June is the first of thirty days back
        ("exclude_first_day", "2032-05-31T23:59", "2032-06-01"),
    ],
)
def test_days_of_notice_count_from_the_last_day_that_the_term_has(day_count: str, last: str, late: str) -> None:
    """A term that is over when June is has no first of July to count from."""
    half = {"id": "w", "from": "2032-01-01", "for": "P6M", "renews": {"notice": "P30D", "day_count": day_count}}
    found = Window.model_validate(half)
    assert ends(found, notice(last)) == ("07-01 00:00", "07-01 00:00")
    assert ends(found, notice(late)) == ("01-01 00:00", "01-01 00:00")


def test_further_terms_may_have_a_length_of_their_own() -> None:
    """Days are days of the local clock, also where an hour is lost or won between them."""
    assert ends(window(**{"for": "P30D", "times": 2}), zone="Europe/Vienna") == ("04-28 22:00", "04-28 22:00")
    assert ends(window(**{"for": "PT36H", "times": 1})) == ("03-01 12:00", "03-01 12:00")


def test_a_disputed_notice_leaves_the_end_open() -> None:
    """It may have ended the term; if it did not, the next sure notice did, or none."""
    doubted = notice("2031-02-01", contested=True)
    assert ends(window(), doubted) == ("02-28 00:00", "never")
    assert ends(window(), notice("2031-02-01", basis="B"), notice("2031-03-01")) == ("02-28 00:00", "03-31 00:00")
    assert ends(window(times=3), doubted) == ("02-28 00:00", "05-31 00:00")


def test_a_notice_on_the_edge_of_an_unstated_zone_may_be_in_time() -> None:
    """Given an hour and a half before the last moment by one clock, after it by the other."""
    zone = Zone(unstated=["Etc/UTC", "Etc/GMT-3"])
    span = span_of(window(), zone, None, [notice("2031-02-17T22:30Z")])
    assert span.end.earliest == datetime(2031, 2, 27, 21, tzinfo=UTC)
    assert span.end.latest == datetime(2031, 3, 31, tzinfo=UTC)


def test_a_notice_of_another_window_is_none_of_this_one() -> None:
    """A text may have several terms."""
    assert ends(window(), notice("2031-02-01", window="other")) == ("never", "never")
    assert ends(window(), notice("2031-02-01", window="w")) == ("02-28 00:00", "02-28 00:00")


def back(on: str, **more: Any) -> StatusEvent:
    taken = {"on": on, "by": "x", "claim": "…", "effect": "withdraws_notice", "takes_back": "n", **more}
    return StatusEvent.model_validate(taken)


def test_a_notice_taken_back_before_the_term_is_over_ends_nothing() -> None:
    """Taken back later it has had its effect; another notice still counts."""
    given = notice("2031-02-01", id="n")
    assert ends(window(), given, back("2031-02-27T23:59")) == ("never", "never")
    assert ends(window(), given, back("2031-02-28")) == ("02-28 00:00", "02-28 00:00")
    assert ends(window(), given, back("2031-02-10"), notice("2031-03-01", id="m")) == ("03-31 00:00", "03-31 00:00")
    assert ends(window(), given, back("2031-02-10", takes_back="m")) == ("02-28 00:00", "02-28 00:00")
    assert ends(window(times=2), given, back("2031-02-10")) == ("04-30 00:00", "04-30 00:00")


def test_a_notice_too_late_for_one_term_may_be_taken_back_in_the_next() -> None:
    late = notice("2031-02-20", id="n")
    assert ends(window(), late, back("2031-03-15")) == ("never", "never")
    assert ends(window(), late, back("2031-04-01")) == ("03-31 00:00", "03-31 00:00")


def test_a_disputed_withdrawal_leaves_the_end_open() -> None:
    """The notice may stand for this term, and for every later one that nothing sure ends."""
    given = notice("2031-02-01", id="n")
    assert ends(window(), given, back("2031-02-10", contested=True)) == ("02-28 00:00", "never")
    assert ends(window(), given, back("2031-02-10", basis="B")) == ("02-28 00:00", "never")
    both = [back("2031-02-10", contested=True), back("2031-02-12")]
    assert ends(window(), given, *both) == ("never", "never")
    found = ends(window(), given, back("2031-02-10", contested=True), notice("2031-03-01", id="m"))
    assert found == ("02-28 00:00", "03-31 00:00")


def test_a_withdrawal_in_the_unstated_hours_of_the_end_may_come_too_late() -> None:
    """By one clock the term is over when it is taken back, by the other not yet."""
    zone = Zone(unstated=["Etc/UTC", "Etc/GMT-3"])
    given = [notice("2031-02-01", id="n"), back("2031-02-27T22:30Z")]
    span = span_of(window(), zone, None, given)
    assert span.end.earliest == datetime(2031, 2, 27, 21, tzinfo=UTC)
    assert span.end.latest == FAR_FUTURE
