"""Duties of others than whoever acted: never surely touched by what somebody else did."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement, registry, report
from truceline.run import assess_rows

NO_FIRE = {"id": "1", "kind": "prohibition", "text": "…", "acts": ["shelling"]}
DUTY: dict[str, Any] = {
    "id": "g",
    "kind": "obligation",
    "text": "…",
    "bound": ["stranger"],
    "breached_by": ["failure_to_restrain"],
    "ensures": {"parties": ["north"], "provisions": ["1"]},
}


def found(duty: dict[str, Any] | None = None, **row: Any) -> tuple[str, list[str], str | None]:
    loaded = agreement(provisions=[NO_FIRE, {**DUTY, **(duty or {})}])
    told = assess_rows([report(**row)], [loaded], registry()).to_pylist()[0]
    return told["outcome"], told["provision_ids"], told["attributed_party"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"act": "shelling"}, ("violation", ["1"], "north")),
        ({"act": "attack"}, ("undetermined", ["1", "g"], None)),
        ({"act": "attack", "claimed_initiator": ["Southern Front"]}, ("undetermined", ["1"], None)),
        ({"act": "attack", "claimed_initiator": ["??"]}, ("undetermined", ["1", "g"], None)),
        ({"act": "patrol"}, ("no_violation", [], None)),
        ({"act": "failure_to_restrain", "claimed_initiator": ["Stranger Group"]}, ("violation", ["g"], "stranger")),
        ({"act": "failure_to_act", "claimed_initiator": ["Stranger Group"]}, ("undetermined", ["g"], None)),
        ({"act": "failure_to_restrain", "claimed_initiator": ["Southern Front"]}, ("no_violation", [], None)),
    ],
)
def test_what_touches_a_duty_for_others(row: dict[str, Any], told: tuple[str, list[str], str | None]) -> None:
    """Only the claimed omission of whoever is bound decides; the breach of those named leaves it open."""
    assert found(**row) == told


UNSIGNED: dict[str, Any] = {"bound": ["south"], "breached_by": ["failure_to_prevent"]}
OF_STRANGERS = {**UNSIGNED, "ensures": {"parties": ["stranger"], "acts": ["attack"]}}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"act": "shelling", "claimed_initiator": ["Stranger Group"]}, ("covered", "undetermined", ["g"], "omission")),
        (
            {"act": "hostile_act", "claimed_initiator": ["Stranger Group"]},
            ("cannot_tell", "undetermined", ["g"], "act"),
        ),
        ({"act": "patrol", "claimed_initiator": ["Stranger Group"]}, ("not_covered", "undetermined", [], None)),
        ({"act": "shelling", "claimed_initiator": ["Late Group"]}, ("not_covered", "undetermined", [], None)),
        ({"act": "failure_to_prevent", "claimed_initiator": ["Southern Front"]}, ("covered", "violation", ["g"], None)),
        ({"act": "shelling"}, ("covered", "violation", ["1"], None)),
    ],
)
def test_acts_of_those_who_signed_nothing_are_for_others_to_prevent(row: dict[str, Any], told: tuple[Any, ...]) -> None:
    """They are within the text by that duty, breach nothing themselves, and prove no omission."""
    loaded = agreement(provisions=[NO_FIRE, {**DUTY, **OF_STRANGERS}])
    (one,) = assess_rows([report(**row)], [loaded], registry()).to_pylist()
    assert (one["coverage"], one["outcome"], one["provision_ids"], one["cannot_tell_because"]) == told
    assert (one["attributed_party"] is None) == (told[1] != "violation")


def test_without_their_acts_the_text_has_no_word_on_strangers() -> None:
    loaded = agreement(provisions=[NO_FIRE, {**DUTY, **UNSIGNED, "ensures": {"parties": ["stranger"]}}])
    (one,) = assess_rows([report(claimed_initiator=["Stranger Group"])], [loaded], registry()).to_pylist()
    assert one["coverage"] == "not_covered"


def test_any_party_and_any_provision() -> None:
    """Without names the duty is about everybody's breach of anything."""
    wide = {"ensures": {"parties": ["any"]}}
    assert found(wide, act="attack", claimed_initiator=["Southern Front"])[1] == ["1", "g"]


def test_what_is_permitted_needs_no_preventing() -> None:
    """A breach that a permission lifts is none that had to be prevented."""
    leave = {"id": "p", "kind": "permission", "text": "…", "acts": ["attack"], "lifts": ["1"]}
    loaded = agreement(provisions=[NO_FIRE, DUTY, leave])
    (told,) = assess_rows([report(act="shelling")], [loaded], registry()).to_pylist()
    assert (told["outcome"], told["provision_ids"]) == ("no_violation", [])
