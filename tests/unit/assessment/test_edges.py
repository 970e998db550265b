"""Edges at which one sign more or less would turn a finding, a word or a day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.agreement.clock import Moment, add_to_moment, latest_notice
from truceline.agreement.in_force import timeline
from truceline.run import assess_rows

NORTH, SOUTH = BASE["parties"]
CLAUSE = BASE["provisions"][0]


def one(*rows: dict[str, Any], **world: Any) -> dict[str, Any]:
    told = [{"incident_id": "i", "report_id": f"r{n}", **row} for n, row in enumerate(rows)]
    (found,) = assess_rows(told, [agreement(**world)], registry()).to_pylist()
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_claims_of_one_place_count_as_the_most_precise_and_places_apart_stay_both() -> None:
    """A coarse circle over the border yields to the precise one inside it; one apart from it stays an alternative."""
    precise, coarse = report(lon=10.98), report(lon=11.0, place_radius_m=30000.0)
    assert one(precise, coarse)["coverage"] == "covered"
    assert one(precise, report(lon=11.2))["coverage"] == "cannot_tell"


def test_of_three_parties_one_suspension_leaves_the_surest_of_the_others() -> None:
    """Suspended for the north alone: the actor is bound through a party it surely belongs to, whatever else it may."""
    parties = [
        NORTH,
        {"id": "a", "name": "A", "members": [{"actor": "north-army"}]},
        {"id": "b", "name": "B", "members": [{"actor": "north-army", "basis": "B"}]},
        SOUTH,
    ]
    off = {"on": "2020-02-05", "by": "x", "claim": "off", "effect": "suspends", "parties": ["north"]}
    for others, outcome in ((["a", "b"], "violation"), (["b"], "undetermined"), ([], "no_violation")):
        clause = {**CLAUSE, "bound": ["north", *others]}
        assert one(report(), parties=parties, provisions=[clause], status_events=[off])["outcome"] == outcome


def test_where_effect_or_origin_counts_the_open_border_of_either_is_named() -> None:
    """The effect lies outside; whether it came from behind a border that nobody published cannot be told."""
    hidden = {"id": "hidden", "name": "Hidden", "shape": "unpublished", "within": ["box"]}
    scope = {"areas": ["hidden"], "place": "either"}
    row = report(lon=12.0, origin_lon=10.5, origin_lat=10.5, origin_radius_m=100.0)
    assert one(row, areas=[*BASE["areas"], hidden], scope=scope)["cannot_tell_because"] == "unpublished_border"


@pytest.mark.parametrize(
    ("hour", "coverage"), [("20:59", "covered"), ("21:30", "cannot_tell"), ("22:00", "not_covered")]
)
def test_a_membership_ends_by_every_clock_the_text_may_mean(hour: str, coverage: str) -> None:
    """Until the 10th in Moscow (21:00 UTC) or Damascus (22:00 UTC): in between it cannot be told."""
    parties = [{**NORTH, "members": [{"actor": "north-army", "until": "2020-02-11"}]}, SOUTH]
    zone = {"unstated": ["Asia/Damascus", "Europe/Moscow"]}
    assert one(report(occurred_from=f"2020-02-10T{hour}"), parties=parties, timezone=zone)["coverage"] == coverage


def test_a_window_that_begins_when_the_event_ends_is_the_next_one() -> None:
    """Half-open: the trace of an event up to midnight names the window that begins at midnight."""
    found = one(report(occurred_from="2020-01-31T20:00", occurred_until="2020-02-01T00:00"))
    said = next(r["value"] for r in found["reasons"] if r["condition"] == "in_force")
    assert "the next window begins 2020-02-01" in said


def _force_words(when: str, *windows: dict[str, Any]) -> str:
    found = one(report(occurred_from=when), in_force=list(windows), timezone="Africa/Khartoum")
    return next(str(r["value"]) for r in found["reasons"] if r["condition"] == "in_force")


def test_an_extension_that_does_not_look_back_begins_with_its_announcement() -> None:
    """In the gap the trace must not name a window as yet to begin on a day that is already past."""
    window = {"from": "2020-02-01", "until": "2020-03-01"}
    late = {**window, "announced": "2020-02-20T12:00", "retroactive": "no"}
    said = _force_words("2020-02-10T10:00", late)
    assert said == "not in force: the next window holds from its announcement on, 2020-02-20T12:00, local time"


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({"for": "P10D"}, "2020-02-11T12:00"),
        ({"for": "P10D", "day_count": "calendar_days"}, "2020-02-11T00:00"),
        ({"for": "P10D", "renews": {"notice": "P1D", "times": 1}}, "2020-02-21T12:00"),
    ],
)
def test_the_last_window_ended_when_its_last_term_was_over(more: dict[str, Any], end: str) -> None:
    """A length is told by its end on the clock of the text, days counted as it says, further terms included."""
    said = _force_words("2020-02-25T10:00", {"from": "2020-02-01T12:00", **more})
    assert said == f"not in force: the last window ended {end}, local time"


def test_who_is_part_of_a_party_is_not_called_the_party() -> None:
    """A party and an actor may share an id: who only belongs to that actor answers through it."""
    own = [{**NORTH, "id": "north-army"}, SOUTH]
    found = one(report(claimed_initiator=["Northern Militia"], occurred_from="2020-02-20T10:00"), parties=own)
    said = next(r["value"] for r in found["reasons"] if r["condition"] == "actor_bound")
    assert said == "Northern Militia answers through North: affiliate of Northern Army"


def test_a_suspension_is_over_at_the_moment_of_resumption() -> None:
    """Half-open like every interval: nothing is said of a suspension at the instant it ended."""
    events = [
        {"on": f"2020-02-0{day}T00:00", "by": "x", "claim": "…", "effect": effect}
        for day, effect in ((5, "suspends"), (8, "resumes"))
    ]
    line = timeline(agreement(status_events=events).agreement, "box")
    assert line.off_hit(at("2020-02-07T23:59"), at("2020-02-08T00:00"))
    assert not line.off_hit(at("2020-02-08T00:00"), at("2020-02-08T00:00"))
    assert not line.off_hit(at("2020-02-04T23:00"), at("2020-02-05T00:00"))


def test_days_from_an_uncertain_start_end_as_early_and_as_late_as_it_may_have_been() -> None:
    """Two calendar days from the 1st or the 3rd end with the 2nd or the 4th."""
    found = add_to_moment(Moment(at("2020-02-01T10:00"), at("2020-02-03T10:00")), "P2D", "calendar_days", "Etc/UTC")
    assert (found.earliest, found.latest) == (at("2020-02-03T00:00"), at("2020-02-05T00:00"))


@pytest.mark.parametrize(
    ("count", "last"),
    [("hours", "2020-03-26T10:00"), ("calendar_days", "2020-03-27T21:00"), ("exclude_first_day", "2020-03-26T22:00")],
)
def test_the_last_moment_of_a_notice_on_the_night_without_midnight(count: str, last: str) -> None:
    """Damascus put its clocks on at 00:00 on 27 March 2020; two days before 13:00 on the 28th by each convention."""
    found = latest_notice(at("2020-03-28T10:00"), "P2D", count, "Asia/Damascus")
    assert abs((at(last) - found.latest).total_seconds()) < 1
