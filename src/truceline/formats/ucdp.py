"""UCDP GED: both generations of column names, published CSVs with an HXL tag row, cp1252, mangled dates.

UCDP's side A and side B of a clash are a **pair**: the data set does not say who acted, so no initiator is filled. Only
one-sided violence (type 3) names the actor: side A, against civilians. A composite side keeps its members' names.
Days are local days of the country. Precision codes become radii (docs/methods/reports-in.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from truceline.formats.cells import Dates, day_after, local_days_on, number, text, when, whole
from truceline.formats.countries import country_of
from truceline.formats.day_order import month_first
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.errors import TrucelineError, problem

# our name -> the column names of the releases, newest first
COLUMNS = {
    "id": ("id",),
    "type": ("type_of_violence",),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "where_prec": ("where_prec",),
    "where": ("where_coordinates", "where_description"),
    "admin1": ("adm_1",),
    "admin2": ("adm_2",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "country": ("country",),
    "date_prec": ("date_prec",),
    "start": ("date_start",),
    "end": ("date_end",),
    "low": ("low", "low_est"),
    "best": ("best", "best_est"),
    "high": ("high", "high_est"),
    "headline": ("source_headline",),
    "office": ("source_office",),
    "article": ("source_article",),
}

RADIUS_M = {1: 2_000.0, 2: 25_000.0, 3: 30_000.0, 5: 50_000.0}
DAYS_AROUND = {1: 0, 2: 3, 3: 3, 4: 15, 5: 182}

NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end")
WIDENED = "best lies outside low and high; the range was widened to hold it"
# an article without an office is cited as "Reuters 2009-02-25": the name comes first
CITATION = re.compile(r"^[^\d,;\"]{2,60}?(?=\s*(?:[\d,;\"]|$))")


def looks_like_ucdp(header: list[str]) -> bool:
    return {"type_of_violence", "side_a", "side_b"} <= {h.lower() for h in header}


def read_ucdp(path: Path, zone: str | None = None) -> ReadResult:
    """Reports out of a GED file of any release. ``zone``: whose days are meant; default the country's.

    Raises: E-REP-001, 002, 010.
    """
    sheet = open_sheet(path)
    lower = {h.lower(): i for i, h in enumerate(sheet.header)}
    missing = [c for c in NEEDED if c not in lower]
    if missing:
        hint = "Is this a UCDP GED event file?"
        raise TrucelineError(*(problem("E-REP-002", path.name, column=c, hint=hint) for c in missing))
    index = {ours: next((lower[t] for t in theirs if t in lower), None) for ours, theirs in COLUMNS.items()}
    us_dates, note = month_first(path, [sheet.header[lower[c]] for c in ("date_start", "date_end")])
    notes = [*sheet.notes, *([note] if note else [])]
    intake = Intake(path)

    def convert(cells: list[Any]) -> dict[str, Any]:
        row = {ours: cells[i] if i is not None else None for ours, i in index.items()}
        return ucdp_report(row, zone, us_dates, intake.remark)

    for row_number, cells in sheet.rows:
        if _is_tags(cells):
            notes.append(f"row {row_number} holds HXL tags and was passed over")
        elif len(cells) != len(sheet.header):
            intake.reject_row(row_number, cells, "E-REP-014", found=len(cells), wanted=len(sheet.header))
        else:
            intake.take(row_number, cells, lambda cells=cells: convert(cells))  # type: ignore[misc]
    return intake.result(notes)


def _is_tags(cells: list[Any]) -> bool:
    """An HXL row: every cell that is filled is a tag."""
    filled = [found for c in cells if (found := text(c))]
    return bool(filled) and all(found.startswith("#") for found in filled)


def ucdp_report(
    row: Mapping[str, Any],
    zone: str | None = None,
    us_dates: bool = False,
    remark: Callable[[str], None] = lambda what: None,
) -> dict[str, Any]:
    """One GED event as a report; ``remark`` is told what had to be mended. Raises BadCell."""
    identity = _identity(row["id"])
    kind = whole(row["type"], "type_of_violence")
    if kind not in (1, 2, 3):
        hint = "UCDP knows 1 state-based, 2 non-state, 3 one-sided."
        raise BadCell("E-REP-009", value=text(row["type"]), column="type_of_violence", what="type", hint=hint)
    country, own_zone = country_of(text(row["country"]))
    start, until = _interval(row, Dates(zone or own_zone, month_first=us_dates))
    casualties, widened = _casualties(row)
    if widened:
        remark(WIDENED)
    origins = _origins(row)
    return {
        "report_id": f"ucdp-{identity}" if identity else None,
        "source": "ucdp-ged",
        "claimant": text(row["office"]) or ("; ".join(origins) if origins else "UCDP GED"),
        "source_kind": "dataset",
        "origin_chain": origins,
        "occurred_from": start,
        "occurred_until": until,
        "place_name": text(row["where"]),
        "country": country,
        "admin1": text(row["admin1"]),
        "admin2": text(row["admin2"]),
        "text": text(row["headline"]),
        **casualties,
        **_place(row),
        **_sides(row, kind),
    }


def _identity(cell: Any) -> str | None:
    """The event's id. A column with empty cells arrives as decimals: 147997.0 is event 147997."""
    return text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _casualties(row: Mapping[str, Any]) -> tuple[dict[str, int | None], bool]:
    """Low, best and high. In some releases best lies outside low and high: the range is then widened to hold it."""
    low, best, high = (whole(row[k], k) for k in ("low", "best", "high"))
    known = [n for n in (low, best, high) if n is not None]
    held = {
        "casualties_low": min(known) if low is not None else None,
        "casualties_best": best,
        "casualties_high": max(known) if high is not None else None,
    }
    return held, (held["casualties_low"], held["casualties_high"]) != (low, high)


def _interval(row: Mapping[str, Any], dates: Dates) -> tuple[datetime, datetime]:
    start, _ = when(row["start"], "date_start", dates)
    end, _ = when(row["end"], "date_end", dates)
    if end < start:
        raise BadCell("E-REP-006", until=text(row["end"]), start=text(row["start"]))
    precision = whole(row["date_prec"], "date_prec") or 1
    around = DAYS_AROUND.get(precision, 0) if start == end else 0
    return local_days_on(start, -around, dates.zone), local_days_on(day_after(end, dates.zone), around, dates.zone)


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    """Position with its radius; where UCDP only knows a governorate or country, the coordinates are a placeholder."""
    precision = whole(row["where_prec"], "where_prec")
    if precision is not None and precision not in range(1, 8):
        hint = "UCDP knows 1 to 7."
        raise BadCell("E-REP-009", value=precision, column="where_prec", what="precision", hint=hint)
    lon, lat = number(row["lon"], "longitude"), number(row["lat"], "latitude")
    if precision in (4, 6, 7) or lon is None or lat is None:
        if lon is not None or lat is not None:
            _on_globe(lon, lat)
        return {"lon": None, "lat": None, "place_radius_m": None}
    return {"lon": lon, "lat": lat, "place_radius_m": RADIUS_M.get(precision or 2, 25_000.0)}


def _on_globe(lon: float | None, lat: float | None) -> None:
    if lon is None or lat is None:
        raise BadCell("E-REP-017")
    if not -180 <= lon <= 180:
        raise BadCell("E-REP-005", column="longitude", value=lon, range="-180 to 180 degrees")
    if not -90 <= lat <= 90:
        raise BadCell("E-REP-005", column="latitude", value=lat, range="-90 to 90 degrees")


def _sides(row: Mapping[str, Any], kind: int) -> dict[str, Any]:
    left, right = members(text(row["side_a"])), members(text(row["side_b"]))
    if kind == 3:
        return {
            "act": "attack_on_civilians",
            "claimed_initiator": left or None,
            "claimed_target": right or ["Civilians"],
            "target_kind": "civilians",
        }
    return {"act": "armed_clash", "side_left": left or None, "side_right": right or None}


def members(side: str | None) -> list[str]:
    """The names of a composite side, in order. A comma inside brackets belongs to the name."""
    return [name.strip() for name in re.split(r",(?![^()]*\))", side) if name.strip()] if side else []


def _origins(row: Mapping[str, Any]) -> list[str] | None:
    """Who UCDP had it from: the offices, each once, or the names with which the cited articles begin."""
    office = text(row["office"])
    if office:
        return list(dict.fromkeys(part.strip() for part in office.split(";") if part.strip()))
    cited = (CITATION.match(part.strip(' "')) for part in (text(row["article"]) or "").split(";"))
    return list(dict.fromkeys(found.group().strip() for found in cited if found)) or None
