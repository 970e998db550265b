"""Whether a pair can reach the floor at all, asked as early as the answer is certain: most candidates cannot.

The clues that cost little come first. Once even the best class of every clue not yet asked would leave the sum below
the floor, the rest is not asked. What is left has exactly the sum of ``features.total_of``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from truceline.matching import features
from truceline.matching.columns import Columns
from truceline.matching.features import CLUES, total_of
from truceline.space.compiled import tight

Array = np.ndarray[Any, Any]
HOPELESS = -np.inf
SLACK = 1e-3  # more than the order of adding nine float32 can make of a sum
DISTANCE, TIME, ACT, ACTORS, CASUALTIES, PLACE, TEXT, ORIGIN, SAME_SOURCE = map(
    CLUES.index,
    ("distance", "time", "act", "actors", "casualties", "place_name", "text", "origin", "same_source"),
)


class Bar(NamedTuple):
    """``weights``: clue × class (see ``score.matrix``); ``rest``: the most that the clues left can add, by step."""

    weights: Array
    rest: Array
    floor: float


def bar_of(weights: Array, floor: float) -> Bar:
    best = weights.max(axis=1)
    steps = ((ACTORS, PLACE, TEXT, ORIGIN), (ACTORS, TEXT, ORIGIN), (TEXT, ORIGIN))
    return Bar(weights, np.array([sum(float(best[k]) for k in left) + SLACK for left in steps]), float(floor))


@tight
def total_above(c: Columns, i: int, j: int, bar: Bar, out: Any) -> float:
    """The sum of a pair's terms, its classes left in ``out``; HOPELESS, and they are not, where it is below the floor.

    Clue by clue as ``features.classes_of``.
    """
    weights, floor = bar.weights, bar.floor
    out[DISTANCE], out[TIME] = features.distance(c, i, j), features.time(c, i, j)
    out[ACT], out[CASUALTIES] = features.act(c, i, j), features.casualties(c, i, j)
    out[SAME_SOURCE] = features.same_source(c, i, j)
    so_far = weights[0, -1] + weights[DISTANCE, out[DISTANCE]] + weights[TIME, out[TIME]] + weights[ACT, out[ACT]]
    so_far += weights[CASUALTIES, out[CASUALTIES]] + weights[SAME_SOURCE, out[SAME_SOURCE]]
    if so_far + bar.rest[0] < floor:
        return HOPELESS
    out[PLACE] = features.place_name(c, i, j)
    so_far += weights[PLACE, out[PLACE]]
    if so_far + bar.rest[1] < floor:
        return HOPELESS
    out[ACTORS] = features.actors(c, i, j)
    so_far += weights[ACTORS, out[ACTORS]]
    if so_far + bar.rest[2] < floor:
        return HOPELESS
    out[TEXT], out[ORIGIN] = features.text(c, i, j), features.origin(c, i, j)
    total = total_of(weights, out)
    return total if total >= floor else HOPELESS
