"""Dates that may be read two ways, zones of countries, tables in odd wrappings: decided once, said, nothing lost."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.unit.formats.test_report_errors import ACLED, EVENT, GED, OWN, ROW
from truceline.cli import main
from truceline.formats.countries import country_of
from truceline.formats.reports_io import read_reports
from truceline.formats.ucdp import members
from truceline.vocabulary.errors import TrucelineError


def written(folder: Path, text: str, name: str = "in.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def own(*dates: str) -> str:
    lines = [f"r{i},log,{date},,36.5,35.1,500,shelling,Syrian army,0,1,2\n" for i, date in enumerate(dates)]
    return OWN + "".join(lines)


@pytest.mark.parametrize(
    ("dates", "first", "said"),
    [
        (("03/04/2016", "05/25/2016"), datetime(2016, 3, 4, tzinfo=UTC), "read month first"),
        (("03/04/2016", "25/05/2016"), datetime(2016, 4, 3, tzinfo=UTC), ""),
        (("03/04/2016", "05/06/2016"), datetime(2016, 4, 3, tzinfo=UTC), "nothing in the file says"),
        (("2016-04-03",), datetime(2016, 4, 3, tzinfo=UTC), ""),
    ],
)
def test_day_or_month_first_is_one_decision_per_file(
    tmp_path: Path, dates: tuple[str, ...], first: datetime, said: str
) -> None:
    """A number above 12 decides for the whole file; where none stands, that is said."""
    result = read_reports(written(tmp_path, own(*dates)))
    assert result.reports.num_rows == len(dates)
    assert result.reports.column("occurred_from")[0].as_py() == first
    assert any(said in note for note in result.notes) if said else not any("/" in note for note in result.notes)


def test_dates_of_both_orders_leave_rejects(tmp_path: Path) -> None:
    """A file that mixes both orders is read day first; what cannot be is a reject."""
    result = read_reports(written(tmp_path, own("25/05/2016", "05/25/2016", "03/04/2016")))
    assert (result.rows_in, result.reports.num_rows) == (3, 2)
    assert result.rejects.column("code").to_pylist() == ["E-REP-003"]


@pytest.mark.parametrize(
    ("name", "code", "zone"),
    [
        ("Syria", "SYR", "Asia/Damascus"),
        ("Myanmar (Burma)", "MMR", "Asia/Yangon"),
        ("Yemen (North Yemen)", "YEM", "Asia/Aden"),
        ("south sudan", "SSD", "Africa/Juba"),
        ("UKR", "UKR", "Europe/Kyiv"),
        ("Atlantis", "Atlantis", "Etc/UTC"),
    ],
)
def test_a_country_gives_its_code_and_zone(name: str, code: str, zone: str) -> None:
    """As event data write it; an unknown country keeps its name, its days taken as UTC."""
    assert country_of(name) == (code, zone)


def test_days_are_the_countrys_unless_said_otherwise(tmp_path: Path) -> None:
    """A GED day in Syria begins at 22:00 UTC in winter; --timezone overrides that; a wrong name is refused."""
    path = written(tmp_path, GED + EVENT)
    assert read_reports(path).reports.column("occurred_from")[0].as_py().hour == 22
    assert read_reports(path, zone="Etc/UTC").reports.column("occurred_from")[0].as_py().hour == 0
    with pytest.raises(TrucelineError, match="E-REP-018"):
        read_reports(path, zone="Damascus")
    ended = CliRunner().invoke(main, ["assess", str(path), "--agreements", "syria", "--timezone", "Nowhere"])
    assert ended.exit_code != 0
    assert "E-REP-018" in ended.output


def test_days_around_an_imprecise_date_are_local_days(tmp_path: Path) -> None:
    """Syria's clocks went forward on 25 March 2016: a date good to some days begins in winter time."""
    imprecise = EVENT.replace(",Syria,1,2016-03-01,2016-03-01,", ",Syria,2,2016-03-26,2016-03-26,")
    (row,) = read_reports(written(tmp_path, GED + imprecise)).reports.to_pylist()
    assert (row["occurred_from"].hour, row["occurred_until"].hour) == (22, 21)
    assert row["occurred_from"].day < 25 < row["occurred_until"].day


def test_a_table_inside_a_zip_is_read(tmp_path: Path) -> None:
    """As the official releases come; several tables in one archive are refused with what to do."""
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as archive:
        archive.writestr("GEDEvent.csv", GED + EVENT)
        archive.writestr("readme.txt", "about")
    assert read_reports(tmp_path / "ged.zip").reports.num_rows == 1
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", GED + EVENT)
        archive.writestr("b.csv", GED + EVENT)
    with pytest.raises(TrucelineError, match="holds 2 text tables"):
        read_reports(tmp_path / "two.zip")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    """The name survives; what is not UTF-8 is said."""
    text = OWN + ROW.replace("Syrian army", "Forces de Défense")
    result = read_reports(written(tmp_path, text, encoding=encoding))
    assert result.reports.column("claimed_initiator")[0].as_py() == ["Forces de Défense"]
    assert bool(result.notes) == (encoding != "utf-8-sig")


def test_a_quote_that_never_closes_loses_no_row_silently(tmp_path: Path) -> None:
    """The rows it swallowed are one reject that says so; the rows before it stand."""
    broken = ROW.replace("r1", "r2").replace("Syrian army", '"Syrian army')
    result = read_reports(written(tmp_path, OWN + ROW + broken + ROW.replace("r1", "r3")))
    assert result.reports.num_rows == 1
    (reject,) = result.rejects.to_pylist()
    assert "swallowed" in reject["raw"]
    assert result.rows_in == 2


def test_only_one_sided_events_name_who_acted(tmp_path: Path) -> None:
    """ACLED: battles and riots are pairs; shelling and violence against civilians have an initiator."""
    row = "{id},2016-03-01,{event},{sub},Army,Rebels,35.1,36.5,Syria,2,1,2\n"
    lines = [
        ("a", "Battles", "Armed clash"),
        ("b", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
        ("c", "Riots", "Mob violence"),
        ("d", "Remote violence", ""),
    ]
    text = ACLED + "".join(row.format(id=i, event=e, sub=s) for i, e, s in lines)
    rows = read_reports(written(tmp_path, text)).reports.to_pylist()
    assert [r["claimed_initiator"] for r in rows] == [None, ["Army"], None, ["Army"]]
    assert [r["side_left"] for r in rows] == [["Army"], None, ["Army"], None]


def test_a_precision_nobody_knows_is_a_reject(tmp_path: Path) -> None:
    """No radius is made up for a code that the codebook does not have."""
    text = ACLED + "a,2016-03-01,Battles,Armed clash,Army,Rebels,35.1,36.5,Syria,2,1,9\n"
    result = read_reports(written(tmp_path, text))
    assert result.reports.num_rows == 0
    assert result.rejects.column("code").to_pylist() == ["E-REP-009"]


def test_a_widened_range_is_counted(tmp_path: Path) -> None:
    """Where UCDP's best lies outside low and high, the range grows to hold it, and the source can be told."""
    result = read_reports(written(tmp_path, GED + EVENT.replace(",0,1,2\n", ",4,1,2\n")))
    (row,) = result.reports.to_pylist()
    assert (row["casualties_low"], row["casualties_best"], row["casualties_high"]) == (1, 1, 4)
    assert any(note.startswith("1 rows: best lies outside") for note in result.notes)


def test_a_comma_in_brackets_belongs_to_the_name() -> None:
    """Composite sides are split at commas between names only."""
    assert members("Forces of X (north, south), Y") == ["Forces of X (north, south)", "Y"]
    assert members(None) == []
