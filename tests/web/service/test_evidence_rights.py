"""Who may attach, copy and open evidence; compartments; custody; how a file is handed out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.service import evidence_files as files
from tests.web.service.evidence_files import RAW, attached, body, entries, hand_in

# who: (knows of the item, takes the copy, opens the original); the item lies with rana's open report
OPEN = {
    "rana": (True, False, False),
    "miro": (True, True, False),
    "vera": (True, True, True),
    "viktor": (True, True, False),  # a verifier who was not let into the compartment of sources
    "olga": (True, True, True),
    "sefa": (True, True, False),
    "gamal": (False, False, False),
    "sarn": (False, False, False),
    "ada": (False, False, False),
    "outsider": (False, False, False),
}


@pytest.mark.parametrize("name", OPEN)
def test_who_may_do_what_with_evidence(vault: Path, own_report: Any, person: Any, signed_in: Any, name: str) -> None:
    """Deny by default: copies for the mission, originals for verifiers and officers let into the sources."""
    from truceline.web.evidence.models import Item

    item = attached(signed_in, own_report, files.picture())
    client = signed_in(name)
    known, copy, original = OPEN[name]
    assert Item.objects.visible_to(person(name)).filter(pk=item.pk).exists() == known
    assert (client.get(f"/evidence/{item.pk}/").status_code == 200) == copy
    assert (client.post(f"/evidence/{item.pk}/copy/").status_code == 200) == copy
    opened = client.post(f"/evidence/{item.pk}/original/", {"reason": "To compare shadows."})
    assert (opened.status_code == 200) == original
    if original:
        assert body(opened) == files.picture()


def test_compartments_inherit(vault: Path, person: Any, signed_in: Any) -> None:
    """A party's file is closed to all who are not inside: verifiers with the sources, and the other party."""
    from truceline.web.evidence.models import Item
    from truceline.web.intake.actions import submit_report

    closed = submit_report(person("gamal"), RAW, "key-of-gamal-1").reports.get()
    item = attached(signed_in, closed, files.picture(), "gamal")
    assert item.compartment == "government"
    for name in ("vera", "miro", "hedda", "rana", "sefa"):
        assert not Item.objects.visible_to(person(name)).exists()
        assert signed_in(name).post(f"/evidence/{item.pk}/original/", {"reason": "x"}).status_code in (403, 404)
    vera = person("vera")
    vera.compartments.add("government")
    assert signed_in("vera").post(f"/evidence/{item.pk}/original/", {"reason": "x"}).status_code == 200


ATTACH = {"rana": 302, "miro": 302, "vera": 302, "sefa": 403, "gamal": 404, "sarn": 403, "ada": 403, "outsider": 403}


@pytest.mark.parametrize("name", ATTACH)
def test_who_may_attach(vault: Path, own_report: Any, signed_in: Any, name: str) -> None:
    """To one's own report, or as the mission to what one sees; to nobody else's."""
    given = {"file": SimpleUploadedFile("x.jpg", files.picture())}
    answer = signed_in(name).post(f"/reports/{own_report.pk}/evidence/", given)
    assert answer.status_code == ATTACH[name]
    assert not list((vault / "incoming").glob("*")) or answer.status_code != 302


def test_custody_tells_every_hand(vault: Path, own_report: Any, signed_in: Any) -> None:
    """Received, copy taken, original opened with its reason: one entry each, in order, on the page of the file."""
    item = attached(signed_in, own_report, files.picture())
    signed_in("miro").post(f"/evidence/{item.pk}/copy/")
    refused = signed_in("vera").post(f"/evidence/{item.pk}/original/", {"reason": " "})
    assert b"E-EVI-007" in refused.content
    signed_in("vera").post(f"/evidence/{item.pk}/original/", {"reason": "To compare shadows."})
    assert entries(item.pk) == [
        ("rana", "receive_evidence"),
        ("miro", "take_evidence_copy"),
        ("vera", "open_evidence_original"),
    ]
    page = signed_in("miro").get(f"/evidence/{item.pk}/").content.decode()
    assert "To compare shadows." in page and page.index("took a working copy") < page.index("opened the original")
    assert "name-0.bin" not in page  # a name may name a source: it belongs to the original
    assert "name-0.bin" in signed_in("vera").get(f"/evidence/{item.pk}/").content.decode()


def test_files_are_handed_out_as_attachments(vault: Path, own_report: Any, signed_in: Any) -> None:
    """No browser opens them in our name: attachment, no sniffing, sandboxed, no caches, a name of ours."""
    item = attached(signed_in, own_report, files.picture())
    answer = signed_in("vera").post(f"/evidence/{item.pk}/copy/")
    assert answer["Content-Disposition"] == f'attachment; filename="{item.pk}-copy.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert signed_in("vera").get(f"/evidence/{item.pk}/copy/").status_code == 405


def test_a_form_without_its_token_is_not_taken(vault: Path, own_report: Any, signed_in: Any) -> None:
    """Reading the files before the token must not let a foreign page hand them in."""
    from truceline.web.evidence.models import Item

    client = signed_in("rana", enforce_csrf_checks=True)
    given = {"file": SimpleUploadedFile("x.jpg", files.picture())}
    assert client.post(f"/reports/{own_report.pk}/evidence/", given).status_code == 403
    assert not Item.objects.exists()


def test_an_incident_shows_the_files_of_its_reports_and_its_own(vault: Path, signed_in: Any) -> None:
    """Files attached to the incident and to each of its reports stand on its page; outside the mission none does."""
    from truceline.web.casework.grouping import group_new_reports
    from truceline.web.casework.models import Incident
    from truceline.web.evidence.models import Item

    while group_new_reports():
        pass
    incident = Incident.objects.order_by("pk").first()
    of_report = incident.members.first().report
    hand_in(signed_in("miro"), f"/incidents/{incident.pk}/evidence/", files.picture(), caption="The crater, example")
    hand_in(signed_in("miro"), f"/reports/{of_report.pk}/evidence/", files.VIDEO)
    page = signed_in("vera").get(f"/incidents/{incident.pk}/").content.decode()
    assert "The crater, example" in page and "video/mp4" in page and page.count("/copy/") == 1
    Incident.objects.filter(pk=incident.pk).update(
        state="assessed", issued_at="2029-01-01T00:00Z", issued_day="2029-01-01T00:00Z"
    )
    for name in ("sarn", "gamal"):
        outside = signed_in(name).get(f"/incidents/{incident.pk}/")
        assert (
            outside.status_code == 200 and b"The crater" not in outside.content and b"evidence" not in outside.content
        )
    assert Item.objects.count() == 2


def test_nobody_is_told_that_a_file_is_held_already(vault: Path, own_report: Any, signed_in: Any, person: Any) -> None:
    """A reporter who hands in what the mission has with the report gets a receipt of their own, as if it were new."""
    from tests.web.service.test_evidence_by_program import ask
    from truceline.web.evidence.models import Item

    data, address = files.picture(), f"reports/{own_report.pk}"
    held = attached(signed_in, own_report, data, name="miro")
    told = ask(person("rana"), address, data, caption="Mine.")
    assert told.status_code == 201 and told.json()["caption"] == "Mine." and told.json()["evidence_id"] != held.pk
    assert ask(person("rana"), address, data, caption="Mine.").status_code == 200
    assert ask(person("rana"), address, data, "key-of-another").json()["evidence_id"] == told.json()["evidence_id"]
    assert [i.received_by.username for i in Item.objects.filter(report=own_report)].count("rana") == 1
    assert ask(person("miro"), address, data, "key-of-miro").json()["evidence_id"] == held.pk
