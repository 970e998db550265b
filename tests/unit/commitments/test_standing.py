"""Standing from columns: what counts as done, in time, late or missed, whatever the order of the rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.commitments.graph import dependency_graph
from truceline.commitments.standing import standings
from truceline.commitments.withdrawals import compare_holdings
from truceline.tables.commitments import CommitmentRecords, Commitments

START = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def commitment(
    key: str = "i/p/o", due: int | None = 10, last: int | None = None, kind: str = "absolute"
) -> dict[str, Any]:
    end = None if due is None else START + DAY * due
    return {
        "commitment_id": key, "agreement_id": "i", "provision_id": "p", "owner": "o", "text": "t", "kind": kind,
        "due_from": end, "due_until": START + DAY * last if last else end, "dates": [], "depends_on": [], "zone": "UTC",
        "basis": "V",
    }  # fmt: skip


def record(
    day: int, status: int | None = 3, by: str | None = "monitor", known: int | None = None, basis: str = "V", n: int = 0
) -> dict[str, Any]:
    at = START + DAY * day
    return {
        "record_id": f"{day}-{status}-{by}-{n}", "commitment_id": "i/p/o", "status": status, "happened_from": at,
        "happened_until": at + DAY, "known_from": START + DAY * (known if known is not None else day), "claimant": "o",
        "verified_by": by, "justification": "j", "source": "s", "basis": basis,
    }  # fmt: skip


def stand(rows: list[dict[str, Any]], day: int = 30, one: dict[str, Any] | None = None) -> dict[str, Any]:
    table = standings(
        Commitments.from_rows([one or commitment()]), CommitmentRecords.from_rows(rows), START + DAY * day
    )
    return dict(table.to_pylist()[0])


@pytest.mark.parametrize(
    ("rows", "day", "one", "term", "timeliness"),
    [
        ([], 5, commitment(), "coming", None),
        ([], 30, commitment(), "passed", "unrecorded"),
        ([record(3, 1)], 30, commitment(), "passed", "missed"),
        ([record(3, None)], 30, commitment(), "passed", "missed"),
        ([record(9)], 30, commitment(), "passed", "in_time"),
        ([record(10)], 30, commitment(), "passed", "late"),
        ([record(12)], 30, commitment(due=10, last=20), "passed", "by_some_dates"),
        ([], 15, commitment(due=10, last=20), "contested", None),
        ([record(3)], 30, commitment(due=None, kind="undated"), "undated", None),
        ([], 30, commitment(due=None, kind="dependent"), "not_running", None),
        ([], 30, commitment(due=None, kind="continuing"), "continuing", None),
    ],
)
def test_the_term_and_the_timeliness(
    rows: list[dict[str, Any]], day: int, one: dict[str, Any], term: str, timeliness: str | None
) -> None:
    """A completion in time ends before the first date; late begins after the last; between, dates disagree."""
    found = stand(rows, day, one)
    assert (found["term"], found["timeliness"]) == (term, timeliness)


@pytest.mark.parametrize("unverified", [record(5, by=None), record(5, basis="B")])
def test_nothing_unverified_counts_as_done(unverified: dict[str, Any]) -> None:
    """A claim of completion, or background knowledge of one, leaves the date missed and shows as claimed."""
    found = stand([unverified])
    assert (found["timeliness"], found["verified_status"], found["claimed_status"]) == ("missed", None, 3)


def test_a_verified_step_back_undoes_a_completion() -> None:
    """Level 3 in time, then level 1: not done; back to 3 later: done, and late."""
    assert stand([record(5), record(8, 1)])["timeliness"] == "missed"
    assert stand([record(5), record(8, 1), record(15)])["timeliness"] == "late"


levels = st.tuples(
    st.integers(0, 25), st.one_of(st.none(), st.integers(0, 3)), st.sampled_from(["monitor", None]), st.integers(0, 9)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(levels, max_size=8), st.integers(0, 40), st.randoms())
def test_order_does_not_matter_and_the_unknown_is_not_used(
    drawn: list[tuple[int, int | None, str | None, int]], day: int, chance: random.Random
) -> None:
    """Shuffled rows give the same standing, and it equals that of the rows known by then alone."""
    rows = [record(d, s, by, known=d + late, n=i) for i, (d, s, by, late) in enumerate(drawn)]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    known = [r for r in rows if r["known_from"] <= START + DAY * day]
    assert stand(rows, day) == stand(shuffled, day) == stand(known, day)
    verified = [r for r in known if r["verified_by"] and r["status"] is not None]
    if not any(r["status"] == 3 for r in verified):
        assert stand(rows, day)["done_from"] is None


def test_each_commitment_has_its_own_records() -> None:
    """Records reach the commitment they name; others are left alone; no record of a stranger is counted."""
    table = Commitments.from_rows([commitment("i/p/a"), commitment("i/p/o"), commitment("i/p/z")])
    found = standings(table, CommitmentRecords.from_rows([record(9)]), START + DAY * 30)
    assert found["records"].to_pylist() == [0, 1, 0]
    assert found["timeliness"].to_pylist() == ["unrecorded", "in_time", "unrecorded"]
    assert isinstance(found, pa.Table)


def test_the_graph_orders_and_names_circles() -> None:
    """Each provision stands right of all it needs; an edge that closes a circle is told, not drawn."""
    rows = [
        {"agreement_id": "i", "provision_id": p, "depends_on": [f"i/{d}" for d in needs]}
        for p, needs in {"a": [], "b": ["a"], "c": ["a", "b"], "x": ["y"], "y": ["x"]}.items()
    ]
    graph = dependency_graph(rows)
    column = {n.key: n.column for n in graph.nodes}
    assert (column["i/a"], column["i/b"], column["i/c"]) == (0, 1, 2)
    assert all(column[s] < column[t] for s, t in graph.edges)
    assert graph.circular == (("i/x", "i/y"),)


def holding(what: str, count: int, day: int = 1) -> dict[str, Any]:
    at = START + DAY * day
    return {
        "holding_id": f"{what}{day}", "agreement_id": "i", "provision_id": "p", "party": "o", "site": "s",
        "weapon": "tank", "system": None, "calibre_mm": 125.0, "what": what, "count": count, "happened_from": at,
        "known_from": at, "claimant": "m", "source": "s", "basis": "V", "note": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "missing", "says"),
    [
        ([holding("declared", 9)], None, "not_looked"),
        ([holding("declared", 9), holding("observed", 9)], 0, "agrees"),
        ([holding("declared", 9), holding("observed", 7)], 2, "fewer_seen"),
        ([holding("declared", 9), holding("observed", 5), holding("withdrawn", 4)], 0, "agrees"),
        ([holding("declared", 9), holding("observed", 11)], -2, "more_seen"),
        ([holding("observed", 2)], None, "undeclared"),
        ([holding("declared", 9), holding("not_verified", 9)], None, "not_verified"),
        ([holding("declared", 9), holding("observed", 7), holding("observed", 9, 5)], 0, "agrees"),
    ],
)
def test_holdings_are_compared_and_never_judged(rows: list[dict[str, Any]], missing: int | None, says: str) -> None:
    """Declared against seen; what nobody looked at is not missing."""
    (line,) = compare_holdings(rows)
    assert (line.missing, line.says) == (missing, says)
    assert len(line.claims) == len(rows)
