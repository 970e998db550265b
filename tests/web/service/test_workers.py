"""Several processes answer: one beside them does the background work, a worker takes it over, numbers are of all."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("granian", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from bench.service_people import Person, Server, settled

WAIT_S = 120.0


def waited_for(told: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not told():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.3)


def lists_answered(server: Server) -> int:
    """Pages of the list answered so far, by the numbers of the service: told once, not a worker at a time."""
    with urllib.request.urlopen(f"{server.base}/metrics", timeout=20) as answer:
        lines = answer.read().decode().splitlines()
    name = 'truceline_requests_total{operation="incident.read",status="200"}'
    found = [line.removeprefix(name) for line in lines if line.startswith(name)]
    assert len(found) == 1, lines
    return int(float(found[0]))


def test_two_workers_share_the_requests_and_the_background_work_goes_on_without_its_process(tmp_path: Path) -> None:
    """Numbers add up over both; when the process that groups is killed, a worker groups what comes in later. They end
    with the server."""
    server = Server(tmp_path, incidents=3, workers=2, TRUCELINE_METRICS="loopback")
    lock = tmp_path / "background.lock"
    try:
        vera, rana = Person(server.base, "vera"), Person(server.base, "rana")
        settled(vera)
        before = lists_answered(server)
        for _ in range(12):
            vera.get("/incidents/")
        assert lists_answered(server) == before + 12
        first = int(lock.read_text())
        os.kill(first, signal.SIGKILL)
        waited_for(lambda: lock.read_text() not in ("", str(first)))
        typed = {"act": "shelling", "day": "2030-05-01", "place_name": "Osk", "step": "send", "key": "after-the-kill-1"}
        rana.post("/intake/report/", typed)
        waited_for(lambda: b'id="working"' not in vera.get("/incidents/"))
        assert lists_answered(server) > before + 12, "what a killed worker had counted stays counted"
    finally:
        server.stop()
    waited_for(lambda: server.cpu_s() == 0)  # none of its processes is left
