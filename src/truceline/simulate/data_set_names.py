"""How data sets name what they tell of: actors, places, kinds of act, tolls and texts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

Row = dict[str, Any]
Rng = np.random.Generator

STATE = re.compile(r"government|police|army|military|armed forces", re.IGNORECASE)
CIVILIANS = re.compile(r"civilian", re.IGNORECASE)
STATE_NAMES = ("Government of {c}", "Military Forces of {c} (2010-)", "Police Forces of {c}", "Government", "Soldiers")
CIVILIAN_NAMES = (
    "Civilians",
    "Civilians ({c})",
    "Private Citizens & Property: Civilians",
    "Villagers",
    "Business",
    "Religious Figures/Institutions",
    "",
)
NOBODY = ("Unknown", "Unidentified Armed Group ({c})", "Gunmen", "Unknown attackers", "Militants", "")
PLACE_SHAPES = ("{town}, {unit}", "{town} town, {unit} state", "{town}", "{town} city ({unit})")

# data set → act of the event → the acts it may be coded as
CODED: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {
    "log": {
        "armed_clash": (("armed_clash", 0.55), ("explosion", 0.25), ("attack_on_civilians", 0.12), ("riot", 0.08)),
        "attack_on_civilians": (
            ("attack_on_civilians", 0.62),
            ("explosion", 0.22),
            ("armed_clash", 0.10),
            ("riot", 0.06),
        ),
    },
    "attacks": {
        "armed_clash": (("attack", 0.55), ("explosion", 0.37), ("abduction", 0.03), ("other", 0.05)),
        "attack_on_civilians": (("attack", 0.60), ("explosion", 0.28), ("abduction", 0.07), ("other", 0.05)),
    },
    "unrest": {
        "armed_clash": (("attack", 0.72), ("riot", 0.22), ("demonstration", 0.06)),
        "attack_on_civilians": (
            ("attack", 0.60),
            ("attack_on_civilians", 0.16),
            ("riot", 0.20),
            ("demonstration", 0.04),
        ),
    },
}
FILLER = (
    "local officials witnesses reported early morning market road convoy residents fled houses burned wounded hospital "
    "checkpoint suspected members clash opened fire bomb exploded station bank church mosque school dispute land "
    "cattle election protest gathered arrested patrol ambush raid night after following several injured dozens base"
).split()
VOWEL_SWAPS = (("a", "e"), ("i", "e"), ("u", "o"), ("ou", "u"), ("ee", "i"), ("kh", "k"), ("dd", "d"), ("ss", "s"))


def _fixed(key: Sequence[int], *what: str) -> Rng:
    """Chance that is the same whenever this data set names this thing."""
    return np.random.default_rng([*key, *(zlib.crc32(w.encode()) for w in what)])


def actor_name(rng: Rng, key: Sequence[int], side: Sequence[str], unnamed: float) -> list[str]:
    """A side as this data set calls it; sometimes it does not know, or knows only the kind."""
    name = side[0] if side else ""
    country = "Karvatia"
    civilians = bool(CIVILIANS.search(name))
    if not name or rng.random() < (unnamed if not civilians else unnamed / 3):
        return [w for w in (str(rng.choice(NOBODY)).format(c=country),) if w]
    if civilians:
        return [w for w in (str(rng.choice(CIVILIAN_NAMES)).format(c=country),) if w]
    if STATE.search(name):
        return [
            str(_fixed(key, name).choice(STATE_NAMES) if rng.random() < 0.6 else rng.choice(STATE_NAMES)).format(
                c=country
            )
        ]
    return [_group(_fixed(key, name), name)]


def _group(fixed: Rng, name: str) -> str:
    """A group's full name, a part of it, its initials, or a name that shares nothing with it."""
    words = name.replace("-", " ").split()
    dice = fixed.random()
    if dice < 0.25:
        letters = "".join(chr(65 + int(k)) for k in fixed.integers(0, 26, 5)).title()
        return f"{letters} {'Movement' if dice < 0.1 else 'Militia'}"
    if dice < 0.40 and len(words) > 1:
        return words[0]
    if dice < 0.50 and len(words) > 2:
        return "".join(w[0] for w in words).upper()
    return f"{name} (Karvatia)" if dice < 0.6 else (f"{name} militia" if dice < 0.7 else name)


def place_called(rng: Rng, key: Sequence[int], row: Row, level: int) -> str:
    """The place as this data set spells and shapes it; far from a town its district or province alone."""
    town = re.sub(r"\b(town|city|village)\b.*", "", row["place_name"] or "").strip() or "?"
    unit = re.sub(r"\b(state|province|governorate|oblast)\b.*", "", row["admin1"] or "", flags=re.IGNORECASE).strip()
    district = re.sub(r"\b(district|region|municipality)\b.*", "", row["admin2"] or unit, flags=re.IGNORECASE).strip()
    named = (town, town if rng.random() < 0.5 else district, district or unit, unit)[level] or town
    shape = PLACE_SHAPES[int(_fixed(key, "shape").integers(0, len(PLACE_SHAPES)))]
    return shape.format(town=_spelt(_fixed(key, named), named), unit=unit)


def _spelt(fixed: Rng, name: str) -> str:
    if fixed.random() < 0.75:
        return name
    for _ in range(int(fixed.integers(1, 3))):
        old, new = VOWEL_SWAPS[int(fixed.integers(0, len(VOWEL_SWAPS)))]
        name = name.replace(old, new, 1)
    return name.replace("-", " ") if fixed.random() < 0.5 else name


def act_of(rng: Rng, data_set: str, act: str) -> str:
    choices = CODED.get(data_set, {}).get(act)
    if choices is None:
        return act
    return choices[int(np.searchsorted(np.cumsum([w for _, w in choices]), rng.random() * 0.9999))][0]


def death_toll(rng: Rng, row: Row, parts: int) -> int | None:
    """Deaths as counted by one more source: the same, another bound, or another number."""
    best = row["casualties_best"]
    if best is None or rng.random() < 0.05:
        return None
    dice = rng.random()
    low, high = row["casualties_low"], row["casualties_high"]
    if dice < 0.55:
        toll = best
    elif dice < 0.72:
        toll = high if dice < 0.65 and high is not None else (low if low is not None else best)
    elif dice < 0.80:
        toll = 0 if best < 4 else best // 2
    else:
        toll = round(best * float(np.exp(rng.normal(0, 0.5))) + (rng.random() < 0.3))
    return int(toll // parts) if parts > 1 else int(toll)


def told_text(rng: Rng, row: Row, sides: Sequence[Sequence[str]], toll: int | None, headline: bool) -> str:
    """A headline of the event or words of one's own; now and then no more than what stands with every report."""
    dice = rng.random()
    if headline and dice < 0.25:
        return "Conflict Watch database"
    if headline and row["text"] and dice < 0.75:
        return f"{row['text'].split(';')[0]}; Conflict Watch database" if dice < 0.4 else str(row["text"])
    known = [w for side in sides for w in side] + ([row["place_name"] or ""] if rng.random() < 0.4 else [])
    words = [str(w) for w in rng.choice(FILLER, int(rng.integers(4, 11)))]
    if row["text"] and rng.random() < 0.35:
        words += [str(w) for w in rng.choice(row["text"].split(), 4)]
    if toll and rng.random() < 0.6:
        words.append(f"{toll} killed")
    return " ".join([*(w for w in known if rng.random() < 0.5), *words])
