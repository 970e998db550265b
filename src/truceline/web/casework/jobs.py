"""The service's one background thread: group what came in, assess what changed. Its state is in the tables."""

from __future__ import annotations

import logging
import threading
import time

from django.db import close_old_connections

from truceline.web.metrics import TURN

PAUSE_S = 0.5
log = logging.getLogger(__name__)


def work_once() -> int:
    """One round; how much was done. Tests call it themselves."""
    from truceline.web.casework.assessing import assess_waiting
    from truceline.web.casework.grouping import group_new_reports
    from truceline.web.intake.text_actions import read_waiting

    return read_waiting() or group_new_reports() or assess_waiting()


def start() -> None:
    """Work until the process ends. A fault is logged and the work goes on: nothing is lost, its state is in tables."""
    from truceline.web.casework.assessing import resume
    from truceline.web.intake.text_actions import resume as resume_reading

    def run() -> None:
        resume()
        resume_reading()
        while True:
            try:
                close_old_connections()
                done = work_once()
                TURN.set_to_current_time()
            except Exception:
                log.exception("background work failed")
                done, _ = 0, time.sleep(5)
            if not done:
                time.sleep(PAUSE_S)

    threading.Thread(target=run, name="truceline-jobs", daemon=True).start()
