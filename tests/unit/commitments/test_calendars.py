"""Twenty dates of Minsk and of the South Sudanese agreements, reckoned by hand from facts about the texts.

Each day below was counted on paper from the signature or start and the term that the text states; none was copied from
what the code prints. A day is the last one on which the commitment is kept in time, in the instrument's own zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from truceline.cli.commitments import Opened, opened

AS_OF = "2026-06-01"


@cache
def book(name: str, as_of: str = AS_OF) -> Opened:
    return opened((name,), as_of, (), None)


def row(instrument: str, provision: str, owner: str, as_of: str = AS_OF) -> dict[str, Any]:
    name = {"ua": "ukraine", "ss": "south_sudan"}[instrument[:2]]
    key = f"{instrument}/{provision}/{owner}"
    return next(r for r in book(name, as_of).book.joined.to_pylist() if r["commitment_id"] == key)


def last_day(row: dict[str, Any], end: datetime) -> date:
    return (end - timedelta(microseconds=1)).astimezone(ZoneInfo(row["zone"])).date()


PACKAGE, ADDENDUM, FRAMEWORK = (
    "ua-minsk-package-2015-02-12", "ua-minsk-addendum-2015-09-29", "ua-minsk-disengagement-2016-09-21",
)  # fmt: skip
ACOH, KHARTOUM, RARCSS = "ss-acoh-2017-12-21", "ss-khartoum-2018-06-27", "ss-rarcss-2018-09-12"

BY_HAND = [
    # signed 12 Feb 2015 + 30 days: 12 Feb + 16 days = 28 Feb, + 14 = 14 Mar
    (PACKAGE, "k4b", "ukr", "2015-03-14"),
    # three ways of counting fourteen days: the last is 17 Feb + 14 = 3 Mar
    (PACKAGE, "k2-ukr", "ukr", "2015-03-03"),
    (PACKAGE, "k2-cadlr", "cadlr", "2015-03-03"),
    # fifth day after the last of them
    (PACKAGE, "k6", "ukr", "2015-03-08"),
    (PACKAGE, "k6", "cadlr", "2015-03-08"),
    (PACKAGE, "k9", "ukr", "2015-12-31"),
    (PACKAGE, "k11", "ukr", "2015-12-31"),
    # 30 Sep 2015 + 15 days
    (ADDENDUM, "d1-cadlr", "cadlr", "2015-10-15"),
    # coordinates of positions
    (FRAMEWORK, "f8", "ukr", "2016-09-22"),
    # signed 21 Dec 2017 + 72 h, the hour unknown: on 24 Dec
    (ACOH, "a4", "tgonu", "2017-12-24"),
    (ACOH, "a10", "io", "2017-12-24"),
    # signed 27 Jun 2018 + 72 h
    (KHARTOUM, "h2", "tgonu", "2018-06-30"),
    # signed 12 Sep 2018 + 72 h, + 14, + 15, + 30 days, + 2 weeks
    (RARCSS, "2.1.5", "io", "2018-09-15"),
    (RARCSS, "2.1.11", "ssoa", "2018-09-26"),
    (RARCSS, "7.1", "tgonu", "2018-09-27"),
    (RARCSS, "2.2.2", "tgonu", "2018-10-12"),
    (RARCSS, "2.4.9", "fd", "2018-10-12"),
    (RARCSS, "2.5.3", "opp", "2018-10-12"),
    (RARCSS, "1.4.7", "tgonu", "2018-09-26"),
    # 12 Oct 2018 + 180 days: 19 left in Oct, 30, 31, 31, 28, 31 = 170 by 31 Mar, + 10 = 10 Apr
    (RARCSS, "2.5.4", "tgonu", "2019-04-10"),
    # extended to 12 Nov 2019 and to 22 Feb 2020
    (RARCSS, "2.1.7", "io", "2020-02-22"),
    # 22 Feb 2027 less 60 days would be 24 Dec; the day announced is the 22nd
    (RARCSS, "1.1.5", "tgonu", "2026-12-22"),
    # six months before 22 Feb 2027
    (RARCSS, "2.4.11", "tgonu", "2026-08-22"),
]


@pytest.mark.parametrize(("instrument", "provision", "owner", "day"), BY_HAND)
def test_the_last_day_is_as_counted_by_hand(instrument: str, provision: str, owner: str, day: str) -> None:
    """The latest day of the term is the one counted on paper."""
    found = row(instrument, provision, owner)
    assert last_day(found, found["due_until"]).isoformat() == day


def test_there_are_twenty_dates() -> None:
    """At least twenty, each for another commitment."""
    assert len({entry[:3] for entry in BY_HAND}) >= 20


def test_competing_dates_stand_side_by_side() -> None:
    """The withdrawal of the Package has the days of all its ways of counting, none dropped."""
    found = row(PACKAGE, "k2-ukr", "ukr")
    days = {last_day(found, d["end_latest"]).isoformat() for d in found["dates"]}
    assert {"2015-03-01", "2015-03-02", "2015-03-03"} <= days
    between = row(PACKAGE, "k2-ukr", "ukr", "2015-03-02T12:00")
    assert (between["term"], between["timeliness"]) == ("contested", None)


def test_an_extension_moves_a_date_only_from_when_it_was_known() -> None:
    """Foreign forces were due out by 12 May 2019 until the parties extended the period; the old date stays."""
    before, after = row(RARCSS, "2.1.7", "io", "2019-04-01"), row(RARCSS, "2.1.7", "io", "2019-06-01")
    assert last_day(before, before["due_until"]) == date(2019, 5, 12)
    assert last_day(after, after["due_from"]) == date(2019, 11, 11)
    assert last_day(after, after["due_until"]) == date(2019, 11, 12)
    moved = [d for d in after["dates"] if d["moved"]]
    assert [last_day(after, d["end_latest"]) for d in moved] == [date(2019, 5, 12)]


def test_stages_and_targets_of_others_decide_nothing() -> None:
    """The defence review ends with its third stage; the target of Paris does not reopen the exchange of 2015."""
    review = row(RARCSS, "2.5.4", "tgonu")
    assert {d["kind"] for d in review["dates"]} >= {"stage", "computed"}
    assert last_day(review, review["due_from"]) == date(2019, 3, 11)
    exchange = row(PACKAGE, "k6", "ukr")
    assert "target" in {d["kind"] for d in exchange["dates"]}
    assert last_day(exchange, exchange["due_until"]) == date(2015, 3, 8)


def test_a_late_resolution_that_nobody_verified_is_not_done() -> None:
    """k4b: adopted three days late by background knowledge, so its date is missed and the claim is shown."""
    found = row(PACKAGE, "k4b", "ukr")
    assert (found["timeliness"], found["verified_status"], found["claimed_status"]) == ("missed", None, 3)
    assert found["done_from"] is None


def test_a_term_that_runs_from_another_waits_for_its_verified_completion() -> None:
    """The dialogue is due a day after the withdrawal, which nobody verified: its term does not run."""
    found = row(PACKAGE, "k4a", "ukr")
    assert (found["term"], found["waits_for"], found["due_from"]) == ("not_running", "k2-ukr", None)


def test_claims_of_completion_stand_beside_what_was_seen() -> None:
    """Stanytsia: both sides say completed, the monitors saw the start; the level verified is theirs."""
    rows = [row(FRAMEWORK, "f2-stanytsia", owner) for owner in ("ukr", "cadlr")]
    assert [(r["verified_status"], r["claimed_status"]) for r in rows] == [(2, 3), (2, 3)]
    assert [r["claimed_by"] for r in rows] == ["ukraine", "lpr"]


def test_what_was_not_known_yet_does_not_count() -> None:
    """On 27 June 2019 neither letter is known."""
    found = row(FRAMEWORK, "f2-stanytsia", "ukr", "2019-06-27")
    assert (found["verified_status"], found["claimed_status"]) == (2, 2)
    assert found["as_of"] == datetime(2019, 6, 27, 23, 59, 59, 999999, tzinfo=UTC)
