"""Tables as rows of cells: CSV, TSV, XLSX, Parquet, plain, gzipped or zipped; what had to be guessed is said in notes.

Rows are read as they are asked for, never the whole file at once.
"""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from truceline.formats.delimited import Unfinished, open_text
from truceline.formats.merged_cells import filled_down, merged_down
from truceline.vocabulary.errors import TrucelineError, problem

BROKEN = (
    OSError,
    EOFError,
    pa.ArrowException,
    zipfile.BadZipFile,
    zlib.error,
    csv.Error,
    ParseError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
)


@dataclass
class Sheet:
    """``rows`` yields (row number as a person counts it, cells). A row may have fewer or more cells than ``header``."""

    header: list[str]
    rows: Iterator[tuple[int, list[Any]]]
    notes: list[str] = field(default_factory=list)


def open_sheet(path: Path) -> Sheet:
    """Open any table by its ending and content. Raises E-REP-001, E-REP-010; so may reading its rows."""
    if not path.exists():
        raise _unreadable(path, "there is no such file", "Check the path.")
    name = path.name.lower()
    try:
        if name.endswith((".parquet", ".pq")):
            sheet = _parquet(path)
        elif name.endswith((".xlsx", ".xlsm")):
            sheet = _xlsx(path)
        else:
            sheet = _text(path)
    except BROKEN as error:
        raise _broken(path, error) from error
    sheet.notes += _twice(sheet.header)
    return Sheet(sheet.header, _guarded(path, sheet.rows), sheet.notes)


def _unreadable(path: Path, cause: str, hint: str) -> TrucelineError:
    return TrucelineError(problem("E-REP-001", path.name, cause=cause, hint=hint))


def _broken(path: Path, error: Exception) -> TrucelineError:
    """Damage deep inside a file shows in many ways, each of them once an exception of a library."""
    cause = str(error.args[-1]) if isinstance(error, OSError) and error.args else str(error)
    return _unreadable(path, (cause.splitlines() or [type(error).__name__])[0][:200], "Save or download it again.")


def _guarded(path: Path, rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    try:
        yield from rows
    except BROKEN as error:
        raise _broken(path, error) from error


def _twice(header: list[str]) -> list[str]:
    named = Counter(h for h in header if h)
    return [f"the column '{h}' stands twice; the last one is read" for h, times in named.items() if times > 1]


def _empty(path: Path) -> TrucelineError:
    return TrucelineError(problem("E-REP-010", path.name, hint="The file is empty."))


def _text(path: Path) -> Sheet:
    opened = open_text(path)
    if opened is None:
        raise _empty(path)
    return Sheet(opened.header, _with_unfinished(opened.rows), opened.notes)


def _with_unfinished(rows: Iterator[tuple[int, list[Any] | Unfinished]]) -> Iterator[tuple[int, list[Any]]]:
    """A row that cannot be cut into cells becomes one cell that says why, so its count never fits the header."""
    for number, cells in rows:
        yield number, [f"unreadable: {cells.cause}", cells.text] if isinstance(cells, Unfinished) else cells


def _xlsx(path: Path) -> Sheet:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says about its size is often wrong, and rows would be cut by it
    rows = ((n, list(cells)) for n, cells in enumerate(sheet.iter_rows(values_only=True), 1))
    with book._archive.open(sheet._worksheet_path) as xml:  # the streaming reader knows no merged cells
        blocks = merged_down(xml)
    filled = ((n, cells) for n, cells in filled_down(rows, blocks) if any(c not in (None, "") for c in cells))
    titles, first, below = _below_titles(filled)
    if first is None:
        raise _empty(path)
    header = _trimmed(["" if c is None else str(c).strip() for c in first[1]], 0)
    notes = [f"only the first of {len(book.worksheets)} sheets was read"] if len(book.worksheets) > 1 else []
    if titles:
        notes.append(f"passed over above the column names: {'; '.join(titles)}")
    if blocks:
        notes.append(f"{len(blocks)} merged cells were read as standing in each of their rows")
    return Sheet(header, ((n, _trimmed(cells, len(header))) for n, cells in below), notes)


TITLE_ROWS = 10


def _below_titles(
    rows: Iterator[tuple[int, list[Any]]],
) -> tuple[list[str], tuple[int, list[Any]] | None, Iterator[tuple[int, list[Any]]]]:
    """A report form opens with its title: rows of a single cell above a row of names are no column names.

    Gives the titles passed over, the row of names and the rows below it. A sheet of one column has no titles.
    """
    ahead = list(islice(rows, TITLE_ROWS))
    filled = [[str(c).strip() for c in cells if c not in (None, "")] for _, cells in ahead]
    at = next((n for n, cells in enumerate(filled) if len(cells) > 2), 0)
    if any(len(cells) > 1 for cells in filled[:at]):
        at = 0
    first = ahead[at] if ahead else None
    return [cells[0][:60] for cells in filled[:at]], first, chain(ahead[at + 1 :], rows)


def _trimmed(cells: list[Any], width: int) -> list[Any]:
    """A sheet's row ends with its last filled cell: blanks are added up to ``width``, or taken away beyond it."""
    last = len(cells)
    while last > width and cells[last - 1] in (None, ""):
        last -= 1
    return cells[:last] + [None] * (width - last)


def _parquet(path: Path) -> Sheet:
    reader = pq.ParquetFile(path)
    names = list(reader.schema_arrow.names)

    def rows() -> Iterator[tuple[int, list[Any]]]:
        number = 0
        for batch in reader.iter_batches(batch_size=10_000):
            for cells in zip(*map(_values, batch.columns), strict=True):
                number += 1
                yield number, list(cells)

    return Sheet(names, rows())


def _values(column: Any) -> list[Any]:
    """A column's cells. A time that Python's calendar does not reach stays as the text of its number: one bad cell."""
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError):
        return [_value(cell) for cell in column]


def _value(cell: Any) -> Any:
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        return f"{cell.value} {cell.type}"
