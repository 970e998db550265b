"""Broken report files: each its code or its reject; counts always add up; never a traceback."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.cli import main
from truceline.formats.intake import ReadResult
from truceline.formats.reports_io import read_reports
from truceline.vocabulary.errors import TrucelineError

OWN = "report_id,source,occurred_from,occurred_until,lon,lat,place_radius_m,act,claimed_initiator,casualties_low,casualties_best,casualties_high\n"
ROW = "r1,log,2016-03-01T10:00Z,2016-03-01T11:00Z,36.5,35.1,500,shelling,Syrian army,0,1,2\n"
GED = "id,type_of_violence,side_a,side_b,where_prec,adm_1,latitude,longitude,country,date_prec,date_start,date_end,low,best,high\n"
EVENT = '7,1,Government of Syria,"Ahrar al-Sham, Jabhat Fateh al-Sham",1,Idlib Governorate,35.9,36.6,Syria,1,2016-03-01,2016-03-01,0,1,2\n'
ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,latitude,longitude,country,fatalities,time_precision,geo_precision\n"


def csv(text: str | bytes, name: str = "in.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return make


def edited(old: str, new: str) -> Callable[[Path], Path]:
    assert old in ROW
    return csv(OWN + ROW.replace(old, new, 1))


def amount(cell: str) -> Callable[[Path], Path]:
    return csv(OWN.strip() + ",quantity,quantity_unit\n" + ROW.strip() + f",{cell},guards\n")


def ged(old: str, new: str) -> Callable[[Path], Path]:
    assert old in EVENT
    return csv(GED + EVENT.replace(old, new, 1))


def truncated_gzip(folder: Path) -> Path:
    path = folder / "in.csv.gz"
    path.write_bytes(gzip.compress((OWN + ROW * 2000).encode())[:200])
    return path


def empty_sheet(folder: Path) -> Path:
    path = folder / "in.xlsx"
    openpyxl.Workbook().save(path)
    return path


def geo(value: Any) -> Callable[[Path], Path]:
    return csv(value if isinstance(value, (str, bytes)) else json.dumps(value), "in.geojson")


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    base = {"report_id": "g1", "occurred_from": "2016-03-01", "act": "shelling"}
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": geometry, "properties": {**base, **properties}}],
    }


WHOLE_FILE = [
    ("no-such-file", lambda folder: folder / "nothing.csv", "E-REP-001"),
    ("empty-file", csv(b""), "E-REP-010"),
    ("only-spaces", csv(b"  \n\n"), "E-REP-010"),
    ("header-only", csv(OWN), "E-REP-010"),
    ("unknown-columns", csv("a,b\n1,2\n"), "E-REP-011"),
    ("binary-garbage", csv(bytes(range(256)) * 40 + b"\x00\x00"), "E-REP-001"),
    ("corrupt-parquet", csv(b"PAR1 this is none PAR1", "in.parquet"), "E-REP-001"),
    ("corrupt-xlsx", csv(b"PK\x03\x04 broken", "in.xlsx"), "E-REP-001"),
    ("xlsx-that-is-text", csv("a,b\n", "in.xlsx"), "E-REP-001"),
    ("empty-sheet", empty_sheet, "E-REP-010"),
    ("truncated-gzip", truncated_gzip, "E-REP-001"),
    ("hxl-row-only", csv(GED + "#event+id,#x,#a,#b,#p,#adm1,#lat,#lon,#country,#p,#date,#date,#n,#n,#n\n"), "E-REP-010"),
    ("geojson-not-json", geo("{"), "E-REP-001"),
    ("geojson-no-collection", geo({"type": "Feature"}), "E-REP-001"),
    ("geojson-no-features", geo({"type": "FeatureCollection", "features": []}), "E-REP-010"),
    ("acled-without-position", csv("event_id_cnty,event_date,event_type,sub_event_type,actor1\nA1,2016-03-01,Battles,Armed clash,X\n"), "E-REP-002"),
]  # fmt: skip

ONE_ROW = [
    ("too-few-cells", csv(OWN + "r1,log,2016-03-01\n"), "E-REP-014"),
    ("too-many-cells", csv(OWN + ROW.strip() + ",more\n"), "E-REP-014"),
    ("no-id", edited("r1,", ","), "E-REP-008"),
    ("id-twice", csv(OWN + ROW + ROW), "E-REP-007"),
    ("no-date", edited("2016-03-01T10:00Z", ""), "E-REP-003"),
    ("31-february", edited("2016-03-01T10:00Z", "2016-02-31"), "E-REP-003"),
    ("words-for-a-date", edited("2016-03-01T10:00Z", "last week"), "E-REP-003"),
    ("ends-before-it-begins", edited("2016-03-01T11:00Z", "2016-02-01T11:00Z"), "E-REP-006"),
    ("latitude-off-the-globe", edited(",36.5,35.1,", ",36.5,135.1,"), "E-REP-005"),
    ("longitude-off-the-globe", edited(",36.5,35.1,", ",536.5,35.1,"), "E-REP-005"),
    ("half-a-position", edited(",36.5,35.1,", ",36.5,,"), "E-REP-017"),
    ("words-for-a-number", edited(",36.5,", ",east,"), "E-REP-004"),
    ("infinite-number", edited(",36.5,", ",inf,"), "E-REP-004"),
    ("negative-radius", edited(",500,", ",-500,"), "E-REP-005"),
    ("unknown-act", edited("shelling", "bombardement"), "E-REP-009"),
    ("casualties-fall", edited("0,1,2", "5,1,2"), "E-REP-012"),
    ("casualties-negative", edited("0,1,2", "-1,1,2"), "E-REP-012"),
    ("deaths-in-words", edited("0,1,2", "0,some,2"), "E-REP-004"),
    ("half-a-guard", amount("6.5"), "E-REP-020"),
    ("fewer-than-none", amount("-8"), "E-REP-020"),
    ("an-amount-in-words", amount("about 9"), "E-REP-004"),
    ("ged-unknown-type", ged("7,1,", "7,9,"), "E-REP-009"),
    ("ged-bad-date", ged("2016-03-01,2016", "??,2016"), "E-REP-003"),
    ("ged-swapped-position", ged("35.9,36.6", "135.9,36.6"), "E-REP-005"),
    ("ged-no-id", ged("7,1", ",1"), "E-REP-008"),
    ("ged-ends-early", ged("2016-03-01,2016-03-01", "2016-03-02,2016-03-01"), "E-REP-006"),
    ("acled-bad-date", csv(ACLED + "A1,soon,Battles,Armed clash,X,Y,35.9,36.6,Syria,0,1,1\n"), "E-REP-003"),
    ("acled-negative-deaths", csv(ACLED + "A1,2016-03-01,Battles,Armed clash,X,Y,35.9,36.6,Syria,-2,1,1\n"), "E-REP-012"),
    ("polygon-for-a-point", geo(feature({"type": "Polygon", "coordinates": []})), "E-REP-016"),
    ("point-without-numbers", geo(feature({"type": "Point", "coordinates": []})), "E-REP-017"),
    ("feature-is-a-word", geo({"type": "FeatureCollection", "features": ["x"]}), "E-REP-016"),
]  # fmt: skip


def adds_up(result: ReadResult) -> bool:
    rejected = {r["row"] for r in result.rejects.to_pylist()}
    return bool(result.rows_in == result.reports.num_rows + len(rejected))


def on_the_terminal(path: Path, code: str) -> None:
    result = CliRunner().invoke(main, ["assess", str(path), "--agreements", "exercise", "--dry-run"])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(("name", "make", "code"), WHOLE_FILE, ids=[c[0] for c in WHOLE_FILE])
def test_a_file_that_cannot_be_read_says_so(name: str, make: Callable[[Path], Path], code: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    with pytest.raises(TrucelineError) as caught:
        read_reports(path)
    assert [p.code for p in caught.value.problems][:1] == [code]
    on_the_terminal(path, code)


@pytest.mark.parametrize(("name", "make", "code"), ONE_ROW, ids=[c[0] for c in ONE_ROW])
def test_a_bad_row_is_kept_with_its_reason(name: str, make: Callable[[Path], Path], code: str, tmp_path: Path) -> None:
    """The row is a reject with code, row and raw cells; nothing is lost."""
    path = make(tmp_path)
    result = read_reports(path)
    (reject,) = result.rejects.to_pylist()
    assert reject["code"] == code
    assert reject["row"] >= 1
    assert reject["raw"]
    assert adds_up(result)
    on_the_terminal(path, code)


def test_cp1252_is_read_and_said(tmp_path: Path) -> None:
    path = csv((GED + EVENT.replace("Ahrar al-Sham", "Ahrar “al-Sham”")).encode("cp1252"))(tmp_path)
    result = read_reports(path)
    assert result.reports.column("side_right").to_pylist() == [["Ahrar “al-Sham”", "Jabhat Fateh al-Sham"]]
    assert any("cp1252" in note for note in result.notes)


@pytest.mark.parametrize("text", ["42430", "01/03/2016", "1 March 2016", "2016-03-01 00:00:00.000", "01-Mar-2016"])
def test_mangled_dates_are_the_same_day(text: str, tmp_path: Path) -> None:
    """Excel serials, day-first, long forms: all are 1 March in Damascus, UTC+2."""
    result = read_reports(ged("2016-03-01,2016-03-01", f"{text},{text}")(tmp_path))
    (start,) = result.reports.column("occurred_from").to_pylist()
    assert start.isoformat() == "2016-02-29T22:00:00+00:00"


def test_sides_of_a_clash_are_a_pair_and_of_one_sided_violence_are_not(tmp_path: Path) -> None:
    """No initiator is filled unless UCDP says who acted."""
    clash = read_reports(csv(GED + EVENT)(tmp_path)).reports.to_pylist()[0]
    assert clash["claimed_initiator"] is None and clash["claimed_target"] is None
    assert clash["side_right"] == ["Ahrar al-Sham", "Jabhat Fateh al-Sham"]
    one_sided = read_reports(ged("7,1,", "7,3,")(tmp_path)).reports.to_pylist()[0]
    assert one_sided["claimed_initiator"] == ["Government of Syria"] and one_sided["side_left"] is None


def test_a_governorate_only_event_has_no_false_position(tmp_path: Path) -> None:
    """UCDP's coordinates of a governorate or country are placeholders."""
    row = read_reports(ged(",1,Idlib", ",4,Idlib")(tmp_path)).reports.to_pylist()[0]
    assert (row["lon"], row["lat"], row["admin1"], row["country"]) == (None, None, "Idlib Governorate", "SYR")


def test_parquet_and_csv_of_our_own_table_are_the_same(tmp_path: Path) -> None:
    from truceline.formats.reports_io import write_reports

    first = read_reports(csv(OWN + ROW)(tmp_path)).reports
    for name in ("again.parquet", "again.csv"):
        write_reports(first, tmp_path / name)
        assert read_reports(tmp_path / name).reports.equals(first)


def test_a_formula_in_a_claim_does_not_run_in_a_spreadsheet(tmp_path: Path) -> None:
    from truceline.formats.findings_io import _safe

    assert _safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"


CELLS = st.text(alphabet="0123456789-:TZ.abc ,éن\x00", max_size=12)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=14), min_size=1, max_size=8))
def test_whatever_the_rows_the_counts_add_up(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Random cells in random numbers: reports plus rejects are the rows."""
    folder = tmp_path_factory.mktemp("rows")
    path = folder / "in.parquet"
    names = OWN.strip().split(",")
    table = pa.table({n: [r[i] if i < len(r) else None for r in rows] for i, n in enumerate(names)})
    pq.write_table(table, path)
    result = read_reports(path)
    assert result.rows_in == len(rows)
    assert adds_up(result)
