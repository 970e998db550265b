"""A PDF without its metadata: its pages alone, without what was attached to them, without what its pictures carry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from truceline.web.evidence.picture_copy import NoCopy

MOST_BYTES = 60_000_000
MOST_PAGES = 2000
# Who edited, with what and when; what runs when a page is opened; who commented.
DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/A", "/OpenAction", "/JS", "/EF", "/FS", "/AF")
OF_ANNOTATIONS = ("/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC")


def pdf_copy(source: Path, target: Any) -> list[str]:
    """Write the copy; what kinds of metadata the original has. Raises NoCopy."""
    if source.stat().st_size > MOST_BYTES:
        raise NoCopy("too_large")
    try:
        reader = PdfReader(source)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoCopy("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise NoCopy("too_large")
        found = [*_metadata_in(reader)]
        writer = PdfWriter()
        for page in reader.pages:  # pages only: earlier revisions, attachments and the outline stay behind
            writer.add_page(page)
        carried = [_cleaned(one) for one in writer._objects if one is not None]
        found += ["embedded"] if any(carried) else []
        writer.metadata = None
        writer.write(target)
    except NoCopy:
        raise
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoCopy("unreadable") from error  # a damaged file breaks the reader in many ways
    return found


def _metadata_in(reader: PdfReader) -> list[str]:
    found = {"document": bool(reader.metadata), "xmp": "/Metadata" in reader.trailer["/Root"]}
    names = reader.trailer["/Root"].get("/Names")
    found["attachments"] = bool(names and "/EmbeddedFiles" in names.get_object())
    return [name for name, there in found.items() if there]


def _cleaned(one: Any) -> bool:
    """Take the metadata out of one object; whether a picture in it carried any."""
    if isinstance(one, ArrayObject) or not isinstance(one, DictionaryObject):
        return False
    for name in (*DROPPED, *(OF_ANNOTATIONS if one.get("/Type") == "/Annot" or "/Subtype" in one else ())):
        if name in one and not (name == "/A" and "/S" not in _plain(one[name])):
            del one[name]
    if isinstance(one, StreamObject) and one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        bare = without_segments(one._data)
        if bare != one._data:
            one._data = bare
            return True
    return False


def _plain(value: Any) -> Any:
    found = value.get_object()
    return found if isinstance(found, DictionaryObject) else {}


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments (EXIF, XMP, IPTC, profiles), its pixels untouched.

    Kept are JFIF and Adobe's segment, which say how the colours are meant. What is no JPEG comes back as it is.
    """
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xDA:  # the picture itself, up to the end
            return b"".join([*kept, jpeg[at:]])
        if marker == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at:end]
        colours = segment[4:9] in (b"JFIF\x00", b"Adobe")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or colours:
            kept.append(segment)
        at = end
    return jpeg
