"""The weakest basis of what a provision or an area rests on: a chain is as strong as its weakest link.

Source: docs/methods/assessment.md §5
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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


Told = tuple[str, str | None, str, str]
"""Of a row of a trace: condition, provision, state, basis."""


def clears(p: Provision, view: Agreement, areas: Mapping[str, Any]) -> dict[str, str]:
    """Per condition of a provision that fails by a part of the text, the weakest basis of such parts."""
    events = [e.basis for e in view.status_events if e.provisions is None or p.id in e.provisions]
    heeded = p.reciprocal.determined_by if p.reciprocal else ()
    events += [d.basis for d in view.determinations if d.by in heeded]
    lifting = [weakest_part(q, view, areas) for q in view.provisions if p.id in (q.lifts or ())]
    lifting += [c.basis for c in view.consents if p.id in c.provisions]
    lines = [p.distances.line_of(limit)[0] for limit in p.distances.limits] if p.distances else []
    windows = [w.basis for w in p.when or ()] + [e.basis for e in view.endorsements if e.id == p.by_endorsement]
    windows += [c.basis for c in view.certifications if p.due is not None and c.provision == p.due.after]
    return {
        "place_in": worst(*(basis_of_area(a, areas) for a in p.where or ())),
        "origin_in": worst(*(basis_of_area(a, areas) for a in p.origin_where or ())),
        "across_line": basis_of_area(p.across, areas) if p.across else "V",
        "near_line": worst(*(basis_of_area(a, areas) for a in lines)),
        "in_window": _decided(windows),
        "not_suspended": _decided(events),
        "not_permitted": _decided(lifting),
    }


def _decided(bases: Iterable[str]) -> str:
    """What is known from background only leaves a condition open, so where it fails it is by the others."""
    return "S" if "S" in bases else "V"


def cleared(rows: Iterable[Told], breachable: Collection[str], of_parts: Mapping[str, Mapping[str, str]]) -> str:
    """The weakest basis of what keeps every provision from being touched: per provision what fails, else what may."""
    of_provision: dict[str, list[Told]] = defaultdict(list)
    for row in rows:
        if row[1] in breachable and row[0] != "basis_verified":
            of_provision[str(row[1])].append(row)
    found = []
    for name, told in of_provision.items():
        failed = [r for r in told if r[2] == "not_met"] or [r for r in told if r[2] != "met"]
        found += [worst(of_parts[name].get(r[0]), r[3]) for r in failed]
    return worst(*found)
