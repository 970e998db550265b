"""A snapshot of the database while others write, and back: SQLite's backup interface, PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from truceline.vocabulary.errors import TrucelineError, problem


def copy_sqlite(source: Path, target: Path) -> None:
    """One read transaction: what was confirmed before is in it, writers go on. Raises E-BAK-001."""
    if not source.exists():
        raise TrucelineError(problem("E-BAK-001", str(source.parent), cause="there is no database in it"))
    live, copy = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=60), sqlite3.connect(target)
    try:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    finally:
        live.close()
        copy.close()


def dump_postgres(address: str, target: Path) -> None:
    """pg_dump: one snapshot, as the owner, whom row-level security does not bind. Raises E-BAK-005."""
    # PostGIS brings its own table of reference systems, which only who made the extension may fill.
    options = ["--format=custom", "--no-owner", "--no-privileges", "--exclude-table=*.spatial_ref_sys"]
    _run("pg_dump", address, [*options, "--file", str(target)])


def load_postgres(address: str, dump: Path) -> None:
    """Into an empty database, all or nothing. Raises E-BAK-002 if it is not empty, E-BAK-005."""
    import psycopg

    with psycopg.connect(address) as server:
        found = server.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
        if found and found[0]:
            raise TrucelineError(problem("E-BAK-002", "TRUCELINE_DATABASE", what="database"))
    # A comment on an extension may be set by who made it only, and that need not be the database's owner.
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", address, options, str(dump))


def _run(program: str, address: str, options: list[str], *files: str) -> None:
    """The password goes by the environment, where other people's process lists do not show it."""
    parts = urlsplit(address)
    named = {"--host": parts.hostname, "--port": parts.port, "--username": unquote(parts.username or "")}
    place = [word for option, value in named.items() if value for word in (option, str(value))]
    environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
    command = [_tool(program), *place, "--no-password", "--dbname", parts.path.lstrip("/"), *options, *files]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[0]
        raise TrucelineError(problem("E-BAK-005", program, cause=said))


def _tool(program: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = shutil.which(program) or (str(installed[-1]) if installed else None)
    if found is None:
        raise TrucelineError(problem("E-BAK-005", program, cause="it is not installed (Debian: postgresql-client)"))
    return found
