"""What a procedure compiles to and does to a finding."""

from __future__ import annotations

from tests.factory import BASE, agreement, registry, report
from truceline.run import assess_rows


def outcome(row: dict[str, object], *provisions: dict[str, object]) -> tuple[str, list[str]]:
    found = assess_rows([row], [agreement(provisions=list(provisions))], registry()).to_pylist()[0]
    return found["outcome"], found["provision_ids"]


def test_it_is_in_the_trace_and_changes_no_outcome() -> None:
    """A complaint procedure stands beside the prohibition without effect on it."""
    complain = {"id": "2", "kind": "procedure", "text": "Any party may complain."}
    base = BASE["provisions"][0]
    assert outcome(report(), base, complain) == outcome(report(), base) == ("violation", ["1"])
    found = assess_rows([report()], [agreement(provisions=[base, complain])], registry()).to_pylist()[0]
    assert any(r["provision_id"] == "2" and r["state"] == "met" for r in found["reasons"])
