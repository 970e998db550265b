"""Evidence through the interface for programs: one file a request, a key a file, the eyes of the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service import evidence_files as files
from tests.web.service.test_permissions import bearer
from truceline.web.opaque import opaque


def ask(person: Any, address: str, content: bytes | None, key: str = "key-of-a-file", **typed: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    data = typed | ({"file": SimpleUploadedFile("scene.jpg", content)} if content is not None else {})
    headers = bearer(person) | {"Idempotency-Key": key}
    return Client().post(f"/api/{address}/evidence", data, headers=headers)


def listed(person: Any, address: str) -> Any:
    from django.test import Client

    return Client().get(f"/api/{address}/evidence", headers=bearer(person))


def code_of(answer: Any) -> str:
    return str(answer.json()["problems"][0]["code"])


def test_a_file_is_attached_once_however_often_it_is_sent(vault: Path, own_report: Any, person: Any) -> None:
    """201, then 200 with the same; another file under the key is 409, the same file under another key is the first."""
    from truceline.web.audit.models import Entry
    from truceline.web.evidence.models import Item

    rana, address = person("rana"), f"reports/{own_report.pk}"
    first = ask(rana, address, files.picture(), caption="A crater, example")
    again = ask(rana, address, files.picture(), caption="A crater, example")
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    told = first.json()
    assert told["caption"] == "A crater, example" and told["file_name"] == "scene.jpg"
    assert (vault / "originals" / told["sha256"][:2] / told["sha256"]).exists()
    assert (vault / "working" / told["working_copy"][:2] / told["working_copy"]).exists()
    other = ask(rana, address, files.picture(shade=90))
    assert other.status_code == 409 and code_of(other) == "E-WEB-003"
    count = Entry.objects.count()
    assert ask(rana, address, files.picture(), "another-key").status_code == 200
    entry = Entry.objects.order_by("-seq").first()
    assert entry and (entry.action, entry.target_id) == ("take_key", told["evidence_id"])
    assert ask(rana, address, files.picture(), "another-key").status_code == 200
    assert Entry.objects.count() == count + 1
    assert Item.objects.filter(report=own_report).count() == 1
    assert list((vault / "incoming").iterdir()) == []


def test_a_key_stands_for_one_thing_reports_and_files_alike(vault: Path, own_report: Any, person: Any) -> None:
    """The key of a report is no key for a file; and what was handed in as a file has no receipt page."""
    from django.test import Client

    from truceline.web.intake.models import Submission

    rana, address = person("rana"), f"reports/{own_report.pk}"
    assert ask(rana, address, files.picture(), "key-of-evidence").status_code == 409
    assert ask(rana, address, files.picture()).status_code == 201
    client = Client()
    client.force_login(rana)
    assert client.get(f"/intake/{opaque(Submission.objects.get(key='key-of-a-file').pk)}/").status_code == 404
    body = json.dumps({"occurred_from": "2030-05-01T10:00Z"})
    headers = bearer(rana) | {"Idempotency-Key": "key-of-a-file"}
    assert Client().post("/api/reports", body, "application/json", headers=headers).status_code == 409


def test_what_is_refused_says_why_and_may_be_sent_again(
    vault: Path, own_report: Any, person: Any, settings_of: Any
) -> None:
    """Kind, size, emptiness, no file, a caption that is too long, a body that is no form: each a code, none kept."""
    settings_of(MOST_EVIDENCE_BYTES=30_000)
    rana, address = person("rana"), f"reports/{own_report.pk}"
    for content, code in ((b"GIF89a...", "E-EVI-001"), (bytes(40_000), "E-EVI-002"), (b"", "E-EVI-003")):
        answer = ask(rana, address, content)
        assert answer.status_code == 422 and code_of(answer) == code
    assert code_of(ask(rana, address, None, caption="nothing")) == "E-WEB-082"
    assert code_of(ask(rana, address, files.picture(), caption="x" * 501)) == "E-WEB-082"
    assert code_of(ask(rana, address, files.picture(), "short")) == "E-WEB-002"
    from django.test import Client

    broken = Client().post(
        f"/api/{address}/evidence",
        b"no form",
        "multipart/form-data",
        headers=bearer(rana) | {"Idempotency-Key": "key-of-a-file"},
    )
    assert broken.status_code == 400 and code_of(broken) == "E-WEB-082"
    assert listed(rana, address).json() == {"evidence": []} and list((vault / "incoming").iterdir()) == []
    assert ask(rana, address, files.picture()).status_code == 201


def test_a_server_that_dies_before_the_key_is_kept_answers_the_retry(
    vault: Path, own_report: Any, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was sealed, no success was said: the same request again finds it, and it is there once."""
    from truceline.web.evidence import keyed
    from truceline.web.evidence.models import Item

    def died(*_: Any, **__: Any) -> None:
        raise OSError("died")

    with monkeypatch.context() as patch:
        patch.setattr(keyed.Submission.objects, "create", died)
        with pytest.raises(OSError, match="died"):
            ask(person("rana"), f"reports/{own_report.pk}", files.picture())
    assert ask(person("rana"), f"reports/{own_report.pk}", files.picture()).status_code == 200
    assert Item.objects.filter(report=own_report).count() == 1


def test_who_may_not_see_a_file_is_not_told_of_it(vault: Path, filed: Any, person: Any) -> None:
    """The mission reads the list, without names unless it may open originals; parties and guarantors find nothing."""
    report = filed.members.get().report
    assert ask(person("rana"), f"reports/{report.pk}", files.picture()).status_code == 201
    assert ask(person("rana"), f"incidents/{filed.pk}", files.picture()).status_code == 404
    assert ask(person("miro"), f"incidents/{filed.pk}", files.VIDEO).status_code == 201
    of_report = listed(person("miro"), f"reports/{report.pk}").json()["evidence"]
    assert [f["file_name"] for f in of_report] == [None] and of_report[0]["working_copy"]
    assert [f["file_name"] for f in listed(person("vera"), f"reports/{report.pk}").json()["evidence"]] == ["scene.jpg"]
    assert len(listed(person("viktor"), f"incidents/{filed.pk}").json()["evidence"]) == 2
    assert [f["sha256"] for f in listed(person("rana"), f"reports/{report.pk}").json()["evidence"]]
    for name in ("gamal", "hedda", "sarn", "ada"):
        for address in (f"reports/{report.pk}", f"incidents/{filed.pk}"):
            answer = listed(person(name), address)
            assert answer.status_code in (403, 404) and of_report[0]["sha256"][:16] not in answer.content.decode()
    type(filed).objects.filter(pk=filed.pk).update(state="assessed")  # issued, but the file was not released with it
    assert "sha256" not in listed(person("gamal"), f"incidents/{filed.pk}").content.decode()
