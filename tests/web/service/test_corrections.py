"""Corrections are laid over reports by two people, with their consequences shown first; the report is never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import advance, settle, verified


def first() -> Any:
    from truceline.web.intake.models import Report

    return Report.objects.get(submission__key="key-of-the-case")


def correct_by(person: Any, incident: Any, typed: dict[str, str], reason: str = "Misheard. Example.") -> Any:
    """Proposed by one person with what they saw would follow; the correction."""
    from truceline.web.casework import correction_actions as actions
    from truceline.web.casework.corrected import corrected_rows
    from truceline.web.casework.correction_consequences import would_follow
    from truceline.web.casework.correction_form import read_change
    from truceline.web.casework.models import Correction

    incident.refresh_from_db()
    report = first()
    after = read_change(corrected_rows([report])[0], typed)[1]
    changes = would_follow(person, incident, report.pk, after)
    actions.propose_correction(person, (incident.pk, incident.version), report.pk, typed, reason, changes)
    return Correction.objects.waiting().get()


def decide(person: Any, incident: Any, one: Any, verdict: str, note: str = "") -> None:
    from truceline.web.casework import correction_actions as actions

    incident.refresh_from_db()
    actions.decide_correction(person, (incident.pk, incident.version), one.pk, verdict, note)
    settle()


def outcomes(incident: Any) -> dict[str, tuple[str, str]]:
    from truceline.web.casework.models import Finding

    rows = Finding.objects.filter(incident_id=incident.pk, current=True)
    return {f"{f.agreement_id}:{f.reading}": (f.coverage, f.outcome) for f in rows}


EARLIER = {"occurred_from": "2029-01-10T10:00", "occurred_until": "2029-01-10T10:30"}  # before anything was signed


def test_what_was_shown_is_what_follows(settled: Callable[[str], Any], filed: Any) -> None:
    """The proposal changes nothing; confirmed by another, the findings are those of its diff; the report stays."""
    from truceline.web.casework.models import Event, Finding

    vera, viktor = settled("vera"), settled("viktor")
    before, row = outcomes(filed), first().columns()
    one = correct_by(vera, filed, EARLIER)
    assert outcomes(filed) == before and {c["incident"] for c in one.changes} == {filed.pk}
    assert one.changes and any(c["before"][:2] != c["after"][:2] for c in one.changes)
    decide(viktor, filed, one, "confirmed", "The log of the post says so. Example.")
    promised = {f"{c['agreement']}:{c['reading']}": tuple(c["after"][:2]) for c in one.changes}
    assert outcomes(filed) == before | promised != before
    filed.refresh_from_db()
    assert filed.occurred_from.year == 2029 and filed.assessment == "current"
    assert first().columns() == row and first().own_digest() == first().digest
    told = {e.kind: e for e in Event.objects.filter(incident=filed)}
    assert (told["correction_proposed"].by, told["correction_proposed"].text) == ("vera", "Misheard. Example.")
    assert told["correction_confirmed"].by == "viktor" and told["correction_confirmed"].detail["report"] == first().pk
    fields = {name: (was, is_now) for name, was, is_now in told["correction_confirmed"].detail["fields"]}
    assert fields["occurred_from"] == ("2030-05-10T10:00:00+00:00", "2029-01-10T10:00:00+00:00")
    assert Finding.objects.filter(incident_id=filed.pk, version=2, current=True).exists()


def test_two_people_neither_of_whom_sent_it(settled: Callable[[str], Any], filed: Any) -> None:
    """The proposer cannot confirm, the sender can neither propose nor confirm, a monitor may not at all."""
    from django.core.exceptions import PermissionDenied

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.models import CorrectionDecision

    vera, rana = settled("vera"), settled("rana")
    type(rana).objects.filter(pk=rana.pk).update(role="verifier")
    rana = settled("rana")
    with pytest.raises(TrucelineError, match="E-WEB-012"):
        correct_by(rana, filed, {"weapon": "mortar"})
    with pytest.raises(PermissionDenied):
        correct_by(settled("miro"), filed, {"weapon": "mortar"})
    one = correct_by(vera, filed, {"weapon": "mortar"})
    for person in (vera, rana):
        with pytest.raises(TrucelineError, match="E-WEB-012"):
            decide(person, filed, one, "confirmed")
    with pytest.raises(TrucelineError, match="E-WEB-012"):
        decide(settled("viktor"), filed, one, "retracted")
    with pytest.raises(PermissionDenied):
        decide(settled("miro"), filed, one, "confirmed")
    assert not CorrectionDecision.objects.exists()
    decide(settled("olga"), filed, one, "confirmed")
    assert CorrectionDecision.objects.get().by.username == "olga"


def test_declined_or_taken_back_nothing_changes_and_it_can_be_proposed_anew(
    settled: Callable[[str], Any], filed: Any
) -> None:
    """One open proposal at a time; whoever declines says why; a decided one is not decided again."""
    from truceline.vocabulary.errors import TrucelineError

    before = outcomes(filed)
    one = correct_by(settled("vera"), filed, EARLIER)
    with pytest.raises(TrucelineError, match="E-WEB-091"):
        correct_by(settled("viktor"), filed, {"weapon": "mortar"})
    with pytest.raises(TrucelineError, match="E-WEB-011"):
        decide(settled("viktor"), filed, one, "declined")
    decide(settled("viktor"), filed, one, "declined", "The post has it so. Example.")
    with pytest.raises(TrucelineError, match="E-WEB-092"):
        decide(settled("viktor"), filed, one, "confirmed")
    again = correct_by(settled("vera"), filed, EARLIER)
    decide(settled("vera"), filed, again, "retracted")
    filed.refresh_from_db()
    assert outcomes(filed) == before and filed.occurred_from.year == 2030


def test_a_withdrawal_takes_two_as_well_and_puts_back_what_stood(settled: Callable[[str], Any], filed: Any) -> None:
    """Of two corrections of one field the later is withdrawn first; both gone, findings are those of the beginning."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import correction_actions as actions
    from truceline.web.casework.corrected import corrected_rows
    from truceline.web.casework.models import Correction

    before = outcomes(filed)
    vera, viktor = settled("vera"), settled("viktor")

    def withdraw(one: Any) -> None:
        filed.refresh_from_db()
        actions.propose_withdrawal(vera, (filed.pk, filed.version), one.pk, "It was right. Example.")

    early = correct_by(vera, filed, EARLIER)
    decide(viktor, filed, early, "confirmed")
    later = correct_by(viktor, filed, {"occurred_until": "2029-01-10T11:00", "place_name": "Osk"})
    decide(vera, filed, later, "confirmed")
    with pytest.raises(TrucelineError, match="E-WEB-092"):
        withdraw(early)
    withdraw(later)
    pending = Correction.objects.waiting().get()
    with pytest.raises(TrucelineError, match="E-WEB-012"):
        decide(vera, filed, pending, "confirmed")
    assert corrected_rows([first()])[0]["place_name"] == "Osk"
    decide(viktor, filed, pending, "confirmed")
    assert corrected_rows([first()])[0]["place_name"] == "Karse Bridge"
    withdraw(early)
    decide(viktor, filed, Correction.objects.waiting().get(), "confirmed")
    assert corrected_rows([first()])[0] == first().columns() and outcomes(filed) == before


def test_concluded_incidents_are_reopened_first(settled: Callable[[str], Any], filed: Any) -> None:
    """Neither proposed nor confirmed while a conclusion stands; a stale page is refused."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import correction_actions as actions

    one = correct_by(settled("vera"), filed, EARLIER)
    with pytest.raises(TrucelineError, match="E-WEB-008"):
        actions.decide_correction(settled("viktor"), (filed.pk, filed.version - 1), one.pk, "confirmed")
    verified(settled, filed)
    with pytest.raises(TrucelineError, match="E-WEB-063"):
        decide(settled("viktor"), filed, one, "confirmed")
    advance(settled("vera"), filed, "move", "under_verification", "A log came in. Example.")
    decide(settled("viktor"), filed, one, "confirmed")
    filed.refresh_from_db()
    assert filed.occurred_from.year == 2029


def test_what_makes_no_sense_is_told_with_its_code(settled: Callable[[str], Any], filed: Any) -> None:
    """An unknown act, an end before the beginning, half a position, the future, nothing at all, no reason."""
    from truceline.vocabulary.errors import TrucelineError

    vera = settled("vera")
    cases = [
        ({"act": "barking"}, "E-REP-009"),
        ({"act": ""}, "E-WEB-011"),
        ({"occurred_until": "2030-05-10T09:00"}, "E-REP-006"),
        ({"occurred_until": "2030-05-10T10:00"}, "E-REP-006"),
        ({"lat": ""}, "E-REP-017"),
        ({"quantity": "many"}, "E-REP-004"),
        ({"occurred_from": "2031-01-01T00:00", "occurred_until": "2031-01-01T01:00"}, "E-WEB-004"),
        ({"act": "artillery_fire", "text": "other words", "compartment": "sources"}, "E-WEB-090"),
    ]
    for typed, code in cases:
        with pytest.raises(TrucelineError, match=code):
            correct_by(vera, filed, typed)
    with pytest.raises(TrucelineError, match="E-WEB-011"):
        correct_by(vera, filed, {"weapon": "mortar"}, reason=" ")


def test_a_correction_stays_in_its_compartment(settled: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    """Of a closed report: seen by who was let in; nobody else finds its page, its incident or its row."""
    from tests.web.service.cases import RAW
    from truceline.web.casework.models import Correction, CorrectionDecision, Incident
    from truceline.web.intake.actions import submit_report

    report = submit_report(settled("gamal"), RAW, "key-of-gamal-1").reports.get()
    settle()
    vera, incident = settled("vera"), Incident.objects.get(members__report=report)
    vera.compartments.add("government")
    page = f"/incidents/{incident.pk}/correct/{report.pk}/"
    asked = {"step": "see", "version": str(incident.version), "weapon": "mortar", "reason": "Example."}
    seen = signed_in("vera").post(page, asked).context["seen"]
    assert signed_in("vera").post(page, asked | {"step": "propose", "seen": seen}).status_code == 302
    one = Correction.objects.get()
    assert one.compartment == "government"
    assert signed_in("vera").get(f"/corrections/{one.pk}/").status_code == 200
    assert signed_in("viktor").get(page).status_code == signed_in("viktor").get(f"/corrections/{one.pk}/").status_code
    assert signed_in("viktor").get(page).status_code == 404
    for name in ("gamal", "rana", "sarn", "ada"):
        assert signed_in(name).get(f"/corrections/{one.pk}/").status_code == 403, name
        assert not CorrectionDecision.objects.visible_to(settled(name)).exists()
        assert not Correction.objects.visible_to(settled(name)).exists()


def test_nobody_agrees_to_what_they_were_not_shown(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """A step whose consequences are not those of the page is shown again; the log says who read the report."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import Correction

    vera, viktor = signed_in("vera"), signed_in("viktor")
    page = f"/incidents/{filed.pk}/correct/{first().pk}/"
    asked = {"step": "propose", "version": str(filed.version), "reason": "Misheard. Example.", **EARLIER}
    blind = vera.post(page, asked)
    assert blind.status_code == 409 and b"E-WEB-093" in blind.content and not Correction.objects.exists()
    assert [c["change"].matters for c in blind.context["changes"]].count(True) >= 1
    assert vera.post(page, asked | {"seen": blind.context["seen"]}).status_code == 302
    one = Correction.objects.get()
    address = f"/corrections/{one.pk}/"
    shown = viktor.get(address)
    read = Entry.objects.order_by("-seq").first()
    assert (read.actor, read.action, read.target_id) == ("viktor", "read", first().pk)
    version = str(shown.context["incident"].version)
    assert viktor.post(address, {"step": "confirmed", "version": version, "seen": "x"}).status_code == 409
    said = {"step": "confirmed", "version": version, "seen": shown.context["seen"]}
    assert viktor.post(address, said).status_code == 302
    settle()
    body = viktor.get(f"/incidents/{filed.pk}/").content.decode()
    assert "corrected" in body and "confirmed a correction" in body and "Misheard. Example." in body
    waiting = viktor.get(f"{address}?withdraw=1")
    assert waiting.context["withdraw"] and waiting.context["changes"]
    kept = viktor.get(address)  # of what was confirmed only coverage, outcome and standard of proof are kept
    before = [c["change"].before for c in kept.context["changes"]]
    assert {f.outcome for f in before} >= {"violation"} and '<span class="badge violation">' in kept.content.decode()


def test_a_waiting_correction_is_in_the_queue_of_the_second_person(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """Listed under "waits for a second person" for everybody but the proposer."""
    correct_by(settled("vera"), filed, {"weapon": "mortar"})
    listed = {n: signed_in(n).get("/incidents/?second=1").content.decode() for n in ("vera", "viktor")}
    assert filed.pk in listed["viktor"] and filed.pk not in listed["vera"]


def test_the_rows_cannot_be_changed_and_the_log_holds_them(settled: Callable[[str], Any], filed: Any) -> None:
    """Triggers refuse; a row changed around them breaks the entry that holds its digest."""
    from django.db import DatabaseError, connection, transaction

    from truceline.web.audit.models import Entry
    from truceline.web.audit.rows import changed_rows
    from truceline.web.casework.models import Correction, CorrectionDecision

    one = correct_by(settled("vera"), filed, EARLIER)
    decide(settled("viktor"), filed, one, "confirmed")
    for model in (Correction, CorrectionDecision):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(audit_seq=0)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.all()._raw_delete(model.objects.db)
    entries = Entry.objects.filter(action__in=["casework_correction_proposed", "casework_correction_confirmed"])
    assert entries.count() == 2 and all(e.rows_root for e in entries)
    assert list(changed_rows()) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER casework_correction_no_update")
        cursor.execute("UPDATE casework_correction SET reason = 'another'")
    assert len(list(changed_rows())) == 1
