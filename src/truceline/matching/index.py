"""Where candidates are looked up: reports in cells of place and time, layer by layer, and by the name of their place.

Cells are cubes around the Earth's centre, so neither the date line nor the poles are special. A layer holds all reports
whose place is at most so imprecise, in cells as wide as its coarsest may reach; each pair is found from the coarser of
its two reports, in the layer of that one. Within a cell reports lie in order of time, those of like duration together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from truceline.matching.columns import RADIUS_KM, T0, T1, Columns, X, Y, Z
from truceline.matching.features import BASE_KM, MOST_KM, RADIUS_FACTOR
from truceline.matching.hashing import slots_of
from truceline.matching.named import SHORT_DAYS, name_keys
from truceline.space.compiled import njit, tight

Array = np.ndarray[Any, Any]

LEVELS_KM = (3.0, 15.0, 40.0, MOST_KM)
DURATIONS_DAYS = (2.0, 12.0, 400.0)
BY_NAME = 0.0  # ``size_km`` of the group whose ranges are names, not cells


class Group(NamedTuple):
    """Reports sorted by cell, or by name, and start; ``slots``: an open hash of cells to ranges.

    ``longest``: days that the longest of them lasts.
    """

    rows: Array
    t0: Array
    slot_key: Array
    slot_start: Array
    slot_end: Array
    size_km: float
    longest: float


class Layer(NamedTuple):
    """One level of precision.

    ``rows``: its reports, cell by cell. ``upto``: these and all finer ones. ``own``: these, for arrivals only, which
    look for coarser reports too. ``above_km``: the radius that all of ``rows``, and no finer report, lie above.
    """

    rows: Array
    upto: tuple[Group, ...]
    own: tuple[Group, ...]
    above_km: float


class Index(NamedTuple):
    """``held``: how many rows of the columns it knows; later ones are compared one by one."""

    layers: tuple[Layer, ...]
    named: Group
    held: int


def index_of(columns: Columns, held: int | None = None) -> Index:
    """An index over all rows, or over the first ``held``, for arrivals that are compared with them."""
    rows = len(columns.codes) if held is None else held
    known = columns._replace(numbers=columns.numbers[:rows], codes=columns.codes[:rows])
    return Index(tuple(_layers(known, held is not None)), _named(known), rows)


def in_near_order(columns: Columns) -> Array:
    """Rows so that what lies near in place and time lies near in memory: candidates are then found in the cache."""
    key = cell_keys(columns.numbers, cell_size_km(len(LEVELS_KM) - 1))
    return np.lexsort((columns.numbers[:, T0], key))


def levels_of(radius_km: Array) -> Array:
    return np.searchsorted(np.array(LEVELS_KM[:-1]), radius_km, side="left")


def cell_size_km(level: int) -> float:
    """Wide enough that whatever two reports of this level may be compared with lies in a neighbouring cube."""
    return float(BASE_KM + RADIUS_FACTOR * 2 * LEVELS_KM[level])


def cell_keys(numbers: Array, size_km: float) -> Array:
    """The cell of each row as one number."""
    return np.asarray(_row_cells(numbers, size_km))


@tight
def packed(x: int, y: int, z: int) -> int:
    """Three cell numbers in one: unlike for cells that lie near each other."""
    return (x * 73_856_093 + y * 19_349_663_001 + z * 83_492_791_000_133) & 0x7FFFFFFFFFFFFFFF


@tight
def cell_of(numbers: Any, i: int, axis: int, size_km: float) -> int:
    return int(np.floor(numbers[i, axis] / size_km))


@njit
def _row_cells(numbers: Any, size_km: float) -> Any:
    out = np.empty(len(numbers), np.int64)
    for i in range(len(numbers)):
        out[i] = packed(
            cell_of(numbers, i, X, size_km), cell_of(numbers, i, Y, size_km), cell_of(numbers, i, Z, size_km)
        )
    return out


def _layers(columns: Columns, for_arrivals: bool) -> Iterator[Layer]:
    numbers = columns.numbers
    level = levels_of(numbers[:, RADIUS_KM])
    duration = np.searchsorted(np.array(DURATIONS_DAYS[:-1]), numbers[:, T1] - numbers[:, T0], side="left")
    by_time = np.argsort(numbers[:, T0], kind="stable")
    for layer in range(len(LEVELS_KM)):
        rows = by_time[level[by_time] <= layer]
        size = cell_size_km(layer)
        key = cell_keys(numbers[rows], size)
        order = np.argsort(key, kind="stable")
        rows, key = rows[order], key[order]
        mine = level[rows] == layer
        if not mine.any() and not for_arrivals:  # nobody asks from here; an arrival may
            yield Layer(rows[mine], (), (), 0.0)
            continue
        chosen = [duration[rows] == d for d in range(len(DURATIONS_DAYS))]
        upto = tuple(_group(numbers, rows[c], key[c], size) for c in chosen if c.any())
        chosen = [c & mine for c in chosen if for_arrivals and (c & mine).any()]
        own = tuple(_group(numbers, rows[c], key[c], size) for c in chosen)
        yield Layer(rows[mine], upto, own, LEVELS_KM[layer - 1] if layer else -np.inf)


def _group(numbers: Array, rows: Array, key: Array, size_km: float) -> Group:
    t0 = numbers[rows, T0]
    longest = float((numbers[rows, T1] - t0).max())
    return Group(rows, t0, *slots_of(key), size_km, longest)


def _named(columns: Columns) -> Group:
    """Short reports that name a place, by the words of that name."""
    key = name_keys(columns)
    rows = np.flatnonzero(key >= 0)
    rows = rows[np.lexsort((columns.numbers[rows, T0], key[rows]))]
    return Group(rows, columns.numbers[rows, T0], *slots_of(key[rows]), BY_NAME, SHORT_DAYS)
