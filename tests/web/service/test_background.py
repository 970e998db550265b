"""The background work outlives a database that does not answer, and acts behind the second wall whoever starts it."""

from __future__ import annotations

import io
import os
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own stays open: what it writes is taken back."""
    from truceline.web.casework import jobs

    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("one_connection")
def test_a_database_that_does_not_answer_at_first_ends_no_background_work(
    db: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was begun before the stop is taken up once it answers, and once only: the thread held its lock and did
    nothing for as long as the process lived."""
    from django.db import OperationalError

    from truceline.web.casework import assessing, jobs

    asked: list[str] = []

    def resume() -> None:
        asked.append("resume")
        if len(asked) < 3:
            raise OperationalError("example: no such table")

    monkeypatch.setattr(assessing, "resume", resume)
    monkeypatch.setattr(jobs, "work_once", lambda: asked.append("work") or 4)
    turns = jobs.turns()
    assert [next(turns) for _ in range(5)] == [None, None, 4, 4, 4]
    assert asked == ["resume", "resume", "resume", "work", "work", "work"]
    assert caplog.text.count("background work failed") == 2


@pytest.mark.usefixtures("one_connection")
def test_a_round_that_fails_is_logged_and_the_next_one_works(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from truceline.web.casework import jobs

    rounds = iter([ValueError("example"), 1, 0])

    def work_once() -> int:
        found = next(rounds)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(jobs, "work_once", work_once)
    turns = jobs.turns()
    assert [next(turns) for _ in range(3)] == [None, 1, 0]


def test_the_process_for_it_acts_behind_the_wall_and_ends_with_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started by hand, without the server's environment, it would have acted as the owner of the tables."""
    from truceline.web import background

    started: list[str | None] = []
    monkeypatch.setattr(background, "start", lambda: started.append(os.environ.get("TRUCELINE_APP_ROLE")))
    monkeypatch.setattr(background.signal, "signal", lambda *_: None)
    monkeypatch.setattr(background.sys, "stdin", SimpleNamespace(buffer=io.BytesIO()))
    monkeypatch.setenv("TRUCELINE_APP_ROLE", "")
    assert background.work_apart() == 0 and started == ["1"]
