"""Count claims as a CSV, one a row, with the keys of a count claim as columns.

Lists stand in one cell: ``breakdown`` and ``parts`` as ``Hama: 3; Latakia: 2``, ``answers`` as
``russia confirmed 3; russia not_confirmed`` (without a number: all of it), ``other_totals`` as ``15; 8``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.cells import text
from truceline.formats.claims_model import CountClaim
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.errors import Problem, TrucelineError, problem

PAIR = re.compile(r"^(.+?)\s*:\s*(\d+)$")
ANSWER = re.compile(r"^(\S+)\s+(\S+?)(?:\s+(\d+))?$")
NUMBERS = ("total", "previous_total")


@dataclass(frozen=True)
class CsvEntry:
    """``values``: the row as a count claim's keys; ``problem`` is set instead when a cell cannot be read."""

    place: str
    values: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None


def read_counts_csv(path: Path) -> list[CsvEntry]:
    """Every row, readable or not. Raises TrucelineError E-CLAIM-002 on an unknown column, E-REP-001 on no CSV."""
    sheet = open_sheet(path)
    takes = {f.alias or name for name, f in CountClaim.model_fields.items()} - {"period_readings"}
    unknown = [c for c in sheet.header if c not in takes]
    if unknown:
        place = f"{path.parent.name}/{path.name}:1"
        found = (
            problem("E-CLAIM-002", place, cause=f"unknown column '{c}'", hint=did_you_mean(c, takes)) for c in unknown
        )
        raise TrucelineError(*found)
    rows = []
    for number, cells in sheet.rows:
        place = f"{path.parent.name}/{path.name}:{number}"
        if len(cells) != len(sheet.header):
            cause = f"the row has {len(cells)} cells, the header {len(sheet.header)}"
            bad = problem("E-CLAIM-002", place, cause=cause, hint="Check quotes and separators.")
            rows.append(CsvEntry(place, problem=bad))
            continue
        rows.append(_entry(place, dict(zip(sheet.header, cells, strict=True))))
    return rows


def _entry(place: str, raw: dict[str, Any]) -> CsvEntry:
    values: dict[str, Any] = {}
    for column, cell in raw.items():
        found = text(cell)
        if found is None:
            continue
        if column in ("breakdown", "parts"):
            parsed: Any = _pairs(found)
        elif column == "answers":
            parsed = _answers(found)
        elif column == "other_totals":
            parsed = _numbers(found)
        else:
            parsed = int(found) if column in NUMBERS and found.isdigit() else found
        if parsed is None:
            return CsvEntry(place, problem=problem("E-CLAIM-007", place, value=found[:60], column=column))
        values[column] = parsed
    return CsvEntry(place, values)


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(";") if piece.strip()]


def _pairs(cell: str) -> dict[str, int] | None:
    matches = [PAIR.match(piece) for piece in _pieces(cell)]
    found = {m[1]: int(m[2]) for m in matches if m}
    return found if len(found) == len(matches) else None


def _answers(cell: str) -> list[dict[str, Any]] | None:
    matches = [ANSWER.match(piece) for piece in _pieces(cell)]
    if not all(matches):
        return None
    return [{"by": m[1], "answer": m[2], "count": int(m[3]) if m[3] else None} for m in matches if m]


def _numbers(cell: str) -> list[int] | None:
    pieces = _pieces(cell)
    return [int(p) for p in pieces] if all(p.isdigit() for p in pieces) else None
