"""Advice that is given where something is missing, and only there; differences that name the part."""

from __future__ import annotations

import copy

from click.testing import CliRunner

from tests.factory import BASE, agreement
from truceline.agreement.cases import Case
from truceline.agreement.diff import Change, changes
from truceline.agreement.lint import advice
from truceline.cli import main
from truceline.cli.change_lines import change_line

ACTORS = {"north-army", "south-front", "north", "south"}


def case(outcome: str) -> Case:
    expect = {"any": {"outcome": outcome}}
    return Case.model_validate({"id": outcome, "claim": "…", "provision": "1", "report": {}, "expect": expect})


ALL = [case(o) for o in ("violation", "no_violation", "undetermined")]


def said(word: str, **changes: object) -> bool:
    return any(word in s for s in advice(agreement(**changes).agreement, ALL, ACTORS))


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert advice(agreement().agreement, ALL, ACTORS) == []


def test_missing_cases_are_named_by_outcome() -> None:
    assert advice(agreement().agreement, ALL[:1], ACTORS) == [
        "provision 1 has no case with outcome no_violation, undetermined"
    ]


def test_background_knowledge_needs_its_undetermined_case_only() -> None:
    """What rests on basis B is never decided, so nobody is asked for a violation of it."""
    background = agreement(provisions=[{**BASE["provisions"][0], "basis": "B"}]).agreement
    assert advice(background, [case("undetermined")], ACTORS) == []
    assert advice(background, ALL[:1], ACTORS) == ["provision 1 has no case with outcome undetermined"]


def test_windows_areas_and_readings_that_do_nothing() -> None:
    provision = BASE["provisions"][0]
    assert said("never opens", in_force=[{"from": "2020-03-01", "until": "2020-02-01"}, *BASE["in_force"]])
    late = [{"from": "2021-01-01", "until": "2021-02-01"}]
    assert said("never meet the agreement's own force", provisions=[{**provision, "when": late}])
    sketch = {**BASE["areas"][0], "id": "sketch", "status": "proposed"}
    assert said("never agreed", areas=[*BASE["areas"], sketch], provisions=[{**provision, "where": ["sketch"]}])
    assert said("nothing refers to it", areas=[*BASE["areas"], {**BASE["areas"][0], "id": "spare"}])
    assert said(
        "no part of the agreement tells them apart", readings=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    )
    assert said("never cited", sources=[*BASE["sources"], {"id": "U", "title": "Unread"}])
    assert said("whom neither", provisions=[{**provision, "bound": ["nobody"]}])
    assert said("has no members", parties=[*BASE["parties"], {"id": "east", "name": "East"}])


def test_differences_name_part_and_key() -> None:
    before = agreement().agreement
    parts = copy.deepcopy(BASE["provisions"])
    parts[0]["acts"] = ["shelling"]
    parts.append({"id": "2", "kind": "prohibition", "text": "No flights.", "acts": ["combat_flight"]})
    after = agreement(provisions=parts, in_force=[{"from": "2020-02-01", "until": "2020-04-01"}]).agreement
    found = [(c.what, c.part, c.key) for c in changes(before, after)]
    assert found == [
        ("changed", "in_force/2020-02-01", "until"),
        ("changed", "provisions/1", "acts"),
        ("added", "provisions/2", None),
    ]
    assert changes(before, before) == []
    assert [c.what for c in changes(after, before)].count("removed") == 1


def test_what_differs_deep_within_a_part_is_named_by_its_own_key() -> None:
    """A limit of one sub-quota, a text in one language, a source's address: never the whole part twice."""
    quota = {"id": "a", "unit": "guards", "max": 20, "per": "day"}
    sub = [{"id": "bridge", "max": 12, "per": "day"}, {"id": "ferry", "max": 4, "per": "day"}]
    clause = {**BASE["provisions"][0], "quantity": {k: v for k, v in quota.items() if k != "id"} | {"sub_quotas": sub}}
    other = copy.deepcopy(clause)
    other["quantity"]["sub_quotas"][1]["max"] = 5
    head = {"title": {"en": "Accord", "ar": "اتفاق"}, "sources": [{"id": "T", "title": "Text"}]}
    before = agreement(provisions=[clause], **head).agreement
    changed = {"title": {"en": "Accord", "ar": "هدنة"}, "sources": [{"id": "T", "title": "Text", "locator": "p. 2"}]}
    after = agreement(provisions=[other], **changed).agreement
    assert [(c.part, c.key, c.before, c.after) for c in changes(before, after)] == [
        ("agreement", "title/ar", "اتفاق", "هدنة"),
        ("provisions/1", "quantity/sub_quotas/ferry/max", 4.0, 5.0),
        ("sources/T", "locator", None, "p. 2"),
    ]


def test_a_long_value_is_not_cut_before_it_differs() -> None:
    corners = [[10 + n / 100, 10.0] for n in range(40)]
    moved = [*corners[:-1], [10.5, 11.5]]
    line = change_line(Change("changed", "areas/box", "coordinates", corners, moved))
    before, after = line.split(" -> ")
    assert before.endswith("[10.39, 10.0]]") and after.endswith("[10.5, 11.5]]")


def test_the_commands() -> None:
    """Exit codes tell scripts; the bundled agreements can be linted."""
    run = CliRunner()
    same = run.invoke(main, ["agreement", "diff", "sy-coh-2016-02", "sy-coh-2016-02"])
    assert (same.exit_code, same.output.strip()) == (0, "no difference")
    other = run.invoke(main, ["agreement", "diff", "sy-coh-2016-02", "sy-ceasefire-2016-12-30"])
    assert other.exit_code == 1
    assert "~ agreement: kind:" in other.output
    several = run.invoke(main, ["agreement", "diff", "syria", "sy-coh-2016-02"])
    assert several.exit_code != 0 and "E-RUN-004" in several.output
    linted = run.invoke(main, ["agreement", "lint", "exercise"])
    assert linted.exit_code == 0
    assert "ex-lyne-accord:" in linted.output


def test_a_misspelt_exception_is_pointed_out() -> None:
    """No report would argue "self_defense": the word that reports use is named; words of one's own stay."""
    exceptions = [{"id": k, "kind": k, "text": "x"} for k in ("self_defense", "self_defence", "harvest")]
    told = advice(agreement(provisions=[{**BASE["provisions"][0], "exceptions": exceptions}]).agreement, [], [])
    assert [s for s in told if "exception" in s] == [
        "provision 1: exception 'self_defense' looks like self_defence, the word of reports"
    ]


def test_a_ceiling_of_nothing_with_departures_asks_for_a_net_balance() -> None:
    """With max 0 every arrival is over it, whatever left before; only then, and not under net."""
    for quantity, wanted in (
        ({"max": 0}, True),
        ({"max": 0, "net": True}, False),
        ({"max": 5}, False),
    ):
        whole = {"unit": "guards", "per": "total", "reduced_by": ["withdrawal"], **quantity}
        provision = {"id": "1", "kind": "prohibition", "text": "…", "acts": ["reinforcement"], "quantity": whole}
        assert said("write net: true", provisions=[provision]) is wanted


def test_declarations_that_change_nothing() -> None:
    """A pause that never began is not ended, and a notice not taken back by it."""
    resumes = {"on": "2020-02-10", "by": "north", "claim": "…", "effect": "resumes"}
    assert said("resumes what nothing suspended", status_events=[resumes])
    paused = {**resumes, "on": "2020-02-05", "effect": "suspends"}
    assert not said("resumes what nothing", status_events=[paused, resumes])
    assert said("resumes what nothing", status_events=[{**paused, "on": "2020-02-12"}, resumes])


def test_a_notice_taken_back_by_another() -> None:
    renewing = [{"from": "2020-01-01", "for": "P1M", "renews": {"notice": "P5D"}}]
    given = {"id": "n", "on": "2020-01-10", "by": "north", "claim": "…", "effect": "gives_notice"}
    back = {"on": "2020-01-12", "by": "south", "claim": "…", "effect": "withdraws_notice", "takes_back": "n"}
    assert said("takes back a notice that north gave", in_force=renewing, status_events=[given, back])
    assert not said("takes back", in_force=renewing, status_events=[given, {**back, "by": "north"}])


def test_a_notice_taken_back_after_the_term_it_ended() -> None:
    """The term is over on 1 February: taken back then or later, nothing changes; a day before, everything does."""
    renewing = [{"from": "2020-01-01", "for": "P1M", "renews": {"notice": "P5D"}}]
    given = {"id": "n", "on": "2020-01-10", "by": "north", "claim": "…", "effect": "gives_notice"}
    back = {"by": "north", "claim": "…", "effect": "withdraws_notice", "takes_back": "n"}
    for day, wanted in (("2020-01-31T23:59", False), ("2020-02-01T00:00", True), ("2020-03-01", True)):
        events = [given, {**back, "on": day}]
        assert said("when the term for whose end it counted is over", in_force=renewing, status_events=events) is wanted
    late = [{**given, "on": "2020-01-30"}, {**back, "on": "2020-02-10"}]  # one for the next term, taken back within it
    assert not said("so it changes nothing", in_force=renewing, status_events=late)


def test_what_lifts_a_duty_wholly() -> None:
    """Where something narrows it, or only some of the acts are lifted, nothing is said."""
    duty = {**BASE["provisions"][0], "acts": ["shelling", "air_strike"]}

    def lifting(kind: str, **more: object) -> bool:
        free = {"id": "9", "kind": kind, "text": "Free.", "lifts": ["1"], **more}
        return said(f"{kind} 9 lifts provision 1 wholly", provisions=[duty, free])

    assert lifting("permission")
    assert lifting("right", acts=["attack"])
    assert not lifting("permission", acts=["shelling"])
    assert not lifting("permission", holders=["north"])
    assert not lifting("right", exceptions=[{"id": "e", "kind": "self_defence", "text": "…"}])


def test_a_duty_for_the_conduct_of_nobody_who_is_bound() -> None:
    """Their acts may be named instead, or they are members of a party that is bound."""
    duty = {**BASE["provisions"][0], "bound": ["north"]}

    def ensuring(parties: list[str], **more: object) -> bool:
        other = {"id": "9", "kind": "obligation", "text": "Prevent.", "ensures": {"parties": parties, **more}}
        return said("provision 9 ensures the conduct of", provisions=[duty, other])

    assert ensuring(["south"])
    assert ensuring(["south-front"], provisions=["1"])
    assert not ensuring(["south"], acts=["shelling"])
    assert not ensuring(["any"]) and not ensuring(["north"]) and not ensuring(["north-army"])
