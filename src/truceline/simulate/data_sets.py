"""Several monitors' data sets of the same events, with the true event of every report: what matching is learnt from.

Any events will do, real or of the exercise. Each data set has habits of its own, kept throughout: a gazetteer that puts
a town always at its own spot under its own spelling, its own names for actors and kinds of act, an eye for large or
for small events; some events it splits, some it tells in one with their neighbours. Beside each event stand look-alikes
in the same town on other days, by the same hands: that two reports share place and actors must not be proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.simulate.data_set_names import act_of, actor_name, death_toll, place_called, told_text
from truceline.tables.reports import Reports

Row = dict[str, Any]
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class DataSet:
    """One data set's habits. Shares lie in 0-1.

    ``carries``: of small events; ``severity``: how much more of large ones. ``unnamed``: how often it names no actor.
    ``strays``: towns that its gazetteer has at another town's spot. ``unplaced``: how often it states no point.
    ``splits``, ``lumps``: events told in several reports, reports telling several events. ``late``: dated a day off.
    """

    name: str
    carries: float
    severity: float
    unnamed: float
    splits: float
    lumps: float
    late: float
    vague: float
    writes: float
    strays: float = 0.02
    unplaced: float = 0.01
    headlines: bool = False
    ordered: bool = False


DATA_SETS = (
    DataSet("log", 0.62, 0.06, 0.20, 0.10, 0.02, 0.10, 0.14, 0.15),
    DataSet("register", 0.45, 0.16, 0.05, 0.05, 0.06, 0.12, 0.22, 0.85, headlines=True),
    DataSet("attacks", 0.28, 0.14, 0.40, 0.08, 0.01, 0.14, 0.16, 0.10, ordered=True),
    DataSet("unrest", 0.14, 0.12, 0.25, 0.02, 0.14, 0.16, 0.20, 0.90),
)


@dataclass(frozen=True)
class Labelled:
    """``reports``: a reports table. ``truth``: the true event of each of its rows."""

    reports: pa.Table
    truth: np.ndarray[Any, Any]


def make_data_sets(
    events: pa.Table, seed: int, lookalikes: float = 0.8, sets: Sequence[DataSet] = DATA_SETS
) -> Labelled:
    """Reports of the events that have a point, as each data set tells them.

    ``events``: a reports table, one row an event. ``lookalikes``: how many more events of the same places and actors
    there are for each. Same arguments, same reports.
    """
    rng = np.random.default_rng([seed, 11])
    rows = [
        r for r in events.to_pylist() if r["lon"] is not None and r["occurred_until"] - r["occurred_from"] < _DAYS_31
    ]
    rows += [_lookalike(rng, rows[k]) for k in rng.integers(0, len(rows), int(lookalikes * len(rows)))] if rows else []
    reports: list[Row] = []
    truth: list[int] = []
    for stream, habits in enumerate(sets):
        for event, row in _told(np.random.default_rng([seed, 12, stream]), habits, rows, [seed, stream]):
            row["report_id"] = f"{habits.name[:2]}{len(reports)}"
            reports.append(row)
            truth.append(event)
    return Labelled(Reports.from_rows(reports), np.array(truth, int))


_DAYS_31 = timedelta(days=31)


def _lookalike(rng: np.random.Generator, row: Row) -> Row:
    """Another event of the same place and, mostly, the same hands, days or weeks away."""
    by = timedelta(days=int(np.ceil(rng.exponential(9.0))) * (1 if rng.random() < 0.5 else -1))
    toll = int(rng.poisson(0.7)) if rng.random() < 0.8 else int(rng.integers(0, 9))
    start: datetime = row["occurred_from"] + by
    other = dict(row, occurred_from=start, occurred_until=start + timedelta(days=1), text=None)
    other |= {"casualties_low": toll, "casualties_best": toll, "casualties_high": toll}
    if rng.random() < 0.5:
        other |= {"claimed_initiator": None, "claimed_target": None, "side_left": [], "side_right": ["Civilians"]}
    return other


def _told(rng: np.random.Generator, habits: DataSet, rows: list[Row], key: list[int]) -> list[tuple[int, Row]]:
    out: list[tuple[int, Row]] = []
    order = sorted(range(len(rows)), key=lambda k: (rows[k]["occurred_from"], k))
    last: dict[tuple[Any, ...], Row] = {}
    for event in order:
        row = rows[event]
        toll = row["casualties_best"] or 0
        if rng.random() > min(0.97, habits.carries + habits.severity * np.log1p(toll)):
            continue
        spot = (round(row["lon"], 1), round(row["lat"], 1))
        before = last.get(spot)
        if before is not None and rng.random() < habits.lumps * 3 and _near(before, row):
            before["occurred_until"] = max(before["occurred_until"], row["occurred_until"])
            before["casualties_best"] = (before["casualties_best"] or 0) + toll
            continue
        parts = int(rng.integers(2, 5)) if rng.random() < habits.splits else 1
        for part in range(parts):
            told = _one(rng, habits, row, key, parts, part)
            out.append((event, told))
            last[spot] = told
    return out


def _near(before: Row, row: Row) -> bool:
    return bool(abs((before["occurred_from"] - row["occurred_from"]).total_seconds()) < 3 * 86400)


def _one(rng: np.random.Generator, habits: DataSet, row: Row, key: list[int], parts: int, part: int) -> Row:
    lon, lat, radius, level = _where(rng, habits, row, key)
    point: tuple[float | None, float | None, float | None] = (lon, lat, radius)
    if rng.random() < habits.unplaced:
        point = (None, None, None)
    start, until = _when(rng, habits, row, parts, part)
    left = row["claimed_initiator"] or row["side_left"] or []
    right = row["claimed_target"] or row["side_right"] or []
    sides = [actor_name(rng, key, side, habits.unnamed) for side in (left, right)]
    if not habits.ordered and rng.random() < 0.3:
        sides.reverse()
    toll = death_toll(rng, row, parts)
    return {
        "source": habits.name,
        "occurred_from": start,
        "occurred_until": until,
        "lon": point[0],
        "lat": point[1],
        "place_radius_m": point[2],
        "place_name": place_called(rng, key, row, level),
        "act": act_of(rng, habits.name, row["act"]),
        "side_left": sides[0],
        "side_right": sides[1],
        "casualties_best": toll,
        "text": told_text(rng, row, sides, toll, habits.headlines) if rng.random() < habits.writes else None,
    }


def _where(rng: np.random.Generator, habits: DataSet, row: Row, key: list[int]) -> tuple[float, float, float, int]:
    """Point, stated radius and level (0 town, 1 near it, 2 district, 3 province) out of this data set's gazetteer."""
    dice = rng.random()
    level = 0 if dice > habits.vague else (1 if dice > 0.5 * habits.vague else (2 if dice > 0.15 * habits.vague else 3))
    if (row["place_radius_m"] or 0) > 20_000:
        level = max(level, 2)
    grain = (0, 0, 0.4, 1.5)[level]  # districts and provinces are told by one spot each
    lon, lat = row["lon"], row["lat"]
    if grain:
        lon, lat = round(lon / grain) * grain, round(lat / grain) * grain
    fixed = np.random.default_rng([*key, 5, int((lon + 180) * 500), int((lat + 90) * 500)])
    off_km = fixed.exponential(1.0) if fixed.random() < 0.8 else fixed.exponential(7.0)
    if level == 1 or rng.random() < 0.12:
        off_km += rng.exponential(5.0)
        fixed = rng
    stray = np.random.default_rng([*key, 7, int((lon + 180) * 500), int((lat + 90) * 500)])
    if level < 2 and stray.random() < habits.strays:  # another town of the name, or the capital
        off_km, fixed = stray.uniform(40.0, 500.0), stray
    angle = fixed.random() * 2 * np.pi
    lon += off_km * np.cos(angle) / (KM_PER_DEGREE * max(0.2, np.cos(np.radians(lat))))
    lat += off_km * np.sin(angle) / KM_PER_DEGREE
    stated = level if rng.random() < 0.8 else 0
    return round(lon, 4), round(lat, 4), (2500.0, 12_000.0, 25_000.0, 75_000.0)[stated], level


def _when(rng: np.random.Generator, habits: DataSet, row: Row, parts: int, part: int) -> tuple[datetime, datetime]:
    start, until = row["occurred_from"], row["occurred_until"]
    slip = int(rng.choice([1, -1, 2, 3])) if rng.random() < habits.late else 0
    if parts > 1 and rng.random() < 0.4:
        slip += part
    if until - start > timedelta(days=1) and rng.random() < 0.6:
        until = start + timedelta(days=1)
    elif rng.random() < 0.03:
        until += timedelta(days=int(rng.integers(1, 5)))
    return start + timedelta(days=slip), until + timedelta(days=slip)
