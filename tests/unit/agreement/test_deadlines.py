"""Day counting, deadlines, late extensions, disputed declarations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.clock import add_duration, add_to_moment, latest_notice, moment
from truceline.agreement.deadlines import deadline
from truceline.agreement.in_force import in_view, timeline
from truceline.agreement.model import Calendar, Zone

REST = Calendar(weekend=["friday", "saturday"], holidays=["2020-02-11"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2020-02-05T10:00", "P1D", "2020-02-07"),  # Wednesday: Thursday counts
        ("2020-02-06T10:00", "P1D", "2020-02-10"),  # Thursday: Sunday is the next that counts
        ("2020-02-09T10:00", "P2D", "2020-02-13"),  # Sunday: Monday, then Wednesday, for Tuesday is a holiday
        ("2020-02-05T10:00", "P0D", "2020-02-06"),
    ],
)
def test_working_days_leave_out_weekend_and_holidays(start: str, length: str, end: str) -> None:
    assert add_duration(start, length, "working_days", "Etc/UTC", REST).earliest == at(end)


@pytest.mark.parametrize(
    ("count", "last"),
    [
        ("hours", "2020-02-12T09:00"),
        ("calendar_days", "2020-02-13T23:59:59.999999"),
        ("exclude_first_day", "2020-02-12T23:59:59.999999"),
        ("working_days", "2020-02-12T23:59:59.999999"),
    ],
)
def test_the_last_moment_for_a_notice_two_days_before(count: str, last: str) -> None:
    """An act on Friday, 14 February, 09:00."""
    assert latest_notice(at("2020-02-14T09:00"), "P2D", count, "Etc/UTC", REST).earliest == at(last)


def test_a_notice_is_never_due_after_the_act() -> None:
    """One calendar day before means the act's own day, up to the act."""
    assert latest_notice(at("2020-02-14T09:00"), "P1D", "calendar_days", "Etc/UTC").latest == at("2020-02-14T09:00")


def due(value: dict[str, Any], **more: Any) -> Any:
    provisions = [
        {"id": "1", "kind": "prohibition", "text": "…", "acts": ["attack"]},
        {"id": "2", "kind": "obligation", "text": "…", "due": {"within": "P10D", "after": "in_force"}},
        {"id": "3", "kind": "obligation", "text": "…", "due": value},
    ]
    view = in_view(agreement(provisions=provisions, **more).agreement, "text", None)
    return deadline(view, view.provisions[-1])


def test_a_day_means_until_it_is_over() -> None:
    assert due({"on": "2020-02-08"}).end.earliest == at("2020-02-09")
    assert due({"on": "2020-02-08T12:00"}).end.earliest == at("2020-02-08T12:00")


def test_deadlines_depend_on_deadlines_or_on_what_was_certified() -> None:
    """D+10 of force, then D+5 of that; or D+5 of a certification; or not at all while nobody certified."""
    after = {"within": "P5D", "after": "2"}
    assert due({**after, "counted_from": "due"}).end.earliest == at("2020-02-16")
    assert due(after).end is None
    done = [{"id": "c", "provision": "2", "on": "2020-02-04", "by": "commission"}]
    assert due(after, certifications=done).end.earliest == at("2020-02-09")
    vague = due(after, certifications=[{**done[0], "basis": "B"}]).end
    assert vague.earliest == at("2020-02-09") and vague.latest.year == 9999


@pytest.mark.parametrize(("retroactive", "gap"), [("yes", (1, 1)), ("no", (0, 0)), ("unstated", (0, 1))])
def test_a_late_extension_says_whether_it_looks_back(retroactive: str, gap: tuple[int, int]) -> None:
    """The gap between the lapse on the 10th and the announcement on the 12th; from then on it holds for sure."""
    windows = [
        {"from": "2020-02-01", "until": "2020-02-10"},
        {"from": "2020-02-10", "until": "2020-02-20", "announced": "2020-02-12", "retroactive": retroactive},
    ]
    loaded = agreement(in_force=windows).agreement
    line = timeline(in_view(loaded, "text", None))
    assert line.share(at("2020-02-11"), at("2020-02-11")) == gap
    assert line.share(at("2020-02-12"), at("2020-02-12")) == (1, 1)
    early = timeline(in_view(loaded, "text", at("2020-02-11T12:00")))
    assert early.share(at("2020-02-11"), at("2020-02-11")) == (0, 0)


def test_a_contested_declaration_opens_what_it_would_end() -> None:
    """Suspended or not, and resumed or not, cannot be told; what is undisputed is."""
    events = [
        {"on": "2020-02-05", "by": "a", "claim": "…", "effect": "suspends", "contested": True},
        {"on": "2020-02-10", "by": "b", "claim": "…", "effect": "suspends"},
        {"on": "2020-02-15", "by": "b", "claim": "…", "effect": "resumes", "contested": True},
    ]
    line = timeline(in_view(agreement(status_events=events).agreement, "text", None))
    days = {"2020-02-03": (1, 1), "2020-02-07": (0, 1), "2020-02-12": (0, 0), "2020-02-18": (0, 1)}
    assert {day: line.share(at(day), at(day)) for day in days} == days


@pytest.mark.parametrize(
    ("start", "length", "day_count", "end"),
    [
        ("2020-10-23", "P3M", "hours", "2021-01-23T00:00"),
        ("2020-10-23", "P3M", "calendar_days", "2021-01-23T00:00"),  # the 22nd is the last day
        ("2020-10-23", "P3M", "exclude_first_day", "2021-01-24T00:00"),  # the 23rd is the last day
        ("2020-11-10T00:00", "P5Y", "hours", "2025-11-10T00:00"),
        ("2031-01-31T12:00", "P1M", "hours", "2031-02-28T12:00"),  # no 31 February
        ("2020-02-29", "P1Y6M", "hours", "2021-08-29T00:00"),
        ("2031-03-01T08:00", "P1M2DT3H", "hours", "2031-04-03T11:00"),
    ],
)
def test_months_and_years_run_to_the_same_day_of_the_month(start: str, length: str, day_count: str, end: str) -> None:
    """Three months are no ninety days; summer time begins in between and moves no local clock."""
    for zone in ("Africa/Tripoli", "Europe/Paris"):
        wanted = moment(end, zone)
        assert add_duration(start, length, day_count, zone) == wanted
        assert add_to_moment(moment(start, zone), length, day_count, zone) == wanted


def test_months_by_an_unstated_zone_stay_an_interval() -> None:
    """Each clock that the text may mean counts its own months."""
    zone = Zone(unstated=["Etc/UTC", "Asia/Damascus"])
    found = add_duration("2031-01-31T00:00", "P1M", "hours", zone)
    assert found == moment("2031-02-28T00:00", zone)
