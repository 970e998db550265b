"""Where commitments stand at a moment, from what was recorded and known by then. Columns in, columns out.

A level counts when somebody verified it: ``verified_by`` filled and basis not B.
Source: docs/methods/commitments.md
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from truceline.tables.commitments import Standings
from truceline.tables.schema import UTC

Array = npt.NDArray[Any]
NOT_YET = np.iinfo(np.int64).min
FULL = 3


def micros(column: pa.ChunkedArray | pa.Array) -> Array:
    """Microseconds since 1970, NOT_YET for null."""
    whole = column.cast(pa.int64())
    found: Array = pc.fill_null(whole, NOT_YET).to_numpy(zero_copy_only=False)
    return found


@dataclass(frozen=True)
class Known:
    """Records known at a moment, sorted by commitment, then by when they happened and became known."""

    row: Array
    owner: Array
    status: Array
    happened: Array
    ended: Array
    verified: Array


def standings(commitments: pa.Table, records: pa.Table, as_of: datetime, owners: Array | None = None) -> pa.Table:
    """One row of standings per commitment, order kept.

    Rows:   one out per commitment in.
    Reads:  records with ``known_from`` ≤ as_of and ``happened_from`` ≤ as_of; other records are left.
    ``owners``: what ``owner_rows`` gives, where a process keeps it between moments.
    Raises: nothing; bad values were refused when they were loaded.
    """
    now = int(pa.scalar(as_of, UTC).value)
    known = _known(commitments, records, now, owners)
    count = commitments.num_rows
    verified = _last(known, known.verified & (known.status >= 0), count)
    claimed = _last(known, known.status >= 0, count)
    done = np.full(count, -1)
    done_rows = _first_done(known, count)
    fully = (verified >= 0) & (_at(known.status, verified) == FULL)
    done[fully] = done_rows[fully]
    term = _terms(commitments, now)
    timeliness = _timeliness(commitments, known, done, term)
    return pa.table(
        {
            "commitment_id": commitments["commitment_id"],
            "term": pa.array(TERMS).take(pa.array(term)),
            "timeliness": pa.array(TIMELINESS).take(pa.array(timeliness)),
            "verified_status": _levels(known, verified),
            "verified_by": _taken(records, "verified_by", known, verified),
            "verified_on": _taken(records, "happened_from", known, verified),
            "done_from": _taken(records, "happened_from", known, done),
            "done_until": _taken(records, "happened_until", known, done),
            "claimed_status": _levels(known, claimed),
            "claimed_by": _taken(records, "claimant", known, claimed),
            "records": pa.array(np.bincount(known.owner, minlength=count), pa.int64()),
            "as_of": pa.array(np.full(count, now), pa.int64()).cast(UTC),
        }
    ).cast(Standings.schema)


def owner_rows(commitments: pa.Table, records: pa.Table) -> Array:
    """Row of the commitment that each record names, -1 for none."""
    found = pc.index_in(records["commitment_id"], commitments["commitment_id"].combine_chunks())
    return np.asarray(pc.fill_null(found, -1).to_numpy(), dtype=np.int64)


def _known(commitments: pa.Table, records: pa.Table, now: int, owners: Array | None) -> Known:
    happened, told = micros(records["happened_from"]), micros(records["known_from"])
    row = np.flatnonzero((told <= now) & (happened <= now))
    owner = owner_rows(commitments, records) if owners is None else owners
    row = row[owner[row] >= 0]
    row = row[np.lexsort((told[row], happened[row], owner[row]))]
    row = _ties_by_id(row, records, (owner, happened, told))
    status = pc.fill_null(records["status"].cast(pa.int64()), -1).to_numpy()
    checked = pc.and_(pc.is_valid(records["verified_by"]), pc.not_equal(records["basis"], "B"))
    verified = pc.fill_null(checked, False).to_numpy(zero_copy_only=False).astype(bool)
    ended = micros(records["happened_until"])
    return Known(row, owner[row], status[row], happened[row], ended[row], verified[row])


def _ties_by_id(row: Array, records: pa.Table, keys: tuple[Array, ...]) -> Array:
    """Records alike in every key in the order of their ids, so that the order of the file decides nothing."""
    if len(row) < 2:
        return row
    same = np.logical_and.reduce([key[row][1:] == key[row][:-1] for key in keys])
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    if not len(tied):
        return row
    names = np.asarray(records["record_id"].take(pa.array(row[tied])).to_pylist(), dtype=object)
    run = np.cumsum(np.insert(~same, 0, False))[tied]
    order = sorted(range(len(tied)), key=lambda i: (run[i], names[i]))
    ordered = row.copy()
    ordered[tied] = row[tied][order]
    return ordered


def _last(known: Known, wanted: Array, count: int) -> Array:
    """Position in ``known`` of the last wanted record of each commitment, -1 for none."""
    found = np.full(count, -1)
    where = np.flatnonzero(wanted)
    found[known.owner[where]] = where  # sorted by time, so the last write is the latest
    return found


def _first_done(known: Known, count: int) -> Array:
    """The first verified completion after which no verified lower level came."""
    lowered = _last(known, known.verified & (known.status >= 0) & (known.status != FULL), count)
    full = np.flatnonzero(known.verified & (known.status == FULL))
    lasting = full[full > lowered[known.owner[full]]][::-1]  # backwards, so that the first of each is written last
    found = np.full(count, -1)
    found[known.owner[lasting]] = lasting
    return found


TERMS = ["coming", "passed", "contested", "not_running", "undated", "continuing"]
TIMELINESS = [None, "in_time", "late", "missed", "by_some_dates", "unrecorded"]
OPEN, IN_TIME, LATE, MISSED, SOME, UNRECORDED = range(6)


def _terms(commitments: pa.Table, now: int) -> Array:
    first, last = micros(commitments["due_from"]), micros(commitments["due_until"])
    kind = commitments["kind"]
    term = np.where(now < first, 0, np.where(now >= last, 1, 2))
    without = first == NOT_YET
    term[without] = 3
    for word, code in (("undated", 4), ("continuing", 5)):
        term[without & pc.equal(kind, word).to_numpy(zero_copy_only=False).astype(bool)] = code
    return term


def _timeliness(commitments: pa.Table, known: Known, done: Array, term: Array) -> Array:
    first, last = micros(commitments["due_from"]), micros(commitments["due_until"])
    is_done = done >= 0
    started, ended = _at(known.happened, done), _at(known.ended, done)
    dated = first != NOT_YET
    counts = np.bincount(known.owner, minlength=len(term))
    found = np.full(len(term), OPEN)
    found[~is_done & (term == 1)] = MISSED
    found[(found == MISSED) & (counts == 0)] = UNRECORDED
    found[is_done & dated] = SOME
    found[is_done & dated & (ended <= first)] = IN_TIME
    found[is_done & dated & (started >= last)] = LATE
    return found


def _at(values: Array, where: Array) -> Array:
    if not len(values):
        return np.full(len(where), -1)
    return values[np.maximum(where, 0)]


def _levels(known: Known, where: Array) -> pa.Array:
    return pa.array(_at(known.status, where).astype(np.int8), pa.int8(), mask=where < 0)


def _taken(records: pa.Table, column: str, known: Known, where: Array) -> pa.Array:
    rows = _at(known.row, where)
    index = pa.array(rows, pa.int64(), mask=where < 0)
    return records[column].combine_chunks().take(index)
