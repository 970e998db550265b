"""Running balances: what counts, for whom, in which period."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement, registry, report
from truceline.run import assess_rows


def outcomes(quantity: dict[str, Any], *rows: dict[str, Any], **more: Any) -> list[str]:
    provision = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["checkpoint"], "quantity": quantity, **more}
    found = assess_rows(list(rows), [agreement(provisions=[provision])], registry()).to_pylist()
    return [f["outcome"] for f in sorted(found, key=lambda f: f["incident_id"])]


def post(name: str, day: str, number: int | None = 15, **more: Any) -> dict[str, Any]:
    return report(report_id=name, act="checkpoint", occurred_from=day, quantity=number, quantity_unit="guards", **more)


@pytest.mark.parametrize(
    ("per", "second", "outcome"),
    [
        ("total", "2020-02-28T10:00", "violation"),
        ("day", "2020-02-05T23:00", "violation"),
        ("day", "2020-02-06T00:00", "no_violation"),
        ("week", "2020-02-09T23:00", "violation"),  # a Sunday
        ("week", "2020-02-10T01:00", "no_violation"),
        ("month", "2020-02-29T23:00", "violation"),
        ("P3D", "2020-02-06T23:00", "violation"),  # from 1 February: 4 to 6
        ("P3D", "2020-02-07T01:00", "no_violation"),
        ("P2W", "2020-02-14T23:00", "violation"),
        ("P2W", "2020-02-15T01:00", "no_violation"),
    ],
)
def test_what_counts_together_is_what_lies_in_one_period(per: str, second: str, outcome: str) -> None:
    """15 on 5 February and 15 again are 30 only within one period of the agreement's own clock."""
    rows = post("a", "2020-02-05T10:00"), post("b", second)
    assert outcomes({"unit": "guards", "max": 20, "per": per}, *rows) == ["no_violation", outcome]


def test_a_day_is_one_of_the_agreements_zone() -> None:
    """23:30 UTC is the next day in Damascus."""
    provision = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["checkpoint"]}
    provision["quantity"] = {"unit": "guards", "max": 20, "per": "day"}
    rows = [post("a", "2020-02-05T10:00"), post("b", "2020-02-05T22:30")]
    for zone, wanted in (
        ("Etc/UTC", "violation"),
        ("Asia/Damascus", "no_violation"),
        ({"unstated": ["Etc/UTC", "Asia/Damascus"]}, "undetermined"),
    ):
        loaded = agreement(provisions=[provision], timezone=zone)
        found = assess_rows(rows, [loaded], registry()).to_pylist()
        assert found[1]["outcome"] == wanted


@pytest.mark.parametrize(("net", "wanted"), [(False, "violation"), (True, "no_violation")])
def test_what_left_first_may_be_replaced_only_under_a_net_balance(net: bool, wanted: str) -> None:
    """Forty leave, then thirty and six come: a rotation under ``net``; else 36 are there and none is allowed."""
    quantity = {"unit": "guards", "max": 0, "per": "total", "each": ["side"], "reduced_by": ["withdrawal"], "net": net}
    left = post("a", "2020-02-05T10:00", 40) | {"act": "withdrawal"}
    rows = left, post("b", "2020-02-06T10:00", 30), post("c", "2020-02-07T10:00", 6)
    assert outcomes(quantity, *rows) == ["no_violation", wanted, wanted]
    assert outcomes(quantity, *rows, post("d", "2020-02-08T10:00", 5))[3] == "violation"


def test_under_a_net_balance_a_departure_of_no_number_leaves_it_open() -> None:
    """Who does not know how many left does not know how many may come."""
    quantity = {"unit": "guards", "max": 0, "per": "total", "reduced_by": ["withdrawal"], "net": True}
    left = post("a", "2020-02-05T10:00", None) | {"act": "withdrawal"}
    assert outcomes(quantity, left, post("b", "2020-02-06T10:00", 5))[1] == "undetermined"


def test_an_overlapping_item_may_have_come_before() -> None:
    """Of two things in overlapping intervals nobody knows which came first."""
    rows = post("a", "2020-02-05T10:00", occurred_until="2020-02-05T12:00"), post("b", "2020-02-05T11:00")
    assert outcomes({"unit": "guards", "max": 20, "per": "day"}, *rows) == ["undetermined", "undetermined"]


def test_of_two_at_one_time_the_smaller_id_comes_first() -> None:
    rows = post("b", "2020-02-05T10:00"), post("a", "2020-02-05T10:00")
    assert outcomes({"unit": "guards", "max": 20, "per": "day"}, *rows) == ["no_violation", "violation"]


def test_a_side_that_nobody_names_may_be_either() -> None:
    """An item of an unknown side may belong to every side's balance."""
    rows = post("a", "2020-02-05T10:00", claimed_initiator=["??"]), post("b", "2020-02-05T11:00")
    quantity = {"unit": "guards", "max": 20, "per": "day", "each": ["side"]}
    assert outcomes(quantity, *rows)[1] == "undetermined"


def test_what_lies_outside_the_agreement_does_not_count() -> None:
    """Neither outside its area nor outside its time."""
    rows = post("a", "2020-02-05T10:00", lon=15.0), post("b", "2020-01-05T11:00"), post("c", "2020-02-05T11:00")
    assert outcomes({"unit": "guards", "max": 20, "per": "total"}, *rows)[2] == "no_violation"


def test_what_is_permitted_counts_with_the_rest() -> None:
    """A permission lifts the breach of the item it is about; what stood there stood there."""
    permitted = {"id": "p", "kind": "permission", "text": "…", "acts": ["checkpoint"], "weapons": ["light_weapon"]}
    posts = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["checkpoint"]}
    posts["quantity"] = {"unit": "guards", "max": 20, "per": "day"}
    loaded = agreement(provisions=[posts, {**permitted, "lifts": ["q"]}])
    rows = [
        post("a", "2020-02-05T10:00", 25, weapon="light_weapon"),
        post("b", "2020-02-05T11:00", 5, weapon="mortar"),
    ]
    assert [f["outcome"] for f in assess_rows(rows, [loaded], registry()).to_pylist()] == ["no_violation", "violation"]


def test_without_a_ledger_only_an_item_too_big_by_itself_decides() -> None:
    """``judge`` alone knows nothing of what came before, and says so."""
    from truceline.assessment.assess import assess_incidents, default_as_of, lay_out_all, plans_for
    from truceline.run import reports_table

    provision = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["checkpoint"]}
    provision["quantity"] = {"unit": "guards", "max": 20, "per": "day"}
    known, rows = (
        registry(),
        reports_table([post("a", "2020-02-05T10:00", 25), post("b", "2020-02-05T11:00", 5)]).to_pylist(),
    )
    plans = plans_for([agreement(provisions=[provision])], known, None)
    found = assess_incidents(list(lay_out_all(rows, known)), plans, default_as_of(rows)).to_pylist()
    assert [f["outcome"] for f in found] == ["violation", "undetermined"]
    assert "not counted in this run" in found[1]["reasons"][-1]["value"]


@pytest.mark.parametrize(("per", "number", "outcome"), [("report", 15, "no_violation"), ("report", 25, "violation"),
                         ("day", 5, "no_violation"), ("day", 6, "violation")])  # fmt: skip
def test_what_is_permitted_up_to_an_amount_is_permitted_up_to_there(per: str, number: int, outcome: str) -> None:
    """15 stood there before on that day; a permission of 20 lifts a ban on posts as long as it is not used up."""
    ban = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["checkpoint"]}
    leave = {"id": "p", "kind": "permission", "text": "…", "acts": ["checkpoint"], "lifts": ["q"]}
    leave["quantity"] = {"unit": "guards", "max": 20, "per": per}
    rows = [post("a", "2020-02-05T10:00", 15), post("b", "2020-02-05T11:00", number)]
    found = assess_rows(rows, [agreement(provisions=[ban, leave])], registry()).to_pylist()
    assert [f["outcome"] for f in found] == ["no_violation", outcome]


def test_who_left_before_the_first_was_counted_is_no_credit() -> None:
    """Ten leave, ten come, fifteen come: twenty-five are there, over a ceiling of twenty; replacing may be allowed."""
    post = {"id": "q", "kind": "prohibition", "text": "…", "acts": ["reinforcement"]}
    quantity = {"unit": "guards", "max": 20, "per": "total", "reduced_by": ["withdrawal"]}
    moves = [("withdrawal", 10), ("reinforcement", 10), ("reinforcement", 15)]
    rows = [
        report(report_id=f"r{i}", act=act, quantity=n, quantity_unit="guards", occurred_from=f"2020-02-0{i + 2}T10:00")
        for i, (act, n) in enumerate(moves)
    ]
    for net, last in ((False, "violation"), (True, "no_violation")):
        loaded = agreement(provisions=[{**post, "quantity": {**quantity, "net": net}}])
        found = assess_rows(rows, [loaded], registry()).to_pylist()
        assert [f["outcome"] for f in found] == ["no_violation", "no_violation", last]
