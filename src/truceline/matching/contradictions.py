"""What reports of different origins say against each other: who, what, where, when, how many; and who denies it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any

from truceline.matching.columns import ACT_NAMES, DEFAULT_RADIUS_KM, ActorNames, act_bins
from truceline.matching.sides import who
from truceline.space.geodesy import distance_m
from truceline.vocabulary.amounts import said

Row = Mapping[str, Any]
DENIED = "denied"
MOST_COMPARED = 200  # reports of one incident whose contradictions are listed pair by pair
CLAIM = (  # what is compared
    "claimed_initiator",
    "side_left",
    "side_right",
    "act",
    "lon",
    "lat",
    "place_radius_m",
    "occurred_from",
    "occurred_until",
    "casualties_low",
    "casualties_best",
    "casualties_high",
    "quantity",
    "quantity_unit",
    "item_state",
)
APART = 4  # class of acts that share no kind, see ``columns.act_bins``


@dataclass(frozen=True)
class Denial:
    """A party says that what a report claims is not so. ``report_id`` is the report denied."""

    report_id: str
    denied_by: str
    says: str = ""


@dataclass(frozen=True)
class Contradiction:
    """``left`` and ``right``: report ids; of a denial ``right`` is who denies."""

    about: str
    left: str
    right: str
    left_says: str
    right_says: str


def between(
    rows: Sequence[Row], origins: Sequence[Sequence[str]], actor_names: ActorNames | None
) -> Iterator[Contradiction]:
    """What reports of different origins say against each other; of a crowd, spokesmen of each claim."""
    origin = {report: k for k, ids in enumerate(origins) for report in ids}
    compared = rows if len(rows) <= MOST_COMPARED else _spokesmen(rows, origin)
    for a, b in combinations(compared, 2):
        if origin[a["report_id"]] == origin[b["report_id"]]:
            continue
        acted = who(a, b, actor_names)
        if acted is not None:
            about, *told = acted
            yield Contradiction(about, a["report_id"], b["report_id"], *told)
        for about, test in TESTS.items():
            says = test(a, b)
            if says is not None:
                yield Contradiction(about, a["report_id"], b["report_id"], *says)


def denials_in(rows: Sequence[Row]) -> Iterator[Denial]:
    """What the reports themselves say of who denies them."""
    return (Denial(row["report_id"], name) for row in rows for name in row.get("denied_by") or ())


def denied(rows: Sequence[Row], denials: Sequence[Denial]) -> Iterator[Contradiction]:
    by_report = {row["report_id"]: row for row in rows}
    for one in sorted(set(denials), key=lambda d: (d.report_id, d.denied_by, d.says)):
        if one.report_id in by_report:
            told = by_report[one.report_id]["act"]
            yield Contradiction(DENIED, one.report_id, one.denied_by, told, one.says or "denies it")


def _spokesmen(rows: Sequence[Row], origin: Mapping[str, int]) -> list[Row]:
    """Of each claim (who, what, where, when, how many) one report of each of two origins; ``MOST_COMPARED`` at most."""
    first: dict[str, dict[int, Row]] = {}
    for row in rows:
        of = first.setdefault(repr([row.get(name) for name in CLAIM]), {})
        if len(of) < 2:
            of.setdefault(origin[row["report_id"]], row)
    return [row for of in first.values() for row in of.values()][:MOST_COMPARED]


def _what(a: Row, b: Row) -> tuple[str, str] | None:
    apart = act_bins()[ACT_NAMES.index(a["act"]), ACT_NAMES.index(b["act"])] == APART
    return (a["act"], b["act"]) if apart else None


def _where(a: Row, b: Row) -> tuple[str, str] | None:
    if a.get("lon") is None or b.get("lon") is None:
        return None
    apart = distance_m(a["lon"], a["lat"], b["lon"], b["lat"])
    reach = sum(r.get("place_radius_m") or DEFAULT_RADIUS_KM * 1000.0 for r in (a, b))
    if apart <= reach:
        return None
    return f"{a.get('place_name') or 'its point'}", f"{b.get('place_name') or 'its point'}, {apart / 1000:.1f} km off"


def _when(a: Row, b: Row) -> tuple[str, str] | None:
    if a["occurred_from"] < b["occurred_until"] and b["occurred_from"] < a["occurred_until"]:
        return None
    return f"{a['occurred_from']:%Y-%m-%d %H:%M}", f"{b['occurred_from']:%Y-%m-%d %H:%M}"


def _how_many(a: Row, b: Row) -> tuple[str, str] | None:
    """Casualties as ranges, and quantities of one unit and state: shots are never set against explosions."""
    told = [says for says in (_casualties(a, b), _quantity(a, b)) if says is not None]
    return ("; ".join(left for left, _ in told), "; ".join(right for _, right in told)) if told else None


def _casualties(a: Row, b: Row) -> tuple[str, str] | None:
    ranges = [_range(r) for r in (a, b)]
    if ranges[0] is None or ranges[1] is None:
        return None
    (low_a, high_a), (low_b, high_b) = ranges[0], ranges[1]
    return None if low_a <= high_b and low_b <= high_a else (_told(low_a, high_a), _told(low_b, high_b))


def _told(low: float, high: float) -> str:
    if high == inf:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def _quantity(a: Row, b: Row) -> tuple[str, str] | None:
    (left, unit, state), (right, other, its_state) = (
        [r.get(name) for name in ("quantity", "quantity_unit", "item_state")] for r in (a, b)
    )
    if left is None or right is None or not unit or (unit, state) != (other, its_state) or left == right:
        return None
    return f"{said(left)} {unit}", f"{said(right)} {unit}"


def _range(row: Row) -> tuple[float, float] | None:
    """Casualties from the least to the most; who states the lower bound alone says "at least", the upper, "at most"."""
    low, best, high = (row.get(f"casualties_{k}") for k in ("low", "best", "high"))
    if best is None and (low is None) != (high is None):
        return (0, high) if high is not None else (low or 0, inf)
    known = [n for n in (low, best, high) if n is not None]
    return (min(known), max(known)) if known else None


TESTS: dict[str, Callable[[Row, Row], tuple[str, str] | None]] = {
    "what": _what,
    "where": _where,
    "when": _when,
    "how_many": _how_many,
}
