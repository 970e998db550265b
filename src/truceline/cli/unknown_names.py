"""What reports leave unsaid: names that a registry does not know, points that do not say how precise they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa

from truceline.cli.actor import suggestion
from truceline.registry.actors import Registry

NAMED_IN = ("claimed_initiator", "claimed_target", "side_left", "side_right")
SHOWN = 5


def unknown_names(reports: pa.Table, registry: Registry) -> list[tuple[str, int]]:
    """Names of actors that nobody in the registry goes by, with how often they stand, most frequent first."""
    said: Counter[str] = Counter()
    for column in NAMED_IN:
        said.update(name for names in reports.column(column).to_pylist() for name in names or ())
    found = [(name, number) for name, number in said.items() if not registry.find(name)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def unknown_names_told(found: list[tuple[str, int]], registry: Registry) -> Iterable[str]:
    """The most frequent ones with what to do. Nothing when every name is known."""
    if not found:
        return
    yield (
        f"{len(found)} {'name is' if len(found) == 1 else 'names are'} not in the registry; who is meant stays unknown "
        "there. If a name means an actor you know, add it to its 'names' in actors.yaml:"
    )
    for name, number in found[:SHOWN]:
        yield f"  {name!r}, {number} time{'s' * (number > 1)}. {suggestion(registry, name)}"
    if len(found) > SHOWN:
        yield f"  and {len(found) - SHOWN} more"


def exact_points_told(exact: int) -> Iterable[str]:
    """That points without a radius are taken as exact. Nothing when there are none."""
    if exact:
        told = "report gives a point" if exact == 1 else "reports give a point"
        yield (
            f"{exact:,} {told} and no place_radius_m: taken as exact, so that a border is crossed or not for sure. If "
            "points stand for towns or districts, say how far off they may be (place_radius_m, in a table or mapping)."
        )
