"""The interface for programs: lists in parts, filters, versions, and each role's own eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.test_permissions import bearer


class Program:
    """Calls the interface as somebody."""

    def __init__(self, person: Any) -> None:
        from django.test import Client

        self.client, self.headers = Client(), bearer(person)

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api{path}", asked, headers=self.headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.client.post(f"/api{path}", body, "application/json", headers=self.headers | named)


@pytest.fixture
def program(person: Callable[[str], Any]) -> Callable[[str], Program]:
    return lambda name: Program(person(name))


@pytest.fixture
def incidents(db: Any) -> list[str]:
    """Nine incidents an hour apart, two of them at the same moment, latest first."""
    from datetime import UTC, datetime, timedelta

    from truceline.web.casework.models import Finding, Incident
    from truceline.web.casework.names import searched
    from truceline.web.casework.outcomes import keep_outcomes

    noon, made = datetime(2030, 5, 1, 12, tzinfo=UTC), []
    for n in range(9):
        at = noon - timedelta(hours=min(n, 7))
        row = {"occurred_from": at, "occurred_until": at, "reports": 1, "act": "shelling", "place_name": "Osk"}
        row |= searched("Osk", "Lyne")
        one = Incident.objects.create(incident_id=f"api-{n}", district="Lyne", **row)
        made.append(one.pk)
        said = {"agreement_id": "lyne-accord", "provision_ids": ["2.1"], "report_ids": [], "reasons": [{"trace": 1}]}
        said |= {"coverage": "covered", "outcome": "violation" if n % 2 else "undetermined", "basis": "V"}
        said |= {"p_low": 0.0, "p_high": 1.0, "standard_of_proof": "reported", "as_of": at, "rule_version": "1"}
        Finding.objects.create(finding_id=f"f-{n}", incident_id=one.pk, reading="plain", made_at=at, digest="", **said)
        keep_outcomes(one.pk, [said | {"reading": "plain"}], at)
    return made


def everything(program: Program, path: str, key: str, **asked: Any) -> list[Any]:
    """All parts of a list, by its cursors."""
    found, cursor = [], ""
    for _ in range(50):
        part = program.get(path, cursor=cursor, **asked).json()
        found += part[key]
        cursor = part["next"]
        if cursor is None:
            return found
    raise AssertionError("the list has no end")


@pytest.mark.parametrize("limit", [1, 4, 200])
def test_parts_of_a_list_are_the_whole_list(
    program: Callable[[str], Program], incidents: list[str], limit: int
) -> None:
    """However small the parts, each incident comes once and in order, also those of one moment."""
    asked = {"from_day": "2030-05-01", "until_day": "2030-05-01", "limit": limit}
    found = everything(program("vera"), "/incidents", "incidents", **asked)
    assert [i["incident_id"] for i in found if i["incident_id"].startswith("api-")] == incidents
    assert program("vera").get("/incidents", cursor="nothing-like-it").json()["problems"][0]["code"] == "E-WEB-083"


def test_incidents_are_filtered(
    program: Callable[[str], Program], incidents: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By state, act, words, day and by what is found under one reading; a finding without its reading is refused."""
    from truceline.web.casework import queries

    vera = program("vera")

    def ids(**asked: Any) -> set[str]:
        return {i["incident_id"] for i in everything(vera, "/incidents", "incidents", **asked)}

    assert ids(state="closed") == set()
    assert set(incidents) <= ids(act="shelling", q="Osk")
    assert not set(incidents) & ids(until_day="2030-04-30")
    assert vera.get("/incidents", finding="violation").status_code == 422
    view = queries.View("lyne-accord", "plain", "", "", "")
    monkeypatch.setattr(queries, "views", lambda: [view])
    assert ids(view=view.key, finding="violation") & set(incidents) == {i for i in incidents if int(i[4:]) % 2}


def test_findings_with_traces_by_right(program: Callable[[str], Program], incidents: list[str]) -> None:
    """The mission gets the conditions, others do not; a reporter gets no finding at all."""
    from datetime import UTC, datetime

    from truceline.web.casework.models import Finding, Incident

    mine = everything(program("vera"), "/findings", "findings", view="lyne-accord:plain", limit=4)
    assert {f["incident_id"] for f in mine} == set(incidents) and all(f["reasons"] for f in mine)
    assert len(everything(program("vera"), "/findings", "findings", outcome="violation", view="lyne-accord:plain")) == 4
    early = datetime(2030, 1, 1, tzinfo=UTC)
    one = Incident.objects.get(pk="api-3")
    one.state = "assessed"
    one.issue(early)
    one.save()
    Finding.objects.filter(incident_id="api-3").update(made_at=early)
    told = program("sarn").get("/findings").json()["findings"]
    assert [(f["incident_id"], f["reasons"]) for f in told] == [("api-3", None)]
    seen = program("sarn").get("/incidents/api-3")
    assert seen.json()["version"] is None and "ETag" not in seen
    assert program("rana").get("/findings").status_code == 403


def test_a_step_is_taken_on_the_version_that_was_read(program: Callable[[str], Program], incidents: list[str]) -> None:
    """Without If-Match 428, with an old one 412 and nothing is done, with the current one the step and a new ETag."""
    from truceline.web.casework.models import Incident

    miro = program("miro")
    tag = miro.get("/incidents/api-0")["ETag"]
    body = {"to": "triaged"}
    assert miro.post("/incidents/api-0/steps", body).status_code == 428
    assert miro.post("/incidents/api-0/steps", body, If_Match='"99"').status_code == 412
    assert Incident.objects.get(pk="api-0").state == "reported"
    done = miro.post("/incidents/api-0/steps", body, If_Match=tag)
    assert done.status_code == 200 and done.json()["state"] == "triaged" and done["ETag"] != tag
    assert miro.post("/incidents/api-0/steps", body, If_Match=tag).status_code == 412
    assert miro.post("/incidents/api-0/steps", {"to": "closed"}, If_Match=done["ETag"]).status_code == 409
    assert miro.post("/incidents/none/steps", body, If_Match=tag).status_code == 404
    assert program("sarn").post("/incidents/api-0/steps", body, If_Match=tag).status_code == 403


def test_ones_own_reports_are_a_list(program: Callable[[str], Program]) -> None:
    """'own' leaves out what others handed in; a monitor sees both without it."""
    raw = {"occurred_from": "2030-05-01T10:00", "act": "shelling"}
    for n in range(3):
        assert program("miro").post("/reports", raw, Idempotency_Key=f"own-{n}-key").status_code == 201
    assert program("rana").post("/reports", raw, Idempotency_Key="hers-key").status_code == 201
    own = everything(program("miro"), "/reports", "reports", own=True, limit=2)
    whole = everything(program("miro"), "/reports", "reports", limit=200)
    assert len(everything(program("rana"), "/reports", "reports")) == 1
    assert 3 <= len(own) < len(whole)


WRONG = [
    ("{", 400),
    ('{"occurred_from": 5}', 422),
    ('{"occurred_from": "2030-05-01", "verified_by": "me"}', 422),
    ('{"occurred_from": "2030-05-01", "text": "\\ud800"}', 422),
]


@pytest.mark.parametrize(("body", "status"), WRONG)
def test_what_is_misshapen_is_told_with_a_code(program: Callable[[str], Program], body: str, status: int) -> None:
    """Broken JSON, wrong types, fields that are not a sender's, half characters: E-WEB-082 and the place."""
    answer = program("rana").client.post(
        "/api/reports", body, "application/json", headers=program("rana").headers | {"Idempotency-Key": "some-key-1"}
    )
    assert answer.status_code == status
    assert answer.json()["problems"][0]["code"] == "E-WEB-082"


def test_a_stranger_is_told_how_to_come_in(db: Any) -> None:
    """401 with a code and the scheme, and not a word about what is there."""
    from django.test import Client

    answer = Client().get("/api/incidents/api-0")
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["problems"][0]["code"] == "E-WEB-081"
