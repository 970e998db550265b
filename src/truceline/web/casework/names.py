"""Names of places and districts as the list searches in them: case, marks and spellings of letters do not matter.

Kept in columns of their own: databases fold letters by rules of their own, and folding a hundred thousand names for
every page takes longer than all the rest of it.
"""

from __future__ import annotations

from django.db.models import Q

from truceline.matching.words import folded


def searched(place_name: str, district: str) -> dict[str, str]:
    """The columns that follow an incident's names."""
    return {"place_searched": folded(place_name), "district_searched": folded(district)}


def named_like(asked: str) -> Q:
    """Incidents with these letters in the name of the place or the district."""
    letters = folded(asked)
    return Q(place_searched__contains=letters) | Q(district_searched__contains=letters)


def issued_like(asked: str) -> Q:
    """Incidents with these letters in the name of the district as it was issued."""
    return Q(issued_searched__contains=folded(asked))
