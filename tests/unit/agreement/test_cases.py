"""What a case is held to: findings on its own incident, and on none that it only sets beside it."""

from __future__ import annotations

from truceline.agreement.cases import Case, differences

AT = {"occurred_from": "2031-02-03T10:00Z", "act": "delivery"}


def finding(incident: str, outcome: str) -> dict[str, object]:
    return {"incident_id": incident, "reading": "text", "outcome": outcome, "reasons": []}


def test_others_may_be_two_reports_of_one_incident() -> None:
    """Their incident has a name of its own, and was once held to the case's expectation."""
    others = [{**AT, "incident_id": "convoy"}, {**AT, "incident_id": "convoy"}]
    case = Case.model_validate(
        {"id": "late", "claim": "…", "report": AT, "others": others, "expect": {"any": {"outcome": "violation"}}}
    )
    found = [finding("late", "violation"), finding("convoy", "no_violation")]
    assert case.incidents() == {"late"} and differences(case, found) == []
    assert [d.expected for d in differences(case, found[1:])] == ["a finding"]


def test_a_case_may_name_its_incident() -> None:
    named = {
        "id": "late",
        "claim": "…",
        "report": {**AT, "incident_id": "x"},
        "expect": {"any": {"outcome": "violation"}},
    }
    assert differences(Case.model_validate(named), [finding("x", "violation")]) == []
