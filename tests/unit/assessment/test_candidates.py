"""Candidates with a source's own weights: who of them acted stays open, and how far is reckoned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.factory import BASE, agreement, registry, report
from truceline.bulletins.engine_words import AS_WRITTEN, sentence
from truceline.formats.own_reports import own_report
from truceline.formats.reports_io import read_own
from truceline.run import assess_rows

BOUND, OTHER = "Northern Army", "Stranger Group"


def one(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    (found,) = assess_rows(list(rows), [agreement(**changes)], registry()).to_pylist()
    return found  # type: ignore[no-any-return]


def weighed(names: list[str], weights: list[float], **more: Any) -> dict[str, Any]:
    return report(claimed_initiator=names, initiator_weights=weights, **more)


@pytest.mark.parametrize(
    ("names", "weights", "low", "high", "coverage"),
    [
        ([BOUND, OTHER], [0.7, 0.3], 0.7, 0.7, "cannot_tell"),
        ([OTHER, BOUND], [0.98, 0.02], 0.02, 0.02, "not_covered"),
        ([BOUND, OTHER], [0.97, 0.03], 0.97, 0.97, "covered"),
        ([BOUND], [0.6], 0.6, 1.0, "cannot_tell"),  # nobody named may be anybody
        ([OTHER], [0.6], 0.0, 0.4, "cannot_tell"),
        ([BOUND, OTHER, "Black Column"], [0.5, 0.2, 0.2], 0.5, 0.6, "cannot_tell"),  # the last is listed
        ([BOUND, OTHER, BOUND], [0.4, 0.3, 0.3], 0.7, 0.7, "cannot_tell"),  # named twice
    ],
)
def test_weights_share_out_whether_the_instrument_applies(
    names: list[str], weights: list[float], low: float, high: float, coverage: str
) -> None:
    found = one(weighed(names, weights))
    assert (found["p_low"], found["p_high"]) == (pytest.approx(low), pytest.approx(high))
    assert found["coverage"] == coverage


def test_weights_never_decide_a_violation() -> None:
    """However sure its source is of one candidate, the other did nothing that touches a provision."""
    bound = [{**BASE["provisions"][0], "bound": ["south"]}]
    found = one(weighed(["Southern Front", BOUND], [0.99, 0.01], claimed_target=["Civilians"]), provisions=bound)
    assert (found["coverage"], found["outcome"], found["attributed_party"]) == ("covered", "undetermined", None)
    sure = one(weighed(["Southern Front"], [1.0], claimed_target=["Northern Army"]), provisions=bound)
    assert (sure["outcome"], sure["attributed_party"]) == ("violation", "south")


def test_a_source_without_weights_stands_beside_one_with_them() -> None:
    """No weight is made up for it: the range holds both."""
    rows = [weighed([BOUND, OTHER], [0.7, 0.3], incident_id="i", report_id="a"),
            report(claimed_initiator=[OTHER], incident_id="i", report_id="b")]  # fmt: skip
    found = one(*rows)
    assert (found["p_low"], found["p_high"]) == (0.0, pytest.approx(0.7))
    assert found == one(*reversed(rows))


def test_the_trace_says_the_weights_in_every_language() -> None:
    (row,) = [
        r
        for r in one(weighed([BOUND, OTHER], [0.7, 0.3]))["reasons"]
        if (r["condition"], r["provision_id"]) == ("actor_bound", None)
    ]
    assert "weighed 0.7 by the source" in row["value"] and "weighed 0.3 by the source" in row["value"]
    assert (row["p_low"], row["p_high"]) == (pytest.approx(0.7), pytest.approx(0.7))
    for language in ("ar", "ru"):
        assert not [p for p in sentence(row["value"], language) if p.kind == AS_WRITTEN]


@pytest.mark.parametrize(
    ("names", "weights", "said"),
    [
        ("Northern Army; Stranger Group", "0.7", "1 numbers for 2 names"),
        ("Northern Army; Stranger Group", "0.7; 0.6", "add up to 1.3"),
        ("Northern Army; Stranger Group", "1.2; -0.2", "1.2 is no probability"),
        ("", "0.7", "1 numbers for 0 names"),
    ],
)
def test_weights_that_do_not_fit_are_rejects_and_nothing_is_lost(
    names: str, weights: str, said: str, tmp_path: Path
) -> None:
    head = "report_id,occurred_from,act,claimed_initiator,initiator_weights"
    path = tmp_path / "reports.csv"
    path.write_text(f"{head}\nr1,2020-02-10,shelling,{names},{weights}\n", encoding="utf-8")
    found = read_own(path)
    (reject,) = found.rejects.to_pylist()
    assert (found.rows_in, reject["code"]) == (1, "E-REP-021")
    assert said in reject["message"]


def test_weights_come_in_from_a_table_of_text_and_from_parquet(tmp_path: Path) -> None:
    raw = {"report_id": "r1", "occurred_from": "2020-02-10", "act": "shelling",
           "claimed_initiator": "Northern Army; Stranger Group", "initiator_weights": "0.7; 0.3"}  # fmt: skip
    assert own_report(raw)["initiator_weights"] == [0.7, 0.3]
    path = tmp_path / "reports.csv"
    path.write_text("\n".join([",".join(raw), ",".join(raw.values())]) + "\n", encoding="utf-8")
    table = read_own(path).reports
    pq.write_table(table, tmp_path / "reports.parquet")
    assert read_own(tmp_path / "reports.parquet").reports.column("initiator_weights").to_pylist() == [[0.7, 0.3]]
