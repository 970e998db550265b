"""Names and places of a conflict's registry, of lists of towns and of gazetteers, added to what reading is handed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from truceline.formats.bundled import find_registry
from truceline.formats.gazetteers import read_gazetteer
from truceline.formats.registry_yaml import load_registry
from truceline.reading.lexicon import ActorName, KnownPlace, Lexicons, PlaceName, known_place
from truceline.reading.tokens import WORD

KIND_LETTERS = {"a": "admin1", "b": "admin2", "s": "site"}


def add_toponyms(path: Path, lexicons: Lexicons) -> None:
    """Towns and regions of a list like ``registries/world/toponyms.txt``: country, then names@lon,lat."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        country, _, rest = line.partition(":")
        regions = country.endswith("!")
        country = country.rstrip("!")
        for item in rest.split(";"):
            names, _, tail = item.strip().partition("@")
            spot, _, letter = tail.partition("@")
            lon, _, lat = spot.partition(",")
            kind = "admin1" if regions else KIND_LETTERS.get(letter, "settlement")
            spellings = names.split("|")
            slug = re.sub(r"[^a-z0-9]+", "-", spellings[0].casefold()).strip("-")
            add_place(
                KnownPlace(
                    f"{country.lower()}-{slug}", spellings[0], kind, country, float(lon), float(lat), source="own list"
                ),
                spellings,
                lexicons,
                1.2,
            )


def add_place(place: KnownPlace, spellings: Iterable[str], lexicons: Lexicons, weight: float) -> None:
    """One place under all its spellings; ``weight``: how ready a text is to mean it."""
    lexicons.known_places.setdefault(place.id, place)
    spellings = tuple(dict.fromkeys(spellings))
    lexicons.spellings[place.id] = spellings
    for spelling in dict.fromkeys(spellings):
        if WORD.search(spelling):
            lexicons.places.add(spelling, PlaceName(place.id, place.kind, weight))


def add_registry(name: str, lexicons: Lexicons, kinds: dict[str, str], marked: Collection[str] = ()) -> None:
    """Actors and places of a conflict's registry: names the world list does not have, groups above all.

    ``marked``: names that the world list keeps for texts about one country ('الجيش الوطني'); they stay so.
    """
    registry = load_registry(find_registry(name))
    for actor in registry.actors.values():
        if actor.kind == "state":
            _registry_state(actor.id, [actor.name, *(a.name for a in actor.names)], lexicons, kinds)
        if actor.kind in ("state", "civilians", "office"):
            continue
        known = actor.id in kinds
        kinds.setdefault(actor.id, actor.kind)
        lexicons.actor_names.setdefault(actor.id, actor.name)
        for alias in (actor.name, *(a.name for a in actor.names)):
            if (
                len(alias) > 3
                and alias not in marked
                and "(" not in alias
                and not (alias.islower() and " " not in alias)
                and not (known and alias.casefold() in lexicons.seats)
            ):
                lexicons.actors.add(alias, ActorName(actor.id, "organisation", actor.kind))
    for place in registry.places:
        if place.kind != "country":
            add_place(known_place(place), [n for n in (place.name, *place.names) if len(n) > 2], lexicons, 1.0)


GOVERNED = re.compile(
    r"^(?:the\s+)?(?:government|republic|kingdom|state|federation|authorities)\s+of\s+(?:the\s+)?|\s+(?:government|authorities)$",
    re.I,
)


def _registry_state(state: str, written: list[str], lexicons: Lexicons, kinds: dict[str, str]) -> None:
    """A state of a conflict's registry by all its names, and by its government: without it the outlet would be credited.

    Names that the world's list gives to a state already stay as they are.
    """
    known = state in kinds
    kinds.setdefault(state, "state")
    lexicons.actor_names.setdefault(state, written[0])
    bare = [GOVERNED.sub("", name).strip() for name in written]
    for name, core in dict.fromkeys(zip(written, bare, strict=True)):
        if len(core) <= 3 or core.islower() or core.casefold() in lexicons.seats or "(" in name:
            continue
        if name != core:
            lexicons.actors.add(name, ActorName(state, "organisation", "state"))
        latin = core[0].isascii()
        for head in (
            (f"Government of {core}", f"Government of the {core}", f"{core} government", f"{core}'s government")
            if latin
            else ()
        ):
            lexicons.actors.add(head, ActorName(state, "organisation", "state"))
        if known or (not latin and name == core and " " in core):
            lexicons.actors.add(core, ActorName(state, "organisation", "state"))
            continue
        lexicons.actors.add(core, ActorName(state, "state", "state"))
        lexicons.places.add(core, PlaceName(state, "country", 2.0))
        lexicons.known_places.setdefault(state, KnownPlace(state, core, "country", None, None, None))
        lexicons.seats.setdefault(core.casefold(), state)


def add_gazetteer(path: Path, lexicons: Lexicons) -> None:
    """Places of a file in one of the gazetteer formats; spellings of three letters and less are left out."""
    for place, spellings in read_gazetteer(path):
        add_place(place, [s for s in spellings if len(s) > 3], lexicons, 1.0)
