"""An invented accord with a sketched and an unpublished border, and as many reports as asked for.

Everything here is made up. The engine itself assesses it, so the page is tested on what it will really be given.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely

from truceline.agreement.model import Agreement
from truceline.bulletins.report import PageData, Spotlight, WhatIf, build_report, render_report
from truceline.registry.actors import Registry
from truceline.registry.model import ActorEntry, Place
from truceline.run import assess_table, what_ifs
from truceline.tables.reports import Rejects, Reports

OPENING = "IN-0147"
AS_OF = datetime(2031, 5, 30, 12, tzinfo=UTC)
SECTOR = [[21.00, 44.00], [21.52, 44.02], [21.60, 44.21], [21.44, 44.42], [21.02, 44.36]]
UPPER = [[21.70, 44.10], [22.30, 44.05], [22.36, 44.50], [21.80, 44.58]]
HALT = [[21.10, 44.55], [21.50, 44.60], [21.46, 44.80], [21.12, 44.76]]

ACCORD: dict[str, Any] = {
    "id": "hollin-2031",
    "title": {"en": "Hollin Accord (invented)", "ar": "اتفاق هولين (متخيل)", "ru": "Холлинское соглашение (вымышлено)"},
    "short_title": {"en": "Hollin Accord", "ar": "اتفاق هولين", "ru": "Холлинское соглашение"},
    "kind": "ceasefire",
    "armed_conflict": "demo",
    "example": True,
    "timezone": "Europe/Belgrade",
    "signed": "2031-03-08",
    "sources": [{"id": "T", "title": "Text as signed"}, {"id": "S", "title": "Sketch map of the commission"}],
    "parties": [
        {
            "id": "government",
            "name": {"en": "Government of Orveth", "ar": "حكومة أورفيث", "ru": "Правительство Орвета"},
            "members": [{"actor": "orveth-army"}],
        },
        {
            "id": "council",
            "name": {"en": "Ridge Council", "ar": "مجلس التلال", "ru": "Совет Хребта"},
            "members": [{"actor": "ridge-front"}, {"actor": "late-brigade", "from": "2031-04-20"}],
            "answers_for": ["part_of", "affiliate_of"],
        },
    ],
    "roles": [{"actor": "sarneth", "role": "guarantor", "for_parties": ["council"]}],
    "readings": [
        {
            "id": "sketch",
            "title": {"en": "the sketch map binds", "ar": "المخطط ملزم", "ru": "схема обязательна"},
            "held_by": ["council", "sarneth"],
        },
        {
            "id": "published",
            "title": {"en": "published map only", "ar": "الخريطة المنشورة فقط", "ru": "только изданная карта"},
            "held_by": ["government"],
        },
    ],
    "scope": {"areas": ["sector", "sector-open", "upper"]},
    "areas": [
        {
            "id": "sector",
            "name": {"en": "Hollin Sector", "ar": "قطاع هولين", "ru": "сектор Холлин"},
            "shape": "polygon",
            "coordinates": SECTOR,
            "border_precision_m": 800,
            "readings": ["sketch"],
            "known_from": "2031-04-24",
        },
        {
            "id": "sector-open",
            "name": {"en": "Hollin Sector", "ar": "قطاع هولين", "ru": "сектор Холлин"},
            "shape": "unpublished",
            "within": ["plain"],
            "settlements_in": [{"name": "Hollin", "at": [21.2, 44.15], "radius_m": 2500}],
            "settlements_out": [{"name": "Tarrow Gate", "at": [21.66, 44.22], "radius_m": 1500}],
        },
        {
            "id": "plain",
            "name": "Lower plain",
            "shape": "polygon",
            "coordinates": [[20.8, 43.9], [21.68, 43.9], [21.68, 44.5], [20.8, 44.5]],
        },
        {
            "id": "upper",
            "name": {"en": "Upper Valley", "ar": "الوادي الأعلى", "ru": "Верхняя долина"},
            "shape": "polygon",
            "coordinates": UPPER,
        },
        {
            "id": "halt",
            "name": {"en": "North pocket", "ar": "الجيب الشمالي", "ru": "Северный карман"},
            "shape": "polygon",
            "coordinates": HALT,
            "status": "proposed",
        },
        {"id": "site", "name": "Site ring", "shape": "circle", "center": [21.3, 44.2], "radius_m": 900},
    ],
    "in_force": [
        {"from": "2031-03-10", "until": "2031-05-09T24:00"},
        {"from": "2031-05-10", "until": "2031-06-30", "readings": ["sketch"], "known_from": "2031-05-12"},
    ],
    "status_events": [
        {"on": "2031-04-15", "by": "orveth-army", "claim": "The army said that it would hold its fire for a day."}
    ],
    "exclusions": [{"id": "x", "actors": ["black-column"], "known_from": "2031-04-22"}],
    "provisions": [
        {
            "id": "2.1",
            "kind": "prohibition",
            "text": {"en": "No attack with any weapon", "ar": "لا هجوم بأي سلاح", "ru": "Никаких нападений"},
            "acts": ["attack"],
            "source": "T",
        },
        {
            "id": "2.2",
            "kind": "prohibition",
            "text": {"en": "No taking of positions", "ar": "لا استيلاء على مواقع", "ru": "Не занимать позиции"},
            "acts": ["seizing_territory"],
            "source": "T",
        },
        {
            "id": "2.3",
            "kind": "prohibition",
            "text": {"en": "No heavy weapons", "ar": "لا أسلحة ثقيلة", "ru": "Без тяжёлого оружия"},
            "acts": ["weapon_presence"],
            "weapons": ["heavy_weapon"],
            "bound": ["government"],
            "source": "T",
        },
        {
            "id": "4.2",
            "kind": "obligation",
            "text": {"en": "Let aid pass within 24 h", "ar": "السماح بمرور المساعدات", "ru": "Пропускать помощь"},
            "breached_by": ["aid_obstruction"],
            "bound": ["government", "sarneth"],
            "source": "T",
        },
    ],
}


@dataclass(frozen=True)
class Loaded:
    agreement: Agreement
    outlines: dict[str, Any] = field(default_factory=dict)
    content_hash: str = "1" * 64


def loaded(changes: dict[str, Any] | None = None) -> Loaded:
    built = Agreement.model_validate({**ACCORD, **(changes or {})})
    outlines = {
        a.id: shapely.Polygon(a.coordinates) for a in built.areas if getattr(a, "coordinates", None) is not None
    }
    return Loaded(built, outlines)


def second() -> Loaded:
    """A later instrument with one reading, so that the page has to switch between two."""
    return loaded(
        {
            "id": "calm-2031",
            "title": "Calm of May (invented)",
            "short_title": "Calm of May",
            "signed": "2031-05-01",
            "readings": [],
            "areas": [ACCORD["areas"][3]],
            "scope": {"areas": ["upper"]},
            "in_force": [{"from": "2031-05-01", "until": "2031-05-20"}],
            "exclusions": [],
        }
    )


def registry() -> Registry:
    actors = [
        {
            "id": "orveth-army",
            "name": "Army of Orveth",
            "kind": "armed_force",
            "names": [{"name": "جيش أورفيث", "lang": "ar"}, {"name": "Government of Orveth"}],
        },
        {"id": "ridge-front", "name": "Ridge Front", "kind": "armed_group", "names": [{"name": "Ridge Council"}]},
        {"id": "late-brigade", "name": "Late Brigade", "kind": "armed_group"},
        {
            "id": "black-column",
            "name": "Black Column",
            "kind": "armed_group",
            "relations": [{"type": "affiliate_of", "to": "ridge-front"}],
        },
        {"id": "sarneth", "name": "Sarneth", "kind": "state"},
        {"id": "civilians", "name": "Civilians", "kind": "civilians"},
    ]
    places = (
        Place(id="mill", kind="settlement", name="Mill Farm", lon=21.47, lat=44.17, radius_m=800),
        Place(id="ost", kind="settlement", name="Lower Ost", lon=21.42, lat=44.08, radius_m=800),
        Place(
            id="bridge",
            kind="settlement",
            name="Karvin Bridge",
            names=("Карвинский мост", "جسر كارفين"),
            lon=21.535,
            lat=44.12,
            radius_m=700,
        ),
        Place(id="clinic", kind="site", name="Clinic of Ost", lon=21.43, lat=44.10, radius_m=50),
    )
    return Registry({a["id"]: ActorEntry.model_validate(a) for a in actors}, places=places)


CLAIMS = {"source": "exercise log", "incident_id": OPENING, "place_name": "Karvin Bridge"}


def opening_reports() -> list[dict[str, Any]]:
    moment = datetime(2031, 4, 14, 3, 40, tzinfo=UTC)
    place = {"lon": 21.535, "lat": 44.12, "place_radius_m": 600.0}
    return [
        {
            **CLAIMS,
            **place,
            "report_id": "R-0931",
            "claimant": "Ridge Council",
            "source_kind": "party",
            "origin_chain": ["Ridge Council"],
            "received_at": moment + timedelta(hours=2, minutes=15),
            "occurred_from": moment,
            "occurred_until": moment + timedelta(minutes=30),
            "act": "mortar_fire",
            "weapon": "mortar",
            "calibre_mm": 120.0,
            "quantity": 14,
            "quantity_unit": "explosions",
            "claimed_initiator": ["Government of Orveth"],
            "casualties_low": 2,
            "casualties_best": 2,
            "casualties_high": 2,
            "text": "Government mortars fired fourteen rounds at the north bank.",
        },
        {
            **CLAIMS,
            "report_id": "R-0944",
            "claimant": "Government of Orveth",
            "source_kind": "party",
            "origin_chain": ["army bulletin"],
            "received_at": moment + timedelta(hours=14),
            "occurred_from": moment + timedelta(minutes=10),
            "occurred_until": moment + timedelta(minutes=20),
            "act": "rocket_fire",
            "weapon": "rocket",
            "calibre_mm": 107.0,
            "quantity": 3,
            "quantity_unit": "explosions",
            "claimed_initiator": ["Ridge Front"],
            "casualties_low": 0,
            "casualties_best": 0,
            "casualties_high": 0,
            "text": "Our units did not fire. The Ridge Front launched three rockets. <b>See</b> "
            "</script><script>alert(1)</script>",
        },
        {
            **CLAIMS,
            **place,
            "report_id": "R-0938",
            "claimant": "Mission, post 7",
            "source_kind": "mission",
            "received_at": moment + timedelta(hours=3),
            "occurred_from": moment,
            "occurred_until": moment + timedelta(minutes=30),
            "act": "shelling",
            "quantity": 11,
            "quantity_unit": "explosions",
            "verified_by": "Mission",
            "standard_of_proof": "reasonable_grounds",
        },
    ]


WHO = ["Government of Orveth", "Ridge Council", "Late Brigade", "Black Column", "men in a white car"]
SPEAKERS = [
    ("Mission, post 7", "mission"),
    ("Joint Commission", "guarantor"),
    ("Ridge Council", "party"),
    ("Northern Wire", "media"),
]
ACTS_HERE = ["shelling", "mortar_fire", "small_arms_fire", "advance", "weapon_presence", "aid_obstruction", "patrol"]
TOWNS = [
    ("Hollin", 21.2, 44.15),
    ("Lower Ost", 21.42, 44.08),
    ("Belvar", 22.0, 44.3),
    ("Tarrow Gate", 21.66, 44.22),
    ("Far Pass", 22.9, 43.7),
]


def other_reports(incidents: int, seed: int = 7) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    rows = []
    for number in range(incidents):
        name, lon, lat = TOWNS[min(int(chance.expovariate(0.7)), 4)]
        start = datetime(2031, 3, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(88 * 1440))
        who, act = chance.choice(WHO), chance.choice(ACTS_HERE)
        for voice in range(1 if chance.random() < 0.6 else 2):
            claimant, kind = SPEAKERS[(number + voice) % 4]
            rows.append(
                {
                    "report_id": f"P-{number:05d}-{voice}",
                    "incident_id": f"EX-{number:05d}",
                    "source": f"log {kind}",
                    "claimant": claimant,
                    "source_kind": kind,
                    "place_name": name,
                    "act": act,
                    "received_at": start + timedelta(hours=5 + voice),
                    "occurred_from": start,
                    "occurred_until": start + timedelta(minutes=20),
                    "lon": lon + chance.uniform(-0.2, 0.2),
                    "lat": lat + chance.uniform(-0.1, 0.1),
                    "place_radius_m": chance.choice([250.0, 600.0, 1500.0, 5000.0, 40000.0]),
                    "weapon": "howitzer" if act == "weapon_presence" else None,
                    "quantity": chance.randrange(1, 18) if act == "shelling" else None,
                    "quantity_unit": "explosions" if act == "shelling" else None,
                    "claimed_initiator": [who] if chance.random() < 0.8 else None,
                }
            )
    return rows


def withheld_reports() -> list[dict[str, Any]]:
    start = datetime(2031, 4, 2, 8, tzinfo=UTC)
    base = {
        "incident_id": "SECRET-1",
        "source": "hotline",
        "occurred_from": start,
        "occurred_until": start,
        "act": "shelling",
    }
    return [
        {**base, "report_id": "H-1", "claimant": "caller 17", "compartment": "hotline", "place_name": "Quiet Street"},
        {**base, "report_id": "H-2", "claimant": "Northern Wire"},
    ]


def rejects() -> pa.Table:
    return Rejects.from_rows(
        [
            {
                "source": "log.csv",
                "row": 88 + i,
                "code": "E-REP-004",
                "message": f"row {88 + i}: 'E 41,62' is no number.",
                "raw": "secret",
            }
            for i in range(6)
        ]
        + [{"source": "log.csv", "row": 7, "code": "E-REP-008", "message": "the row has no id."}]
    )


def page_data(incidents: int = 300, agreements: list[Loaded] | None = None, grid: bool = True) -> PageData:
    """A whole page out of the engine's own answers; ``grid``: with the answers of the two clocks."""
    items = agreements or [loaded(), second()]
    actors = registry()
    rows = opening_reports() + other_reports(incidents) + withheld_reports()
    assessed = assess_table(Reports.from_rows(rows), items, actors, AS_OF)
    spotlight = None
    if grid:
        shifts = range(-44, 46)
        answers = what_ifs(Reports.from_rows(opening_reports()).to_pylist(), items[0], actors, shifts)
        spotlight = Spotlight(
            OPENING,
            items[0].agreement.id,
            [WhatIf(a.occurred_from.date(), a.as_of, a.reading, a.finding) for a in answers],
        )
    return build_report(assessed.findings, assessed.reports, items, actors, rejects(), AS_OF, spotlight)


def opening_page(
    folder: Path,
    reports: list[dict[str, Any]],
    changes: dict[str, Any] | None = None,
    as_of: datetime = AS_OF,
    grid: bool = False,
) -> Path:
    """The page that opens on the incident of these reports, under the accord with its changes."""
    items, actors = [loaded(changes or {})], registry()
    table = Reports.from_rows(reports)
    assessed = assess_table(table, items, actors, as_of)
    answers = what_ifs(table.to_pylist(), items[0], actors, range(-20, 41)) if grid else []
    asked = [WhatIf(a.occurred_from.date(), a.as_of, a.reading, a.finding) for a in answers]
    spot = Spotlight(OPENING, "hollin-2031", asked)
    built = build_report(assessed.findings, assessed.reports, items, actors, Rejects.empty(), as_of, spot)
    (folder / "opening.html").write_text(render_report(built), encoding="utf-8")
    return folder / "opening.html"
