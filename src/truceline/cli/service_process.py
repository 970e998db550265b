"""Hands a command over to the mission service, which is a program of its own: neither face imports the other."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from truceline.vocabulary.errors import TrucelineError, problem

NEEDED = ("django", "ninja", "allauth", "granian", "whitenoise")


def run_service(arguments: Sequence[str], data: Path) -> int:
    """Run ``python -m truceline.web`` on a data folder; its exit status. Raises E-WEB-001."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise TrucelineError(problem("E-WEB-001", "truceline", cause=", ".join(missing)))
    command = [sys.executable, "-m", "truceline.web", *arguments]
    environment = {**os.environ, "TRUCELINE_DATA": str(data.resolve())}
    if os.name == "posix" and arguments[0] == "serve":  # signals then reach the server itself
        sys.stdout.flush()
        os.execve(sys.executable, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode
