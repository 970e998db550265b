"""Areas made of others, unpublished borders and combinations: their order, and which have to be weighed for a report.

An area made of others is out where all that it is made of is out. So only those are weighed that something touched
goes into, and those made of nothing that is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

KINDS = ("unpublished", "combined")


def takes_in(area: Any) -> tuple[str, ...]:
    """What an area made of others lies within."""
    return tuple(area.within if area.shape == "unpublished" else area.include)


def made_of(area: Any) -> tuple[str, ...]:
    return takes_in(area) if area.shape == "unpublished" else (*area.include, *area.exclude)


def made_of_others(areas: Mapping[str, Any], area_ids: Sequence[str]) -> list[str]:
    """Each after what it is made of."""
    ordered: dict[str, None] = {}

    def visit(area_id: str) -> None:
        area = areas[area_id]
        if area.shape not in KINDS or area_id in ordered:
            return
        for other in made_of(area):
            visit(other)
        ordered[area_id] = None

    for area_id in area_ids:
        visit(area_id)
    return list(ordered)


def weighed_with(areas: Mapping[str, Any], later: Sequence[str]) -> tuple[dict[str, list[int]], list[int]]:
    """Per area the places in ``later`` that it goes into, directly or through others; and those weighed for all."""
    goes_into: dict[str, set[int]] = {}
    always: set[int] = set()
    for k in range(len(later) - 1, -1, -1):  # what an area goes into itself is then known
        further = goes_into.get(later[k], set())
        if not takes_in(areas[later[k]]):
            always |= {k, *further}
        for other in made_of(areas[later[k]]):
            goes_into.setdefault(other, set()).update({k, *further})
    return {area: sorted(found) for area, found in goes_into.items()}, sorted(always)
