"""Parts of a long list by where the one before ended: no part costs more than the first, however far down it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from truceline.vocabulary.errors import Problem, TrucelineError, problem

COUNTED = 1_000  # beyond that a list says "more than": an exact number would cost a look at every row


@dataclass(frozen=True)
class Order:
    """Latest first by one column, then by a key. ``open_to_reader``: the rows that a cursor may name.

    ``columns``: the same two as the listed rows have them, where they come from a joined table. ``counted``: as many
    rows as the list has, where these are counted sooner.
    """

    latest_first: str
    key: str
    open_to_reader: Any
    columns: tuple[str, str] | None = None
    counted: Any = None

    @property
    def listed(self) -> tuple[str, str]:
        return self.columns or (self.latest_first, self.key)


@dataclass(frozen=True)
class Part:
    """Rows of a list with the cursors of their neighbours. ``more_than``: the count stands for that many and more."""

    rows: list[Any]
    previous: str | None
    next: str | None
    count: int
    more_than: bool

    @property
    def first(self) -> bool:
        return self.previous is None


def after(rows: Any, order: Order, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """``limit`` of the rows after ``cursor``, and the cursor of those that follow.

    A cursor is the key of a row that the reader may see, and nothing else: a time would tell what is coarsened.
    Raises E-WEB-083 for anything else.
    """
    moment, key = order.listed
    rows = rows.order_by(f"-{moment}", key)
    if cursor:
        rows = rows.filter(_beyond(order, cursor, below=True))
    part = list(rows[: limit + 1])
    return part[:limit], getattr(part[limit - 1], order.key) if len(part) > limit else None


def before(rows: Any, order: Order, cursor: str, limit: int) -> tuple[list[Any], bool]:
    """The ``limit`` rows right before ``cursor``, in the list's order, and whether others come before them."""
    moment, key = order.listed
    part = list(rows.order_by(moment, f"-{key}").filter(_beyond(order, cursor, below=False))[: limit + 1])
    return part[:limit][::-1], len(part) > limit


def part_of(rows: Any, order: Order, asked: Mapping[str, str], limit: int) -> Part:
    """The part that ``asked["after"]`` or ``asked["before"]`` names, the first without either.

    Going back to the start of a list shows its first part in full. Raises E-WEB-083 for a cursor that names no row.
    """
    whole = _whole(rows, order)
    back, cursor = asked.get("before", ""), asked.get("after", "")
    if back:
        found, earlier = before(rows, order, back, limit)
        if earlier:
            return Part(found, getattr(found[0], order.key), getattr(found[-1], order.key), *_counted(whole))
        cursor = ""
    found, following = after(rows, order, cursor, limit)
    previous = getattr(found[0], order.key) if cursor and found else None
    alone = not cursor and following is None
    return Part(found, previous, following, *((len(found), False) if alone else _counted(whole)))


def asked_part(rows: Any, order: Order, asked: Mapping[str, str], limit: int) -> tuple[Part, tuple[Problem, ...]]:
    """The part that was asked for; the first, and what is wrong, where its address names no row."""
    try:
        return part_of(rows, order, asked, limit), ()
    except TrucelineError as error:
        return part_of(rows, order, {}, limit), error.problems


def _whole(rows: Any, order: Order) -> Any:
    """What is counted. A joined table in the list's order: that far and no further, where any order would be prepared
    for more than is counted."""
    if order.counted is not None:
        return order.counted
    return rows.order_by(f"-{order.columns[0]}", order.columns[1]) if order.columns else rows.order_by()


def _counted(rows: Any) -> tuple[int, bool]:
    counted = rows[: COUNTED + 1].count()
    return min(counted, COUNTED), counted > COUNTED


def _beyond(order: Order, cursor: str, below: bool) -> Q:
    try:
        last = order.open_to_reader.filter(**{order.key: cursor}).values_list(order.latest_first, flat=True).first()
    except ValueError:  # words where a key is a number
        last = None
    if last is None:
        raise TrucelineError(problem("E-WEB-083", "cursor", value=cursor[:40]))
    moment, key = order.listed
    # Databases enter the index by the first condition, where the part begins. The second is no "or" of two ranges:
    # PostgreSQL would fetch both in whole and sort them.
    at = "lte" if below else "gte"
    return Q(**{f"{moment}__{at}": last}) & ~Q(**{moment: last, f"{key}__{at}": cursor})
