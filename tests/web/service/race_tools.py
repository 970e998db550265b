"""Steps of several people at the same moment, for race_scenario.py.

Before a step takes the log's lock it waits a little for the other one, so that both have read what they decide on.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "truceline.web.settings"
django.setup()

from django.conf import settings
from django.db import connection

from truceline.web.audit import actions as log

settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PATIENCE_S = 0.4
if connection.vendor == "sqlite":
    # One writer at a time: the second waits for the first. On a machine with much else to do that is longer than the
    # service's own 20 s, and what is asked here is who is right, not who is quick.
    connection.settings_dict["OPTIONS"]["timeout"] = 300
DAY = "2030-05-10"
meeting = threading.local()


def _meet_then_hold(*lock: int) -> None:
    barrier = getattr(meeting, "barrier", None)
    if barrier is not None:
        meeting.barrier = None  # once a step
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(PATIENCE_S)
    HOLD(*lock)


HOLD = log.hold
log.hold = _meet_then_hold


def at_once(*steps: Callable[[], Any]) -> list[str]:
    """Each step in a thread and connection of its own; what came of each: "done", or what was raised."""
    barrier, told = threading.Barrier(len(steps)), [""] * len(steps)

    def run(place: int, step: Callable[[], Any]) -> None:
        meeting.barrier = barrier
        try:
            step()
            told[place] = "done"
        except Exception as error:
            codes = [p.code for p in getattr(error, "problems", ())]
            told[place] = ",".join(codes) or type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def settle() -> None:
    from truceline.web.casework.jobs import work_once

    for _ in range(60):
        if not work_once():
            return


def person(name: str) -> Any:
    from truceline.web.accounts.models import User

    return User.objects.get(username=name)


def new_incident(key: str, hour: int, place: tuple[float, float] = (18.52, 41.62)) -> Any:
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import submit_report

    raw = {"occurred_from": f"{DAY}T{hour:02}:00Z", "act": "shelling", "lon": place[0], "lat": place[1]}
    raw |= {"place_radius_m": 300, "place_name": "Karse Bridge", "text": f"Example {key}."}
    report = submit_report(person("rana"), raw, f"race-{key}").reports.get()
    settle()
    return Incident.objects.get(members__report=report)


def moved(incident: Any, *steps: str) -> Any:
    from truceline.web.casework.actions import move

    for to in steps:
        incident.refresh_from_db()
        move(person("miro"), incident.pk, incident.version, to)
    incident.refresh_from_db()
    return incident
