"""The place of a call, read back: what a heard name may mean, by the look-up that ``truceline place`` uses.

A person hears, asks back and chooses; nothing is chosen by the nearest name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from truceline.reading.lexicon import KnownPlace
from truceline.reading.lookup import Candidate, find_candidates
from truceline.web.agreements.gazetteer import known_places
from truceline.web.intake.places import UNASKED, district_name

MOST = 6
BEARINGS = {
    "north": gettext_lazy("north"),
    "north-east": gettext_lazy("north-east"),
    "east": gettext_lazy("east"),
    "south-east": gettext_lazy("south-east"),
    "south": gettext_lazy("south"),
    "south-west": gettext_lazy("south-west"),
    "west": gettext_lazy("west"),
    "north-west": gettext_lazy("north-west"),
}


@dataclass(frozen=True)
class Heard:
    """A place that may be meant. ``distance``: of the names, 0 (the same) to 1. ``where``: what tells it apart."""

    place_id: str
    name: str
    spelling: str
    others: tuple[str, ...]
    distance: float
    where: str
    lon: float | None
    lat: float | None

    @property
    def question(self) -> str:
        """What the operator asks the caller."""
        if not self.where:
            return _("Do you mean %(place)s?") % {"place": self.name}
        return _("Do you mean %(place)s, %(where)s?") % {"place": self.name, "where": self.where}


@lru_cache(maxsize=1)
def _places() -> list[tuple[KnownPlace, tuple[str, ...]]]:
    """Those of the gazetteer that have a point, each spelling once."""
    return [
        (place, tuple(dict.fromkeys(names)))
        for place, names in known_places()
        if place.kind not in UNASKED and place.lon is not None and place.lat is not None
    ]


def candidates(words: str) -> list[Heard]:
    """Places that the words may mean, nearest name first, at most six."""
    return [_heard(c) for c in find_candidates(words, _places(), MOST)] if words.strip() else []


def candidate(words: str, place_id: str) -> Heard | None:
    """The one of them that was agreed to; None if it was not offered for these words."""
    return next((c for c in candidates(words) if c.place_id == place_id), None)


def _heard(found: Candidate) -> Heard:
    place = found.place
    others = tuple(s for s in found.spellings if s not in (place.name, found.spelling))
    district = district_name(place.admin1)
    where = [w for w in (_beside(found.beside), district if district != place.name else "") if w]
    return Heard(
        place.id, place.name, found.spelling, others[:4], found.distance, ", ".join(where), place.lon, place.lat
    )


def _beside(told: str | None) -> str:
    """The look-up's "9 km north-west of Tessel" in the reader's language."""
    away, _of, rest = (told or "").partition(" km ")
    bearing, _of, other = rest.partition(" of ")
    if bearing not in BEARINGS:
        return told or ""
    said = {"km": away, "bearing": BEARINGS[bearing], "place": other}
    return _("%(km)s km %(bearing)s of %(place)s") % said
