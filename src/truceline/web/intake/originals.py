"""Files as they came: kept once by their SHA-256, written through to the disk, never written again."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

from truceline.formats.unpacked import unpacked_bytes
from truceline.vocabulary.errors import TrucelineError, problem

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".csv.gz")
TEXTS = (".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml", ".rss", ".atom", ".xml", ".md")


def keep(chunks: Iterable[bytes], file_name: str, endings: Sequence[str] = TABLES) -> tuple[str, str]:
    """Store a file; (sha256, name in the store). Raises E-REP-001 for other kinds of file and for too large ones."""
    ending = next((e for e in sorted(endings, key=len, reverse=True) if file_name.lower().endswith(e)), None)
    if ending is None:
        kinds = "CSV or XLSX" if endings is TABLES else "text, HTML, PDF, DOCX, mail or feed"
        raise TrucelineError(problem("E-REP-001", file_name, cause=f"this is no {kinds}", hint=f"Save it as {kinds}."))
    settings.ORIGINALS.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=settings.ORIGINALS, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.MOST_UPLOAD_BYTES:
                    most = f"it is larger than {settings.MOST_UPLOAD_BYTES // 1_000_000} MB"
                    raise TrucelineError(problem("E-REP-001", file_name, cause=most, hint="Split it."))
                seen.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _check_unpacked(Path(name), file_name, ending)
        stored = f"{seen.hexdigest()}{ending}"
        target = settings.ORIGINALS / stored
        if not target.exists():
            Path(name).chmod(0o400)
            Path(name).replace(target)
            _sync_folder(settings.ORIGINALS)
        return seen.hexdigest(), stored
    finally:
        Path(name).unlink(missing_ok=True)


def _check_unpacked(written: Path, file_name: str, ending: str) -> None:
    """Raises E-REP-001 for a file that is small only while it is packed."""
    most = settings.MOST_WORKBOOK_BYTES if ending == ".xlsx" else settings.MOST_UPLOAD_BYTES
    if ending not in (".xlsx", ".csv.gz"):
        return
    try:
        with written.open("rb") as file:
            size = unpacked_bytes(file, most)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise TrucelineError(
            problem("E-REP-001", file_name, cause=f"it is damaged ({error})", hint="Save or download it again.")
        ) from error
    if size > most:
        cause = f"unpacked it is larger than {most // 1_000_000} MB"
        raise TrucelineError(problem("E-REP-001", file_name, cause=cause, hint="Split it, or save it as CSV."))


def _sync_folder(folder: Path) -> None:
    """The name of a new file survives a power cut only once its folder is written too."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def path_of(stored_as: str) -> Path:
    return settings.ORIGINALS / stored_as
