"""A duty is off while the other side stands determined to break its part; nobody else's word lifts it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.agreement.lint import advice
from truceline.run import assess_rows

BAN = {**BASE["provisions"][0], "reciprocal": {"breach_of": ["1"], "determined_by": ["commission"]}}
BY_SOUTH = {"claimed_initiator": ["Southern Front"], "claimed_target": ["Northern Army"]}
AT = "2020-02-10T10:00"


def found(on: str = "2020-02-05", **more: Any) -> dict[str, Any]:
    return {
        "id": more.pop("id", "d"), "party": "south", "provisions": ["1"], "by": "commission",
        "on": on, "text": "…", **more
    }  # fmt: skip


def outcome(determined: list[dict[str, Any]], row: dict[str, Any] | None = None, ban: Any = BAN, **world: Any) -> Any:
    loaded = agreement(provisions=[ban, *BASE["provisions"][1:]], determinations=determined, **world)
    row = {"occurred_from": AT, **(row or {})}
    (f,) = assess_rows([report(**row)], [loaded], registry()).to_pylist()
    return f["outcome"]


@pytest.mark.parametrize(
    ("determined", "wanted"),
    [
        ([], "violation"),
        ([found()], "no_violation"),
        ([found("2020-02-11")], "violation"),  # not yet
        ([found(until="2020-02-10")], "violation"),  # over
        ([found(until="2020-02-07"), found("2020-02-06", id="e", until="2020-02-12")], "no_violation"),  # they add up
        ([found(by="north")], "violation"),  # the text does not make it the judge
        ([found(provisions=["2"])], "violation"),  # of something else
        ([found(party="north")], "violation"),  # its own breach frees nobody of its duty
        ([found(contested=True)], "undetermined"),
        ([found(basis="B")], "undetermined"),
    ],
)
def test_what_counts(determined: list[dict[str, Any]], wanted: str) -> None:
    """Who determined what, of whom, and whether it stands on that day."""
    assert outcome(determined) == wanted


def test_whoever_broke_it_stays_bound() -> None:
    """And somebody unknown may be of that side."""
    assert outcome([found()], BY_SOUTH) == "violation"
    assert outcome([found()], {"claimed_initiator": None}) == "undetermined"


def test_only_a_breach_by_whom_it_is_owed_to() -> None:
    """A duty towards one side answers that side's breach alone."""
    third = {"id": "east", "name": "East", "members": [{"actor": "stranger"}]}
    parties = [*BASE["parties"], third]
    towards = {**BAN, "against": ["south", "civilians"]}
    assert outcome([found(party="east")], ban=towards, parties=parties) == "violation"
    assert outcome([found(party="east")], parties=parties) == "no_violation"
    assert outcome([found()], ban=towards, parties=parties) == "no_violation"


def test_nobody_knew_of_it_then() -> None:
    """A state of knowledge before it was made known has no determination."""
    rows = [report(occurred_from=AT)]
    loaded = agreement(provisions=[BAN], determinations=[found(known_from="2020-03-01")])
    earlier = assess_rows(rows, [loaded], registry(), as_of="2020-02-20").to_pylist()
    later = assess_rows(rows, [loaded], registry(), as_of="2020-03-02").to_pylist()
    assert [f["outcome"] for f in (*earlier, *later)] == ["violation", "no_violation"]


def test_lint_names_what_nothing_answers() -> None:
    """A determination that no provision heeds is on record and has no effect."""
    text = agreement(provisions=[BAN], determinations=[found(), found(id="idle", by="north")]).agreement
    said = [line for line in advice(text, [], {"commission"}) if line.startswith("determination")]
    assert said == ["determination idle: no provision is reciprocal to what it found by north"]
