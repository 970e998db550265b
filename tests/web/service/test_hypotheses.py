"""Hypotheses are named, weighed by named people with reasons, and counted; nothing is concluded from the count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance, settle
from tests.web.service.test_corrections import first
from tests.web.service.test_judging import ELSEWHERE, home, report


@pytest.fixture
def looked_into(settled: Callable[[str], Any], filed: Any) -> Any:
    """An incident of two reports, under verification."""
    report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    advance(settled("miro"), filed, "move", "triaged")
    return advance(settled("miro"), filed, "move", "under_verification")


def second() -> Any:
    from truceline.web.intake.models import Report

    return Report.objects.get(submission__key="key-second")


def do(name: str, person: Any, incident: Any, *args: Any) -> Any:
    from truceline.web.casework import hypothesis_actions

    incident.refresh_from_db()
    return getattr(hypothesis_actions, name)(person, (incident.pk, incident.version), *args)


def named(person: Any, incident: Any, about: str, name: str) -> int:
    from truceline.web.casework.models import Hypothesis

    do("name_hypothesis", person, incident, about, name)
    return Hypothesis.objects.order_by("-pk").values_list("pk", flat=True)[0]


def counted(person: Any, incident: Any) -> dict[str, tuple[int, int, int]]:
    from truceline.web.casework.hypothesis_queries import tables
    from truceline.web.intake.models import Report

    reports = list(Report.objects.visible_to(person).filter(member__incident=incident))
    columns = [c for t in tables(person, incident, reports) for c in t.columns]
    return {c.hypothesis.name: (c.against, c.disputed, c.marked) for c in columns}


def test_what_speaks_against_is_counted_once_a_report_and_disputes_are_seen(
    settled: Callable[[str], Any], looked_into: Any
) -> None:
    """Two people, two reports: the last mark of each person stands; a report counts once however many mark it."""
    vera, miro = settled("vera"), settled("miro")
    guard = named(vera, looked_into, "who", "Highland Guard")
    army = named(miro, looked_into, "who", "Merrowan Army")
    one, other = ("report", first().pk), ("report", second().pk)
    do("weigh", vera, looked_into, one, {guard: ("consistent", "Bearing."), army: ("inconsistent", "Range.")})
    do("weigh", miro, looked_into, one, {army: ("inconsistent", "No post there.")})
    assert counted(vera, looked_into) == {"Highland Guard": (0, 0, 1), "Merrowan Army": (1, 0, 1)}
    do("weigh", miro, looked_into, one, {army: ("neutral", "The post was moved.")})
    assert counted(vera, looked_into)["Merrowan Army"] == (1, 1, 1)
    do("weigh", vera, looked_into, other, {guard: ("inconsistent", "Other calibre.")})
    assert counted(vera, looked_into) == {"Highland Guard": (1, 0, 2), "Merrowan Army": (1, 1, 1)}
    do("weigh", vera, looked_into, one, {army: ("consistent", "Misread the map.")})
    assert counted(vera, looked_into)["Merrowan Army"] == (0, 0, 1)


def test_nothing_is_concluded_from_it(settled: Callable[[str], Any], looked_into: Any) -> None:
    """State, proposal, findings and assessment are what they were; the history names each mark with its reason."""
    from truceline.web.casework.models import Event, Finding, Incident

    def state() -> list[Any]:
        row = Incident.objects.filter(pk=looked_into.pk).values("state", "proposed_state", "conclusion", "assessment")
        return [*row, *Finding.objects.filter(incident_id=looked_into.pk, current=True).values_list("pk", "outcome")]

    before = state()
    accident = named(settled("vera"), looked_into, "why", "An accident at the depot")
    for one in (first(), second()):
        marks = {accident: ("inconsistent", "A crater, no fire. Example.")}
        do("weigh", settled("vera"), looked_into, ("report", one.pk), marks)
    settle()
    assert state() == before
    told = Event.objects.filter(incident=looked_into, kind="weighed")
    assert [e.by for e in told] == ["vera", "vera"]
    assert told[0].detail["marks"] == [["An accident at the depot", "inconsistent", "A crater, no fire. Example."]]


def test_refusals(settled: Callable[[str], Any], looked_into: Any) -> None:
    """No reason, no such mark, another incident's report or hypothesis, a stale page, a secretary, a name twice."""
    from django.core.exceptions import PermissionDenied

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import hypothesis_actions
    from truceline.web.casework.models import Weighing

    vera = settled("vera")
    army = named(vera, looked_into, "who", "Merrowan Army")
    one = ("report", first().pk)
    elsewhere = report(settled("viktor"), "key-elsewhere", ELSEWHERE)
    for subject, marks, code in [
        (one, {army: ("inconsistent", " ")}, "E-WEB-011"),
        (one, {army: ("probable", "Why.")}, "E-WEB-011"),
        (one, {army + 1: ("neutral", "Why.")}, "E-WEB-011"),
        (one, {}, "E-WEB-011"),
    ]:
        with pytest.raises(TrucelineError, match=code):
            do("weigh", vera, looked_into, subject, marks)
    for subject in (("report", elsewhere.pk), ("evidence", "none"), ("incident", looked_into.pk)):
        with pytest.raises(PermissionDenied):
            do("weigh", vera, looked_into, subject, {army: ("neutral", "Why.")})
    with pytest.raises(TrucelineError, match="E-WEB-008"):
        hypothesis_actions.weigh(vera, (looked_into.pk, 1), one, {army: ("neutral", "Why.")})
    with pytest.raises(TrucelineError, match="E-WEB-095"):
        named(vera, looked_into, "who", " merrowan  army ")
    with pytest.raises(PermissionDenied):
        do("weigh", settled("sefa"), looked_into, one, {army: ("neutral", "Why.")})
    with pytest.raises(TrucelineError, match="E-WEB-094"):
        named(vera, home(elsewhere), "who", "Merrowan Army")
    assert not Weighing.objects.exists()


def test_one_that_was_set_aside_is_weighed_no_more_and_stays(settled: Callable[[str], Any], looked_into: Any) -> None:
    """Its marks and the reason remain to be read; its rows cannot be changed."""
    from django.db import DatabaseError, transaction

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.models import Hypothesis, SetAside, Weighing

    vera = settled("vera")
    army = named(vera, looked_into, "who", "Merrowan Army")
    marks = {army: ("inconsistent", "Range.")}
    do("weigh", vera, looked_into, ("report", first().pk), marks)
    with pytest.raises(TrucelineError, match="E-WEB-011"):
        do("set_aside", vera, looked_into, army, " ")
    do("set_aside", settled("miro"), looked_into, army, "Nobody holds it any more. Example.")
    for step in (
        lambda: do("set_aside", vera, looked_into, army, "Again."),
        lambda: do("weigh", vera, looked_into, ("report", first().pk), marks),
    ):
        with pytest.raises(TrucelineError, match="E-WEB-011"):
            step()
    assert counted(vera, looked_into) == {"Merrowan Army": (1, 0, 1)}
    for model in (Hypothesis, Weighing, SetAside):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(by=vera)


def test_files_are_weighed_too_and_a_report_that_left_counts_no_more(
    settled: Callable[[str], Any], looked_into: Any, signed_in: Callable[[str], Any], vault: Any
) -> None:
    """A picture of the incident is a row; a report taken out takes its marks out of the count."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.web.service.evidence_files import picture
    from truceline.web.casework import judging_actions
    from truceline.web.evidence.models import Item

    vera = settled("vera")
    army = named(vera, looked_into, "who", "Merrowan Army")
    given = {"file": SimpleUploadedFile("example.jpg", picture()), "caption": "The crater"}
    assert signed_in("vera").post(f"/incidents/{looked_into.pk}/evidence/", given).status_code == 302
    item = Item.objects.get(incident=looked_into)
    for subject in (("evidence", item.pk), ("report", second().pk)):
        do("weigh", vera, looked_into, subject, {army: ("inconsistent", "Example.")})
    assert counted(vera, looked_into) == {"Merrowan Army": (2, 0, 2)}
    judging_actions.split(vera, looked_into.pk, [second().pk], "Another bridge. Example.")
    left = 1 if home(first()) == looked_into else 2  # of the two parts either may keep the incident
    assert counted(vera, looked_into)["Merrowan Army"] == (left, 0, left)
    assert home(first()) != home(second())


def test_the_page_weighs_and_is_the_missions(
    settled: Callable[[str], Any], looked_into: Any, signed_in: Callable[[str], Any]
) -> None:
    """Named and weighed by two on the page; read by the secretary, who is offered nothing; shut to all outside."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import Hypothesis, Incident, SetAside, Weighing

    address, vera = f"/incidents/{looked_into.pk}/hypotheses/", signed_in("vera")

    def version() -> str:
        return str(Incident.objects.get(pk=looked_into.pk).version)

    said = {"step": "name", "about": "who", "name": "Merrowan Army", "version": version()}
    assert vera.post(address, said).status_code == 302
    army = Hypothesis.objects.get()
    form = signed_in("miro").get(f"{address}?report={first().pk}")
    assert [a["one"] for a in form.context["asked"]] == [army]
    marks = {"step": "weigh", f"mark-{army.pk}": "inconsistent", f"reason-{army.pk}": "Range. Example."}
    where = f"{address}?report={first().pk}"
    refused = vera.post(where, marks | {"version": "1"})
    assert refused.status_code == 409 and b"Range. Example." in refused.content
    assert signed_in("miro").post(where, marks | {"version": version()}).status_code == 302
    sefa = signed_in("sefa")
    count = Entry.objects.count()
    body = sefa.get(address).content.decode()
    assert Entry.objects.count() == count + 1 and "Range. Example." in body and 'class="against"' in body
    assert "Merrowan Army" in signed_in("sefa").get(f"/incidents/{looked_into.pk}/").content.decode()
    assert 'method="post"' not in body[body.index("<main") :]
    for name in ("rana", "gamal", "sarn", "ada", "outsider"):
        assert signed_in(name).get(address).status_code == 403
        for model in (Hypothesis, Weighing, SetAside):
            assert not model.objects.visible_to(settled(name)).exists()
    assert signed_in("sefa").post(address, said | {"name": "Another", "version": version()}).status_code == 403


def test_a_closed_incidents_table_is_not_found(settled: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    """Inside a compartment: 404 for who was not let in, and no row."""
    from truceline.web.casework.models import Hypothesis

    closed = home(report(settled("gamal"), "key-of-gamal-1", RAW))
    type(closed).objects.filter(pk=closed.pk).update(state="under_verification")
    settled("vera").compartments.add("government")
    named(settled("vera"), closed, "who", "Highland Guard")
    assert signed_in("vera").get(f"/incidents/{closed.pk}/hypotheses/").status_code == 200
    assert signed_in("miro").get(f"/incidents/{closed.pk}/hypotheses/").status_code == 404
    assert not Hypothesis.objects.visible_to(settled("miro")).exists()
