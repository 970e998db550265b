"""A PDF without its metadata: its pages alone, without what was attached to them, without what its pictures carry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DeprecationError, PyPdfError

from truceline.web.evidence.pdf_parts import cleaned, still_tells
from truceline.web.evidence.picture_copy import NoCopy

MOST_BYTES = 60_000_000
MOST_PAGES = 2000
BROKEN = (PyPdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError)
BROKEN += (RecursionError, NotImplementedError, DeprecationError)


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
        carried = [cleaned(one) for one in writer._objects if one is not None]
        found += ["embedded"] if any(carried) else []
        bare = PdfWriter()
        for page in writer.pages:  # once more: what nothing refers to now stays behind, too
            bare.add_page(page)
        if any(still_tells(one) for one in bare._objects):
            raise NoCopy("carries")
        bare.metadata = None
        bare.write(target)
    except NoCopy:
        raise
    except BROKEN as error:
        raise NoCopy("unreadable") from error  # a damaged file breaks the reader in many ways
    return found


def _metadata_in(reader: PdfReader) -> list[str]:
    found = {"document": bool(reader.metadata), "xmp": "/Metadata" in reader.trailer["/Root"]}
    names = reader.trailer["/Root"].get("/Names")
    found["attachments"] = bool(names and "/EmbeddedFiles" in names.get_object())
    return [name for name, there in found.items() if there]
