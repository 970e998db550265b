"""The service's one background thread: group what came in, assess what changed. Its state is in the tables."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

from django.db import close_old_connections

from truceline.web.metrics import TURN

PAUSE_S = 0.5
AGAIN_S = 5.0  # after a failure
log = logging.getLogger(__name__)


def work_once() -> int:
    """One round; how much was done. Tests call it themselves."""
    from truceline.web.casework.assessing import assess_waiting
    from truceline.web.casework.grouping import group_new_reports
    from truceline.web.intake.text_actions import read_waiting

    return read_waiting() or group_new_reports() or assess_waiting()


def turns() -> Iterator[int | None]:
    """Round after round: how much each did, None where it failed. A fault is logged and the work goes on: nothing is
    lost, its state is in tables. What was begun before is taken up in the first round that reaches the database.
    """
    from truceline.web.casework.assessing import resume
    from truceline.web.intake.text_actions import resume as resume_reading

    begun = False
    while True:
        done = None
        try:
            close_old_connections()
            if not begun:
                resume()
                resume_reading()
                begun = True
            done = work_once()
            TURN.set_to_current_time()
        except Exception:
            log.exception("background work failed")
        yield done


def start() -> None:
    """Work until the process ends."""

    def run() -> None:
        for done in turns():
            if not done:
                time.sleep(PAUSE_S if done is not None else AGAIN_S)

    threading.Thread(target=run, name="truceline-jobs", daemon=True).start()
