"""Properties of running balances on random items."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import agreement, registry, report
from truceline.assessment.assess import lay_out_all, plans_for
from truceline.assessment.ledger import with_ledgers
from truceline.run import assess_rows, reports_table

CEILING = 20
HOURS = ["2020-02-10T08:00", "2020-02-10T09:00", "2020-02-10T09:30", "2020-02-11T08:00"]


def world(**bound: Any) -> Any:
    quantity = {"unit": "guards", "max": CEILING, "per": "day", "each": ["side"], **bound}
    posts = {"id": "g", "kind": "prohibition", "text": "…", "acts": ["checkpoint"], "quantity": quantity}
    return agreement(provisions=[posts])


@st.composite
def items(draw: Any, number: int) -> dict[str, Any]:
    place = draw(st.sampled_from([{}, {"place_radius_m": 70000.0}, {"lon": None, "lat": None, "place_radius_m": None}]))
    row = report(
        report_id=f"r{number}",
        act="checkpoint",
        occurred_from=draw(st.sampled_from(HOURS)),
        occurred_until=draw(st.sampled_from([None, "2020-02-11T09:00"])),
        claimed_initiator=draw(st.sampled_from([["Northern Army"], ["Southern Front"], ["rebels"], None])),
        quantity=draw(st.sampled_from([None, 3, 8, 15])),
        quantity_unit=draw(st.sampled_from(["guards", "guards", "guards", "vehicles"])),
        item_state=draw(st.sampled_from([None, "accepted", "disputed", "rejected"])),
    )
    row.update(place)
    return {k: v for k, v in row.items() if v is not None}


def several() -> Any:
    return st.integers(1, 7).flatmap(lambda n: st.tuples(*(items(i) for i in range(n))))


def findings(rows: Any, loaded: Any = None) -> dict[str, dict[str, Any]]:
    return {f["incident_id"]: f for f in assess_rows(list(rows), [loaded or world()], registry()).to_pylist()}


def said(finding: dict[str, Any]) -> Any:
    return finding["coverage"], finding["outcome"], finding["provision_ids"], finding["reasons"]


@settings(max_examples=80, deadline=None)
@given(several(), st.randoms())
def test_the_order_of_reports_never_changes_a_balance(rows: Any, random: Any) -> None:
    """Findings and the sentences that tell the balance are the same whatever the order of the input."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = findings(rows), findings(shuffled)
    assert {k: said(f) for k, f in one.items()} == {k: said(f) for k, f in other.items()}


@settings(max_examples=80, deadline=None)
@given(several())
def test_what_is_rejected_changes_no_outcome(rows: Any) -> None:
    """Leaving out rejected items leaves every other finding's outcome."""
    kept = [r for r in rows if r.get("item_state") != "rejected"]
    if not kept:
        return
    whole, part = findings(rows), findings(kept)
    assert {k: whole[k]["outcome"] for k in part} == {k: f["outcome"] for k, f in part.items()}


@settings(max_examples=80, deadline=None)
@given(several())
def test_a_dispute_opens_and_never_turns_a_finding(rows: Any) -> None:
    """What is found with every dispute open holds whichever way each of them is settled."""
    whole = findings(rows)
    for settled in ("accepted", "rejected"):
        closed = findings([{**r, "item_state": settled} if r.get("item_state") == "disputed" else r for r in rows])
        for key, finding in whole.items():
            own = next(r for r in rows if r["report_id"] == key)
            if finding["outcome"] != "undetermined" and own.get("item_state") != "disputed":
                assert closed[key]["outcome"] == finding["outcome"]


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    side = ["Northern Army"] if row["claimed_initiator"] == ["Northern Army"] else ["Southern Front"]
    certain = {"lon": 10.5, "lat": 10.5, "place_radius_m": 500.0, "occurred_until": row["occurred_from"] + ":30"}
    counted = {"quantity": row.get("quantity") or 5, "quantity_unit": "guards", "item_state": "accepted"}
    return {**report(), **row, **certain, **counted, "claimed_initiator": side}


@settings(max_examples=60, deadline=None)
@given(several())
def test_balances_follow_from_an_honest_count(rows: Any) -> None:
    """With exact items only, the outcome is that of adding up by hand what the same side had before on that day."""
    plain = [_exact(row) for row in rows if row.get("claimed_initiator")]
    found = findings(plain) if plain else {}
    for row in plain:
        earlier = [
            r["quantity"]
            for r in plain
            if r["claimed_initiator"] == row["claimed_initiator"]
            and r["occurred_from"][:10] == row["occurred_from"][:10]
            and (r["occurred_from"], r["report_id"]) < (row["occurred_from"], row["report_id"])
        ]
        over = sum(earlier) + row["quantity"] > CEILING
        assert found[row["report_id"]]["outcome"] == ("violation" if over else "no_violation")


def test_a_ledger_is_the_same_whatever_the_order() -> None:
    """Its digest, by which a bulk run knows what it may take up again."""
    rows = [
        report(report_id=f"r{n}", act="checkpoint", quantity=n, quantity_unit="guards", occurred_from=HOURS[n % 4])
        for n in range(8)
    ]
    known = registry()
    plans = plans_for([world()], known, None)
    incidents = list(lay_out_all(reports_table(rows).to_pylist(), known))
    one, other = (with_ledgers(plans, i)[0][0].ledger for i in (incidents, incidents[::-1]))
    assert one is not None and other is not None and one.digest() == other.digest()
    fewer = with_ledgers(plans, incidents[1:])[0][0].ledger
    assert fewer is not None and fewer.digest() != one.digest()
