"""What the log's registers answer: rounds of talks, answers awaited, who joined by whose word, complaints, two sides.

Nothing here is a verdict: every answer keeps its claimants side by side.
Source: docs/methods/diplomacy.md
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from truceline.tables.schema import UTC

Row = Mapping[str, Any]
ENDS = {
    "opened": "under way",
    "resumed": "under way",
    "suspended": "suspended",
    "postponed": "postponed",
    "closed": "closed",
    "announced": "announced",
    "left": "left by one side",
}


@dataclass(frozen=True)
class Round:
    """A meeting with its events; ``standing``: what each claimant's last word makes of it (claimant None: accounts)."""

    meeting: Row
    events: tuple[Row, ...]
    standing: tuple[tuple[str | None, str, Row], ...]
    conditions: tuple[Row, ...]
    delegations: tuple[Row, ...]

    @property
    def contested(self) -> bool:
        """Do the last words of the claimants differ?"""
        return len({word for _, word, _ in self.standing}) > 1


def rounds(meetings: pa.Table, events: pa.Table, delegations: pa.Table, as_of: date | None = None) -> list[Round]:
    """Every meeting in order of its first day, undated ones last, with what became of it by claimant."""
    found = []
    said = [e for e in events.to_pylist() if as_of is None or e["on"] <= as_of]
    named = delegations.to_pylist()
    for meeting in meetings.to_pylist():
        mine = sorted((e for e in said if e["meeting_id"] == meeting["meeting_id"]), key=_by_day("event_id"))
        last: dict[str | None, Row] = {}
        for event in mine:
            if event["what"] in ENDS:
                last[event["claimant"]] = event
        standing = tuple((who, ENDS[e["what"]], e) for who, e in last.items())
        conditions = tuple(e for e in mine if e["what"] == "condition")
        lists = tuple(d for d in named if d["meeting_id"] == meeting["meeting_id"])
        found.append(Round(meeting, tuple(mine), standing, conditions, lists))
    return sorted(found, key=lambda r: (r.meeting["from_date"] is None, r.meeting["from_date"] or date.min))


def _by_day(key: str) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: (row["on"], row[key])


CLOCK = ["no_term", "open", "overdue", "answered_in_time", "answered_late", "answered"]


def clocks(requests: pa.Table, as_of: datetime) -> pa.Table:
    """Requests sent by ``as_of`` with the state of their clock and the seconds waited.

    Adds: ``state`` one of CLOCK; ``waited_s`` until the answer, or until ``as_of``.
    """
    now = pa.scalar(as_of, UTC)
    rows = requests.filter(pc.less_equal(requests["sent_at"], now))
    came = pc.and_(pc.is_valid(rows["answered_at"]), pc.fill_null(pc.less_equal(rows["answered_at"], now), False))
    term = pc.is_valid(rows["answer_due"])
    in_time = pc.fill_null(pc.less_equal(rows["answered_at"], rows["answer_due"]), False)
    passed = pc.fill_null(pc.greater(now, rows["answer_due"]), False)
    answered = pc.if_else(term, pc.if_else(in_time, "answered_in_time", "answered_late"), "answered")
    waiting = pc.if_else(term, pc.if_else(passed, "overdue", "open"), "no_term")
    until = pc.if_else(came, rows["answered_at"], now)
    waited = pc.divide(pc.subtract(until.cast(pa.int64()), rows["sent_at"].cast(pa.int64())), 1_000_000)
    whole = rows.append_column("state", pc.if_else(came, answered, waiting)).append_column("waited_s", waited)
    return whole.sort_by([("sent_at", "ascending"), ("request_id", "ascending")])


@dataclass(frozen=True)
class Joined:
    """Who joined one instrument: by name, as totals by whom, and how many of a total are named."""

    instrument: str
    named: tuple[Row, ...]
    left: tuple[Row, ...]
    contested: tuple[Row, ...]
    totals: tuple[Row, ...]


def accessions(table: pa.Table, as_of: date | None = None) -> list[Joined]:
    """The register per instrument, as known at ``as_of``; totals are never added up nor chosen between."""
    rows = [r for r in table.to_pylist() if as_of is None or r["known_on"] <= as_of]
    found = []
    for instrument in sorted({r["instrument"] for r in rows}):
        mine = sorted((r for r in rows if r["instrument"] == instrument), key=_by_day("accession_id"))
        by_name: dict[str, Row] = {}
        for row in mine:
            if row["kind"] != "total":
                by_name[row["name"]] = row  # the last word on a name
        parts = {what: tuple(r for r in by_name.values() if r["what"] == what) for what in _WHATS}
        totals = tuple(r for r in mine if r["kind"] == "total")
        found.append(Joined(instrument, parts["joined"], parts["left"], parts["joined_contested"], totals))
    return found


_WHATS = ("joined", "left", "joined_contested")


@dataclass(frozen=True)
class Case:
    """A complaint with what was decided; ``open_days`` until the last decision that ends it, or until as_of."""

    complaint: Row
    decisions: tuple[Row, ...]
    closed: bool
    open_days: int


CLOSING = ("not_admitted", "upheld", "not_upheld", "withdrawn")


def complaints(table: pa.Table, decisions: pa.Table, as_of: date) -> list[Case]:
    """Complaints lodged by ``as_of``, oldest first. A decision is the body's word, not an assessment made here."""
    decided = [d for d in decisions.to_pylist() if d["on"] <= as_of]
    cases = []
    for complaint in sorted(table.to_pylist(), key=lambda c: (c["lodged_on"], c["complaint_id"])):
        if complaint["lodged_on"] > as_of:
            continue
        mine = sorted(
            (d for d in decided if d["complaint_id"] == complaint["complaint_id"]), key=_by_day("decision_id")
        )
        last = mine[-1] if mine else None
        closed = last is not None and last["outcome"] in CLOSING
        end = last["on"] if closed and last is not None else as_of
        cases.append(Case(complaint, tuple(mine), closed, (end - complaint["lodged_on"]).days))
    return cases


@dataclass(frozen=True)
class Group:
    """What is said about action or inaction against one listed group, beside reports of such action on record."""

    group: str
    statements: tuple[Row, ...]
    reports: tuple[Row, ...]


def listed_groups(statements: pa.Table, reports: pa.Table, is_group: Callable[[str, str], bool]) -> list[Group]:
    """``is_group(name, group)``: does a claimed target name the group? Reports without a target are left out.

    A group without reports on record says only that none was read here.
    """
    rows = statements.to_pylist()
    aimed = [r for r in reports.to_pylist() if r["claimed_target"]]
    found = []
    for group in sorted({r["group"] for r in rows}):
        mine = tuple(
            sorted((r for r in rows if r["group"] == group), key=lambda r: (r["on"] or date.max, r["link_id"]))
        )
        acts = tuple(r for r in aimed if any(is_group(name, group) for name in r["claimed_target"]))
        found.append(Group(group, mine, acts))
    return found


@dataclass(frozen=True)
class TwoSides:
    """One matter: positions of both sides in order of time, equal in weight."""

    matter: Row
    left: tuple[Row, ...]
    right: tuple[Row, ...]

    @property
    def both(self) -> Sequence[Row]:
        both = [*self.left, *self.right]
        return sorted(both, key=lambda p: (p["on"], p["answers"] is not None, p["position_id"]))

    @property
    def changed(self) -> tuple[str, ...]:
        """Claimants who stand on both sides at different times."""
        return tuple(sorted({r["claimant"] for r in self.left} & {r["claimant"] for r in self.right} - {None}))


def matters(table: pa.Table, positions: pa.Table, as_of: date | None = None) -> list[TwoSides]:
    """Matters in order of their id with both sides' positions known at ``as_of``."""
    said = [p for p in positions.to_pylist() if as_of is None or p["on"] <= as_of]
    found = []
    for matter in sorted(table.to_pylist(), key=lambda m: m["matter_id"]):
        mine = sorted((p for p in said if p["matter"] == matter["matter_id"]), key=_by_day("position_id"))
        sides: Iterable[tuple[Row, ...]] = (tuple(p for p in mine if p["side"] == s) for s in ("left", "right"))
        found.append(TwoSides(matter, *sides))
    return found
