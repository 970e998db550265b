"""What a file tells of its maker is in no working copy and no bag; what is made to run is handed out tame."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.web.service import telling_files as files
from tests.web.service.evidence_files import attached, body
from tests.web.service.more_pdf_traps import PDFS


@pytest.mark.parametrize("kind", [*files.CLEANED, *PDFS])
def test_a_working_copy_holds_no_secret(vault: Path, own_report: Any, signed_in: Any, kind: str) -> None:
    """Made by hand with the secret wherever the format has room; the copy, unpacked, holds it nowhere."""
    data = (files.CLEANED | PDFS)[kind]()
    assert files.holds_secret(data), "the file holds no secret: the test says nothing"
    item = attached(signed_in, own_report, data)
    if item.working_note:
        assert kind in PDFS and item.working_note == "carries", item.working_note
        return
    copy = signed_in("miro").post(f"/evidence/{item.pk}/copy/")
    assert not files.holds_secret(body(copy))


@pytest.mark.parametrize("kind", files.UNCLEANED)
def test_what_cannot_be_cleaned_has_no_copy_and_says_so(
    vault: Path, own_report: Any, signed_in: Any, kind: str
) -> None:
    item = attached(signed_in, own_report, files.UNCLEANED[kind]())
    assert (item.working_sha256, item.working_note) == ("", "kind")
    miro = signed_in("miro")
    assert miro.post(f"/evidence/{item.pk}/copy/").status_code == 422
    page = miro.get(f"/evidence/{item.pk}/").content.decode()
    assert "video, sound and HEIC are kept sealed only" in page and files.SECRET not in page


@pytest.mark.parametrize("kind", files.REFUSED)
def test_what_is_no_evidence_is_refused_whatever_it_is_called(
    vault: Path, own_report: Any, signed_in: Any, kind: str
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from truceline.web.evidence.models import Item

    data = files.REFUSED[kind]()
    for name in ("scene.jpg", "scene.png", "scene.pdf"):
        given = SimpleUploadedFile(name, data, content_type="image/jpeg")
        page = signed_in("rana").post(f"/reports/{own_report.pk}/evidence/", {"file": given}, follow=True)
        assert "E-EVI-001" in page.content.decode()
    assert not Item.objects.filter(report=own_report).exists()


def test_a_bag_without_originals_names_nobody(vault: Path, filed: Any, signed_in: Any) -> None:
    """Every kind of file, each under a telling name: neither bytes nor tables of the bag hold the secret, nor who sent
    them."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    report = filed.members.get().report
    made = [one() for one in (files.CLEANED | files.UNCLEANED).values()]
    for some in (made[:10], made[10:]):
        given = [SimpleUploadedFile(f"{files.SECRET}-{n}.bin", data) for n, data in enumerate(some)]
        signed_in("rana").post(f"/reports/{report.pk}/evidence/", {"file": given})
    assert report.evidence.count() == len(made)
    answer = signed_in("olga").post(f"/incidents/{filed.pk}/export/")
    with zipfile.ZipFile(io.BytesIO(body(answer))) as bag:
        members = {name: bag.read(name) for name in bag.namelist()}
    assert sum("/data/working/" in name for name in members) == len(files.CLEANED)
    for name, data in members.items():
        assert not files.holds_secret(data) and files.SECRET not in name, name
        if name.endswith((".json", ".csv", ".txt")):
            assert b'"rana"' not in data and b",rana," not in data, name


def test_what_is_handed_out_runs_nowhere(vault: Path, own_report: Any, signed_in: Any) -> None:
    """A picture with a page and an archive behind it: an attachment of a declared kind under a name of the service's
    own, sandboxed, never sniffed, and not to be kept by a cache; asked for in parts it comes whole."""
    item = attached(signed_in, own_report, files.png())
    vera = signed_in("vera")
    for address in ("copy", "original"):
        sent = {"reason": "Example."}
        answer = vera.post(f"/evidence/{item.pk}/{address}/", sent, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 200 and "Content-Range" not in answer
        assert answer["Content-Type"] == "image/png" and answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == f'attachment; filename="{item.pk}-{address}.png"'
        assert "sandbox" in answer["Content-Security-Policy"] and answer["Cache-Control"] == "no-store"
        assert len(body(answer)) == int(answer["Content-Length"]) > 100
        assert vera.get(f"/evidence/{item.pk}/{address}/").status_code == 405


NAMES = {
    "turned round": "scene\u202egpj.exe",
    "a way up": "../../../etc/passwd",
    "a way up of Windows": "..\\..\\boot.ini",
    "two lines": "a\r\nX-Injected: 1.jpg",
    "number 0": "a\x00b.jpg",
    "a page": "<script>alert(1)</script>.jpg",
    "in entities": "&#x2e;&#x2e;&#x2f;&#x202e;x.jpg",
    "very long": "n" * 5000 + ".jpg",
    "nothing": "",
    "a dot": "..",
    "invisible": "\u200b\u200f\ufeff.jpg",
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_shown_as_one_line_of_what_is_seen(vault: Path, own_report: Any, signed_in: Any, kind: str) -> None:
    head = f'--B\r\nContent-Disposition: form-data; name="file"; filename="{NAMES[kind]}"\r\n\r\n'
    sent = head.encode() + files.png() + b"\r\n--B--\r\n"
    client = signed_in("rana")
    page = client.post(f"/reports/{own_report.pk}/evidence/", sent, "multipart/form-data; boundary=B", follow=True)
    assert page.status_code in (200, 400) and "X-Injected" not in page
    for item in own_report.evidence.all():
        assert item.file_name.isprintable() and not {"/", "\\"} & set(item.file_name) and len(item.file_name) <= 255
        assert "<script>alert" not in page.content.decode()
    assert not list(vault.glob("incoming/*"))


def test_a_profile_without_its_words_is_still_one() -> None:
    from PIL import ImageCms

    from truceline.web.evidence.camera_bytes import without_device

    bare = without_device(files.profile())
    assert files.holds_secret(files.profile()) and not files.holds_secret(bare)
    made = ImageCms.ImageCmsProfile(io.BytesIO(bare))
    assert ImageCms.buildTransform(made, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    assert without_device(bare) == bare and without_device(b"no profile") == b"no profile"
