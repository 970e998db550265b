"""Hypotheses through the interface for programs: named, weighed and set aside as on the page, with the version read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service.cases import advance
from tests.web.service.test_corrections import first
from tests.web.service.test_corrections_by_program import Program, code_of
from tests.web.service.test_permissions import bearer

WHO = {"about": "who", "name": "Highland Guard"}


@pytest.fixture
def looked_into(settled: Callable[[str], Any], filed: Any) -> Any:
    for to in ("triaged", "under_verification"):
        advance(settled("miro"), filed, "move", to)
    filed.refresh_from_db()
    return filed


@pytest.fixture
def program(settled: Callable[[str], Any], looked_into: Any) -> Callable[[str], Any]:
    return lambda name: Program(settled(name), looked_into)


def test_named_weighed_and_set_aside(program: Callable[[str], Any]) -> None:
    """Each step answers with what stands and the version for the next; the page's own counts are told."""
    vera, miro = program("vera"), program("miro")
    named = vera.post(f"{vera.address}/hypotheses", WHO)
    assert named.status_code == 201 and (named.json()["name"], named.json()["by"]) == ("Highland Guard", "vera")
    one = named.json()["hypothesis_id"]
    asked = {
        "report_id": first().pk,
        "marks": [{"hypothesis_id": one, "mark": "inconsistent", "reason": "Far. Example."}],
    }
    miro.read(f"{miro.address}/hypotheses")
    marked = miro.post(f"{miro.address}/hypotheses/marks", asked)
    assert marked.status_code == 201 and marked.json()["hypotheses"][0]["against"] == 1
    vera.tag = marked.headers["ETag"]
    ended = vera.post(f"{vera.address}/hypotheses/{one}/set-aside", {"reason": "Nobody holds it. Example."})
    assert ended.status_code == 200 and ended.json()["set_aside"] == "Nobody holds it. Example."
    (told,) = miro.read(f"{miro.address}/hypotheses").json()["hypotheses"]
    assert told == ended.json() and [(m["mark"], m["by"]) for m in told["marks"]] == [("inconsistent", "miro")]
    assert (
        code_of(
            miro.post(f"{miro.address}/hypotheses/marks", asked | {"marks": [asked["marks"][0] | {"mark": "neutral"}]})
        )
        == "E-WEB-011"
    )


def test_each_is_told_the_one_that_they_named(
    program: Callable[[str], Any], settled: Callable[[str], Any], looked_into: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another person names one before the first is answered: the first is told their own, not the newest."""
    from truceline.web.casework import hypothesis_actions as actions

    vera, do = program("vera"), actions.name_hypothesis

    def and_another(*args: Any) -> Any:
        done = do(*args)
        looked_into.refresh_from_db()
        do(settled("miro"), (looked_into.pk, looked_into.version), "who", "Merrowan Army")
        return done

    monkeypatch.setattr(actions, "name_hypothesis", and_another)
    told = vera.post(f"{vera.address}/hypotheses", WHO).json()
    assert (told["name"], told["by"]) == ("Highland Guard", "vera")


def test_a_mark_is_said_once_however_often_it_is_sent(program: Callable[[str], Any]) -> None:
    """What one said last is answered 200 and kept no second time, also at the version of before; a name is 409."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import Weighing

    vera = program("vera")
    named = vera.post(f"{vera.address}/hypotheses", WHO)
    old, vera.tag = vera.tag, named.headers["ETag"]
    mark = {"hypothesis_id": named.json()["hypothesis_id"], "mark": "consistent", "reason": "Seen. Example."}
    asked = {"report_id": first().pk, "marks": [mark]}
    assert vera.post(f"{vera.address}/hypotheses/marks", asked).status_code == 201
    count = Entry.objects.count()
    again = vera.post(f"{vera.address}/hypotheses/marks", asked)
    assert again.status_code == 200 and Weighing.objects.count() == 1 and Entry.objects.count() == count
    vera.tag = old
    assert vera.post(f"{vera.address}/hypotheses", WHO).status_code == 412
    vera.tag = again.headers["ETag"]
    twice = vera.post(f"{vera.address}/hypotheses", WHO)
    assert (twice.status_code, code_of(twice)) == (409, "E-WEB-095")


def test_nothing_is_kept_of_what_is_refused(program: Callable[[str], Any], looked_into: Any) -> None:
    """Without a version 428, an old one 412; about two things, twice, unknown or elsewhere 422 or 404."""
    from truceline.web.casework.models import Hypothesis, SetAside, Weighing

    vera = program("vera")
    one = vera.post(f"{vera.address}/hypotheses", WHO).json()["hypothesis_id"]
    vera.read(vera.address)
    mark = {"hypothesis_id": one, "mark": "neutral", "reason": "Example."}
    marks, aside = f"{vera.address}/hypotheses/marks", f"{vera.address}/hypotheses/{one}/set-aside"
    report = {"report_id": first().pk, "marks": [mark]}
    for body, status in (
        (report | {"marks": []}, 422),
        (report | {"marks": [mark, mark]}, 422),
        (report | {"marks": [mark | {"mark": "likely"}]}, 422),
        (report | {"marks": [mark | {"hypothesis_id": one + 1}]}, 422),
        (report | {"marks": [mark | {"reason": " "}]}, 422),
        (report | {"evidence_id": "e-none"}, 422),
        (report | {"report_id": "r-none"}, 404),
        ({"evidence_id": "e-none", "marks": [mark]}, 404),
    ):
        assert vera.post(marks, body).status_code == status, body
    assert vera.post(f"{vera.address}/hypotheses/{one + 1}/set-aside", {"reason": "Example."}).status_code == 404
    assert code_of(vera.post(aside, {"reason": ""})) == "E-WEB-011"
    for tag, status in (("", 428), ('"1"', 412)):
        vera.tag = tag
        assert vera.post(f"{vera.address}/hypotheses", WHO | {"name": "Another"}).status_code == status
        assert vera.post(marks, report).status_code == vera.post(aside, {"reason": "Example."}).status_code == status
    assert (Hypothesis.objects.count(), Weighing.objects.count(), SetAside.objects.count()) == (1, 0, 0)


def test_only_while_it_is_looked_into_and_only_by_the_mission(
    program: Callable[[str], Any], settled: Callable[[str], Any], looked_into: Any
) -> None:
    """Secretary, parties, guarantors and reporters are refused, a token without the scope too; a conclusion ends it."""
    from django.test import Client

    from truceline.web.accounts.actions import issue_token

    vera = program("vera")
    for name in ("sefa", "gamal", "sarn", "rana", "ada"):
        headers = bearer(settled(name)) | {"If-Match": vera.tag}
        for address in ("hypotheses", "hypotheses/marks", "hypotheses/1/set-aside"):
            answer = Client().post(f"{vera.address}/{address}", {}, "application/json", headers=headers)
            assert answer.status_code == 403, (name, address)
    _, secret = issue_token(settled("vera"), "reader", ["casework.read", "casework.verify"])
    headers = {"Authorization": f"Bearer {secret}", "If-Match": vera.tag}
    assert code_of(Client().post(f"{vera.address}/hypotheses", WHO, "application/json", headers=headers)) == "E-WEB-080"
    proof = ("verified", "clear_and_convincing", "Craters measured on site. Example.")
    advance(settled("vera"), looked_into, "propose_conclusion", *proof)
    advance(settled("viktor"), looked_into, "decide_proposal", True)
    vera.read(vera.address)
    late = vera.post(f"{vera.address}/hypotheses", WHO)
    assert (late.status_code, code_of(late)) == (409, "E-WEB-094")
