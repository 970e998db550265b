"""No answer differs between a world with a thing and one without it, for whoever may not see the thing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.web.service import two_worlds as worlds
from tests.web.service.cases import advance, settle
from tests.web.service.evidence_files import attached, picture

PLACES = [
    {},
    {"occurred_from": "2030-05-10T16:00", "act": "explosion"},
    {"occurred_from": "2030-05-11T10:00", "place_name": "Osk", "lon": 18.2},
    {"occurred_from": "2030-05-12T10:00", "lon": 18.9, "lat": 41.9},
]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> worlds.Clock:
    made = worlds.Clock()
    monkeypatch.setattr("truceline.web.clock.datetime", made)
    return made


@pytest.fixture
def base(vault: Path, settled: Any, signed_in: Any, clock: worlds.Clock) -> dict[str, Any]:
    """Four issued incidents, questions and an answer; reports of a reporter and of a liaison. Thirty hours pass."""
    from tests.web.service.test_questions import ask
    from truceline.web.casework.question_actions import answer

    found = {"issued": [worlds.issue(settled, f"key-base-{n}", **p) for n, p in enumerate(PLACES)]}
    answer(settled("hedda"), ask(settled, found["issued"][0]).pk, "Nobody there. Example.")
    ask(settled, found["issued"][1], "government")
    found["of_rana"] = worlds.hand_in(settled, "rana", "key-of-rana", occurred_from="2030-05-13T10:00")
    found["of_gamal"] = worlds.hand_in(settled, "gamal", "key-of-gamal", occurred_from="2030-05-14T10:00")
    attached(signed_in, found["of_rana"], picture())
    clock.at += 30 * worlds.HOUR
    return found


def late_report(person: Any, base: dict[str, Any]) -> None:
    one = {"claimant": "Another source", "text": "Example: another post.", "act": "rocket_fire"}
    report = worlds.hand_in(person, "miro", "key-hidden-late", place_name="Secret Ford", **one)
    assert report.member.incident_id == base["issued"][0].pk


def unissued(person: Any, base: dict[str, Any]) -> None:
    worlds.hand_in(person, "miro", "key-hidden-new", occurred_from="2030-05-10T20:00", lat=41.2)


def issued_today(person: Any, base: dict[str, Any]) -> None:
    worlds.issue(person, "key-hidden-issued", "miro", occurred_from="2030-05-11T20:00", lat=41.3)


def casework_on_issued(person: Any, base: dict[str, Any]) -> None:
    from tests.web.service.test_questions import ask
    from truceline.web.casework.models import Reply
    from truceline.web.casework.question_actions import answer, dissent, release_answer

    one = base["issued"][2]
    advance(person("miro"), one, "assign", True)
    advance(person("miro"), one, "comment", "Hidden remark.")
    answer(person("hedda"), ask(person, one).pk, "Hidden answer.")
    release_answer(person("olga"), Reply.objects.latest("pk").pk)
    dissent(person("miro"), one.pk, "", "Hidden dissent.")
    dissent(person("hedda"), one.pk, "", "Hidden dissent of a party.")
    advance(person("olga"), base["issued"][3], "move", "closed", "")


def closed_circle(person: Any, base: dict[str, Any]) -> None:
    worlds.hand_in(person, "hedda", "key-hidden-council", occurred_from="2030-05-10T10:00")


def ways_in(person: Any, base: dict[str, Any]) -> None:
    from truceline.web.accounts.actions import accept_invitation, invite, issue_token
    from truceline.web.accounts.models import Compartment
    from truceline.web.casework.list_actions import save_view

    Compartment.objects.create(name="hidden-circle")
    _row, secret = invite(person("ada"), "monitor", "", ["hidden-circle"])
    accept_invitation(secret, "hidden-person", "Hidden Person", "a-long-example-9")
    invite(person("ada"), "party_liaison", "council", [])
    issue_token(person("miro"), "hidden")
    save_view(person("miro"), "Hidden view", {"act": "shelling"}, True)


def calls_and_texts(person: Any, base: dict[str, Any]) -> None:
    from truceline.web.clock import now
    from truceline.web.hotline.actions import log_call
    from truceline.web.intake.text_actions import hand_in_text

    log_call(person("vera"), {"called_at": now(), "words": "Hidden call."}, {"role": "resident"}, "key-hidden-call")
    hand_in_text(person("miro"), b"OSK, May 6, 2030. Shelling hit Osk on May 6.\n", "hidden.txt")
    settle()


def file_of_another(person: Any, base: dict[str, Any]) -> None:
    def signed_in(name: str) -> Any:
        client = Client()
        client.force_login(person(name))
        return client

    attached(signed_in, base["of_rana"], picture(shade=33), name="miro")


HIDDEN = [
    late_report,
    unissued,
    issued_today,
    casework_on_issued,
    closed_circle,
    ways_in,
    calls_and_texts,
    file_of_another,
]


def things(base: dict[str, Any]) -> dict[str, list[str]]:
    """Ids as they stand in addresses: of what is there in both worlds and of what is hidden in one."""
    from truceline.web.casework.models import Correction, Finding, Incident, Question
    from truceline.web.evidence.models import Item
    from truceline.web.hotline.models import Call
    from truceline.web.intake.models import Report, Submission
    from truceline.web.opaque import opaque

    issued = [i.pk for i in base["issued"]]
    new = [i for i in Incident.objects.order_by("-occurred_from").values_list("pk", flat=True) if i not in issued]
    reports = Report.objects.filter(submission__key__startswith="key-").values_list("pk", flat=True)
    return {
        "incident_id": issued + new[:2],
        "report_id": sorted(reports),
        "finding_id": list(Finding.objects.order_by("-made_at").values_list("finding_id", flat=True)[:2]),
        "evidence_id": list(Item.objects.values_list("pk", flat=True)),
        "call_id": list(Call.objects.values_list("pk", flat=True)),
        "correction_id": list(Correction.objects.values_list("pk", flat=True)),
        "pk": [opaque(n) for n in [*Question.objects.values_list("pk", flat=True)]]
        + [opaque(n) for n in Submission.objects.order_by("-pk").values_list("pk", flat=True)[:3]],
    }


WORDS = ("Karse", "Secret Ford")
DAYS = ("2030-05-10", "2030-05-14")
ROLES = ("sarn", "gamal", "rana", "outsider", "")


@contextmanager
def savepoint() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def hidden_things(there: bool, person: Any, base: dict[str, Any]) -> Iterator[None]:
    with savepoint():
        for happens in HIDDEN if there else ():
            happens(person, base)
        yield


def asked_of(name: str, person: Any, ids: dict[str, list[str]], base: dict[str, Any]) -> dict[Any, Any]:
    """Everything that somebody can ask and do, and what was answered."""
    from tests.web.service.test_permissions import bearer

    client, headers = Client(raise_request_exception=False), {}
    if name:
        client.force_login(person(name))
        headers = bearer(person(name))
    found: dict[Any, Any] = {}
    asking = worlds.Asking(found)
    for address in sorted(set(worlds.ids_in_addresses(ids))):
        asking.ask(("page", address, ""), lambda a=address: client.get(a))
    few = {name: [some[0], some[-1]] for name, some in ids.items() if some}  # one that is there, one that is hidden
    for address, asked in worlds.lists(few, WORDS, DAYS, pairs=False):
        asking.ask(("list", address, str(asked)), lambda a=address, q=asked: client.get(a, q))
    for address, asked in worlds.by_program(ids, WORDS, DAYS):
        asking.ask(("program", address, str(asked)), lambda a=address, q=asked: client.get(a, q, headers=headers))
    for address in worlds.steps(few):
        with savepoint():
            asking.ask(("step", address, ""), lambda a=address: client.post(a, worlds.STEP))
    for method, address, said in worlds.steps_by_program(few):
        sent: dict[str, Any] = {"data": json.dumps(said), "content_type": "application/json"}
        sent["headers"] = headers | {"If-Match": '"1"', "Idempotency-Key": "key-of-a-step"}
        with savepoint():
            asking.ask((method, address, ""), lambda m=method, a=address, s=sent: client.generic(m, a, **s))
    with savepoint():
        for what, answer in worlds.acts(client, headers, base["of_rana"].pk, picture(shade=33)):
            found["act", what, ""] = worlds.told(answer)
    return found


def test_no_answer_differs(base: Any, settled: Any, clock: Any) -> None:
    """Right before the delay ends: guarantor, liaison, reporter, somebody without a role and the public are told the
    same, word for word and in every header, whether or not all of it happened. Once it ended, the guarantor is told."""
    with hidden_things(True, settled, base):
        ids = things(base)
    told: dict[bool, dict[str, dict[Any, Any]]] = {}
    later = {}
    for there in (False, True):
        with hidden_things(there, settled, base):
            clock.at += 23.9 * worlds.HOUR
            told[there] = {name: asked_of(name, settled, ids, base) for name in ROLES}
            clock.at += 0.2 * worlds.HOUR
            guarantor = Client()
            guarantor.force_login(settled("sarn"))
            later[there] = guarantor.get("/incidents/").context["part"].count
            clock.at -= 24.1 * worlds.HOUR
    assert later == {False: 4, True: 5}
    without, there = told[False], told[True]
    assert sum(map(len, there.values())) > 900 and min(len(there[n]) for n in ("sarn", "gamal")) > 300
    assert [
        (name, asked, worlds.parting(without[name].get(asked), there[name].get(asked)))
        for name in ROLES
        for asked in without[name].keys() | there[name].keys()
        if without[name].get(asked) != there[name].get(asked)
    ] == []


def test_only_a_refusal_that_read_nothing_ends_the_asking(person: Any) -> None:
    """One that looked at incidents first may differ by them: every further id and filter is asked."""
    from django.http import HttpResponse

    from truceline.web.accounts.models import User
    from truceline.web.casework.models import Incident

    def refused(model: Any) -> HttpResponse:
        model.objects.first()
        return HttpResponse(status=403)

    found: dict[Any, Any] = {}
    asking = worlds.Asking(found)
    for n in "12":
        asking.ask(("page", f"/incidents/{n}/", ""), lambda: refused(Incident))
        asking.ask(("page", f"/reports/{n}/", ""), lambda: refused(User))
    assert [address for _, address, _ in found] == ["/incidents/1/", "/reports/1/", "/incidents/2/"]
