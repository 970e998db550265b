"""Amounts: numbers of at most three decimals, added up in whole thousandths, so that nothing drifts.

A float holds such a number to its last digit below ``MOST``; sums of them do not. So sums and comparisons are of whole
thousandths, which a float holds exactly as well, and infinity with them where an amount is not known.

Source: docs/methods/quantities.md
"""

from __future__ import annotations

import math
from decimal import Decimal

DECIMALS = 3
SCALE = 10**DECIMALS
MOST = 1e9
"""No amount is greater: a million of them add up below the whole numbers that a float tells apart (2**53 / 1000)."""


def fits(amount: float) -> bool:
    """Whether it has no more decimals than an amount may have, and is none too great."""
    return abs(amount) <= MOST and amount == round(amount, DECIMALS)


def thousandths(amount: float) -> float:
    """A whole number of thousandths, as a float; infinity stays."""
    return amount if math.isinf(amount) else float(round(amount * SCALE))


def plain(amount: float | None) -> float | None:
    """The number as a reader writes it: 14, not 14.0; 12.5 stays."""
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount


def said(amount: float) -> str:
    """In digits, without an exponent or an empty decimal: 5000000, 12.5."""
    return f"{round(amount, DECIMALS):.{DECIMALS}f}".rstrip("0").rstrip(".")


def said_of_thousandths(amount: float) -> str:
    return said(amount / SCALE)


def times(amount: float, factor: float) -> float:
    """A product as on paper: 12345 × 0.001 is 12.345, not 12.345000000000001."""
    return float(Decimal(repr(amount)) * Decimal(repr(factor)))
