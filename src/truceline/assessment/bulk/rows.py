"""What the kernel reads and fills: one chunk of reports, the stated places, and a verdict per row."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class RowArrays(NamedTuple):
    """One chunk of reports as the kernel reads it."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    factor: NDArray[np.int32]
    stated: NDArray[np.int32]
    share_start: NDArray[np.int64]
    share_zone: NDArray[np.int32]
    share: NDArray[np.float64]
    settlements: NDArray[np.int8]
    told: NDArray[np.bool_]  # rows with a settlement, or with no place at all
    ask_judge: NDArray[np.bool_]  # rows with more than the kernel weighs, such as an origin


class StatedTables(NamedTuple):
    """Per stated place: the areas that its words decide, and whether rows have a position."""

    start: NDArray[np.int32]
    area: NDArray[np.int32]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    has_point: NDArray[np.bool_]


class Verdicts(NamedTuple):
    """``provisions``: bits of the breachable provisions. ``line``, ``where``: what the two sentences speak of."""

    coverage: NDArray[np.int8]
    outcome: NDArray[np.int8]
    p_low: NDArray[np.float64]
    p_high: NDArray[np.float64]
    time_low: NDArray[np.float64]
    time_high: NDArray[np.float64]
    place_low: NDArray[np.float64]
    place_high: NDArray[np.float64]
    provisions: NDArray[np.uint64]
    word: NDArray[np.int8]
    line: NDArray[np.int32]
    where: NDArray[np.int32]
    actors_low: NDArray[np.float64]
    actors_high: NDArray[np.float64]
    time_basis: NDArray[np.int8]  # of the windows the line's sentence rests on: place in "VSB"
    judged_basis: NDArray[np.int8]  # of rows that ``judge`` weighed: place in "VSB" plus one
    pieces: NDArray[np.int32]  # [row, 2]: first and last piece of time that the row touches
    by_judge: NDArray[np.bool_]
    ask_word: NDArray[np.bool_]  # only the word for what keeps the outcome open is missing
    trace: NDArray[np.uint64]  # which conditions failed or stayed open: rows with one factor and trace reason alike


PIECES_FIELD = Verdicts._fields.index("pieces")


def empty_verdicts(n: int) -> Verdicts:
    kinds: list[Any] = [np.int8, np.int8, *[np.float64] * 6, np.uint64, np.int8, np.int32, np.int32]
    kinds += [np.float64, np.float64, np.int8, np.int8, np.int32]
    kinds += [np.bool_, np.bool_, np.uint64]
    return Verdicts(*(np.zeros((n, 2) if i == PIECES_FIELD else n, kind) for i, kind in enumerate(kinds)))
