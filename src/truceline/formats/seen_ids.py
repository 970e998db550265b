"""Which ids of reports were met before, over any number of chunks: eight bytes an id.

Ids are told apart by a hash of 64 bits. That two of a hundred million different ones share it has a chance of about
3 in 10,000; the later report would then be a reject whose reason names its id, never lost.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.space.text_hash import hashes


class SeenIds:
    """Sorted runs of hashes, each at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def fresh(self, ids: pa.ChunkedArray) -> NDArray[np.bool_]:
        """Per id: was it not added yet. Ids that stand twice in ``ids`` are both fresh."""
        return self.fresh_hashes(hashes(ids))

    def fresh_hashes(self, codes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        if not self._runs:
            return np.ones(len(codes), np.bool_)
        order = np.argsort(codes)
        asked = codes[order]
        old = np.zeros(len(asked), np.bool_)
        for run in self._runs:
            at = np.searchsorted(run, asked)
            at[at == len(run)] = 0
            old |= run[at] == asked
        found = np.empty(len(asked), np.bool_)
        found[order] = ~old
        return found

    def add(self, ids: pa.ChunkedArray) -> None:
        self.add_hashes(hashes(ids))

    def add_hashes(self, codes: NDArray[np.uint64]) -> None:
        if not len(codes):
            return
        self._runs.append(np.sort(codes))
        while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
            merged = np.concatenate([self._runs.pop(), self._runs.pop()])
            merged.sort()  # in place
            self._runs.append(merged)


def first_of(codes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Per hash: does it stand there for the first time."""
    ordered = np.sort(codes)
    found = np.ones(len(codes), np.bool_)
    if (ordered[1:] == ordered[:-1]).any():
        found[:] = False
        found[np.unique(codes, return_index=True)[1]] = True
    return found
