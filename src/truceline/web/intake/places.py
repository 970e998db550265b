"""What a place name may mean: alternatives are read back, a person chooses, nothing is guessed.

Sites that are protected are not among them: reporters and liaisons are asked too, and a read of a site is logged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from truceline.registry.actors import normal_name
from truceline.registry.model import Place
from truceline.web.world import world

LEAST_ALIKE = 75.0
MOST = 5
UNASKED = ("country", "site")
DEFAULT_RADIUS_M = 5_000.0


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, Place]]:
    return [(normal_name(n), p) for p in world().registry.places for n in dict.fromkeys((p.name, *p.names))]


def alternatives(name: str) -> list[Place]:
    """Places with coordinates that a name may mean: exactly so first, then those spelt alike. At most five."""
    found = {p.id: p for p in _candidates(name) if p.lon is not None and p.lat is not None and p.kind not in UNASKED}
    return list(found.values())[:MOST]


def _candidates(name: str) -> Iterator[Place]:
    if not name.strip():
        return
    yield from world().registry.find_place(name)
    known = _names()
    alike = process.extract(normal_name(name), [n for n, _ in known], scorer=fuzz.WRatio, limit=20)
    yield from (known[index][1] for _, score, index in alike if score >= LEAST_ALIKE)


def chosen(place_id: str) -> dict[str, object]:
    """The columns of a report that a chosen place fills; empty for no choice."""
    place = next((p for p in world().registry.places if p.id == place_id), None)
    if place is None or place.lon is None or place.kind in UNASKED:
        return {}
    return {
        "place_name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "place_radius_m": place.radius_m or DEFAULT_RADIUS_M,
        "admin1": district_name(place.admin1),
        "country": place.country,
    }


def district_name(admin1: str | None) -> str | None:
    found = next((p for p in world().registry.places if p.id == admin1), None)
    return found.name if found else admin1


def nearest_district(lon: float, lat: float) -> str | None:
    """The district of the nearest known place: a coarse name, for lists, never for a finding."""
    settled = [p for p in world().registry.places if p.admin1 and p.lon is not None and p.lat is not None]
    if not settled:
        return None
    near = min(settled, key=lambda p: ((p.lon or 0) - lon) ** 2 + ((p.lat or 0) - lat) ** 2)
    return district_name(near.admin1)
