"""A table read by columns gives what it gives row by row: the same reports, the same rejects."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from truceline.formats import mapped_batches
from truceline.formats.csvmap import TableMapping, read_rows
from truceline.formats.mapped_batches import read_batches
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.errors import TrucelineError

HEADER = "ref,date,time,end,what,lat,lon,who,dead,km,country,note"
CELLS: dict[str, list[str]] = {
    "ref": ["", "7", "7.0", *(f"r{n}" for n in range(150))],
    "date": ["2030-05-01", "02/05/2030", "soon", "", "2030-05-01T10:00+02:00", "45000", "0099-01-01"],
    "time": ["10:00", "", "25:61", "00:00"],
    "end": ["", "2030-05-01", "2030-05-03 12:00", "2030-04-01", "2030-05-01 10:00"],
    "what": ["Mortar fire", "mortar FIRE", "drumming", "", "n/a"],
    "lat": ["41.5", "99", "", "41,5", "x"],
    "lon": ["18.5", "", "181", "18.5"],
    "who": ["Highland Guard", "A; B", "", "-"],
    "dead": ["3", "", "2.5", "1,200", "-1", "many"],
    "km": ["1", "", "0.5", "90000"],
    "country": ["Syria", "", "Merrowan"],
    "note": ["Words.", "", "Слова", "none", "a\x00b"],
}
FIELDS: dict[str, Any] = {
    "report_id": "ref",
    "occurred_from": {"template": "{date} {time}"},
    "occurred_until": "end",
    "act": {"column": "what", "values": {"Mortar fire": "mortar_fire", "drumming": "no_such_act"}},
    "lat": "lat",
    "lon": "lon",
    "claimed_initiator": {"column": "who", "separator": ";"},
    "casualties_best": "dead",
    "place_radius_m": {"column": "km", "factor": 1000},
    "country": "country",
    "text": "note",
    "claimant": {"constant": "Example desk"},
}
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "no ids": {"fields": {k: v for k, v in FIELDS.items() if k != "report_id"}},
    "default": {"fields": {**FIELDS, "act": {"column": "what", "values": {"default": "shelling"}}}},
    "skipped": {"skip_rows_where": {"what": ["drumming"]}},
    "zone": {"timezone": "Asia/Damascus", "id_prefix": "u7-"},
    "no such column": {"fields": {**FIELDS, "weapon": "absent"}},
    "no times": {"fields": {k: v for k, v in FIELDS.items() if not k.startswith("occurred")}},
}


def table(path: Path, rows: int = 300) -> Path:
    """A table whose cells are good and bad in every mixture; some rows have too few cells."""
    chance = random.Random(11)
    lines = [HEADER]
    for _ in range(rows):
        cells = [chance.choice([cells[0]] * (0 if name == "ref" else 30) + cells) for name, cells in CELLS.items()]
        lines.append(",".join(f'"{c}"' for c in cells[: 11 if chance.random() < 0.05 else 12]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def both(path: Path, more: dict[str, Any]) -> tuple[Any, Any]:
    mapping = TableMapping.model_validate({"source": "desk", "fields": FIELDS, **more})
    return read_rows(path, mapping, open_sheet(path)), read_batches(path, mapping, open_sheet(path))


def same(slow: Any, fast: Any) -> None:
    def rows(result: Any) -> list[Any]:
        return sorted(result.reports.to_pylist(), key=lambda r: r["source_row"])

    assert rows(fast) == rows(slow)
    assert fast.rejects.to_pylist() == slow.rejects.to_pylist()
    assert (fast.rows_in, set(fast.notes)) == (slow.rows_in, set(slow.notes))


@pytest.mark.parametrize("variant", VARIANTS)
def test_by_columns_as_by_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variant: str) -> None:
    """Random good and bad cells, ids that stand twice within and across batches: not one row differs."""
    monkeypatch.setattr(mapped_batches, "BATCH", 47)
    slow, fast = both(table(tmp_path / "log.csv"), VARIANTS[variant])
    assert slow.rejects.num_rows > 20
    assert slow.reports.num_rows > 10 or variant == "no times"
    same(slow, fast)


def test_cells_of_a_workbook_keep_their_types(tmp_path: Path) -> None:
    """1, 1.0, True and '1' stand in one column and are four different texts, or not, exactly as row by row."""
    book = Workbook()
    sheet = book.active
    sheet.append(["ref", "date", "what", "note"])
    for k, note in enumerate([1, 1.0, True, "1", 0, False, 2.5, None]):
        sheet.append([k, "2030-05-01", "Mortar fire", note])
    path = tmp_path / "log.xlsx"
    book.save(path)
    fields = {"report_id": "ref", "occurred_from": "date", "act": FIELDS["act"], "text": "note"}
    slow, fast = both(path, {"fields": fields})
    assert slow.reports.num_rows == 8
    same(slow, fast)


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    """E-REP-010, as row by row."""
    path = tmp_path / "log.csv"
    path.write_text(HEADER + "\n", encoding="utf-8")
    mapping = TableMapping.model_validate({"fields": FIELDS})
    with pytest.raises(TrucelineError, match="E-REP-010"):
        read_batches(path, mapping, open_sheet(path))
