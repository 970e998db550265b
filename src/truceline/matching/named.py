"""The second way to candidates: reports of a day or the next that name the same place, however far their points lie.

Sources put a place of a common name at another place of that name, or an event at the capital; some state no point at
all. Short reports only (up to two days): long ones overlap with too much for a name to be a clue.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from truceline.matching.columns import HEAD, T0, T1, Columns
from truceline.space.compiled import njit, tight

Array = np.ndarray[Any, Any]
FAR_KM = 1000.0
NAMED_GAP_DAYS = 1.0
SHORT_DAYS = 2.0


def name_keys(columns: Columns) -> Array:
    """A number for the name of each row's place, -1 where it has none or is long."""
    return np.asarray(_row_keys(columns))


@tight
def name_key(c: Columns, i: int) -> Any:
    """A number for the words of the narrowest unit named; -1 for no name or a long report."""
    code = c.codes[i, HEAD]
    if c.at[code] == c.at[code + 1] or c.numbers[i, T1] - c.numbers[i, T0] > SHORT_DAYS:
        return -1
    key = np.int64(17)
    for at in range(c.at[code], c.at[code + 1]):
        key = ((key * 1_000_003) ^ np.int64(c.words[at])) & 0x3FFFFFFFFFFFFFFF
    return key


@njit
def _row_keys(c: Columns) -> Any:
    out = np.empty(len(c.codes), np.int64)
    for i in range(len(c.codes)):
        out[i] = name_key(c, i)
    return out
