"""Parts of a long list by where the one before ended: no part costs more than the first, however far down it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from truceline.vocabulary.errors import TrucelineError, problem


@dataclass(frozen=True)
class Order:
    """Latest first by one column, then by a key. ``open_to_reader``: the rows that a cursor may name."""

    latest_first: str
    key: str
    open_to_reader: Any


def after(rows: Any, order: Order, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """``limit`` of the rows after ``cursor``, and the cursor of those that follow.

    A cursor is the key of a row that the reader may see, and nothing else: a time would tell what is coarsened.
    Raises E-WEB-083 for anything else.
    """
    key = order.key
    rows = rows.order_by(f"-{order.latest_first}", key)
    if cursor:
        rows = rows.filter(_below(order, cursor))
    part = list(rows[: limit + 1])
    return part[:limit], getattr(part[limit - 1], key) if len(part) > limit else None


def _below(order: Order, cursor: str) -> Q:
    moment, key = order.latest_first, order.key
    last = order.open_to_reader.filter(**{key: cursor}).values_list(moment, flat=True).first()
    if last is None:
        raise TrucelineError(problem("E-WEB-083", "cursor", value=cursor[:40]))
    return Q(**{f"{moment}__lt": last}) | Q(**{moment: last, f"{key}__gt": cursor})
