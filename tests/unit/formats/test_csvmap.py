"""A mapping proposed for an unseen table, and what it makes of its rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.formats.csvmap import load_mapping, read_mapped
from truceline.formats.map_draft import doubts, propose
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.errors import TrucelineError

LOG = """Ref No;Day;Hour;Y;X;Incident type;Attacker;Against;Killed;Reported by;Remarks
A-1;15/01/2031;10:30;1.5;36.5;Mortar shelling;Northern Army;Southern Movement;2;Post 4;near the mill
A-2;16/01/2031;22:05;1.2;36.2;Shooting;Outlaw Band, Late Brigade;Northern Army;0;Radio;
A-3;17/01/2031;;1.9;36.9;Aid convoy stopped;Southern Movement;;0;NGO;
A-4;32/01/2031;01:00;1.9;36.9;Clash;Northern Militia;Late Brigade;0;NGO;
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_the_proposal_recognises_columns_and_codes(log: Path) -> None:
    """Date and clock in two columns, odd names, free-text kinds of act."""
    fields = propose(log)["fields"]
    assert fields["report_id"] == "Ref No"
    assert fields["occurred_from"] == {"template": "{Day} {Hour}"}
    assert (fields["lat"], fields["lon"], fields["claimant"]) == ("Y", "X", "Reported by")
    assert "received_at" not in fields, "'Reported by' holds no dates"
    assert fields["act"]["values"]["Mortar shelling"] == "mortar_fire"
    assert fields["act"]["values"]["Aid convoy stopped"] == "aid_obstruction"


def test_the_proposed_mapping_reads_the_table(log: Path, tmp_path: Path) -> None:
    """Three rows are taken, the 32nd of January is a reject; a day without an hour lasts a day."""
    mapping = tmp_path / "m.yaml"
    assert CliRunner().invoke(main, ["map", "init", str(log), "--out", str(mapping)]).exit_code == 0
    result = read_mapped(log, mapping)
    rows = {r["report_id"]: r for r in result.reports.to_pylist()}
    assert sorted(rows) == ["A-1", "A-2", "A-3"]
    assert [r["code"] for r in result.rejects.to_pylist()] == ["E-REP-003"]
    assert rows["A-1"]["occurred_from"].isoformat() == "2031-01-15T10:30:00+00:00"
    assert (rows["A-3"]["occurred_until"] - rows["A-3"]["occurred_from"]).days == 1
    assert rows["A-2"]["claimed_initiator"] == ["Outlaw Band", "Late Brigade"]
    checked = CliRunner().invoke(main, ["map", "check", str(log), "--map", str(mapping)])
    assert "4 rows, 3 reports, 1 rejected" in checked.output


def test_an_existing_mapping_is_not_overwritten(log: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(main, ["map", "init", str(log), "--out", str(mapping)])
    assert (result.exit_code, mapping.read_text(encoding="utf-8")) == (1, "mine")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("fields: {occurred_from: Dai}", "E-MAP-002"),
        ("fields: {occured_from: Day}", "E-MAP-003"),
        ("fields: [a, b]", "E-MAP-001"),
        ("nothing: here", "E-MAP-001"),
    ],
)
def test_a_wrong_mapping_is_a_coded_error(log: Path, tmp_path: Path, body: str, code: str) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(body, encoding="utf-8")
    with pytest.raises(TrucelineError, match=code):
        read_mapped(log, mapping)


def test_an_unknown_code_is_a_reject_unless_there_is_a_default(log: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "fields:\n  report_id: Ref No\n  occurred_from: {column: Day, date_format: '%d/%m/%Y'}\n"
        "  act: {column: Incident type, values: {Shooting: small_arms_fire}}\n",
        encoding="utf-8",
    )
    result = read_mapped(log, mapping)
    assert result.reports.column("act").to_pylist() == ["small_arms_fire"]
    assert {r["code"] for r in result.rejects.to_pylist()} == {"E-REP-009", "E-REP-003"}


UNCLEAR = """Log No;Date;Y;X;Type;Attacker;Wounded
7;28/01/2031;1.5;36.5;Ruckus;Northern Army;17
8;29/01/2031;1.5;36.5;;Northern Army;0
9;30/01/2031;1.5;36.5;gunfire;Northern Army;2
"""


def test_a_word_nobody_recognised_stays_open_and_is_said(tmp_path: Path) -> None:
    """An unknown or empty kind of act is never taken for an act that touches no provision; the draft asks for it."""
    path, mapping = tmp_path / "log.csv", tmp_path / "map.yaml"
    path.write_text(UNCLEAR, encoding="utf-8")
    said = CliRunner().invoke(main, ["map", "init", str(path), "--out", str(mapping)], catch_exceptions=False).output
    for words in ("No act was recognised in: Ruckus.", "Not used: Wounded.", "Times are read as Etc/UTC"):
        assert words in said and words in mapping.read_text(encoding="utf-8")
    rows = read_mapped(path, mapping).reports.to_pylist()
    assert {r["report_id"]: r["act"] for r in rows} == {"7": "unknown", "8": "unknown", "9": "small_arms_fire"}


def test_a_table_without_acts_or_days_invents_neither(tmp_path: Path) -> None:
    """No column for what was done: nothing is taken for an attack, and the draft asks."""
    path = tmp_path / "thin.csv"
    path.write_text("Nr;Y;X;Who\n1;1.5;36.5;Northern Army\n", encoding="utf-8")
    draft = propose(path)
    assert draft["fields"]["act"] == {"constant": "unknown"}
    told = " ".join(doubts(path, draft))
    assert "No column that says what was done" in told
    assert "No column of days" in told


def test_titles_above_the_column_names_of_a_sheet_are_passed_over(tmp_path: Path) -> None:
    """A daily report opens with its title; rows keep the numbers that a person sees, and a note says the rest."""
    book = openpyxl.Workbook()
    for row in (["Daily report 12, Sector East"], [], ["Nr", "Date", "Event"], [1, "2031-01-15", "Mortar"]):
        book.active.append(row)
    book.save(tmp_path / "day.xlsx")
    sheet = open_sheet(tmp_path / "day.xlsx")
    assert (sheet.header, list(sheet.rows)) == (["Nr", "Date", "Event"], [(4, [1, "2031-01-15", "Mortar"])])
    assert sheet.notes == ["passed over above the column names: Daily report 12, Sector East"]
    assert propose(tmp_path / "day.xlsx")["fields"]["act"]["values"]["Mortar"] == "mortar_fire"


def test_a_sheet_of_one_column_keeps_its_first_row_as_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Date"], ["2031-01-15"], ["2031-01-16"]):
        book.active.append(row)
    book.save(tmp_path / "one.xlsx")
    assert open_sheet(tmp_path / "one.xlsx").header == ["Date"]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Mine strike", "explosion"),
        ("Demining", "mine_clearing"),
        ("Mines laid", "mine_laying"),
        ("Drone", "unknown"),
        ("UAV attack", "drone_strike"),
        ("Road repairs", "unknown"),
        ("Airstrike", "air_strike"),
        ("Aircraft overflight", "flight"),
        ("Soldier died", "unknown"),
        ("Roadside IED", "improvised_device"),
    ],
)
def test_a_draft_guesses_only_what_leaves_no_doubt(tmp_path: Path, said: str, act: str) -> None:
    """A wrong guess would be silent; an open one is asked."""
    path = tmp_path / "log.csv"
    path.write_text(f"Nr;Date;Type\n1;2031-01-15;{said}\n", encoding="utf-8")
    assert propose(path)["fields"]["act"]["values"][said] == act


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Failure to withdraw", "failure_to_withdraw"),
        ("road-closure", "road_closure"),
        ("Aid delivered", "unknown"),
        ("Convoy turned back", "aid_obstruction"),
        ("Denial of aid", "aid_obstruction"),
        ("Access granted", "unknown"),
        ("access denied", "access_denial"),
        ("Restriction of movement", "unknown"),
        ("Attack on a patrol", "attack"),
    ],
)
def test_our_own_terms_are_taken_and_no_word_turns_its_meaning_round(tmp_path: Path, said: str, act: str) -> None:
    """A log may use the terms of the list with spaces; aid that came is no aid that was stopped."""
    path = tmp_path / "log.csv"
    path.write_text(f"id,date,type\n1,2031-01-15,{said}\n", encoding="utf-8")
    assert propose(path)["fields"]["act"]["values"][said] == act


@pytest.mark.parametrize(("units", "taken"), [("guards", True), ("3rd Brigade", False)])
def test_amount_and_place_by_everyday_names(tmp_path: Path, units: str, taken: bool) -> None:
    """How many, of what, where; a unit that is a brigade is no unit of an amount."""
    path = tmp_path / "log.csv"
    path.write_text(f"id,when,where,kind,how many,unit\n1,2031-01-15,Mill,patrol,8,{units}\n", encoding="utf-8")
    fields = propose(path)["fields"]
    assert (fields["quantity"], fields["place_name"]) == ("how many", "where")
    assert ("quantity_unit" in fields) is taken


def test_a_column_of_sources_is_each_rows_source(tmp_path: Path) -> None:
    """Rows of two sources are of two, an empty cell is of the table; who denies is read as names."""
    path, mapping = tmp_path / "day.csv", tmp_path / "map.yaml"
    path.write_text("id,date,type,source,denied by\n1,2026-03-01,attack,radio,North; South\n2,2026-03-01,attack,,\n")
    assert CliRunner().invoke(main, ["map", "init", str(path), "--out", str(mapping)]).exit_code == 0
    rows = read_mapped(path, mapping).reports.to_pylist()
    assert [(r["source"], r["claimant"]) for r in rows] == [("radio", "radio"), ("day", None)]
    assert [r["denied_by"] for r in rows] == [["North", "South"], None]
    bare = tmp_path / "bare.csv"
    bare.write_text("id,date,type,reporter\n1,2026-03-01,attack,radio\n")
    assert any("cannot corroborate" in point for point in doubts(bare, propose(bare)))


def test_arabic_column_names_and_acts_are_recognised(tmp_path: Path) -> None:
    """A log kept in Arabic gets the same draft as one in English; a word that could be several acts stays open."""
    log = tmp_path / "log.csv"
    log.write_text(
        "رقم,التاريخ,المكان,خط العرض,خط الطول,نوع الحادث,الفاعل,الهدف,قتلى,المصدر,النص\n"
        "١,2026-03-01,لين,34.1,36.2,غارة جوية,الجيش الشمالي,,2,شبكة الرصد,نص\n"
        "٢,2026-03-02,لين,34.1,36.2,قصف,الجيش الشمالي,,,شبكة الرصد,نص\n"
        "٣,2026-03-02,لين,34.1,36.2,حادث آخر,,,,شبكة الرصد,نص\n",
        encoding="utf-8",
    )
    fields = propose(log)["fields"]
    named = {
        "report_id": "رقم",
        "occurred_from": "التاريخ",
        "place_name": "المكان",
        "lat": "خط العرض",
        "lon": "خط الطول",
        "casualties_best": "قتلى",
        "source": "المصدر",
        "text": "النص",
    }
    assert {name: fields[name] for name in named} == named
    assert (fields["claimed_initiator"]["column"], fields["claimed_target"]["column"]) == ("الفاعل", "الهدف")
    acts = {"غارة جوية": "air_strike", "قصف": "shelling", "حادث آخر": "unknown", "default": "unknown"}
    assert fields["act"] == {"column": "نوع الحادث", "values": acts}


def test_a_draft_takes_from_and_to_where_they_are_times(tmp_path: Path) -> None:
    """They may as well be who sent and who got it: then the column of days counts."""
    path = tmp_path / "log.csv"
    path.write_text("Ref,From,To,Date\n1,2031-01-15 09:00,2031-01-15 09:30,2031-01-16\n", encoding="utf-8")
    fields = propose(path)["fields"]
    assert (fields["occurred_from"], fields["occurred_until"]) == ("From", "To")
    for sent in ("Post 4,HQ", ","):
        path.write_text(f"Ref,From,To,Date\n1,{sent},2031-01-16\n", encoding="utf-8")
        fields = propose(path)["fields"]
        assert (fields["occurred_from"], fields.get("occurred_until")) == ("Date", None)


@pytest.mark.parametrize(
    ("name", "cell", "proposed", "asked"),
    [
        ("Radius (m)", "5", {"column": "Radius (m)"}, False),
        ("radius_km", "2", {"column": "radius_km", "factor": 1000}, False),
        ("Radius", "250", {"column": "Radius"}, True),
        ("Accuracy", "25.5", {"column": "Accuracy"}, True),
        ("Accuracy", "3", {"constant": 1000}, False),
        ("Accuracy", "town", {"constant": 1000}, False),
    ],
)
def test_a_draft_takes_the_radius_that_a_table_states(
    tmp_path: Path, name: str, cell: str, proposed: dict[str, object], asked: bool
) -> None:
    """A unit that the name does not state is asked about; small whole numbers without one may be codes."""
    path = tmp_path / "log.csv"
    path.write_text(f"id,date,lat,lon,{name}\n1,2031-01-15,1.5,36.5,{cell}\n", encoding="utf-8")
    draft = propose(path)
    assert draft["fields"]["place_radius_m"] == proposed
    assert any("states no unit" in s for s in doubts(path, draft)) is asked


@pytest.mark.parametrize("rounded", [False, True])
def test_half_a_person_is_refused_by_columns_as_by_rows(tmp_path: Path, rounded: bool) -> None:
    """A fraction of a count is a reject unless the mapping rounds, whether a file is read by rows or by columns."""
    from truceline.formats.mapped_columns import read_columns, reads_columns

    (tmp_path / "map.yaml").write_text(
        "truceline: 1\nsource: wire\nfields:\n  report_id: id\n  act: {constant: shelling}\n"
        "  occurred_from: {column: day, date_format: epoch_days}\n"
        "  occurred_until: {column: day, date_format: epoch_days}\n"
        f"  casualties_best: {{column: dead, round: {str(rounded).lower()}}}\n",
        encoding="utf-8",
    )
    dead = [2.0, 2.4, None, 0.0]
    table = pa.table({"id": [f"w{n}" for n in range(4)], "day": [18000] * 4, "dead": pa.array(dead, pa.float64())})
    pq.write_table(table, tmp_path / "w.parquet")
    rows = "".join(f"w{n},18000,{'' if d is None else d}\n" for n, d in enumerate(dead))
    (tmp_path / "w.csv").write_text(f"id,day,dead\n{rows}", encoding="utf-8")
    mapping = load_mapping(tmp_path / "map.yaml")
    assert reads_columns(tmp_path / "w.parquet", mapping)
    for read in (read_columns(tmp_path / "w.parquet", mapping), read_mapped(tmp_path / "w.csv", tmp_path / "map.yaml")):
        told = {r["report_id"]: r["casualties_best"] for r in read.reports.to_pylist()}
        assert told == {"w0": 2, "w2": None, "w3": 0} | ({"w1": 2} if rounded else {})
        assert [r["code"] for r in read.rejects.to_pylist()] == ([] if rounded else ["E-REP-020"])
