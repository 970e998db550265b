"""Amounts: numbers of at most three decimals, added up in whole thousandths, so that nothing drifts.

A float holds such a number to its last digit below ``MOST``; sums of them do not. So sums and comparisons are of whole
thousandths of the smallest unit that measures the same (grams for kilograms and tonnes), which a float holds exactly as
well, and infinity with them where an amount is not known.

Source: docs/methods/quantities.md
"""

from __future__ import annotations

import math
from decimal import Decimal

DECIMALS = 3
SCALE = 10**DECIMALS
MOST = 1e9
"""No amount is greater. Sums are exact below 2**53 thousandths of the smallest unit: nine million million of most,
nine thousand million tonnes."""


def fits(amount: float) -> bool:
    """Whether it has no more decimals than an amount may have, and is none too great."""
    return abs(amount) <= MOST and amount == round(amount, DECIMALS)


DIMENSIONS = {"kilograms": ("mass", 1), "tonnes": ("mass", 1000)}
"""Units that measure one thing, each as so many of the smallest. Every other unit can be compared with itself alone."""


def comparable(left: str | None, right: str | None) -> bool:
    """Whether amounts in two units can be added up: kilograms and tonnes, not trucks and tonnes."""
    return left is not None and right is not None and _dimension(left)[0] == _dimension(right)[0]


def _dimension(unit: str) -> tuple[str, int]:
    return DIMENSIONS.get(unit, (unit, 1))


def thousandths(amount: float, unit: str) -> float:
    """A whole number of thousandths of the smallest unit of its dimension, as a float; infinity stays."""
    return amount if math.isinf(amount) else float(round(amount * SCALE) * _dimension(unit)[1])


def plain(amount: float | None) -> float | None:
    """The number as a reader writes it: 14, not 14.0; 12.5 stays."""
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount


def said(amount: float) -> str:
    """In digits, without an exponent or an empty decimal: 5000000, 12.5."""
    return f"{round(amount, DECIMALS):.{DECIMALS}f}".rstrip("0").rstrip(".")


def said_of_thousandths(amount: float, unit: str) -> str:
    """What ``thousandths`` made, in digits of a unit: 500 grams are 0.0005 tonnes."""
    digits = f"{Decimal(int(amount)) / (SCALE * _dimension(unit)[1]):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def times(amount: float, factor: float) -> float:
    """A product as on paper: 12345 × 0.001 is 12.345, not 12.345000000000001."""
    return float(Decimal(repr(amount)) * Decimal(repr(factor)))
