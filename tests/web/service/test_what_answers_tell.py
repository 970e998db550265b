"""Whether a thing that is closed to somebody exists: no status and no word of any answer may tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.web.service.evidence_files import attached
from tests.web.service.test_intake import Program

RAW = {"occurred_from": "2030-05-20T10:00Z", "act": "shelling", "place_name": "Osk", "text": "Example."}
STEP = {"step": "answer", "text": "Example.", "version": "1", "to": "triaged", "reason": "Example.", "agree": "1"}
STEP |= {"verdict": "confirmed", "note": "Example.", "pick": "x:1", "original": "1", "caption": "Example."}


@pytest.fixture
def closed(vault: Path, settled: Callable[[str], Any], signed_in: Callable[[str], Any]) -> dict[str, str]:
    """Things in the compartment of a party, by the name of their parameter in addresses; vera was let in."""
    from tests.web.service.cases import settle
    from truceline.web.accounts.models import Compartment
    from truceline.web.casework import correction_actions
    from truceline.web.casework.models import Incident
    from truceline.web.clock import now
    from truceline.web.hotline.actions import log_call
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.text_actions import hand_in_text

    gamal, vera = settled("gamal"), settled("vera")
    circle = gamal.compartment_names()[0]
    vera.compartments.add(Compartment.objects.get(pk=circle))
    report = submit_report(gamal, RAW, "closed-report").reports.get()
    settle()
    incident = Incident.objects.get(members__report=report)
    seen = (incident.pk, incident.version)
    correction_actions.propose_correction(vera, seen, report.pk, {"act": "explosion"}, "Misread. Example.")
    said = {"called_at": now(), "words": "Example.", "compartment": circle}
    text = hand_in_text(vera, b"OSK, May 6, 2030. Shelling hit Osk on May 6.\n", "a.txt", circle=circle)
    item = attached(signed_in, report, name="gamal", content=_picture())
    return {
        "incident_id": incident.pk,
        "report_id": report.pk,
        "correction_id": report.corrections.get().pk,
        "call_id": log_call(vera, said, {"role": "resident"}, "closed-call").pk,
        "evidence_id": item.pk,
        "text": str(text.pk),
        "submission": str(report.submission_id),
    }


def _picture() -> bytes:
    from tests.web.service.evidence_files import picture

    return picture()


def _addresses(ids: dict[str, str]) -> dict[str, str]:
    """Every address of a page that names one thing by its id, with these in it."""
    from truceline.web.opaque import opaque
    from truceline.web.permissions import CLOSED, matrix

    found = {}
    numbers = {"/intake/text/": "text", "/intake/": "submission"}
    for row in matrix():
        if row.method or row.operation == CLOSED or "<" not in row.address:
            continue
        name = next((v for k, v in numbers.items() if row.address.startswith(k) and ":pk>" in row.address), "")
        address = row.address
        if name and "table" not in address:
            address = address.replace("<int:pk>", ids[name]).replace("<opaque:pk>", opaque(int(ids[name])))
        for key, value in ids.items():
            address = address.replace(f"<str:{key}>", value)
        if "<" not in address.replace("<int:claim>", ""):
            found[row.address] = address.replace("<int:claim>", "1")
    return found


def _told(answer: Any, ids: dict[str, str]) -> tuple[int, str]:
    words = answer.content.decode(errors="replace") if not answer.streaming else "a file"
    for value in sorted(ids.values(), key=len, reverse=True):
        words = words.replace(value, "ID") if len(value) > 6 else words
    words = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", words)
    words = re.sub(r"/(intake|text)/[0-9a-f]+/", "/ID/", words)
    return answer.status_code, re.sub(r"hx-headers='[^']*'|\d\d:\d\d(:\d\d)?", "", words)


def _first(answers: list[tuple[int, str]]) -> str:
    """Where two answers part, to be read in a failure."""
    one, other = (a[1] for a in answers)
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"


BODIES: dict[str, dict[str, Any]] = {
    "steps": {"to": "triaged"},
    "corrections": {"fields": {"act": "explosion"}, "reason": "Example."},
    "decision": {"verdict": "confirmed", "seen": "x"},
}
MISSING = {
    "incident_id": "inc-0123456789abcdef",
    "report_id": "r-0123456789abcdef0123",
    "correction_id": "cor-0123456789abcdef",
    "call_id": "c-0123456789abcdef0123",
    "evidence_id": "e-0123456789abcdef0123",
    "text": "999999",
    "submission": "999999",
}


@pytest.mark.parametrize("name", ["miro", "viktor", "sefa", "hedda", "sarn", "rana", "ada", "outsider"])
def test_what_is_closed_answers_as_what_is_not_there(
    closed: dict[str, str], signed_in: Callable[[str], Any], name: str
) -> None:
    """Every page and step with an id in its address, for everybody who was not let in: alike, word for word."""
    client = signed_in(name)
    there, absent = _addresses(closed), _addresses(MISSING)
    assert len(there) > 20
    differing = []
    for pattern in there:
        for method in ("get", "post"):
            answers = []
            for ids, addresses in ((closed, there), (MISSING, absent)):
                with transaction.atomic():
                    data = {k: str(v) for k, v in STEP.items()} if method == "post" else {}
                    answers.append(_told(getattr(client, method)(addresses[pattern], data), ids))
                    transaction.set_rollback(True)
            if answers[0] != answers[1]:
                differing.append((method, pattern, answers[0][0], answers[1][0], _first(answers)))
    assert differing == []


def test_programs_are_told_no_more(closed: dict[str, str], settled: Callable[[str], Any]) -> None:
    """The same by the interface, for a monitor who was not let in: status and problems alike."""
    from truceline.web.api import operations

    program = Program(settled("viktor"))
    differing = []
    for path, operation in operations():
        if "{" not in path:
            continue
        for method in operation.methods:
            answers = []
            for ids in (closed, MISSING):
                address = path
                for key, value in ids.items():
                    address = address.replace(f"{{{key}}}", value)
                body = BODIES.get(path.rpartition("/")[2], {}) | (
                    {"report_id": ids["report_id"]} if path.endswith("/corrections") else {}
                )
                headers = {"If_Match": '"1"', "Idempotency_Key": f"what-answers-{ids is closed}"}
                with transaction.atomic():
                    answer = program.call(method, address, body if method != "GET" else None, **headers)
                    answers.append(_told(answer, ids))
                    transaction.set_rollback(True)
            if answers[0] != answers[1]:
                differing.append((method, path, answers[0][0], answers[1][0], _first(answers)))
    assert differing == []
