"""Text tables, whatever their encoding and separator: plain, gzipped, or the one table inside a zip archive."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

csv.field_size_limit(10_000_000)
MIXED = "truceline.cp1252"
SAMPLE = 64_000
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 20
RAW_LIMIT = 2000
TEXT_TABLES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Unfinished:
    """A row that cannot be cut into cells: a quote that never closes, or a field beyond all measure."""

    cause: str
    text: str


@dataclass
class TextTable:
    """Row numbers count the header as 1. ``notes`` say what was guessed."""

    header: list[str]
    rows: Iterator[tuple[int, list[Any] | Unfinished]]
    notes: list[str]


def open_text(path: Path) -> TextTable | None:
    """The table, None if the file is empty. Raises OSError, EOFError, zlib.error, BadZipFile, ValueError."""
    with raw_bytes(path) as file:
        sample = file.read(SAMPLE)
    if not sample.strip():
        return None
    encoding = _encoding(path, sample)
    notes = [] if encoding == "utf-8-sig" else [f"read as {encoding}: the file is not UTF-8"]
    separator = _separator(sample.decode(encoding, errors="ignore"))
    if separator != ",":
        notes.append(f"separator {separator!r}")
    used, errors = ("utf-8-sig", MIXED) if encoding == "cp1252" else (encoding, "replace")
    lines = _Lines(io.TextIOWrapper(raw_bytes(path), encoding=used, newline="", errors=errors))
    reader = csv.reader(lines, delimiter=separator)
    header = [cell.strip() for cell in next(reader, [])]
    return TextTable(header, _rows(reader, lines), notes)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Only the bytes that are no UTF-8: files pasted together hold both, and neither half may turn to gibberish."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _as_cp1252)


def raw_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked; the caller closes them. Raises ValueError if a zip holds no or several tables."""
    if path.name.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.open(path))
    if not path.name.lower().endswith(".zip"):
        return path.open("rb")
    archive = zipfile.ZipFile(path)
    tables = [
        n
        for n in archive.namelist()
        if n.lower().endswith(TEXT_TABLES) and "__MACOSX" not in n and "readme" not in PurePosixPath(n).name.lower()
    ]
    if len(tables) != 1:
        raise ValueError(f"the archive holds {len(tables)} text tables, not one; unpack it and name one")
    return archive.open(tables[0])


class _Lines:
    """Lines of a text, remembering those of the row being read."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.begin_row()

    def begin_row(self) -> None:
        self.current: list[str] = []
        self.count = self.quotes = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.count += 1
        self.quotes += line.count('"')
        if len(self.current) < SAMPLE_LINES:
            self.current.append(line)
        return line


def _rows(reader: Any, lines: _Lines) -> Iterator[tuple[int, list[Any] | Unfinished]]:
    number = 1
    while True:
        number += 1
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, Unfinished(str(error), "".join(lines.current)[:RAW_LIMIT])
            continue
        if lines.count > 1 and lines.quotes % 2:  # only the end of the file closes such a row
            cause = f"a quote opened here and swallowed the {lines.count - 1} lines that follow"
            yield number, Unfinished(cause, "".join(lines.current)[:RAW_LIMIT])
        elif any(map(str.strip, cells)):
            yield number, cells


def _encoding(path: Path, sample: bytes) -> str:
    """UTF-16 by its mark, UTF-8 if the whole file is, else cp1252, which older releases of event data use."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if sample[:4] in (b"PAR1", b"PK\x03\x04") or b"\x00\x00" in sample:
        raise ValueError("this is not a text file")
    with raw_bytes(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig")
        try:
            while text.read(1_000_000):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(head: str) -> str:
    """The separator that cuts the first lines into most cells of one number; the comma where nothing decides."""
    lines = head.splitlines()[:SAMPLE_LINES]
    return max(SEPARATORS, key=lambda separator: _fit(lines, separator))


def _fit(lines: list[str], separator: str) -> tuple[float, int]:
    """(share of rows as wide as the header where there is more than one cell, cells of the header)."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return Counter(widths)[widths[0]] / len(widths), widths[0]
