"""What a person who starts matching is told of what was read and how it is weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from truceline.cli.intake import Intake

if TYPE_CHECKING:
    from truceline.matching.score import Weights  # loads numba: not for --help


def told_of_input(intake: Intake) -> Iterator[str]:
    """Lines on what was taken, what was not and why, and what can be compared with nothing."""
    taken = intake.reports.num_rows
    line = f"{intake.rows_in} rows read, {taken} reports taken, {intake.rows_in - taken} rejected"
    codes = Counter(intake.rejects.column("code").to_pylist())
    if codes:
        line += " (" + ", ".join(f"{code} {count}" for code, count in sorted(codes.items())) + "; see rejects.csv)"
    yield line
    if not taken:
        yield "nothing to match: every row was rejected; rejects.csv says why, row by row"
        return
    placed = pc.and_(pc.is_valid(intake.reports.column("lon")), pc.is_valid(intake.reports.column("lat")))
    named = pc.fill_null(pc.not_equal(intake.reports.column("place_name"), ""), False)
    nowhere = pc.sum(pc.invert(pc.or_(placed, named))).as_py()
    if nowhere:
        yield f"{nowhere} reports state neither a point nor a place name: they are compared with nothing"
    if len(pc.unique(intake.reports.column("source"))) == 1 and taken > 1:
        yield "all reports are of one source: only what it tells twice can be joined (map the column 'source'?)"


def told_of_weights(weights: Weights, given: Path | None) -> str:
    """Which weights are used, and why these."""
    if given is not None:
        return f"weights: {given}"
    why = "sources write actors alike" if weights.beyond_two else "sources have names of their own"
    return f"weights: {why} (learnt from {weights.made_of})"
