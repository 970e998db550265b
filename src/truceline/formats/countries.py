"""Countries by the names that event data give them: ISO alpha-3 code and the zone whose days are meant.

``countries.csv`` holds them. In a country of several zones it is the capital's; a reader's own choice overrides it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

UNKNOWN_ZONE = "Etc/UTC"


def country_of(name: str | None) -> tuple[str | None, str]:
    """ISO code and zone of a country name or code; an unknown country keeps its name, and its days are taken as UTC."""
    if name is None:
        return None, UNKNOWN_ZONE
    known = _countries()
    return known.get(_folded(name)) or known.get(_folded(name.partition("(")[0])) or (name, UNKNOWN_ZONE)


def _folded(name: str) -> str:
    return name.strip().casefold()


@cache
def _countries() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["code"], *row["names"].split("|")):
                found.setdefault(_folded(name), (row["code"], row["zone"]))
    return found
