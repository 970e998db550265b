"""Reports come in: checked, durable, once; refused ones say why and nothing of them is kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RAW = {"occurred_from": "2030-05-01T10:00", "act": "shelling", "place_name": "Osk", "text": "Example shelling."}


def log_holds() -> bool:
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    return verify().breaks == [] and list(changed_rows()) == []


def test_a_retry_finds_the_first_report(person: Callable[[str], Any]) -> None:
    """Same key and content: one report, one submission. Same key, other content: E-WEB-003 and nothing kept."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Report

    before = Report.objects.count()
    first = submit_report(person("rana"), RAW, "a-key-of-rana")
    again = submit_report(person("rana"), dict(RAW), "a-key-of-rana")
    assert first.pk == again.pk and Report.objects.count() == before + 1
    with pytest.raises(TrucelineError, match="E-WEB-003"):
        submit_report(person("rana"), RAW | {"act": "explosion"}, "a-key-of-rana")
    other = submit_report(person("miro"), RAW, "a-key-of-rana")
    assert other.pk != first.pk
    assert log_holds()


BAD = {
    "an act nobody knows": ({"act": "shellling"}, "E-REP-009"),
    "off the globe": ({"lat": "99", "lon": "10"}, "E-REP-005"),
    "ends before it begins": ({"occurred_until": "2030-05-01T09:00"}, "E-REP-006"),
    "no day": ({"occurred_from": "soon"}, "E-REP-003"),
    "in the future": ({"occurred_from": "2031-01-01T10:00"}, "E-WEB-004"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_makes_no_sense_is_told_and_leaves_nothing(person: Callable[[str], Any], case: str) -> None:
    """Each fault has its code; neither report, submission nor log entry stays."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.audit.models import Entry
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Submission

    changed, code = BAD[case]
    user = person("rana")
    before = (Submission.objects.count(), Entry.objects.count())
    with pytest.raises(TrucelineError, match=code):
        submit_report(user, RAW | changed, "a-key-of-rana")
    assert (Submission.objects.count(), Entry.objects.count()) == before


def test_nobody_claims_to_be_verified_or_somebody_else(person: Callable[[str], Any]) -> None:
    """Columns that are the mission's to fill are not taken from a sender; a reporter is no mission and no party."""
    from truceline.web.intake.actions import submit_report

    raw = RAW | {"verified_by": "me", "standard_of_proof": "clear_and_convincing", "source_kind": "mission"}
    kept = submit_report(
        person("rana"), raw | {"report_id": "x", "received_at": "2001-01-01"}, "a-key-12"
    ).reports.get()
    assert (kept.verified_by, kept.standard_of_proof, kept.source_kind) == (None, None, None)
    assert kept.report_id != "x" and kept.received_at.year == 2030
    assert submit_report(person("gamal"), raw, "a-key-13").reports.get().source_kind == "party"


def typed(**more: str) -> dict[str, str]:
    return {"act": "shelling", "day": "2030-05-01", "time_from": "10:00", "place_name": "Karse Brigde", **more}


SPANS = [
    ("", "", "2030-04-30T22:00", "2030-05-01T22:00"),
    ("10:00", "", "2030-05-01T08:00", "2030-05-01T08:01"),
    ("10:00", "11:15", "2030-05-01T08:00", "2030-05-01T09:15"),
    ("23:30", "00:30", "2030-05-01T21:30", "2030-05-01T22:30"),
]


@pytest.mark.parametrize(("start", "end", "first", "last"), SPANS)
def test_typed_times_are_local(db: Path, start: str, end: str, first: str, last: str) -> None:
    """Two hours ahead of UTC in Merrowan; a day alone is the whole local day; an end before its start is next day."""
    from datetime import UTC, datetime

    from truceline.web.intake.form import raw_report
    from truceline.web.intake.form import typed as cells

    raw = raw_report(cells(typed(time_from=start, time_until=end, zone="Etc/GMT-2")))
    told = [datetime.fromisoformat(raw[n]).astimezone(UTC) for n in ("occurred_from", "occurred_until")]
    assert [t.strftime("%Y-%m-%dT%H:%M") for t in told] == [first, last]


def test_the_form_works_without_a_script(signed_in: Callable[[str], Any]) -> None:
    """Check reads back time and place alternatives and keeps nothing; send keeps; change brings all back."""
    from truceline.web.intake.models import Report

    client, before = signed_in("rana"), Report.objects.count()
    page = client.post("/intake/report/", typed(step="check"))
    assert page.status_code == 200 and Report.objects.count() == before
    offered = [p.id for p in page.context["alternatives"]]
    assert offered[0] == "karse-bridge"
    assert "Karse Brigde" in client.post("/intake/report/", typed(step="change")).content.decode()
    sent = typed(step="send", key=page.context["key"], place_id="karse-bridge")
    answer = client.post("/intake/report/", sent)
    again = client.post("/intake/report/", sent)
    assert answer.url == again.url and Report.objects.count() == before + 1
    kept = Report.objects.get(submission__key=page.context["key"])
    assert (kept.place_name, kept.lon) == ("Karse Bridge", 18.52)
    assert kept.occurred_from.isoformat() != "2030-05-01T10:00:00+00:00"  # local time of Merrowan, not UTC
    assert client.get(answer.url).status_code == 200
    assert signed_in("miro").get(answer.url).status_code == 404
    bad = client.post("/intake/report/", typed(step="check", day="2031-05-01"))
    assert bad.status_code == 422 and "E-WEB-004" in bad.content.decode()


TABLE = """ref,date,time,what,village,by
1,2030-05-02,10:00,Mortar fire,Osk,Highland Guard
2,2030-05-02,11:30,drumming,Harrow,
3,not a day,,Mortar fire,Osk,
4,2031-05-02,10:00,Mortar fire,Osk,
"""


def uploaded(client: Any, text: str = TABLE, name: str = "log.csv") -> str:
    file = io.BytesIO(text.encode())
    file.name = name
    return client.post("/intake/table/", {"file": file}).url


def test_a_table_is_mapped_previewed_and_taken(signed_in: Callable[[str], Any]) -> None:
    """Columns and words are proposed and corrected; good rows are taken, the others kept with their reasons."""
    from truceline.web.intake.models import Report

    client, before = signed_in("miro"), Report.objects.count()
    address = uploaded(client)
    page = client.get(address)
    assert Report.objects.count() == before and page.context["rows_in"] == 4
    assert page.context["words"]["Mortar fire"] == "mortar_fire"
    looked = client.post(address, {"act:drumming": "civil_unrest", "step": "look"})
    assert looked.status_code == 200 and looked.context["words"]["drumming"] == "civil_unrest"
    receipt = client.post(address, {"step": "take"}).url
    shown = client.get(receipt)
    assert (shown.context["submission"].rows_in, shown.context["submission"].taken) == (4, 2)
    assert Report.objects.count() == before + 2
    kept = list(csv.DictReader(io.StringIO(client.get(receipt + "rejects.csv").content.decode())))
    assert [(r["row"], r["code"]) for r in kept] == [("4", "E-REP-003"), ("5", "E-WEB-004")]
    assert all("log.csv, row" in r["message"] for r in kept)
    assert client.post(address, {"step": "take"}).url == receipt and Report.objects.count() == before + 2
    assert signed_in("vera").get(address).status_code == 404
    assert log_holds()


def test_an_interrupted_upload_goes_on_without_doubles(
    signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server dies between two batches: taking it again takes the rest and nothing twice."""
    from truceline.web.intake import tables_in
    from truceline.web.intake.models import Report

    rows = "".join(f"{n},2030-05-02,10:{n:02d},Mortar fire,Osk,\n" for n in range(25))
    client, before = signed_in("miro"), Report.objects.count()
    address = uploaded(client, TABLE.splitlines()[0] + "\n" + rows)
    monkeypatch.setattr(tables_in, "BATCH", 10)
    keep, calls = tables_in.keep_prepared, []

    def dies(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return keep(*args)

    monkeypatch.setattr(tables_in, "keep_prepared", dies)
    with pytest.raises(KeyboardInterrupt):
        client.post(address, {"step": "take"})
    assert Report.objects.count() == before + 10
    assert client.post(address, {"step": "take"}).status_code == 302
    assert Report.objects.count() == before + 25
    assert log_holds()


def test_two_who_take_one_table_take_each_row_once(
    person: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button pressed again while the first press is at work: what one has taken the other leaves out."""
    from truceline.web.intake import tables_in
    from truceline.web.intake.models import Report

    miro, rows = person("miro"), "".join(f"{n},2030-05-02,10:{n:02d},Mortar fire,Osk,\n" for n in range(25))
    upload = tables_in.start_upload(miro, [(TABLE.splitlines()[0] + "\n" + rows).encode()], "twice.csv", "")
    monkeypatch.setattr(tables_in, "BATCH", 10)
    prepare, calls, before = tables_in.prepare_rows, [], Report.objects.count()

    def meanwhile(rows: Any) -> Any:
        """The other press takes everything between two batches of the first."""
        made = prepare(rows)
        calls.append(1)
        if len(calls) == 2:
            monkeypatch.setattr(tables_in, "prepare_rows", prepare)
            tables_in.take_upload(miro, upload)
        return made

    monkeypatch.setattr(tables_in, "prepare_rows", meanwhile)
    assert tables_in.take_upload(miro, upload).taken == 25
    assert Report.objects.count() == before + 25 and log_holds()


@pytest.mark.parametrize(("name", "text"), [("log.pdf", "x"), ("log.csv", ""), ("log.xlsx", "no workbook")])
def test_a_file_that_is_no_table_is_told(signed_in: Callable[[str], Any], name: str, text: str) -> None:
    """Coded, on the page, and no traceback."""
    file = io.BytesIO(text.encode())
    file.name = name
    answer = signed_in("miro").post("/intake/table/", {"file": file})
    assert answer.status_code == 422
    assert "E-REP-0" in answer.content.decode() or "empty" in answer.content.decode()


class Program:
    """Calls the interface with a token."""

    def __init__(self, user: Any) -> None:
        from django.test import Client

        from truceline.web.accounts.actions import issue_token

        self.client, self.row = Client(), None
        self.row, self.secret = issue_token(user, "test")

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.secret}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        data = json.dumps(body) if body is not None else ""
        return self.client.generic(method, f"/api{path}", data, "application/json", headers=sent)


def test_a_program_hands_in_once(person: Callable[[str], Any]) -> None:
    """201 with a receipt, 200 on a retry, 409 for another content, 422 with codes, 401 without a token."""
    from django.test import Client

    program = Program(person("rana"))
    made = program.call("POST", "/reports", RAW, Idempotency_Key="first-key-1")
    assert made.status_code == 201, made.content
    again = program.call("POST", "/reports", RAW, Idempotency_Key="first-key-1")
    assert again.status_code == 200 and again.json() == made.json()
    other = program.call("POST", "/reports", RAW | {"act": "riot"}, Idempotency_Key="first-key-1")
    assert other.status_code == 409 and other.json()["problems"][0]["code"] == "E-WEB-003"
    bad = program.call("POST", "/reports", RAW | {"act": "shellling"}, Idempotency_Key="first-key-2")
    assert bad.status_code == 422 and bad.json()["problems"][0]["code"] == "E-REP-009"
    assert program.call("POST", "/reports", RAW).status_code == 422
    assert Client().post("/api/reports", RAW, "application/json").status_code == 401
    assert len(program.call("GET", "/reports").json()["reports"]) == 1
    assert program.call("GET", f"/reports/{made.json()['report_id']}").json()["text"] == RAW["text"]
    assert program.call("GET", "/places?name=Karse").json()[0]["name"] == "Karse Bridge"


def test_a_token_ends_with_its_revocation_and_its_person(person: Callable[[str], Any]) -> None:
    """Revoked, or its person's account closed: 401."""
    from truceline.web.accounts.actions import revoke_token

    for end in ("revoke", "close"):
        user = person("miro")
        program = Program(user)
        assert program.call("GET", "/reports").status_code == 200
        if end == "revoke":
            revoke_token(user, program.row.pk)
        else:
            type(user).objects.filter(pk=user.pk).update(is_active=False)
        assert program.call("GET", "/reports").status_code == 401


def test_every_operation_of_the_interface_asks_for_a_right(person: Callable[[str], Any]) -> None:
    """Each path of the OpenAPI document names an operation of the table of rights and answers each role by it."""
    from django.test import Client

    from truceline.web.accounts.rights import OPERATIONS, may
    from truceline.web.api import api

    found = 0
    for _, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                named = getattr(operation.view_func, "operation", None)
                assert named in OPERATIONS, operation.path
                found += 1
    described = Client().get("/api/openapi.json").json()["paths"]
    assert found == sum(len(methods) for methods in described.values()) >= 4
    outsider = person("olga")
    program = Program(outsider)
    for role in ("", "guarantor", "administrator"):
        type(outsider).objects.filter(pk=outsider.pk).update(role=role)
        outsider.refresh_from_db()
        assert not may(outsider, "report.read")
        assert program.call("GET", "/reports").status_code == 403


def test_a_report_is_filed_offline_on_a_phone_and_read_by_another(visit: Callable[..., Any], service: Path) -> None:
    """A reporter types on a phone, loses the line, sends; with the line back it goes out once; a monitor reads it."""
    rana = visit("rana", "ar", 375)
    base = rana.url.split("/reports")[0]
    rana.goto(base + "/intake/report/")
    rana.select_option("#act", "mortar_fire")
    rana.fill("#day", "2030-05-03")
    rana.fill("#time_from", "06:30")
    rana.fill("#place_name", "Osk")
    rana.fill("#text", "Three rounds, heard from the mill. Example.")
    rana.reload()
    assert rana.input_value("#text").startswith("Three rounds")
    rana.context.set_offline(True)
    rana.click("button.main")
    assert rana.locator("#line").is_visible() and rana.input_value("#text") == ""
    rana.context.set_offline(False)
    rana.wait_for_selector("#line a")
    rana.click("#line a")
    rana.wait_for_selector("#receipt")
    assert rana.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert rana.evaluate("Object.values(localStorage).join('').includes('Three rounds')") is False
    miro = visit("miro")
    miro.goto(base + "/reports/?q=heard from the mill")
    assert miro.locator("tbody tr").count() == 1
    miro.click("tbody a")
    assert "heard from the mill" in miro.inner_text(".quote")


def test_a_report_is_read_back_before_it_is_sent(visit: Callable[..., Any]) -> None:
    """On line: misspelt place, alternatives to choose from, the local time spelt out, then the receipt."""
    rana = visit("rana", "en", 375)
    base = rana.url.split("/reports")[0]
    rana.goto(base + "/intake/report/")
    rana.select_option("#act", "explosion")
    rana.fill("#day", "2030-05-04")
    rana.fill("#place_name", "Karse Brige")
    rana.click("button.main")
    assert rana.inner_text("h1") == "Is this right?"
    assert rana.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    rana.check("input[value=karse-bridge]")
    rana.click("button.main")
    rana.wait_for_selector("h1:text-is('Your report is kept')")  # sent by the page itself, which then opens the receipt
