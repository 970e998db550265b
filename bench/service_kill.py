"""The server is killed while reports come in: what was confirmed is there once, nothing twice, the log holds.

    python -m bench.service kill --times 50 [--database postgresql://postgres@127.0.0.1:5432/postgres]

Two programs hand in reports without a pause; the server's whole process group gets SIGKILL at an uneven moment and is
started again. At the end every attempt, confirmed or not, is sent once more with its key.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench.service_people import TRUCELINE, Server, database_on, settings_of

SENDERS = 2
LEAST = 5  # reports confirmed before a kill
TOKEN = """
import django; django.setup()
from truceline.web.accounts.actions import issue_token
from truceline.web.accounts.models import User
print(issue_token(User.objects.get(username="rana"), "bench")[1])
"""
KEPT = "SELECT s.key FROM intake_report r JOIN intake_submission s ON s.id = r.submission_id WHERE s.kind = 'program'"


@dataclass(frozen=True)
class Found:
    """``lost``: confirmed before a kill and not kept after it. ``doubled``: kept more than once, at any time.
    ``refused``: sent again with its key and not confirmed. ``audit``: what ``truceline audit verify`` said."""

    attempts: int
    confirmed: int
    in_doubt_and_kept: int
    lost: list[str]
    doubled: list[str]
    refused: list[str]
    missing: list[str]
    chain_holds: bool
    audit: str

    def whole(self) -> bool:
        return self.chain_holds and not (self.lost or self.doubled or self.refused or self.missing)


def token_of(data: Path, database: str) -> str:
    command = [sys.executable, "-c", TOKEN]
    made = subprocess.run(command, env=settings_of(data, database), capture_output=True, text=True, check=True)
    return made.stdout.strip()


def hand_in(base: str, token: str, key: str) -> bool:
    """Whether the server confirmed the report of a key."""
    body = json.dumps({"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": f"Example {key}."}).encode()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{base}/api/reports", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status in (200, 201)
    except (OSError, urllib.error.URLError, HTTPException):
        return False


def keys_kept(data: Path, database: str) -> Counter[str]:
    """How many reports of programs are kept under each key."""
    if database:
        import psycopg

        with psycopg.connect(database) as around:
            return Counter(key for (key,) in around.execute(KEPT))
    with sqlite3.connect(data / "truceline.sqlite3") as around:
        return Counter(key for (key,) in around.execute(KEPT))


def killed(data: Path, database: str, times: int) -> Found:
    """Kill and start again so many times, then ask for everything once more."""
    server, told, doubled = Server(data, database, incidents=12), {}, set()
    token, lost = token_of(data, database), set()
    for kill in range(times):
        told |= _until_killed(server, token, kill)
        server = Server(data, database)
        kept = keys_kept(data, database)
        lost |= {key for key, yes in told.items() if yes and not kept[key]}
        doubled |= {key for key, count in kept.items() if count > 1}
    try:
        refused = [key for key in told if not hand_in(server.base, token, key)]
        after = keys_kept(data, database)
    finally:
        server.stop()
    doubled |= {key for key, count in after.items() if count > 1}
    command = [*TRUCELINE, "audit", "verify", "--data", str(data)]
    checked = subprocess.run(command, env=settings_of(data, database), capture_output=True, text=True, check=False)
    return Found(
        attempts=len(told),
        confirmed=sum(told.values()),
        in_doubt_and_kept=sum(bool(kept[key]) for key, yes in told.items() if not yes),
        lost=sorted(lost),
        doubled=sorted(doubled),
        refused=refused,
        missing=sorted(set(told) - set(after)),
        chain_holds=checked.returncode == 0,
        audit=(checked.stdout or checked.stderr).strip(),
    )


def _until_killed(server: Server, token: str, kill: int) -> dict[str, bool]:
    """Reports until the server dies: each key, and whether it was confirmed."""
    told: dict[str, bool] = {}
    stop = threading.Event()

    def stream(name: str) -> None:
        number = 0
        while not stop.is_set():
            key = f"kill{kill}-{name}-{number:06d}"
            told[key] = hand_in(server.base, token, key)
            number += 1

    senders = [threading.Thread(target=stream, args=(str(n),)) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    while sum(list(told.values())) < LEAST + kill % 7:  # a kill before any report would prove nothing
        time.sleep(0.01)
    time.sleep((0.0037 * kill) % 0.1)
    server.kill()
    stop.set()
    for sender in senders:
        sender.join()
    server.process.wait(30)
    return told


def run(times: int, server: str) -> bool:
    with tempfile.TemporaryDirectory() as folder, database_on(server) as database:
        found = killed(Path(folder), database, times)
    where = "PostgreSQL" if server else "SQLite"
    print(
        f"{where}: {times} kills, {found.attempts} attempts, {found.confirmed} confirmed; unconfirmed and kept "
        f"{found.in_doubt_and_kept}; lost {len(found.lost)}, doubled {len(found.doubled)}, refused when sent again "
        f"{len(found.refused)}, missing in the end {len(found.missing)}; log: {found.audit.splitlines()[0]}"
    )
    wrong = [*found.lost, *found.doubled, *found.refused, *found.missing]
    print(f"goal kills_without_loss measured {len(wrong)} wanted 0 {'ok' if found.whole() else 'short'}")
    return found.whole()
