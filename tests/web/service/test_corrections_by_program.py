"""Corrections and hypotheses through the interface for programs: two people, shown what follows, as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service.cases import advance, settle
from tests.web.service.test_corrections import EARLIER, first, outcomes
from tests.web.service.test_permissions import bearer


class Program:
    """What one person's program asks, with the incident's version as it was read last."""

    def __init__(self, person: Any, incident: Any) -> None:
        self.person, self.address, self.tag = person, f"/api/incidents/{incident.pk}", ""
        self.read(self.address)

    def read(self, address: str) -> Any:
        from django.test import Client

        answer = Client().get(address, headers=bearer(self.person))
        self.tag = answer.headers.get("ETag", self.tag)
        return answer

    def post(self, address: str, body: dict[str, Any]) -> Any:
        from django.test import Client

        headers = bearer(self.person) | {"If-Match": self.tag}
        return Client().post(address, body, "application/json", headers=headers)

    def propose(self, body: dict[str, Any]) -> Any:
        """Asks what would follow, and proposes it."""
        looked = self.post(f"{self.address}/corrections", body)
        assert looked.status_code == 200, looked.content
        return self.post(f"{self.address}/corrections", body | {"seen": looked.json()["seen"]})

    def decide(self, one: str, verdict: str, note: str = "") -> Any:
        told = self.read(f"/api/corrections/{one}").json()
        seen = (told["would_follow"] or {}).get("seen", "")
        return self.post(f"/api/corrections/{one}/decision", {"verdict": verdict, "note": note, "seen": seen})


def code_of(answer: Any) -> str:
    return str(answer.json()["problems"][0]["code"])


def test_two_people_correct_and_withdraw(settled: Callable[[str], Any], filed: Any) -> None:
    """Shown, proposed, confirmed by another, then withdrawn the same way: the findings follow and come back."""
    vera, viktor = (Program(settled(n), filed) for n in ("vera", "viktor"))
    before, asked = outcomes(filed), {"report_id": first().pk, "fields": EARLIER, "reason": "Misheard. Example."}
    looked = vera.post(f"{vera.address}/corrections", asked).json()
    assert looked["changes"] and {c["incident_id"] for c in looked["changes"]} == {filed.pk}
    assert vera.read(f"{vera.address}/corrections").json() == {"corrections": []}
    made = vera.propose(asked)
    assert made.status_code == 201
    one = made.json()["correction_id"]
    assert set(made.json()["after"]) == set(EARLIER) and made.json()["verdict"] is None
    assert code_of(vera.decide(one, "confirmed")) == "E-WEB-012"
    assert code_of(viktor.decide(one, "declined")) == "E-WEB-011"
    confirmed = viktor.decide(one, "confirmed")
    assert confirmed.status_code == 200 and confirmed.json()["decided_by"] == "viktor" and confirmed.json()["stands"]
    settle()
    assert outcomes(filed) != before
    vera.read(vera.address)
    undone = vera.propose({"withdraw": one, "reason": "It was right. Example."})
    assert undone.status_code == 201 and undone.json()["undoes"] == one
    assert viktor.decide(undone.json()["correction_id"], "confirmed").status_code == 200
    settle()
    assert outcomes(filed) == before
    told = vera.read(f"{vera.address}/corrections").json()["corrections"]
    assert [(c["verdict"], c["stands"]) for c in told] == [("confirmed", False), ("confirmed", False)]


def test_nobody_agrees_blindly_or_on_an_old_page(settled: Callable[[str], Any], filed: Any) -> None:
    """Another 'seen' is 409, an old version 412, none 428; what is not about one thing 422; and nothing is kept."""
    from truceline.web.casework.models import Correction

    vera = Program(settled("vera"), filed)
    asked = {"report_id": first().pk, "fields": EARLIER, "reason": "Misheard. Example."}
    address = f"{vera.address}/corrections"
    seen = vera.post(address, asked).json()["seen"]
    assert code_of(vera.post(address, asked | {"seen": "0" * 64})) == "E-WEB-093"
    vera.tag = ""
    assert vera.post(address, asked | {"seen": seen}).status_code == 428
    vera.tag = '"0"'
    assert vera.post(address, asked | {"seen": seen}).status_code == 412
    assert code_of(vera.post(address, asked | {"withdraw": "cor-none"})) == "E-WEB-082"
    assert vera.post(address, {"withdraw": "cor-none"}).status_code == 404
    assert vera.post(address, {"report_id": "r-none", "fields": EARLIER}).status_code == 404
    assert vera.post(address, asked | {"fields": {"text": "Other words"}}).status_code == 422
    assert vera.post(address, asked | {"fields": {"act": first().act}}).status_code == 422
    assert not Correction.objects.exists()


def test_who_handed_it_in_and_who_is_outside_have_no_part(settled: Callable[[str], Any], filed: Any) -> None:
    """A monitor's program may read and not propose; parties, guarantors and reporters read nothing."""
    from django.test import Client

    vera = Program(settled("vera"), filed)
    asked = {"report_id": first().pk, "fields": EARLIER, "reason": "Misheard. Example."}
    one = vera.propose(asked).json()["correction_id"]
    miro = Program(settled("miro"), filed)
    assert miro.read(f"/api/corrections/{one}").status_code == 200
    assert miro.post(f"{miro.address}/corrections", asked).status_code == 403
    assert miro.decide(one, "confirmed").status_code == 403
    for name in ("rana", "gamal", "sarn", "ada"):
        for address in (f"{vera.address}/corrections", f"{vera.address}/hypotheses", f"/api/corrections/{one}"):
            assert Client().get(address, headers=bearer(settled(name))).status_code == 403


def test_a_token_of_before_reads_no_casework(settled: Callable[[str], Any], filed: Any) -> None:
    """Scopes are given one by one: what may move incidents may not correct them."""
    from django.test import Client

    from truceline.web.accounts.actions import issue_token

    _, secret = issue_token(settled("vera"), "old", ["incident.read", "casework.triage"])
    answer = Client().get(f"/api/incidents/{filed.pk}/corrections", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 403 and code_of(answer) == "E-WEB-080"


def test_hypotheses_are_read_with_their_marks(settled: Callable[[str], Any], filed: Any) -> None:
    """Counts and each person's mark with its reason, by the ids of reports; nothing is decided by them."""
    from truceline.web.casework import hypothesis_actions as actions
    from truceline.web.casework.models import Hypothesis

    vera, miro = settled("vera"), settled("miro")
    advance(miro, filed, "move", "triaged")
    advance(miro, filed, "move", "under_verification")
    filed.refresh_from_db()
    actions.name_hypothesis(vera, (filed.pk, filed.version), "who", "Highland Guard")
    one = Hypothesis.objects.get()
    filed.refresh_from_db()
    marks = {one.pk: ("inconsistent", "Out of range. Example.")}
    actions.weigh(vera, (filed.pk, filed.version), ("report", first().pk), marks)
    (told,) = Program(miro, filed).read(f"/api/incidents/{filed.pk}/hypotheses").json()["hypotheses"]
    assert (told["name"], told["about"], told["against"], told["marked"], told["set_aside"]) == (
        "Highland Guard",
        "who",
        1,
        1,
        None,
    )
    assert [(m["id"], m["mark"], m["by"]) for m in told["marks"]] == [(first().pk, "inconsistent", "vera")]
