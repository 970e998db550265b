"""Claims about findings: coverage, outcome, attribution, readings, knowledge, doubt."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

EXCLUDED = [{"id": "x", "lists": ["council"], "match": "by_identity"}]


def one(rows: Any, loaded: Any = None, as_of: str | None = None, reading: str | None = None) -> dict[str, Any]:
    rows = rows if isinstance(rows, list) else [rows]
    found = assess_rows(rows, [loaded or agreement()], registry(), as_of).to_pylist()
    if reading is not None:
        found = [f for f in found if f["reading"] == reading]
    assert len(found) == 1
    return found[0]


def decided(finding: dict[str, Any]) -> set[str]:
    return {r["condition"] for r in finding["reasons"] if r["decides"]}


def test_an_attack_by_a_bound_party_inside_is_a_violation_by_it() -> None:
    """All conditions met: covered, violation, attributed, with the passed checks kept."""
    f = one(report())
    assert (f["coverage"], f["outcome"], f["attributed_party"]) == ("covered", "violation", "north")
    assert f["provision_ids"] == ["1"]
    assert {"in_force", "place_in", "actor_bound", "not_excluded", "act_is"} <= {r["condition"] for r in f["reasons"]}
    assert f["p_covered"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"occurred_from": "2020-01-31T23:58", "occurred_until": "2020-01-31T23:59"}, "in_force"),
        ({"occurred_from": "2020-03-01T00:00"}, "in_force"),
        ({"lon": 12.0}, "place_in"),
        ({"claimed_initiator": ["Stranger Group"]}, "actor_bound"),
    ],
)
def test_one_failed_condition_puts_it_outside(change: dict[str, Any], condition: str) -> None:
    """Half-open windows, the border, and unbound actors each decide alone, and the trace says which."""
    f = one(report(**change))
    assert f["coverage"] == "not_covered"
    assert f["outcome"] == "undetermined"
    assert decided(f) == {condition}


@pytest.mark.parametrize(
    ("act", "coverage"), [("patrol", "covered"), ("shelling", "not_covered"), ("troop_movement", "cannot_tell")]
)
def test_an_instrument_governs_the_acts_of_its_scope_alone(act: str, coverage: str) -> None:
    """A text on patrols has no word on shelling: outside it, not 'no violation'; a broader word leaves it open."""
    loaded = agreement(
        scope={"areas": ["box"], "acts": ["patrol", "reinforcement"]},
        provisions=[{"id": "1", "kind": "obligation", "text": "Patrol.", "breached_by": ["patrol"], "source": "T"}],
    )
    f = one(report(act=act), loaded)
    assert f["coverage"] == coverage
    if coverage != "covered":
        assert decided(f) == {"act_in_scope"}


def test_two_accounts_of_the_act_leave_the_scope_open() -> None:
    """One source saw a patrol, another shelling: whether the instrument governs it cannot be told."""
    loaded = agreement(
        scope={"areas": ["box"], "acts": ["patrol"]},
        provisions=[{"id": "1", "kind": "obligation", "text": "Patrol.", "breached_by": ["patrol"], "source": "T"}],
    )
    rows = [report(report_id=f"r{n}", incident_id="i", act=act) for n, act in enumerate(("patrol", "shelling"))]
    f = one(rows, loaded)
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "act")


def test_the_first_moment_is_inside_and_the_last_is_not() -> None:
    """Windows are half-open."""
    assert one(report(occurred_from="2020-02-01T00:00"))["coverage"] == "covered"
    assert one(report(occurred_from="2020-02-29T23:58"))["coverage"] == "covered"


def test_an_interval_across_the_start_gives_its_share() -> None:
    """A day known only as 31 Jan–1 Feb lies half in force: nobody can tell."""
    f = one(report(occurred_from="2020-01-31T00:00", occurred_until="2020-02-02T00:00"))
    assert f["p_covered"] == pytest.approx(0.5)
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "time")


def test_a_disc_on_the_border_gives_its_share() -> None:
    f = one(report(lon=11.0, lat=10.5, place_radius_m=1000.0))
    assert f["p_covered"] == pytest.approx(0.5, abs=0.01)
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "place")


def test_an_unpublished_border_gives_a_range_and_never_a_middle() -> None:
    areas = [*BASE["areas"], {"id": "haze", "name": "Haze", "shape": "unpublished", "within": ["box"]}]
    loaded = agreement(areas=areas, scope={"areas": ["haze"]})
    f = one(report(), loaded)
    assert (f["p_low"], f["p_high"], f["p_covered"]) == (0.0, 1.0, None)
    assert f["cannot_tell_because"] == "unpublished_border"
    assert one(report(lon=12.0), loaded)["coverage"] == "not_covered"


def test_a_pair_has_no_initiator_and_keeps_attribution_open() -> None:
    """Either side attacked the other, both are bound: a violation by one of them, nobody says which."""
    f = one(
        report(claimed_initiator=None, claimed_target=None, side_left=["Northern Army"], side_right=["Southern Front"])
    )
    assert (f["coverage"], f["outcome"], f["attributed_party"]) == ("covered", "violation", None)
    assert {a["party"] for a in f["attribution"]} == {"north", "south"}
    assert {a["weight_low"] for a in f["attribution"]} == {0.0}


def test_a_pair_with_one_stranger_cannot_be_told() -> None:
    f = one(
        report(claimed_initiator=None, claimed_target=None, side_left=["Northern Army"], side_right=["Stranger Group"])
    )
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "attribution")


def test_an_affiliate_answers_through_its_party_only_while_related() -> None:
    """The relation begins on 10 February."""
    f = one(report(claimed_initiator=["Northern Militia"], occurred_from="2020-02-12T10:00"))
    assert (f["outcome"], f["attributed_party"]) == ("violation", "north")
    assert any("affiliate of Northern Army" in r["value"] for r in f["reasons"]), "by its name, not by its id"
    before = one(report(claimed_initiator=["Northern Militia"], occurred_from="2020-02-08T10:00"))
    assert before["coverage"] == "not_covered"


def test_a_listed_group_is_excluded_as_of_the_incident_date() -> None:
    f = one(report(claimed_target=["Black Column"]), agreement(exclusions=EXCLUDED))
    assert (f["coverage"], decided(f)) == ("not_covered", {"not_excluded"})


def test_identity_follows_a_rename_and_a_name_does_not() -> None:
    """Two readings of one exclusion flip the finding on the renamed group."""
    loaded = agreement(
        readings=[{"id": "same-group", "title": "Same"}, {"id": "by-name", "title": "Name"}],
        exclusions=[
            {"id": "x1", "lists": ["council"], "match": "by_identity", "readings": ["same-group"]},
            {"id": "x2", "lists": ["council"], "match": "by_name", "readings": ["by-name"]},
        ],
    )
    row = report(claimed_target=["Grey Column"], occurred_from="2020-02-20T10:00")
    assert one(row, loaded, reading="same-group")["coverage"] == "not_covered"
    assert one(row, loaded, reading="by-name")["coverage"] == "covered"


def test_a_composite_side_that_mixes_a_listed_group_cannot_be_told() -> None:
    f = one(
        report(
            claimed_initiator=None,
            claimed_target=None,
            side_left=["Northern Army"],
            side_right=["Southern Front", "Black Column"],
        ),
        agreement(exclusions=EXCLUDED),
    )
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "mixed_side")


def test_an_umbrella_and_an_unknown_name_stay_unknown() -> None:
    assert one(report(claimed_initiator=["rebels"]))["cannot_tell_because"] == "actor_unknown"
    assert one(report(claimed_initiator=["Nobody Knows Them"]))["cannot_tell_because"] == "actor_unknown"
    assert one(report(claimed_initiator=None))["cannot_tell_because"] == "actor_unknown"


def test_what_was_not_known_yet_does_not_count() -> None:
    """A group joined on 5 February, known from 20 February."""
    parties = [
        BASE["parties"][0],
        {
            **BASE["parties"][1],
            "members": [
                {"actor": "south-front"},
                {"actor": "late-group", "from": "2020-02-05", "known_from": "2020-02-20"},
            ],
        },
    ]
    row = report(claimed_initiator=["Late Group"], claimed_target=["Northern Army"])
    assert one(row, agreement(parties=parties), as_of="2020-02-15")["coverage"] == "not_covered"
    assert one(row, agreement(parties=parties), as_of="2020-02-25")["outcome"] == "violation"
    early = report(claimed_initiator=["Late Group"], occurred_from="2020-02-03T10:00")
    assert one(early, agreement(parties=parties))["coverage"] == "not_covered"


def test_background_knowledge_never_decides() -> None:
    """A provision of basis B is never violated; a membership of basis B is never certain."""
    provisions = [{**BASE["provisions"][0], "basis": "B"}]
    f = one(report(), agreement(provisions=provisions))
    assert (f["coverage"], f["outcome"], f["cannot_tell_because"]) == ("covered", "undetermined", "basis")
    parties = [{**BASE["parties"][0], "members": [{"actor": "north-army", "basis": "B"}]}, BASE["parties"][1]]
    assert one(report(), agreement(parties=parties))["cannot_tell_because"] == "basis"
    windows = [{"from": "2020-02-01", "until": "2020-03-01", "basis": "B"}]
    assert one(report(), agreement(in_force=windows))["coverage"] == "cannot_tell"


def test_self_defence_is_recorded_and_never_granted() -> None:
    provisions = [
        *BASE["provisions"],
        {
            "id": "2",
            "kind": "permission",
            "text": "Self-defence.",
            "acts": ["attack"],
            "lifts": ["1"],
            "exceptions": [{"id": "sd", "kind": "self_defence", "text": "Immediate threat."}],
        },
    ]
    argued = [{"kind": "self_defence", "argued_by": "North", "text": None}]
    f = one(report(exceptions_argued=argued), agreement(provisions=provisions))
    assert f["outcome"] == "violation"
    assert f["exceptions_argued"] == ["self_defence argued by North"]


def test_a_permission_lifts_the_provision_it_names() -> None:
    provisions = [
        *BASE["provisions"],
        {
            "id": "2",
            "kind": "permission",
            "text": "South may shoot.",
            "acts": ["attack"],
            "holders": ["south"],
            "lifts": ["1"],
        },
    ]
    by_south = report(claimed_initiator=["Southern Front"], claimed_target=["Northern Army"])
    assert one(by_south, agreement(provisions=provisions))["outcome"] == "no_violation"
    assert one(report(), agreement(provisions=provisions))["outcome"] == "violation"


def test_contradicting_claims_settle_nothing_they_differ_on() -> None:
    """Two claims name different initiators, both bound: violation, attribution open; one stranger: cannot tell."""
    mine = report(report_id="a", incident_id="i", claimed_initiator=["Northern Army"], claimed_target=None)
    yours = report(report_id="b", incident_id="i", claimed_initiator=["Southern Front"], claimed_target=None)
    other = report(report_id="c", incident_id="i", claimed_initiator=["Stranger Group"], claimed_target=None)
    both = one([mine, yours])
    assert (both["outcome"], both["attributed_party"], both["report_ids"]) == ("violation", None, ["a", "b"])
    assert one([mine, other])["coverage"] == "cannot_tell"
    silent = report(report_id="d", incident_id="i", claimed_initiator=None, claimed_target=None)
    assert one([mine, silent])["attributed_party"] == "north"


def test_the_word_for_doubt_is_what_the_claims_part_on() -> None:
    """Same actor, one claim of shelling, one of a movement: the deed keeps it open, not the attribution."""
    shelling = report(report_id="a", incident_id="i")
    movement = report(report_id="b", incident_id="i", act="troop_movement")
    f = one([shelling, movement])
    assert (f["coverage"], f["outcome"], f["cannot_tell_because"]) == ("covered", "undetermined", "act")


def test_claims_of_places_apart_stay_alternatives() -> None:
    """One inside, one outside: nobody can tell, and no middle is given."""
    f = one([report(report_id="a", incident_id="i"), report(report_id="b", incident_id="i", lon=12.0)])
    assert (f["coverage"], f["cannot_tell_because"], f["p_covered"]) == ("cannot_tell", "place", None)


def test_a_report_that_came_later_was_not_known() -> None:
    """A contradicting claim received on the 20th changes nothing for what was known on the 12th."""
    early = report(report_id="a", incident_id="i", received_at="2020-02-11T00:00")
    late = report(report_id="b", incident_id="i", claimed_initiator=["Stranger Group"], received_at="2020-02-20T00:00")
    assert one([early, late], as_of="2020-02-12")["outcome"] == "violation"
    assert one([early, late])["coverage"] == "cannot_tell"


def test_an_exclusion_limited_to_an_area_ends_there() -> None:
    areas = [*BASE["areas"], {"id": "c", "name": "C", "shape": "circle", "center": [10.5, 10.5], "radius_m": 20000}]
    loaded = agreement(areas=areas, exclusions=[{"id": "x", "actors": ["black"], "areas": ["c"]}])
    assert one(report(claimed_target=["Black Column"]), loaded)["coverage"] == "not_covered"
    assert one(report(claimed_target=["Black Column"], lon=10.9, lat=10.9), loaded)["coverage"] == "covered"


def test_order_of_reports_changes_nothing() -> None:
    rows = [report(report_id=f"r{i}", incident_id=f"i{i % 2}", lon=10.4 + i / 10) for i in range(4)]
    left = assess_rows(rows, [agreement()], registry())
    right = assess_rows(rows[::-1], [agreement()], registry())
    assert left.equals(right)


def test_a_clause_suspended_by_one_side_binds_the_other() -> None:
    """One clause, one party, one reading."""
    loaded = agreement(
        readings=[{"id": "off", "title": "Suspended"}, {"id": "on", "title": "Not suspended"}],
        status_events=[
            {
                "on": "2020-02-05",
                "by": "North",
                "claim": "We suspend 1.",
                "effect": "suspends",
                "provisions": ["1"],
                "parties": ["north"],
                "readings": ["off"],
            }
        ],
    )
    south = report(claimed_initiator=["Southern Front"], claimed_target=["Northern Army"])
    assert one(report(), loaded, reading="off")["outcome"] == "no_violation"
    assert one(report(), loaded, reading="on")["outcome"] == "violation"
    assert one(south, loaded, reading="off")["outcome"] == "violation"


def test_an_unstated_zone_is_an_interval() -> None:
    """00:00 in Damascus or Moscow: the hour between cannot be told."""
    loaded = agreement(timezone={"unstated": ["Asia/Damascus", "Europe/Moscow"]})
    assert one(report(occurred_from="2020-01-31T21:30"), loaded)["coverage"] == "cannot_tell"
    assert one(report(occurred_from="2020-01-31T22:00"), loaded)["coverage"] == "covered"
    assert one(report(occurred_from="2020-01-31T20:58"), loaded)["coverage"] == "not_covered"


def test_distances_by_weapon_class_from_a_line() -> None:
    """120 mm mortars must stay 8 km off, 152 mm guns 33 km; a mortar at 20 km is no breach."""
    areas = [*BASE["areas"], {"id": "loc", "name": "Line", "shape": "line", "coordinates": [[10, 10.5], [11, 10.5]]}]
    limits = [
        {"weapons": ["mortar"], "calibre_min_mm": 120, "min_m": 8000},
        {"weapons": ["artillery"], "calibre_min_mm": 152, "min_m": 33000},
    ]
    provisions = [
        {"id": "w", "kind": "prohibition", "text": "Withdraw.", "distances": {"baseline": "loc", "limits": limits}}
    ]
    loaded = agreement(areas=areas, provisions=provisions)

    def outcome(**change: Any) -> str:
        return str(
            one(report(act="weapon_presence", place_radius_m=100.0, claimed_target=None, **change), loaded)["outcome"]
        )

    assert outcome(weapon="mortar", calibre_mm=120.0, lat=10.55) == "violation"
    assert outcome(weapon="mortar", calibre_mm=120.0, lat=10.68) == "no_violation"
    assert outcome(weapon="artillery", calibre_mm=152.0, lat=10.68) == "violation"
    assert outcome(weapon="mortar", calibre_mm=82.0, lat=10.55) == "no_violation"
    assert outcome(weapon="mortar", lat=10.55) == "undetermined"
    assert outcome(weapon=None, lat=10.55) == "undetermined"


def test_an_exclusion_by_endorsement_that_begins_within_the_interval_leaves_it_open() -> None:
    """From the 11th to the 13th, excluded from the 12th on: before or after it cannot be told."""
    loaded = agreement(
        endorsements=[{"id": "e", "by": "council", "instrument": "R", "on": "2020-02-12", "adds": "…"}],
        exclusions=[{"id": "x", "actors": ["south-front"], "by_endorsement": "e"}],
    )
    days = {"occurred_from": "2020-02-11T00:00", "occurred_until": "2020-02-13T00:00"}
    f = one(report(**days), loaded)
    assert (f["coverage"], f["cannot_tell_because"]) == ("cannot_tell", "time")
    assert one(report(**days | {"occurred_until": "2020-02-12T00:00"}), loaded)["outcome"] == "violation"
    assert one(report(**days | {"occurred_from": "2020-02-12T00:00"}), loaded)["coverage"] == "not_covered"
