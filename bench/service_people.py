"""A mission service on loopback for measuring: started as people start it, visited without a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlsplit

PASSWORD = "merrowan-exercise"
COMES_UP_S = 600.0  # a loaded machine may take minutes
TRUCELINE = [sys.executable, "-c", "from truceline.cli import main; main()"]


class Person:
    """A browser without a screen: cookies, forms, no scripts."""

    def __init__(self, base: str, name: str) -> None:
        self.base, self.jar = base, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/account/login/")
        self.post("/account/login/", {"login": name, "password": PASSWORD})

    def get(self, path: str) -> bytes:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return bytes(answer.read())

    def post(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        """The address that was led to."""
        token = next(c.value for c in self.jar if c.name == "csrftoken") or ""
        headers = {"X-CSRFToken": token}
        body = urllib.parse.urlencode(fields).encode()
        if file:
            mark = "truceline-bench"
            head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            body = head.encode() + file[1] + f"\r\n--{mark}--\r\n".encode()
            headers["Content-Type"] = f"multipart/form-data; boundary={mark}"
        request = urllib.request.Request(self.base + path, body, headers)
        with self.opener.open(request, timeout=600) as answer:
            return str(answer.url).removeprefix(self.base)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings_of(data: Path, database: str) -> dict[str, str]:
    """The environment of a service of its own: SQLite in ``data``, or the PostgreSQL database of an address."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    clean |= {"TRUCELINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "truceline.web.settings"}
    return clean | ({"TRUCELINE_DATABASE": database} if database else {})


class Server:
    """A process group, so that it can be killed as a whole."""

    def __init__(self, data: Path, database: str = "", incidents: int = 40, workers: int = 1, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        command = [*TRUCELINE, "serve", "--port", str(self.port), "--data", str(data), "--incidents", str(incidents)]
        command += ["--workers", str(workers)]
        quiet = subprocess.DEVNULL
        env = settings_of(data, database) | settings
        self.process = subprocess.Popen(command, env=env, stdout=quiet, stderr=quiet, start_new_session=True)
        deadline = time.monotonic() + COMES_UP_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.base}/ready", timeout=2):
                    return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"the server ended with {self.process.returncode} before it answered") from None
                time.sleep(0.2)
        raise SystemExit("the server did not come up")

    def kill(self) -> None:
        """At once, without waiting for its end."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def cpu_s(self) -> float:
        """Processor seconds of all its processes so far."""
        spent = sum(int(cells[11]) + int(cells[12]) for _, cells in self._processes())
        return spent / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> int:
        """The most memory that any one of its processes has held so far."""
        held = [0]
        for folder, _ in self._processes():
            with suppress(OSError):
                lines = (folder / "status").read_text().splitlines()
                held += [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
        return max(held)

    def _processes(self) -> Iterator[tuple[Path, list[str]]]:
        """Those of its group: the folder that tells of each, and what its line of numbers says after the name."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                cells = stat.read_text().rsplit(")", 1)[1].split()
                if int(cells[2]) == self.process.pid:
                    yield stat.parent, cells


def settled(person: Person) -> None:
    while b'id="working"' in person.get("/incidents/"):
        time.sleep(1)


@contextmanager
def database_on(server: str) -> Iterator[str]:
    """The address of a new database on a PostgreSQL server, dropped afterwards; empty for SQLite."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"truceline_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as around:
        around.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            around.execute(f"DROP DATABASE {name} WITH (FORCE)")
