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
from numpy.typing import NDArray

from truceline.assessment.answers import CERTAIN, EXCLUDED, Answer
from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.columns import grouped
from truceline.assessment.bulk.program import instant
from truceline.assessment.bulk.rows import Verdicts
from truceline.assessment.bulk.wording import states_of
from truceline.assessment.claims import Incident
from truceline.assessment.judge import rows_of_rule, situations, touch_of_rule
from truceline.assessment.kernel import Row, in_force_answer
from truceline.space.places import Inside

Part = tuple[Any, ...]
OF_THE_ROW = ("place_in", "origin_in", "near_line", "in_window", "not_suspended", "not_permitted")
MOST_SPANS = 4096
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


class Told(NamedTuple):
    """One part of a trace: its pieces that have rows, and their hashes one after another."""

    pieces: tuple[Piece, ...]
    digests: bytes


class ReasonBook:
    """Parts of traces by their number. Threads may share one: equal parts get equal numbers."""

    def __init__(self) -> None:
        self.parts: dict[int, Told] = {}

    def add(self, rows: Iterable[Part]) -> int:
        piece = Piece.of(rows)
        return self._put(piece.digest, [piece])

    def join(self, pieces: Sequence[Piece]) -> int:
        """A part put together from pieces, which many parts share."""
        digests = b"".join([p.digest for p in pieces])
        return self._put(hashlib.blake2b(digests, digest_size=8).digest(), pieces)

    def _put(self, digest: bytes, pieces: Sequence[Piece]) -> int:
        number = int.from_bytes(digest, "big") >> 1
        if number not in self.parts:
            filled = tuple([p for p in pieces if p.rows])
            self.parts[number] = Told(filled, b"".join([p.digest for p in filled]))
        return number

    def known(self, told: dict[Any, Any], key: Any, say: Callable[[], int]) -> int:
        """The number said before under this key, or now; ``told`` outlives the book."""
        if key not in told:
            number = say()
            told[key] = number, self.parts[number]
        number, part = told[key]
        self.parts[number] = part
        return int(number)


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
    stages = []
    if len(one.plan.force):
        stages = [np.where(line >= 0, one.stages[line, v.pieces[:, k]], -1).astype(np.int64) for k in (0, 1)]

    def say(i: int) -> int:
        return book.add([_in_force(one, v, i, start[i], end[i])])

    return _known_ids(one, "in_force", [line, *stages, _kinds(v.time_low, v.time_high)], say, book)


def _known_ids(
    one: Compiled, name: str, keys: Sequence[NDArray[np.int64]], say: Callable[[int], int], book: ReasonBook
) -> NDArray[np.int64]:
    """Per row the number of what is said of its keys; ``say(row)`` is asked once for each combination ever met."""
    groups, first = grouped(keys, len(keys[0]))
    met = np.stack([k[first] for k in keys], axis=1).tolist()
    ids = [
        book.known(one.told, (name, *key), lambda i=i: say(i))  # type: ignore[misc]
        for i, key in zip(first.tolist(), met, strict=True)
    ]
    return np.array(ids, np.int64)[groups] if ids else groups


def _in_force(one: Compiled, v: Verdicts, i: int, start: int, end: int) -> Part:
    line, time = int(v.line[i]), (instant(start), instant(end))
    rows = [Row(line, *one.plan.force[line], (0.0, 0.0), Inside(1, 1, ""))] if line >= 0 else []
    answer = replace(in_force_answer(one.plan, rows, time), low=float(v.time_low[i]), high=float(v.time_high[i]))
    row = part_of(answer)
    return (*row[:5], _if_closed(answer.low), _if_closed(answer.high), *row[7:])


def place_ids(one: Compiled, v: Verdicts, book: ReasonBook) -> NDArray[np.int64]:
    """Where a row is outside of all, the sentence names an area only if no other may run then."""
    several = np.where(v.place_high <= 0, _several(one, v.pieces), 0)

    def say(i: int) -> int:
        low, high = float(v.place_low[i]), float(v.place_high[i])
        area = one.plan.force[int(v.where[i])][0] if v.where[i] >= 0 else None
        basis = one.plan.area_bases[int(v.where[i])] if v.where[i] >= 0 else "V"
        name = one.plan.areas.name(area) if area else "the whole scope"
        state = STATES[int(_states(v.place_low[i : i + 1], v.place_high[i : i + 1])[0])]
        sentence = "the text sets no border" if area is None else PLACE_SAYS[state]
        asked = "one of the areas" if several[i] else name
        row = ("place_in", None, f"Inside {asked}?", sentence, state, _if_closed(low), _if_closed(high), basis, None)
        return book.add([row])

    keys = [v.where.astype(np.int64), _kinds(v.place_low, v.place_high), several]
    return _known_ids(one, "place", keys, say, book)


def _several(one: Compiled, pieces: NDArray[np.int32]) -> NDArray[np.int64]:
    """1 where not exactly one line of force may run in a row's pieces of time; all are meant if none does."""
    count, cuts = len(one.plan.force), one.program.times.high.shape[1]
    of_row, met = grouped([pieces[:, 0].astype(np.int64), pieces[:, 1].astype(np.int64)], len(pieces))
    first, last = pieces[met, 0], pieces[met, 1]
    ran = np.zeros((count, cuts + 1), np.int32)
    np.cumsum(one.program.times.high[:count] > 0, axis=1, out=ran[:, 1:])
    running = np.empty(len(met), np.int64)
    for begin in range(0, len(met), MOST_SPANS):  # a row's time may touch any two pieces: never all at once
        some = slice(begin, begin + MOST_SPANS)
        running[some] = (ran[:, last[some] + 1] > ran[:, first[some]]).sum(axis=0)
    found: NDArray[np.int64] = (np.where(running == 0, count, running) != 1).astype(np.int64)[of_row]
    return found


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
        self.keys: list[list[Any]] = [[("alone", i, r) for r in range(len(one.plan.rules))] for i in range(len(factor))]
        alike = np.flatnonzero(np.array(shared, np.bool_))
        for number in np.unique(factor[alike]).tolist():
            of_it = alike[factor[alike] == number]
            for i, keys in zip(of_it.tolist(), self._keys(number, trace[of_it]), strict=True):
                self.keys[i] = keys
        self.alone: dict[Any, Piece] = {}

    def _keys(self, factor: int, traces: NDArray[np.uint64]) -> list[list[Any]]:
        """Per trace of a class of claims and provision what its rows depend on: all of the trace, or its own states."""
        made = self.one.factors.made[factor]
        states = states_of(traces, made.worded, len(made.asked))
        if states is None:
            return [[(w.number, factor, t) for w in made.worded] for t in traces.tolist()]
        numbers = [w.number for w in made.worded]
        keys: list[list[Any]] = [list(zip(numbers, row, strict=True)) for row in states.tolist()]
        for r, w in enumerate(made.worded):
            if w.places is None:
                for of_one, t in zip(keys, traces.tolist(), strict=True):
                    of_one[r] = (w.number, factor, t)
        return keys

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
