"""Background work in one of the server's workers: grouping, assessment, reading, time-stamps."""

from __future__ import annotations

import os
import threading
import time

from django.conf import settings
from django.core.files import locks

AGAIN_S = 2.0


def start() -> None:
    """Work in the worker that holds the lock of the data folder; when that one ends, another takes it over.

    The system lets a lock go with the process that held it, however it ended. The file says which one holds it.
    """

    def run() -> None:
        with (settings.DATA / "background.lock").open("ab") as held:
            while not locks.lock(held, locks.LOCK_EX | locks.LOCK_NB):
                time.sleep(AGAIN_S)
            held.truncate(0)
            held.write(str(os.getpid()).encode())
            held.flush()
            _work()
            threading.Event().wait()  # the lock is held as long as the process lives

    threading.Thread(target=run, name="truceline-background", daemon=True).start()


def _work() -> None:
    from truceline.web.casework.jobs import start
    from truceline.web.stamps.actions import start as start_stamping

    start()
    start_stamping()
