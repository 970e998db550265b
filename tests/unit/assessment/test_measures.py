"""Amounts of one measure are added up whatever their unit; a claim of a shortfall touches the floor it is about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement, registry
from truceline.bulletins.engine_words import AS_WRITTEN, sentence
from truceline.run import assess_rows

HERE = {"lon": 10.5, "lat": 10.5, "place_radius_m": 10, "claimed_initiator": ["Northern Army"]}


def delivery(day: int, amount: float | None, unit: str | None = "tonnes", **more: Any) -> dict[str, Any]:
    row = {"report_id": f"d{day:02d}", "act": "delivery", "occurred_from": f"2020-02-{day:02d}T10:00Z", **HERE, **more}
    return row if amount is None else {**row, "quantity": amount, "quantity_unit": unit}


def missing(amount: float | None = None, unit: str | None = None) -> dict[str, Any]:
    return {**delivery(20, amount, unit), "report_id": "claim", "act": "failure_to_deliver"}


def ceiling(name: str, unit: str, most: float, **more: Any) -> dict[str, Any]:
    quantity = {"unit": unit, "max": most, **more}
    return {"id": name, "kind": "prohibition", "text": "…", "acts": ["delivery"], "quantity": quantity, "source": "T"}


def floor(name: str, unit: str, least: float, due: str = "2020-02-15") -> dict[str, Any]:
    quantity = {"unit": unit, "min": least, "per": "total", "counts": ["delivery"]}
    return {
        "id": name, "kind": "obligation", "text": "…", "breached_by": ["failure_to_deliver"], "quantity": quantity,
        "due": {"on": due}, "source": "T",
    }  # fmt: skip


def last(provisions: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The finding on the last of the reports."""
    found = assess_rows(rows, [agreement(provisions=provisions)], registry()).to_pylist()
    return next(f for f in found if f["incident_id"] == rows[-1]["report_id"])


@pytest.mark.parametrize(
    ("kilograms", "outcome"), [(500, "no_violation"), (500.001, "violation"), (0.001, "no_violation")]
)
def test_kilograms_and_tonnes_are_one_measure(kilograms: float, outcome: str) -> None:
    """A tonne, and 500 kg, at most 1.5 t: to the gram."""
    provisions = [ceiling("1", "tonnes", 1.5, per="total")]
    found = last(provisions, [delivery(1, 1), delivery(2, kilograms, "kilograms")])
    assert found["outcome"] == outcome
    told = next(r["value"] for r in found["reasons"] if r["condition"] == "quantity_over")
    assert f"this one {kilograms / 1000:.6f}".rstrip("0") in told and "at most 1.5 allowed" in told
    for language in ("ar", "ru"):
        assert all(piece.kind != AS_WRITTEN for piece in sentence(told, language))


def test_in_one_report_and_in_parts() -> None:
    """A ceiling on each report; a part that is counted in a unit of its own."""
    assert last([ceiling("1", "tonnes", 0.3)], [delivery(1, 300, "kilograms")])["outcome"] == "no_violation"
    assert last([ceiling("1", "kilograms", 300)], [delivery(1, 0.301)])["outcome"] == "violation"
    assert last([ceiling("1", "tonnes", 0.3)], [delivery(1, 3, "trucks")])["outcome"] == "undetermined"
    part = {"id": "box", "max": 700, "unit": "kilograms", "per": "total", "where": ["box"]}
    whole = [ceiling("1", "tonnes", 1.5, per="total", sub_quotas=[part])]
    assert [last(whole, [delivery(1, x)])["outcome"] for x in (0.7, 0.701)] == ["no_violation", "violation"]


def test_a_floor_counts_both() -> None:
    """10,000 kg are the ten tonnes; a gram less, and a claim in kilograms is about them."""
    ten = [floor("1", "tonnes", 10)]
    assert last(ten, [delivery(1, 10_000, "kilograms"), missing()])["outcome"] == "no_violation"
    assert last(ten, [delivery(1, 9999.999, "kilograms"), missing(1, "kilograms")])["outcome"] == "violation"


GOODS = [floor("1", "tonnes", 10), floor("2", "litres", 100), floor("3", "tonnes", 5, "2020-02-25")]


@pytest.mark.parametrize(
    ("rows", "outcome", "provisions"),
    [
        ([missing()], "violation", ["1", "2"]),  # one of the two that were due: which, it does not say
        ([delivery(1, 100, "litres"), missing()], "violation", ["1"]),  # the fuel came
        ([missing(5, "litres")], "violation", ["2"]),
        ([delivery(1, 100, "litres"), missing(5, "litres")], "no_violation", []),  # contradicted, and no word of grain
        ([missing(5, "kilograms")], "violation", ["1"]),  # 3 was not due
        ([missing(5, "trucks")], "undetermined", ["1", "2"]),
        ([delivery(1, 12, item_state="disputed"), missing()], "undetermined", ["1", "2"]),
        ([delivery(1, 10), delivery(2, 100, "litres"), missing()], "no_violation", []),
    ],
)
def test_a_claim_of_a_shortfall_is_about_one_floor(rows: list[Any], outcome: str, provisions: list[str]) -> None:
    """It once touched every floor that was overdue, whatever it said of the goods."""
    found = last(GOODS, rows)
    assert (found["outcome"], found["provision_ids"]) == (outcome, provisions)
    for language in ("ar", "ru"):
        for reason in found["reasons"]:
            assert all(piece.kind != AS_WRITTEN for piece in sentence(reason["value"], language)), reason["value"]


def test_which_of_two_is_told_side_by_side() -> None:
    """The trace says of each what it would be, were the claim about the other."""
    told = {
        r["provision_id"]: r["value"] for r in last(GOODS, [missing()])["reasons"] if r["condition"] == "quantity_over"
    }
    assert "at least 10 required" in told["1"] and "taken as a claim about 2" in told["1"]
    assert "at least 100 required" in told["2"] and "taken as a claim about 1" in told["2"]


def test_what_is_measured_otherwise_is_another_thing() -> None:
    """Litres are the fuel's where the text counts fuel in litres; vehicles leave open how many guards there were."""
    two = [
        ceiling("1", "tonnes", 10),
        ceiling("2", "litres", 100, per="total"),
        ceiling("3", "tonnes", 12, per="total"),
    ]
    assert last(two, [delivery(1, 50, "litres")])["outcome"] == "no_violation"
    assert last(two, [delivery(1, 90, "litres"), delivery(2, 9)])["outcome"] == "no_violation"
    assert last(two, [delivery(1, 120, "litres")])["provision_ids"] == ["2"]
    assert last(two[:1], [delivery(1, 50, "litres")])["outcome"] == "undetermined"  # no other clause measures so
    assert last(two, [delivery(1, 3, "trucks")])["outcome"] == "undetermined"
    posts = [ceiling("1", "guards", 20), ceiling("2", "vehicles", 5)]
    assert last(posts, [delivery(1, 3, "vehicles")])["provision_ids"] == ["1"]
