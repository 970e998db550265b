"""ACLED exports, older and newer columns.

In battles actor 1 and actor 2 are a pair. In explosions, remote violence, violence against civilians and the like,
ACLED's codebook puts the acting side first; it is taken as the claimed initiator. Precision codes become radii, days.
Source: ACLED codebook (sub-event types, time and geo precision).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from truceline.formats.cells import day_after, number, text, when, whole
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.tabular import open_sheet
from truceline.formats.ucdp import country_of
from truceline.vocabulary.errors import TrucelineError, problem

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
}
BATTLES = ("armed clash", "government regains territory", "non-state actor overtakes territory")
RADIUS_M = {1: 2_000.0, 2: 25_000.0, 3: 75_000.0}
DAYS_AROUND = {1: 0, 2: 3, 3: 15}


def looks_like_acled(header: list[str]) -> bool:
    return {"event_type", "sub_event_type", "actor1"} <= {h.lower() for h in header}


def read_acled(path: Path) -> ReadResult:
    """Reports out of an ACLED export. Raises TrucelineError (E-REP-001, 002, 010)."""
    sheet = open_sheet(path)
    header = [h.lower() for h in sheet.header]
    missing = [c for c in NEEDED if c not in header]
    if missing or not any(i in header for i in IDS):
        hint = "Is this an ACLED export?"
        found = [*missing, *([] if any(i in header for i in IDS) else [IDS[0]])]
        raise TrucelineError(*(problem("E-REP-002", path.name, column=c, hint=hint) for c in found))
    intake = Intake(path)
    for row_number, cells in sheet.rows:
        if len(cells) != len(header):
            intake.reject_row(row_number, cells, "E-REP-014", found=len(cells), wanted=len(header))
            continue
        row = dict(zip(header, cells, strict=True))
        intake.take(row_number, cells, lambda row=row: acled_report(row))  # type: ignore[misc]
    return intake.result(sheet.notes)


def acled_report(row: Mapping[str, Any]) -> dict[str, Any]:
    """One ACLED event as a report. Raises BadCell."""
    identity = next((text(row.get(i)) for i in IDS if text(row.get(i))), None)
    country, zone = country_of(text(row.get("country")))
    start, _ = when(row["event_date"], "event_date", zone)
    around = timedelta(days=DAYS_AROUND.get(whole(row.get("time_precision"), "time_precision") or 1, 0))
    sub_event = (text(row.get("sub_event_type")) or "").casefold()
    act, weapon = SUB_EVENTS.get(sub_event, ("other", None))
    deaths = whole(row.get("fatalities"), "fatalities")
    if deaths is not None and deaths < 0:
        raise BadCell("E-REP-012", low=deaths, best=deaths, high=deaths)
    source = text(row.get("source"))
    return {
        "report_id": f"acled-{identity}" if identity else None,
        "source": "acled",
        "claimant": source or "ACLED",
        "source_kind": "dataset",
        "origin_chain": [part.strip() for part in source.split(";")] if source else None,
        "occurred_from": start - around,
        "occurred_until": day_after(start, zone) + around,
        "lon": number(row["longitude"], "longitude"),
        "lat": number(row["latitude"], "latitude"),
        "place_radius_m": RADIUS_M.get(whole(row.get("geo_precision"), "geo_precision") or 2, 25_000.0),
        "place_name": text(row.get("location")),
        "country": country,
        "admin1": text(row.get("admin1")),
        "admin2": text(row.get("admin2")),
        "act": act,
        "weapon": weapon,
        "casualties_low": None,
        "casualties_best": deaths,
        "casualties_high": None,
        "text": text(row.get("notes")),
        **_sides(row, sub_event),
    }


def _sides(row: Mapping[str, Any], sub_event: str) -> dict[str, Any]:
    left = _actors(row, "actor1", "assoc_actor_1")
    right = _actors(row, "actor2", "assoc_actor_2")
    if sub_event in BATTLES or not sub_event:
        return {"side_left": left, "side_right": right}
    civilians = bool(right) and any("civilians" in r.casefold() for r in right or ())
    return {
        "claimed_initiator": left,
        "claimed_target": ["Civilians"] if civilians else right,
        "target_kind": "civilians" if civilians else None,
    }


def _actors(row: Mapping[str, Any], main: str, others: str) -> list[str] | None:
    """The side's own actor; associated actors took part beside it and make the side a composite one."""
    names = [text(row.get(main)), *(text(row.get(others)) or "").split(";")]
    return list(dict.fromkeys(n.strip() for n in names if n and n.strip())) or None
