"""The traces of many findings, each distinct part of a trace once.

A part is named by a hash of what it says, so its number depends neither on the order of reports nor on who found it
first. Where a sentence would hold a row's own number, the part says what was asked and the finding holds the number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.assessment.answers import CERTAIN, EXCLUDED, Answer
from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.columns import grouped
from truceline.assessment.bulk.program import instant
from truceline.assessment.bulk.rows import Verdicts
from truceline.assessment.claims import Incident
from truceline.assessment.judge import touched
from truceline.assessment.kernel import Row, in_force_answer
from truceline.space.places import Inside
from truceline.tables.bulk_findings import Reasons

Part = tuple[Any, ...]
OF_THE_ROW = ("place_in", "origin_in", "near_line", "in_window", "not_suspended", "not_permitted")
STATES = ("not_met", "cannot_tell", "met")
SAYS = {
    "not_met": "it does not hold there and then",
    "cannot_tell": "it cannot be told for sure; the finding holds the range",
    "met": "it holds there and then",
}


class ReasonBook:
    """Parts of traces by their number. Threads may share one: equal parts get equal numbers."""

    def __init__(self) -> None:
        self.parts: dict[int, tuple[Part, ...]] = {}

    def add(self, rows: Iterable[Part]) -> int:
        part = tuple(rows)
        number = int.from_bytes(hashlib.blake2b(repr(part).encode(), digest_size=8).digest(), "big") >> 1
        self.parts.setdefault(number, part)
        return number

    def known(self, told: dict[Any, Any], key: Any, say: Callable[[], Iterable[Part]]) -> int:
        """A part that was said before under this key, or is said now; ``told`` outlives the book."""
        if key not in told:
            number = self.add(say())
            told[key] = number, self.parts[number]
        number, part = told[key]
        self.parts[number] = part
        return int(number)

    def table(self) -> pa.Table:
        names = Reasons.schema.names[2:]
        rows = [
            {"reason_id": number, "position": i, **dict(zip(names, row, strict=True))}
            for number in sorted(self.parts)
            for i, row in enumerate(self.parts[number])
        ]
        return Reasons.from_rows(rows)


def part_of(answer: Answer) -> Part:
    return (
        answer.condition, answer.provision_id, answer.question, answer.sentence, answer.state, answer.low, answer.high,
        answer.basis, answer.source,
    )  # fmt: skip


def without_numbers(answer: Answer) -> Part:
    """A condition that asks when or where, as all rows of one trace have it."""
    if answer.condition not in OF_THE_ROW:
        return part_of(answer)
    row = part_of(replace(answer, sentence=SAYS[answer.state]))
    return (*row[:5], _if_closed(answer.low), _if_closed(answer.high), *row[7:])


def _if_closed(value: float) -> float | None:
    return value if value in (0.0, 1.0) else None


def _states(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(low >= CERTAIN, 2, np.where(high <= EXCLUDED, 0, 1)).astype(np.int64)


def _closed(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(values == 0.0, 0, np.where(values == 1.0, 1, 2)).astype(np.int64)


def _kinds(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.int64]:
    return _states(low, high) * 9 + _closed(low) * 3 + _closed(high)


def in_force_ids(one: Compiled, v: Verdicts, start: Any, end: Any, book: ReasonBook) -> NDArray[np.int64]:
    """A line's sentence depends on which of its own moments have passed, so pieces of time between them are one."""
    line = v.line.astype(np.int64)
    if len(one.plan.force):
        stages = [np.where(line >= 0, one.stages[line, v.pieces[:, k]], -1).astype(np.int64) for k in (0, 1)]
    else:
        stages = []
    keys = [line, *stages, _kinds(v.time_low, v.time_high)]
    groups, first = grouped(keys, len(line))
    ids = []
    for i, key in zip(first.tolist(), np.stack(keys, axis=1)[first].tolist(), strict=True):
        ids.append(book.known(one.told, ("in_force", *key), lambda i=i: [_in_force(one, v, i, start[i], end[i])]))  # type: ignore[misc]
    return np.array(ids, np.int64)[groups] if ids else groups


def _in_force(one: Compiled, v: Verdicts, i: int, start: int, end: int) -> Part:
    line, time = int(v.line[i]), (instant(start), instant(end))
    rows = [Row(line, *one.plan.force[line], (0.0, 0.0), Inside(1, 1, ""))] if line >= 0 else []
    answer = replace(in_force_answer(one.plan, rows, time), low=float(v.time_low[i]), high=float(v.time_high[i]))
    row = part_of(answer)
    return (*row[:5], _if_closed(answer.low), _if_closed(answer.high), *row[7:])


def place_ids(one: Compiled, v: Verdicts, book: ReasonBook) -> NDArray[np.int64]:
    kinds = _kinds(v.place_low, v.place_high)
    pieces = [np.where(v.place_high <= 0, v.pieces[:, k], -1).astype(np.int64) for k in (0, 1)]
    groups, first = grouped([v.where.astype(np.int64), kinds, *pieces], len(v.where))
    ids = []
    for i in first:
        low, high = float(v.place_low[i]), float(v.place_high[i])
        area = one.plan.force[int(v.where[i])][0] if v.where[i] >= 0 else None
        name = one.plan.areas.name(area) if area else "the whole scope"
        state = STATES[int(_states(v.place_low[i : i + 1], v.place_high[i : i + 1])[0])]
        sentence = "the text sets no border" if area is None else PLACE_SAYS[state]
        asked = name if high > 0 or _running(one, *v.pieces[i]) == 1 else "one of the areas"
        row = ("place_in", None, f"Inside {asked}?", sentence, state, _if_closed(low), _if_closed(high), "V", None)
        ids.append(book.add([row]))
    return np.array(ids, np.int64)[groups] if ids else groups


def _running(one: Compiled, first: int, last: int) -> int:
    """How many lines of force may run in pieces of time; all of them if none does."""
    count = len(one.plan.force)
    runs = one.program.times.high[:count, first : last + 1].any(axis=1)
    return int(runs.sum()) or count


PLACE_SAYS = {
    "not_met": "the report's circle lies outside, or all but a twentieth of it",
    "cannot_tell": "the report's place does not decide it; the finding holds the range",
    "met": "the report's circle lies inside, or all but a twentieth of it",
}


def actors_ids(one: Compiled, factor: NDArray[np.int32], v: Verdicts, book: ReasonBook) -> NDArray[np.int64]:
    local = np.array([f.local for f in one.factors.made], np.bool_)[factor]
    kinds = np.where(local, _kinds(v.actors_low, v.actors_high), -1)
    groups, first = grouped([factor.astype(np.int64), kinds], len(factor))
    ids = []
    for i in first:
        rows = [part_of(a) for a in one.factors.made[factor[i]].answers]
        if local[i]:
            state = STATES[int(_states(v.actors_low[i : i + 1], v.actors_high[i : i + 1])[0])]
            rows = [(*r[:4], state, None, None, *r[7:]) if r[0] == "not_excluded" else r for r in rows]
        ids.append(book.add(rows))
    return np.array(ids, np.int64)[groups] if ids else groups


def provision_ids(
    one: Compiled,
    factor: NDArray[np.int32],
    v: Verdicts,
    rows: NDArray[np.int64],
    incidents: Callable[[NDArray[np.int64]], Sequence[Incident]],
    book: ReasonBook,
) -> NDArray[np.int64]:
    """Ids for the rows that came to their provisions; ``incidents(rows)`` lays out representatives."""
    alone = np.where(v.by_judge[rows], rows, -1)
    groups, first = grouped([factor[rows].astype(np.int64), v.trace[rows].view(np.int64), alone], len(rows))
    keys = [
        ("rules", int(factor[i]), int(v.trace[i])) if alone[k] < 0 else None
        for k, i in zip(first, rows[first], strict=True)
    ]
    ids = np.zeros(len(first), np.int64)
    new = []
    for k, key in enumerate(keys):
        if key in one.told:
            ids[k] = book.known(one.told, key, tuple)
        else:
            new.append(k)
    for k, incident in zip(new, incidents(rows[first[new]]), strict=True):
        said: Sequence[Answer] = touched(one.plan, incident)[2]
        if keys[k] is None:
            ids[k] = book.add([part_of(a) for a in said])
        else:
            ids[k] = book.known(one.told, keys[k], lambda said=said: [without_numbers(a) for a in said])  # type: ignore[misc]
    return ids[groups] if len(ids) else groups
