"""The mission service on loopback: pages of a long list under load, a large table, other writers meanwhile.

    python bench/service.py --incidents 100000 --rows 100000

Prints one line a goal: ``goal NAME measured X wanted Y ok|short``.
Peers are left out: other mission services are not packages that one could start beside it.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

FILL = """
import sys, random
from datetime import timedelta
import django; django.setup()
from django.db import transaction
from truceline.web.casework.models import Finding, Incident, ListedOutcome
n = int(sys.argv[1])
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
        incidents.append(new)
        for one in kept[like.pk]:
            copy = Finding(**{f.attname: getattr(one, f.attname) for f in Finding._meta.fields if f.name != "id"})
            copy.incident_id, copy.finding_id = new.pk, f"{new.pk}:{one.agreement_id}:{one.reading}"
            findings.append(copy)
            said = {"view": f"{one.agreement_id}:{one.reading}", "outcome": one.outcome, "coverage": one.coverage}
            outcomes.append(ListedOutcome(incident_id=new.pk, occurred_from=new.occurred_from, **said))
    with transaction.atomic():
        Incident.objects.bulk_create(incidents)
        Finding.objects.bulk_create(findings)
        ListedOutcome.objects.bulk_create(outcomes)
"""


class Person:
    """A browser without a screen: cookies, forms, no scripts."""

    def __init__(self, base: str, name: str) -> None:
        self.base, self.jar = base, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/account/login/")
        self.post("/account/login/", {"login": name, "password": "merrowan-exercise"})

    def get(self, path: str) -> bytes:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return bytes(answer.read())

    def post(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        token = next(c.value for c in self.jar if c.name == "csrftoken") or ""
        headers = {"X-CSRFToken": token}
        body = urllib.parse.urlencode(fields).encode()
        if file:
            mark = "truceline-bench"
            head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            body = head.encode() + file[1] + f"\r\n--{mark}--\r\n".encode()
            headers["Content-Type"] = f"multipart/form-data; boundary={mark}"
        request = urllib.request.Request(self.base + path, body, headers)
        with self.opener.open(request, timeout=600) as answer:
            return str(answer.url).removeprefix(self.base)


def serve(data: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from truceline.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen([*command, "--data", str(data), "--incidents", "40"], stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{base}/ready", timeout=2):
                return process, base
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


def settled(person: Person) -> None:
    while b'id="working"' in person.get("/incidents/"):
        time.sleep(1)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def list_under_load(base: str, people: int, requests: int) -> list[float]:
    """Seconds of each page of the list, asked by so many people at once."""
    paths = [
        "/incidents/",
        "/incidents/?state=verified",
        "/incidents/?page=40",
        "/incidents/?q=Karse",
        "/incidents/?outcome=violation",
    ]
    took: list[float] = []
    visitors = [Person(base, "vera") for _ in range(people)]

    def visit(one: Person) -> None:
        for k in range(requests):
            start = time.perf_counter()
            one.get(paths[k % len(paths)])
            took.append(time.perf_counter() - start)
            time.sleep(1.0)  # people read before they press again

    threads = [threading.Thread(target=visit, args=(v,)) for v in visitors]
    for thread in threads:
        thread.start()
        time.sleep(1.0 / people)
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--requests", type=int, default=12, help="of each person")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process, base = serve(Path(folder))
        try:
            vera = Person(base, "vera")
            settled(vera)
            told(base, folder, chosen)
        finally:
            process.terminate()
            process.wait(30)


def goal(name: str, measured: float, wanted: str, met: bool) -> None:
    print(f"goal {name} measured {measured:.2f} wanted {wanted} {'ok' if met else 'short'}")


def told(base: str, folder: str, chosen: Any) -> None:
    environment = {**os.environ, "TRUCELINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "truceline.web.settings"}
    subprocess.run([sys.executable, "-c", FILL, str(chosen.incidents)], env=environment, check=True)
    took = list_under_load(base, chosen.people, chosen.requests)
    print(
        f"list of {chosen.incidents} incidents, {chosen.people} people, {len(took)} pages: "
        f"median {statistics.median(took) * 1000:.0f} ms, p95 {p95(took) * 1000:.0f} ms"
    )
    seconds, waited = upload(base, chosen.rows)
    print(
        f"table of {chosen.rows} rows: {seconds:.1f} s, {chosen.rows / seconds:.0f} rows/s; meanwhile {len(waited)} "
        f"reports by form, longest wait {max(waited):.2f} s"
    )
    goal("list_p95_ms", p95(took) * 1000, "<=150", p95(took) <= 0.150)
    goal("table_rows_a_second", chosen.rows / seconds, ">=10000", chosen.rows / seconds >= 10_000)
    goal("longest_wait_of_others_s", max(waited), "<=1", max(waited) <= 1.0)


if __name__ == "__main__":
    main()
