"""A PostgreSQL for tests: the one that answers, or one of this run's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.web.conftest import missing

GIVEN = "TRUCELINE_TEST_POSTGRES"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


@contextmanager
def server(folder: Path, port: int) -> Iterator[str]:
    """Its address. Without one that answers, Debian's package is started; it refuses to run as root."""
    given = os.environ.get(GIVEN, USUAL)
    if answers(given):
        yield given
        return
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not bins:
        missing("no PostgreSQL answers and none is installed; on Debian: apt-get install postgresql")
    other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if other:
        for parent in [folder, *folder.parents][:3]:
            parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*other, bins[-1] / "initdb", "-D", data, "-U", "postgres", "-A", "trust"], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*other, bins[-1] / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


@contextmanager
def database(address: str, like: str = "template1") -> Iterator[str]:
    """The address of a new database on a server, dropped afterwards. ``like``: the name of one to be copied."""
    name = f"truceline_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as around:
        around.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        around.execute(f"DROP DATABASE {name} WITH (FORCE)")
