"""What is refused before a view is asked: programs get coded problems with a remedy, people a page; nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service import evidence_files as files
from tests.web.service.test_permissions import bearer

MB = 1_000_000
FORM = "multipart/form-data; boundary=example"


def part(name: str, content: bytes = b"", file: str = "") -> bytes:
    named = f'; filename="{file}"' if file else ""
    return f'--example\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def many_files(count: int) -> bytes:
    return b"".join(part("file", files.VIDEO, f"scene{n}.mp4") for n in range(count)) + b"--example--\r\n"


def many_fields(count: int) -> bytes:
    return b"".join(part(f"field{n}", b"x") for n in range(count)) + b"--example--\r\n"


REPORT = json.dumps({"occurred_from": "2030-05-01T10:00Z"}).encode()
EVIDENCE = "/api/reports/{}/evidence"
# what is sent: method, address, body, content type, more of the environment -> status, code
SENT: dict[str, tuple[str, str, bytes, str, dict[str, str], int, str]] = {
    "many files": ("POST", EVIDENCE, many_files(120), FORM, {}, 422, "E-WEB-101"),
    "some files": ("POST", EVIDENCE, many_files(30), FORM, {}, 422, "E-WEB-082"),
    "many fields": ("POST", EVIDENCE, many_fields(1100), FORM, {}, 422, "E-WEB-101"),
    "a long field": ("POST", EVIDENCE, part("caption", b"x" * 6 * MB) + b"--example--\r\n", FORM, {}, 413, "E-WEB-100"),
    "a form without its mark": ("POST", EVIDENCE, b"no form", "multipart/form-data", {}, 400, "E-WEB-082"),
    "a form that breaks off": ("POST", EVIDENCE, part("file", b"GIF89a", "a.jpg")[:-20], FORM, {}, 422, "E-WEB-082"),
    "a long body": ("POST", "/api/reports", b" " * 6 * MB + REPORT, "application/json", {}, 413, "E-WEB-100"),
    "no JSON": ("POST", "/api/reports", b"{", "application/json", {}, 400, "E-WEB-082"),
    "JSON too deep": ("POST", "/api/reports", b"[" * 100_000, "application/json", {}, 400, "E-WEB-082"),
    "JSON of halves": ("POST", "/api/reports", b"\xff\xfe\x00", "application/json", {}, 400, "E-WEB-082"),
    "a list": ("POST", "/api/reports", b"[]", "application/json", {}, 422, "E-WEB-082"),
    "no length": ("POST", "/api/reports", REPORT, "application/json", {"CONTENT_LENGTH": "x"}, 400, "E-WEB-082"),
    "a length below none": ("POST", EVIDENCE, many_files(1), FORM, {"CONTENT_LENGTH": "-1"}, 400, "E-WEB-082"),
    "a long query": ("GET", "/api/reports?" + "&".join(f"a{n}=1" for n in range(1100)), b"", "", {}, 422, "E-WEB-101"),
    "no such address": ("POST", "/api/nothing", b"{}", "application/json", {}, 404, "E-WEB-082"),
    "no such report": ("GET", "/api/reports/r-none", b"", "", {}, 404, "E-WEB-104"),
    "no such method": ("DELETE", "/api/reports", b"", "", {}, 405, "E-WEB-082"),
    "another host": ("GET", "/api/reports", b"", "", {"HTTP_HOST": "elsewhere.example"}, 400, "E-WEB-082"),
    "another role": ("GET", "/api/incidents", b"", "", {}, 403, "E-WEB-103"),
}


@pytest.mark.parametrize("what", SENT)
def test_a_program_is_refused_with_coded_problems(own_report: Any, person: Any, vault: Any, what: str) -> None:
    """Whatever the reason, the answer is the list that the description promises, each problem with its remedy."""
    from django.test import Client

    from truceline.web.evidence.models import Item
    from truceline.web.intake.models import Report

    method, address, body, kind, more, status, code = SENT[what]
    before = Report.objects.count()
    headers = bearer(person("rana")) | {"Idempotency-Key": "key-of-a-refusal"}
    client = Client(raise_request_exception=False)
    answer = client.generic(method, address.format(own_report.pk), body, kind, headers=headers, **more)
    assert answer.status_code == status, answer.content[:300]
    (told,) = answer.json()["problems"]
    assert told["code"] == code and told["place"] and told["message"].rstrip(".") and "{" not in told["message"]
    assert Report.objects.count() == before and not Item.objects.filter(report=own_report).exists()
    assert status != 405 or "GET" in answer.headers["Allow"]


def test_what_breaks_is_told_to_a_program_too(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the server is a coded answer without its details."""
    from django.test import Client

    from truceline.web.intake import queries

    def broken(*_: Any) -> None:
        raise RuntimeError("a detail")

    monkeypatch.setattr(queries, "listed", broken)
    answer = Client(raise_request_exception=False).get("/api/reports", headers=bearer(person("miro")))
    assert answer.status_code == 500 and answer.json()["problems"][0]["code"] == "E-WEB-102"
    assert b"a detail" not in answer.content


PAGES: dict[str, tuple[str, bytes, str, int, str, str]] = {
    "many files": ("/intake/report/", many_files(120), FORM, 422, "in several steps", "على عدة خطوات"),
    "many fields": ("/intake/report/", many_fields(1100), FORM, 422, "in several steps", "على عدة خطوات"),
    "many fields of a plain form": ("/judge/step/", many_fields(1100), FORM, 422, "in several steps", "على عدة خطوات"),
    "a long field": ("/intake/report/", part("text", b"x" * 6 * MB), FORM, 413, "Send less at once", "أرسل أقل"),
    "a long field of a plain form": (
        "/judge/step/",
        part("note", b"x" * 6 * MB),
        FORM,
        413,
        "Send less at once",
        "أرسل أقل",
    ),
    "a form without its mark": ("/judge/step/", b"no form", "multipart/form-data", 400, "once more", "مرة أخرى"),
}


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_person_is_refused_with_a_page(signed_in: Callable[[str], Any], what: str, language: str) -> None:
    """The service's own page, in the person's language, that says what to do."""
    address, body, kind, status, english, arabic = PAGES[what]
    client = signed_in("miro", raise_request_exception=False)
    client.cookies["django_language"] = language
    answer = client.generic("POST", address, body, kind)
    page = answer.content.decode()
    assert answer.status_code == status, page[:300]
    assert (english if language == "en" else arabic) in page and f'lang="{language}"' in page and "<h1>" in page


def test_a_length_that_is_no_number_gets_words(signed_in: Callable[[str], Any]) -> None:
    answer = signed_in("miro").generic("POST", "/judge/step/", b"step=x", CONTENT_LENGTH="x")
    assert answer.status_code == 400 and "<h1>" in answer.content.decode()


def test_another_host_gets_words(signed_in: Callable[[str], Any]) -> None:
    answer = signed_in("miro", raise_request_exception=False).get("/incidents/", HTTP_HOST="elsewhere.example")
    assert answer.status_code == 400 and "<h1>" in answer.content.decode()
