"""Files that hold no text we read: pictures, old Office files and the like, told by what they begin with."""

from __future__ import annotations

import io
import zipfile

PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of old Office (.doc, .xls, .msg)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
PACKED = (
    ("xl/workbook.xml", "an Excel workbook: tables come in by truceline map"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("META-INF/container.xml", "an e-book"),
    ("content.xml", "an OpenDocument file (.odt)"),
)


def picture_in(data: bytes) -> str | None:
    """PNG, JPEG, …; None where it is no picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((kind for head, kind in PICTURES if data.startswith(head)), None)


def foreign_file(data: bytes) -> str | None:
    """What it is, in words, where it is nothing that is read; None for all else."""
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "a sound or film"
    if data.startswith(b"PK"):
        return _packed(data)
    return next((kind for head, kind in OTHERS if data.startswith(head)), None)


def _packed(data: bytes) -> str | None:
    """An archive that is no DOCX; None where it cannot be opened, which its reader says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    office = any(name == "[Content_Types].xml" or name.startswith("word/") for name in names)
    known = next((kind for name, kind in PACKED if name in names), None)
    return known if office or known else "an archive: unpack it first"
