"""Places by a name heard or spelt in any way: candidates with distances, never one silent answer."""

from __future__ import annotations

from functools import lru_cache

from truceline.reading.lexicon import KnownPlace, known_place
from truceline.reading.lookup import Candidate, find_candidates
from truceline.web.world import world

MOST = 12


@lru_cache(maxsize=1)
def known_places() -> list[tuple[KnownPlace, tuple[str, ...]]]:
    return [(known_place(p), (p.name, *p.names)) for p in world().registry.places]


def candidates(name: str) -> list[Candidate]:
    """Nearest first; distance 0 is the same name."""
    return find_candidates(name, known_places(), MOST) if name.strip() else []
