"""What people judged: same, different or unsure, of a pair or of several reports. Kept as said, never overwritten.

A judgement names reports, not incidents, so it survives every re-clustering. It outranks the score. A later judgement
of the same reports replaces an earlier one, and ``undo`` takes it back; the list keeps all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.matching.pairs import Pairs
from truceline.vocabulary.errors import TrucelineError, problem

Array = np.ndarray[Any, Any]
SAME, DIFFERENT, UNSURE, UNDO = "same", "different", "unsure", "undo"
VERDICTS = (SAME, DIFFERENT, UNSURE, UNDO)
CERTAIN = 1.0e4  # log-odds of what a person has judged: beyond any sum of clues

Pair = tuple[str, str]


@dataclass(frozen=True)
class Judgement:
    """``same``: all these reports are one incident; ``different``: no two of them are; ``unsure``: looked at, open."""

    reports: tuple[str, ...]
    verdict: str
    by: str = ""
    at: str = ""
    note: str = ""

    def pairs(self) -> Iterator[Pair]:
        yield from combinations(sorted(set(self.reports)), 2)


@dataclass(frozen=True)
class Judgements:
    """All judgements in the order they were made."""

    entries: tuple[Judgement, ...] = field(default_factory=tuple)

    def standing(self) -> dict[Pair, str]:
        """What counts for each pair now: its last judgement, none after an undo."""
        found: dict[Pair, str] = {}
        for entry in self.entries:
            for pair in entry.pairs():
                if entry.verdict == UNDO:
                    found.pop(pair, None)
                else:
                    found[pair] = entry.verdict
        return found

    def applied(self, ids: pa.Array, pairs: Pairs, score: Array, ordered: bool = True) -> tuple[Pairs, Array]:
        """Pairs and scores with what was judged in place of what was computed.

        ``ids``: report ids, in canonical order unless ``ordered`` is False.

        Raises: E-MATCH-001 when reports judged the same by a chain of judgements hold two judged different.
        """
        standing = {p: v for p, v in self.standing().items() if v in (SAME, DIFFERENT)}
        if not standing:
            return pairs, score
        check_consistent(standing)
        judged = list(standing)
        left, right = (pc.index_in(pa.array([p[k] for p in judged]), value_set=ids) for k in (0, 1))
        here = pc.and_(pc.is_valid(left), pc.is_valid(right)).to_numpy(zero_copy_only=False)
        a = pc.fill_null(left, 0).to_numpy()[here].astype(np.int64)
        b = pc.fill_null(right, 0).to_numpy()[here].astype(np.int64)
        value = np.array([CERTAIN if standing[p] == SAME else -CERTAIN for p in judged], np.float32)[here]
        if not ordered:
            a, b = np.minimum(a, b), np.maximum(a, b)
        return _replaced(pairs, score, a * len(ids) + b, value, len(ids))

    def waiting(self, ids: pa.Array) -> list[str]:
        """Report ids that standing judgements name and that are not here, sorted."""
        named = sorted({name for pair in self.standing() for name in pair})
        here = pc.is_in(pa.array(named, pa.string()), value_set=ids).to_pylist()
        return [name for name, known in zip(named, here, strict=True) if not known]

    def check(self) -> None:
        """Raises E-MATCH-001 when what stands contradicts itself."""
        check_consistent(self.standing())


def _replaced(pairs: Pairs, score: Array, keys: Array, value: Array, n: int) -> tuple[Pairs, Array]:
    own = pairs.left.astype(np.int64) * n + pairs.right
    rest = ~np.isin(own, keys)
    key = np.concatenate([own[rest], keys])
    order = np.argsort(key, kind="stable")
    joined = np.concatenate([score[rest], value])[order]
    first = np.concatenate([pairs.score[rest], value])[order]
    left, right = np.divmod(key[order], n)
    return Pairs(left.astype(np.int32), right.astype(np.int32), first), joined


def check_consistent(standing: Mapping[Pair, str]) -> None:
    """Raises E-MATCH-001: by some judgements two reports are the same, by another they are different."""
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.get(name, name) != name:
            name = group[name]
        return name

    for (left, right), verdict in standing.items():
        if verdict == SAME:
            a, b = sorted((root(left), root(right)))
            group[b] = a
            group.setdefault(a, a)
    against = [pair for pair, verdict in standing.items() if verdict == DIFFERENT and root(pair[0]) == root(pair[1])]
    if against:
        raise TrucelineError(*(problem("E-MATCH-001", "judgements", left=p[0], right=p[1]) for p in sorted(against)))


NO_JUDGEMENTS = Judgements()
