"""Texts as numbers: a hash of 64 bits each, the same on every machine and in every run."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.space.compiled import njit


def hashes(ids: pa.ChunkedArray) -> NDArray[np.uint64]:
    """A hash of 64 bits per text; null as empty text."""
    array = ids.fill_null("").cast(pa.large_string()).combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], pa.large_string())
    _, offsets, data = array.buffers()
    out = np.empty(len(array), np.uint64)
    begin = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    _hash(begin, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), out)
    return out


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
