"""Amounts with decimals: exact in every sum, whatever their order, and no half guards."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.factory import agreement, registry
from truceline.formats.cells import amount
from truceline.formats.reports_io import read_reports
from truceline.run import assess_rows
from truceline.tables.reports import Reports
from truceline.vocabulary.amounts import (
    MOST,
    comparable,
    fits,
    plain,
    said,
    said_of_thousandths,
    thousandths,
    times,
)

FLOW = {"id": "1", "kind": "prohibition", "text": "No more fuel than this.", "acts": ["delivery"], "source": "T"}


def flow(unit: str = "tonnes", **bound: Any) -> Any:
    quantity = {"unit": unit, "per": "total", **bound}
    return agreement(provisions=[{**FLOW, "quantity": quantity}])


def item(number: int, amount: float, unit: str = "tonnes", **more: Any) -> dict[str, Any]:
    at = f"2020-02-{1 + number // 24:02d}T{number % 24:02d}:00Z"
    where = {"lon": 10.5, "lat": 10.5, "place_radius_m": 10}
    return {
        "report_id": f"r{number:04d}", "act": "delivery", "occurred_from": at, "quantity": amount,
        "quantity_unit": unit, "claimed_initiator": ["Northern Army"], **where, **more,
    }  # fmt: skip


def outcomes(loaded: Any, rows: list[dict[str, Any]]) -> list[str]:
    found = assess_rows(rows, [loaded], registry()).to_pylist()
    return [f["outcome"] for f in sorted(found, key=lambda f: f["incident_id"])]


def test_ten_tenths_are_one() -> None:
    """In floats 0.1 ten times is 0.9999999999999999 and three times 0.30000000000000004: neither decides here."""
    assert sum([0.1] * 3) > 0.3
    rows = [item(n, 0.1) for n in range(4)]
    assert outcomes(flow(max=0.3), rows) == ["no_violation"] * 3 + ["violation"]
    ten = [item(n, 0.1) for n in range(11)]
    assert outcomes(flow(max=1), ten) == ["no_violation"] * 10 + ["violation"]


@pytest.mark.parametrize("seed", range(5))
def test_a_balance_is_the_sum_on_paper_whatever_the_order(seed: int) -> None:
    """Random amounts in and out: the sentence says what decimal arithmetic says, to the last digit."""
    chance = random.Random(seed)
    amounts = [Decimal(chance.randrange(1, 10**6)) / 1000 for _ in range(60)]
    limit = sum(amounts[:40])
    rows = [item(n, float(a)) for n, a in enumerate(amounts)]
    shuffled = rows[:]
    chance.shuffle(shuffled)
    told = outcomes(flow(max=float(limit)), shuffled)
    assert told == ["no_violation"] * 40 + ["violation"] * 20
    found = assess_rows(shuffled, [flow(max=float(limit))], registry()).to_pylist()
    last = next(f for f in found if f["incident_id"] == "r0059")
    said_last = next(r["value"] for r in last["reasons"] if r["condition"] == "quantity_over")
    assert f"after {sum(amounts).normalize():f}; at most {Decimal(limit).normalize():f} allowed" in said_last


def test_what_left_is_taken_off_exactly() -> None:
    """1.1 in, 1.1 out, thirty times, then a third of a tenth more than nothing is allowed."""
    pairs = [(item(2 * n, 1.1), item(2 * n + 1, 1.1, act="withdrawal")) for n in range(30)]
    rows = [*itertools.chain(*pairs), item(70, 1.1), item(71, 0.001)]
    told = outcomes(flow(max=1.1, reduced_by=["withdrawal"]), rows)
    assert told[-2:] == ["no_violation", "violation"]


def test_floors_and_single_reports_have_decimals() -> None:
    """2.5 of 2.5 kilometres is not under the floor; 2.499 is; 12.001 of 12 is over the ceiling."""
    short = {**FLOW, "kind": "obligation", "acts": None, "breached_by": ["failure_to_deliver"]}
    quantity = {"unit": "kilometres", "min": 2.5, "per": "report"}
    loaded = agreement(provisions=[{**short, "quantity": quantity}])
    rows = [item(n, a, "kilometres", act="failure_to_deliver") for n, a in enumerate((2.5, 2.499))]
    assert outcomes(loaded, rows) == ["no_violation", "violation"]
    over = agreement(provisions=[{**FLOW, "quantity": {"unit": "tonnes", "max": 12}}])
    assert outcomes(over, [item(0, 12), item(1, 12.001), item(2, 11.999)]) == [
        "no_violation", "violation", "no_violation",
    ]  # fmt: skip
    (found,) = assess_rows([item(0, 5_000_000.5)], [over], registry()).to_pylist()
    told = next(r["value"] for r in found["reasons"] if r["condition"] == "quantity_over")
    assert told == "5000000.5 tonnes, at most 12 allowed"  # no 5e+06


def test_numbers_are_written_as_on_paper() -> None:
    assert [said(x) for x in (14.0, 12.5, 0.001, 5_000_000.0, 1e9)] == ["14", "12.5", "0.001", "5000000", "1000000000"]
    assert [plain(x) for x in (14.0, 12.5, None)] == [14, 12.5, None] and isinstance(plain(14.0), int)
    assert times(12345, 0.001) == 12.345 != 12345 * 0.001 or times(1.1, 3) == 3.3 != 1.1 * 3
    assert fits(0.1) and fits(999999999.999) and not fits(0.0001) and not fits(MOST * 2)
    litres = [thousandths(x, "litres") for x in (0.1, 0.2, 0.3)]
    assert litres[0] + litres[1] == litres[2] == 300
    assert thousandths(1.5, "tonnes") == thousandths(1500, "kilograms") == 1_500_000
    assert [said_of_thousandths(500, u) for u in ("kilograms", "tonnes", "litres")] == ["0.5", "0.0005", "0.5"]
    assert said_of_thousandths(-2_000_000, "tonnes") == "-2" and said_of_thousandths(100_000, "guards") == "100"
    assert comparable("kilograms", "tonnes") and comparable("trucks", "trucks") and not comparable(None, None)
    assert not comparable("trucks", "tonnes") and not comparable(None, "tonnes")


HEADER = "report_id,occurred_from,act,lon,lat,quantity,quantity_unit\n"


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        ("12.5", "tonnes", None),
        ("12,5", "tonnes", None),
        ("1,250", "tonnes", None),
        ("12.3456", "tonnes", "E-REP-022"),
        ("-1.5", "tonnes", "E-REP-022"),
        ("2000000000", "litres", "E-REP-022"),
        ("6.5", "guards", "E-REP-020"),
        ("6.0", "guards", None),
        ("6.5", "", "E-REP-020"),
        ("much", "tonnes", "E-REP-004"),
        ("1_5", "tonnes", "E-REP-004"),
        ("1.250,5", "tonnes", "E-REP-004"),
        ("0,250", "guards", "E-REP-020"),
    ],
)
def test_what_is_taken_and_what_is_refused(tmp_path: Path, cell: str, unit: str, code: str | None) -> None:
    """Measured units have decimals, counted ones none; nothing is rounded. A CSV and a Parquet file say the same."""
    quoted = f'"{cell}"' if "," in cell else cell
    (tmp_path / "r.csv").write_text(f"{HEADER}a,2020-02-02,delivery,10.5,10.5,{quoted},{unit}\n", encoding="utf-8")
    read = read_reports(tmp_path / "r.csv")
    assert [r["code"] for r in read.rejects.to_pylist()] == ([code] if code else [])
    if code is None:
        (row,) = read.reports.to_pylist()
        assert row["quantity"] == {"12,5": 12.5, "1,250": 1250}.get(cell, float(cell.replace(",", "") or 0))


@pytest.mark.parametrize("kind", [pa.float64(), pa.int64(), pa.int32()])
def test_tables_of_whole_numbers_and_of_decimals_are_read_alike(tmp_path: Path, kind: pa.DataType) -> None:
    """Files written when amounts were whole numbers are taken as they are, by the fast way too."""
    from truceline.formats.report_chunks import _is_own_parquet, makes_sense

    base = [{"report_id": f"r{n}", "source": "s", "act": "delivery"} for n in range(4)]
    start = Reports.schema.field("occurred_from").type
    table = pa.table(
        {
            **{k: [r[k] for r in base] for k in base[0]},
            "occurred_from": pa.array([0] * 4, pa.int64()).cast(start),
            "occurred_until": pa.array([60_000_000] * 4, pa.int64()).cast(start),
            "quantity": pa.array([1, 2, None, 4], kind),
            "quantity_unit": ["tonnes", "guards", None, "guards"],
        }
    )
    pq.write_table(table, tmp_path / "r.parquet")
    assert _is_own_parquet(tmp_path / "r.parquet")
    assert read_reports(tmp_path / "r.parquet").reports.column("quantity").to_pylist() == [1, 2, None, 4]
    when = {name: table[name][0].as_py() for name in ("occurred_from", "occurred_until")}
    told = [(0.1, "tonnes"), (12.345, "tonnes"), (0.0001, "tonnes"), (6.5, "guards"), (6.5, None)]
    told += [(-0.5, "tonnes"), (2e9, "litres"), (7.0, "guards")]
    rows = [
        {**base[0], **when, "report_id": f"x{n}", "quantity": amount, "quantity_unit": unit}
        for n, (amount, unit) in enumerate(told)
    ]
    assert makes_sense(Reports.from_rows(rows)).tolist() == [True, True, False, False, False, False, False, True]


def test_a_half_guard_in_the_text_is_refused(tmp_path: Path) -> None:
    """The language says which units have decimals."""
    from truceline.formats.agreement_yaml import load_agreement
    from truceline.formats.bundled import bundled
    from truceline.formats.registry_yaml import load_registry
    from truceline.vocabulary.errors import TrucelineError

    karsa = bundled("agreements") / "karsa" / "karsa-protocol"
    text = (karsa / "agreement.yaml").read_text(encoding="utf-8")
    for written, spoilt, hint in (
        ("max: 20\n", "max: 20.5\n", "whole numbers"),
        ("min: 5000,", "min: 5000.0001,", "three decimals"),
    ):
        (tmp_path / "agreement.yaml").write_text(text.replace(written, spoilt, 1), encoding="utf-8")
        with pytest.raises(TrucelineError) as caught:
            load_agreement(tmp_path, load_registry(karsa))
        assert any(p.code == "E-AGREE-005" and hint in p.message for p in caught.value.problems), caught.value.problems


def test_what_came_in_time_counts_against_a_claim_that_it_did_not() -> None:
    """A floor with a deadline: what was handed over before the day is in the balance, not only what came late."""
    owed = {
        **FLOW,
        "kind": "obligation",
        "acts": None,
        "breached_by": ["failure_to_deliver"],
        "due": {"on": "2020-02-05"},
    }
    quantity = {"unit": "tonnes", "min": 10.5, "per": "total", "counts": ["delivery"]}
    loaded = agreement(provisions=[{**owed, "quantity": quantity}])
    claim = item(200, 0, act="failure_to_deliver", quantity=None, quantity_unit=None)
    for delivered, told in (((10.2, 0.3), "no_violation"), ((10.2, 0.2), "violation"), ((), "violation")):
        rows = [*(item(n, amount) for n, amount in enumerate(delivered)), claim]
        assert outcomes(loaded, rows)[-1] == told, delivered
    disputed = [item(0, 10.2), item(1, 0.3, item_state="disputed"), claim]
    assert outcomes(loaded, disputed)[-1] == "undetermined"
    early = item(90, 0, act="failure_to_deliver", quantity=None, quantity_unit=None)  # on the 4th, before the day
    assert outcomes(loaded, [early]) == ["no_violation"]


def test_a_claim_that_counts_in_another_unit_settles_no_floor() -> None:
    """Who says that tonnes were not delivered says nothing sure of weapons that were to be."""
    owed = {**FLOW, "kind": "obligation", "acts": None, "breached_by": ["failure_to_deliver"]}
    quantity = {"unit": "weapons", "min": 10, "per": "total", "counts": ["delivery"]}
    loaded = agreement(provisions=[{**owed, "quantity": quantity}])
    said_of = {unit: item(9, 3, unit, act="failure_to_deliver") for unit in ("weapons", "tonnes")}
    assert [outcomes(loaded, [row]) for row in said_of.values()] == [["violation"], ["undetermined"]]
    (found,) = assess_rows([said_of["tonnes"]], [loaded], registry()).to_pylist()
    told = next(r["value"] for r in found["reasons"] if r["condition"] == "quantity_over")
    assert told.endswith("at least 10 required; counted in tonnes, not in weapons")


def test_a_factor_multiplies_as_on_paper_by_columns_and_by_rows(tmp_path: Path) -> None:
    """Kilograms of a foreign table in tonnes: the same from a CSV, row by row, and from Parquet, by whole columns."""
    from truceline.formats.csvmap import load_mapping, read_mapped
    from truceline.formats.mapped_columns import read_columns, reads_columns

    (tmp_path / "map.yaml").write_text(
        "truceline: 1\nsource: depot\nfields:\n  report_id: id\n  act: {constant: delivery}\n"
        "  occurred_from: {column: day, date_format: epoch_days}\n"
        "  occurred_until: {column: day, date_format: epoch_days}\n"
        "  quantity: {column: kg, factor: 0.001}\n  quantity_unit: {constant: tonnes}\n",
        encoding="utf-8",
    )
    kilograms = [12345.0, 1.0, 1100.0, 0.5, 999999.0]
    table = pa.table({"id": [f"d{n}" for n in range(5)], "day": [18000] * 5, "kg": kilograms})
    pq.write_table(table, tmp_path / "d.parquet")
    rows = "".join(f"d{n},18000,{kg}\n" for n, kg in enumerate(kilograms))
    (tmp_path / "d.csv").write_text(f"id,day,kg\n{rows}", encoding="utf-8")
    mapping = load_mapping(tmp_path / "map.yaml")
    assert reads_columns(tmp_path / "d.parquet", mapping)
    reads = [read_columns(tmp_path / "d.parquet", mapping), read_mapped(tmp_path / "d.csv", tmp_path / "map.yaml")]
    for read in reads:
        found = {r["report_id"]: r["quantity"] for r in read.reports.to_pylist()}
        assert found == {"d0": 12.345, "d1": 0.001, "d2": 1.1, "d4": 999.999}
        assert [r["code"] for r in read.rejects.to_pylist()] == ["E-REP-022"]  # half a kilogram is 0.0005 t


@pytest.mark.parametrize(
    ("cell", "read"),
    [("0,250", 0.25), ("00,500", 0.5), ("1,250", 1250), ("1,250.5", 1250.5), ("12,5", 12.5), ("1,25,000", 125000)],
)
def test_a_comma_parts_thousands_only_where_it_can(cell: str, read: float) -> None:
    """No number of thousands begins with nothing: 0,250 is a quarter, and was once read as 250."""
    assert amount(cell, "quantity") == read
