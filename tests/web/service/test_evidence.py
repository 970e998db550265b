"""Evidence: kept once as received, copied without metadata, opened by whom it is for, every hand on it in the log."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service import evidence_files as files
from tests.web.service.evidence_files import attached, entries, hand_in
from tests.web.service.pdf_traps import drawn_trap, traps


def test_a_file_is_sealed_under_its_hash(vault: Path, own_report: Any, signed_in: Any) -> None:
    """As received, read-only, once for the same content, its receipt in the log with its hash; a retry adds nothing."""
    from truceline.web.audit.models import Entry

    content = files.picture()
    item = attached(signed_in, own_report, content)
    sealed = vault / "originals" / item.sha256[:2] / item.sha256
    assert sealed.read_bytes() == content and stat.S_IMODE(sealed.stat().st_mode) == 0o400
    assert (item.media_type, item.size, item.file_name) == ("image/jpeg", len(content), "name-0.bin")
    entry = Entry.objects.get(seq=item.audit_seq)
    assert (entry.actor, entry.action, entry.rows_count) == ("rana", "receive_evidence", 1)
    assert json.loads(entry.detail)["sha256"] == item.sha256
    count = Entry.objects.exclude(action="sign_in").count()
    assert attached(signed_in, own_report, content).pk == item.pk
    assert Entry.objects.exclude(action="sign_in").count() == count
    assert list((vault / "incoming").iterdir()) == []


def test_the_same_content_elsewhere_is_one_file_and_two_items(vault: Path, own_report: Any, signed_in: Any) -> None:
    """Attached to a second report by another person, it is a second item with its own custody over one sealed file."""
    from truceline.web.evidence.models import Item
    from truceline.web.intake.models import Report

    content = files.picture()
    other = Report.objects.filter(compartment=None).exclude(pk=own_report.pk).first()
    attached(signed_in, own_report, content)
    attached(signed_in, other, content, "miro")
    assert Item.objects.filter(sha256=hashlib.sha256(content).hexdigest()).count() == 2
    assert len(list((vault / "originals").glob("??/*"))) == 1


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_working_copy_shows_the_picture_and_nothing_of_its_maker(
    vault: Path, own_report: Any, signed_in: Any, format_name: str
) -> None:
    """Maker, position, XMP and comments are gone, byte for byte; the picture is upright and looks the same."""
    from PIL import Image

    content = files.picture(format_name)
    assert files.SECRET in content
    item = attached(signed_in, own_report, content)
    copy = (vault / "working" / item.working_sha256[:2] / item.working_sha256).read_bytes()
    assert hashlib.sha256(copy).hexdigest() == item.working_sha256
    assert files.SECRET not in copy and b"Exif" not in copy and b"xmp" not in copy.lower()
    assert {"exif", "position"} - ({"position"} if format_name == "TIFF" else set()) <= set(item.removed)
    shown = Image.open(io.BytesIO(copy))
    assert shown.size == (48, 64) and dict(shown.getexif().get_ifd(0x8825)) == {}
    top, bottom = shown.convert("L").getpixel((24, 8)), shown.convert("L").getpixel((24, 56))
    assert top < 40 and abs(bottom - 120) < 8


def test_all_pages_of_a_scan_are_copied(vault: Path, own_report: Any, signed_in: Any) -> None:
    """A TIFF of three pages has three in its working copy."""
    from PIL import Image

    pages = [Image.new("L", (8, 8), shade) for shade in (10, 120, 240)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    item = attached(signed_in, own_report, out.getvalue())
    copy = Image.open(vault / "working" / item.working_sha256[:2] / item.working_sha256)
    assert copy.n_frames == 3
    copy.seek(2)
    assert copy.getpixel((4, 4)) == 240


def test_the_working_copy_of_a_pdf_has_its_pages_alone(vault: Path, own_report: Any, signed_in: Any) -> None:
    """Author, XMP, attachment, the comment's author and the camera data of the picture inside are gone; pages stay."""
    from pypdf import PdfReader

    content = files.document()
    assert files.all_bytes_of_pdf(content).count(files.SECRET) >= 4
    item = attached(signed_in, own_report, content)
    copy = (vault / "working" / item.working_sha256[:2] / item.working_sha256).read_bytes()
    assert files.SECRET not in files.all_bytes_of_pdf(copy)
    reader = PdfReader(io.BytesIO(copy))
    assert len(reader.pages) == 2 and not reader.metadata and reader.pages[0].images[0].image.size == (64, 48)
    assert {"document", "xmp", "attachments", "embedded"} <= set(item.removed)


@pytest.mark.parametrize("name", list(traps()))
def test_nothing_hides_in_the_parts_of_a_pdf(name: str, tmp_path: Path) -> None:
    """However a picture is packed, whoever signed, commented, attached or drew a layer: the copy does not tell it."""
    from truceline.web.evidence.pdf_copy import pdf_copy

    (tmp_path / "a.pdf").write_bytes(traps()[name])
    out = io.BytesIO()
    pdf_copy(tmp_path / "a.pdf", out)
    found = files.all_bytes_of_pdf(out.getvalue())
    assert files.SECRET not in found and files.SECRET.hex().encode() not in found
    assert b"/MediaBox" in found


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (drawn_trap(), "carries"),
        (files.VIDEO, "kind"),
        (files.document(locked="secret"), "encrypted"),
        (files.picture()[:60], "unreadable"),
        (b"%PDF-1.7 broken", "unreadable"),
    ],
    ids=["camera data drawn", "video", "locked", "broken picture", "broken pdf"],
)
def test_what_cannot_be_copied_is_sealed_and_says_why(
    vault: Path, own_report: Any, signed_in: Any, content: bytes, note: str
) -> None:
    """Kept as received, no working copy, and the page says the reason; asking for the copy is E-EVI-006."""
    item = attached(signed_in, own_report, content)
    assert (item.working_sha256, item.working_note) == ("", note)
    assert (vault / "originals" / item.sha256[:2] / item.sha256).read_bytes() == content
    assert b"E-EVI-006" in signed_in("vera").post(f"/evidence/{item.pk}/copy/").content


def test_a_picture_made_to_fill_the_memory_is_not_decoded(vault: Path, own_report: Any, signed_in: Any) -> None:
    """A small file that claims 60,000 by 60,000 pixels is kept, without a copy."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    assert attached(signed_in, own_report, bomb).working_note in ("too_large", "unreadable")


REFUSED = {
    "E-EVI-001": b"MZ\x90\x00 a program called photo.jpg",
    "E-EVI-002": files.picture() + bytes(400_000),
    "E-EVI-003": b"",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_not_kept_and_the_refusal_is_logged(
    vault: Path, own_report: Any, signed_in: Any, settings_of: Any, code: str
) -> None:
    """By its content, not its name; by size; when empty. Good files of the same form are taken all the same."""
    from truceline.web.audit.models import Entry
    from truceline.web.evidence.models import Item

    settings_of(MOST_EVIDENCE_BYTES=300_000)
    good = files.picture(shade=90)
    answer = hand_in(signed_in("rana"), f"/reports/{own_report.pk}/evidence/", REFUSED[code], good)
    assert code.encode() in answer.content
    assert [i.sha256 for i in Item.objects.all()] == [hashlib.sha256(good).hexdigest()]
    assert len(list((vault / "originals").glob("??/*"))) == 1 and list((vault / "incoming").iterdir()) == []
    refused = Entry.objects.get(action="refuse_evidence")
    assert json.loads(refused.detail)["code"] == code and refused.target_id == own_report.pk
    assert "name-0" not in refused.detail  # a file's name may name a person


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


def test_an_altered_file_is_not_handed_out(vault: Path, own_report: Any, signed_in: Any) -> None:
    """Its hash is checked first; the attempt and what was found are in the log; a new upload of it is refused."""
    item = attached(signed_in, own_report, files.picture())
    sealed = vault / "originals" / item.sha256[:2] / item.sha256
    sealed.chmod(0o600)
    sealed.write_bytes(files.picture(shade=10))
    answer = signed_in("vera").post(f"/evidence/{item.pk}/original/", {"reason": "To look."})
    assert answer.status_code == 422 and b"E-EVI-005" in answer.content
    assert entries(item.pk)[-1] == ("vera", "evidence_does_not_hold")


def test_verify_says_which_file_is_missing_or_altered(vault: Path, own_report: Any, signed_in: Any) -> None:
    """All hold; then a missing original and an altered copy are each told with their item; leftovers are no fault."""
    from truceline.web.evidence.queries import verify_store

    first = attached(signed_in, own_report, files.picture())
    second = attached(signed_in, own_report, files.picture(shade=60))
    (vault / "originals" / "00").mkdir()
    (vault / "originals" / "00" / ("0" * 64)).write_bytes(b"left by a crash")
    good = verify_store()
    assert (good.files, good.faults, good.unnamed) == (4, [], 1)
    (vault / "originals" / first.sha256[:2] / first.sha256).unlink()
    copy = vault / "working" / second.working_sha256[:2] / second.working_sha256
    copy.chmod(0o600)
    copy.write_bytes(b"another")
    found = verify_store()
    assert [f for f in found.faults if first.pk in f and "original" in f and "missing" in f]
    assert [f for f in found.faults if second.pk in f and "working copy" in f and "altered" in f]
    assert len(found.faults) == 2


def test_a_changed_row_breaks_the_chain(vault: Path, own_report: Any, signed_in: Any) -> None:
    """The row of a file is under a Merkle root: another hash written into it is found; the trigger refuses it first."""
    from django.db import DatabaseError, connection, transaction

    from truceline.web.audit.rows import changed_rows
    from truceline.web.audit.triggers import removals

    item = attached(signed_in, own_report, files.picture())
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
        f": not as taken {item.pk}"
    ]
