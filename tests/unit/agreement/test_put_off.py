"""Deadlines that somebody put off: what was known then decides, and what an announcement after the day means."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.deadlines import Deadline, deadline, overdue
from truceline.agreement.in_force import in_view
from truceline.bulletins.engine_words import AS_WRITTEN, sentence
from truceline.commitments.instantiate import commitments_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def accord(due: dict[str, Any], *extensions: dict[str, Any], **more: Any) -> Any:
    provisions = [
        {"id": "1", "kind": "prohibition", "text": "…", "acts": ["attack"]},
        {"id": "2", "kind": "obligation", "text": "…", "due": {**due, "extensions": list(extensions)}},
        {"id": "3", "kind": "obligation", "text": "…", "due": {"within": "P5D", "after": "2", "counted_from": "due"}},
    ]
    return agreement(provisions=provisions, **more).agreement


def put_off(announced: str, **more: Any) -> dict[str, Any]:
    return {"announced": announced, "by": "commission", **more}


def found(text: Any, as_of: str | None = None, provision: int = 1) -> Deadline:
    view = in_view(text, "text", at(as_of) if as_of else None)
    told = deadline(view, view.provisions[provision])
    assert told is not None
    return told


def late(told: Deadline, day: str) -> tuple[float, float]:
    return overdue(told).share(at(day), at(day))


def test_what_was_known_then_decides() -> None:
    """Due on the 10th, put off on the 8th to the 20th: before the 8th nobody knew of it."""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-08", on="2020-02-20"))
    assert found(text, "2020-02-07").end.earliest == at("2020-02-11")
    assert found(text, "2020-02-08T12:00").end.earliest == at("2020-02-21")
    assert late(found(text, "2020-02-07"), "2020-02-15") == (1, 1)
    assert late(found(text), "2020-02-15") == (0, 0)
    told_later = accord({"on": "2020-02-10"}, put_off("2020-02-08", on="2020-02-20", known_from="2020-02-12"))
    assert found(told_later, "2020-02-09").end.earliest == at("2020-02-11")


@pytest.mark.parametrize(("retroactive", "between"), [("yes", (0, 0)), ("no", (1, 1)), ("unstated", (0, 1))])
def test_put_off_late_it_says_what_the_days_between_were(retroactive: str, between: tuple[int, int]) -> None:
    """Over with the 10th, put off on the 13th: in time, late or open in between, then in time."""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-13", on="2020-02-20", retroactive=retroactive))
    told = found(text)
    assert late(told, "2020-02-12") == between
    assert late(told, "2020-02-10") == late(told, "2020-02-14") == (0, 0)
    assert late(told, "2020-02-21") == (1, 1)
    assert late(found(text, "2020-02-12"), "2020-02-12") == (1, 1)


def test_put_off_again_and_again() -> None:
    """Each counts from the deadline before it, in the order in which they were made known; a gap of one stays."""
    text = accord(
        {"on": "2020-02-10"},
        put_off("2020-02-23", further="P5D", retroactive="no"),
        put_off("2020-02-13", further="P7D", retroactive="unstated"),
    )
    told = found(text)
    assert told.end.earliest == at("2020-02-23")  # the 17th, and five days more: the 22nd is the last
    assert [late(told, f"2020-02-{d}") for d in (12, 14, 18, 22)] == [(0, 1), (0, 0), (1, 1), (1, 1)]
    assert [end.earliest for end, _ in told.before] == [at("2020-02-11"), at("2020-02-18")]


@pytest.mark.parametrize(
    ("due", "further", "end"),
    [
        ({"within": "P10D", "day_count": "hours"}, "P2D", "2020-02-13"),
        ({"within": "P10D", "day_count": "calendar_days"}, "P2D", "2020-02-13"),  # the 10th, then the 12th
        ({"within": "P10D", "day_count": "exclude_first_day"}, "P2D", "2020-02-14"),  # the 11th, then the 13th
        ({"within": "P5D", "day_count": "working_days"}, "P2D", "2020-02-11"),  # Thursday 6th; Sunday, Monday
        ({"within": "P4D", "day_count": "working_days"}, "P2D", "2020-02-10"),  # Wednesday 5th; Thursday, Sunday
        ({"within": "P1M", "day_count": "calendar_days"}, "P1M", "2020-03-30"),  # 29 February; 29 March
        ({"on": "2020-02-10"}, "P2D", "2020-02-13"),
        ({"on": "2020-02-10T12:00"}, "PT6H", "2020-02-10T18:00"),
    ],
)
def test_further_days_are_counted_as_the_term_was(due: dict[str, Any], further: str, end: str) -> None:
    """From the last day that the term still had; days of rest are passed over where they were before."""
    calendar = {"weekend": ["friday", "saturday"]}
    text = accord(due, put_off("2020-02-02", further=further), calendar=calendar)
    told = found(text).end
    assert told is not None
    assert told.earliest == told.latest == at(end)


def test_what_hangs_on_the_deadline_moves_with_it() -> None:
    """Five days after the deadline of 2, which was put off by ten."""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-08", further="P10D"))
    assert found(text, provision=2).end.earliest == at("2020-02-26")
    assert found(text, "2020-02-07", 2).end.earliest == at("2020-02-16")


def test_an_extension_known_from_background_only_may_hold() -> None:
    """Between the old deadline and the new one it cannot be told."""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-08", on="2020-02-20", basis="B"))
    assert [late(found(text), f"2020-02-{d}") for d in (10, 15, 21)] == [(0, 0), (0, 1), (1, 1)]


def test_an_extension_of_one_reading_is_that_readings() -> None:
    text = accord(
        {"on": "2020-02-10"},
        put_off("2020-02-08", on="2020-02-20", readings=["a"]),
        readings=[{"id": "a", "title": "A", "held_by": []}, {"id": "b", "title": "B", "held_by": []}],
    )
    ends = [deadline(view, view.provisions[1]).end.earliest for view in (in_view(text, r, None) for r in "ab")]  # type: ignore[union-attr]
    assert ends == [at("2020-02-21"), at("2020-02-11")]


def test_a_day_set_for_what_waits_runs_without_its_step() -> None:
    """Nobody has certified the step; the body set a day of its own. A length alone goes on waiting."""
    waits = {"within": "P5D", "after": "1"}
    assert found(accord(waits, put_off("2020-02-08", on="2020-02-20"))).end.earliest == at("2020-02-21")
    longer = found(accord(waits, put_off("2020-02-08", further="P5D")))
    assert longer.end is None and longer.not_before == at("2020-01-11")  # signed on the 1st, ten days on


@pytest.mark.parametrize("language", ["ar", "ru"])
@pytest.mark.parametrize("retroactive", ["yes", "no", "unstated"])
def test_it_is_said_in_every_language(language: str, retroactive: str) -> None:
    for more in ({"on": "2020-02-20"}, {"on": "2020-02-20T10:00"}, {"further": "P2D"}):
        text = accord({"within": "P10D"}, put_off("2020-02-13", retroactive=retroactive, **more))
        assert all(piece.kind != AS_WRITTEN for piece in sentence(found(text).sentence, language))


def test_the_book_of_commitments_keeps_what_was_put_off_and_marks_it() -> None:
    """Two dates: the one of the text, moved, and the one that decides; as known before, one that decides."""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-08", on="2020-02-20"))
    rows = [r for r in commitments_of(text).to_pylist() if r["provision_id"] == "2"]
    assert {r["due_until"] for r in rows} == {at("2020-02-21")}
    assert [(d["end_latest"], d["moved"]) for d in rows[0]["dates"]] == [
        (at("2020-02-11"), True),
        (at("2020-02-21"), False),
    ]
    assert "put off on 2020-02-08 by commission" in rows[0]["dates"][1]["says"]
    early = [r for r in commitments_of(text, as_of=at("2020-02-07")).to_pylist() if r["provision_id"] == "2"]
    assert [(d["end_latest"], d["moved"]) for d in early[0]["dates"]] == [(at("2020-02-11"), False)]


@pytest.mark.parametrize(
    ("due", "further", "end"),
    [
        ({"on": "2020-02-10"}, "PT12H", "2020-02-11T12:00"),  # hours from the end of the 10th
        ({"on": "2020-02-10"}, "P1DT12H", "2020-02-12T12:00"),  # a day, then half of one
        ({"within": "P5D", "day_count": "calendar_days"}, "PT36H", "2020-02-07T12:00"),  # over with the 5th
        ({"within": "P5D", "day_count": "calendar_days"}, "P1DT12H", "2020-02-07T12:00"),
        ({"within": "PT48H", "day_count": "calendar_days"}, "PT2H", "2020-02-03T02:00"),  # hours are no days
    ],
)
def test_hours_are_those_of_the_clock_whatever_counts_days(due: dict[str, Any], further: str, end: str) -> None:
    """A further length of hours once changed nothing where days are counted."""
    assert found(accord(due, put_off("2020-02-02", further=further))).end.earliest == at(end)


@pytest.mark.parametrize(("retroactive", "between"), [("yes", (0, 0)), ("no", (1, 1)), ("unstated", (0, 1))])
def test_what_hangs_on_a_deadline_put_off_late_has_its_gap(retroactive: str, between: tuple[int, int]) -> None:
    """2 was due on the 10th, 3 five days later; on the 18th 2 was put off to the 20th: what was 3 on the 17th?"""
    text = accord({"on": "2020-02-10"}, put_off("2020-02-18", on="2020-02-20", retroactive=retroactive))
    told = found(text, provision=2)
    assert late(told, "2020-02-17") == between
    assert late(told, "2020-02-15") == late(told, "2020-02-19") == (0, 0)  # due on the 15th; from the 18th moved
    assert late(told, "2020-02-26") == (1, 1)
    assert "before it was put off" in told.sentence
    early = accord({"on": "2020-02-10"}, put_off("2020-02-13", on="2020-02-20", retroactive=retroactive))
    assert "put off" not in found(early, provision=2).sentence  # told before 3 was due: nothing was late


TAKEN_BACK = {"takes_back": "more", "by": "commission"}


def test_an_extension_that_was_taken_back_stood_until_then() -> None:
    """Put off from the 10th to the 20th, taken back on the 15th at noon: late from that hour on, not before."""
    more = put_off("2020-02-08", on="2020-02-20", id="more")
    text = accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-02-15T12:00"})
    told = found(text)
    assert told.end.earliest == at("2020-02-15T12:00")
    assert late(told, "2020-02-12") == (0, 0) and late(told, "2020-02-16") == (1, 1)
    assert found(text, "2020-02-14").end.earliest == at("2020-02-21")
    assert [end.earliest for end, _ in told.before] == [at("2020-02-11"), at("2020-02-21")]
    in_time = accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-02-09"})
    assert found(in_time).end.earliest == at("2020-02-11")
    after_all = accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-03-15"})
    assert found(after_all).end.earliest == at("2020-02-21")  # it was over: nothing was left to take back
    again = put_off("2020-02-09T12:00", further="P2D")
    text = accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-02-09"}, again)
    assert found(text).end.earliest == at("2020-02-13")


def test_taking_back_that_nobody_verified_may_have_been() -> None:
    """Basis B: from the day it is said to have been taken back it cannot be told until the later end."""
    more = put_off("2020-02-08", on="2020-02-20", id="more")
    told = found(accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-02-15", "basis": "B"}))
    assert [late(told, f"2020-02-{d}") for d in (14, 16, 21)] == [(0, 0), (0, 1), (1, 1)]


def test_what_waits_waits_again() -> None:
    """A day set for a duty whose step nobody recorded, taken back: it cannot be told any more."""
    more = put_off("2020-02-08", on="2020-02-20", id="more")
    told = found(accord({"within": "P5D", "after": "1"}, more, {**TAKEN_BACK, "announced": "2020-02-10"}))
    assert told.end is None and told.not_before is not None


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_taking_back_is_said_in_every_language(language: str) -> None:
    more = put_off("2020-02-08", on="2020-02-20", id="more")
    text = accord({"on": "2020-02-10"}, more, {**TAKEN_BACK, "announced": "2020-02-15T12:00"})
    assert all(piece.kind != AS_WRITTEN for piece in sentence(found(text).sentence, language))
    hanging = accord({"on": "2020-02-10"}, put_off("2020-02-18", on="2020-02-20", retroactive="unstated"))
    assert all(piece.kind != AS_WRITTEN for piece in sentence(found(hanging, provision=2).sentence, language))


@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        ("Asia/Amman", "2017-10-26", "2017-10-26T21:00"),  # the clock shows 00:00 of the 27th twice
        ("Asia/Damascus", "2016-03-24", "2016-03-24T22:00"),  # it never shows 00:00 of the 25th
        ("Africa/Cairo", "2014-09-25", "2014-09-25T22:00"),  # 23:00 comes twice
    ],
)
def test_a_day_is_over_once(zone: str, day: str, end: str) -> None:
    """Whatever the clock does at midnight: an exact end, by the name of the day; so for a term counted in days."""
    dated = accord({"on": day}, timezone=zone, signed=day, in_force=[{"from": day}])
    assert found(dated).end.earliest == found(dated).end.latest == at(end)
    assert f"the end of {day}, local time ({zone})" in found(dated).sentence
    one_day = {"within": "P1D", "day_count": "calendar_days"}
    counted = found(accord(one_day, timezone=zone, signed=day, in_force=[{"from": day}]))
    assert counted.end.earliest == counted.end.latest == at(end)
