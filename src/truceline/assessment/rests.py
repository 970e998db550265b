"""The weakest basis of what a provision or an area rests on: a chain is as strong as its weakest link.

Source: docs/methods/assessment.md §5
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from truceline.agreement.model import Agreement, Provision
from truceline.assessment.ranges import worst


def basis_of_area(area_id: str, areas: Mapping[str, Any]) -> str:
    """Of an area and of every area or line that it is made of."""
    return worst(*_bases(area_id, areas, frozenset()))


def _bases(area_id: str, areas: Mapping[str, Any], met: frozenset[str]) -> Iterable[str]:
    area = areas.get(area_id)
    if area is None or area_id in met:
        return
    yield area.basis
    made_of = [*getattr(area, "include", ()), *getattr(area, "exclude", ()), *(getattr(area, "within", None) or ())]
    if getattr(area, "along", None):
        made_of.append(area.along)
    for part in made_of:
        yield from _bases(part, areas, met | {area_id})


def weakest_part(p: Provision, view: Agreement, areas: Mapping[str, Any]) -> str:
    """Of a provision's text, the areas and lines it names, its own windows and the endorsement it holds by."""
    named = [*(p.where or ()), *(p.origin_where or ()), *([p.across] if p.across else ())]
    if p.distances is not None:
        named += [p.distances.line_of(limit)[0] for limit in p.distances.limits]
    of_windows = {w.basis for w in p.when or ()}
    windows = "V" if of_windows <= {"V"} else "B" if of_windows == {"B"} else "S"
    endorsed = (e.basis for e in view.endorsements if e.id == p.by_endorsement)
    return worst(p.basis, windows, *endorsed, *(basis_of_area(a, areas) for a in named))
