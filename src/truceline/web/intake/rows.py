"""Rows into the table of reports, column by column: digests computed once, one root in the log, one statement.

A cell's text and its form for the database are made once for every distinct cell of a column, and columns in which
nothing stands are written as one word. Times of a table are texts from the start: a datetime each would cost more than
all the rest.
"""

from __future__ import annotations

import hashlib
import json.encoder
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

import pyarrow as pa
from django.db import connection, models

from truceline.tables.reports import Reports
from truceline.vocabulary.amounts import plain
from truceline.web.accounts.models import User
from truceline.web.audit.actions import append
from truceline.web.audit.chain import Bound, canonical
from truceline.web.audit.models import Entry
from truceline.web.intake.models import Report, Submission

COLUMNS = tuple(Reports.schema.names)
QUOTED = json.encoder.encode_basestring  # as ``canonical`` writes a text
AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.FloatField)


@dataclass(frozen=True)
class Column:
    """``distinct`` cells, and which of them stands in each row; ``which`` None: one and the same in all.

    ``moments``: the cells are times in UTC as SQLite keeps them, ``2030-05-01 06:00:00`` and six decimals if there are
    any.
    """

    distinct: list[Any]
    which: list[int] | None
    moments: bool = False

    def made(self, of: Callable[[Any], Any]) -> Any:
        """``of`` each cell: a list by row, or the single value of a column of one cell."""
        values = self.distinct if of is _as_it_is else [of(cell) for cell in self.distinct]
        return values[0] if self.which is None else [values[i] for i in self.which]

    @property
    def stated(self) -> bool:
        """Whether anything stands in it."""
        return self.which is not None or self.distinct[0] is not None


@dataclass(frozen=True)
class Prepared:
    """Rows with their digests, ready to be written: nobody needs to wait while these are made."""

    columns: Mapping[str, Column]
    digests: Sequence[str]

    @property
    def first_id(self) -> str:
        ids = self.columns["report_id"]
        return str(ids.distinct[ids.which[0] if ids.which else 0])


def prepare_rows(rows: Sequence[Mapping[str, Any]] | pa.Table) -> Prepared:
    columns, count = _columns(rows)
    return Prepared(columns, [hashlib.sha256(text.encode()).hexdigest() for text in _canonical(columns, count)])


def keep_rows(
    user: User,
    submission: Submission,
    rows: Sequence[Mapping[str, Any]] | pa.Table,
    action: str,
    besides: Sequence[Bound] = (),
) -> Entry:
    """Rows and the entry that holds their root, inside the caller's transaction. ``besides``: other rows of it."""
    return keep_prepared(user, submission, prepare_rows(rows), action, besides)


def keep_prepared(
    user: User, submission: Submission, rows: Prepared, action: str, besides: Sequence[Bound] = ()
) -> Entry:
    """The same with rows that were prepared before the transaction began."""
    count = len(rows.digests)
    target = ("report", rows.first_id) if count == 1 else ("submission", str(submission.pk))
    entry = append(user, action, target, {"submission": submission.pk, "rows": count}, rows.digests, besides)
    insert = _insert_texts if connection.vendor == "postgresql" else _insert_cells
    insert(rows.columns, rows.digests, submission.pk, entry.seq)
    return entry


def _columns(rows: Sequence[Mapping[str, Any]] | pa.Table) -> tuple[dict[str, Column], int]:
    """Columns in the order of ids, in which the log holds the rows of a batch."""
    if isinstance(rows, pa.Table):
        table = rows.sort_by("report_id")
        return {n: _arrow_column(table.column(n).combine_chunks(), n) for n in COLUMNS}, table.num_rows
    ordered = sorted(rows, key=lambda r: r["report_id"])
    one = len(ordered) == 1
    which = None if one else list(range(len(ordered)))
    told = {n: [plain(r[n]) if n == "quantity" else r[n] for r in ordered] for n in COLUMNS}
    return {n: Column(cells, which) for n, cells in told.items()}, len(ordered)


def _arrow_column(cells: pa.Array, name: str) -> Column:
    if cells.null_count == len(cells):
        return Column([None], None)
    if pa.types.is_nested(cells.type):
        return Column(cells.to_pylist(), list(range(len(cells))))
    coded = cells.dictionary_encode(null_encoding="encode")
    moments = pa.types.is_timestamp(cells.type)
    distinct = _as_texts(coded.dictionary) if moments else coded.dictionary.to_pylist()
    if name == "quantity":
        distinct = [plain(cell) for cell in distinct]
    return Column(distinct, None if len(distinct) == 1 else coded.indices.to_numpy().tolist(), moments)


def _as_texts(times: pa.Array) -> list[str | None]:
    """Times as ``str`` writes a datetime in UTC without its zone."""
    written = times.cast(pa.timestamp("us")).cast(pa.string()).to_pylist()  # always with six decimals
    return [None if text is None else text.removesuffix(".000000") for text in written]


def _canonical(columns: Mapping[str, Column], count: int) -> Iterator[str]:
    """Each row as ``audit.chain.canonical`` writes it: keys in order, no spaces."""
    pieces: list[Any] = ["{"]
    for n, name in enumerate(sorted(columns)):
        before = f'{"," if n else ""}"{name}":'
        later = name in Report.ADDED
        written = _moment_written if columns[name].moments else _written
        found = columns[name].made(
            lambda cell, before=before, later=later, written=written: (
                "" if later and cell is None else before + written(cell)
            )
        )
        if isinstance(found, str) and isinstance(pieces[-1], str):
            pieces[-1] += found
        else:
            pieces.append(found)
    pieces.append("}")
    yield from map("".join, zip(*(repeat(p, count) if isinstance(p, str) else p for p in pieces), strict=False))


def _moment_written(cell: str | None) -> str:
    return "null" if cell is None else f'"{cell[:10]}T{cell[11:]}+00:00"'


def _written(cell: Any) -> str:
    """A cell as ``canonical`` writes it; the frequent kinds without its detour."""
    if cell is None:
        return "null"
    if type(cell) is str:
        return str(QUOTED(cell))
    if type(cell) is int:
        return str(cell)
    return f'"{cell.isoformat()}"' if type(cell) is datetime else canonical(cell)


def _insert_texts(columns: Mapping[str, Column], digests: Sequence[str], submission: int, seq: int) -> None:
    """The cells in which something stands as one text, which PostgreSQL reads as rows of the table (COPY is not open
    to a role that row-level security binds)."""
    stated = {name: column for name, column in columns.items() if column.stated}
    names = ", ".join(f'"{n}"' for n in (*stated, "submission_id", "digest", "audit_seq"))
    own = (
        f'{t[:-1]},"submission_id":{submission},"digest":"{d}","audit_seq":{seq}}}'
        for t, d in zip(_canonical(stated, len(digests)), digests, strict=True)
    )
    table = Report._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json)",
            [f"[{','.join(own)}]"],
        )


def _insert_cells(columns: Mapping[str, Column], digests: Sequence[str], submission: int, seq: int) -> None:
    """One prepared statement for all rows; columns in which nothing stands are left out of it."""
    fields = [f for f in Report._meta.concrete_fields if f.attname not in columns or columns[f.attname].stated]
    names = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    given: dict[str, Any] = {"digest": digests, "submission_id": repeat(submission), "audit_seq": repeat(seq)}
    values = []
    for field in fields:
        if field.attname in given:
            values.append(given[field.attname])
            continue
        column = columns[field.attname]
        made = column.made(_as_it_is if column.moments else _prepared_by(field))
        values.append(repeat(made) if column.which is None else made)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Report._meta.db_table} ({names}) VALUES ({places})", list(zip(*values, strict=False))
        )


def _as_it_is(cell: Any) -> Any:
    return cell


def _prepared_by(field: Any) -> Callable[[Any], Any]:
    """A cell as Django gives it to SQLite: texts and numbers as they are, times as UTC without a zone."""
    if isinstance(field, AS_IT_IS):
        return _as_it_is
    if isinstance(field, models.DateTimeField):
        return lambda cell: None if cell is None else str(cell.astimezone(UTC).replace(tzinfo=None))
    return lambda cell: field.get_db_prep_save(cell, connection)
