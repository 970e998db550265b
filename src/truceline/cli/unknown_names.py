"""What reports leave unsaid: names that a registry does not know, points that do not say how precise they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from truceline.cli.actor import suggestion
from truceline.registry.actors import Registry

NAMED_IN = ("claimed_initiator", "claimed_target", "side_left", "side_right")
SHOWN = 5


class UnknownNames:
    """Names of actors that nobody in the registry goes by, counted table by table.

    ``most``: how many different ones are kept. Beyond it those seen first go on being counted, the others are not.
    """

    def __init__(self, registry: Registry, most: int = 100_000) -> None:
        self.registry, self.most, self.left_out = registry, most, False
        self.said: Counter[str] = Counter()

    def add(self, reports: pa.Table) -> None:
        """Count the names of a reports table."""
        for column in NAMED_IN:
            for name, number in _counted(reports.column(column)):
                if name in self.said:
                    self.said[name] += number
                elif not self.registry.find(name):
                    if len(self.said) < self.most:
                        self.said[name] = number
                    else:
                        self.left_out = True

    def told(self) -> Iterable[str]:
        """The most frequent ones with what to do. Nothing when every name is known."""
        found = sorted(self.said.items(), key=lambda pair: (-pair[1], pair[0]))
        if not found:
            return
        number = f"more than {len(found)}" if self.left_out else f"{len(found)}"
        yield (
            f"{number} {'name is' if len(found) == 1 else 'names are'} not in the registry; who is meant stays unknown "
            "there. If a name means an actor you know, add it to its 'names' in actors.yaml:"
        )
        for name, times in found[:SHOWN]:
            yield f"  {name!r}, {times} time{'s' * (times > 1)}. {suggestion(self.registry, name)}"
        if len(found) > SHOWN:
            yield f"  and {len(found) - SHOWN} more{' at least' if self.left_out else ''}"


def _counted(column: pa.ChunkedArray) -> Iterable[tuple[str, int]]:
    """How often each name stands in a column of lists of names."""
    for row in pc.value_counts(pc.list_flatten(column)):
        name = row["values"].as_py()
        if name is not None:
            yield name, row["counts"].as_py()


def exact_points_told(exact: int) -> Iterable[str]:
    """That points without a radius are taken as exact. Nothing when there are none."""
    if exact:
        told = "report gives a point" if exact == 1 else "reports give a point"
        yield (
            f"{exact:,} {told} and no place_radius_m: taken as exact, so that a border is crossed or not for sure. If "
            "points stand for towns or districts, say how far off they may be (place_radius_m, in a table or mapping)."
        )
