"""An incident's page as of a moment is the page that stood there then, and nothing can be changed on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.web.service.cases import advance, settle
from tests.web.service.test_corrections import EARLIER, correct_by, decide
from tests.web.service.test_judging import ELSEWHERE, home, report

SHOWN = ("state", "standard_of_proof", "proposed_state", "reports", "act", "place_name", "district", "occurred_from")


def signature(page: dict[str, Any]) -> dict[str, Any]:
    """What a reader could tell two pages apart by."""
    one = page["incident"]
    found = {c.view.key: (c.finding.version, c.finding.coverage, c.finding.outcome) for c in page["cards"]}
    works = one.assigned_to.username if one.assigned_to else ""
    claimed = [(c.report.pk, [x.pk for x in c.laid], c.waiting and c.waiting.pk) for c in page["claims"]]
    said = {n: getattr(one, n) for n in SHOWN} if one.reports else {"state": one.state, "to": one.merged_into_id}
    dissents, answers = len(page["dissents"]), [(a.question.state, len(a.replies)) for a in page["questions"]]
    return (
        said
        | {"works": works, "claims": claimed, "findings": found, "events": len(page["events"])}
        | {
            "dissents": dissents,
            "questions": answers,
        }
    )


def test_each_moment_is_shown_as_it_stood(settled: Callable[[str], Any], filed: Any) -> None:
    """A whole case, merged and parted too: after each step the page is kept, and at the end each is found again."""
    from truceline.web.casework import judging_actions, question_actions
    from truceline.web.casework.as_of import page_as_of
    from truceline.web.casework.models import Incident
    from truceline.web.casework.queries import page_of
    from truceline.web.clock import now

    miro, vera, viktor, olga = (settled(n) for n in ("miro", "vera", "viktor", "olga"))
    kept: list[tuple[datetime, str, dict[str, Any]]] = []

    def keep() -> None:
        settle()
        for pk in followed:
            kept.append(
                (now(), pk, signature(page_of(vera, Incident.objects.select_related("assigned_to").get(pk=pk))))
            )

    followed = [filed.pk]
    keep()
    report(miro, "key-second", claimant="Another source", text="Example: another post.")
    keep()
    other = home(report(viktor, "key-elsewhere", ELSEWHERE))
    followed.append(other.pk)
    keep()
    merged = judging_actions.merge(vera, [filed.pk, other.pk], "One barrage. Example.")
    keep()
    judging_actions.undo(vera, merged)
    keep()
    one = correct_by(vera, filed, EARLIER)
    keep()
    decide(viktor, filed, one, "confirmed")
    keep()
    steps: list[tuple[Any, ...]] = [
        (miro, "assign", True),
        (miro, "move", "triaged"),
        (miro, "move", "under_verification"),
        (vera, "assign", True),
        (olga, "propose_conclusion", "verified", "clear_and_convincing", "Seen. Example."),
    ]
    for person, name, *args in steps:
        advance(person, filed, name, *args)
        keep()
    advance(vera, filed, "decide_proposal", True)
    keep()
    advance(vera, filed, "assign", False)
    advance(olga, filed, "move", "assessed")
    keep()
    filed.refresh_from_db()
    question_actions.put_question(olga, filed.pk, filed.version, "council", "Who was there? Example.")
    question_actions.dissent(vera, filed.pk, "", "Not shared. Example.")
    keep()
    advance(vera, filed, "move", "under_verification", "A log came in. Example.")
    keep()
    again = [signature(page_as_of(vera, Incident.objects.get(pk=pk), moment)) for moment, pk, _ in kept]
    for (moment, pk, said), then in zip(kept, again, strict=True):
        assert then == said, f"{pk} at {moment}"
    distinct = {repr(said) for _, _, said in kept}
    assert len(distinct) > 14


def test_findings_of_an_emptied_incident_come_back_in_a_further_version(
    settled: Callable[[str], Any], filed: Any
) -> None:
    """Merged away and parted again, its findings go on where their versions ended, and the history tells both."""
    from truceline.web.casework import judging_actions
    from truceline.web.casework.models import Event, Finding, Incident

    other = home(report(settled("miro"), "key-elsewhere", ELSEWHERE))
    merged = judging_actions.merge(settled("vera"), [filed.pk, other.pk], "One. Example.")
    settle()
    gone = next(pk for pk in (filed.pk, other.pk) if not Incident.objects.get(pk=pk).reports)
    assert not Finding.objects.filter(incident_id=gone, current=True).exists()
    ended = Event.objects.filter(incident=gone, kind="assessed").order_by("-pk").first()
    assert ended and all(c["before"] and not c["after"] for c in ended.detail["changes"])
    judging_actions.undo(settled("vera"), merged)
    settle()
    assert Incident.objects.get(pk=gone).assessment == "current"
    assert set(Finding.objects.filter(incident_id=gone, current=True).values_list("version", flat=True)) == {2}


def test_nothing_can_be_changed_on_a_page_of_the_past(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """No form but those of the mast; the banner leads back; its reports are read, so the log says so."""
    from truceline.web.audit.models import Entry
    from truceline.web.clock import now

    moment = now().isoformat()
    report(settled("miro"), "key-second", claimant="Another source", text="Example: another post.")
    advance(settled("miro"), filed, "move", "triaged")
    for name in ("vera", "miro", "olga", "sefa"):
        client = signed_in(name)
        before = Entry.objects.count()
        body = client.get(f"/incidents/{filed.pk}/", {"as_of": moment}).content.decode()
        main = body[body.index("<main") :]
        assert "post" not in re.findall(r'<form[^>]*method="(\w+)"', main) and "hx-" not in main
        assert 'id="then"' in main and f'href="/incidents/{filed.pk}/"' in main and "/correct/" not in main
        assert "Another source" not in main and '<b id="state">reported' in main
        assert Entry.objects.count() == before + 1
        now_body = client.get(f"/incidents/{filed.pk}/").content.decode()
        assert "Another source" in now_body and 'id="then"' not in now_body


def test_the_list_is_that_of_then(settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]) -> None:
    """Row by row what the list of now said at each moment: a new report, a correction, a step, a merger and its end."""
    from truceline.web.casework import judging_actions
    from truceline.web.casework import queries as lists
    from truceline.web.casework.list_as_of import listed_as_of, rows_as_of
    from truceline.web.clock import now

    vera, viktor, miro = (settled(n) for n in ("vera", "viktor", "miro"))
    view = lists.views()[0].key
    kept: list[tuple[datetime, dict[str, Any]]] = []

    def said(one: Any, finding: Any) -> list[Any]:
        works = one.assigned_to.username if one.assigned_to else ""
        found = (finding.version, finding.coverage, finding.outcome) if finding else None
        return [*(getattr(one, n) for n in SHOWN), works, found]

    def keep() -> None:
        settle()
        rows = list(lists.listed(vera, {}))
        found = lists.findings_of(vera, [i.pk for i in rows], view)
        kept.append((now(), {i.pk: said(i, found[i.pk].get(view)) for i in rows}))

    keep()
    report(miro, "key-second", claimant="Another source", text="Example: another post.")
    other = home(report(viktor, "key-elsewhere", ELSEWHERE))
    keep()
    merged = judging_actions.merge(vera, [filed.pk, other.pk], "One barrage. Example.")
    keep()
    judging_actions.undo(vera, merged)
    keep()
    decide(viktor, filed, correct_by(vera, filed, EARLIER), "confirmed")
    keep()
    advance(miro, filed, "move", "triaged")
    advance(miro, filed, "assign", True)
    keep()
    sizes = set()
    for moment, rows in kept:
        then = rows_as_of(vera, list(listed_as_of(vera, moment)), moment, view)
        assert {i.pk: said(i, f) for i, f in then} == rows, moment
        sizes.add(len(then))
    assert len(sizes) == 2 and len({repr(rows) for _, rows in kept}) >= 5
    assert {i.pk for i in listed_as_of(vera, kept[-1][0], "triaged")} == {filed.pk}
    assert filed.pk not in {i.pk for i in listed_as_of(vera, kept[-1][0], "reported")}
    page = signed_in("vera").get("/incidents/", {"as_of": kept[0][0].isoformat(), "view": view})
    body = page.content.decode()
    main = body[body.index("<main") :]
    assert 'method="post"' not in main and "hx-" not in main and 'id="then"' in main
    assert len(page.context["part"].rows) == min(25, len(kept[0][1]))


def test_the_list_of_other_days(filed: Any, signed_in: Callable[[str], Any]) -> None:
    """Before anything was known it is empty and says so; the future leads to now; no day is 400; others get 403."""
    client = signed_in("vera")
    assert client.get("/incidents/?as_of=1950-01-01").context["rows"] == []
    assert client.get("/incidents/?as_of=2199-01-01").url == "/incidents/"
    assert client.get("/incidents/?as_of=soon").status_code == 400
    for name in ("gamal", "sarn"):
        assert signed_in(name).get("/incidents/?as_of=2030-05-01").status_code == 403


def test_hypotheses_stand_as_they_did(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """What was named, weighed otherwise and set aside later is not on the page of before; the table has no form."""
    from truceline.web.casework import hypothesis_actions as actions
    from truceline.web.casework.as_of import page_as_of
    from truceline.web.casework.models import Hypothesis
    from truceline.web.clock import now

    vera, of_case = settled("vera"), filed.members.get().report_id

    def do(step: Any, *args: Any) -> datetime:
        filed.refresh_from_db()
        step(vera, (filed.pk, filed.version), *args)
        return now()

    before = now()
    for state in ("triaged", "under_verification"):
        advance(vera, filed, "move", state)
    named = do(actions.name_hypothesis, "who", "Example Band")
    one = Hypothesis.objects.get().pk
    weighed = do(actions.weigh, ("report", of_case), {one: ("inconsistent", "Example.")})
    again = do(actions.weigh, ("report", of_case), {one: ("consistent", "Example, seen again.")})
    do(actions.set_aside, one, "Example.")

    def told(moment: datetime) -> list[Any]:
        page = page_as_of(vera, filed, moment)
        return [(c.against, c.marked, c.ended) for t in page["hypotheses"] for c in t.columns]

    assert told(before) == [] and told(named) == [(0, 0, None)]
    assert told(weighed) == [(1, 1, None)] and told(again) == [(0, 1, None)]
    client, address = signed_in("vera"), f"/incidents/{filed.pk}/hypotheses/"
    body = client.get(address, {"as_of": weighed.isoformat()}).content.decode()
    main = body[body.index("<main") :]
    assert "Example Band" in main and "seen again" not in main and "<form" not in main
    assert "set aside" in client.get(address).content.decode()
    assert b"Example Band" in client.get(f"/incidents/{filed.pk}/", {"as_of": weighed.isoformat()}).content
    assert signed_in("gamal").get(address, {"as_of": weighed.isoformat()}).status_code == 403


@pytest.mark.parametrize("name", ["gamal", "sarn", "rana", "ada"])
def test_the_past_is_open_to_the_mission_only(filed: Any, signed_in: Callable[[str], Any], name: str) -> None:
    """A delayed reader already reads an earlier page; another moment would tell what was taken back."""
    assert signed_in(name).get(f"/incidents/{filed.pk}/?as_of=2030-05-01").status_code == 403


def test_other_days(filed: Any, signed_in: Callable[[str], Any]) -> None:
    """Before anything was known, in the future, and no day at all; nobody's incident is not found."""
    client, address = signed_in("vera"), f"/incidents/{filed.pk}/"
    early = client.get(address + "?as_of=2030-01-01")
    assert early.context["known"] is False and b"did not know of it yet" in early.content
    assert b"Karse Bridge" not in early.content and b"2030-05-10" not in early.content
    assert early.context["cards"] == early.context["reports"] == []
    assert client.get(address + "?as_of=2199-01-01").url == address
    assert b"E-WEB-040" in client.get(address + "?as_of=soon").content
    assert client.get("/incidents/inc-none/?as_of=2030-01-01").status_code == 404
