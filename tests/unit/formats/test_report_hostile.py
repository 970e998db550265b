"""Files that would be read wrongly without a word: thousands, days, bytes, merged cells, mixed encodings, far times."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tests.unit.formats.test_report_errors import EVENT, GED, OWN, ROW
from truceline.cli import main
from truceline.formats.reports_io import read_reports


def taken(path: Path) -> list[dict[str, Any]]:
    return read_reports(path).reports.to_pylist()


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "in.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def parquet(folder: Path, **columns: Any) -> Path:
    path = folder / "in.parquet"
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize(("cell", "count"), [("1,234", 1234), ("12,345,678", 12_345_678), ("1 234", 1234), ("7.0", 7)])
def test_a_comma_in_a_count_parts_thousands(tmp_path: Path, cell: str, count: int) -> None:
    """1,234 dead are not one: a decimal comma makes no sense in a count."""
    (row,) = taken(written(tmp_path, GED + EVENT.replace("0,1,2\n", f'"{cell}","{cell}","{cell}"\n')))
    assert (row["casualties_low"], row["casualties_best"], row["casualties_high"]) == (count, count, count)


@pytest.mark.parametrize("cell", ["1.5", "1.234", "1,5"])
def test_a_fraction_in_a_count_is_no_count(tmp_path: Path, cell: str) -> None:
    """1.234 may be thousands written elsewhere: it is rejected, never rounded to one."""
    result = read_reports(written(tmp_path, GED + EVENT.replace("0,1,2\n", f'0,"{cell}",2\n')))
    assert [r["code"] for r in result.rejects.to_pylist()] == ["E-REP-020"]
    assert result.rows_in == 1


def test_a_decimal_comma_in_a_position_stays_one(tmp_path: Path) -> None:
    """What counts as thousands in a count is a decimal in a coordinate."""
    (row,) = taken(written(tmp_path, OWN + ROW.replace("36.5,35.1", '"36,512","35,1"')))
    assert (row["lon"], row["lat"]) == (36.512, 35.1)


@pytest.mark.parametrize(
    ("cell", "lasts"),
    [
        ("2016-03-01", timedelta(days=1)),
        ("1 March 2016", timedelta(days=1)),
        ('"March 1, 2016"', timedelta(days=1)),
        ("2016-03-01T00:00", timedelta(minutes=1)),
        ("2016-03-01T10:00", timedelta(minutes=1)),
    ],
)
def test_a_day_lasts_a_day_however_it_is_written(tmp_path: Path, cell: str, lasts: timedelta) -> None:
    """A day shrunk to its first minute would be wholly before or wholly after a start at noon."""
    text = OWN + ROW.replace("2016-03-01T10:00Z,2016-03-01T11:00Z", f"{cell},")
    (row,) = taken(written(tmp_path, text))
    assert row["occurred_until"] - row["occurred_from"] == lasts


@pytest.mark.parametrize("cell", [date(2016, 3, 1), datetime(2016, 3, 1)])
def test_a_day_of_a_typed_column_lasts_a_day(tmp_path: Path, cell: Any) -> None:
    """Spreadsheets and data frames keep days as midnights without a zone."""
    (row,) = taken(parquet(tmp_path, report_id=["a"], occurred_from=[cell], act=["attack"]))
    assert row["occurred_until"] - row["occurred_from"] == timedelta(days=1)


def test_text_kept_as_bytes_is_text(tmp_path: Path) -> None:
    """Some writers leave the text mark out of Parquet: names stay names."""
    columns = {"report_id": [b"a"], "occurred_from": [b"2016-03-01"], "act": [b"attack"]}
    (row,) = taken(parquet(tmp_path, **columns, claimed_initiator=["الجيش".encode()]))
    assert (row["report_id"], row["claimed_initiator"]) == ("a", ["الجيش"])


@pytest.mark.parametrize("unit", ["s", "us"])
def test_a_time_beyond_the_calendar_costs_its_row_only(tmp_path: Path, unit: str) -> None:
    """One broken clock is one reject, not a traceback, and its number is kept."""
    times = pa.array([10**18 if unit == "us" else 10**15, 0], pa.timestamp(unit))
    result = read_reports(parquet(tmp_path, report_id=["far", "near"], occurred_from=times, act=["attack"] * 2))
    (reject,) = result.rejects.to_pylist()
    assert (reject["code"], reject["row"]) == ("E-REP-003", 1)
    assert "far" in reject["raw"]
    assert result.reports.column("occurred_from").to_pylist() == [datetime(1970, 1, 1, tzinfo=UTC)]


def test_a_circle_wider_than_the_earth_is_no_place(tmp_path: Path) -> None:
    """Its share in any area would be next to nothing: outside for sure, out of sheer ignorance."""
    result = read_reports(written(tmp_path, OWN + ROW.replace(",500,", ",1e12,")))
    assert [r["code"] for r in result.rejects.to_pylist()] == ["E-REP-005"]


def test_lines_of_two_encodings_keep_their_names(tmp_path: Path) -> None:
    """Two exports pasted together: one byte that is no UTF-8 must not turn the other half's names to gibberish."""
    first = (OWN + ROW.replace("Syrian army", "جبهة النصرة")).encode()
    second = ROW.replace("r1", "r2").replace("Syrian army", "Forces de Défense").encode("cp1252")
    result = read_reports(written(tmp_path, first + second))
    assert result.reports.column("claimed_initiator").to_pylist() == [["جبهة النصرة"], ["Forces de Défense"]]
    assert any("cp1252" in note for note in result.notes)


def test_a_cell_merged_over_rows_stands_in_each(tmp_path: Path) -> None:
    """A person merges the day and the act over the rows they hold for; rows below and beside are untouched."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["report_id", "occurred_from", "act", "place_name"])
    for i in range(4):
        sheet.append([f"r{i}", datetime(2016, 3, 1 + i), "shelling", f"place {i}"])
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "in.xlsx")
    result = read_reports(tmp_path / "in.xlsx")
    rows = result.reports.to_pylist()
    assert [r["occurred_from"].day for r in rows] == [1, 1, 3, 4]
    assert [r["act"] for r in rows] == ["shelling"] * 4
    assert [r["place_name"] for r in rows] == [f"place {i}" for i in range(4)]
    assert any("2 merged cells" in note for note in result.notes)


def test_merged_blank_rows_are_no_reports(tmp_path: Path) -> None:
    """A merge that runs on below the table makes no rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["report_id", "occurred_from", "act"])
    sheet.append(["r", datetime(2016, 3, 1), "shelling"])
    sheet.merge_cells("B2:B9")
    book.save(tmp_path / "in.xlsx")
    assert read_reports(tmp_path / "in.xlsx").rows_in == 1


def test_an_id_met_in_an_earlier_file_is_kept_with_its_row(tmp_path: Path) -> None:
    """The second claim under one id is not assessed, but it is not lost: its cells stand in rejects.csv."""
    for name, act in (("one.csv", "shelling"), ("two.csv", "sniping")):
        (tmp_path / name).write_text(OWN + ROW.replace("shelling", act), encoding="utf-8")
    files = [str(tmp_path / "one.csv"), str(tmp_path / "two.csv")]
    out = tmp_path / "out"
    run = CliRunner().invoke(main, ["assess", *files, "--agreements", "syria", "--out", str(out), "--no-page"])
    assert run.exit_code == 0, run.output
    with (out / "rejects.csv").open(encoding="utf-8", newline="") as file:
        (reject,) = csv.DictReader(file)
    assert (reject["source"], reject["row"], reject["code"]) == ("two.csv", "2", "E-REP-007")
    assert "sniping" in reject["raw"]


CLOSED = (
    "report_id,occurred_from,act,claimant,lon,lat,compartment\na,2016-03-01,{act},Witness Seven,36.7,{lat},{closed}\n"
)


def rejected(path: Path, mapping: Path | None = None) -> str:
    (reject,) = read_reports(path, mapping=mapping).rejects.to_pylist()
    return f"{reject['message']} {reject['raw']}"


def test_a_rejected_row_of_a_closed_compartment_is_not_repeated(tmp_path: Path) -> None:
    """Who spoke in confidence must not come out through a file of errors; an open row is kept whole."""
    assert "Witness" in rejected(written(tmp_path, CLOSED.format(act="dancing", lat=35, closed="")))
    told = rejected(written(tmp_path, CLOSED.format(act="dancing", lat=35, closed="sources")))
    assert "withheld" in told and "Witness" not in told and "36.7" not in told


def test_nor_is_one_whose_compartment_has_another_name(tmp_path: Path) -> None:
    """A mapping says which column closes a row."""
    text = CLOSED.format(act="x", lat=95, closed="yes").replace("compartment", "Confidential")
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "truceline: 1\nfields: {occurred_from: occurred_from, lon: lon, lat: lat, compartment: Confidential}\n",
        encoding="utf-8",
    )
    told = rejected(written(tmp_path, text), mapping)
    assert "withheld" in told and "Witness" not in told


def test_nor_is_a_closed_feature(tmp_path: Path) -> None:
    properties = '{"report_id": "a", "act": "dancing", "claimant": "Witness Seven", "compartment": "sources"}'
    path = tmp_path / "in.geojson"
    path.write_text(f'{{"features": [{{"type": "Feature", "properties": {properties}}}]}}', encoding="utf-8")
    told = rejected(path)
    assert "withheld" in told and "Witness" not in told


def test_a_page_cannot_be_opened_on_a_closed_incident(tmp_path: Path) -> None:
    """A coded refusal, where it was a traceback; the page is not written."""
    path = written(tmp_path, CLOSED.format(act="shelling", lat=35, closed="sources"))
    out = str(tmp_path / "out")
    run = CliRunner().invoke(main, ["assess", str(path), "--agreements", "syria", "--spotlight", "a", "--out", out])
    assert run.exit_code == 1 and "E-RUN-004" in run.output
    assert not (tmp_path / "out" / "report.html").exists()
