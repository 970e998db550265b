"""Recall at one of the right Airwars incident for UCDP events whose coders cite it, without using any fatalities.

Run: python -m bench.airwars_links      the data lie beside the checkout: gold_ucdp_airwars, airwars_syria
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from truceline.matching.columns import SOURCE, encode, in_order
from truceline.matching.pairs import find_pairs
from truceline.matching.score import score_pairs
from truceline.matching.weights import OWN
from truceline.tables.reports import Reports

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
LINKS = DATA / "gold_ucdp_airwars" / "links_to_2017_04.csv"
INCIDENTS = DATA / "airwars_syria" / "incidents_to_2019.parquet"
UCDP_RADIUS_M = {1: 2000.0, 2: 15_000.0, 3: 25_000.0, 4: 75_000.0}
ACCURACY_M = {"street": 500, "city": 4000, "subdistrict": 15_000, "district": 25_000, "province_governorate": 75_000}
Row = dict[str, Any]


def links(tier: str = "A") -> None:
    if not LINKS.exists():
        print("links: not measured, the data do not lie beside the checkout")
        return
    with LINKS.open(encoding="utf-8", newline="") as file:
        linked = [row for row in csv.DictReader(file) if row["tier"].startswith(tier)]
    incidents = {i["airwars_id"]: i for i in pq.read_table(INCIDENTS).to_pylist() if i["date"]}
    events = {row["ucdp_id"]: row for row in linked}
    reports = in_order(Reports.from_rows([*map(_event, events.values()), *(_incident(i) for i in incidents.values())]))
    at = {name: row for row, name in enumerate(reports.column("report_id").to_pylist())}
    right: dict[int, set[int | None]] = {}
    for row in linked:
        right.setdefault(at[f"ge{row['ucdp_id']}"], set()).add(at.get(f"aw{row['airwars_id']}"))
    columns = encode(reports)
    pairs = find_pairs(columns, OWN.first_matrix(), -12.0, only=np.array(sorted(right)))
    best: dict[int, tuple[float, int]] = {}
    for i, j, value in zip(pairs.left.tolist(), pairs.right.tolist(), score_pairs(columns, pairs, OWN), strict=True):
        for event, other in ((i, j), (j, i)):
            if event in right and columns.codes[event, SOURCE] != columns.codes[other, SOURCE]:
                best[event] = max(best.get(event, (-np.inf, -1)), (float(value), other))
    hits = sum(best[event][1] in wanted for event, wanted in right.items() if event in best)
    print(f"links, tier {tier}: recall@1 {hits / len(right):.3f} of {len(right)} events")


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text[:10]).replace(tzinfo=UTC)


def _event(row: Row) -> Row:
    return {
        "report_id": f"ge{row['ucdp_id']}",
        "source": "ucdp",
        "occurred_from": _day(row["date_start"]),
        "occurred_until": _day(row["date_end_ged"]) + timedelta(days=1),
        "lon": float(row["longitude_ged"]),
        "lat": float(row["latitude_ged"]),
        "place_radius_m": UCDP_RADIUS_M.get(int(float(row["where_prec"])), 25_000.0),
        "place_name": f"{row['where_coordinates']}, {row['adm_1']}",
        "act": "attack_on_civilians" if "ivilian" in row["side_b"] else "armed_clash",
        "side_left": [row["side_a"]],
        "side_right": [row["side_b"]],
    }


def _incident(row: Row) -> Row:
    start, until = _day(row["date"]), _day(row["date_end"] or row["date"])
    if not timedelta(0) <= until - start <= timedelta(days=31):
        until = start
    lat, lon = row["latitude"], row["longitude"]
    placed = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    names = " ".join(filter(None, (row["location_en"], row["location_ar"])))
    return {
        "report_id": f"aw{row['airwars_id']}",
        "source": "airwars",
        "occurred_from": start,
        "occurred_until": until + timedelta(days=1),
        "lon": lon if placed else None,
        "lat": lat if placed else None,
        "place_radius_m": float(ACCURACY_M.get(row["geolocation_accuracy"] or "", 3000)) if placed else None,
        "place_name": ", ".join(filter(None, (names, row["governorate"]))),
        "act": "air_strike" if "irstrike" in (row["strike_type"] or "") else "attack",
        "side_left": [row["belligerent"]] if row["belligerent"] else [],
        "side_right": ["Civilians"],
    }


if __name__ == "__main__":
    links()
