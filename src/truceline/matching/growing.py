"""Columns that grow report by report: the same numbers and codes as ``columns.encode`` would give them all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.matching.columns import ActorNames, Columns, encode_with_names
from truceline.tables.reports import Reports

Array = np.ndarray[Any, Any]


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
        """One more report; its number."""
        one, names = encode_with_names(Reports.from_rows([row]), self.actor_names)
        numbers, codes, *rest = self.columns
        numbers, codes = _with_room(numbers, self.rows + 1), _with_room(codes, self.rows + 1)
        self.columns = Columns(numbers, codes, *rest)
        numbers[self.rows] = one.numbers[0]
        own, first = one.codes[0], names.firsts
        codes[self.rows, 0] = self._source(names.sources[own[0]])
        codes[self.rows, 1] = own[1]
        self.columns.codes[self.rows, 2] = self._code(1, tuple(names.sides[own[2]]), one, own[2])
        self.columns.codes[self.rows, 3] = self._code(1, tuple(names.sides[own[3]]), one, own[3])
        self.columns.codes[self.rows, 4] = self._code(2, names.places[own[4] - first[1]], one, own[4])
        self.columns.codes[self.rows, 5] = self._code(3, names.places[own[5] - first[2]], one, own[5])
        self.columns.codes[self.rows, 6] = self._code(4, names.texts[own[6] - first[3]], one, own[6])
        self.columns.codes[self.rows, 7] = self._code(5, tuple(names.origins[own[7] - first[4]]), one, own[7])
        self.rows += 1
        return self.rows - 1

    def _source(self, name: str) -> int:
        return int(self._known[0].setdefault(name, len(self._known[0]) + self._sources))

    def _code(self, kind: int, name: Any, one: Columns, own: int) -> int:
        """The code of a name, with its words taken over from ``one`` when it is new."""
        known = self._known[kind].get(name)
        if known is not None:
            return known
        words = one.words[one.at[own] : one.at[own + 1]]
        at = _with_room(self.columns.at, self._code_count + 2)
        flat = _with_room(self.columns.words, self._word_count + len(words))
        kinds = _with_room(self.columns.kinds, self._code_count + 1)
        flat[self._word_count : self._word_count + len(words)] = words
        kinds[self._code_count] = one.kinds[own]
        self._word_count += len(words)
        at[self._code_count + 1] = self._word_count
        self.columns = self.columns._replace(at=at, words=flat, kinds=kinds)
        self._known[kind][name] = self._code_count
        self._code_count += 1
        return self._code_count - 1


def _with_room(array: Array, wanted: int) -> Array:
    if len(array) >= wanted:
        return array
    grown = np.zeros((max(wanted, 2 * len(array), 64), *array.shape[1:]), array.dtype)
    grown[: len(array)] = array
    return grown
