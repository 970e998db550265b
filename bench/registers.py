"""100,000 commitments with 200,000 records and 100,000 contacts: every query from a warm process, and memory.

Run: python bench/registers.py [N]. Answers of the columnar path are checked against a plain walk over the rows.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from truceline.bulletins.commitments_page import render_commitments
from truceline.bulletins.diplomacy_page import PageInput, render_diplomacy
from truceline.commitments.book import Book, open_book
from truceline.commitments.matrix import matrix
from truceline.commitments.standing import owner_rows, standings
from truceline.diplomacy.log import open_log
from truceline.diplomacy.registers import clocks
from truceline.formats.commitments_yaml import load_registers
from truceline.formats.worlds import open_world
from truceline.tables.claims import Contacts, Meetings
from truceline.tables.commitments import CommitmentRecords, Commitments, Holdings
from truceline.tables.diplomacy import AgendaItems, DiplomacyTables, Requests
from truceline.tables.source_texts import ClaimTables

START = datetime(2015, 1, 1, tzinfo=UTC)
LIMIT_MS = 200


def commitments(count: int, chance: random.Random) -> pa.Table:
    rows = []
    for n in range(count):
        due = START + timedelta(days=chance.randrange(4000)) if chance.random() < 0.7 else None
        agreement, provision, owner = f"i{n // 100}", f"p{n % 100 // 5}", f"o{n % 5}"
        rows.append(
            {
                "commitment_id": f"{agreement}/{provision}/{owner}", "agreement_id": agreement,
                "provision_id": provision, "owner": owner, "text": "t", "kind": "absolute" if due else "undated",
                "due_from": due, "due_until": due, "dates": [], "depends_on": [], "zone": "Etc/UTC", "basis": "V",
            }
        )  # fmt: skip
    return Commitments.from_rows(rows)


def records(keys: list[str], count: int, chance: random.Random) -> pa.Table:
    rows = []
    for n in range(count):
        at = START + timedelta(days=chance.randrange(4000))
        rows.append(
            {
                "record_id": f"r{n}", "commitment_id": chance.choice(keys), "status": chance.randrange(4),
                "happened_from": at, "happened_until": at + timedelta(days=1),
                "known_from": at + timedelta(days=chance.randrange(30)), "claimant": "c",
                "verified_by": "m" if chance.random() < 0.5 else None, "justification": "j", "source": "s",
                "basis": "V",
            }
        )  # fmt: skip
    return CommitmentRecords.from_rows(rows)


def contacts(count: int, chance: random.Random) -> tuple[pa.Table, pa.Table, pa.Table]:
    rows, agenda, requests = [], [], []
    for n in range(count):
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(4000))
        pair = chance.sample(range(200), 2)
        rows.append(
            {
                "contact_id": f"c{n}", "kind": "call", "on": day, "initiator": f"a{pair[0]}",
                "participants": [f"a{pair[0]}", f"a{pair[1]}"], "topic": "t", "source": "s",
                "also_dated": [day + timedelta(days=1)] if n % 50 == 0 else [],
            }
        )  # fmt: skip
        agenda.append({"agenda_id": f"g{n}", "of": f"c{n}", "kind": "provision", "ref": f"p{n % 500}", "source": "s"})
        sent = datetime.combine(day, datetime.min.time(), UTC)
        answered = sent + timedelta(hours=chance.randrange(200)) if n % 3 else None
        requests.append(
            {
                "request_id": f"q{n}", "contact_id": f"c{n}", "asked_by": "a", "asked_of": "b", "sent_at": sent,
                "answer_due": sent + timedelta(hours=48), "answered_at": answered, "text": "t", "source": "s",
            }
        )  # fmt: skip
    return Contacts.from_rows(rows), AgendaItems.from_rows(agenda), Requests.from_rows(requests)


def plain_missed(rows: list[dict[str, Any]], told: list[dict[str, Any]], as_of: datetime) -> set[str]:
    """The same answer by walking over rows: dates passed, no verified completion that lasts."""
    level: dict[str, int] = {}
    for r in sorted(told, key=lambda r: (r["happened_from"], r["known_from"])):
        if r["known_from"] <= as_of and r["happened_from"] <= as_of and r["verified_by"]:
            level[r["commitment_id"]] = r["status"]
    passed = {r["commitment_id"] for r in rows if r["due_until"] and r["due_until"] <= as_of}
    return {key for key in passed if level.get(key) != 3}


def timed(name: str, call: Callable[[], Any], runs: int = 5) -> float:
    call()
    best = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        best.append((time.perf_counter() - start) * 1000)
    middle = sorted(best)[runs // 2]
    print(f"{name:44} {min(best):8.1f} {middle:8.1f} ms  {'ok' if middle <= LIMIT_MS else 'OVER'}")
    return middle


def main(count: int) -> None:
    chance = random.Random(7)
    owed = commitments(count, chance)
    told = records(owed["commitment_id"].to_pylist(), 2 * count, chance)
    calls, agenda, requests = contacts(count, chance)
    as_of = START + timedelta(days=2000)
    book = Book(owed, standings(owed, told, as_of), told, Holdings.empty(), as_of)
    log = open_log(calls, Meetings.empty(), agenda)
    missed = set(book.missed()["commitment_id"].to_pylist())
    assert missed == plain_missed(owed.to_pylist(), told.to_pylist(), as_of), "the two ways of counting differ"
    week = (date(2019, 3, 1), date(2019, 3, 8))
    plain = {
        r["contact_id"] for r in calls.to_pylist() if any(week[0] <= d < week[1] for d in (r["on"], *r["also_dated"]))
    }
    assert set(log.between(*week)["id"].to_pylist()) == plain, "the two ways of counting differ"
    print(f"{count} commitments, {told.num_rows} records, {count} contacts, {len(missed)} missed; answers equal")
    span = timedelta(days=30)
    owners = owner_rows(owed, told)
    timed("standings of all at another moment", lambda: standings(owed, told, as_of + span, owners))
    timed("missed, first 100 as rows", lambda: book.missed(100).to_pylist())
    timed("coming, first 100 as rows", lambda: book.coming(100).to_pylist())
    timed("due within 30 days as rows", lambda: book.due(as_of - span, as_of + span, 100).to_pylist())
    timed("of one owner, first 100 as rows", lambda: book.of(owner="o3", limit=100).to_pylist())
    timed("history of one commitment", lambda: book.history(owed["commitment_id"][7].as_py()))
    timed("matrix of one instrument", lambda: matrix(book, ["i5"]))
    timed("log: one week as rows", lambda: log.between(*week).to_pylist())
    timed("log: one actor in a year, rows", lambda: log.between(date(2019, 1, 1), date(2020, 1, 1), "a7").to_pylist())
    timed("log: about one provision, rows", lambda: log.between(about="p7").to_pylist())
    timed("clocks of all requests", lambda: clocks(requests, as_of))
    everything = ClaimTables(contacts=calls, log=DiplomacyTables(agenda_items=agenda, requests=requests))
    page = PageInput("bench", everything, (), (), as_of, log)
    timed("page of the log", lambda: render_diplomacy(page))
    found = open_world(["ukraine/package-2015-02-12"])
    (item,) = found.agreements
    rows = load_registers(found.agreements)
    real = open_book([item.agreement], rows.dates, rows.records, as_of)
    both = pa.concat_tables([owed, real.commitments]), pa.concat_tables([told, real.records])
    large = Book(both[0], standings(*both, as_of), both[1], Holdings.empty(), as_of)
    timed("page of one instrument among all", lambda: render_commitments(large, item.agreement, found.registry))
    tables = sum(t.nbytes for t in (owed, told, calls, agenda, requests)) / 1e6
    held = pa.total_allocated_bytes() / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"tables {tables:.0f} MB; with indexes and standings {held:.0f} MB; peak with the making of rows {peak:.0f} MB"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
