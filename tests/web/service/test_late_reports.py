"""A report that joins an incident after two people concluded on it was no part of the conclusion, and is shown so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance, settle, verified


@pytest.fixture
def late(settled: Callable[[str], Any], filed: Any) -> tuple[Any, Any]:
    """A verified incident, and a report of the same event by somebody else that the matcher added afterwards."""
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import submit_report

    verified(settled, filed)
    other = RAW | {"claimant": "Another source", "text": "Example: another post counted shells there."}
    report = submit_report(settled("miro"), other, "key-of-the-late-one").reports.get()
    settle()
    incident = Incident.objects.get(pk=filed.pk)
    assert report.member.incident_id == incident.pk, "the matcher did not join them: the test says nothing"
    return incident, report


def proofs(incident: Any) -> dict[str, tuple[Any, Any]]:
    from truceline.web.casework.assessing import engine_rows

    rows = [r for r in engine_rows({incident.pk: incident.version}) if r["incident_id"] == incident.pk]
    return {r["report_id"]: (r["verified_by"], r["standard_of_proof"]) for r in rows}


def test_what_arrived_later_is_not_handed_to_the_engine_as_verified(late: tuple[Any, Any]) -> None:
    """Those concluded on carry the mission's verification and its standard of proof; the late one says neither."""
    incident, report = late
    found = proofs(incident)
    assert found.pop(report.pk) == (None, None)
    assert found and set(found.values()) == {("Lyne Monitoring Mission", "clear_and_convincing")}


def test_the_page_says_which_report_it_was(late: tuple[Any, Any], signed_in: Callable[[str], Any]) -> None:
    """For the mission, beside the state and beside the claim, once; before it arrived the page said nothing of it."""
    from truceline.web.casework.models import Event

    incident, report = late
    page = signed_in("miro").get(f"/incidents/{incident.pk}/").content.decode()
    assert "report arrived after the conclusion. It was no part of it and does not count as verified." in page
    assert page.count(">after the conclusion</span>") == 1
    assert page.index(f"/reports/{report.pk}/") < page.index(">after the conclusion</span>")
    joined = Event.objects.get(incident=incident, kind="joined", text=report.pk)
    for moment, shown in ((joined.at, 1), (Event.objects.get(incident=incident, kind="agreed").at, 0)):
        then = signed_in("miro").get(f"/incidents/{incident.pk}/", {"as_of": moment.isoformat()}).content.decode()
        assert then.count(">after the conclusion</span>") == shown


def test_programs_are_told_too(late: tuple[Any, Any], settled: Callable[[str], Any]) -> None:
    from tests.web.service.test_api import Program

    incident, _ = late
    told = Program(settled("vera")).get(f"/incidents/{incident.pk}").json()
    assert told["reports_after_conclusion"] == 1 and told["reports"] == 1 + len(incident.concluded_on)


def test_a_guarantor_learns_nothing_of_it(
    late: tuple[Any, Any],
    settled: Callable[[str], Any],
    signed_in: Callable[[str], Any],
    delay: Callable[[float], None],
) -> None:
    incident, _ = late
    delay(0)
    advance(settled("olga"), incident, "move", "assessed")
    page = signed_in("sarn").get(f"/incidents/{incident.pk}/").content.decode()
    assert "after the conclusion" not in page and incident.pk in page


def test_concluded_anew_it_is_part_of_it(late: tuple[Any, Any], settled: Callable[[str], Any]) -> None:
    """Reopened, nothing is concluded on; once two people agreed again, all of its reports are."""
    incident, report = late
    reopened = advance(settled("vera"), incident, "move", "under_verification", "A further report.")
    assert (reopened.concluded_on, reopened.after_conclusion) == (None, 0)
    assert {who for who, _ in proofs(reopened).values()} == {None}
    advance(settled("vera"), incident, "propose_conclusion", "verified", "clear_and_convincing", "Both. Example.")
    again = advance(settled("viktor"), incident, "decide_proposal", True)
    assert again.after_conclusion == 0
    assert proofs(again)[report.pk] == ("Lyne Monitoring Mission", "clear_and_convincing")


def test_conclusions_of_before_are_filled_in_from_the_history(late: tuple[Any, Any]) -> None:
    """The migration gives a conclusion the reports that had joined when it was agreed to, and no later one."""
    from importlib import import_module

    from django.apps import apps

    from truceline.web.casework.models import Incident

    incident, report = late
    Incident.objects.filter(pk=incident.pk).update(concluded_on=None)
    import_module("truceline.web.casework.migrations.0015_fill_concluded_on").fill(apps, None)
    filled = Incident.objects.get(pk=incident.pk)
    assert filled.concluded_on == incident.concluded_on and not filled.covers(report.pk)


def test_what_joined_between_proposal_and_agreement_is_no_part_of_it_either(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """Only the second person saw it; the proposer may even have sent it after proposing. It is one person's word."""
    from truceline.web.casework.models import Event
    from truceline.web.intake.actions import submit_report

    advance(settled("miro"), filed, "move", "triaged")
    advance(settled("miro"), filed, "move", "under_verification")
    before = set(filed.members.values_list("report_id", flat=True))
    advance(settled("vera"), filed, "propose_conclusion", "verified", "clear_and_convincing", "Craters. Example.")
    own = RAW | {"claimant": "Another source", "text": "Example: what the proposer sent afterwards."}
    report = submit_report(settled("vera"), own, "key-of-the-proposer").reports.get()
    settle()
    assert report.member.incident_id == filed.pk, "the matcher did not join them: the test says nothing"
    agreed = advance(settled("viktor"), filed, "decide_proposal", True)
    assert set(agreed.concluded_on) == before and agreed.after_conclusion == 1
    assert proofs(agreed)[report.pk] == (None, None)
    moment = Event.objects.get(incident=agreed, kind="agreed").at
    then = signed_in("miro").get(f"/incidents/{agreed.pk}/", {"as_of": moment.isoformat()}).content.decode()
    assert then.count(">after the conclusion</span>") == 1
