"""Days of registries and lists are local days of the agreement: an hour before local midnight is the day before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import ACTORS, BASE, agreement, registry, report
from truceline.registry.actors import Registry
from truceline.run import assess_rows

KYIV: dict[str, Any] = {
    "timezone": "Europe/Kyiv",
    "parties": [BASE["parties"][0], {**BASE["parties"][1], "answers_for": ["affiliate_of"]}],
}
UNSTATED: dict[str, Any] = {**KYIV, "timezone": {"unstated": ["Etc/UTC", "Europe/Kyiv"]}}


def turncoats() -> Registry:
    """The militia goes over to the south on 10 February."""
    over = [
        {"type": "affiliate_of", "to": "north-army", "from": "2020-02-01", "until": "2020-02-10"},
        {"type": "affiliate_of", "to": "south-front", "from": "2020-02-10"},
    ]
    return registry([{**a, "relations": over} if a["id"] == "north-militia" else a for a in ACTORS])


def found(start: str, until: str, changes: dict[str, Any], known: Registry, who: str) -> tuple[Any, ...]:
    row = report(occurred_from=start, occurred_until=until, claimed_initiator=[who])
    (one,) = assess_rows([row], [agreement(**changes)], known).to_pylist()
    return one["coverage"], one["attributed_party"], one["cannot_tell_because"]


@pytest.mark.parametrize(
    ("start", "until", "party"),
    [
        ("2020-02-09T21:30", "2020-02-09T21:31", "north"),  # 23:30 in Kyiv
        ("2020-02-09T22:30", "2020-02-09T22:31", "south"),  # half past midnight there
        ("2020-02-08T22:00", "2020-02-09T22:00", "north"),  # all of the local 9th
        ("2020-02-09T22:00", "2020-02-10T22:00", "south"),  # all of the local 10th
        ("2020-02-09T21:30", "2020-02-09T22:30", None),  # over that midnight
    ],
)
def test_who_answers_turns_at_local_midnight(start: str, until: str, party: str | None) -> None:
    assert found(start, until, KYIV, turncoats(), "Northern Militia") == ("covered", party, None)


def test_where_the_zone_is_unstated_the_hours_between_the_midnights_are_of_either_day() -> None:
    who = "Northern Militia"
    assert found("2020-02-09T22:30", "2020-02-09T22:31", UNSTATED, turncoats(), who)[1] is None
    assert found("2020-02-10T00:30", "2020-02-10T00:31", UNSTATED, turncoats(), who)[1] == "south"


def test_a_list_is_asked_as_it_stood_on_the_local_day() -> None:
    on_list = {"list": "council", "entity": "n", "name": "Northern Army", "actor": "north-army", "source": "T"}
    known = registry(listed=[{**on_list, "listed_from": "2020-02-10"}])
    changes = {**KYIV, "exclusions": [{"id": "x", "lists": ["council"], "source": "T"}]}
    assert found("2020-02-09T21:30", "2020-02-09T21:31", changes, known, "Northern Army")[0] == "covered"
    assert found("2020-02-09T22:30", "2020-02-09T22:31", changes, known, "Northern Army")[0] == "not_covered"
