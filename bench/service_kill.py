"""The server is killed while reports come in: what was confirmed is there once, nothing twice, the log holds.

    python -m bench.service kill --times 50 [--database postgresql://postgres@127.0.0.1:5432/postgres]

Two programs hand in reports without a pause, half of them with a file, a picture of some kilobytes or a video of some
megabytes in turn; the server's whole process group gets SIGKILL at an uneven moment and is started again. After each
start, and at the end when every attempt, confirmed or not, was sent once more with its key, the tables and the store
are looked at around the server: each file that was confirmed is there once, and is what was sent by its SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
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
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import Any

from bench.service_people import TRUCELINE, Server, database_on, settings_of

SENDERS = 2
LEAST = 5  # reports confirmed before a kill
TOKEN = """
import django; django.setup()
from truceline.web.accounts.actions import issue_token
from truceline.web.accounts.models import User
print(issue_token(User.objects.get(username="rana"), "bench")[1])
"""
VIDEO_BYTES = 3_000_000
BOUNDARY = "truceline-bench-part"
FILES = (
    "SELECT s.key, e.sha256, e.size FROM evidence_item e JOIN intake_report r ON r.report_id = e.report_id "
    "JOIN intake_submission s ON s.id = r.submission_id WHERE s.kind = 'program'"
)
KEPT = "SELECT s.key FROM intake_report r JOIN intake_submission s ON s.id = r.submission_id WHERE s.kind = 'program'"


@dataclass(frozen=True)
class Found:
    """``lost``: confirmed before a kill and not kept after it; a file too that is not whole in the store. ``doubled``:
    kept more than once, at any time. ``refused``: sent again with its key and not confirmed. ``audit``: what
    ``truceline audit verify`` said. Files have the key of their report and "file"."""

    attempts: int
    confirmed: int
    in_doubt_and_kept: int
    files: int
    files_confirmed: int
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


@dataclass
class Attempt:
    """``report``: its id, once the server confirmed it. ``sealed``: whether the server confirmed its file."""

    file: bytes = b""
    report: str = ""
    sealed: bool = False


@cache
def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "JPEG")
    return out.getvalue()


def file_for(key: str, number: int) -> bytes:
    """Of every second attempt: a picture and a video in turn, each file another."""
    if number % 2 == 0:
        return b""
    if number % 4 == 1:
        return picture() + key.encode()
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + random.Random(key).randbytes(VIDEO_BYTES)


def send(base: str, token: str, key: str, attempt: Attempt) -> bool:
    """Report and file under their keys; whether the server confirmed all of it."""
    said = {"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": f"Example {key}."}
    told = _post(f"{base}/api/reports", token, key, json.dumps(said).encode(), "application/json")
    attempt.report = told.get("report_id", attempt.report)
    if attempt.file and told:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="example"\r\n\r\n'
        body = head.encode() + attempt.file + f"\r\n--{BOUNDARY}--\r\n".encode()
        address, kind = f"{base}/api/reports/{attempt.report}/evidence", f"multipart/form-data; boundary={BOUNDARY}"
        sealed = _post(address, token, f"{key}-file", body, kind)
        attempt.sealed = attempt.sealed or bool(sealed)
        return bool(sealed)
    return bool(told)


def _post(address: str, token: str, key: str, body: bytes, kind: str) -> dict[str, Any]:
    """What the server confirmed; nothing where it did not."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": kind}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=20) as answer:
            return dict(json.loads(answer.read())) if answer.status in (200, 201) else {}
    except (OSError, urllib.error.URLError, HTTPException, ValueError):
        return {}


def _asked(data: Path, database: str, statement: str) -> list[tuple[Any, ...]]:
    """Around the server."""
    if database:
        import psycopg

        with psycopg.connect(database) as around:
            return around.execute(statement.encode()).fetchall()
    with sqlite3.connect(data / "truceline.sqlite3") as around:
        return around.execute(statement).fetchall()


def kept(data: Path, database: str) -> tuple[Counter[str], dict[str, list[str]]]:
    """How many reports of programs are kept under each key, and the SHA-256 of the files of each, computed anew; of a
    file that is not in the store, or of another size than its row says, something else."""
    files: dict[str, list[str]] = {}
    for key, sha256, size in _asked(data, database, FILES):
        path = data / "evidence" / "originals" / sha256[:2] / sha256
        content = path.read_bytes() if path.exists() else b""
        whole = hashlib.sha256(content).hexdigest() if len(content) == size else "not whole"
        files.setdefault(key, []).append(whole)
    return Counter(key for (key,) in _asked(data, database, KEPT)), files


class Watched:
    """What was found wrong so far, whenever it was looked."""

    def __init__(self) -> None:
        self.lost: set[str] = set()
        self.doubled: set[str] = set()

    def look(self, told: dict[str, Attempt], reports: Counter[str], files: dict[str, list[str]]) -> None:
        for key, one in told.items():
            sealed, wanted = files.get(key, []), hashlib.sha256(one.file).hexdigest()
            if one.report and not reports[key]:
                self.lost.add(key)
            if (one.sealed and wanted not in sealed) or any(found != wanted for found in sealed):
                self.lost.add(f"{key} file")
            if len(sealed) > 1:
                self.doubled.add(f"{key} file")
        self.doubled |= {key for key, count in reports.items() if count > 1}


def killed(data: Path, database: str, times: int) -> Found:
    """Kill and start again so many times, then ask for everything once more."""
    told: dict[str, Attempt] = {}
    watched, server = Watched(), Server(data, database, incidents=12)
    token = token_of(data, database)
    for kill in range(times):
        told |= _until_killed(server, token, kill)
        server = Server(data, database)
        reports, files = kept(data, database)
        watched.look(told, reports, files)
    confirmed = {key for key, one in told.items() if one.report}
    sealed = sum(one.sealed for one in told.values())
    in_doubt = sum(bool(reports[key]) for key in told if key not in confirmed)
    try:
        refused = [key for key, one in told.items() if not send(server.base, token, key, one)]
        after, files = kept(data, database)
    finally:
        server.stop()
    watched.look(told, after, files)
    command = [*TRUCELINE, "audit", "verify", "--data", str(data)]
    checked = subprocess.run(command, env=settings_of(data, database), capture_output=True, text=True, check=False)
    with_file = {key for key, one in told.items() if one.file}
    return Found(
        attempts=len(told),
        confirmed=len(confirmed),
        in_doubt_and_kept=in_doubt,
        files=len(with_file),
        files_confirmed=sealed,
        lost=sorted(watched.lost),
        doubled=sorted(watched.doubled),
        refused=refused,
        missing=sorted((set(told) - set(after)) | {f"{key} file" for key in with_file - set(files)}),
        chain_holds=checked.returncode == 0,
        audit=(checked.stdout or checked.stderr).strip(),
    )


def _until_killed(server: Server, token: str, kill: int) -> dict[str, Attempt]:
    """Reports until the server dies: each key, and what was confirmed of it."""
    told: dict[str, Attempt] = {}
    stop = threading.Event()

    def stream(name: str) -> None:
        number = 0
        while not stop.is_set():
            key = f"kill{kill}-{name}-{number:06d}"
            one = told[key] = Attempt(file_for(key, number))
            send(server.base, token, key, one)
            number += 1

    senders = [threading.Thread(target=stream, args=(str(n),)) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    while sum(bool(one.report) for one in list(told.values())) < LEAST + kill % 7:  # a kill before any proves nothing
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
        f"{found.in_doubt_and_kept}; {found.files} with a file, {found.files_confirmed} of these confirmed; lost "
        f"{len(found.lost)}, doubled {len(found.doubled)}, refused when sent again {len(found.refused)}, missing in "
        f"the end {len(found.missing)}; log: {found.audit.splitlines()[0]}"
    )
    wrong = [*found.lost, *found.doubled, *found.refused, *found.missing]
    print(f"goal kills_without_loss measured {len(wrong)} wanted 0 {'ok' if found.whole() else 'short'}")
    return found.whole()
