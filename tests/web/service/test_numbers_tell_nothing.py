"""People outside of the mission see no number that counts what it is told, asks and does: none could be subtracted."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.web.service.test_intake import Program
from truceline.web.opaque import opaque


def test_a_number_is_turned_over_and_back(db: Any) -> None:
    """Each has one name, in no order of theirs, and digits that nobody was given are no page."""
    from truceline.web.opaque import opaque, plain_number

    numbers = [*range(1, 400), 2**31, 2**62]
    names = [opaque(n) for n in numbers]
    assert [plain_number(n) for n in names] == numbers and len(set(names)) == len(names)
    rising = sum(a < b for a, b in pairwise(names))
    assert 120 < rising < 280 and all(re.fullmatch("[0-9a-f]{16}", n) for n in names)


def test_two_receipts_of_a_party_cannot_be_subtracted(
    signed_in: Callable[[str], Any], person: Callable[[str], Any]
) -> None:
    """Neither the address of a receipt nor any of its words is a place in the log or a count of what came in."""
    from truceline.web.intake.models import Report, Submission

    for name, key in (("gamal", "numbers-1"), ("rana", "numbers-2"), ("gamal", "numbers-3")):
        asked = {"act": "shelling", "day": "2030-05-20", "place_name": "Osk", "step": "send", "key": key}
        address = signed_in(name).post("/intake/report/", asked).url
        made = Submission.objects.get(key=key)
        report = Report.objects.get(submission=made)
        for page in (address, f"/reports/{report.pk}/"):
            shown = signed_in(name).get(page)
            words = re.sub(r"<[^>]*>", " ", shown.content.decode())
            assert shown.status_code == 200 and report.digest[:16] in words
            timeless = re.sub(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}", "", words)  # minutes may be any number
            assert not re.search(rf"\b({report.audit_seq}|entry)\b", timeless), page
        assert signed_in(name).get(f"/intake/{made.pk}/").status_code == 404
        assert str(made.pk) not in re.sub("[0-9a-f]{16}", "", address)
    assert signed_in("gamal").get("/intake/ffffffffffffffff/").status_code == 404
    miro = signed_in("miro").get(f"/reports/{Report.objects.get(submission__key='numbers-2').pk}/")
    assert "log entry" in miro.content.decode()


def test_a_reporters_program_gets_no_count(person: Callable[[str], Any]) -> None:
    """The receipt names the report and when it came in; a monitor's holds the place in the log, too."""
    raw = {"occurred_from": "2030-05-20T10:00Z", "act": "shelling"}
    told = Program(person("rana")).call("POST", "/reports", raw, Idempotency_Key="numbers-of-rana").json()
    assert told["submission"] is None and told["log_entry"] is None and told["report_id"].startswith("r-")
    told = Program(person("miro")).call("POST", "/reports", raw, Idempotency_Key="numbers-of-miro").json()
    assert told["submission"] and told["log_entry"]


def test_neither_a_files_receipt_nor_the_name_of_a_download_is_a_count(
    vault: Path, own_report: Any, signed_in: Callable[[str], Any], person: Callable[[str], Any]
) -> None:
    """A reporter's program gets no place in the log for a file; the download of refused rows is called by no number."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from tests.web.service.evidence_files import picture
    from tests.web.service.test_permissions import bearer

    for name, told in (("rana", False), ("miro", True)):
        headers = bearer(person(name)) | {"Idempotency-Key": f"numbers-file-{name}"}
        file = {"file": SimpleUploadedFile("a.jpg", picture(shade=77))}
        made = Client().post(f"/api/reports/{own_report.pk}/evidence", file, headers=headers).json()
        assert (made["log_entry"] is not None) == told
    number = own_report.submission_id
    answer = signed_in("rana").get(f"/intake/{opaque(number)}/rejects.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="rejects-{opaque(number)}.csv"'


def test_a_token_is_closed_by_a_number_that_counts_none(signed_in: Callable[[str], Any]) -> None:
    from truceline.web.accounts.models import Token

    client = signed_in("rana")
    page = client.post("/me/tokens/", {"label": "mine", "scopes": ["report.read"]}).content.decode()
    one = Token.objects.get(label="mine")
    assert f'value="{opaque(one.pk)}"' in page and f'value="{one.pk}"' not in page
    for odd in (str(one.pk), "", "x", "0" * 16, "f" * 16):
        assert client.post("/me/tokens/", {"revoke": odd}).status_code == 403
    assert client.post("/me/tokens/", {"revoke": opaque(one.pk)}).status_code == 302
    one.refresh_from_db()
    assert one.revoked_at is not None
