"""The traces of many findings, each distinct part of a trace once.

A part is named by a hash of what it says, so its number depends neither on the order of reports nor on who found it
first. Where a sentence would hold a row's own number, the part says what was asked and the finding holds the number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.assessment.answers import CERTAIN, EXCLUDED, Answer
from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.columns import grouped
from truceline.assessment.bulk.program import instant
from truceline.assessment.bulk.rows import Verdicts
from truceline.assessment.bulk.wording import digits
from truceline.assessment.claims import Incident
from truceline.assessment.judge import rows_of_rule, situations, touch_of_rule
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


class Piece(NamedTuple):
    """Rows that stand together in many parts, with the hash of what they say."""

    rows: tuple[Part, ...]
    digest: bytes

    @classmethod
    def of(cls, rows: Iterable[Part]) -> Piece:
        part = tuple(rows)
        return cls(part, hashlib.blake2b(repr(part).encode(), digest_size=8).digest())


class ReasonBook:
    """Parts of traces by their number. Threads may share one: equal parts get equal numbers."""

    def __init__(self) -> None:
        self.parts: dict[int, tuple[Piece, ...]] = {}

    def add(self, rows: Iterable[Part]) -> int:
        piece = Piece.of(rows)
        return self._put(piece.digest, (piece,))

    def join(self, pieces: Sequence[Piece]) -> int:
        """A part put together from pieces, which many parts share."""
        joined = hashlib.blake2b(b"".join([p.digest for p in pieces]), digest_size=8).digest()
        return self._put(joined, tuple(pieces))

    def _put(self, digest: bytes, part: tuple[Piece, ...]) -> int:
        number = int.from_bytes(digest, "big") >> 1
        self.parts.setdefault(number, part)
        return number

    def known(self, told: dict[Any, Any], key: Any, say: Callable[[], int]) -> int:
        """The number said before under this key, or now; ``told`` outlives the book."""
        if key not in told:
            number = say()
            told[key] = number, self.parts[number]
        number, part = told[key]
        self.parts[number] = part
        return int(number)

    def table(self) -> pa.Table:
        """``Reasons``, its words as dictionaries: parts share most of their rows."""
        numbers = sorted(self.parts)
        pieces = [piece for number in numbers for piece in self.parts[number]]
        distinct = {id(piece): piece for piece in pieces}
        place = {key: k for k, key in enumerate(distinct)}
        which = np.array([place[id(piece)] for piece in pieces], np.int64)
        sizes = np.array([len(piece.rows) for piece in distinct.values()], np.int64)
        index = _ranges((np.cumsum(sizes) - sizes)[which], sizes[which])
        of_part = np.repeat(np.arange(len(numbers)), [len(self.parts[n]) for n in numbers])
        lengths = np.bincount(of_part, sizes[which], len(numbers)).astype(np.int64)
        columns: list[pa.Array] = [
            pa.array(np.repeat(np.array(numbers, np.int64), lengths)),
            pa.array(_ranges(np.zeros_like(lengths), lengths).astype(np.int32)),
        ]
        rows = [row for piece in distinct.values() for row in piece.rows]
        for k, field in enumerate(list(Reasons.schema)[2:]):
            columns.append(_taken(pa.array([row[k] for row in rows], field.type), index))
        return pa.table(columns, names=Reasons.schema.names)


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of ranges, one range after another."""
    begin = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(starts, lengths) + np.arange(len(begin)) - begin


def _taken(values: pa.Array, index: NDArray[np.int64]) -> pa.Array:
    """Rows of a column; of words as a dictionary, each word once."""
    if not pa.types.is_string(values.type):
        return values.take(pa.array(index))
    words = values.dictionary_encode()
    return pa.DictionaryArray.from_arrays(words.indices.take(pa.array(index)), words.dictionary)


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

        def say(i: int = i) -> int:
            return book.add([_in_force(one, v, i, start[i], end[i])])

        ids.append(book.known(one.told, ("in_force", *key), say))
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
        basis = one.plan.area_bases[int(v.where[i])] if v.where[i] >= 0 else "V"
        name = one.plan.areas.name(area) if area else "the whole scope"
        state = STATES[int(_states(v.place_low[i : i + 1], v.place_high[i : i + 1])[0])]
        sentence = "the text sets no border" if area is None else PLACE_SAYS[state]
        asked = name if high > 0 or _running(one, *v.pieces[i]) == 1 else "one of the areas"
        row = ("place_in", None, f"Inside {asked}?", sentence, state, _if_closed(low), _if_closed(high), basis, None)
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
        if key is not None and key in one.told:
            ids[k] = book.known(one.told, key, int)
        else:
            new.append(k)
    some = rows[first[new]]
    traces = _Traces(one, factor[some], v.trace[some], [keys[k] is not None for k in new])
    traces.say(lambda which: incidents(some[which]))
    for i, k in enumerate(new):
        if keys[k] is None:
            ids[k] = book.join(traces.pieces(i))
        else:
            ids[k] = book.known(one.told, keys[k], lambda i=i: book.join(traces.pieces(i)))  # type: ignore[misc]
    return ids[groups] if len(ids) else groups


class _Traces:
    """Representatives of traces not met before. ``shared``: whether others may have the same trace."""

    def __init__(
        self, one: Compiled, factor: NDArray[np.int32], trace: NDArray[np.uint64], shared: Sequence[bool]
    ) -> None:
        self.one, self.said = one, one.told
        self.keys = [
            self._keys(int(f), trace[i]) if alike else [("alone", i, r) for r in range(len(one.plan.rules))]
            for i, (f, alike) in enumerate(zip(factor, shared, strict=True))
        ]
        self.alone: dict[Any, Piece] = {}

    def _keys(self, factor: int, trace: np.uint64) -> list[Any]:
        """Per provision what its rows depend on."""
        made = self.one.factors.made[factor]
        states = digits(int(trace), len(made.asked))
        return [
            (w.number, factor, int(trace))
            if states is None or w.places is None
            else (w.number, bytes([states[p] for p in w.places]))
            for w in made.worded
        ]

    def say(self, incidents: Callable[[NDArray[np.int64]], Sequence[Incident]]) -> None:
        """Put into words what nobody had before; ``incidents`` lays representatives out."""
        asked: dict[Any, tuple[int, int]] = {}
        for i, keys in enumerate(self.keys):
            for r, key in enumerate(keys):
                if key not in self.said and key not in asked:
                    asked[key] = i, r
        which = sorted({i for i, _ in asked.values()})
        laid = dict(zip(which, incidents(np.array(which, np.int64)), strict=True)) if which else {}
        situated = {i: list(situations(self.one.plan, incident)) for i, incident in laid.items()}
        for key, (i, r) in asked.items():
            rule, alone = self.one.plan.rules[r], key[0] == "alone"
            rows = rows_of_rule(touch_of_rule(self.one.plan, rule, situated[i]))
            put = part_of if alone else without_numbers
            (self.alone if alone else self.said)[key] = Piece.of(put(a) for a in rows)

    def pieces(self, i: int) -> list[Piece]:
        return [self.alone[key] if key[0] == "alone" else self.said[key] for key in self.keys[i]]
