"""What chunks leave of their traces becomes one table, each part once and whole, whoever left it."""

from __future__ import annotations

import pyarrow as pa

from truceline.assessment.bulk.reason_tables import Gathered, left_by
from truceline.assessment.bulk.reasons import Piece, ReasonBook


def row(word: str) -> tuple[object, ...]:
    return ("act_is", "p1", f"{word}?", word, "met", 1.0, None, "V", None)


SHARED, OTHER, THIRD = Piece.of([row("a"), row("b")]), Piece.of([row("c")]), Piece.of([row("d")])


def test_parts_that_share_pieces_come_back_whole_and_once() -> None:
    """Two chunks share a part and a piece; a part may hold a piece twice, and one may hold no rows."""
    first, second = ReasonBook(), ReasonBook()
    wanted = {first.join([SHARED, OTHER]): "abc", first.join([OTHER, SHARED, OTHER]): "cabc", first.add([]): ""}
    wanted[second.join([SHARED, OTHER])] = "abc"
    wanted[second.join([THIRD, SHARED])] = "dab"
    gathered = Gathered()
    for book in (first, second):
        gathered.add(*left_by(book))
    whole = pa.concat_tables(gathered.tables()).to_pylist()
    assert [r["reason_id"] for r in whole] == sorted(r["reason_id"] for r in whole)
    told = {n: "".join(r["value"] for r in whole if r["reason_id"] == n) for n in wanted}
    assert told == wanted
    assert [r["position"] for r in whole if told[r["reason_id"]] == "cabc"] == [0, 1, 2, 3]


def test_nothing_left_makes_no_table() -> None:
    """A run without reports has no reasons."""
    assert not list(Gathered().tables())
    empty = Gathered()
    empty.add(*left_by(ReasonBook()))
    assert sum(t.num_rows for t in empty.tables()) == 0
