"""Reports become incidents with findings; two people establish what happened; each role sees what is meant for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance, issued, settle, verified


def test_every_report_is_in_one_incident_with_findings_under_every_reading(settled: Callable[[str], Any]) -> None:
    """Grouping and assessment come to rest; findings are incidents × readings and equal to what a run gives."""
    from truceline.run import assess_table
    from truceline.tables.reports import Reports
    from truceline.web.casework.models import Finding, Incident, Member
    from truceline.web.casework.queries import views
    from truceline.web.clock import now
    from truceline.web.intake.models import Report
    from truceline.web.world import world

    assert Report.objects.filter(member=None).count() == 0
    incidents = Incident.objects.count()
    assert 1 < incidents < Report.objects.count() == Member.objects.count()
    assert set(Incident.objects.values_list("assessment", flat=True)) == {"current"}
    assert Finding.objects.filter(current=True).count() == incidents * len(views())
    rows = [r.columns() | {"incident_id": r.member.incident_id} for r in Report.objects.select_related("member")]
    run = assess_table(Reports.from_rows(rows), world().agreements, world().registry, now()).findings.to_pylist()
    said = {f["finding_id"]: (f["coverage"], f["outcome"], f["provision_ids"]) for f in run}
    kept = {f.finding_id: (f.coverage, f.outcome, f.provision_ids) for f in Finding.objects.filter(current=True)}
    assert kept == said


def test_a_second_report_of_the_event_joins_and_assesses_anew(settled: Callable[[str], Any], filed: Any) -> None:
    """Another source tells the same: same incident, two reports, history says so; a closed report never joins."""
    from truceline.web.casework.models import Event, Incident, Member
    from truceline.web.intake.actions import submit_report

    again = RAW | {"text": "Example: another post counted shells there.", "claimant": "Another source"}
    report = submit_report(settled("miro"), again, "key-of-another").reports.get()
    closed = submit_report(settled("gamal"), RAW, "key-of-gamal-1").reports.get()
    settle()
    filed.refresh_from_db()
    assert Member.objects.get(report=report).incident_id == filed.pk and filed.reports == 2
    assert Event.objects.filter(incident=filed, kind="joined").count() == 2
    apart = Incident.objects.get(members__report=closed)
    assert apart.pk != filed.pk and apart.compartment == "government"
    assert not Incident.objects.visible_to(settled("miro")).filter(pk=apart.pk).exists()


def test_verification_takes_two_who_did_not_report_it(settled: Callable[[str], Any], filed: Any) -> None:
    """The proposer cannot agree, the reporter can neither propose nor agree; a refusal is coded and changes nothing."""
    from truceline.vocabulary.errors import TrucelineError

    type(filed).objects.filter(pk=filed.pk).update(state="under_verification")
    rana = settled("rana")
    type(rana).objects.filter(pk=rana.pk).update(role="verifier")
    words = ("verified", "clear_and_convincing", "Seen.")
    with pytest.raises(TrucelineError, match="E-WEB-012"):
        advance(settled("rana"), filed, "propose_conclusion", *words)
    advance(settled("vera"), filed, "propose_conclusion", *words)
    for name in ("vera", "rana"):
        with pytest.raises(TrucelineError, match="E-WEB-012"):
            advance(settled(name), filed, "decide_proposal", True)
    filed.refresh_from_db()
    assert filed.state == "under_verification" and filed.proposed_state == "verified"
    advance(settled("viktor"), filed, "decide_proposal", False, "No photograph.")
    filed.refresh_from_db()
    assert (filed.state, filed.proposed_state) == ("under_verification", "")


def test_verification_changes_the_standard_of_the_findings(settled: Callable[[str], Any], filed: Any) -> None:
    """What two people established reaches the engine; older versions of the findings stay."""
    from truceline.web.casework.models import Event, Finding

    before = set(Finding.objects.filter(incident_id=filed.pk, current=True).values_list("standard_of_proof", flat=True))
    assert before == {"reported"}
    verified(settled, filed)
    now = Finding.objects.filter(incident_id=filed.pk, current=True)
    assert set(now.values_list("standard_of_proof", flat=True)) == {"clear_and_convincing"}
    assert set(now.values_list("version", flat=True)) == {2}
    changes = Event.objects.filter(incident=filed, kind="assessed").last().detail["changes"]
    assert changes[0]["before"][2] == "reported" and changes[0]["after"][2] == "clear_and_convincing"


def test_no_step_that_is_not_in_the_table(settled: Callable[[str], Any], filed: Any) -> None:
    """Every pair of states that the table lacks is refused, whoever asks; an old version of the page too."""
    from django.core.exceptions import PermissionDenied

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import actions
    from truceline.web.casework.states import STEPS, State

    for now in State.values:
        for then in State.values:
            if (now, then) not in STEPS:
                type(filed).objects.filter(pk=filed.pk).update(state=now)
                with pytest.raises(TrucelineError, match="E-WEB-009"):
                    advance(settled("olga"), filed, "move", then)
    type(filed).objects.filter(pk=filed.pk).update(state="reported")
    advance(settled("miro"), filed, "move", "triaged")
    with pytest.raises(TrucelineError, match="E-WEB-008"):
        actions.move(settled("vera"), filed.pk, filed.version - 1, "under_verification")
    with pytest.raises(PermissionDenied):
        advance(settled("rana"), filed, "move", "under_verification")


def test_findings_are_issued_when_they_are_current_only(settled: Callable[[str], Any], filed: Any) -> None:
    """While the engine is behind, issuing is refused with its code."""
    from truceline.vocabulary.errors import TrucelineError

    verified(settled, filed)
    type(filed).objects.filter(pk=filed.pk).update(assessment="waiting")
    with pytest.raises(TrucelineError, match="E-WEB-010"):
        advance(settled("olga"), filed, "move", "assessed")


def test_parties_and_guarantors_wait_and_see_coarsely(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """Before issue and during the delay: 404. After it: district, day and words; no place, time, text or value."""
    address = f"/incidents/{filed.pk}/"
    outside = ["sarn", "gamal", "hedda"]
    assert {signed_in(n).get(address).status_code for n in outside} == {404}
    issued(settled, filed)
    assert {signed_in(n).get(address).status_code for n in outside} == {404}
    delay(0)
    for name in outside:
        answer = signed_in(name).get(address)
        page = answer.content.decode()
        assert answer.status_code == 200 and "Lyne Accord" in page and "2030-05-10" in page
        for hidden in ("Karse Bridge", "10:00", "near the bridge", "18.52", "Rana", "rana", "circle of", "Craters"):
            assert hidden not in page.partition("<main")[2], hidden
        assert settled("rana").submissions.get().reports.get().pk not in page
        listed = signed_in(name).get("/incidents/?q=Karse").context["part"].count
        assert listed == 0
    for name in ("rana", "ada", "outsider"):
        assert signed_in(name).get(address).status_code in (403, 404)


def test_a_later_finding_reaches_the_outside_later(
    settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]
) -> None:
    """Whoever waits is shown the version that was issued, not one made since."""
    from truceline.web.casework.models import Finding
    from truceline.web.casework.queries import findings_of

    issued(settled, filed)
    long_ago = filed.__class__.objects.get(pk=filed.pk).issued_at - timedelta(hours=30)
    filed.__class__.objects.filter(pk=filed.pk).update(issued_at=long_ago)
    first = Finding.objects.filter(incident_id=filed.pk, version=1)
    Finding.objects.filter(pk__in=first.values("pk")).update(made_at=long_ago)
    seen = findings_of(settled("sarn"), [filed.pk])[filed.pk]
    assert {f.version for f in seen.values()} == {1}
    assert {f.version for f in findings_of(settled("vera"), [filed.pk])[filed.pk].values()} == {2}


def test_reopening_takes_back_what_was_issued(settled: Callable[[str], Any], filed: Any) -> None:
    """With a reason only; conclusion and release are gone, the findings fall back to what is claimed."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.models import Finding

    issued(settled, filed)
    with pytest.raises(TrucelineError, match="E-WEB-011"):
        advance(settled("vera"), filed, "move", "under_verification")
    advance(settled("vera"), filed, "move", "under_verification", "New footage. Example.")
    settle()
    filed.refresh_from_db()
    assert (filed.state, filed.conclusion, filed.issued_at) == ("under_verification", "", None)
    kept = Finding.objects.filter(incident_id=filed.pk, current=True)
    assert set(kept.values_list("standard_of_proof", "version")) == {("reported", 3)}


def test_a_failing_assessment_says_so_and_holds_up_nobody(
    settled: Callable[[str], Any], filed: Any, monkeypatch: pytest.MonkeyPatch, signed_in: Callable[[str], Any]
) -> None:
    """The page tells; after the next change it is assessed again."""
    from truceline.web.casework import assessing

    with monkeypatch.context() as broken:
        broken.setattr(assessing, "assess_table", lambda *a: 1 / 0)
        advance(settled("miro"), filed, "assign", True)
        type(filed).objects.filter(pk=filed.pk).update(assessment="waiting")
        settle()
    filed.refresh_from_db()
    assert filed.assessment == "failed" and "ZeroDivisionError" in filed.assessment_note
    assert "ZeroDivisionError" in signed_in("miro").get(f"/incidents/{filed.pk}/").content.decode()
    type(filed).objects.filter(pk=filed.pk).update(assessment="waiting")
    settle()
    filed.refresh_from_db()
    assert filed.assessment == "current"


def test_the_whole_case_is_in_a_log_that_holds(settled: Callable[[str], Any], filed: Any) -> None:
    """Each step left its entry with who and what; the chain holds, and a finding changed behind it is found."""
    from truceline.web.audit.models import Entry
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows
    from truceline.web.casework.models import Finding

    issued(settled, filed)
    steps = Entry.objects.filter(target_type="incident", target_id=filed.pk).order_by("seq")
    told = [(e.actor, e.action) for e in steps]
    assert told == [
        ("miro", "casework_moved"),
        ("miro", "casework_moved"),
        ("vera", "casework_proposed"),
        ("viktor", "casework_agreed"),
        ("olga", "casework_moved"),
    ]
    assert verify().breaks == [] and list(changed_rows()) == []
    Finding.objects.filter(incident_id=filed.pk, version=1).update(outcome="no_violation")
    assert ["findings were changed" in told for told in changed_rows()] == [True]


def test_lists_filter_under_one_reading(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """State, act, place and finding narrow the list; the finding belongs to the reading that the column names."""
    from truceline.web.casework.models import Finding, Incident

    client = signed_in("vera")
    everything = client.get("/incidents/").context["part"].count
    assert everything == Incident.objects.filter(compartment=None).count()
    for key in ("ex-lyne-accord:sketch", "ex-lyne-accord:published"):
        agreement, reading = key.split(":")
        shown = client.get(f"/incidents/?view={key}&outcome=violation")
        wanted = Finding.objects.filter(agreement_id=agreement, reading=reading, current=True, outcome="violation")
        assert shown.context["part"].count == wanted.count()
    assert client.get("/incidents/?q=Karse&act=artillery_fire&state=reported").context["part"].count >= 1
    assert "That is not calm" in client.get("/incidents/?q=zzzz").content.decode()


def test_programs_see_what_pages_show(
    settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]
) -> None:
    """The mission's program gets the trace; a guarantor has no token, and coarse rows would be all it gets."""
    from tests.web.service.test_intake import Program

    program = Program(settled("vera"))
    got = program.call("GET", f"/incidents/{filed.pk}").json()
    assert got["place_name"] == "Karse Bridge" and got["findings"][0]["reasons"]
    assert len(program.call("GET", "/incidents?state=reported").json()["incidents"]) >= 1
    issued(settled, filed)
    delay(0)
    vera = settled("vera")
    type(vera).objects.filter(pk=vera.pk).update(role="guarantor")
    coarse = program.call("GET", f"/incidents/{filed.pk}").json()
    assert (coarse["place_name"], coarse["occurred_from"], coarse["reports"]) == (None, None, None)
    assert coarse["findings"] and {f["reasons"] is None for f in coarse["findings"]} == {True}


def test_a_history_tells_changed_findings_in_words(
    filed: Any, settled: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """Not in the engine's codes, in neither language."""
    verified(settled, filed)
    for language, word in (("en", "covered"), ("ar", "مشمول")):
        page = signed_in("vera", headers={"accept-language": language}).get(f"/incidents/{filed.pk}/").content.decode()
        history = page.partition('id="history"')[2]
        assert word in history
        assert not any(code in history for code in ("not_covered", "no_violation", "undetermined", "clear_and_"))


def test_reports_go_to_the_engine_some_at_a_time(settled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in parts they are the table that they are read at once: every report of the incidents, in its place."""
    from truceline.tables.reports import Reports
    from truceline.web.casework import assessing
    from truceline.web.casework.models import Incident, Member

    monkeypatch.setattr(assessing, "READ_AT_ONCE", 3)
    some = dict(Incident.objects.values_list("pk", "version")[:6])
    table = assessing.engine_table(some)
    assert table.num_rows == Member.objects.filter(incident__in=list(some)).count() > 6
    assert table.sort_by("report_id").equals(Reports.from_rows(assessing.engine_rows(some)).sort_by("report_id"))
    assert assessing.engine_table({"nothing": 1}).schema == Reports.schema
