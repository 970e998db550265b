"""PostGIS and the server's role, for an owner of a database who may make neither."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e '.[web]'")


@pytest.fixture
def plain(postgres: str) -> Iterator[tuple[str, str]]:
    """(address as a role without rights, address as the superuser) of a database which that role owns."""
    name = f"plain_{uuid.uuid4().hex[:8]}"
    parts = urlsplit(postgres)
    host = parts.netloc.rpartition("@")[2]
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEROLE")
        for database in (name, f"{name}_copy"):
            server.execute(f"CREATE DATABASE {database} OWNER {name}")
        yield f"postgresql://{name}@{host}/{name}", parts._replace(path=f"/{name}").geturl()
        for database in (name, f"{name}_copy"):
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")
        server.execute(f"REVOKE truceline_app FROM {name}")
        server.execute(f"DROP ROLE {name}")


def prepared(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The step that brings a database to this release, as the program runs it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    environment |= {"TRUCELINE_DATABASE": address, "TRUCELINE_DATA": str(folder)}
    environment |= {"DJANGO_SETTINGS_MODULE": "truceline.web.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    code = "import django; django.setup(); from truceline.web.__main__ import prepare; prepare()"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=900)


def asked(address: str, statement: str) -> Any:
    with psycopg.connect(address, autocommit=True) as server:
        done = server.execute(statement)
        return done.fetchone() if done.description else None


def test_the_owner_is_told_what_a_superuser_has_to_run(plain: tuple[str, str], tmp_path: Path) -> None:
    """No role, no extension: a code with the remedy; then a service without geometry; then with it, and restorable."""
    from truceline.web.backup.databases import dump_postgres, load_postgres

    own, superuser = plain
    name = urlsplit(own).username
    refused = prepared(own, tmp_path)
    assert refused.returncode != 0 and "E-WEB-045" in refused.stderr
    assert f"GRANT truceline_app TO {name}" in refused.stderr
    if asked(superuser, "SELECT 1 FROM pg_roles WHERE rolname = 'truceline_app'") is None:
        asked(superuser, "CREATE ROLE truceline_app NOLOGIN")
    asked(superuser, f"GRANT truceline_app TO {name}")
    there = asked(superuser, "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
    without = prepared(own, tmp_path)
    assert without.returncode == 0, without.stderr[-2000:]
    assert ("E-WEB-044" if there else "E-WEB-043") in without.stderr
    if there is None:
        return  # whether it has to be there is asked by test_postgres.py
    asked(superuser, "CREATE EXTENSION postgis")
    for _ in range(2):
        done = prepared(own, tmp_path)
        assert done.returncode == 0 and "E-WEB" not in done.stderr, done.stderr[-2000:]
    generated = "SELECT count(*) FROM information_schema.columns WHERE is_generated = 'ALWAYS'"
    assert asked(own, generated) == (2,)
    asked(f"{superuser}_copy", "CREATE EXTENSION postgis")
    dump_postgres(own, tmp_path / "dump")
    load_postgres(f"{own}_copy", tmp_path / "dump")
    assert asked(f"{own}_copy", generated) == (2,)
