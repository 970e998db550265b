"""A mapping applied to the columns of any opened table: what ``csvmap`` does row by row, many times as fast.

Each field is converted once for every distinct cell, and the rows are checked as Arrow columns. Rows that would not
pass as they stand go through the intake one by one, so that what is taken, what is rejected and why are the same on
both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.formats.cells import Dates, text
from truceline.formats.countries import country_of
from truceline.formats.csvmap import (
    TIMES,
    FieldMap,
    TableMapping,
    cell_value,
    columns_of,
    dates_of,
    moment_of,
    take_row,
    until_of,
)
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.own_reports import own_cell
from truceline.formats.report_chunks import makes_sense
from truceline.formats.tabular import Sheet
from truceline.tables.reports import Rejects, Reports
from truceline.vocabulary.terms import UNKNOWN

BATCH = 20_000
BAD = object()  # a cell that makes its row go through the intake
Rows = list[tuple[int, list[Any]]]
PLAIN = frozenset([str, type(None)])


def read_batches(path: Path, mapping: TableMapping, sheet: Sheet) -> ReadResult:
    """Reports out of an opened table; the same as ``csvmap.read_rows`` but for their order. Raises E-REP-001, 010."""
    dates, note = dates_of(path, mapping)
    intake = Intake(path, columns_of(mapping.fields.get("compartment", "compartment")))
    tables, rows_in = [], 0
    while part := list(islice(sheet.rows, BATCH)):
        rows_in += len(part)
        table, odd = _Batch(part, sheet.header, mapping, dates).read(intake.ids)
        tables.append(table)
        for number, cells in odd:
            take_row(intake, number, cells, sheet.header, (mapping, dates))
    notes = [*sheet.notes, *([note] if note else [])]
    if rows_in and not intake.rows_in:
        return ReadResult(pa.concat_tables(tables), Rejects.empty(), rows_in, tuple(notes))
    rest = intake.result(notes)
    return ReadResult(pa.concat_tables([*tables, rest.reports]), rest.rejects, rows_in, rest.notes)


class _Batch:
    """Rows of one batch that fit the header, cut into columns."""

    def __init__(self, part: Rows, header: Sequence[str], mapping: TableMapping, dates: Dates) -> None:
        self.mapping, self.dates = mapping, dates
        self.at = {name: i for i, name in enumerate(header)}  # of a name that stands twice the last column is read
        skipped = [(self.at[c], set(vs)) for c, vs in mapping.skip_rows_where.items() if c in self.at]
        fits = [len(c) == len(header) for _, c in part]
        if skipped:
            fits = [
                ok and not any(text(c[i]) in vs for i, vs in skipped) for ok, (_, c) in zip(fits, part, strict=True)
            ]
        self.rows: Rows = [row for row, ok in zip(part, fits, strict=True) if ok]
        self.misfits: Rows = [row for row, ok in zip(part, fits, strict=True) if not ok]
        self.columns = list(zip(*(cells for _, cells in self.rows), strict=True))
        self.good = np.ones(len(self.rows), bool)

    def read(self, taken: set[str]) -> tuple[pa.Table, Rows]:
        """(rows that are reports, the others in their order); ``taken``: ids met before, those read are added."""
        table = self.table()
        told = table.column("report_id").combine_chunks()
        codes = told.dictionary_encode(null_encoding="encode").indices.to_numpy().astype(np.uint64)
        good = self.good & makes_sense(table, codes)
        ids = told.to_pylist()
        if not taken.isdisjoint(ids):
            good &= np.array([i not in taken for i in ids], bool)
        taken.update(i for i, ok in zip(ids, good, strict=True) if ok)
        odd = [row for row, ok in zip(self.rows, good, strict=True) if not ok]
        return table.filter(pa.array(good)).cast(Reports.schema), sorted([*odd, *self.misfits], key=lambda r: r[0])

    def table(self) -> pa.Table:
        made = {name: self.column(name) for name in self.mapping.fields if name not in TIMES}
        made |= self.times()
        count = len(self.rows)
        numbers = [number for number, _ in self.rows]
        made.setdefault("report_id", _each([f"{self.mapping.source}-{number}" for number in numbers]))
        prefix = self.mapping.id_prefix
        made["report_id"] = made["report_id"].made(lambda i: i if i is None or i is BAD else text(f"{prefix}{i}"))
        nothing = _Cells([None], np.zeros(count, np.int64))
        for name, otherwise in (("source", text(self.mapping.source) or "reports"), ("act", UNKNOWN)):
            made[name] = made.get(name, nothing).made(partial(_or, otherwise))
        told = made.get("source_row")
        made["source_row"] = _each(numbers if told is None else told.or_else(numbers))
        if "country" in made:
            made["country"] = made["country"].made(lambda v: v if v is BAD else country_of(v)[0])
        arrays = [self.array(f, made[f.name]) if f.name in made else pa.nulls(count, f.type) for f in Reports.schema]
        return pa.table(arrays, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))

    def array(self, field: pa.Field, cells: _Cells) -> pa.Array:
        """Cells that could not be read are empty here; their rows are marked."""
        bad = np.array([v is BAD for v in cells.distinct], bool)
        if bad.any():
            self.good &= ~bad[cells.which]
        return pa.array([None if v is BAD else v for v in cells.distinct], field.type).take(pa.array(cells.which))

    def column(self, name: str) -> _Cells:
        field, spec = Reports.schema.field(name), _spec(self.mapping.fields[name])

        def read(row: dict[str, Any]) -> Any:
            value = cell_value(row, spec, name)
            if name == "report_id":
                return value
            return None if value is None else own_cell(field, value)

        return self.converted(spec, read)

    def times(self) -> dict[str, _Cells]:
        """From and until belong together: what a day alone means depends on both."""
        specs = {name: _spec(self.mapping.fields[name]) for name in TIMES if name in self.mapping.fields}
        found = {name: self.converted(spec, self.moment(name, spec)) for name, spec in specs.items()}
        made: dict[str, _Cells] = {}
        if "received_at" in found:
            made["received_at"] = found["received_at"].made(lambda v: v if v is BAD or v is None else v[0])
        count = len(self.rows)
        starts = found.get("occurred_from", _Cells([BAD], np.zeros(count, np.int64)))
        ends = found.get("occurred_until", _Cells([None], np.zeros(count, np.int64)))
        pairs, which = np.unique(starts.which * len(ends.distinct) + ends.which, return_inverse=True)
        known = [
            self.interval(starts.distinct[s], ends.distinct[e])
            for s, e in zip(*(part.tolist() for part in np.divmod(pairs, len(ends.distinct))), strict=True)
        ]
        made["occurred_from"] = _Cells([start for start, _ in known], which)
        made["occurred_until"] = _Cells([until for _, until in known], which)
        return made

    def moment(self, name: str, spec: FieldMap) -> Callable[[dict[str, Any]], Any]:
        def read(row: dict[str, Any]) -> Any:
            value = cell_value(row, spec, name)
            return None if value is None else moment_of(value, spec, name, self.dates)

        return read

    def interval(self, start: Any, end: Any) -> tuple[Any, Any]:
        """``start`` and ``end``: (moment, whether only its day is told), None or BAD."""
        if start is BAD or start is None or end is BAD:
            return BAD, BAD
        try:
            until = until_of(start[0], start[1], end, self.mapping.timezone)
        except (BadCell, OverflowError, ValueError):
            return BAD, BAD
        return start[0], start[0] + timedelta(minutes=1) if until == start[0] else until

    def converted(self, spec: FieldMap, read: Callable[[dict[str, Any]], Any]) -> _Cells:
        """A field of every row; ``read`` is asked once for cells that are alike."""
        names = [n for n in columns_of(spec) if n in self.at] if spec.constant is None else []
        columns = [self.columns[self.at[n]] if self.rows else () for n in names]
        keyed = [_told_apart(column) for column in columns]
        keys: Sequence[Any] = keyed[0] if len(keyed) == 1 else list(zip(*keyed, strict=True)) or [()] * len(self.rows)
        first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        distinct = []
        for index in first.values():
            try:
                distinct.append(read({n: column[index] for n, column in zip(names, columns, strict=True)}))
            except BadCell:
                distinct.append(BAD)
        place = dict(zip(first, range(len(first)), strict=True))
        return _Cells(distinct, np.fromiter(map(place.__getitem__, keys), np.int64, len(keys)))


@dataclass(frozen=True)
class _Cells:
    """A field of every row: its ``distinct`` values, and which of them stands in each row."""

    distinct: list[Any]
    which: NDArray[np.int64]

    def made(self, of: Callable[[Any], Any]) -> _Cells:
        return _Cells([of(v) for v in self.distinct], self.which)

    def or_else(self, others: Sequence[Any]) -> list[Any]:
        """By row; where nothing stands what the others have there."""
        own = [self.distinct[i] for i in self.which.tolist()]
        return [other if value is None else value for value, other in zip(own, others, strict=True)]


def _or(otherwise: str, value: Any) -> Any:
    return value or otherwise


def _each(values: list[Any]) -> _Cells:
    return _Cells(values, np.arange(len(values)))


def _told_apart(cells: Sequence[Any]) -> Sequence[Any]:
    """Cells as keys: 1, 1.0 and True are one key to Python and three texts to a reader."""
    return cells if set(map(type, cells)) <= PLAIN else [(type(c), repr(c)) for c in cells]


def _spec(field: FieldMap | str) -> FieldMap:
    return FieldMap(column=field) if isinstance(field, str) else field
