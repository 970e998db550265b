"""How sources tell of a deed: late, roughly, partly, one-sidedly. Each source draws from its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from truceline.simulate.world import FIRING, NAMES, Deed

METRES_PER_DEGREE = 111_000.0

Told = tuple[Deed, dict[str, Any]]


@dataclass(frozen=True)
class Source:
    """``reach``: share of deeds it hears of. ``radius_m``: what it states. ``names``: how often it names who acted.

    ``stream`` numbers its own stream of chance: a source more or less changes no other.
    """

    stream: int
    name: str
    claimant: str
    kind: str
    reach: float
    radius_m: float
    names: float
    delay_h: float
    denies: str | None = None
    act_only: bool = False


SOURCES = (
    Source(0, "mission-post", "Lyne Monitoring Mission", "mission", 0.55, 200, 0.75, 6),
    Source(1, "government", "Government of Merrowan", "party", 0.40, 600, 0.9, 20, denies="government"),
    Source(2, "council", "Highland Council", "party", 0.45, 600, 0.9, 16, denies="council"),
    Source(3, "guarantor", "Republic of Sarneth", "guarantor", 0.15, 1500, 0.5, 40),
    Source(4, "ngo", "Valley Watch", "ngo", 0.50, 800, 0.6, 30),
    Source(5, "media", "Lyne Courier", "media", 0.35, 3000, 0.5, 24, act_only=True),
    Source(6, "sensor", "Acoustic sensors of the mission", "sensor", 0.60, 400, 0.0, 1),
    Source(7, "hotline", "Mission hotline", "hotline", 0.15, 1200, 0.4, 3),
)
SIDES = {
    "government": ("merrowan-army", "reed-battalion"),
    "council": ("highland-guard", "orchard-company"),
}
BLAMED = {"government": "highland-guard", "council": "merrowan-army"}
BROADER = {
    "mortar_fire": "shelling",
    "artillery_fire": "shelling",
    "rocket_fire": "shelling",
    "small_arms_fire": "attack",
    "drone_strike": "air_strike",
}


def tell(seed: int, source: Source, deeds: Sequence[Deed]) -> list[Told]:
    """The deeds one source tells of, each with its row of the reports table."""
    rng = np.random.default_rng([seed, 2, source.stream])
    told: list[Told] = []
    for deed in deeds:
        heard, *dice = rng.random(9)
        if heard < _reach(source, deed):
            told.append((deed, _report(source, deed, dice, f"{source.name}-{len(told) + 1:04}")))
    return told


def _reach(source: Source, deed: Deed) -> float:
    if source.kind == "sensor":
        return source.reach if deed.act in FIRING and deed.act != "small_arms_fire" else 0.0
    return source.reach


def _report(source: Source, deed: Deed, dice: list[float], report_id: str) -> dict[str, Any]:
    lon, lat, radius = _place(source, deed, dice)
    start, until = _times(source, deed, dice[2])
    act, weapon, calibre = _form(source, deed, dice[3])
    initiator = _initiator(source, deed, dice[4])
    turned = initiator not in (None, deed.initiator)  # who blames the other says that it was fired at itself
    target = deed.initiator if turned else deed.target
    row: dict[str, Any] = {
        "report_id": report_id,
        "incident_id": deed.incident_id if dice[5] < 0.93 else None,
        "source": source.name,
        "claimant": source.claimant,
        "source_kind": source.kind,
        "origin_chain": [source.claimant],
        "received_at": until + timedelta(hours=source.delay_h * (0.3 + 1.4 * dice[6])),
        "occurred_from": start,
        "occurred_until": until,
        "lon": lon,
        "lat": lat,
        "place_radius_m": radius,
        "place_name": deed.place,
        "country": "MRW",
        "act": act,
        "weapon": weapon,
        "calibre_mm": calibre,
        "quantity": max(1, round(deed.quantity * (0.8 + 0.4 * dice[7]))) if deed.act != "checkpoint" else deed.quantity,
        "quantity_unit": deed.quantity_unit,
        "claimed_initiator": [NAMES[initiator]] if initiator else None,
        "claimed_target": [NAMES[target]] if target and dice[4] < source.names + 0.2 else None,
        "casualties_low": None,
        "casualties_best": deed.killed if deed.act in FIRING and source.kind != "sensor" else None,
        "casualties_high": None,
        "text": _text(deed, initiator, act),
    }
    if source.kind == "mission" and dice[7] < 0.5:
        row["verified_by"], row["standard_of_proof"] = source.claimant, "reasonable_grounds"
    if source.denies and deed.initiator in SIDES[source.denies] and deed.act in FIRING:
        row["exceptions_argued"] = [{"kind": "self_defence", "argued_by": source.claimant, "text": None}]
    return row


def _place(source: Source, deed: Deed, dice: list[float]) -> tuple[float, float, float]:
    """Somewhere within the stated radius of the true place, evenly over the disc."""
    reach = source.radius_m / METRES_PER_DEGREE * float(np.sqrt(dice[0]))
    angle = 2 * np.pi * dice[1]
    lon = deed.lon + reach * np.cos(angle) / np.cos(np.radians(deed.lat))
    return round(float(lon), 5), round(float(deed.lat + reach * np.sin(angle)), 5), source.radius_m


def _times(source: Source, deed: Deed, die: float) -> tuple[datetime, datetime]:
    if source.kind == "media":  # a newspaper knows the day
        day = deed.occurred_at.replace(hour=0, minute=0)
        return day, day + timedelta(days=1)
    width = {"mission": 20, "sensor": 2}.get(source.kind, 60)
    start = deed.occurred_at - timedelta(minutes=int(die * (width - 1)))
    return start, start + timedelta(minutes=width)


def _form(source: Source, deed: Deed, die: float) -> tuple[str, str | None, float | None]:
    if source.act_only or (source.kind == "hotline" and die < 0.5):
        return BROADER.get(deed.act, deed.act), None, None
    if source.kind == "sensor":
        return "explosion", None, None
    return deed.act, deed.weapon, deed.calibre_mm if die < 0.9 else None


def _initiator(source: Source, deed: Deed, die: float) -> str | None:
    """A party never names its own side: it blames the other, or nobody."""
    if die >= source.names:
        return None
    if source.denies and deed.initiator in SIDES[source.denies]:
        return BLAMED[source.denies] if deed.act in FIRING and die < 0.25 else None
    return deed.initiator


def _text(deed: Deed, initiator: str | None, act: str) -> str:
    who = NAMES[initiator] if initiator else "Nobody identified"
    return f"{who}: {act.replace('_', ' ')} near {deed.place}, {deed.quantity} {deed.quantity_unit}. Exercise."
