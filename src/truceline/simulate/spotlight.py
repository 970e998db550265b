"""The incident the page opens on: two parties contradict each other beside a border that only a sketch map draws.

Which handles flip its finding stands in docs/methods/exercise.md.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from truceline.simulate.world import Deed

SPOTLIGHT = "EX-KARSE"


def spotlight_deed() -> Deed:
    """Mortar fire on the east bank, inside the strip that only a sketch map draws."""
    at = datetime(2030, 4, 17, 3, 40, tzinfo=UTC)
    what = ("mortar_fire", "mortar", 120.0, 14, "explosions")
    return Deed(SPOTLIGHT, at, 18.6168, 41.6205, "Karse Bridge", *what, "reed-battalion", "highland-guard", 0)


def spotlight_reports() -> list[dict[str, Any]]:
    """Three claims about one morning; the two parties differ on who, with what and how many."""
    at = spotlight_deed().occurred_at
    base: dict[str, Any] = {
        "incident_id": SPOTLIGHT,
        "country": "MRW",
        "place_name": "east of Karse Bridge",
        "quantity_unit": "explosions",
    }
    council = {
        "report_id": "spot-1-council",
        "source": "council",
        "claimant": "Highland Council",
        "source_kind": "party",
        "origin_chain": ["Highland Council"],
        "received_at": at + timedelta(hours=2, minutes=15),
        "occurred_from": at,
        "occurred_until": at + timedelta(minutes=30),
        "lon": 18.6163,
        "lat": 41.6200,
        "place_radius_m": 600.0,
        "act": "mortar_fire",
        "weapon": "mortar",
        "calibre_mm": 120.0,
        "quantity": 14,
        "claimed_initiator": ["Merrowan Army"],
        "claimed_target": ["Highland Guard"],
        "casualties_low": 0,
        "casualties_best": 2,
        "casualties_high": 2,
        "text": "Government mortars fired fourteen rounds at our positions on the east bank.",
    }
    government = {
        "report_id": "spot-2-government",
        "source": "government",
        "claimant": "Government of Merrowan",
        "source_kind": "party",
        "origin_chain": ["Government of Merrowan"],
        "received_at": at + timedelta(hours=12, minutes=30),
        "occurred_from": at + timedelta(minutes=5),
        "occurred_until": at + timedelta(minutes=35),
        "lon": 18.6158,
        "lat": 41.6210,
        "place_radius_m": 900.0,
        "act": "rocket_fire",
        "weapon": "rocket",
        "calibre_mm": 107.0,
        "quantity": 3,
        "claimed_initiator": ["Highland Guard"],
        "claimed_target": ["Merrowan Army"],
        "casualties_best": 0,
        "text": "Our units did not fire. The Highland Guard launched three rockets.",
    }
    mission = {
        "report_id": "spot-3-mission",
        "source": "mission-post",
        "claimant": "Lyne Monitoring Mission",
        "source_kind": "mission",
        "origin_chain": ["Lyne Monitoring Mission"],
        "received_at": at + timedelta(hours=30),
        "occurred_from": at,
        "occurred_until": at + timedelta(minutes=40),
        "lon": 18.6165,
        "lat": 41.6204,
        "place_radius_m": 600.0,
        "act": "explosion",
        "quantity": 11,
        "verified_by": "Lyne Monitoring Mission",
        "standard_of_proof": "reasonable_grounds",
        "text": "Eleven explosions heard; direction undetermined. Fresh craters found on the visit of the next day.",
    }
    return [{**base, **row} for row in (council, government, mission)]
