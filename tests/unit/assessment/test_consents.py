"""Consent lifts what is forbidden without it where it is on record; what nobody recorded cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

BY_SOUTH = {"claimed_initiator": ["Southern Front"], "claimed_target": ["Northern Army"]}
AT = "2020-02-10T10:00"


def given(**more: Any) -> dict[str, Any]:
    return {"id": "c", "by": "commission", "provisions": ["1"], "from": "2020-02-05", "text": "…", **more}


def one(consents: list[dict[str, Any]], record: str = "partial", row: dict[str, Any] | None = None) -> dict[str, Any]:
    ban = {**BASE["provisions"][0], "unless_consent": {"by": ["commission"], "record": record}}
    ring = {"id": "ring", "name": "Ring", "shape": "circle", "center": [10.2, 10.2], "radius_m": 5000}
    loaded = agreement(provisions=[ban], consents=consents, areas=[*BASE["areas"], ring])
    row = {"occurred_from": AT, "lon": 10.5, "lat": 10.5, "place_radius_m": 100.0, **(row or {})}
    (f,) = assess_rows([report(**row)], [loaded], registry()).to_pylist()
    return f


@pytest.mark.parametrize(
    ("consents", "partial", "complete"),
    [
        ([], "undetermined", "violation"),
        ([given()], "no_violation", "no_violation"),
        ([given(until="2020-02-10")], "undetermined", "violation"),
        ([given(to=["north"])], "no_violation", "no_violation"),
        ([given(to=["south"])], "undetermined", "violation"),
        ([given(acts=["patrol"])], "undetermined", "violation"),
        ([given(areas=["ring"])], "undetermined", "violation"),
        ([given(basis="B")], "undetermined", "undetermined"),
        ([given(refused=True)], "violation", "violation"),
        ([given(refused=True, to=["north"])], "violation", "violation"),
        ([given(refused=True, to=["south"])], "undetermined", "violation"),
        ([given(refused=True, areas=["ring"])], "undetermined", "violation"),
        ([given(refused=True, basis="B")], "undetermined", "violation"),
        ([given(refused=True), given(id="d")], "no_violation", "no_violation"),
    ],
)
def test_what_is_on_record(consents: list[dict[str, Any]], partial: str, complete: str) -> None:
    """By whom, to whom, where, when and for what; with a record of some consents, and of all."""
    assert one(consents)["outcome"] == partial
    assert one(consents, "complete")["outcome"] == complete


def test_why_it_stays_open() -> None:
    """The word says that it is for want of a record, and the trace names what may have lifted it."""
    found = one([])
    assert found["cannot_tell_because"] == "consent"
    (row,) = [r for r in found["reasons"] if r["condition"] == "not_permitted"]
    assert row["value"] == "permitted by consent (perhaps given: no record says so)"
    (row,) = [r for r in one([given()])["reasons"] if r["condition"] == "not_permitted"]
    assert row["value"].startswith("permitted by c (…)")


def test_a_refusal_to_one_side_is_none_to_the_other() -> None:
    """The other side's consent stays unrecorded."""
    assert one([given(refused=True, to=["north"])], row=BY_SOUTH)["outcome"] == "undetermined"
    assert one([given(refused=True, to=["north"])], row={"claimed_initiator": None})["outcome"] == "undetermined"
