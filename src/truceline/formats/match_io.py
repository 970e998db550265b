"""The files of matching: members and incidents out, judgements and calibrations in and out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truceline.matching.contradictions import Denial
from truceline.matching.corroboration import RELIABILITY
from truceline.matching.features import CLUES
from truceline.matching.judgements import VERDICTS, Judgement, Judgements
from truceline.matching.origins import SourceNote
from truceline.matching.score import Weights
from truceline.vocabulary.errors import TrucelineError, problem

JUDGEMENT_COLUMNS = ("reports", "verdict", "by", "at", "note")


def write_match(members: pa.Table, incidents: pa.Table, reports: pa.Table, folder: Path) -> None:
    """``members.parquet``, ``incidents.parquet``, and ``reports.parquet`` with each report's incident filled in."""
    pq.write_table(members, folder / "members.parquet", compression="zstd")
    pq.write_table(incidents, folder / "incidents.parquet", compression="zstd")
    pq.write_table(reports, folder / "reports.parquet", compression="zstd")


def read_judgements(paths: Iterable[Path]) -> Judgements:
    """Judgements of one or more files, in order: CSV with reports ('a; b', or '"a;1"; b'), verdict, by, at, note.

    Raises: E-MATCH-002, 003, 004, each with its row.
    """
    found: list[Judgement] = []
    for path in paths:
        try:
            with path.open(newline="", encoding="utf-8-sig") as file:
                rows = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            hint = "Give a CSV file with the columns reports and verdict."
            raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error
        if rows and not {"reports", "verdict"} <= set(rows[0]):
            hint = f"Its columns should be {', '.join(JUDGEMENT_COLUMNS)}."
            cause = "the columns reports and verdict are missing"
            raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=cause, hint=hint))
        found += [_judgement(row, f"{path.name}, row {number}") for number, row in enumerate(rows, 2)]
    return Judgements(tuple(found))


def _judgement(row: dict[str, Any], place: str) -> Judgement:
    verdict = (row["verdict"] or "").strip().casefold()
    if verdict not in VERDICTS:
        raise TrucelineError(problem("E-MATCH-002", place, value=row["verdict"]))
    reports = tuple(dict.fromkeys(_listed(row["reports"] or "")))
    if len(reports) < 2:
        raise TrucelineError(problem("E-MATCH-003", place, count=len(reports)))
    return Judgement(reports, verdict, *((row.get(k) or "").strip() for k in ("by", "at", "note")))


def _listed(cell: str) -> list[str]:
    """Report ids of one cell. An id in quotes may hold a semicolon; a quote within it is written twice."""
    line = next(csv.reader([" ".join(cell.splitlines())], delimiter=";", skipinitialspace=True), [])
    return [part.strip() for part in line if part.strip()]


def _written(report_id: str) -> str:
    unclear = ";" in report_id or report_id.startswith('"')
    return '"' + report_id.replace('"', '""') + '"' if unclear else report_id


def add_judgements(entries: Sequence[Judgement], path: Path) -> None:
    """Append to a judgements file; what stands there is never changed."""
    fresh = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if fresh:
            writer.writerow(JUDGEMENT_COLUMNS)
        for entry in entries:
            writer.writerow(["; ".join(map(_written, entry.reports)), entry.verdict, entry.by, entry.at, entry.note])


def read_source_notes(path: Path) -> dict[str, SourceNote]:
    """Reliability of sources and whom they take from: CSV with source, reliability, takes_from. Raises E-MATCH-004."""
    hint = f"Its columns are source, reliability (one letter of {RELIABILITY}) and takes_from ('a; b')."
    found: dict[str, SourceNote] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                letter = (row.get("reliability") or "F").strip().upper()
                if letter not in set(RELIABILITY):
                    raise ValueError(f"'{letter}' is no letter of reliability")
                names = frozenset(n.strip() for n in (row.get("takes_from") or "").split(";") if n.strip())
                source = row["source"].strip()
                before = found.get(source, SourceNote(letter))
                if letter != before.reliability:
                    raise ValueError(f"'{source}' is given {before.reliability} and {letter}")
                found[source] = SourceNote(letter, before.takes_from | names)
    except (OSError, ValueError, KeyError, AttributeError, csv.Error) as error:
        raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error
    return found


def read_denials(path: Path) -> tuple[Denial, ...]:
    """What parties say is not so: CSV with report_id, denied_by and, if they gave words, says. Raises E-MATCH-004."""
    hint = "Its columns are report_id, denied_by and says; the first two are filled in every row."
    found: list[Denial] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                report, party = row["report_id"].strip(), row["denied_by"].strip()
                if not report or not party:
                    raise ValueError(f"row {number} has no report_id or no denied_by")
                found.append(Denial(report, party, (row.get("says") or "").strip()))
    except (OSError, ValueError, KeyError, AttributeError, csv.Error) as error:
        raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error
    return tuple(found)


def write_weights(weights: Weights, path: Path) -> None:
    """All of a set of weights as JSON: what a run needs to give the same answers again."""
    path.write_text(json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8")


def read_weights(path: Path) -> Weights:
    """Weights as ``write_weights`` left them. Raises E-MATCH-004."""
    hint = "Give the weights.json that 'truceline match' or 'truceline match calibrate' left."
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        tables = {k: {c: tuple(map(float, v)) for c, v in raw.pop(k).items()} for k in ("first", "final")}
        made_of, numbers = str(raw.pop("made_of", "")), {k: float(v) for k, v in raw.items()}
        if not all(map(isfinite, [*_flat(tables), *numbers.values()])):
            raise ValueError("a weight is not a finite number")
        if numbers.get("slope", 1.0) <= 0:
            raise ValueError("the slope is not above 0")
        if unknown := sorted({clue for table in tables.values() for clue in table} - set(CLUES)):
            raise ValueError(f"there is no clue {unknown[0]}")
        whole: dict[str, Any] = {"made_of": made_of, **numbers}
        return replace(Weights(tables["first"], tables["final"], 0.0, 0.0), **whole)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error


def _flat(tables: dict[str, dict[str, tuple[float, ...]]]) -> Iterator[float]:
    return (value for table in tables.values() for values in table.values() for value in values)


def write_settings(registry: str | None, path: Path) -> None:
    """What else a later explanation or calibration of a run has to know."""
    path.write_text(json.dumps({"registry": registry}) + "\n", encoding="utf-8")


def read_settings(path: Path) -> str | None:
    """The registry of a run; None where it had none. Raises E-MATCH-004."""
    if not path.exists():
        return None
    hint = "Run 'truceline match' again to write it anew."
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["registry"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TrucelineError(problem("E-MATCH-004", path.name, value=path.name, cause=error, hint=hint)) from error
    return None if found is None else str(found)
