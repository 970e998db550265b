"""What a change is said not to reach is judged the same before and after, on random agreements and random changes."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.factory import ACTORS, LoadedDemo, agreement, registry, report
from tests.properties.test_bulk import DAYS, WEIGHED, agreements, provisions, rows, windows
from truceline.assessment.affected import affected_by
from truceline.assessment.assess import assess_incidents, lay_out_all, plans_for
from truceline.assessment.compare import compare_plans, pairs_of, same_conclusion
from truceline.registry.actors import Registry
from truceline.run import reports_table

MUCH_LATER = datetime(2031, 1, 1, tzinfo=UTC)


def _window(data: Any, parts: dict[str, Any]) -> None:
    parts["in_force"][0] = data.draw(windows())


def _more_force(data: Any, parts: dict[str, Any]) -> None:
    parts["in_force"].append(data.draw(windows()))


def _declaration(data: Any, parts: dict[str, Any]) -> None:
    on, effect = data.draw(st.sampled_from(DAYS)), data.draw(st.sampled_from(["suspends", "ends"]))
    limits = data.draw(st.sampled_from([{}, {"provisions": ["p0"]}, {"parties": ["north"]}, {"areas": ["box"]}]))
    parts["status_events"].append({"on": on, "by": "north", "claim": "…", "effect": effect, **limits})


def _provision(data: Any, parts: dict[str, Any]) -> None:
    parts["provisions"][0] = data.draw(provisions(0))


def _more_provisions(data: Any, parts: dict[str, Any]) -> None:
    parts["provisions"].append(data.draw(provisions(9)))


def _border(data: Any, parts: dict[str, Any]) -> None:
    area = data.draw(st.sampled_from([a for a in parts["areas"] if a["id"] in ("box", "rough", "far", "line")]))
    corner = data.draw(st.integers(0, len(area["coordinates"]) - 1))
    shift = data.draw(st.sampled_from([0.002, 0.1, -0.2]))
    area["coordinates"][corner] = [c + shift for c in area["coordinates"][corner]]


def _precision(data: Any, parts: dict[str, Any]) -> None:
    wanted = data.draw(st.sampled_from(["box", "rough", "belt"]))
    area = next(a for a in parts["areas"] if a["id"] == wanted)
    area["border_precision_m"] = data.draw(st.sampled_from([100.0, 5000.0]))


def _circle(data: Any, parts: dict[str, Any]) -> None:
    next(a for a in parts["areas"] if a["id"] == "ring")["radius_m"] = data.draw(st.sampled_from([3000.0, 20000.0]))


def _exclusion(data: Any, parts: dict[str, Any]) -> None:
    who = data.draw(st.sampled_from(["late-group", "grey", "north-militia"]))
    parts["exclusions"].append(
        {"id": "y", "actors": [who], "match": data.draw(st.sampled_from(["by_name", "by_identity"]))}
    )


def _member(data: Any, parts: dict[str, Any]) -> None:
    joins = {
        "actor": data.draw(st.sampled_from(["late-group", "black", "rebels"])),
        "from": data.draw(st.sampled_from(DAYS)),
    }
    parts["parties"][1]["members"].append(joins)


def _open_list(data: Any, parts: dict[str, Any]) -> None:
    parts["parties"][0] |= {"open_membership": True, "may_include": ["stranger"]}


def _scope(data: Any, parts: dict[str, Any]) -> None:
    parts["scope"] = {"areas": [data.draw(st.sampled_from(WEIGHED))], "initiator": "any", "target": "any"}


CHANGES = (_window, _more_force, _declaration, _provision, _more_provisions, _border, _precision, _circle)
CHANGES += (_exclusion, _member, _open_list, _scope)


def changed(data: Any, loaded: LoadedDemo) -> LoadedDemo:
    parts = loaded.agreement.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    parts.setdefault("status_events", [])
    parts.setdefault("exclusions", [])
    for change in data.draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=2)):
        change(data, parts)
    return agreement(**parts)


def known_otherwise(data: Any) -> Registry:
    """The registry, perhaps with one fact of its own changed."""
    actors, listed = copy.deepcopy(ACTORS), None
    change = data.draw(st.sampled_from(["nothing", "relation", "alias", "umbrella", "listing"]))
    by_id = {a["id"]: a for a in actors}
    if change == "relation":
        by_id["north-militia"]["relations"] = [{"type": "affiliate_of", "to": "south-front"}]
    elif change == "alias":
        by_id["stranger"]["names"] = [{"name": "Late Group"}]
    elif change == "umbrella":
        by_id["rebels"]["may_include"] = ["late-group"]
    elif change == "listing":
        listed = [{"list": "council", "entity": "stranger", "name": "Stranger Group", "actor": "stranger"}]
    return registry(actors, listed)


@settings(max_examples=200, deadline=None)
@given(st.data(), agreements())
def test_what_a_change_does_not_reach_is_judged_the_same(data: Any, loaded: LoadedDemo) -> None:
    """Every incident that is left out of the second run would have had the same conclusion."""
    known, otherwise = registry(), known_otherwise(data)
    (before,) = plans_for([loaded], known, None)
    (after,) = plans_for([changed(data, loaded)], otherwise, None)
    table = reports_table([data.draw(rows(i)) for i in range(data.draw(st.integers(1, 12)))])
    incidents = list(lay_out_all(table.to_pylist(), known))
    affected = affected_by(before[0], after[0])
    left_out = [i for i in incidents if not affected.reaches(i)]
    event("everything" if affected.everything else "all reached" if not left_out else "some left out")
    sides = [assess_incidents(left_out, [plan], MUCH_LATER).to_pylist() for plan in (before, after)]
    for one, other in zip(*sides, strict=True):
        assert same_conclusion(one, other), (affected.why, one, other)


def demo_rows() -> list[dict[str, Any]]:
    base = {"act": "shelling", "claimed_initiator": ["Northern Army"], "claimed_target": ["Southern Front"]}
    here = {"lon": 10.5, "lat": 10.5, "place_radius_m": 500.0}
    early, late = {"occurred_from": "2020-02-05T10:00"}, {"occurred_from": "2020-02-25T10:00"}
    return [
        {**base, **here, **early, "report_id": "early"},
        {**base, **here, **late, "report_id": "late"},
        {**base, **here, **early, "report_id": "aid", "act": "aid_obstruction"},
        {**base, **early, "lon": 10.998, "lat": 10.5, "place_radius_m": 500.0, "report_id": "edge"},
        {**base, **here, **early, "report_id": "stranger", "claimed_target": ["Stranger Group"]},
    ]


def reached(before: LoadedDemo, after: LoadedDemo, known: Registry | None = None) -> set[str]:
    """Incidents judged again, with the check that judging all of them finds no further difference."""
    known = known or registry()
    incidents = list(lay_out_all(reports_table(demo_rows()).to_pylist(), known))
    (one,), (other,) = plans_for([before], known, None), plans_for([after], known, None)
    affected = affected_by(one[0], other[0])
    found = {i.incident_id for i in incidents if affected.reaches(i)}
    compared = compare_plans(pairs_of(incidents, incidents), one, other, MUCH_LATER)
    assert compared.judged == len(found)
    whole = [assess_incidents(incidents, [plan], MUCH_LATER).to_pylist() for plan in (one, other)]
    differ = [a["incident_id"] for a, b in zip(*whole, strict=True) if not same_conclusion(a, b)]
    assert [c["incident_id"] for c in compared.changes] == differ
    return found


def test_each_kind_of_change_reaches_only_its_own_incidents() -> None:
    """A window by time, a provision by act, a border by place, a member by actor; new words reach nothing."""
    base = agreement()
    shorter = agreement(in_force=[{"from": "2020-02-01", "until": "2020-02-20"}])
    assert reached(base, shorter) == {"late"}
    longer = agreement(
        in_force=[{"from": "2020-02-01", "until": "2020-03-01"}, {"from": "2020-02-24", "until": "2020-03-05"}]
    )
    assert reached(base, longer) == set()  # no incident lies beyond the end that moved
    aid = {"id": "2", "kind": "obligation", "text": "Let aid pass.", "breached_by": ["aid_obstruction"]}
    more = agreement(provisions=[*base.agreement.model_dump(by_alias=True, exclude_none=True)["provisions"], aid])
    assert reached(base, more) == {"aid"}
    wider = [
        {"id": "box", "name": "Box", "shape": "polygon", "coordinates": [[10, 10], [11.01, 10], [11.01, 11], [10, 11]]}
    ]
    assert reached(base, agreement(areas=wider)) == {"edge"}
    parties = base.agreement.model_dump(by_alias=True, exclude_none=True)["parties"]
    parties[1]["members"].append({"actor": "stranger"})
    assert reached(base, agreement(parties=parties)) == {"stranger"}
    assert (
        reached(
            base,
            agreement(
                title="Another title",
                provisions=[{"id": "1", "kind": "prohibition", "text": "Reworded.", "acts": ["attack"]}],
            ),
        )
        == set()
    )


def test_a_border_reaches_what_came_from_near_it() -> None:
    """A clause on fire out of an area follows its border, wherever the fire fell."""
    worlds = []
    for east in (10.0, 10.3):
        corners = [[10.4 + east - 10, 10.4], [10.6 + east - 10, 10.4], [10.6 + east - 10, 10.6]]
        inner = {"id": "inner", "name": "Inner", "shape": "polygon", "coordinates": corners}
        areas = [*agreement().agreement.model_dump(by_alias=True, exclude_none=True)["areas"], inner]
        clause = {"id": "1", "kind": "prohibition", "text": "…", "acts": ["attack"], "origin_where": ["inner"]}
        worlds.append(agreement(areas=areas, provisions=[clause]))
    came = {"lon": 10.9, "lat": 10.9, "origin_lat": 10.45, "origin_radius_m": 500.0}
    rows = [report(report_id="there", origin_lon=10.55, **came), report(report_id="elsewhere", origin_lon=10.1, **came)]
    incidents = list(lay_out_all(reports_table(rows).to_pylist(), registry()))
    plans = [plans_for([world], registry(), None)[0] for world in worlds]
    compared = compare_plans(pairs_of(incidents, incidents), *plans, MUCH_LATER)
    assert [(c["incident_id"], c["after_outcome"]) for c in compared.changes] == [("there", "no_violation")]
    assert compared.judged == 1


def test_a_fact_that_became_known_reaches_those_it_is_about() -> None:
    """Between two states of knowledge the listing of one group became known: only its incidents are judged again."""
    listed = [
        {
            "list": "council",
            "entity": "stranger",
            "name": "Stranger Group",
            "actor": "stranger",
            "known_from": "2020-02-15",
        }
    ]
    known = registry(listed=listed)
    excluding = agreement(exclusions=[{"id": "x", "lists": ["council"]}])
    incidents = list(lay_out_all(reports_table(demo_rows()).to_pylist(), known))
    (early,) = plans_for([excluding], known, datetime(2020, 2, 10, tzinfo=UTC))
    (late,) = plans_for([excluding], known, datetime(2020, 2, 20, tzinfo=UTC))
    compared = compare_plans(pairs_of(incidents, incidents), early, late, MUCH_LATER)
    assert (compared.judged, [c["incident_id"] for c in compared.changes]) == (1, ["stranger"])
    assert compared.changes[0]["after_coverage"] == "not_covered"


def test_a_running_balance_makes_every_incident_count() -> None:
    """What one incident adds to a balance counts for later ones: nothing is left out."""
    guards = {"id": "2", "kind": "prohibition", "text": "At most 20.", "acts": ["checkpoint"]}
    amount = {"quantity": {"unit": "guards", "max": 20, "per": "total"}}
    first = agreement().agreement.model_dump(by_alias=True, exclude_none=True)["provisions"]
    one, other = agreement(provisions=[*first, guards | amount]), agreement(provisions=first)
    known = registry()
    (before,), (after,) = plans_for([one], known, None), plans_for([other], known, None)
    assert affected_by(before[0], after[0]).everything
