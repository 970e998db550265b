"""Background work: grouping, assessment, reading, time-stamps. In the server itself if it is one process; beside
several workers in a process of its own, which keeps no page waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.core.files import locks

AGAIN_S = 2.0
PATIENCE_S = 15.0  # of workers: the process that is there for it loads as long as they do
JOBS = "TRUCELINE_JOBS"
HERE, IF_NOBODY_ELSE = "here", "if-nobody-else"  # what a worker does about it; nothing without the variable


def start(patience_s: float = 0.0) -> None:
    """Work in the process that holds the lock of the data folder; when that one ends, another takes it over.

    The system lets a lock go with the process that held it, however it ended. The file says which one holds it.
    """

    def run() -> None:
        time.sleep(patience_s)
        with (settings.DATA / "background.lock").open("ab") as held:
            while not locks.lock(held, locks.LOCK_EX | locks.LOCK_NB):
                time.sleep(AGAIN_S)
            held.truncate(0)
            held.write(str(os.getpid()).encode())
            held.flush()
            _work()
            threading.Event().wait()  # the lock is held as long as the process lives

    threading.Thread(target=run, name="truceline-background", daemon=True).start()


def start_apart() -> subprocess.Popen[bytes]:
    """The process that is there for nothing else. It ends with the server, whose end of the pipe it listens to."""
    return subprocess.Popen([sys.executable, "-m", "truceline.web", "work"], stdin=subprocess.PIPE)


def work_apart() -> int:
    """What that process does, until its input ends. Behind the second wall, whoever started it."""
    os.environ["TRUCELINE_APP_ROLE"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all; the server tells the others
    start()
    sys.stdin.buffer.read()
    return 0


def _work() -> None:
    from truceline.web.casework.jobs import start
    from truceline.web.stamps.actions import start as start_stamping

    start()
    start_stamping()
