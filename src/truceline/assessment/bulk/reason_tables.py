"""Parts of traces as tables: what a chunk leaves, and ``Reasons`` made of what all chunks left.

Parts share most of their rows. So a chunk leaves its parts as lists of pieces, and the rows of each piece once; rows
are laid out part by part at the end only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from truceline.assessment.bulk.reasons import ReasonBook
from truceline.tables.bulk_findings import Reasons

PARTS = pa.schema([("reason_id", pa.int64()), ("pieces", pa.list_(pa.int64()))])
PIECES = pa.schema([("piece", pa.int64()), *list(Reasons.schema)[1:]])
DIGEST = "<i8"
MOST_PARTS = 16_384  # laid out at once


def left_by(book: ReasonBook) -> tuple[pa.Table, pa.Table]:
    """``PARTS`` ordered by number, and ``PIECES`` ordered by piece and position."""
    numbers = sorted(book.parts)
    told = [book.parts[n] for n in numbers]
    pieces = np.frombuffer(b"".join([t.digests for t in told]), DIGEST)
    offsets = np.cumsum([0, *(len(t.pieces) for t in told)])
    lists = pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), pa.array(pieces, pa.int64()))
    parts = pa.table([pa.array(numbers, pa.int64()), lists], schema=PARTS)
    distinct, first = np.unique(pieces, return_index=True)
    of = np.searchsorted(offsets, first, side="right") - 1
    rows = [told[k].pieces[at].rows for k, at in zip(of.tolist(), (first - offsets[of]).tolist(), strict=True)]
    sizes = np.array([len(r) for r in rows], np.int64)
    columns = [pa.array(np.repeat(distinct, sizes)), pa.array(ranges(np.zeros_like(sizes), sizes).astype(np.int32))]
    flat = list(chain.from_iterable(rows))
    columns += [pa.array([row[k] for row in flat], field.type) for k, field in enumerate(list(PIECES)[2:])]
    return parts, pa.table(columns, schema=PIECES)


class Gathered:
    """What many chunks left, each part and piece once."""

    def __init__(self) -> None:
        self._parts: list[pa.Table] = []
        self._pieces: list[pa.Table] = []
        self._met = np.empty(0, np.int64), np.empty(0, np.int64)

    def add(self, parts: pa.Table, pieces: pa.Table) -> None:
        met_parts, new = _fresh(self._met[0], parts)
        met_pieces, more = _fresh(self._met[1], pieces)
        self._met = met_parts, met_pieces
        self._parts.append(new)
        self._pieces.append(more)

    def tables(self) -> Iterator[pa.Table]:
        """``Reasons`` ordered by number, some thousand parts at a time."""
        if not self._parts:
            return
        parts = pa.concat_tables(self._parts).sort_by("reason_id").combine_chunks()
        pieces = pa.concat_tables(self._pieces).combine_chunks()
        keys = np.asarray(pieces.column("piece").to_numpy())
        starts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1 if len(keys) else 0))
        sizes = np.diff(starts, append=len(keys))
        order = np.argsort(keys[starts])
        sorted_keys = keys[starts][order]
        words = [_coded(pieces.column(field.name)) for field in list(Reasons.schema)[2:]]
        for begin in range(0, parts.num_rows, MOST_PARTS):
            some = parts.slice(begin, MOST_PARTS)
            flat = np.asarray(pc.list_flatten(some.column("pieces")).to_numpy())
            which = order[np.searchsorted(sorted_keys, flat)]
            index = pa.array(ranges(starts[which], sizes[which]))
            counts = np.asarray(pc.list_value_length(some.column("pieces")).to_numpy())
            of_part = np.repeat(np.arange(len(counts)), counts)
            lengths = np.bincount(of_part, sizes[which], len(counts)).astype(np.int64)
            columns = [
                pa.array(np.repeat(np.asarray(some.column("reason_id").to_numpy()), lengths)),
                pa.array(ranges(np.zeros_like(lengths), lengths).astype(np.int32)),
            ]
            yield pa.table([*columns, *(w.take(index) for w in words)], names=Reasons.schema.names)


def _fresh(met: NDArray[np.int64], table: pa.Table) -> tuple[NDArray[np.int64], pa.Table]:
    numbers = np.asarray(table.column(0).to_numpy())
    new = ~np.isin(numbers, met)
    if not new.any():
        return met, table.schema.empty_table()  # a slice of no rows would hold the whole table
    return np.union1d(met, numbers), table.filter(pa.array(new))


def _coded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.dictionary_encode() if pa.types.is_string(column.type) else column


def ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of ranges, one range after another."""
    begin = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(starts, lengths) + np.arange(len(begin)) - begin


def schema_of(tables: Iterable[pa.Table]) -> tuple[pa.Schema, Iterator[pa.Table]]:
    """The schema in which tables come, and all of them; that of ``Reasons`` where there is none."""
    rest = iter(tables)
    first = next(rest, None)
    return (Reasons.schema, rest) if first is None else (first.schema, chain([first], rest))
