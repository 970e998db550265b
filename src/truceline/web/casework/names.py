"""Names of places and districts as the list searches in them: case, marks and spellings of letters do not matter.

Kept in columns of their own: databases fold letters by rules of their own, and folding a hundred thousand names for
every page takes longer than all the rest of it.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from truceline.matching.words import folded
from truceline.web.casework.states import ISSUED

MOST_NAMES = 500  # in one condition; beyond, the names themselves are searched
# From one name to the next in their index: few districts lie behind many incidents.
NEXT = "SELECT issued_searched FROM casework_incident WHERE state IN ({}) {} ORDER BY issued_searched LIMIT 1"


def searched(place_name: str, district: str) -> dict[str, str]:
    """The columns that follow an incident's names."""
    return {"place_searched": folded(place_name), "district_searched": folded(district)}


def named_like(asked: str) -> Q:
    """Incidents with these letters in the name of the place or the district."""
    letters = folded(asked)
    return Q(place_searched__contains=letters) | Q(district_searched__contains=letters)


def issued_like(asked: str) -> Q:
    """Incidents with these letters in the name of the district as it was issued."""
    letters = folded(asked)
    found = [name for name in _issued_names() if letters in name]
    return Q(issued_searched__in=found) if len(found) <= MOST_NAMES else Q(issued_searched__contains=letters)


def _issued_names() -> list[str]:
    """The names of districts under which something was issued, each once; what of it is open to whom, the rows say."""
    states = ", ".join(f"'{state.value}'" for state in ISSUED)
    first, following = NEXT.format(states, ""), NEXT.format(states, "AND issued_searched > named.name")
    asked = f"SELECT * FROM ({first}) AS first UNION ALL SELECT ({following}) FROM named WHERE name IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE named (name) AS ({asked}) SELECT name FROM named WHERE name IS NOT NULL")
        return [name for (name,) in cursor.fetchall()]
