"""A service for tests: one database with the standing people, every test rolled back; a real server for browsers."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
import django
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import translation

PASSWORD = "merrowan-exercise"
PATIENCE = 120_000  # ms until a browser gives up on a page: a busy machine is slow, and no test is of its speed


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Django set up on an SQLite database of its own with the exercise in it; the folder of its data."""
    folder = tmp_path_factory.mktemp("service")
    changed = {
        "DJANGO_SETTINGS_MODULE": "truceline.web.settings",
        "TRUCELINE_DATA": str(folder),
        "TRUCELINE_HOSTS": "testserver,127.0.0.1,localhost",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps a loop in this thread
    }
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    os.environ.pop("TRUCELINE_DATABASE", None)
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in often
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from truceline.web.seed import seed_exercise

    assert seed_exercise(incidents=12)
    from tests.web.service.cases import settle

    settle()  # once, not in every test
    yield folder
    teardown_test_environment()
    connections.close_all()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@pytest.fixture
def db(service: Path) -> Iterator[Path]:
    """All that a test writes is taken back; append-only tables could not be emptied otherwise.

    A page that an earlier test asked for in Arabic leaves this thread Arabic: each test begins in English.
    """
    translation.activate("en")
    with transaction.atomic():
        yield service
        transaction.set_rollback(True)


@pytest.fixture
def person(db: Path) -> Callable[[str], Any]:
    """A standing person of the exercise by user name; 'outsider' is signed in and has no role."""
    from truceline.web.accounts.models import User

    def get(name: str) -> Any:
        return (
            User.objects.get_or_create(username="outsider")[0]
            if name == "outsider"
            else User.objects.get(username=name)
        )

    return get


@pytest.fixture
def signed_in(person: Callable[[str], Any]) -> Callable[[str], Any]:
    """A browserless client in which somebody is signed in."""
    from django.test import Client

    def get(name: str, **options: Any) -> Any:
        client = Client(**options)
        client.force_login(person(name))
        return client

    return get


@pytest.fixture
def vault(db: Path, tmp_path: Path) -> Iterator[Path]:
    """A store of this test's own: what is sealed cannot be rolled back."""
    from django.test import override_settings

    with override_settings(EVIDENCE=tmp_path / "evidence"):
        yield tmp_path / "evidence"


@pytest.fixture
def own_report(person: Callable[[str], Any]) -> Any:
    from tests.web.service.evidence_files import RAW
    from truceline.web.intake.actions import submit_report

    return submit_report(person("rana"), RAW, "key-of-evidence").reports.get()


@pytest.fixture
def settings_of(db: Path) -> Iterator[Callable[..., None]]:
    from contextlib import ExitStack

    from django.test import override_settings

    with ExitStack() as stack:
        yield lambda **changed: stack.enter_context(override_settings(**changed)) and None


@pytest.fixture
def settled(person: Callable[[str], Any]) -> Callable[[str], Any]:
    """The standing people once the background work has come to rest."""
    from tests.web.service.cases import settle

    settle()
    return person


@pytest.fixture
def filed(settled: Callable[[str], Any]) -> Any:
    """One new report by the standing reporter and the incident it is in, assessed."""
    from tests.web.service.cases import RAW, settle
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import submit_report

    report = submit_report(settled("rana"), RAW, "key-of-the-case").reports.get()
    settle()
    return Incident.objects.get(members__report=report)


@pytest.fixture
def delay(settings_of: Callable[..., None]) -> Callable[[float], None]:
    """How many hours parties and guarantors wait."""
    return lambda hours: settings_of(RELEASE_DELAY=timedelta(hours=hours))


@dataclass(frozen=True)
class Served:
    address: str
    data: Path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_server(data: Path, port: int, database: str = "") -> subprocess.Popen[bytes]:
    """``truceline serve`` as people start it: its own process and session, so that it can be killed as a whole."""
    command = [sys.executable, "-c", "from truceline.cli import main; main()"]
    command += ["serve", "--port", str(port), "--data", str(data), "--incidents", "12"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    clean |= {"TRUCELINE_DATABASE": database} if database else {}
    with (data / "log").open("w") as log:
        process = subprocess.Popen(command, env=clean, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    _wait(f"http://127.0.0.1:{port}", process, data / "log")
    return process


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL, one for the whole run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e '.[web]'")
    from tests.web.service.postgres_server import server

    with server(tmp_path_factory.mktemp("postgres"), free_port()) as address:
        yield address


PREPARE = "import django; django.setup(); from truceline.web.__main__ import prepare; prepare()"


@pytest.fixture(scope="session")
def postgres_schema(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of an empty database at this release's schema, to be copied: bringing one there takes long."""
    from tests.web.service.postgres_server import database

    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    clean |= {"DJANGO_SETTINGS_MODULE": "truceline.web.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    with database(postgres_server) as address:
        of_it = {"TRUCELINE_DATABASE": address, "TRUCELINE_DATA": str(tmp_path_factory.mktemp("schema"))}
        subprocess.run([sys.executable, "-c", PREPARE], env=clean | of_it, check=True, capture_output=True)
        yield address.rpartition("/")[2]


@pytest.fixture(scope="module")
def postgres(postgres_server: str, postgres_schema: str) -> Iterator[str]:
    """The address of a database without rows, dropped afterwards."""
    from tests.web.service.postgres_server import database

    with database(postgres_server, like=postgres_schema) as address:
        yield address


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One real server for all tests in browsers, with its own data."""
    data, port = tmp_path_factory.mktemp("served"), free_port()
    process = start_server(data, port)
    yield Served(f"http://127.0.0.1:{port}", data)
    process.terminate()
    process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1500):  # a loaded machine may take minutes
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    pytest.fail(f"the server did not come up: {log.read_text()}")


@pytest.fixture
def visit(browser: Any, server: Served) -> Iterator[Callable[..., Any]]:
    """Open a browser as somebody, on a desk or a phone; what its console complains of ends the test.

    ``strict`` False: complaints are left out, where addresses are asked that answer 403 or 404.
    """
    opened: list[tuple[Any, list[str]]] = []
    own = (server.address, server.address.replace("127.0.0.1", "localhost"), "data:")

    def open_as(name: str | None, language: str = "en", width: int = 1280, strict: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 760})
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": language, "url": server.address}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on(
            "request",
            lambda r: complaints.append(r.url) if not r.url.startswith(own) else None,
        )
        opened.append((context, complaints if strict else []))
        page.goto(f"{server.address}/account/login/")
        if name:
            page.fill("#id_login", name)
            page.fill("#id_password", PASSWORD)
            page.click("button.main")
            page.wait_for_url(re.compile(r"^(?!.*/account/login/)"))
        return page

    yield open_as
    for context, complaints in opened:
        context.close()
        assert [c for c in complaints if "ERR_INTERNET_DISCONNECTED" not in c] == []
