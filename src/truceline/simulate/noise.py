"""How claims about one deed come to contradict each other: on who, with what, how much, where and when.

Every source's contradictions are drawn from a stream of its own, apart from the stream that decides what it hears of:
a change here leaves the set of reports as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from truceline.simulate.sources import METRES_PER_DEGREE, SIDES, Source, Told
from truceline.simulate.world import FIRING, NAMES, Deed

Row = dict[str, Any]

# names as two languages of the country write them; the registry knows both
OTHER_SCRIPTS = {
    "merrowan-army": ("جيش ميروان", "армия Меррована"),
    "reed-battalion": ("كتيبة القصب", "Тростниковый батальон"),
    "highland-guard": ("حرس المرتفعات", "Горная гвардия"),
    "orchard-company": ("سرية البستان", "Садовая рота"),
    "cinder-column": ("رتل الرماد", "Пепельная колонна"),
    "ember-front": ("جبهة الجمر", "Угольный фронт"),
    "salt-road-band": ("عصبة طريق الملح", "Отряд Соляной дороги"),
    "civilians": ("مدنيون", "жители"),
}
ARABIC, CYRILLIC = 0, 1
# source → (which script, how often)
SCRIPTS = {"council": (ARABIC, 0.3), "hotline": (ARABIC, 0.3), "guarantor": (CYRILLIC, 0.5)}
UMBRELLA = ("armed men", ("highland-guard", "orchard-company", "cinder-column", "ember-front", "salt-road-band"))
VAGUE = {"media": 0.10, "hotline": 0.15, "ngo": 0.05}
PAIRED = {"media": 0.10}  # "clashes between A and B": two sides, nobody says who began
PLACELESS = {"media": 0.08, "hotline": 0.05}
NAME_ONLY = {"hotline": 0.35}
UNCOUNTED = {"media": 0.5, "hotline": 0.5, "ngo": 0.15, "council": 0.1, "government": 0.1, "guarantor": 0.3}
GUARDS_ALLOWED = 20
ELSEWHERE_M = 2500.0
ECHOED = 0.08
ECHO = "Lyne Courier"


def disturb(seed: int, source: Source, told: Sequence[Told]) -> list[Row]:
    """One source's reports with its contradictions and gaps. Rows: one out per row in, order kept."""
    rng = np.random.default_rng([seed, 4, source.stream])
    rows = []
    for deed, row in told:
        dice = rng.random(6)
        changed = {**row, **_who(source, deed, row, dice[0]), **_where(source, deed, row, dice[1])}
        changed |= _how_much(source, deed, row, dice[2])
        changed |= _with_what(source, deed, dice[3])
        changed |= _when(source, row, dice[4])
        rows.append(_in_script(source, changed, dice[5]))
    return rows


def _own(source: Source, deed: Deed) -> bool:
    return source.denies is not None and deed.initiator in SIDES[source.denies]


def _who(source: Source, deed: Deed, row: Mapping[str, Any], die: float) -> Row:
    """A vague word instead of a name, or a clash of two sides instead of somebody who acted."""
    if row["claimed_initiator"] is None:
        return {}
    word, members = UMBRELLA
    if deed.initiator in members and die < VAGUE.get(source.name, 0):
        return {"claimed_initiator": [word]}
    if deed.target and die > 1 - PAIRED.get(source.name, 0):
        left, right = sorted((NAMES[deed.initiator], NAMES[deed.target]))
        return {"claimed_initiator": None, "claimed_target": None, "side_left": [left], "side_right": [right]}
    return {}


def _where(source: Source, deed: Deed, row: Mapping[str, Any], die: float) -> Row:
    """A name without coordinates, only the country, or (a party about its own fire) somewhere else altogether."""
    gone: Row = {"lon": None, "lat": None, "place_radius_m": None}
    if die < PLACELESS.get(source.name, 0):
        return {**gone, "place_name": None}
    if die < NAME_ONLY.get(source.name, 0):
        return gone
    if _own(source, deed) and deed.act in FIRING and die > 0.93:
        angle = 2 * np.pi * (die - 0.93) / 0.07
        north = ELSEWHERE_M * np.sin(angle) / METRES_PER_DEGREE
        east = ELSEWHERE_M * np.cos(angle) / METRES_PER_DEGREE / np.cos(np.radians(deed.lat))
        return {"lon": round(float(row["lon"] + east), 5), "lat": round(float(row["lat"] + north), 5)}
    return {}


def _how_much(source: Source, deed: Deed, row: Mapping[str, Any], die: float) -> Row:
    """Parties count their own rounds low and the other's high; many sources do not count."""
    if die > 1 - UNCOUNTED.get(source.name, 0):
        return {"quantity": None, "quantity_unit": None}
    if deed.act == "checkpoint" and _own(source, deed) and die < 0.3:
        return {"quantity": min(deed.quantity, GUARDS_ALLOWED)}
    if deed.act in FIRING and source.kind == "party" and die < 0.5:
        return {"quantity": max(1, round(row["quantity"] * (0.4 if _own(source, deed) else 2.0)))}
    return {}


def _with_what(source: Source, deed: Deed, die: float) -> Row:
    """Parties make their own weapon smaller and the other's larger."""
    if source.kind != "party" or deed.act not in FIRING:
        return {}
    if _own(source, deed) and die < 0.15:
        return {"act": "small_arms_fire", "weapon": "small_arms", "calibre_mm": None}
    if not _own(source, deed) and die < 0.2:
        if deed.act == "small_arms_fire":
            return {"act": "mortar_fire", "weapon": "mortar", "calibre_mm": 82.0}
        if deed.weapon == "mortar":
            return {"calibre_mm": 120.0}
    return {}


def _when(source: Source, row: Mapping[str, Any], die: float) -> Row:
    """A party or a caller who has the hour wrong, never later than the report itself."""
    if source.kind not in ("party", "hotline") or die > 0.03:
        return {}
    back = timedelta(hours=3)
    return {"occurred_from": row["occurred_from"] - back, "occurred_until": row["occurred_until"] - back}


def _in_script(source: Source, row: Row, die: float) -> Row:
    script, often = SCRIPTS.get(source.name, (ARABIC, 0.0))
    if die >= often:
        return row
    written = {NAMES[actor]: names[script] for actor, names in OTHER_SCRIPTS.items()}
    columns = ("claimed_initiator", "claimed_target", "side_left", "side_right")
    return {**row, **{c: [written.get(n, n) for n in row[c]] for c in columns if row.get(c)}}


def echoes(seed: int, source: Source, rows: Iterable[Row]) -> Iterator[Row]:
    """A newspaper prints what a party said: the same claim once more, later, with the party as its origin."""
    rng = np.random.default_rng([seed, 7, source.stream])
    for row in rows:
        die, delay = rng.random(2)
        if source.kind == "party" and die < ECHOED:
            yield {
                **row,
                "report_id": f"echo-{row['report_id']}",
                "source": "media",
                "claimant": ECHO,
                "source_kind": "media",
                "origin_chain": [ECHO, row["claimant"]],
                "received_at": row["received_at"] + timedelta(hours=4 + 30 * float(delay)),
                "exceptions_argued": None,
                "text": f"{row['claimant']} says: {row['text']}",
            }
