"""Gazetteers from outside: GeoNames country dumps, OCHA boundaries with P-codes, our own places.csv.

GeoNames data is CC BY 4.0 and OCHA data carries its own terms: name the source where places are shown.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from truceline.formats.countries import UNKNOWN_ZONE, country_of
from truceline.formats.places_csv import read_places
from truceline.reading.lexicon import KnownPlace, known_place
from truceline.registry.model import Place
from truceline.vocabulary.errors import TrucelineError, problem

Row = tuple[KnownPlace, tuple[str, ...]]
GEONAMES = "GeoNames (CC BY 4.0)"
OCHA = "OCHA COD-AB"
LONGITUDES = ("LON", "LONG", "LONGITUDE", "LONGITUDE_X", "X", "X_COORD", "POINT_X", "CENTER_LON", "CENTROID_X")
LATITUDES = ("LAT", "LATITUDE", "LATITUDE_Y", "Y", "Y_COORD", "POINT_Y", "CENTER_LAT", "CENTROID_Y")
ENDINGS = ("RU", "FR", "NAME", "NAME1", "NAME2", "NAME3")
FEATURES = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2", "PCLI": "country"}


def read_gazetteer(path: Path) -> Iterator[Row]:
    """Rows of a gazetteer, whatever its form. Raises TrucelineError (E-READ-007) with the line that does not fit."""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if path.suffix == ".zip":
            data = _unzipped(data)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, EOFError) as error:
        cause = getattr(error, "strerror", None) or str(error)[:120]
        raise TrucelineError(problem("E-READ-007", path.name, cause=cause)) from error
    name = path.name.removesuffix(".gz")
    if name.endswith("places.csv"):
        yield from _own(path)
    elif name.endswith(".geojson"):
        yield from _features(_parsed(text, path)["features"], path)
    elif name.endswith(".jsonl"):
        yield from (_json_row(_parsed(line, path)) for line in text.splitlines() if line.strip())
    elif name.endswith(".csv"):
        yield from _pcode_rows(csv.DictReader(io.StringIO(text)), path)
    else:
        yield from _dump(text, path)


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.endswith(".txt") and not n.startswith("readme")]
        return archive.read(max(names, key=lambda n: archive.getinfo(n).file_size))


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise TrucelineError(problem("E-READ-007", path.name, cause=f"it is no JSON: {error}")) from error


def _dump(text: str, path: Path) -> Iterator[Row]:
    """The tab-separated country dump: 19 columns, alternate names by commas."""
    csv.field_size_limit(sys.maxsize)
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) < 15:
            cause = f"line {number} has {len(cells)} columns, a GeoNames dump has 19"
            raise TrucelineError(problem("E-READ-007", path.name, cause=cause))
        if cells[6] not in ("P", "A", "T", "S", "H", "L"):
            continue
        kind = FEATURES.get(cells[7], "settlement" if cells[6] == "P" else "site")
        lat, lon = (_degrees(cells[n], f"line {number}", path) for n in (4, 5))
        yield _geonames(cells[0], cells[1], cells[3].split(","), lat, lon, cells[8], cells[14], kind)


def _degrees(value: Any, where: str, path: Path) -> float:
    """A decimal comma is taken as a point. Raises E-READ-007 with the line."""
    try:
        return float(str(value).replace(",", "."))
    except ValueError as error:
        cause = f"{where}: '{str(value)[:40]}' is no longitude or latitude"
        raise TrucelineError(problem("E-READ-007", path.name, cause=cause)) from error


def country_code(name: str) -> str:
    """ISO alpha-3 of a code of two or three letters or an English name. Raises E-READ-013 for what is none of these."""
    code = _alpha3(name.strip().upper()) if len(name.strip()) == 2 else country_of(name.strip())[0]
    if code is None or len(code) != 3 or country_of(code) == (code, UNKNOWN_ZONE):
        raise TrucelineError(problem("E-READ-013", "--country", value=name))
    return code


def _json_row(row: dict[str, Any]) -> Row:
    names = [str(n) for n in row.get("alternatenames", [])]
    return _geonames(
        str(row["geonameid"]), str(row["name"]), names, row["latitude"], row["longitude"], str(row["countrycode"]),
        str(row.get("population", 0)), "settlement",
    )  # fmt: skip


def _geonames(
    id_: str, name: str, others: Iterable[str], lat: Any, lon: Any, country: str, people: str, kind: str
) -> Row:
    code = country_of(country)[0] if len(country) != 2 else _alpha3(country)
    place = KnownPlace(
        f"geonames-{id_}", name, kind, code, float(lon), float(lat), None, None, int(people or 0), GEONAMES
    )
    return place, (name, *(n for n in others if n))


def _alpha3(code: str) -> str:
    return _codes().get(code, code)


def _codes() -> dict[str, str]:
    from truceline.formats.bundled import bundled

    global _CODES
    if not _CODES:
        with (bundled("registries") / "world" / "states.csv").open(encoding="utf-8", newline="") as file:
            _CODES = {row["iso2"]: row["iso3"] for row in csv.DictReader(file)}
    return _CODES


_CODES: dict[str, str] = {}


def _features(features: list[dict[str, Any]], path: Path) -> Iterator[Row]:
    """OCHA boundaries: one feature a unit, its P-code and names in the properties, its middle as its point."""
    for number, feature in enumerate(features, 1):
        values = {_key(k): v for k, v in (feature.get("properties") or {}).items() if v not in (None, "")}
        lon, lat = _middle(feature.get("geometry"))
        given = (next((values[k] for k in keys if k in values), m) for keys, m in ((LONGITUDES, lon), (LATITUDES, lat)))
        lon, lat = (_degrees(value, f"feature {number}", path) for value in given)
        yield from _unit(values, lon, lat, path)


def _key(column: str) -> str:
    """One form for the columns of all years: ADM3_EN, admin3Name_en and ADM3_NAME_EN are one."""
    plain = column.upper().replace("ADMIN", "ADM").replace("NAME_", "")
    return re.sub(r"^(ADM\d)(?=[A-Z])", r"\1_", plain)


def _pcode_rows(rows: Iterable[dict[str, str]], path: Path) -> Iterator[Row]:
    for number, row in enumerate(rows, 2):
        values = {_key(k): v for k, v in row.items() if k and v}
        given = (next((values[k] for k in keys if k in values), "nan") for keys in (LONGITUDES, LATITUDES))
        lon, lat = (_degrees(value, f"line {number}", path) for value in given)
        yield from _unit(values, lon, lat, path)


def _unit(values: dict[str, Any], lon: float, lat: float, path: Path) -> Iterator[Row]:
    levels = [n for n in range(4, -1, -1) if f"ADM{n}_PCODE" in values]
    code = values.get("PCODE") or (values[f"ADM{levels[0]}_PCODE"] if levels else None)
    if code is None:
        raise TrucelineError(problem("E-READ-007", path.name, cause="no column holds P-codes (ADM1_PCODE, PCODE)"))
    level = next((n for n in levels if values[f"ADM{n}_PCODE"] == code), 4)
    keys = ("NAME_EN", "NAM_EN_REF", "NAME_AR", "NAM_AR_REF", f"ADM{level}_EN", f"ADM{level}_AR", f"ADM{level}_REF")
    names = tuple(dict.fromkeys(str(values[k]) for k in (*keys, *(f"ADM{level}_{n}" for n in ENDINGS)) if k in values))
    if not names:
        return
    kind = {0: "country", 1: "admin1", 2: "admin2", 3: "admin2"}.get(level, "settlement")
    country = str(values.get("ADM0_PCODE", str(code)[:2]))
    place = KnownPlace(
        f"pcode-{code}", names[0], kind, _alpha3(country), lon, lat, str(values.get("ADM1_PCODE", "")) or None,
        source=OCHA,
    )  # fmt: skip
    yield place, names


def _middle(geometry: dict[str, Any] | None) -> tuple[float, float]:
    if not geometry or not geometry.get("coordinates"):
        return float("nan"), float("nan")
    points: list[tuple[float, float]] = []
    stack: list[Any] = [geometry["coordinates"]]
    while stack:
        item = stack.pop()
        if isinstance(item[0], (int, float)):
            points.append((float(item[0]), float(item[1])))
        else:
            stack += item
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return round((min(lons) + max(lons)) / 2, 5), round((min(lats) + max(lats)) / 2, 5)


def _own(path: Path) -> Iterator[Row]:
    places: dict[str, Place] = {}
    problems = read_places(path, places)
    if problems:
        raise TrucelineError(*problems)
    for p in places.values():
        yield known_place(p), (p.name, *p.names)
