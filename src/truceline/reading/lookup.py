"""Places by a name heard or transliterated in any way: candidates with distances, never one silent answer.

A name is led to Latin letters and to its consonants in sound classes; b, p, f and v are near, vowels weigh little, the
article falls away. Distances lie in 0-1, 0 is the same. Source: docs/methods/reading.md#place-names
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, degrees, radians, sin, sqrt

from truceline.reading import quick_re as re
from truceline.reading.lexicon import KnownPlace

ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ي": "y", "ى": "a", "ؤ": "w", "ئ": "y", "ء": "", "پ": "p", "چ": "ch", "گ": "g", "ژ": "zh",
}  # fmt: skip
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
DIGRAPHS = (
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "S"),
    ("ch", "S"),
    ("zh", "Z"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ou", "u"),
    ("ee", "i"),
    ("oo", "u"),
    ("q", "k"),
    ("c", "k"),
    ("w", "u"),
    ("y", "i"),
    ("j", "Z"),
)
SOUNDS = {
    "b": 1,
    "p": 1,
    "f": 1,
    "v": 1,
    "m": 2,
    "n": 2,
    "d": 3,
    "t": 3,
    "s": 4,
    "z": 4,
    "S": 5,
    "Z": 5,
    "k": 6,
    "g": 6,
    "x": 6,
    "h": 7,
    "r": 8,
    "l": 8,
}
ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)[- ]|^(?:al)(?=[a-z]{4})")
FINAL_HA = re.compile(
    r"(?<=[\u0621-\u064a])ه(?=\s|$)"
)  # as often written for the other: with 's' before it it is no 'sh'
BEARINGS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant: ``distance`` of the names in 0-1, which spelling was nearest, and where it lies."""

    place: KnownPlace
    spelling: str
    distance: float
    spellings: tuple[str, ...] = ()
    beside: str | None = None
    away_km: float | None = None


@lru_cache(maxsize=200_000)
def romanised(name: str) -> str:
    """Latin letters without marks: 'حربنفسه' → 'hrbnfsh', 'Хан-Шейхун' → 'khan sheykhun'."""
    folded = FINAL_HA.sub("ة", unicodedata.normalize("NFKD", name).casefold())
    signs = [ARABIC.get(c, CYRILLIC.get(c, c)) for c in folded if not unicodedata.combining(c)]
    return " ".join(re.sub(r"[^a-z ]+", "", re.sub(r"[-–_/]", " ", "".join(signs))).split())


@lru_cache(maxsize=200_000)
def skeleton(name: str) -> str:
    """Consonants of a name in one letter a sound, article and final h dropped."""
    plain = ARTICLE.sub("", romanised(name))
    for written, sound in DIGRAPHS:
        plain = plain.replace(written, sound)
    bones = re.sub(r"[aeiou ]", "", plain)
    bones = re.sub(r"(.)\1+", r"\1", bones) if len(bones) > 4 else bones
    return bones[:-1] if bones.endswith("h") and len(bones) > 3 else bones


def name_distance(left: str, right: str) -> float:
    """How far two names are apart, 0 (same) to 1: consonants by sound first, then all letters."""
    a, b = skeleton(left), skeleton(right)
    if not a or not b:
        return 0.0 if romanised(left) == romanised(right) and romanised(left) else 1.0
    bones = _edits(a, b) / max(len(a), len(b))
    x, y = romanised(left).replace(" ", ""), romanised(right).replace(" ", "")
    letters = _edits(x, y) / max(len(x), len(y))
    # a name without its short vowels, as Arabic writes it, is not held against it
    return round(
        min(1.0, 0.75 * bones + 0.25 * min(letters, 1.0 if len(x) != len(a) and len(y) != len(b) else bones)), 3
    )


@lru_cache(maxsize=100_000)
def _edits(left: str, right: str) -> float:
    row = [float(i) for i in range(len(right) + 1)]
    for i, a in enumerate(left, 1):
        above, row[0] = row[0], float(i)
        for j, b in enumerate(right, 1):
            swap = 0.0 if a == b else 0.4 if SOUNDS.get(a, a) == SOUNDS.get(b, b) else 1.0
            above, row[j] = row[j], min(row[j] + 0.9, row[j - 1] + 0.9, above + swap)
    return row[-1]


def find_candidates(
    name: str, places: Iterable[tuple[KnownPlace, tuple[str, ...]]], limit: int = 8, country: str | None = None
) -> list[Candidate]:
    """The nearest places by name, one row a place, nearest first; ties by size, then id. Deterministic."""
    gathered = [(p, s) for p, s in places if country is None or p.country == country]
    bones = len(skeleton(name))
    best: dict[str, Candidate] = {}
    for place, spellings in gathered:
        for spelling in spellings:
            if abs(len(skeleton(spelling)) - bones) > 3:
                continue
            apart = name_distance(name, spelling)
            known = best.get(place.id)
            if apart < 0.55 and (known is None or apart < known.distance):
                best[place.id] = Candidate(place, spelling, apart, spellings)
    ranked = sorted(best.values(), key=lambda c: (c.distance, -c.place.population, c.place.id))
    return [_beside(c, gathered) for c in _distinct(ranked)[:limit]]


def _distinct(ranked: list[Candidate]) -> list[Candidate]:
    """One row where two gazetteers hold the same town (same name within some kilometres)."""
    kept: list[Candidate] = []
    for candidate in ranked:
        twin = any(
            c.place.kind == candidate.place.kind
            and skeleton(c.place.name) == skeleton(candidate.place.name)
            and distance_km(c.place, candidate.place) < 12
            for c in kept
        )
        if not twin:
            kept.append(candidate)
    return kept


def _beside(candidate: Candidate, places: list[tuple[KnownPlace, tuple[str, ...]]]) -> Candidate:
    """'9 km north-west of Talbiseh': what an operator can ask back."""
    here = candidate.place
    if here.lon is None or here.lat is None:
        return candidate
    others = [
        p
        for p, _ in places
        if p.lon is not None
        and p.kind in ("settlement", "capital")
        and p.id != here.id
        and skeleton(p.name) != skeleton(here.name)
    ]
    near = [
        (distance_km(here, p), p)
        for p in others
        if abs((p.lat or 0.0) - here.lat) < 1.5 and abs((p.lon or 0.0) - here.lon) < 1.5
    ]
    if not near:
        return candidate
    near = [n for n in near if n[0] > 1.5] or near
    away, other = min(near, key=lambda n: (n[0], n[1].id))
    return Candidate(
        here,
        candidate.spelling,
        candidate.distance,
        candidate.spellings,
        f"{round(away)} km {bearing(other, here)} of {other.name}",
        round(away, 1),
    )


def distance_km(left: KnownPlace, right: KnownPlace) -> float:
    """On a sphere; good enough to rank and to read back. 20 000 when a place has no point."""
    if left.lon is None or left.lat is None or right.lon is None or right.lat is None:
        return 20_000.0
    dlat, dlon = radians(right.lat - left.lat), radians(right.lon - left.lon)
    half = sin(dlat / 2) ** 2 + cos(radians(left.lat)) * cos(radians(right.lat)) * sin(dlon / 2) ** 2
    return 12_742 * atan2(sqrt(half), sqrt(1 - half))


def bearing(origin: KnownPlace, target: KnownPlace) -> str:
    """One of eight directions from one place to another."""
    if origin.lon is None or origin.lat is None or target.lon is None or target.lat is None:
        return "near"
    east = (target.lon - origin.lon) * cos(radians(origin.lat))
    return BEARINGS[round(degrees(atan2(east, target.lat - origin.lat)) / 45) % 8]
