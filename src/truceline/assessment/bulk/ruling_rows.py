"""The rows on binding rulings in the traces of a bulk run: the same as ``judge`` writes, each distinct set once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.clock import moment
from truceline.assessment.answers import Answer
from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.columns import grouped
from truceline.assessment.bulk.kernel import NOT_COVERED
from truceline.assessment.bulk.program import micros
from truceline.assessment.bulk.reasons import ReasonBook, part_of
from truceline.assessment.bulk.rows import RowArrays, Verdicts
from truceline.assessment.claims import Incident
from truceline.assessment.judge import touched
from truceline.assessment.rulings import rulings_on


def ruling_ids(
    one: Compiled,
    rows: RowArrays,
    v: Verdicts,
    incidents: Callable[[NDArray[np.int64]], Sequence[Incident]],
    book: ReasonBook,
) -> NDArray[np.int64]:
    """The id of each row's part on rulings, 0 where none bound; ``incidents(rows)`` lays out representatives."""
    found = np.zeros(len(v.coverage), np.int64)
    states = _states(one, rows.start)
    asked = np.flatnonzero(states > 0)
    if not len(asked):
        return found
    outside = v.coverage[asked] == NOT_COVERED
    alone = np.where(v.by_judge[asked] & ~outside, asked, -1)
    trace = np.where(outside, 0, v.trace[asked].view(np.int64))
    groups, first = grouped([states[asked], rows.factor[asked].astype(np.int64), trace, outside, alone], len(asked))
    ids = []
    for i, incident in zip(first, incidents(asked[first]), strict=True):
        answers: Sequence[Answer] = () if outside[i] else touched(one.plan, incident)[2]
        told = [part_of(a) for a in rulings_on(one.plan, incident, answers)]
        ids.append(book.add(told) if told else 0)
    found[asked] = np.array(ids, np.int64)[groups]
    return found


def _states(one: Compiled, start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per row a number that tells which rulings bound then: none of a ruling, perhaps, surely."""
    found = np.zeros(len(start), np.int64)
    for ruling in one.plan.view.rulings:
        since = moment(ruling.binds_from or ruling.on, one.plan.view.timezone)
        bound = (start >= micros(since.earliest)).astype(np.int64) + (start >= micros(since.latest))
        found = found * 3 + bound
    return found
