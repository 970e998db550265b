"""Areas made of others come after their parts, and are weighed wherever a part is touched."""

from __future__ import annotations

from types import SimpleNamespace

from truceline.assessment.bulk.made_areas import made_of_others, weighed_with

AREAS = {
    "net": SimpleNamespace(shape="combined", include=["hull"], exclude=["town"]),
    "hull": SimpleNamespace(shape="combined", include=["east", "west"], exclude=[]),
    "front": SimpleNamespace(shape="unpublished", within=["hull"]),
    "anywhere": SimpleNamespace(shape="unpublished", within=[]),
    "rest": SimpleNamespace(shape="combined", include=["anywhere"], exclude=["west"]),
    **{name: SimpleNamespace(shape="polygon") for name in ("east", "west", "town")},
}


def test_an_area_comes_after_what_it_is_made_of() -> None:
    """Whatever the order in which areas are written, parts stand first."""
    assert made_of_others(AREAS, list(AREAS)) == ["hull", "net", "front", "anywhere", "rest"]


def test_what_a_touched_area_goes_into_is_weighed_through_others_too() -> None:
    """``west`` is in the hull, so in the net and the front; nothing bounds ``anywhere`` and what is made of it."""
    goes_into, always = weighed_with(AREAS, ["hull", "net", "front", "anywhere", "rest"])
    assert goes_into["west"] == [0, 1, 2, 4]
    assert goes_into["east"] == goes_into["west"][:3] and goes_into["town"] == [1]
    assert always == [3, 4]
