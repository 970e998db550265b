"""Accounts: what stood before an item, by provision, bound, period and whose it is.

A balance is a range: what is disputed may count, what is rejected does not, and an item whose time, place, side or
number is not certain may count or not. The order in which reports arrive never matters, only when things happened.
Source: docs/methods/quantities.md
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.clock import zone_names
from truceline.agreement.model import Agreement
from truceline.agreement.windows import span_of

Amounts = NDArray[np.float64]
Group = tuple[str | None, ...]
"""Whose balance it is, one name per word of ``each``; None where nobody can tell."""
Period = tuple[str, datetime]
"""Its name and the first moment after it, UTC."""
MOST_PERIODS = 400
STATES = ("accepted", "disputed", "rejected")


@dataclass(frozen=True)
class Entry:
    """One incident in one account. ``low``/``high``: the least and most it adds; below zero what it takes away.

    In whole thousandths (``vocabulary/amounts.py``): sums of whole numbers are exact, in whatever order they are made.
    """

    incident_id: str
    start: datetime
    until: datetime
    low: float
    high: float
    state: str


@dataclass(frozen=True)
class Balance:
    """What stood before an item, with how many items lie behind the range."""

    low: float = 0.0
    high: float = 0.0
    items: int = 0
    disputed: int = 0
    rejected: int = 0


class Account:
    """Entries of one balance in one period, in columns."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda e: e.incident_id)
        self.start = np.array([e.start.timestamp() for e in self.entries])
        self.until = np.array([e.until.timestamp() for e in self.entries])
        self.low = np.array([e.low for e in self.entries], dtype=np.float64)
        self.high = np.array([e.high for e in self.entries], dtype=np.float64)
        self.state = np.array([STATES.index(e.state) for e in self.entries], dtype=np.int8)
        self.ids = [e.incident_id for e in self.entries]
        self.place = np.arange(len(self.ids), dtype=np.float64)

    def before(self, incident_id: str, start: datetime, until: datetime, least: float = 0.0) -> Balance:
        """Everything that happened before; of two things at one time the one with the smaller id comes first.

        ``least``: what the balance cannot lie below; nothing can be there less than not at all, but what left first
        may be replaced later (``Quantity.net``: minus infinity).
        """
        if not self.entries:
            return Balance()
        begin, end = start.timestamp(), until.timestamp()
        at = bisect_left(self.ids, incident_id)
        mine = float(at) if at < len(self.ids) and self.ids[at] == incident_id else at - 0.5
        others = self.place != mine
        tie = (self.start == begin) & (self.until == end)
        sure = others & np.where(tie, self.place < mine, self.until <= begin)
        after = np.where(tie, self.place > mine, self.start >= end)
        maybe = others & ~sure & ~after
        lows = np.where(sure, self.low, np.where(maybe, np.minimum(self.low, 0.0), 0.0))
        highs = np.where(sure, self.high, np.where(maybe, np.maximum(self.high, 0.0), 0.0))
        low, high = self._standing(lows, highs, least)
        counted = sure | maybe
        disputed, rejected = (int((self.state[counted] == STATES.index(w)).sum()) for w in ("disputed", "rejected"))
        return Balance(low, high, int(counted.sum()), disputed, rejected)

    def _standing(self, lows: Amounts, highs: Amounts, least: float) -> tuple[float, float]:
        """What stands after all of these, never below ``least`` on the way.

        A sum that is held at a floor is the greatest sum of what came after any one moment: whatever left when nothing
        was there took nothing away. Where the order of two items is not certain the range holds either.
        """
        if least == -math.inf or not (lows.min() < 0 or highs.min() < 0):
            return max(least, float(lows.sum())), max(least, float(highs.sum()))
        moments = np.union1d(self.start, self.until)
        low = _since(moments, self.start, np.maximum(lows, 0.0)) + _since(moments, self.until, np.minimum(lows, 0.0), 1)
        high = _since(moments, self.until, np.maximum(highs, 0.0)) + _since(moments, self.start, np.minimum(highs, 0.0))
        return max(least, float(low.max())), max(least, float(high.max()))


def _since(moments: Amounts, times: Amounts, amounts: Amounts, after: int = 0) -> Amounts:
    """Per moment the sum of the amounts with a time from it on (``after``: only later than it)."""
    order = np.argsort(times, kind="stable")
    sums = np.append(np.cumsum(amounts[order][::-1])[::-1], 0.0)
    found: Amounts = sums[np.searchsorted(times[order], moments, side="right" if after else "left")]
    return found


@dataclass
class Ledger:
    """All entries of a plan, by provision, bound and period, each with whose it is."""

    entries: dict[tuple[str, str, str], list[tuple[Group, Entry]]] = field(default_factory=dict)
    _accounts: dict[Any, Account] = field(default_factory=dict)

    def add(self, provision: str, bound: str, period: str, group: Group, entry: Entry) -> None:
        self.entries.setdefault((provision, bound, period), []).append((group, entry))

    def account(self, provision: str, bound: str, period: str, group: Group) -> Account:
        """The account of a group. What may belong to it or to another may count."""
        key = (provision, bound, period, group)
        if key not in self._accounts:
            found: dict[str, Entry] = {}
            for held, entry in self.entries.get((provision, bound, period), ()):
                if not all(a is None or b is None or a == b for a, b in zip(held, group, strict=True)):
                    continue
                sure = None not in held and None not in group
                mine = entry if sure else _perhaps(entry)
                found[entry.incident_id] = (
                    _either(found[entry.incident_id], mine) if entry.incident_id in found else mine
                )
            self._accounts[key] = Account(found.values())
        return self._accounts[key]

    def digest(self) -> str:
        """SHA-256 of all entries, whatever the order in which they were made."""
        lines = sorted(f"{key} {group} {entry}" for key, held in self.entries.items() for group, entry in held)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _perhaps(entry: Entry) -> Entry:
    return Entry(entry.incident_id, entry.start, entry.until, min(0.0, entry.low), max(0.0, entry.high), entry.state)


def _either(left: Entry, right: Entry) -> Entry:
    """Two accounts of one incident in one account: the wider range."""
    return Entry(
        left.incident_id,
        min(left.start, right.start),
        max(left.until, right.until),
        min(left.low, right.low),
        max(left.high, right.high),
        left.state if left.state == right.state else "disputed",
    )


def periods(time: tuple[datetime, datetime], per: str, view: Agreement) -> list[Period]:
    """The periods that something may belong to, by the clocks that the text may mean."""
    if per in ("total", "report"):
        return [("in all", time[1])]
    found: dict[Period, None] = {}
    for name in zone_names(view.timezone):
        zone = ZoneInfo(name)
        day = time[0].astimezone(zone).date()
        last = (time[1] - timedelta(microseconds=1)).astimezone(zone).date()
        while len(found) < MOST_PERIODS:
            label, after = _period(day, per, view)
            end = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
            found.setdefault((label, end))
            if after > last:
                break
            day = after
    return list(found)


def _period(day: Any, per: str, view: Agreement) -> tuple[str, Any]:
    """Name of the period that a local day lies in, and the first day after it."""
    if per == "day":
        return f"on {day}", day + timedelta(days=1)
    if per == "week":
        first = day - timedelta(days=day.weekday())
        return f"in the week from {first}", first + timedelta(days=7)
    if per == "month":
        after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return f"in {day:%Y-%m}", after
    length = int(per[1:-1]) * (7 if per.endswith("W") else 1)
    starts = [span_of(w, view.timezone, view.calendar).start.earliest for w in view.in_force]
    zone = ZoneInfo(zone_names(view.timezone)[0])
    base = min(starts).astimezone(zone).date() if starts else day
    first = base + timedelta(days=(day - base).days // length * length)
    return f"in the {length} days from {first}", first + timedelta(days=length)
