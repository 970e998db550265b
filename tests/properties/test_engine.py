"""Properties of findings on random agreements and reports."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows

NAMES = [
    "Northern Army",
    "Northern Militia",
    "Southern Front",
    "Black Column",
    "Grey Column",
    "Stranger Group",
    "rebels",
    "??",
    "Civilians",
]
ACTS = ["shelling", "attack", "armed_clash", "air_strike", "aid_obstruction", "troop_movement", "other", "unknown"]


@st.composite
def reports(draw: Any, incident: str | None = None) -> dict[str, Any]:
    sides = draw(st.sampled_from(["acted", "pair", "target", "none"]))
    names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
    row: dict[str, Any] = {
        "report_id": draw(st.text("abcdef", min_size=6, max_size=8)),
        "incident_id": incident,
        "act": draw(st.sampled_from(ACTS)),
        "weapon": draw(st.sampled_from([None, "mortar", "rocket", "small_arms"])),
        "lon": draw(st.floats(9.8, 11.2)),
        "lat": draw(st.floats(9.8, 11.2)),
        "place_radius_m": draw(st.sampled_from([0.0, 500.0, 20000.0])),
        "occurred_from": draw(
            st.sampled_from(["2020-01-15", "2020-01-31T23:00", "2020-02-10T10:00", "2020-02-29T23:30"])
        ),
        "claimed_initiator": draw(names) if sides == "acted" else None,
        "claimed_target": draw(names) if sides in ("acted", "target") else None,
        "side_left": draw(names) if sides == "pair" else None,
        "side_right": draw(names) if sides == "pair" else None,
    }
    if draw(st.booleans()):
        row["lon"] = row["lat"] = None
    return {k: v for k, v in row.items() if v is not None}


@st.composite
def agreements(draw: Any) -> Any:
    provisions = [
        {
            "id": f"p{i}",
            "kind": draw(st.sampled_from(["prohibition", "permission"])),
            "text": "…",
            "acts": draw(
                st.lists(st.sampled_from(["attack", "shelling", "any", "seizing_territory"]), min_size=1, max_size=2)
            ),
            "basis": draw(st.sampled_from(["V", "S", "B"])),
            "weapons": draw(st.sampled_from([None, ["heavy_weapon"], ["mortar"]])),
        }
        for i in range(draw(st.integers(1, 3)))
    ]
    readings = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    exclusions = [
        {"id": "x", "lists": ["council"], "match": draw(st.sampled_from(["by_name", "by_identity"])), "readings": ["a"]}
    ]
    return agreement(provisions=provisions, readings=readings, exclusions=exclusions)


@settings(max_examples=150, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=6, unique_by=lambda r: r["report_id"]), agreements(), st.randoms())
def test_order_of_reports_never_changes_a_finding(rows: Any, loaded: Any, random: Any) -> None:
    """Same input, same output, whatever the order."""
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert assess_rows(rows, [loaded], registry()).equals(assess_rows(shuffled, [loaded], registry()))


@settings(max_examples=150, deadline=None)
@given(reports(), agreements())
def test_states_and_ranges_agree(row: Any, loaded: Any) -> None:
    """Coverage follows the thresholds; violation only where covered, with a touched provision of verified basis."""
    basis = {p.id: p.basis for p in loaded.agreement.provisions}
    for f in assess_rows([row], [loaded], registry()).to_pylist():
        assert 0 <= f["p_low"] <= f["p_high"] <= 1
        assert (f["coverage"] == "covered") == (f["p_low"] >= 0.95)
        assert (f["coverage"] == "not_covered") == (f["p_high"] <= 0.05 and f["p_low"] < 0.95)
        assert any(r["decides"] for r in f["reasons"]) or f["outcome"] == "undetermined" or not f["provision_ids"]
        if f["outcome"] == "violation":
            assert f["coverage"] == "covered" and f["provision_ids"]
            assert all(basis[p] != "B" for p in f["provision_ids"])
        if f["coverage"] == "cannot_tell":
            assert f["cannot_tell_because"]


@settings(max_examples=100, deadline=None)
@given(reports("one"), reports("one"), agreements())
def test_a_contradicting_claim_never_makes_a_finding_surer(left: Any, right: Any, loaded: Any) -> None:
    """Adding a claim that also names who acted widens the actors' range or leaves it."""
    if left["report_id"] == right["report_id"] or "claimed_initiator" not in left or "claimed_initiator" not in right:
        return
    right = {**left, "report_id": right["report_id"], "claimed_initiator": right["claimed_initiator"]}
    alone = {f["reading"]: f for f in assess_rows([left], [loaded], registry()).to_pylist()}
    for both in assess_rows([left, right], [loaded], registry()).to_pylist():
        single = alone[both["reading"]]
        assert both["p_low"] <= single["p_low"] + 1e-12
        assert both["p_high"] >= single["p_high"] - 1e-12


def test_base_world_is_not_vacuous() -> None:
    """The random worlds above hold a covered violation."""
    assert BASE["scope"] and assess_rows([report()], [agreement()], registry()).to_pylist()[0]["outcome"] == "violation"
