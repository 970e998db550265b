"""Columns that grow report by report: the same numbers and codes as ``columns.encode`` would give them all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.matching.columns import (
    ACT,
    ACT_NAMES,
    DAY_US,
    DEFAULT_RADIUS_KM,
    HEAD,
    ORIGIN,
    PLACE,
    SIDE_A,
    SIDE_B,
    SOURCE,
    TEXT,
    ActorNames,
    encode_with_names,
    positions,
    words_of_side,
)
from truceline.matching.words import actor_class, number_of, place_head, place_words, text_words

Array = np.ndarray[Any, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SIDES = 1


class GrowingColumns:
    """Room is doubled when it runs out; ``columns`` may hold unused room at its end: ``rows`` are filled."""

    def __init__(self, reports: pa.Table, actor_names: ActorNames | None = None) -> None:
        self.columns, names = encode_with_names(reports, actor_names)
        self.actor_names = actor_names
        self.rows = reports.num_rows
        self._code_count, self._word_count = len(self.columns.kinds), len(self.columns.words)
        self._known: list[dict[Any, int]] = [
            {name: k for k, name in enumerate(names.sources)},
            {tuple(side): k for k, side in enumerate(names.sides)},
            {name: k + names.firsts[1] for k, name in enumerate(names.places)},
            {name: k + names.firsts[2] for k, name in enumerate(names.places)},
            {name: k + names.firsts[3] for k, name in enumerate(names.texts)},
            {tuple(chain): k + names.firsts[4] for k, chain in enumerate(names.origins)},
        ]
        self._sources = len(names.sources)

    def add(self, row: Mapping[str, Any]) -> int:
        """One more report; its number. ``row``: fields as in ``tables.reports``, absent ones are not stated."""
        at = self.rows
        numbers, codes = _with_room(self.columns.numbers, at + 1), _with_room(self.columns.codes, at + 1)
        self.columns = self.columns._replace(numbers=numbers, codes=codes)
        place, text, chain = row.get("place_name") or "", row.get("text") or "", tuple(row.get("origin_chain") or ())
        numbers[at] = _numbers_of(row, place, at)
        codes[at, SOURCE], codes[at, ACT] = self._source(row["source"]), _act_code(row["act"])
        for column, first, other in (
            (SIDE_A, "claimed_initiator", "side_left"),
            (SIDE_B, "claimed_target", "side_right"),
        ):
            stated = row.get(first)
            side = tuple(stated if stated is not None else row.get(other) or ())
            codes[at, column] = self._code(1, side, lambda names: words_of_side(names, self.actor_names))
        codes[at, PLACE], codes[at, HEAD] = self._code(2, place, place_words), self._code(3, place, place_head)
        codes[at, TEXT] = self._code(4, text, text_words)
        codes[at, ORIGIN] = self._code(5, chain, lambda names: {number_of(n) for n in names})
        self.rows += 1
        return int(at)

    def _source(self, name: str) -> int:
        return int(self._known[0].setdefault(name, len(self._known[0]) + self._sources))

    def _code(self, kind: int, name: Any, words_of: Callable[[Any], set[int]]) -> int:
        """The code of a name, with its words when it is new."""
        known = self._known[kind].get(name)
        if known is not None:
            return known
        words = np.array(sorted(words_of(name)) if name else [], np.uint32)
        at = _with_room(self.columns.at, self._code_count + 2)
        flat = _with_room(self.columns.words, self._word_count + len(words))
        kinds = _with_room(self.columns.kinds, self._code_count + 1)
        flat[self._word_count : self._word_count + len(words)] = words
        kinds[self._code_count] = actor_class(name) if kind == SIDES else 0
        self._word_count += len(words)
        at[self._code_count + 1] = self._word_count
        self.columns = self.columns._replace(at=at, words=flat, kinds=kinds)
        self._known[kind][name] = self._code_count
        self._code_count += 1
        return self._code_count - 1


def _numbers_of(row: Mapping[str, Any], place: str, at: int) -> list[float]:
    """One row of ``Columns.numbers``, by the same operations as for many."""
    lon, lat = (np.array([np.nan if row.get(k) is None else row[k]], float) for k in ("lon", "lat"))
    x, y, z = positions(lon, lat, np.array([1]), ["", place], at)
    radius_m = row.get("place_radius_m")
    best = _number(row.get("casualties_best"))
    low, high = _number(row.get("casualties_low")), _number(row.get("casualties_high"))
    return [
        x[0],
        y[0],
        z[0],
        DEFAULT_RADIUS_KM if radius_m is None else radius_m / 1000.0,
        _day(row["occurred_from"]),
        _day(row["occurred_until"]),
        best if np.isnan(low) else low,
        best,
        best if np.isnan(high) else high,
    ]


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _day(instant: datetime) -> float:
    return ((instant - EPOCH) // MICROSECOND) / DAY_US


@cache
def _act_code(act: str) -> int:
    return ACT_NAMES.index(act) if act in ACT_NAMES else ACT_NAMES.index("other")


def _with_room(array: Array, wanted: int) -> Array:
    if len(array) >= wanted:
        return array
    grown = np.zeros((max(wanted, 2 * len(array), 64), *array.shape[1:]), array.dtype)
    grown[: len(array)] = array
    return grown
