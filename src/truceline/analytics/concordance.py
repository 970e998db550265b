"""What two counts of one period can say about each other, and what they cannot.

Two monitors that count 9 and 8 do not say which of these are the same: a count gives only bounds of the overlap. At
least 0 were seen by both, at most as many as the smaller count place by place allows. Only what one side says about
the other's count (``answers``) is more than a bound. Counts with different units or periods are never compared.
Method: docs/methods/concordance.md
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Share:
    """One side's count at one place. ``count`` None: it gave none and its breakdown does not say there was none."""

    claim_id: str
    count: int | None


@dataclass(frozen=True)
class Compared:
    """Two counts of one place, or of the whole period (``place`` None), with the bounds of what both may have seen."""

    mine: Share
    yours: Share
    place: str | None
    both_at_most: int | None
    both_at_least: int = 0

    @property
    def reported_by(self) -> str:
        """Who counted anything here: both, mine, yours, neither, or unknown where one is silent."""
        mine, yours = self.mine.count, self.yours.count
        if mine is None or yours is None:
            return "unknown"
        return {(True, True): "both", (True, False): "mine", (False, True): "yours"}.get(
            (mine > 0, yours > 0), "neither"
        )


@dataclass(frozen=True)
class Answered:
    """What ``by`` made of ``count`` of the violations in ``claim_id``; all of its total where no number was given.

    To confirm what another counted is not to have counted it oneself: it never enters the bounds of the overlap.
    """

    claim_id: str
    by: str
    answer: str
    count: int


@dataclass(frozen=True)
class Pairing:
    """Two claims about one matter, unit and period."""

    mine: str
    yours: str
    matter: str
    unit: str
    period_from: datetime
    period_until: datetime
    dating: str
    whole: Compared
    places: tuple[Compared, ...]
    answers: tuple[Answered, ...]
    zone: str = "Etc/UTC"


@dataclass(frozen=True)
class Concordance:
    """``alone``: claim ids nothing could be compared with, each with the reason."""

    pairings: tuple[Pairing, ...]
    alone: tuple[tuple[str, str], ...]


def compare_counts(claims: pa.Table) -> Concordance:
    """Pair count claims of different claimants by matter, unit and period; undated ones only within one document.

    Rows: every claim is in a pairing or in ``alone``. Pairs are in order of period, claimants in order of the table.
    """
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    rows = claims.to_pylist()
    for row in rows:
        groups[_key(row)].append(row)
    pairings = []
    paired: set[str] = set()
    for group in groups.values():
        for mine, yours in combinations(group, 2):
            if mine["claimant"] != yours["claimant"]:
                pairings.append(pair(mine, yours))
                paired |= {mine["claim_id"], yours["claim_id"]}
    pairings.sort(key=lambda p: (p.dating == "within", p.period_from, p.whole.mine.claim_id))
    alone = tuple((row["claim_id"], _why_alone(row, rows)) for row in rows if row["claim_id"] not in paired)
    return Concordance(tuple(pairings), alone)


def _key(row: Row) -> tuple[Any, ...]:
    undated = row["document"] or row["claim_id"] if row["dating"] == "within" else None
    return row["matter"], row["unit"], row["period_from"], row["period_until"], undated


def _why_alone(row: Row, rows: Sequence[Row]) -> str:
    others = [r for r in rows if r["claimant"] != row["claimant"]]
    same_time = [
        r for r in others if (r["period_from"], r["period_until"]) == (row["period_from"], row["period_until"])
    ]
    if not any(r["matter"] == row["matter"] for r in others):
        if any(r["unit"] != row["unit"] for r in same_time):
            return "another counted this period in another unit"
        return "nobody else counted this matter"
    if any(r["matter"] == row["matter"] and r["unit"] != row["unit"] for r in same_time):
        return "another counted this period in another unit"
    return "nobody else counted this period"


def pair(mine: Row, yours: Row) -> Pairing:
    """Compare two claims of one matter, unit and period. Raises ValueError if these differ."""
    if _key(mine) != _key(yours):
        raise ValueError(f"{mine['claim_id']} and {yours['claim_id']} do not count the same matter, unit and period")
    left, right = places_of(mine), places_of(yours)
    names = sorted({*left, *right}, key=lambda n: (-(left.get(n, 0) + right.get(n, 0)), n))
    rest_left, rest_right = unplaced(mine), unplaced(yours)
    places = []
    for name in names:
        a, b = _at(left, name, rest_left), _at(right, name, rest_right)
        most = min(left.get(name, 0) + rest_left, right.get(name, 0) + rest_right)
        places.append(Compared(Share(mine["claim_id"], a), Share(yours["claim_id"], b), name, most))
    whole = Compared(
        Share(mine["claim_id"], total_of(mine)), Share(yours["claim_id"], total_of(yours)), None, _most(mine, yours)
    )
    return Pairing(
        mine["claimant"],
        yours["claimant"],
        mine["matter"],
        mine["unit"],
        mine["period_from"],
        mine["period_until"],
        max((mine["dating"] or "stated", yours["dating"] or "stated"), key=DATING_RANK.index),
        whole,
        tuple(places),
        (*_answers(mine), *_answers(yours)),
        mine["zone"] or "Etc/UTC",
    )


DATING_RANK = ("stated", "inferred", "posted", "within")


def places_of(row: Row) -> dict[str, int]:
    return {item["place"]: item["count"] for item in row["breakdown"] or ()}


def total_of(row: Row) -> int | None:
    """The stated total, else the sum of the breakdown."""
    return row["total"] if row["total"] is not None else sum(places_of(row).values())


def unplaced(row: Row) -> int:
    """How many of the total have no place: they may lie anywhere. 0 when the breakdown exceeds the total."""
    return max(0, (total_of(row) or 0) - sum(places_of(row).values()))


def _at(places: Mapping[str, int], name: str, rest: int) -> int | None:
    """A place nobody names had none if the breakdown adds up; if not, nothing is known."""
    return places.get(name, 0 if rest == 0 else None)


def _most(mine: Row, yours: Row) -> int:
    """Most violations both can have counted: the smaller count place by place, what has no place filling the gaps.

    Where a breakdown exceeds its total either may be right, so the larger number bounds.
    """
    left, right = places_of(mine), places_of(yours)
    rest_left, rest_right = unplaced(mine), unplaced(yours)
    same = sum(min(count, right.get(name, 0)) for name, count in left.items())
    gap_left, gap_right = sum(left.values()) - same, sum(right.values()) - same
    into_right, into_left = min(gap_left, rest_right), min(gap_right, rest_left)
    return same + into_right + into_left + min(rest_right - into_right, rest_left - into_left)


def _answers(row: Row) -> Iterable[Answered]:
    for item in row["answers"] or ():
        count = item["count"] if item["count"] is not None else total_of(row)
        yield Answered(row["claim_id"], item["by"], item["answer"], count or 0)


@dataclass(frozen=True)
class Window:
    """One meaning of the period of a claimed count, and the logged contacts that lie in it.

    ``maybe``: contacts that are also dated to another day, so that they lie in or out by one of their dates.
    """

    reading: str
    period_from: datetime
    period_until: datetime
    logged: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True)
class ClaimedBesideLogged:
    """A claimed count beside the log. The log may lack entries and the claim may count otherwise: neither corrects."""

    claim_id: str
    claimed: int
    windows: tuple[Window, ...]


def claimed_beside_logged(
    claim: Row, contacts: pa.Table, participants: Iterable[str], kinds: Iterable[str] = ("call",)
) -> ClaimedBesideLogged:
    """Logged contacts of these kinds between these participants, under every reading of the claim's period.

    A logged day lies in a window if its noon in UTC does: days are local and nobody logged their hours.
    """
    wanted, among = set(kinds), set(participants)
    log = [
        row for row in contacts.to_pylist() if row["kind"] in wanted and among <= set(row["participants"]) and row["on"]
    ]
    readings = [("as claimed", claim["period_from"], claim["period_until"])]
    readings += [(r["reading"], r["period_from"], r["period_until"]) for r in claim["period_readings"] or ()]
    windows = []
    for name, start, end in readings:
        certain, maybe = [], []
        for row in sorted(log, key=lambda r: r["on"]):
            inside = [_noon_in(day, start, end) for day in (row["on"], *(row["also_dated"] or ()))]
            if all(inside):
                certain.append(row["contact_id"])
            elif any(inside):
                maybe.append(row["contact_id"])
        windows.append(Window(name, start, end, tuple(certain), tuple(maybe)))
    return ClaimedBesideLogged(claim["claim_id"], total_of(claim) or 0, tuple(windows))


def _noon_in(day: date, start: datetime, end: datetime) -> bool:
    noon = datetime(day.year, day.month, day.day, tzinfo=start.tzinfo) + timedelta(hours=12)
    return start <= noon < end
