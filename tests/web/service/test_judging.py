"""Judgements outrank the score, survive regrouping and can be taken back; what was concluded is not regrouped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance, settle, verified

ELSEWHERE = RAW | {"occurred_from": "2030-05-14T06:00", "occurred_until": "2030-05-14T06:20", "place_name": "Osk"}
ELSEWHERE |= {"lon": 18.9, "lat": 41.9, "text": "Example: shells in the market."}


def report(person: Any, key: str, raw: dict[str, Any] = RAW, **changed: Any) -> Any:
    from truceline.web.intake.actions import submit_report

    made = submit_report(person, raw | changed, key).reports.get()
    settle()
    return made


def home(one: Any) -> Any:
    from truceline.web.casework.models import Incident

    return Incident.objects.get(members__report=one)


def first() -> Any:
    from truceline.web.intake.models import Report

    return Report.objects.get(submission__key="key-of-the-case")


def findings(*incidents: Any) -> set[tuple[Any, ...]]:
    from truceline.web.casework.models import Finding

    rows = Finding.objects.filter(incident_id__in=[i.pk for i in incidents], current=True)
    return {(f.finding_id, f.coverage, f.outcome, tuple(f.provision_ids), f.standard_of_proof) for f in rows}


def test_judged_different_they_part_and_undo_puts_them_back(settled: Callable[[str], Any], filed: Any) -> None:
    """Two reports of one incident become two, each with findings; taken back, all is as it was."""
    from truceline.web.casework import judging_actions as actions

    one = first()
    second = report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    assert home(second) == filed
    before = findings(filed)
    batch = actions.judge_pair(settled("vera"), one.pk, second.pk, "different", "Another hour. Example.")
    settle()
    apart = home(second) if home(one) == filed else home(one)
    assert home(one) != home(second) and (filed in (home(one), home(second)))
    assert apart.state == "reported" and apart.reports == 1 and findings(apart)
    actions.undo(settled("vera"), batch)
    settle()
    apart.refresh_from_db()
    assert home(one) == home(second) == filed and findings(filed) == before
    assert (apart.merged_into_id, apart.reports, findings(apart)) == (filed.pk, 0, set())


def test_a_judgement_holds_when_more_reports_come(settled: Callable[[str], Any], filed: Any) -> None:
    """After a third report of the same moment the two stay apart, though the score would have them together."""
    from truceline.web.casework import judging_actions as actions

    one = first()
    second = report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    actions.judge_pair(settled("vera"), one.pk, second.pk, "different")
    third = report(settled("rana"), "key-third-x", claimant="Third source", text="Example: a third post.")
    assert home(one) != home(second)
    assert home(third) in (home(one), home(second))


def test_merging_shows_what_would_follow_and_that_follows(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """The preview changes nothing; its findings are those that the engine then makes; the list drops the empty one."""
    from truceline.web.casework.models import Finding, Incident

    other = home(report(settled("miro"), "key-elsewhere", ELSEWHERE))
    assert other != filed
    vera = signed_in("vera")
    page = vera.get(f"/incidents/{filed.pk}/regroup/?with={other.pk}")
    assert Incident.objects.get(pk=other.pk).reports == 1 and len(page.context["moves"]) == 1
    promised = {
        c["change"].incident_id + c["change"].agreement_id + c["change"].reading for c in page.context["changes"]
    }
    said = {"with": other.pk, "text": "One barrage. Example."}
    assert vera.post(f"/incidents/{filed.pk}/regroup/", said).status_code == 302
    kept = dict(Incident.objects.filter(pk__in=[filed.pk, other.pk]).values_list("pk", "reports"))
    assert sorted(kept.values()) == [0, 2]
    gone = next(pk for pk, n in kept.items() if not n)
    before = {f.finding_id: (f.coverage, f.outcome) for f in Finding.objects.filter(incident_id=gone, current=True)}
    settle()
    assert before and not Finding.objects.filter(incident_id=gone, current=True).exists()
    assert promised >= {f.incident_id + f.agreement_id + f.reading for f in Finding.objects.filter(incident_id=gone)}
    for shown in page.context["changes"]:
        change = shown["change"]
        now = Finding.objects.filter(incident_id=change.incident_id, current=True, reading=change.reading)
        one = now.filter(agreement_id=change.agreement_id).first()
        assert (one and one.outcome) == (change.after and change.after.outcome)
    listed = vera.get("/incidents/").context["part"].count
    assert listed == Incident.objects.filter(compartment=None, merged_into=None).count()
    assert "in another incident now" in vera.get(f"/incidents/{gone}/").content.decode()


def test_reports_are_taken_out_together(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """Two of three leave: they are one new incident, and the history of both tells who and why."""
    from truceline.web.casework.models import Event

    second = report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    third = report(settled("viktor"), "key-third-x", claimant="Third source", text="Example: a third post.")
    assert home(second) == home(third) == filed
    asked = {"out": [second.pk, third.pk], "text": "Another bridge. Example."}
    assert signed_in("vera").post(f"/incidents/{filed.pk}/regroup/", asked).status_code == 302
    assert home(second) == home(third) != home(first())
    for one in (home(second), home(first())):
        told = Event.objects.filter(incident=one, kind="judged").get()
        assert (told.by, told.text) == ("vera", "Another bridge. Example.")


def test_what_was_concluded_is_not_regrouped_silently(settled: Callable[[str], Any], filed: Any) -> None:
    """Verified, or proposed: refused with its code and nothing is kept; reopened, it can be done."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import judging_actions as actions
    from truceline.web.casework.models import Judged

    other = home(report(settled("miro"), "key-elsewhere", ELSEWHERE))
    verified(settled, filed)
    with pytest.raises(TrucelineError, match="E-WEB-063"):
        actions.merge(settled("vera"), [filed.pk, other.pk], "One barrage.")
    second = report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    assert home(second) == filed
    with pytest.raises(TrucelineError, match="E-WEB-063"):
        actions.judge_pair(settled("vera"), first().pk, second.pk, "different")
    assert Judged.objects.count() == 0 and home(second) == filed
    advance(settled("vera"), filed, "move", "under_verification", "A report came in. Example.")
    actions.merge(settled("vera"), [filed.pk, other.pk], "One barrage.")
    assert Judged.objects.count() == 1


def test_an_undo_after_other_moves_is_refused(settled: Callable[[str], Any], filed: Any) -> None:
    """A step whose reports moved on since is not half taken back; nor is one taken back twice."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import judging_actions as actions

    other = home(report(settled("miro"), "key-elsewhere", ELSEWHERE))
    merged = actions.merge(settled("vera"), [filed.pk, other.pk], "One. Example.")
    one = first()
    apart = actions.split(settled("miro"), home(one).pk, [one.pk], "Two. Example.")
    with pytest.raises(TrucelineError, match="E-WEB-066"):
        actions.undo(settled("vera"), merged)
    actions.undo(settled("vera"), apart)
    with pytest.raises(TrucelineError, match="E-WEB-066"):
        actions.undo(settled("vera"), apart)
    actions.undo(settled("vera"), merged)
    assert home(one) == filed


def test_pairs_near_the_threshold_are_asked_until_judged(
    settled: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """The exercise leaves some open, nearest first, with the score's terms; a verdict takes one off."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import OpenPair

    client = signed_in("vera")
    page = client.get("/judge/")
    pair, total = page.context["pair"], page.context["left_over"]
    assert total > 1 and pair.distance == min(
        OpenPair.objects.filter(compartment=None).values_list("distance", flat=True)
    )
    assert pair.terms and pair.terms[0][0].replace("_", " ") in page.content.decode()
    read = Entry.objects.order_by("-seq").first()
    assert (read.actor, read.action, read.target_type) == ("vera", "read", "report")
    typed = {"left": pair.left, "right": pair.right, "step": "unsure"}
    assert client.post("/judge/step/", typed).status_code == 302
    assert client.get("/judge/").context["left_over"] == total - 1
    assert b"E-WEB-065" in signed_in("viktor").post("/judge/step/", typed | {"step": "same"}).content
    batch = client.get("/judge/").context["last"].batch
    assert client.post("/judge/step/", {"step": "undo", "batch": batch}).status_code == 302
    assert client.get("/judge/").context["pair"].pk == pair.pk


def test_judgements_stay_inside_their_compartment(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """A closed report is judged by nobody outside, never with one from elsewhere, and its pairs are not shown."""
    from django.core.exceptions import PermissionDenied

    from truceline.web.casework import judging_actions as actions
    from truceline.web.casework.models import OpenPair

    closed = report(settled("gamal"), "key-of-gamal-1")
    one, vera = first(), settled("vera")
    with pytest.raises(PermissionDenied):
        actions.judge_pair(vera, one.pk, closed.pk, "same")
    vera.compartments.add("government")
    with pytest.raises(PermissionDenied):
        actions.judge_pair(vera, one.pk, closed.pk, "same")
    assert signed_in("miro").get(f"/incidents/{filed.pk}/regroup/?with={home(closed).pk}").status_code == 403
    OpenPair.objects.create(
        left="a", right="b", compartment="government", probability=0.5, distance=0.0, terms=[["act", "same", 1.0]]
    )
    assert not OpenPair.objects.visible_to(settled("miro")).filter(left="a").exists()
    for name in ("rana", "gamal", "sarn", "sefa", "ada"):
        assert not OpenPair.objects.visible_to(settled(name)).exists(), name


def test_contradictions_are_refused_and_judgements_cannot_be_changed(settled: Callable[[str], Any], filed: Any) -> None:
    """a = b, b = c, a ≠ c: E-MATCH-001; triggers hold the rows; the log has an entry a step."""
    from django.db import DatabaseError, transaction

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.audit.models import Entry
    from truceline.web.casework import judging_actions as actions
    from truceline.web.casework.models import Judged

    vera, a = settled("vera"), first()
    b = report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    c = report(settled("viktor"), "key-third-x", claimant="Third source", text="Example: a third post.")
    actions.judge_pair(vera, a.pk, b.pk, "same")
    actions.judge_pair(vera, b.pk, c.pk, "same")
    with pytest.raises(TrucelineError, match="E-MATCH-001"):
        actions.judge_pair(vera, a.pk, c.pk, "different")
    assert Judged.objects.count() == 2 == Entry.objects.filter(action="judge").count()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Judged.objects.update(verdict="different")


def test_merging_tells_no_closed_incident_from_none(settled: Callable[[str], Any], filed: Any) -> None:
    """An id that is guessed is answered alike whether or not there is such an incident in a compartment."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.judging_actions import merging
    from truceline.web.casework.models import Incident, Member
    from truceline.web.intake.actions import submit_report

    report = submit_report(settled("gamal"), RAW, "key-of-a-closed-one").reports.get()
    settle()
    closed = Member.objects.get(report=report).incident
    assert (
        closed.compartment == "government"
        and Incident.objects.visible_to(settled("miro")).filter(pk=closed.pk).count() == 0
    )
    for other in (closed.pk, "inc-0000000000000000"):
        with pytest.raises(TrucelineError) as raised:
            merging(settled("miro"), [filed.pk, other])
        assert raised.value.problems[0].code == "E-WEB-011"
