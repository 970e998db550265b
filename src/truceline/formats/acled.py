"""ACLED exports, older and newer columns.

In battles, riots and protests actor 1 and actor 2 are a pair. In explosions, remote violence, violence against
civilians and a few one-sided developments ACLED's codebook puts the acting side first; only there is it the claimed
initiator.
Precision codes become radii and days.
Source: ACLED codebook (sub-event types, time and geo precision).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from truceline.formats.cells import Dates, day_after, local_days_on, number, text, when, whole
from truceline.formats.countries import country_of
from truceline.formats.day_order import month_first
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import UNKNOWN

IDS = ("event_id_cnty", "data_id", "event_id_no_cnty")
NEEDED = ("event_date", "event_type", "actor1", "latitude", "longitude")

# sub-event type → act, weapon
SUB_EVENTS: dict[str, tuple[str, str | None]] = {
    "armed clash": ("armed_clash", None),
    "government regains territory": ("seizing_territory", None),
    "non-state actor overtakes territory": ("seizing_territory", None),
    "shelling/artillery/missile attack": ("shelling", None),
    "air/drone strike": ("air_strike", "aircraft"),
    "remote explosive/landmine/ied": ("improvised_device", "improvised_explosive"),
    "suicide bomb": ("suicide_attack", "improvised_explosive"),
    "grenade": ("attack", "grenade_launcher"),
    "chemical weapon": ("attack", "chemical"),
    "attack": ("attack_on_civilians", None),
    "sexual violence": ("sexual_violence", None),
    "abduction/forced disappearance": ("abduction", None),
    "looting/property destruction": ("looting", None),
    "headquarters or base established": ("fortification", None),
    "disrupted weapons use": ("other", None),
    "non-violent transfer of territory": ("other", None),
    "arrests": ("detention", None),
    "excessive force against protesters": ("attack_on_civilians", None),
}
# releases before 2019 have event types only
OLD_EVENTS: dict[str, tuple[str, str | None]] = {
    "battle-no change of territory": ("armed_clash", None),
    "battle-government regains territory": ("seizing_territory", None),
    "battle-non-state actor overtakes territory": ("seizing_territory", None),
    "remote violence": ("attack", None),
    "violence against civilians": ("attack_on_civilians", None),
    "headquarters or base established": ("fortification", None),
}
ONE_SIDED_EVENTS = ("explosions/remote violence", "remote violence", "violence against civilians")
ONE_SIDED_DEVELOPMENTS = (
    "looting/property destruction",
    "headquarters or base established",
    "arrests",
)
RADIUS_M = {1: 2_000.0, 2: 25_000.0, 3: 75_000.0}
DAYS_AROUND = {1: 0, 2: 3, 3: 15}


def looks_like_acled(header: list[str]) -> bool:
    names = {h.lower() for h in header}
    return {"event_type", "event_date", "actor1"} <= names and bool(names & {"sub_event_type", *IDS})


def read_acled(path: Path, zone: str | None = None) -> ReadResult:
    """Reports out of an ACLED export. ``zone``: whose days are meant; default the country's.

    Raises: E-REP-001, 002, 010.
    """
    sheet = open_sheet(path)
    header = [h.lower() for h in sheet.header]
    missing = [c for c in NEEDED if c not in header]
    if missing or not any(i in header for i in IDS):
        hint = "Is this an ACLED export?"
        found = [*missing, *([] if any(i in header for i in IDS) else [IDS[0]])]
        raise TrucelineError(*(problem("E-REP-002", path.name, column=c, hint=hint) for c in found))
    us_dates, note = month_first(path, [h for h in sheet.header if h.lower() == "event_date"])
    intake = Intake(path)
    for row_number, cells in sheet.rows:
        if len(cells) != len(header):
            intake.reject_row(row_number, cells, "E-REP-014", found=len(cells), wanted=len(header))
            continue
        row = dict(zip(header, cells, strict=True))
        intake.take(row_number, cells, lambda row=row: acled_report(row, zone, us_dates))  # type: ignore[misc]
    return intake.result([*sheet.notes, *([note] if note else [])])


def acled_report(row: Mapping[str, Any], zone: str | None = None, us_dates: bool = False) -> dict[str, Any]:
    """One ACLED event as a report. Raises BadCell."""
    identity = next((text(row.get(i)) for i in IDS if text(row.get(i))), None)
    country, own_zone = country_of(text(row.get("country")))
    deaths = whole(row.get("fatalities"), "fatalities")
    if deaths is not None and deaths < 0:
        raise BadCell("E-REP-012", low=deaths, best=deaths, high=deaths)
    source = text(row.get("source"))
    start, until = _interval(row, Dates(zone or own_zone, month_first=us_dates))
    return {
        "report_id": f"acled-{identity}" if identity else None,
        "source": "acled",
        "claimant": source or "ACLED",
        "source_kind": "dataset",
        "origin_chain": [part.strip() for part in source.split(";") if part.strip()] if source else None,
        "occurred_from": start,
        "occurred_until": until,
        "lon": number(row["longitude"], "longitude"),
        "lat": number(row["latitude"], "latitude"),
        "place_radius_m": RADIUS_M[_precision(row, "geo_precision", 2)],
        "place_name": text(row.get("location")),
        "country": country,
        "admin1": text(row.get("admin1")),
        "admin2": text(row.get("admin2")),
        "casualties_best": deaths,
        "text": text(row.get("notes")),
        **_act_and_sides(row),
    }


def _interval(row: Mapping[str, Any], dates: Dates) -> tuple[datetime, datetime]:
    start, _ = when(row["event_date"], "event_date", dates)
    around = DAYS_AROUND[_precision(row, "time_precision", 1)]
    return local_days_on(start, -around, dates.zone), local_days_on(day_after(start, dates.zone), around, dates.zone)


def _precision(row: Mapping[str, Any], column: str, unstated: int) -> int:
    code = whole(row.get(column), column)
    if code is None:
        return unstated
    if code not in RADIUS_M:
        raise BadCell("E-REP-009", value=code, column=column, what="precision", hint="ACLED knows 1 to 3.")
    return code


def _act_and_sides(row: Mapping[str, Any]) -> dict[str, Any]:
    event, sub_event = (_folded(row, name) for name in ("event_type", "sub_event_type"))
    act, weapon = SUB_EVENTS.get(sub_event) or OLD_EVENTS.get(event) or (UNKNOWN, None)
    left, right = _actors(row, "actor1", "assoc_actor_1"), _actors(row, "actor2", "assoc_actor_2")
    report: dict[str, Any] = {"act": act, "weapon": weapon}
    civilians = any("civilians" in name.casefold() for name in right or ())
    if civilians or text(row.get("civilian_targeting")):
        report["target_kind"] = "civilians"
    if event not in ONE_SIDED_EVENTS and sub_event not in ONE_SIDED_DEVELOPMENTS:
        return {**report, "side_left": left, "side_right": right}
    return {**report, "claimed_initiator": left, "claimed_target": ["Civilians"] if civilians else right}


def _folded(row: Mapping[str, Any], column: str) -> str:
    return (text(row.get(column)) or "").casefold()


def _actors(row: Mapping[str, Any], main: str, others: str) -> list[str] | None:
    """The side's own actor; associated actors took part beside it and make the side a composite one."""
    names = [text(row.get(main)), *(text(row.get(others)) or "").split(";")]
    return list(dict.fromkeys(n.strip() for n in names if n and n.strip())) or None
