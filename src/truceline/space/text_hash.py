"""Texts as numbers: a hash of 64 bits each, the same on every machine and in every run."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.space.compiled import njit


def hashes(ids: pa.ChunkedArray) -> NDArray[np.uint64]:
    """A hash of 64 bits per text; null as empty text."""
    begin, data = _bytes_of(ids)
    out = np.empty(len(begin) - 1, np.uint64)
    _hash(begin, data, out)
    return out


def perhaps_trimmed(texts: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Per text: may reading it as a cell change it. It begins or ends with no printable ASCII, or holds a zero byte."""
    begin, data = _bytes_of(texts)
    out = np.empty(len(begin) - 1, np.bool_)
    _trimmed(begin, data, out)
    return out


def _bytes_of(texts: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Where each text begins (one more for the end of the last), and all their bytes; null as empty text."""
    array = texts.fill_null("").cast(pa.large_string()).combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], pa.large_string())
    _, offsets, data = array.buffers()
    begin = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    return begin, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)


@njit
def _hash(begin, data, out):  # type: ignore[no-untyped-def]
    for i in range(len(out)):
        h = np.uint64(14695981039346656037)
        for k in range(begin[i], begin[i + 1]):
            h = (h ^ np.uint64(data[k])) * np.uint64(1099511628211)
        h ^= h >> np.uint64(33)
        h *= np.uint64(0xFF51AFD7ED558CCD)
        h ^= h >> np.uint64(33)
        h *= np.uint64(0xC4CEB9FE1A85EC53)
        out[i] = h ^ (h >> np.uint64(33))


@njit
def _trimmed(begin, data, out):  # type: ignore[no-untyped-def]
    for i in range(len(out)):
        first, last = begin[i], begin[i + 1] - 1
        found = last >= first and not (32 < data[first] < 127 and 32 < data[last] < 127)
        for k in range(first, last):
            found = found or data[k] == 0
        out[i] = found
