"""Notices: whose word counts, when it is late, and that nothing else hangs on them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement, registry, report
from truceline.run import assess_rows

NOTICE = {"of": ["flight"], "before": "P2D", "to": ["stranger"]}
DUTY = {"id": "n", "kind": "obligation", "text": "…", "notice": NOTICE}
NO_FIRE = {"id": "1", "kind": "prohibition", "text": "…", "acts": ["attack"]}


def found(*rows: dict[str, Any], duty: dict[str, Any] = DUTY) -> dict[str, Any]:
    known = [{"incident_id": "i", "report_id": f"r{n}", **row} for n, row in enumerate(rows)]
    return dict(assess_rows(known, [agreement(provisions=[NO_FIRE, duty])], registry()).to_pylist()[0])


def flight(**more: Any) -> dict[str, Any]:
    return report(act="flight", **more)


@pytest.mark.parametrize(
    ("claimed", "outcome"),
    [
        ({}, "undetermined"),
        ({"notice": "not_given"}, "violation"),
        ({"notice": "none"}, "violation"),
        ({"notice": "unknown"}, "undetermined"),
        ({"notice": "given"}, "undetermined"),
        ({"notice_given_at": "2020-02-08T10:00"}, "no_violation"),
        ({"notice_given_at": "2020-02-08T10:01"}, "violation"),
        ({"notice_given_at": "2020-02-08T10:00", "notice_to": ["Stranger Group"]}, "no_violation"),
        ({"notice_given_at": "2020-02-08T10:00", "notice_to": ["Southern Front"]}, "violation"),
        ({"notice_given_at": "2020-02-08T10:00", "notice_to": ["??"]}, "undetermined"),
        ({"notice_given_at": "2020-02-08T12:00", "occurred_until": "2020-02-10T16:00"}, "undetermined"),
    ],
)
def test_what_is_claimed_of_a_notice(claimed: dict[str, Any], outcome: str) -> None:
    """A flight on 10 February at 10:00; nothing said cannot be told."""
    told = found(flight(**claimed))
    assert (told["coverage"], told["outcome"]) == ("covered", outcome)
    if outcome == "undetermined":
        assert told["cannot_tell_because"] == "notice"


def test_two_words_on_one_notice_stand_side_by_side() -> None:
    """The mission says none, the party says in time: neither is believed, both are told with who says so."""
    said = found(
        flight(notice="not_given", claimant="Mission"), flight(notice_given_at="2020-02-01T10:00", claimant="North")
    )
    assert said["outcome"] == "undetermined"
    words = next(r["value"] for r in said["reasons"] if r["condition"] == "notice_missing")
    assert "Mission" in words and "North" in words


def test_a_silent_report_takes_what_the_others_say() -> None:
    assert found(flight(), flight(notice_given_at="2020-02-01T10:00"))["outcome"] == "no_violation"


def test_a_missing_notice_touches_no_other_provision() -> None:
    """An attack on whoever gave no notice stays what it is, and a flight without notice breaches the notice alone."""
    assert found(flight(notice="not_given"))["provision_ids"] == ["n"]
    for notice in ("not_given", "unknown", None):
        assert found(report(notice=notice))["provision_ids"] == ["1"]


HASTY = {**DUTY, "notice": {**NOTICE, "emergency": {"before": "PT12H"}}}
ARGUED = [{"kind": "emergency", "argued_by": "North", "text": None}]


@pytest.mark.parametrize(
    ("given_at", "argued", "outcome"),
    [
        ("2020-02-08T10:00", None, "no_violation"),
        ("2020-02-09T10:00", None, "violation"),
        ("2020-02-09T10:00", [{**ARGUED[0], "kind": "self_defence"}], "violation"),
        ("2020-02-09T10:00", ARGUED, "undetermined"),
        ("2020-02-09T22:00", ARGUED, "undetermined"),
        ("2020-02-09T22:01", ARGUED, "violation"),
    ],
)
def test_the_shorter_notice_of_an_emergency_needs_somebody_who_argues_one(
    given_at: str, argued: list[dict[str, Any]] | None, outcome: str
) -> None:
    """Two days, or twelve hours where an emergency is argued: it opens the question up to that minute, no more."""
    row = flight(notice_given_at=given_at, occurred_until="2020-02-10T10:00", exceptions_argued=argued)
    assert found(row, duty=HASTY)["outcome"] == outcome


@pytest.mark.parametrize(
    ("claimed", "outcome"),
    [
        ({}, "undetermined"),
        ({"notice": "not_given"}, "violation"),
        ({"notice_given_at": "2020-02-10T09:59", "notice_to": ["Stranger Group"]}, "no_violation"),
    ],
)
def test_what_needs_a_commissions_leave_is_written_as_a_notice_of_no_term(
    claimed: dict[str, Any], outcome: str
) -> None:
    """The manual's way to say "unless authorised": claimed as given, as not given, not said."""
    duty = DUTY | {"notice": {"of": ["flight"], "before": "PT0M", "to": ["stranger"]}}
    assert found(flight(**claimed), duty=duty)["outcome"] == outcome
