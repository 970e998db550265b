"""The mission service on loopback: a long list under load, a large table with other writers, kills during intake.

    python -m bench.service list --incidents 100000 [--database ADDRESS]
    python -m bench.service table --rows 100000 [--database ADDRESS]
    python -m bench.service kill --times 50 [--database ADDRESS]

``--database``: a PostgreSQL server (postgresql://postgres@127.0.0.1:5432/postgres) on which a database is made and
dropped; without it SQLite. Prints one line a goal: ``goal NAME measured X wanted Y ok|short``.
Peers are left out: other mission services are not packages that one could start beside it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench import service_kill
from bench.service_people import Person, Server, database_on, settings_of, settled

PATHS = [
    "/incidents/",
    "/incidents/?state={state}",
    "/incidents/?after={deep}",
    "/incidents/?q=Karse",
    "/incidents/?outcome=violation",
]
FILL = """
import sys, random
from datetime import timedelta
import django; django.setup()
from django.db import connection, transaction
from truceline.web.casework.models import Finding, Incident, ListedOutcome
from truceline.web.clock import now
n = int(sys.argv[1])
long_ago = now() - timedelta(days=9)
some = list(Incident.objects.all())
kept = {i.pk: list(Finding.objects.filter(incident_id=i.pk, current=True)) for i in some}
chance = random.Random(7)
states = ["reported", "triaged", "under_verification", "verified", "assessed", "closed"]
for start in range(0, n, 1000):
    incidents, findings, outcomes = [], [], []
    for k in range(start, min(start + 1000, n)):
        like = some[k % len(some)]
        new = Incident(**{f.attname: getattr(like, f.attname) for f in Incident._meta.fields})
        new.pk, new.state, new.assessment = f"bench-{k:07d}", chance.choice(states), "current"
        new.occurred_from -= timedelta(minutes=k)
        new.issue(long_ago if new.state in ("assessed", "closed") else None)
        incidents.append(new)
        for one in kept[like.pk]:
            copy = Finding(**{f.attname: getattr(one, f.attname) for f in Finding._meta.fields if f.name != "id"})
            copy.incident_id, copy.finding_id = new.pk, f"{new.pk}:{one.agreement_id}:{one.reading}"
            copy.made_at = long_ago
            findings.append(copy)
            said = {"view": f"{one.agreement_id}:{one.reading}", "outcome": one.outcome, "coverage": one.coverage}
            at = {"occurred_from": new.occurred_from, "known_from": long_ago}
            at |= {"issued_at": new.issued_at, "issued_day": new.issued_day}
            outcomes.append(ListedOutcome(incident_id=new.pk, **at, **said))
    with transaction.atomic():
        Incident.objects.bulk_create(incidents)
        Finding.objects.bulk_create(findings)
        ListedOutcome.objects.bulk_create(outcomes)
if connection.vendor == "postgresql":  # as a start of the service does
    connection.cursor().execute("ANALYZE")
issued = Incident.objects.filter(state="closed", pk__gte=f"bench-{n * 6 // 10:07d}")
print(issued.order_by("pk").values_list("pk", flat=True).first())
"""


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def list_under_load(visitors: list[Person], paths: list[str], requests: int) -> list[float]:
    """Seconds of each page of the list, asked by so many people at once."""
    took: list[float] = []

    def visit(one: Person) -> None:
        for k in range(requests):
            start = time.perf_counter()
            one.get(paths[k % len(paths)])
            took.append(time.perf_counter() - start)
            time.sleep(1.0)  # people read before they press again

    threads = [threading.Thread(target=visit, args=(v,)) for v in visitors]
    for thread in threads:
        thread.start()
        time.sleep(1.0 / len(visitors))
    for thread in threads:
        thread.join()
    return took


def upload(base: str, rows: int) -> tuple[float, list[float]]:
    """Seconds to take a table, and what others waited for their reports meanwhile."""
    lines = [f"{k},2030-0{1 + k % 4}-{1 + k % 28:02d},{k % 24:02d}:{k % 60:02d},Mortar fire,Osk" for k in range(rows)]
    table = ("ref,date,time,what,village\n" + "\n".join(lines)).encode()
    miro, rana = Person(base, "miro"), Person(base, "rana")
    address = miro.post("/intake/table/", {}, ("bench.csv", table))
    miro.get(address)
    stop, waited = threading.Event(), []

    def others() -> None:
        k = 0
        while not stop.is_set():
            typed = {"act": "shelling", "day": "2030-05-01", "step": "send", "key": f"bench-{os.getpid()}-{k:06d}"}
            start = time.perf_counter()
            rana.post("/intake/report/", typed)
            waited.append(time.perf_counter() - start)
            k += 1
            time.sleep(0.2)

    writer = threading.Thread(target=others)
    writer.start()
    start = time.perf_counter()
    receipt = miro.post(address, {"step": "take"})
    took = time.perf_counter() - start
    stop.set()
    writer.join()
    assert f">{rows}<".encode() in miro.get(receipt), "not every row was taken"
    return took, waited


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["list", "table", "kill"])
    parser.add_argument("--database", default="", help="address of a PostgreSQL server; SQLite without it")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes that answer; one a core")
    parser.add_argument("--requests", type=int, default=15, help="of each person")
    parser.add_argument("--times", type=int, default=50)
    chosen = parser.parse_args()
    if chosen.what == "kill":
        sys.exit(0 if service_kill.run(chosen.times, chosen.database) else 1)
    with tempfile.TemporaryDirectory() as folder, database_on(chosen.database) as database:
        server = Server(Path(folder), database, workers=chosen.workers)
        try:
            settled(Person(server.base, "vera"))
            (list_told if chosen.what == "list" else table_told)(server, database, chosen)
        finally:
            server.stop()


def goal(name: str, measured: float, wanted: str, met: bool) -> None:
    print(f"goal {name} measured {measured:.2f} wanted {wanted} {'ok' if met else 'short'}")


def list_told(server: Server, database: str, chosen: Any) -> None:
    environment = settings_of(server.data, database)
    fill = [sys.executable, "-c", FILL, str(chosen.incidents)]
    deep = subprocess.run(fill, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    for who, state in (("vera", "verified"), ("hedda", "closed"), ("sarn", "closed")):
        paths = [path.format(state=state, deep=deep) for path in PATHS]
        visitor = Person(server.base, who)
        for path in paths:  # once before the clock runs
            visitor.get(path)
        visitors = [Person(server.base, who) for _ in range(chosen.people)]
        before = server.cpu_s()
        took = list_under_load(visitors, paths, chosen.requests)
        spent = (server.cpu_s() - before) / len(took)
        print(
            f"list of {chosen.incidents} incidents, {chosen.people} people like {who}, {len(took)} pages: median "
            f"{statistics.median(took) * 1000:.0f} ms, p95 {p95(took) * 1000:.0f} ms; the server's own processor time "
            f"{spent * 1000:.0f} ms a page; load of the machine {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        goal(f"list_p95_ms_{who}", p95(took) * 1000, "<=150", p95(took) <= 0.150)


def table_told(server: Server, database: str, chosen: Any) -> None:
    before = server.cpu_s()
    seconds, waited = upload(server.base, chosen.rows)
    spent = server.cpu_s() - before
    print(
        f"table of {chosen.rows} rows: {seconds:.1f} s, {chosen.rows / seconds:.0f} rows/s, "
        f"{chosen.rows / spent:.0f} rows a second of the server's processor time; meanwhile {len(waited)} reports by "
        f"form, longest wait {max(waited):.2f} s; most memory of the server {server.peak_mb()} MB; load of the machine "
        f"{os.getloadavg()[0]:.1f}"
    )
    goal("table_rows_a_second", chosen.rows / seconds, ">=10000", chosen.rows / seconds >= 10_000)
    goal("longest_wait_of_others_s", max(waited), "<=1", max(waited) <= 1.0)


if __name__ == "__main__":
    main()
