"""The exercise's world: who acts where, when and how. Everything here is invented, and drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

START = datetime(2030, 3, 6, tzinfo=UTC)

# name, lon, lat, spread in degrees, weight
HOTSPOTS = (
    ("Karse Bridge", 18.52, 41.62, 0.012, 5),
    ("Grey Ford", 18.46, 41.60, 0.012, 3),
    ("Osk", 18.30, 41.58, 0.015, 4),
    ("Upper Lyne", 18.36, 41.70, 0.015, 2),
    ("Tessel", 18.42, 41.52, 0.015, 2),
    ("Harrow", 18.60, 41.66, 0.010, 4),
    ("Mill Farm", 18.66, 41.55, 0.015, 2),
    ("Salt Gate", 18.85, 41.62, 0.020, 3),
)
ARMED = ("merrowan-army", "reed-battalion", "highland-guard", "orchard-company", "cinder-column", "salt-road-band")
ARMED_WEIGHT = (30, 12, 28, 10, 12, 8)
FOES = {
    "merrowan-army": ("highland-guard", "orchard-company", "cinder-column", "civilians"),
    "reed-battalion": ("highland-guard", "orchard-company", "civilians"),
    "highland-guard": ("merrowan-army", "reed-battalion", "cinder-column"),
    "orchard-company": ("merrowan-army", "reed-battalion"),
    "cinder-column": ("merrowan-army", "highland-guard", "civilians"),
    "salt-road-band": ("merrowan-army", "civilians"),
}
# act, weapon, calibre, quantity range, unit, weight
DEEDS = (
    ("mortar_fire", "mortar", 82.0, (1, 20), "explosions", 20),
    ("mortar_fire", "mortar", 120.0, (1, 20), "explosions", 16),
    ("artillery_fire", "artillery", 122.0, (1, 30), "explosions", 10),
    ("rocket_fire", "rocket", 107.0, (1, 12), "explosions", 8),
    ("small_arms_fire", "small_arms", None, (1, 60), "bursts", 22),
    ("drone_strike", "unmanned_aircraft", None, (1, 3), "explosions", 4),
    ("advance", None, None, (1, 1), "events", 5),
    ("weapon_presence", "tank", None, (1, 6), "weapons", 5),
    ("weapon_presence", "mortar", 120.0, (1, 4), "weapons", 4),
    ("weapon_presence", "artillery", 122.0, (1, 4), "weapons", 3),
    ("aid_obstruction", None, None, (1, 1), "events", 6),
    ("checkpoint", "light_weapon", None, (8, 40), "guards", 3),
    ("checkpoint", "heavy_weapon", None, (8, 40), "guards", 3),
    ("failure_to_notify", None, None, (1, 1), "events", 4),
    ("patrol", None, None, (1, 1), "events", 4),
)
FIRING = {"mortar_fire", "artillery_fire", "rocket_fire", "small_arms_fire", "drone_strike"}
RENAMED_ON = datetime(2030, 4, 25, tzinfo=UTC)
NAMES = {
    "merrowan-army": "Merrowan Army",
    "reed-battalion": "Reed Battalion",
    "highland-guard": "Highland Guard",
    "orchard-company": "Orchard Company",
    "cinder-column": "Cinder Column",
    "ember-front": "Ember Front",
    "salt-road-band": "Salt Road Band",
    "civilians": "Civilians",
}


@dataclass(frozen=True)
class Deed:
    """What really happened: the truth table's row. Times UTC, place exact, actors by registry id."""

    incident_id: str
    occurred_at: datetime
    lon: float
    lat: float
    place: str
    act: str
    weapon: str | None
    calibre_mm: float | None
    quantity: int
    quantity_unit: str
    initiator: str
    target: str | None
    killed: int


def draw_deeds(seed: int, days: int, count: int) -> list[Deed]:
    """``count`` deeds over ``days`` days, in order of time; the same for the same arguments."""
    rng = np.random.default_rng([seed, 1])
    minutes = np.sort(rng.integers(0, days * 24 * 60, count))
    return [_deed(rng, f"EX-{number:04}", START + timedelta(minutes=int(m))) for number, m in enumerate(minutes, 1)]


def _deed(rng: np.random.Generator, incident_id: str, at: datetime) -> Deed:
    place, lon, lat, spread, _ = HOTSPOTS[_pick(rng, [h[4] for h in HOTSPOTS])]
    act, weapon, calibre, (low, high), unit, _ = DEEDS[_pick(rng, [d[5] for d in DEEDS])]
    initiator = ARMED[_pick(rng, ARMED_WEIGHT)]
    foes = FOES[initiator]
    target = foes[int(rng.integers(len(foes)))] if act in FIRING or act == "advance" else None
    quantity = int(rng.integers(low, high + 1))
    return Deed(
        incident_id,
        at,
        round(float(lon + rng.normal(0, spread)), 5),
        round(float(lat + rng.normal(0, spread)), 5),
        place,
        act,
        weapon,
        calibre,
        quantity,
        unit,
        renamed(initiator, at) or initiator,
        renamed(target, at),
        int(rng.poisson(0.4)) if act in FIRING else 0,
    )


def renamed(actor: str | None, at: datetime) -> str | None:
    """Cinder Column calls itself Ember Front from a day on."""
    return "ember-front" if actor == "cinder-column" and at >= RENAMED_ON else actor


def _pick(rng: np.random.Generator, weights: object) -> int:
    shares = np.asarray(weights, dtype=float)
    return int(rng.choice(len(shares), p=shares / shares.sum()))
