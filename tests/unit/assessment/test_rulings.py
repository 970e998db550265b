"""Binding interpreters: what a ruling marks, from when, for whom, and that it changes no finding."""

from __future__ import annotations

from typing import Any

from tests.factory import agreement, registry, report
from truceline.assessment.explain import conclusion
from truceline.run import assess_rows

TWO = [
    {"id": "1", "kind": "prohibition", "text": "No attack.", "acts": ["attack"]},
    {
        "id": "2",
        "kind": "obligation",
        "text": "Let aid pass.",
        "breached_by": ["aid_obstruction"],
        "readings": ["wide"],
    },
]
BODY = {"id": "jc", "body": "stranger"}
RULING = {"id": "r", "by": "jc", "on": "2020-02-12", "reading": "wide", "text": "Aid is meant."}


def found(ruling: dict[str, Any], body: dict[str, Any] = BODY, as_of: str | None = None, **row: Any) -> dict[str, Any]:
    readings = [{"id": "wide", "title": "Wide"}, {"id": "narrow", "title": "Narrow"}]
    loaded = agreement(provisions=TWO, readings=readings, interpreters=[body], rulings=[{**RULING, **ruling}])
    told = assess_rows(
        [report(**{"act": "aid_obstruction", "occurred_from": "2020-02-15", **row})], [loaded], registry(), as_of
    )
    return {f["reading"]: f for f in told.to_pylist()}


def marks(told: dict[str, Any]) -> dict[str, list[str]]:
    """Per reading the first word of each row on rulings."""
    return {
        name: [r["value"].split()[0] for r in f["reasons"] if r["condition"] == "reading_binds"]
        for name, f in told.items()
    }


def test_every_reading_keeps_its_finding_and_says_which_one_binds() -> None:
    """The narrow reading finds no violation, and its conclusion says that it was overtaken, by whom and since when."""
    told = found({})
    assert (told["wide"]["outcome"], told["narrow"]["outcome"]) == ("violation", "no_violation")
    assert marks(told) == {"wide": ["binding"], "narrow": ["overtaken"]}
    said = conclusion(told["narrow"])
    assert "overtaken from 2020-02-12: Stranger Group decided on 2020-02-12 for reading wide" in said
    assert "overtaken" not in conclusion(told["wide"])


def test_before_it_binds_and_before_it_is_known_it_marks_nothing() -> None:
    """By the day of the event, and by the state of knowledge."""
    nothing: dict[str, list[str]] = {"wide": [], "narrow": []}
    assert marks(found({"binds_from": "2020-02-20"})) == nothing
    assert marks(found({}, occurred_from="2020-02-11")) == nothing
    assert marks(found({"known_from": "2020-02-25"}, as_of="2020-02-20")) == nothing
    assert marks(found({"known_from": "2020-02-25"}, as_of="2020-02-26")) != nothing


def test_a_ruling_on_one_provision_marks_what_is_about_it() -> None:
    """By the ruling's own word, or by what its body may decide on."""
    for ruling, body in (({"provisions": ["1"]}, BODY), ({}, {**BODY, "provisions": ["1"]})):
        assert marks(found(ruling, body)) == {"wide": [], "narrow": []}
        assert marks(found(ruling, body, act="shelling")) == {"wide": ["binding"], "narrow": ["overtaken"]}


def test_an_event_around_the_day_may_be_overtaken() -> None:
    """Its row is open where the zone leaves the hour open."""
    zone = {"unstated": ["Asia/Damascus", "Etc/UTC"]}
    loaded = agreement(
        provisions=TWO[:1],
        timezone=zone,
        readings=[{"id": "wide", "title": "W"}, {"id": "narrow", "title": "N"}],
        interpreters=[BODY],
        rulings=[RULING],
    )
    (_, narrow) = assess_rows([report(occurred_from="2020-02-11T23:00")], [loaded], registry()).to_pylist()
    (row,) = (r for r in narrow["reasons"] if r["condition"] == "reading_binds")
    assert (row["state"], row["decides"]) == ("cannot_tell", False)
