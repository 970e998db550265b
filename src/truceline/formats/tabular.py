"""Tables as rows of cells: CSV, TSV, XLSX, Parquet, plain or gzipped, with what had to be guessed said in notes."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from truceline.vocabulary.errors import TrucelineError, problem

csv.field_size_limit(10_000_000)
SAMPLE = 64_000


@dataclass
class Sheet:
    """``rows`` yields (row number as a person counts it, cells). A row may have fewer or more cells than ``header``."""

    header: list[str]
    rows: Iterator[tuple[int, list[Any]]]
    notes: list[str] = field(default_factory=list)


def open_sheet(path: Path) -> Sheet:
    """Open any table by its ending and content. Raises E-REP-001, E-REP-010."""
    if not path.exists():
        hint = "Check the path."
        raise TrucelineError(problem("E-REP-001", path.name, cause="there is no such file", hint=hint))
    name = path.name.lower().removesuffix(".gz")
    try:
        if name.endswith((".parquet", ".pq")):
            return _parquet(path)
        if name.endswith((".xlsx", ".xlsm")):
            return _xlsx(path)
        return _csv(path)
    except (OSError, EOFError, pa.ArrowException, zipfile.BadZipFile, KeyError, ValueError, UnicodeError) as error:
        cause = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise TrucelineError(problem("E-REP-001", path.name, cause=cause, hint="Save or download it again.")) from error


def _empty(path: Path) -> TrucelineError:
    return TrucelineError(problem("E-REP-010", path.name, hint="The file is empty."))


def _raw(path: Path) -> Any:
    """The file's bytes, unzipped; the caller closes it."""
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")


def _bytes(path: Path) -> bytes:
    with _raw(path) as file:
        return bytes(file.read(SAMPLE))


def _csv(path: Path) -> Sheet:
    sample = _bytes(path)
    if not sample.strip():
        raise _empty(path)
    if sample[:4] in (b"PAR1", b"PK\x03\x04") or b"\x00\x00" in sample:
        raise ValueError("this is not a text file")
    encoding = _encoding(path)
    notes = [] if encoding == "utf-8-sig" else [f"read as {encoding}: the file is not UTF-8"]
    head = sample.decode(encoding, errors="ignore")
    separator = _separator(head)
    if separator != ",":
        notes.append(f"separator {separator!r}")
    stream = _lines(path, encoding)
    reader = csv.reader(stream, delimiter=separator)
    header = [cell.strip() for cell in next(reader, [])]
    return Sheet(header, _csv_rows(reader), notes)


def _csv_rows(reader: Any) -> Iterator[tuple[int, list[Any]]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, [f"unreadable: {error}"]
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells


def _lines(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(_raw(path), encoding=encoding, newline="", errors="replace")


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is, else cp1252, which older releases of event data use."""
    with _raw(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig")
        try:
            while text.read(1_000_000):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(head: str) -> str:
    line = head.splitlines()[0] if head.splitlines() else ""
    return max((",", ";", "\t", "|"), key=line.count) if line else ","


def _xlsx(path: Path) -> Sheet:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    filled = ((n, list(cells)) for n, cells in rows if any(c not in (None, "") for c in cells))
    first = next(filled, None)
    if first is None:
        raise _empty(path)
    header = ["" if c is None else str(c).strip() for c in first[1]]
    notes = [f"only the first of {len(book.worksheets)} sheets was read"] if len(book.worksheets) > 1 else []
    return Sheet(header, filled, notes)


def _parquet(path: Path) -> Sheet:
    reader = pq.ParquetFile(path)
    names = list(reader.schema_arrow.names)

    def rows() -> Iterator[tuple[int, list[Any]]]:
        number = 0
        for batch in reader.iter_batches(batch_size=10_000):
            for row in batch.to_pylist():
                number += 1
                yield number, [row[n] for n in names]

    return Sheet(names, rows())
