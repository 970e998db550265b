"""Whether two reports name wholly different sides, and whether their names can be compared at all.

A name in Arabic and one in English that share no word may be one army, and so may two names for the sides of a clash.
Unless a registry knows them, nothing can be said: that is told as not comparable, and is no contradiction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from truceline.matching.columns import ActorNames, words_of_side
from truceline.matching.words import UNKNOWN, WORD, actor_class, folded

Row = Mapping[str, Any]
WHO, NOT_COMPARABLE = "who", "who_not_comparable"

# words that tell English names from French ones; a name with neither reads alike in both
_ENGLISH = frozenset(WORD.findall("of the and army troops fighters movement militia government people united"))
_FRENCH = frozenset(WORD.findall("de du des le les et armee armees mouvement milice gouvernement peuple unis unies"))


def who(a: Row, b: Row, actor_names: ActorNames | None) -> tuple[str, str, str] | None:
    """``WHO`` or ``NOT_COMPARABLE`` with what each says; None if they may name the same, or one names nobody.

    Compared are who is said to have acted: the initiator or, where none is told, both sides of a clash. One side of a
    clash alone contradicts nobody: the other report may name its opponent. Two initiators named in one language are
    taken at their word; sides of a clash, which describe and accuse nobody, contradict only where a registry knows all.
    """
    left, right = _acted(a), _acted(b)
    if not left or not right:
        return None
    mine, yours = words_of_side(left, actor_names), words_of_side(right, actor_names)
    if not mine or not yours or mine & yours:
        return None
    known = actor_names is not None and all(any(actor_names(name)) for name in (*left, *right))
    accused = bool(a.get("claimed_initiator") and b.get("claimed_initiator"))
    comparable = known or (accused and _languages(left) & _languages(right))
    return WHO if comparable else NOT_COMPARABLE, ", ".join(left), ", ".join(right)


def _acted(row: Row) -> Sequence[str] | None:
    initiator = row.get("claimed_initiator")
    sides = [initiator] if initiator else [row.get("side_left"), row.get("side_right")]
    if not all(names and actor_class(names) != UNKNOWN for names in sides):
        return None
    return [name for names in sides for name in names or ()]


def _languages(names: Sequence[str]) -> set[str]:
    """Scripts of the names, Latin as the languages that it may be."""
    found: set[str] = set()
    for name in names:
        scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
        words = set(WORD.findall(folded(name)))
        english, french = bool(words & _ENGLISH), bool(words & _FRENCH)
        if "LATIN" in scripts and english != french:
            scripts = scripts - {"LATIN"} | {"English" if english else "French"}
        elif "LATIN" in scripts:
            scripts |= {"English", "French"}
        found |= scripts
    return found
