"""Which ids of reports were met before, over any number of files, in bounded memory.

The ids are gone through once beforehand: hashes of 64 bits in parts by their upper bits, on disk where they are many.
Sorting one part at a time tells which hashes return; only reports whose hash does are looked up afterwards, by their
whole text, in a table on disk. So nothing is decided by a hash alone, and what is held does not grow with the input.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from truceline.formats.cells import text
from truceline.space.text_hash import hashes, perhaps_trimmed

HELD = 1 << 21
"""Hashes held at once, 8 bytes each; what is more goes to disk."""
PARTS = 256
Codes = NDArray[np.uint64]


class MetIds:
    """Ids added so far, asked by their text. Only those whose hash returns in the input are kept, on disk."""

    def __init__(self, returning: Returning, table: sqlite3.Connection) -> None:
        self._returning, self._table = returning, table
        table.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8192;"
            "CREATE TABLE met (id TEXT PRIMARY KEY) WITHOUT ROWID;"
        )

    def fresh(self, ids: pa.ChunkedArray, codes: Codes) -> NDArray[np.bool_]:
        """Per id with its hash: was it not added yet. Ids that stand twice in ``ids`` are both fresh."""
        found = np.ones(len(codes), np.bool_)
        for row, name in self._asked(ids, codes):
            found[row] = self._table.execute("SELECT 1 FROM met WHERE id = ?", (name,)).fetchone() is None
        return found

    def add(self, ids: pa.ChunkedArray, codes: Codes) -> None:
        """Ids with their hashes, all of them from the input that was gone through."""
        self._table.executemany(
            "INSERT OR IGNORE INTO met VALUES (?)", ((name,) for _, name in self._asked(ids, codes))
        )

    def _asked(self, ids: pa.ChunkedArray, codes: Codes) -> Iterator[tuple[int, str]]:
        rows = np.flatnonzero(self._returning.among(codes))
        texts = ids.take(pa.array(rows)).to_pylist() if len(rows) else []
        return ((row, name or "") for row, name in zip(rows.tolist(), texts, strict=True))


def as_read(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    """Ids as reading their cells one by one gives them, without blanks at either end; null for nothing."""
    odd = perhaps_trimmed(ids)
    if not odd.any():
        return ids
    mask = pa.array(odd)
    read = pa.array([text(i) for i in ids.filter(mask).to_pylist()], ids.type)
    return pa.chunked_array([pc.replace_with_mask(ids.combine_chunks(), mask, read)])


@contextmanager
def met_ids(columns: Iterable[pa.ChunkedArray]) -> Iterator[MetIds]:
    """For an input with these ids: they are gone through once before the first is asked for, then as ``as_read``."""
    with TemporaryDirectory(prefix="truceline-ids-") as name:
        returning = Returning(Path(name))
        for column in columns:
            returning.take(hashes(as_read(column)))
        returning.settle()
        table = sqlite3.connect(Path(name) / "met.sqlite", isolation_level=None)
        try:
            yield MetIds(returning, table)
        finally:
            table.close()


class Returning:
    """Hashes that stand more than once in an input. All are taken first, then settled, then asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._held, self._rows = folder, [np.empty(0, np.uint64)], 0
        self._found: Codes | None = None  # all that return, where they are few enough to hold
        self._any = True

    def take(self, codes: Codes) -> None:
        self._held.append(codes)
        self._rows += len(codes)
        if self._rows > HELD:
            self._put_aside()

    def settle(self) -> None:
        """Of each part, as of all where none was put on disk, only the hashes that return are kept."""
        if not any(self._path(part).exists() for part in range(PARTS)):
            self._found, self._held = _twice(np.concatenate(self._held)), []
            return
        self._put_aside()
        count = 0
        for path in self._paths():
            found = _twice(np.fromfile(path, np.uint64))
            found.tofile(path)
            count += len(found)
        if count <= HELD:
            self._found = np.concatenate([np.fromfile(path, np.uint64) for path in self._paths()])

    def among(self, codes: Codes) -> NDArray[np.bool_]:
        """Per hash: does it stand more than once in the input."""
        found = np.zeros(len(codes), np.bool_)
        if self._found is not None:
            return _stands_in(self._found, codes) if len(self._found) else found
        order = np.argsort(codes)
        asked = codes[order]
        for part, begin, end in _by_part(asked):
            if self._path(part).exists():
                found[order[begin:end]] = _stands_in(np.fromfile(self._path(part), np.uint64), asked[begin:end])
        return found

    def _put_aside(self) -> None:
        ordered = np.sort(np.concatenate(self._held))
        self._held, self._rows = [np.empty(0, np.uint64)], 0
        for part, begin, end in _by_part(ordered):
            with self._path(part).open("ab") as file:
                ordered[begin:end].tofile(file)

    def _path(self, part: int) -> Path:
        return self._folder / f"{part:03d}.hashes"

    def _paths(self) -> list[Path]:
        """In the order of their hashes."""
        return sorted(self._folder.glob("*.hashes"))


def _by_part(ordered: Codes) -> Iterator[tuple[int, int, int]]:
    """The parts that sorted hashes belong to, with where each begins and ends."""
    limits = np.arange(PARTS, dtype=np.uint64) * np.uint64(2**64 // PARTS)
    begins = np.searchsorted(ordered, limits).tolist()
    ends = [*begins[1:], len(ordered)]
    return ((part, b, e) for part, (b, e) in enumerate(zip(begins, ends, strict=True)) if e > b)


def _twice(codes: Codes) -> Codes:
    """The hashes that stand there more than once, sorted, each once."""
    ordered = np.sort(codes)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    return np.unique(again)


def _stands_in(known: Codes, codes: Codes) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(codes), np.bool_)
    at = np.searchsorted(known, codes)
    at[at == len(known)] = 0
    found: NDArray[np.bool_] = known[at] == codes
    return found
