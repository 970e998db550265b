"""The server is killed while reports come in: what was confirmed is there once, and the log holds."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from tests.web.service.conftest import free_port, start_server

KILLS = 3
TOKEN = """
import django; django.setup()
from truceline.web.accounts.actions import issue_token
from truceline.web.accounts.models import User
print(issue_token(User.objects.get(username="rana"), "test")[1])
"""


def token_of(data: Path) -> str:
    environment = {**os.environ, "TRUCELINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "truceline.web.settings"}
    return subprocess.run(
        [sys.executable, "-c", TOKEN], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def hand_in(port: int, token: str, key: str) -> bool:
    """Whether the server confirmed the report of a key."""
    body = json.dumps({"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": f"Example {key}."}).encode()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/reports", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status in (200, 201)
    except (OSError, urllib.error.URLError, HTTPException):
        return False


def stream(port: int, token: str, name: str, told: dict[str, bool], stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        key = f"{name}-{number:06d}"
        told[key] = hand_in(port, token, key)
        number += 1


def test_no_confirmed_report_is_lost_or_doubled_when_the_server_is_killed(tmp_path: Path) -> None:
    """kill -9 in the middle of two streams, three times; every attempt is then sent again with its key."""
    port = free_port()
    process = start_server(tmp_path, port)
    token = token_of(tmp_path)
    told: dict[str, bool] = {}
    for kill in range(KILLS):
        stop = threading.Event()
        senders = [threading.Thread(target=stream, args=(port, token, f"kill{kill}-{n}", told, stop)) for n in range(2)]
        for sender in senders:
            sender.start()
        time.sleep(0.7 + 0.17 * kill)
        os.killpg(process.pid, signal.SIGKILL)
        stop.set()
        for sender in senders:
            sender.join()
        process.wait(10)
        process = start_server(tmp_path, port)
    try:
        confirmed = [key for key, yes in told.items() if yes]
        assert len(confirmed) > 10 and not all(told.values())
        kept = keys_of(tmp_path)
        assert set(confirmed) <= set(kept) and len(kept) == len(set(kept))
        assert all(hand_in(port, token, key) for key in told)
        assert sorted(keys_of(tmp_path)) == sorted(told)
    finally:
        process.terminate()
        process.wait(20)
    command = [sys.executable, "-c", "from truceline.cli import main; main()", "audit", "verify", "--data", tmp_path]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def keys_of(data: Path) -> list[str]:
    """The keys under which reports of programs are kept, one a report."""
    query = (
        "SELECT s.key FROM intake_report r JOIN intake_submission s ON s.id = r.submission_id WHERE s.kind = 'program'"
    )
    with sqlite3.connect(data / "truceline.sqlite3") as around:
        return [key for (key,) in around.execute(query)]
