"""The world that is measured: one agreement over a theatre with many zones, its registry, and reports.

200 zones of about 200 to 5,000 corners, four of them belts along a line of contact of 3,585 corners; 427 windows of
force over two years; 60 zones with an excluded sub-area; 40 provisions; half of the reports around sixty centres, 15 %
against a listed group. Every engine is given the drawn zones, the windows and the exclusions that the agreement has.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

BOUNDS = (35.0, 32.0, 42.5, 37.5)
START = datetime(2030, 1, 1, tzinfo=UTC)
DAYS = 730
ROW_GROUP = 262_144
BELTS, SUB_AREAS, WINDOWS, LINE_CORNERS = 4, 60, 427, 3585
LISTED, BOUND, OTHERS = "Listed Front", ["North Command", "South Command"], ["Unknown Unit", "Free Company"]
WEAPONS = ["mortar", "artillery", "rocket", "small_arms", None]


def make_agreement(folder: Path, zones: int, seed: int = 20) -> None:
    """``agreement.yaml`` (JSON is YAML), ``areas.geojson`` and a registry beside it."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    belts = min(BELTS, zones // 10)
    shapes = [_zone(rng) for _ in range(zones - belts)]
    features = [_feature(f"z{i}", shape) for i, shape in enumerate(shapes)]
    features.append(_feature("line", shapely.LineString(_line(rng))))
    areas: list[dict[str, Any]] = [_polygon(f"z{i}") for i in range(len(shapes))]
    areas.append({"id": "line", "name": "Line of contact", "shape": "line", "outline": "line"})
    named = [a["id"] for a in areas[:-1]]
    for i in range(belts):
        belt = {"shape": "belt", "along": "line", "width_m": 5000 * (i + 1)}
        areas.append({"id": f"belt{i}", "name": f"Belt {i}", **belt})
        named.append(f"belt{i}")
    for i in range(min(SUB_AREAS, len(shapes) // 3)):
        at = shapes[i].representative_point()
        sub = shapely.transform(_zone(rng), lambda xy, at=at: (xy - xy.mean(axis=0)) * 0.25 + [at.x, at.y])
        features.append(_feature(f"sub{i}", sub))
        areas += [_polygon(f"sub{i}"), {"id": f"net{i}", "name": f"Zone {i} less its sub-area", "shape": "combined",
                                        "include": [f"z{i}"], "exclude": [f"sub{i}"]}]  # fmt: skip
        named[i] = f"net{i}"
    data = _text(rng, areas, named)
    (folder / "agreement.yaml").write_text(json.dumps(data, indent=0), encoding="utf-8")
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    _registry(folder)


def _text(rng: Any, areas: list[dict[str, Any]], named: list[str]) -> dict[str, Any]:
    windows = []
    for i in range(round(WINDOWS * len(named) / 200)):
        first = START + timedelta(minutes=int(rng.uniform(0, DAYS * 1440 * 0.95)))
        last = first + timedelta(hours=int(rng.uniform(10, 120) * 24))
        windows.append({"from": f"{first:%Y-%m-%dT%H:%M}", "until": f"{last:%Y-%m-%dT%H:%M}",
                        "areas": [named[i % len(named)]]})  # fmt: skip
    provisions: list[dict[str, Any]] = []
    for i in range(40):
        one: dict[str, Any] = {"id": f"p{i}", "kind": "prohibition", "text": "…", "acts": ["attack", "shelling"]}
        if i % 2:
            one["weapons"] = [("mortar", "artillery", "rocket", "small_arms")[i // 2 % 4]]
        if i % 3 == 0:
            one["where"] = [named[int(rng.integers(len(named)))]]
        if i % 4 == 1:
            one["bound"] = [("north", "south")[i // 4 % 2]]
        if i % 10 == 9:
            limit = {"weapons": ["mortar"], "min_m": 6000 + 3000 * (i // 10)}
            one["distances"] = {"baseline": "line", "limits": [limit]}
        provisions.append(one)
    return {
        "truceline": 1, "id": "bench", "title": "Measured accord (invented)", "kind": "ceasefire",
        "armed_conflict": "bench", "example": True, "timezone": "Etc/UTC",
        "sources": [{"id": "B", "title": "Invented"}],
        "parties": [{"id": p, "name": p.title(), "members": [{"actor": f"{p}-command"}]} for p in ("north", "south")],
        "scope": {"areas": [], "initiator": "any", "target": "any"}, "areas": areas, "in_force": windows,
        "exclusions": [{"id": "x", "lists": ["council"]}], "provisions": provisions,
    }  # fmt: skip


def _registry(folder: Path) -> None:
    actors = [{"id": n.lower().replace(" ", "-"), "kind": "armed_group", "name": n} for n in (*BOUND, LISTED)]
    (folder / "actors.yaml").write_text(json.dumps({"truceline": 1, "actors": actors}))
    lists = [{"id": "council", "authority": "north-command", "title": "Invented list"}]
    listed = [{"list": "council", "ref": "L1", "entity": "listed-front", "actor": "listed-front", "name": LISTED,
               "listed_from": "2029-01-01"}]  # fmt: skip
    (folder / "designations.yaml").write_text(json.dumps({"truceline": 1, "lists": lists, "listed": listed}))


def make_reports(path: Path, reports: int, seed: int = 21) -> None:
    """A reports table of ``reports`` rows, written row group by row group."""
    rng = np.random.default_rng(seed)
    west, south, east, north = BOUNDS
    centres = rng.uniform((west, south), (east, north), (60, 2))
    writer = None
    for begin in range(0, reports, ROW_GROUP):
        n = min(ROW_GROUP, reports - begin)
        around = centres[rng.integers(0, 60, n)] + rng.normal(0, 0.15, (n, 2))
        xy = np.where(rng.random(n)[:, None] < 0.5, around, rng.uniform((west, south), (east, north), (n, 2)))
        minutes = rng.integers(0, DAYS * 1440, n) * np.timedelta64(60_000_000, "us")
        start = np.datetime64(START.replace(tzinfo=None), "us") + minutes
        names = pa.array([*BOUND, *OTHERS, LISTED])
        target = np.where(rng.random(n) < 0.15, 4, rng.integers(0, 4, n))
        table = pa.table(
            {
                "report_id": pa.array([f"r{k}" for k in range(begin, begin + n)]),
                "source": pa.DictionaryArray.from_arrays(np.zeros(n, np.int8), ["bench"]).cast(pa.string()),
                "occurred_from": pa.array(start).cast(pa.timestamp("us", tz="UTC")),
                "occurred_until": pa.array(start + np.timedelta64(3600, "s")).cast(pa.timestamp("us", tz="UTC")),
                "lon": xy[:, 0],
                "lat": xy[:, 1],
                "place_radius_m": rng.choice([0.0, 100.0, 500.0, 2000.0, 5000.0], n, p=[0.3, 0.3, 0.2, 0.15, 0.05]),
                "act": pa.array(["attack", "shelling"]).take(pa.array(rng.integers(0, 2, n))),
                "weapon": pa.array(WEAPONS).take(pa.array(rng.integers(0, 5, n))),
                "claimed_initiator": _lists(names, rng.integers(0, 4, n)),
                "claimed_target": _lists(names, target),
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer:
        writer.close()


def _lists(names: pa.Array, numbers: Any) -> pa.Array:
    offsets = pa.array(np.arange(len(numbers) + 1, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, names.take(pa.array(numbers)))


def _polygon(identity: str) -> dict[str, Any]:
    return {"id": identity, "name": identity, "shape": "polygon", "outline": identity}


def _feature(identity: str, shape: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": identity}, "geometry": json.loads(shapely.to_geojson(shape))}


def _zone(rng: Any) -> Any:
    """A ring whose waves die down with their number, as borders that follow rivers and ridges."""
    west, south, east, north = BOUNDS
    corners = int(np.exp(rng.uniform(np.log(202), np.log(4946))))
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    waves = np.arange(1, 200)
    size = rng.normal(0, 0.35 / waves**1.3, len(waves))
    reach = np.exp((size * np.sin(np.outer(turn, waves) + rng.uniform(0, 6.3, len(waves)))).sum(axis=1))
    reach *= rng.uniform(0.15, 0.75)
    x, y = rng.uniform(west, east), rng.uniform(south, north)
    ring = shapely.Polygon(np.column_stack((x + reach * np.cos(turn), y + reach * np.sin(turn))))
    return ring if ring.is_valid else max(shapely.get_parts(ring.buffer(0)), key=lambda p: p.area)


def _line(rng: Any) -> Any:
    west, south, east, north = BOUNDS
    along = np.linspace(0, 1, LINE_CORNERS)
    waves = np.arange(1, 300)
    size = rng.normal(0, 0.6 / waves**1.4, len(waves))
    y = (size * np.sin(np.outer(along * 2 * np.pi, waves) + rng.uniform(0, 6.3, len(waves)))).sum(axis=1)
    return np.column_stack((west + 0.3 + along * (east - west - 0.6), (south + north) / 2 + y))
