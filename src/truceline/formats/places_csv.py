"""places.csv: id, kind, name, names ('|' between spellings), country, admin1, lon, lat, radius_m, source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from truceline.formats.registry_problems import hint_for
from truceline.registry.model import Place
from truceline.vocabulary.errors import Problem, problem

NEEDED = ("id", "kind", "name")
COLUMNS = tuple(Place.model_fields)
RANGES = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0), "radius_m": (0.0, 1_000_000.0)}


def read_places(path: Path, places: dict[str, Place]) -> list[Problem]:
    """Add the rows of a file to ``places``. Returns every problem (E-REG-001, -002, -004, -008, -011)."""
    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        cause = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        return [problem("E-REG-001", f"{where}:1", cause=cause)]
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        return list(_read(rows, where, places))
    except csv.Error as error:
        return [problem("E-REG-001", f"{where}:{rows.line_num}", cause=str(error))]


def _read(rows: Any, where: str, places: dict[str, Place]) -> Iterator[Problem]:
    header = [cell.strip() for cell in next(rows, [])]
    bad = list(_header_problems(header, where))
    yield from bad
    if bad:
        return
    lines: dict[str, int] = {}
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        line = f"{where}:{rows.line_num}"
        if len(cells) != len(header):
            cause = f"the row has {len(cells)} cells, the header {len(header)}"
            yield problem("E-REG-002", line, cause=cause, hint="Check quotes and commas.")
            continue
        place, problems = _place({k: c.strip() for k, c in zip(header, cells, strict=True) if c.strip()}, line)
        yield from problems
        if place is None:
            continue
        if place.id in lines or places.get(place.id, place) != place:  # another file may say the very same
            yield problem("E-REG-004", line, value=place.id)
        lines[place.id] = rows.line_num
        places.setdefault(place.id, place)
    yield from _unknown_regions(lines, where, places)


def _header_problems(header: list[str], where: str) -> Iterator[Problem]:
    for column in NEEDED:
        if column not in header:
            yield problem("E-REG-008", f"{where}:1", column=column, hint=f"Columns: {', '.join(COLUMNS)}.")
    for column in header:
        if column not in COLUMNS:
            hint = hint_for(column, COLUMNS, f"Columns: {', '.join(COLUMNS)}.")
            yield problem("E-REG-002", f"{where}:1", cause=f"unknown column '{column}'", hint=hint)


def _place(cells: dict[str, Any], line: str) -> tuple[Place | None, list[Problem]]:
    cells["names"] = tuple(n.strip() for n in cells.get("names", "").split("|") if n.strip())
    try:
        place = Place.model_validate(cells)
    except ValidationError as error:
        return None, [_cell_problem(item, line) for item in error.errors(include_url=False)]
    found = []
    for column, (low, high) in RANGES.items():
        value = getattr(place, column)
        if value is not None and not low <= value <= high:
            found.append(problem("E-REG-011", line, column=column, value=value, low=f"{low:g}", high=f"{high:g}"))
    if (place.lon is None) != (place.lat is None):
        cause = "only one of 'lon' and 'lat' is filled"
        found.append(problem("E-REG-002", line, cause=cause, hint="Fill both, or leave both empty."))
    return place, found


def _cell_problem(item: Any, line: str) -> Problem:
    key = str(item["loc"][0])
    if item["type"] == "missing":
        return problem("E-REG-002", line, cause=f"'{key}' is empty", hint="Fill the cell.")
    if item["type"] == "literal_error":
        words = [w.strip().strip("'") for w in item["ctx"]["expected"].replace(" or ", ", ").split(",")]
        hint = hint_for(str(item["input"]), words, f"Write one of: {', '.join(words)}.")
        return problem("E-REG-002", line, cause=f"'{item['input']}' is not a value of '{key}'", hint=hint)
    cause = f"'{item['input']}' in '{key}' is no number"
    return problem("E-REG-002", line, cause=cause, hint="Write digits with a point for decimals.")


def _unknown_regions(lines: dict[str, int], where: str, places: dict[str, Place]) -> Iterator[Problem]:
    regions = [p.id for p in places.values() if p.kind == "admin1"]
    for place_id, number in lines.items():
        admin1 = places[place_id].admin1
        if admin1 is not None and admin1 not in regions:
            hint = hint_for(admin1, regions, "Add a row of kind admin1 for it.")
            cause = f"'{admin1}' is no admin1 place"
            yield problem("E-REG-002", f"{where}:{number}", cause=cause, hint=hint)
