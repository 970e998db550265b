"""Small worlds for tests: ``agreement(…)``, ``registry(…)``, ``report(…)``. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import shapely

from truceline.agreement.model import Agreement
from truceline.registry.actors import Registry
from truceline.registry.model import ActorEntry, ListedName, ListEntry, Place

BASE: dict[str, Any] = {
    "id": "demo",
    "title": "Demo accord",
    "kind": "ceasefire",
    "armed_conflict": "demo",
    "timezone": "Etc/UTC",
    "signed": "2020-01-01",
    "sources": [{"id": "T", "title": "Text"}],
    "parties": [
        {
            "id": "north",
            "name": "North",
            "members": [{"actor": "north-army"}],
            "answers_for": ["part_of", "affiliate_of"],
        },
        {"id": "south", "name": "South", "members": [{"actor": "south-front"}]},
    ],
    "areas": [
        {"id": "box", "name": "Box", "shape": "polygon", "coordinates": [[10, 10], [11, 10], [11, 11], [10, 11]]},
    ],
    "scope": {"areas": ["box"]},
    "in_force": [{"from": "2020-02-01", "until": "2020-03-01"}],
    "provisions": [{"id": "1", "kind": "prohibition", "text": "No attack.", "acts": ["attack"], "source": "T"}],
}


@dataclass(frozen=True)
class LoadedDemo:
    agreement: Agreement
    outlines: dict[str, Any] = field(default_factory=dict)
    content_hash: str = "0" * 64


def agreement(**changes: Any) -> LoadedDemo:
    """The base accord with some keys replaced."""
    built = Agreement.model_validate({**BASE, **changes})
    outlines = {}
    for area in built.areas:
        corners = getattr(area, "coordinates", None)
        if corners:
            outlines[area.id] = shapely.LineString(corners) if area.shape == "line" else shapely.Polygon(corners)
    return LoadedDemo(built, outlines)


ACTORS: list[dict[str, Any]] = [
    {
        "id": "north-army",
        "name": "Northern Army",
        "kind": "armed_force",
        "names": [{"name": "الجيش الشمالي", "lang": "ar"}],
    },
    {
        "id": "north-militia",
        "name": "Northern Militia",
        "kind": "armed_group",
        "relations": [{"type": "affiliate_of", "to": "north-army", "from": "2020-02-10"}],
    },
    {"id": "south-front", "name": "Southern Front", "kind": "armed_group"},
    {"id": "late-group", "name": "Late Group", "kind": "armed_group"},
    {"id": "black", "name": "Black Column", "kind": "armed_group"},
    {
        "id": "grey",
        "name": "Grey Column",
        "kind": "armed_group",
        "relations": [{"type": "successor_of", "to": "black", "from": "2020-02-15"}],
    },
    {"id": "stranger", "name": "Stranger Group", "kind": "armed_group"},
    {"id": "rebels", "name": "rebels", "kind": "umbrella", "may_include": ["south-front", "black"]},
    {"id": "civilians", "name": "Civilians", "kind": "civilians"},
]


def registry(actors: list[dict[str, Any]] | None = None, listed: list[dict[str, Any]] | None = None) -> Registry:
    entries = [ActorEntry.model_validate(a) for a in (actors or ACTORS)]
    names = listed or [
        {"list": "council", "entity": "black", "name": "Black Column", "actor": "black", "listed_from": "2019-01-01"}
    ]
    return Registry(
        {e.id: e for e in entries},
        lists={"council": ListEntry(id="council", authority="council", title="Council list")},
        listed=tuple(ListedName.model_validate(n) for n in names),
        places=(Place(id="boxtown", kind="settlement", name="Boxtown", lon=10.5, lat=10.5, radius_m=1000),),
    )


def report(**changes: Any) -> dict[str, Any]:
    """A shelling by the Northern Army in the middle of the box, in the middle of the window."""
    base = {
        "occurred_from": "2020-02-10T10:00",
        "lon": 10.5,
        "lat": 10.5,
        "place_radius_m": 500.0,
        "act": "shelling",
        "claimed_initiator": ["Northern Army"],
        "claimed_target": ["Southern Front"],
    }
    return {k: v for k, v in {**base, **changes}.items() if v is not None}
