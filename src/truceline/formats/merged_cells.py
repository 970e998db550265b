"""Merged cells of a spreadsheet: a value merged down over several rows stands for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from openpyxl.utils.cell import range_boundaries

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
CHUNK = 1_000_000
LONGEST_TAG = 200


def merged_down(sheet_xml: IO[bytes]) -> dict[tuple[int, int], int]:
    """(row, column) → last row of each block of cells merged over more than one row; both count from 1."""
    blocks: dict[tuple[int, int], int] = {}
    tail = b""
    while chunk := sheet_xml.read(CHUNK):
        for found in MERGED.finditer(tail + chunk):
            left, top, _, bottom = range_boundaries(found.group(1).decode())
            if left and top and bottom and bottom > top:
                blocks[top, left] = bottom
        tail = chunk[-LONGEST_TAG:]
    return blocks


def filled_down(
    rows: Iterable[tuple[int, list[Any]]], blocks: dict[tuple[int, int], int]
) -> Iterator[tuple[int, list[Any]]]:
    """Rows with a block's value in each of its rows, in its first column. Rows that hold nothing else stay empty."""
    columns = sorted({column for _, column in blocks})
    running: dict[int, tuple[int, Any]] = {}
    for number, cells in rows:
        own = any(cell not in (None, "") for cell in cells)
        for column in columns:
            if (number, column) in blocks and column <= len(cells):
                running[column] = blocks[number, column], cells[column - 1]
            elif own and column in running and number <= running[column][0]:
                cells += [None] * (column - len(cells))
                cells[column - 1] = running[column][1]
        yield number, cells
