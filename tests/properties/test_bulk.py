"""The compiled kernel says what ``judge`` says, on random agreements with every kind of area, window and provision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import BASE, LoadedDemo, agreement, registry
from tests.properties.test_engine import ACTS, NAMES
from truceline.assessment.assess import Locator, lay_out_all, plans_for
from truceline.assessment.bulk.assessor import COVERAGES, OUTCOMES, Assessor
from truceline.assessment.bulk.factors import WORDS
from truceline.assessment.bulk.findings import findings_of
from truceline.assessment.bulk.reasons import ReasonBook
from truceline.assessment.judge import judge
from truceline.assessment.ledger import with_ledgers
from truceline.run import reports_table
from truceline.tables.reports import Reports

AREAS: list[dict[str, Any]] = [
    {"id": "box", "name": "Box", "shape": "polygon", "coordinates": [[10, 10], [11, 10], [11, 11], [10, 11]]},
    {
        "id": "rough",
        "name": "Rough",
        "shape": "polygon",
        "border_precision_m": 8000,
        "coordinates": [[10.5, 9.9], [11.6, 10.1], [11.2, 10.8]],
    },
    {"id": "far", "name": "Far", "shape": "polygon", "coordinates": [[12, 10], [13, 10], [13, 11], [12, 11]]},
    {"id": "line", "name": "Line", "shape": "line", "coordinates": [[10.2, 9.9], [10.4, 10.6], [11.1, 10.7]]},
    {"id": "belt", "name": "Belt", "shape": "belt", "along": "line", "width_m": 9000},
    {"id": "left", "name": "Left bank", "shape": "belt", "along": "line", "width_m": 15000, "side": "left"},
    {"id": "ring", "name": "Ring", "shape": "circle", "center": [10.9, 10.2], "radius_m": 12000},
    {
        "id": "unknown",
        "name": "Unpublished",
        "shape": "unpublished",
        "within": ["box"],
        "settlements_in": [{"name": "Boxtown", "at": [10.5, 10.5], "radius_m": 4000}],
        "settlements_out": [{"name": "Outby", "at": [10.8, 10.8], "radius_m": 9000}],
    },
    {"id": "cut", "name": "Cut", "shape": "combined", "include": ["box", "far"], "exclude": ["ring", "unknown"]},
    {"id": "all", "name": "Anywhere", "shape": "anywhere"},
    {"id": "land", "name": "Land", "shape": "admin", "country": "DMO", "admin1": ["north"]},
]
WEIGHED = [a["id"] for a in AREAS if a["id"] != "line"]
CONVOY: dict[str, Any] = {
    "id": "convoy",
    "name": "Around a convoy",
    "shape": "moving_circle",
    "radius_m": 30000,
    "max_speed_kmh": 5,
    "max_gap": "P9D",
    "track": [{"time": "2020-02-01", "at": [10.1, 10.2]}, {"time": "2020-02-10T10:00", "at": [10.7, 10.4]}],
}
SUB_QUOTA = {"id": "s", "max": 4, "per": "day", "where": ["box"]}
RICHER: dict[str, Any] = {
    "origin_where": [["box"], ["convoy"]],
    "origin_kinds": [["residential_area"]],
    "across": ["line"],
    "by_endorsement": ["e"],
    "quantity": [
        {"unit": "shots", "max": 5, "per": "day"},
        {"unit": "shots", "max": 12, "per": "total", "each": ["side"], "reduced_by": ["troop_movement"]},
        {
            "unit": "shots",
            "min": 12,
            "per": "week",
            "sub_quotas": [{"id": "s", "max": 4, "per": "day", "where": ["box"]}],
        },
    ],
    "distances": [
        {
            "limits": [
                {"weapons": ["heavy_weapon"], "min_m": 15000, "baseline": "line"},
                {"weapons": ["rocket"], "range_min_m": 20000, "min_m": 40000, "baseline": "other"},
            ]
        }
    ],
}
OTHER_LINE = {"id": "other", "name": "Other line", "shape": "line", "coordinates": [[10, 10.9], [12, 10.9]]}
DUTIES: list[dict[str, Any]] = [
    {"notice": {"of": ["air_strike", "other"], "before": "P2D", "to": ["south"]}},
    {"ensures": {"parties": ["north"]}, "bound": ["stranger"], "breached_by": ["aid_obstruction"]},
    {"ensures": {"parties": ["late-group"], "acts": ["attack"]}, "bound": ["south"], "breached_by": ["siege"]},
    {"breached_by": ["aid_obstruction", "shelling"], "due": {"within": "P9D", "day_count": "exclude_first_day"}},
]


@st.composite
def richer_agreements(draw: Any) -> LoadedDemo:
    """The whole language: what the kernel does not weigh goes to ``judge``, and only that."""
    parts = draw(agreements()).agreement.model_dump(by_alias=True, exclude_none=True)
    parts["areas"] = [*parts["areas"], CONVOY, OTHER_LINE]
    parts["scope"]["place"] = draw(st.sampled_from(["effect", "effect", "effect", "origin", "either"]))
    if draw(st.booleans()):
        parts["scope"]["areas"] = [*parts["scope"]["areas"], "convoy"]
    parts["endorsements"] = [{"id": "e", "by": "x", "instrument": "R", "on": draw(st.sampled_from(DAYS)), "adds": "…"}]
    for provision in parts["provisions"]:
        for name in draw(st.lists(st.sampled_from(sorted(RICHER)), max_size=2, unique=True)):
            provision[name] = draw(st.sampled_from(RICHER[name]))
    duty = {"id": "d", "kind": "obligation", "text": "…", **draw(st.sampled_from(DUTIES))}
    parts["provisions"] = [*parts["provisions"], duty]
    return agreement(**parts)


@st.composite
def richer_rows(draw: Any, number: int) -> dict[str, Any]:
    row = draw(rows(number))
    more = {
        "notice": ["not_given", "given", "unknown"],
        "notice_given_at": ["2020-01-28", "2020-02-09"],
        "notice_to": [["Southern Front"], ["??"]],
        "item_state": ["accepted", "rejected", "disputed"],
        "weapon_range_m": [5000.0, 30000.0],
        "origin_kind": ["residential_area", "armed_forces"],
        "origin_place_name": ["Boxtown"],
        "quantity": [3, 9],
    }
    for name in draw(st.lists(st.sampled_from(sorted(more)), max_size=3, unique=True)):
        row[name] = draw(st.sampled_from(more[name]))
    if "quantity" in row:
        row["quantity_unit"] = "shots"
    return row


HOURS: list[dict[str, Any]] = [
    {"begins": "09:00", "ends": "14:00"},
    {"begins": "22:00", "ends": "05:00"},
    {"begins": "00:00", "ends": "24:00", "days": ["monday", "saturday"]},
]
DAYS = ["2020-02-01", "2020-02-05T12:00", "2020-02-10", "2020-02-15T06:00", "2020-02-20", "2020-03-01"]


def some(values: list[str], least: int = 1) -> Any:
    return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True)


@st.composite
def windows(draw: Any) -> dict[str, Any]:
    start, until = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True)))
    areas = draw(st.one_of(st.none(), some(WEIGHED)))
    basis = draw(st.sampled_from(["V", "S", "B"]))
    hours = draw(st.none() | st.lists(st.sampled_from(HOURS), min_size=1, max_size=2))
    found = {"from": start, "until": until, "basis": basis, **({"areas": areas} if areas else {})}
    return {**found, **({"daily": hours} if hours else {})}


@st.composite
def terms(draw: Any) -> dict[str, Any]:
    """A window of force, which may go on by itself."""
    found = dict(draw(windows()))
    if draw(st.integers(0, 3)) == 0:
        found["renews"] = {"for": draw(st.sampled_from(["P5D", "P1M"])), "notice": "P3D"}
        found.pop("daily", None)  # without an end the hours of ten years: held by themselves, not 300 times over
        found["renews"] |= draw(st.sampled_from([{}, {"times": 1}, {"day_count": "exclude_first_day"}]))
    return found


@st.composite
def provisions(draw: Any, number: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(["prohibition", "prohibition", "obligation", "permission"]))
    acts = draw(some([*ACTS, "any"]))
    found: dict[str, Any] = {"id": f"p{number}", "kind": kind, "text": "…", "basis": draw(st.sampled_from("VVSB"))}
    found["breached_by" if kind == "obligation" else "acts"] = [a for a in acts if a != "any"] or ["attack"]
    optional = {
        "where": some(WEIGHED),
        "weapons": some(["heavy_weapon", "mortar", "small_arms"]),
        "bound": some(["north", "south", "stranger", "coalition"]),
        "against": some(["south", "civilians", "black", "coalition"]),
        "target_kinds": some(["civilians", "medical_facility"]),
        "when": st.lists(windows(), min_size=1, max_size=2),
        "quantity": st.just({"unit": "shots", "max": 5}),
        "distances": st.sampled_from(
            [
                {"baseline": "line", "limits": [{"weapons": ["mortar"], "min_m": 6000}]},
                {
                    "baseline": "line",
                    "side": "left",
                    "limits": [
                        {"weapons": ["heavy_weapon"], "min_m": 15000},
                        {"weapons": ["rocket"], "calibre_min_mm": 200, "min_m": 40000},
                    ],
                },
            ]
        ),
    }
    for name in draw(st.lists(st.sampled_from(sorted(optional)), max_size=3, unique=True)):
        found[name] = draw(optional[name])
    if kind == "permission":
        found["lifts"] = ["p0"]
    elif draw(st.integers(0, 3)) == 0:
        found["unless_consent"] = {"by": ["commission"], "record": draw(st.sampled_from(["partial", "complete"]))}
    elif draw(st.integers(0, 3)) == 0:
        found["reciprocal"] = {"breach_of": ["p0"], "determined_by": ["commission"]}
    if kind == "obligation" and draw(st.booleans()):
        found["ensures"] = {"parties": draw(st.sampled_from([["north"], ["any"]]))}
    return found


def coalition(basis: str) -> dict[str, Any]:
    """A second party of the northern army and of the southern front."""
    members = [{"actor": "north-army", "basis": basis}, {"actor": "south-front", "from": "2020-02-10"}]
    return {"id": "coalition", "name": "Coalition", "members": members}


@st.composite
def agreements(draw: Any) -> LoadedDemo:
    events = [
        {
            "on": draw(st.sampled_from(DAYS)),
            "by": "north",
            "claim": "…",
            "effect": draw(st.sampled_from(["suspends", "resumes", "ends", "gives_notice"])),
            "contested": draw(st.sampled_from([False, False, True])),
            "basis": draw(st.sampled_from("VSB")),
            **draw(
                st.sampled_from(
                    [
                        {},
                        {"provisions": ["p0"]},
                        {"parties": ["north"]},
                        {"provisions": ["p0"], "parties": ["south"]},
                        {"provisions": ["p0"], "parties": ["north", "coalition"], "areas": ["ring"]},
                        {"areas": ["box"]},
                        {"areas": ["ring"]},
                        {"areas": ["rough"], "provisions": ["p0"]},
                    ]
                )
            ),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    determined = [
        {
            "id": f"d{number}",
            "party": draw(st.sampled_from(["north", "south"])),
            "provisions": ["p0"],
            "by": "commission",
            "on": draw(st.sampled_from(DAYS[:3])),
            "until": draw(st.sampled_from([None, *DAYS[3:]])),
            "basis": draw(st.sampled_from("VSB")),
            "text": "…",
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    given = [
        {
            "id": f"c{number}",
            "by": "commission",
            "provisions": [f"p{i}" for i in range(4)],
            "from": draw(st.sampled_from(DAYS[:3])),
            "until": draw(st.sampled_from([None, *DAYS[3:]])),
            "basis": draw(st.sampled_from("VSB")),
            "text": "…",
            **draw(st.sampled_from([{}, {"refused": True}, {"acts": ["shelling"]}, {"areas": ["ring"]}])),
            **draw(st.sampled_from([{}, {"to": ["north"]}, {"to": ["south", "coalition"]}])),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    doubted = draw(st.sampled_from([None, None, None, "box", "line", "ring", "cut"]))
    told = draw(some([a["id"] for a in AREAS], 0))  # at second hand
    exclusion = {"id": "x", "lists": ["council"], "basis": draw(st.sampled_from("VB"))}
    if draw(st.booleans()):
        exclusion["areas"] = draw(some(WEIGHED))
    return agreement(
        parties=[*BASE["parties"], *draw(st.sampled_from([[], [], [coalition("V")], [coalition("B")]]))],
        timezone=draw(st.sampled_from(["Etc/UTC", "Asia/Damascus", {"unstated": ["Asia/Damascus", "Europe/Moscow"]}])),
        areas=[{**a, "basis": "B" if a["id"] == doubted else "S" if a["id"] in told else "V"} for a in AREAS],
        scope={
            "areas": draw(some(WEIGHED, 0)),
            "initiator": draw(st.sampled_from(["bound", "any"])),
            "target": draw(st.sampled_from(["any", "bound", "bound_or_civilian"])),
            "acts": draw(st.sampled_from([None, None, ["shelling"], ["mortar_fire", "patrol"]])),
        },
        in_force=draw(st.lists(terms(), min_size=1, max_size=4)),
        status_events=events,
        determinations=determined,
        consents=given,
        roles=draw(st.sampled_from([[], [{"actor": "stranger", "role": "guarantor", "from": "2020-02-10"}]])),
        exclusions=draw(st.sampled_from([[], [exclusion]])),
        provisions=[draw(provisions(i)) for i in range(draw(st.integers(1, 4)))],
    )


@st.composite
def rows(draw: Any, number: int) -> dict[str, Any]:
    sides = draw(st.sampled_from(["acted", "pair", "target", "none"]))
    names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
    start = draw(st.sampled_from([*DAYS, "2020-01-31T23:59:59", "2020-02-10T10:00", "2020-02-28T22:30"]))
    row: dict[str, Any] = {
        "report_id": f"r{number}",
        "act": draw(st.sampled_from(ACTS)),
        "weapon": draw(st.sampled_from([None, "mortar", "rocket", "small_arms"])),
        "calibre_mm": draw(st.sampled_from([None, 120.0, 220.0])),
        "quantity": draw(st.sampled_from([None, 3, 9])),
        "quantity_unit": draw(st.sampled_from([None, "shots", "explosions"])),
        "target_kind": draw(st.sampled_from([None, "civilians", "medical_facility"])),
        "country": draw(st.sampled_from([None, "DMO", "XXX"])),
        "place_name": draw(st.sampled_from([None, "Boxtown", "outby", "Nowhere"])),
        "occurred_from": start,
        "occurred_until": draw(st.sampled_from([None, "2020-03-02", "2020-03-05T01:00"])),
        "claimed_initiator": draw(names) if sides == "acted" else None,
        "claimed_target": draw(names) if sides in ("acted", "target") else None,
        "side_left": draw(names) if sides == "pair" else None,
        "side_right": draw(names) if sides == "pair" else None,
    }
    if draw(st.booleans()):
        row["lon"], row["lat"] = draw(st.floats(9.8, 13.1)), draw(st.floats(9.8, 11.1))
        row["place_radius_m"] = draw(st.sampled_from([None, 0.0, 500.0, 20000.0]))
        if draw(st.integers(0, 4)) == 0:
            row["origin_lon"], row["origin_lat"] = draw(st.floats(9.8, 11.2)), draw(st.floats(9.8, 11.1))
    return {k: v for k, v in row.items() if v is not None}


@settings(max_examples=300, deadline=None)
@given(st.data(), agreements())
def test_the_kernel_says_what_judge_says(data: Any, loaded: LoadedDemo) -> None:
    """Coverage, outcome, both ends of the probability, provisions, basis and the word for what stays open."""
    compare([data.draw(rows(i)) for i in range(data.draw(st.integers(1, 12)))], loaded)


@settings(max_examples=120, deadline=None)
@given(st.data(), richer_agreements())
def test_so_it_does_for_the_rest_of_the_language(data: Any, loaded: LoadedDemo) -> None:
    """Balances, notices, duties for others, what moves, origins, deadlines and several baselines."""
    compare([data.draw(richer_rows(i)) for i in range(data.draw(st.integers(1, 8)))], loaded)


def compare(reports: list[dict[str, Any]], loaded: LoadedDemo) -> None:
    """Every report by the kernel (with what it hands on) and by ``judge``."""
    table = reports_table(reports)
    known = registry()
    incidents = list(lay_out_all(table.to_pylist(), known))
    plans = with_ledgers(plans_for([loaded], known, None), incidents)
    bulk = Assessor(plans, Locator(known))
    prepared = bulk.prepare(table)
    (verdicts,) = bulk.decide(prepared)
    bulk.settle(table, prepared, [verdicts])
    row_of = {identity: i for i, identity in enumerate(table.column("report_id").to_pylist())}
    (one,) = bulk.compiled
    until = datetime(2031, 1, 1, tzinfo=UTC)
    (findings,) = findings_of(bulk, table, prepared, [verdicts], until, ReasonBook())
    bases = findings.column("basis").to_pylist()
    for incident in incidents:
        wanted = judge(one.plan, incident)
        i = row_of[incident.incident_id]
        said = tuple(p for k, p in enumerate(one.breachable) if int(verdicts.provisions[i]) >> k & 1)
        got = COVERAGES[verdicts.coverage[i]], OUTCOMES[verdicts.outcome[i]], WORDS[verdicts.word[i]] or None, said
        assert got == (wanted.coverage, wanted.outcome, wanted.because, wanted.provision_ids)
        assert bases[i] == wanted.basis
        assert verdicts.p_low[i] == pytest.approx(wanted.p_low, abs=1e-12)
        assert verdicts.p_high[i] == pytest.approx(wanted.p_high, abs=1e-12)


def test_no_report_is_no_verdict() -> None:
    """An empty chunk passes through."""
    known = registry()
    bulk = Assessor(plans_for([agreement()], known, None), Locator(known))
    prepared = bulk.prepare(Reports.empty())
    assert [len(v.coverage) for v in bulk.decide(prepared)] == [0]


@settings(max_examples=120, deadline=None)
@given(st.data(), agreements())
def test_incidents_that_share_a_judgement_would_each_have_it(data: Any, loaded: LoadedDemo) -> None:
    """What is shared between two moments of a plan, or two incidents, is what each gets from a plan of its own."""
    table = reports_table([data.draw(rows(i)) for i in range(data.draw(st.integers(2, 12)))])
    known = registry()
    ((plan, _),) = plans_for([loaded], known, None)
    shared: dict[object, Any] = {}
    for incident in lay_out_all(table.to_pylist(), known):
        found = shared.setdefault(plan.key_of(incident), judge(plan, incident))
        ((own, _),) = plans_for([loaded], known, None)
        assert found == judge(own, incident)
