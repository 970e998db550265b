"""Evidence: kept once as received, copied without metadata, opened by whom it is for, every hand on it in the log."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.service import evidence_files as files

RAW = {"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": "Example."}


@pytest.fixture
def store(db: Path, tmp_path: Path) -> Iterator[Path]:
    """A store of this test's own: what is sealed cannot be rolled back."""
    from django.test import override_settings

    with override_settings(EVIDENCE=tmp_path / "evidence"):
        yield tmp_path / "evidence"


@pytest.fixture
def report(person: Callable[[str], Any]) -> Any:
    from truceline.web.intake.actions import submit_report

    return submit_report(person("rana"), RAW, "key-of-evidence").reports.get()


def hand_in(client: Any, address: str, *contents: bytes, caption: str = "") -> Any:
    given = [SimpleUploadedFile(f"name-{n}.bin", content) for n, content in enumerate(contents)]
    return client.post(address, {"file": given, "caption": caption}, follow=True)


def attached(signed_in: Any, report: Any, content: bytes, name: str = "rana") -> Any:
    from truceline.web.evidence.models import Item

    hand_in(signed_in(name), f"/reports/{report.pk}/evidence/", content)
    return Item.objects.get(report=report, sha256=hashlib.sha256(content).hexdigest())


def entries(item_id: str) -> list[tuple[str, str]]:
    from truceline.web.audit.queries import history_of

    return [(e.actor, e.action) for e in history_of("evidence", [item_id])]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_sealed_under_its_hash(store: Path, report: Any, signed_in: Any) -> None:
    """As received, read-only, once for the same content, its receipt in the log with its hash; a retry adds nothing."""
    from truceline.web.audit.models import Entry

    content = files.picture()
    item = attached(signed_in, report, content)
    sealed = store / "originals" / item.sha256[:2] / item.sha256
    assert sealed.read_bytes() == content and stat.S_IMODE(sealed.stat().st_mode) == 0o400
    assert (item.media_type, item.size, item.file_name) == ("image/jpeg", len(content), "name-0.bin")
    entry = Entry.objects.get(seq=item.audit_seq)
    assert (entry.actor, entry.action, entry.rows_count) == ("rana", "receive_evidence", 1)
    assert json.loads(entry.detail)["sha256"] == item.sha256
    count = Entry.objects.exclude(action="sign_in").count()
    assert attached(signed_in, report, content).pk == item.pk
    assert Entry.objects.exclude(action="sign_in").count() == count
    assert list((store / "incoming").iterdir()) == []


def test_the_same_content_elsewhere_is_one_file_and_two_items(store: Path, report: Any, signed_in: Any) -> None:
    """Attached to a second report by another person, it is a second item with its own custody over one sealed file."""
    from truceline.web.evidence.models import Item
    from truceline.web.intake.models import Report

    content = files.picture()
    other = Report.objects.filter(compartment=None).exclude(pk=report.pk).first()
    attached(signed_in, report, content)
    attached(signed_in, other, content, "miro")
    assert Item.objects.filter(sha256=hashlib.sha256(content).hexdigest()).count() == 2
    assert len(list((store / "originals").glob("??/*"))) == 1


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_working_copy_shows_the_picture_and_nothing_of_its_maker(
    store: Path, report: Any, signed_in: Any, format_name: str
) -> None:
    """Maker, position, XMP and comments are gone, byte for byte; the picture is upright and looks the same."""
    from PIL import Image

    content = files.picture(format_name)
    assert files.SECRET in content
    item = attached(signed_in, report, content)
    copy = (store / "working" / item.working_sha256[:2] / item.working_sha256).read_bytes()
    assert hashlib.sha256(copy).hexdigest() == item.working_sha256
    assert files.SECRET not in copy and b"Exif" not in copy and b"xmp" not in copy.lower()
    assert {"exif", "position"} - ({"position"} if format_name == "TIFF" else set()) <= set(item.removed)
    shown = Image.open(io.BytesIO(copy))
    assert shown.size == (48, 64) and dict(shown.getexif().get_ifd(0x8825)) == {}
    top, bottom = shown.convert("L").getpixel((24, 8)), shown.convert("L").getpixel((24, 56))
    assert top < 40 and abs(bottom - 120) < 8


def test_all_pages_of_a_scan_are_copied(store: Path, report: Any, signed_in: Any) -> None:
    """A TIFF of three pages has three in its working copy."""
    from PIL import Image

    pages = [Image.new("L", (8, 8), shade) for shade in (10, 120, 240)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    item = attached(signed_in, report, out.getvalue())
    copy = Image.open(store / "working" / item.working_sha256[:2] / item.working_sha256)
    assert copy.n_frames == 3
    copy.seek(2)
    assert copy.getpixel((4, 4)) == 240


def test_the_working_copy_of_a_pdf_has_its_pages_alone(store: Path, report: Any, signed_in: Any) -> None:
    """Author, XMP, attachment, the comment's author and the camera data of the picture inside are gone; pages stay."""
    from pypdf import PdfReader

    content = files.document()
    assert files.all_bytes_of_pdf(content).count(files.SECRET) >= 4
    item = attached(signed_in, report, content)
    copy = (store / "working" / item.working_sha256[:2] / item.working_sha256).read_bytes()
    assert files.SECRET not in files.all_bytes_of_pdf(copy)
    reader = PdfReader(io.BytesIO(copy))
    assert len(reader.pages) == 2 and not reader.metadata and reader.pages[0].images[0].image.size == (64, 48)
    assert {"document", "xmp", "attachments", "embedded"} <= set(item.removed)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (files.VIDEO, "kind"),
        (files.document(locked="secret"), "encrypted"),
        (files.picture()[:60], "unreadable"),
        (b"%PDF-1.7 broken", "unreadable"),
    ],
    ids=["video", "locked", "broken picture", "broken pdf"],
)
def test_what_cannot_be_copied_is_sealed_and_says_why(
    store: Path, report: Any, signed_in: Any, content: bytes, note: str
) -> None:
    """Kept as received, no working copy, and the page says the reason; asking for the copy is E-EVI-006."""
    item = attached(signed_in, report, content)
    assert (item.working_sha256, item.working_note) == ("", note)
    assert (store / "originals" / item.sha256[:2] / item.sha256).read_bytes() == content
    assert b"E-EVI-006" in signed_in("vera").post(f"/evidence/{item.pk}/copy/").content


def test_a_picture_made_to_fill_the_memory_is_not_decoded(store: Path, report: Any, signed_in: Any) -> None:
    """A small file that claims 60,000 by 60,000 pixels is kept, without a copy."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    assert attached(signed_in, report, bomb).working_note in ("too_large", "unreadable")


REFUSED = {
    "E-EVI-001": b"MZ\x90\x00 a program called photo.jpg",
    "E-EVI-002": files.picture() + bytes(400_000),
    "E-EVI-003": b"",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_not_kept_and_the_refusal_is_logged(
    store: Path, report: Any, signed_in: Any, settings_of: Any, code: str
) -> None:
    """By its content, not its name; by size; when empty. Good files of the same form are taken all the same."""
    from truceline.web.audit.models import Entry
    from truceline.web.evidence.models import Item

    settings_of(MOST_EVIDENCE_BYTES=300_000)
    good = files.picture(shade=90)
    answer = hand_in(signed_in("rana"), f"/reports/{report.pk}/evidence/", REFUSED[code], good)
    assert code.encode() in answer.content
    assert [i.sha256 for i in Item.objects.all()] == [hashlib.sha256(good).hexdigest()]
    assert len(list((store / "originals").glob("??/*"))) == 1 and list((store / "incoming").iterdir()) == []
    refused = Entry.objects.get(action="refuse_evidence")
    assert json.loads(refused.detail)["code"] == code and refused.target_id == report.pk
    assert "name-0" not in refused.detail  # a file's name may name a person


@pytest.fixture
def settings_of(db: Path) -> Iterator[Callable[..., None]]:
    from contextlib import ExitStack

    from django.test import override_settings

    with ExitStack() as stack:
        yield lambda **changed: stack.enter_context(override_settings(**changed)) and None


def test_the_kind_is_told_by_content() -> None:
    """Each kind by its first bytes; a program, a web page and an archive are none."""
    from truceline.web.evidence.kinds import kind_of

    heads = {
        "image/jpeg": files.picture(),
        "image/png": files.picture("PNG"),
        "image/webp": files.picture("WEBP"),
        "image/tiff": files.picture("TIFF"),
        "application/pdf": files.document(),
        "video/mp4": files.VIDEO,
        "video/quicktime": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00",
        "video/3gpp": b"\x00\x00\x00\x18ftyp3gp5\x00\x00\x00\x00",
        "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        "video/webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm",
        "video/x-matroska": b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska",
        "audio/wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
        "audio/mpeg": b"ID3\x04\x00",
        "audio/ogg": b"OggS\x00",
        "audio/amr": b"#!AMR\n",
    }
    for media_type, head in heads.items():
        found = kind_of(head[:4096])
        assert found and found.media_type == media_type
    for none in (b"MZ\x90", b"<html>", b"PK\x03\x04", b"#!/bin/sh", b"", b"\x00\x00\x00\x18ftypzzzz"):
        assert kind_of(none) is None


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
def test_who_may_do_what_with_evidence(store: Path, report: Any, person: Any, signed_in: Any, name: str) -> None:
    """Deny by default: copies for the mission, originals for verifiers and officers let into the sources."""
    from truceline.web.evidence.models import Item

    item = attached(signed_in, report, files.picture())
    client = signed_in(name)
    known, copy, original = OPEN[name]
    assert Item.objects.visible_to(person(name)).filter(pk=item.pk).exists() == known
    assert (client.get(f"/evidence/{item.pk}/").status_code == 200) == copy
    assert (client.post(f"/evidence/{item.pk}/copy/").status_code == 200) == copy
    opened = client.post(f"/evidence/{item.pk}/original/", {"reason": "To compare shadows."})
    assert (opened.status_code == 200) == original
    if original:
        assert body(opened) == files.picture()


def test_compartments_inherit(store: Path, person: Any, signed_in: Any) -> None:
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
def test_who_may_attach(store: Path, report: Any, signed_in: Any, name: str) -> None:
    """To one's own report, or as the mission to what one sees; to nobody else's."""
    given = {"file": SimpleUploadedFile("x.jpg", files.picture())}
    answer = signed_in(name).post(f"/reports/{report.pk}/evidence/", given)
    assert answer.status_code == ATTACH[name]
    assert not list((store / "incoming").glob("*")) or answer.status_code != 302


def test_custody_tells_every_hand(store: Path, report: Any, signed_in: Any) -> None:
    """Received, copy taken, original opened with its reason: one entry each, in order, on the page of the file."""
    item = attached(signed_in, report, files.picture())
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


def test_files_are_handed_out_as_attachments(store: Path, report: Any, signed_in: Any) -> None:
    """No browser opens them in our name: attachment, no sniffing, sandboxed, no caches, a name of ours."""
    item = attached(signed_in, report, files.picture())
    answer = signed_in("vera").post(f"/evidence/{item.pk}/copy/")
    assert answer["Content-Disposition"] == f'attachment; filename="{item.pk}-copy.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert signed_in("vera").get(f"/evidence/{item.pk}/copy/").status_code == 405


def test_a_form_without_its_token_is_not_taken(store: Path, report: Any, signed_in: Any) -> None:
    """Reading the files before the token must not let a foreign page hand them in."""
    from truceline.web.evidence.models import Item

    client = signed_in("rana", enforce_csrf_checks=True)
    given = {"file": SimpleUploadedFile("x.jpg", files.picture())}
    assert client.post(f"/reports/{report.pk}/evidence/", given).status_code == 403
    assert not Item.objects.exists()


def test_an_altered_file_is_not_handed_out(store: Path, report: Any, signed_in: Any) -> None:
    """Its hash is checked first; the attempt and what was found are in the log; a new upload of it is refused."""
    item = attached(signed_in, report, files.picture())
    sealed = store / "originals" / item.sha256[:2] / item.sha256
    sealed.chmod(0o600)
    sealed.write_bytes(files.picture(shade=10))
    answer = signed_in("vera").post(f"/evidence/{item.pk}/original/", {"reason": "To look."})
    assert answer.status_code == 422 and b"E-EVI-005" in answer.content
    assert entries(item.pk)[-1] == ("vera", "evidence_does_not_hold")


def test_verify_says_which_file_is_missing_or_altered(store: Path, report: Any, signed_in: Any) -> None:
    """All hold; then a missing original and an altered copy are each told with their item; leftovers are no fault."""
    from truceline.web.evidence.queries import verify_store

    first = attached(signed_in, report, files.picture())
    second = attached(signed_in, report, files.picture(shade=60))
    (store / "originals" / "00").mkdir()
    (store / "originals" / "00" / ("0" * 64)).write_bytes(b"left by a crash")
    good = verify_store()
    assert (good.files, good.faults, good.unnamed) == (4, [], 1)
    (store / "originals" / first.sha256[:2] / first.sha256).unlink()
    copy = store / "working" / second.working_sha256[:2] / second.working_sha256
    copy.chmod(0o600)
    copy.write_bytes(b"another")
    found = verify_store()
    assert [f for f in found.faults if first.pk in f and "original" in f and "missing" in f]
    assert [f for f in found.faults if second.pk in f and "working copy" in f and "altered" in f]
    assert len(found.faults) == 2


def test_a_changed_row_breaks_the_chain(store: Path, report: Any, signed_in: Any) -> None:
    """The row of a file is under a Merkle root: another hash written into it is found; the trigger refuses it first."""
    from django.db import DatabaseError, connection, transaction

    from truceline.web.audit.rows import changed_rows
    from truceline.web.audit.triggers import removals

    item = attached(signed_in, report, files.picture())
    assert list(changed_rows()) == []
    change = "UPDATE evidence_item SET sha256 = 'x'"
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(change)
        for statement in removals("evidence_item", "sqlite"):
            cursor.execute(statement)
        cursor.execute(change)
    assert list(changed_rows()) == [
        f"entry {item.audit_seq}: its evidence were changed, taken out or added to after they were taken"
    ]


def test_an_incident_shows_the_files_of_its_reports_and_its_own(store: Path, signed_in: Any) -> None:
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
    Incident.objects.filter(pk=incident.pk).update(state="assessed", issued_at="2029-01-01T00:00Z")
    for name in ("sarn", "gamal"):
        outside = signed_in(name).get(f"/incidents/{incident.pk}/")
        assert (
            outside.status_code == 200 and b"The crater" not in outside.content and b"evidence" not in outside.content
        )
    assert Item.objects.count() == 2
