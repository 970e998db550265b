"""A mapping applied to the columns of any opened table: what ``csvmap`` does row by row, many times as fast.

Each field is converted once for every distinct cell, and the rows are checked as Arrow columns. Rows that would not
pass as they stand go through the intake one by one, so that what is taken, what is rejected and why are the same on
both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

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
        self.good = np.ones(len(self.rows), bool)

    def read(self, taken: set[str]) -> tuple[pa.Table, Rows]:
        """(rows that are reports, the others in their order); ``taken``: ids met before, those read are added."""
        table = self.table()
        good = self.good & makes_sense(table)
        ids = table.column("report_id").to_pylist()
        if not taken.isdisjoint(ids):
            good &= np.array([i not in taken for i in ids], bool)
        taken.update(i for i, ok in zip(ids, good, strict=True) if ok)
        odd = [row for row, ok in zip(self.rows, good, strict=True) if not ok]
        return table.filter(pa.array(good)).cast(Reports.schema), sorted([*odd, *self.misfits], key=lambda r: r[0])

    def table(self) -> pa.Table:
        made = {name: self.column(name) for name in self.mapping.fields if name not in TIMES}
        made |= self.times()
        count = len(self.rows)
        made.setdefault("report_id", [f"{self.mapping.source}-{number}" for number, _ in self.rows])
        prefix = self.mapping.id_prefix
        made["report_id"] = [i if i is None or i is BAD else text(f"{prefix}{i}") for i in made["report_id"]]
        for name, otherwise in (("source", text(self.mapping.source) or "reports"), ("act", UNKNOWN)):
            made[name] = [v or otherwise for v in made.get(name, [None] * count)]
        rows = made.get("source_row", [None] * count)
        made["source_row"] = [n if v is None else v for v, (n, _) in zip(rows, self.rows, strict=True)]
        if "country" in made:
            made["country"] = [v if v is BAD else country_of(v)[0] for v in made["country"]]
        arrays = [self.array(f, made[f.name]) if f.name in made else pa.nulls(count, f.type) for f in Reports.schema]
        return pa.table(arrays, schema=pa.schema([f.with_nullable(True) for f in Reports.schema]))

    def array(self, field: pa.Field, values: list[Any]) -> pa.Array:
        """Cells that could not be read are empty here; their rows are marked."""
        if any(v is BAD for v in values):
            self.good &= np.array([v is not BAD for v in values], bool)
            values = [None if v is BAD else v for v in values]
        return pa.array(values, field.type)

    def column(self, name: str) -> list[Any]:
        field, spec = Reports.schema.field(name), _spec(self.mapping.fields[name])

        def read(row: dict[str, Any]) -> Any:
            value = cell_value(row, spec, name)
            if name == "report_id":
                return value
            return None if value is None else own_cell(field, value)

        return self.converted(spec, read)

    def times(self) -> dict[str, list[Any]]:
        """From and until belong together: what a day alone means depends on both."""
        specs = {name: _spec(self.mapping.fields[name]) for name in TIMES if name in self.mapping.fields}
        found = {name: self.converted(spec, self.moment(name, spec)) for name, spec in specs.items()}
        made: dict[str, list[Any]] = {}
        if "received_at" in found:
            made["received_at"] = [v if v is BAD or v is None else v[0] for v in found["received_at"]]
        starts = found.get("occurred_from", [BAD] * len(self.rows))
        ends = found.get("occurred_until", [None] * len(self.rows))
        pairs: list[Any] = [
            BAD if s is BAD or e is BAD or s is None else (s, e) for s, e in zip(starts, ends, strict=True)
        ]
        known: dict[Any, Any] = {BAD: (BAD, BAD)}
        for pair in set(pairs) - {BAD}:
            known[pair] = self.interval(*pair)
        made["occurred_from"] = [known[p][0] for p in pairs]
        made["occurred_until"] = [known[p][1] for p in pairs]
        return made

    def moment(self, name: str, spec: FieldMap) -> Callable[[dict[str, Any]], Any]:
        def read(row: dict[str, Any]) -> Any:
            value = cell_value(row, spec, name)
            return None if value is None else moment_of(value, spec, name, self.dates)

        return read

    def interval(self, start: tuple[Any, bool], end: tuple[Any, bool] | None) -> tuple[Any, Any]:
        try:
            until = until_of(start[0], start[1], end, self.mapping.timezone)
        except (BadCell, OverflowError, ValueError):
            return BAD, BAD
        return start[0], start[0] + timedelta(minutes=1) if until == start[0] else until

    def converted(self, spec: FieldMap, read: Callable[[dict[str, Any]], Any]) -> list[Any]:
        """A field of every row; ``read`` is asked once for cells that are alike."""
        names = [n for n in columns_of(spec) if n in self.at] if spec.constant is None else []
        columns = [[cells[self.at[n]] for _, cells in self.rows] for n in names]
        known: dict[Any, Any] = {}
        keyed = [_told_apart(column) for column in columns]
        keys: list[Any] = keyed[0] if len(keyed) == 1 else list(zip(*keyed, strict=True)) or [()] * len(self.rows)
        for index, key in enumerate(keys):
            if key not in known:
                try:
                    known[key] = read({n: column[index] for n, column in zip(names, columns, strict=True)})
                except BadCell:
                    known[key] = BAD
        return [known[key] for key in keys]


def _told_apart(cells: list[Any]) -> list[Any]:
    """Cells as keys: 1, 1.0 and True are one key to Python and three texts to a reader."""
    return cells if set(map(type, cells)) <= PLAIN else [(type(c), repr(c)) for c in cells]


def _spec(field: FieldMap | str) -> FieldMap:
    return FieldMap(column=field) if isinstance(field, str) else field
