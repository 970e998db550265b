"""Claims: an inventory agrees only where somebody looked; a claimed withdrawal is a claim."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from truceline.commitments.withdrawals import compare_holdings


def claim(what: str, count: int, number: int) -> dict[str, Any]:
    key = {"agreement_id": "a", "provision_id": "p", "party": "north", "site": "one", "weapon": "tank"}
    moment = datetime(2030, 1, number, tzinfo=UTC)
    rest = {"system": None, "calibre_mm": None, "happened_from": moment, "known_from": moment}
    return {**key, **rest, "holding_id": f"h{number}", "what": what, "count": count}


@pytest.mark.parametrize(
    ("claims", "missing", "says"),
    [
        ([("declared", 12)], None, "not_looked"),
        ([("declared", 12), ("withdrawn", 12)], None, "not_looked"),
        ([("declared", 12), ("observed", 0), ("withdrawn", 12)], 0, "agrees"),
        ([("declared", 12), ("observed", 2)], 10, "fewer_seen"),
        ([("declared", 12), ("observed", 14)], -2, "more_seen"),
        ([("declared", 12), ("withdrawn", 12), ("not_verified", 12)], None, "not_verified"),
        ([("observed", 3)], None, "undeclared"),
    ],
)
def test_what_nobody_saw_is_no_agreement(claims: list[tuple[str, int]], missing: int | None, says: str) -> None:
    """Declared less observed less withdrawn is a difference only where something was observed."""
    (line,) = compare_holdings(claim(what, count, n) for n, (what, count) in enumerate(claims, 1))
    assert (line.missing, line.says) == (missing, says)
