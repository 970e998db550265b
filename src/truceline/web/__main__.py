"""The service as a program: ``python -m truceline.web <one of COMMANDS> | <any management command>``."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command, execute_from_command_line

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.background import HERE, IF_NOBODY_ELSE, JOBS, start_apart, work_apart
from truceline.web.backup.commands import backup, restore


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "truceline.web.settings")
    command = COMMANDS.get(arguments[0] if arguments else "")
    if command is None:
        execute_from_command_line(["truceline.web", *arguments])
        return 0
    try:
        if command is not restore:  # which fills the folder first
            django.setup()
        return command(arguments[1:])
    except TrucelineError as error:
        for found in error.problems:
            print(found, file=sys.stderr)
        return 1


def prepare() -> None:
    """Bring the database to this release's schema and let the server's role into it."""
    from truceline.web.postgis import build_geometry
    from truceline.web.second_wall import grant

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    missing = build_geometry()
    if missing is not None:
        print(missing, file=sys.stderr)
    grant()
    _count_rows()


def _count_rows() -> None:
    """PostgreSQL plans by how many rows it knows of: after a restore, or with autovacuum off, of none."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("truceline serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--incidents", type=int, default=120)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-exercise", action="store_true")
    chosen = parser.parse_args(arguments)
    _check_port(chosen.host, chosen.port)
    from truceline.web.evidence.store import clear_incoming

    _check_basemap()
    prepare()
    clear_incoming()
    from truceline.web.first_day import first_administrator, make_compartments

    if chosen.no_exercise:
        first_administrator()
    else:
        _exercise(chosen.incidents)
    make_compartments()
    from granian import Granian
    from granian.constants import Interfaces

    print(f"\nTruceline serves on http://{chosen.host}:{chosen.port}/  (Ctrl-C stops it)", flush=True)
    apart = None
    os.environ[JOBS] = HERE
    if chosen.workers > 1:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_room_for_numbers())
        os.environ[JOBS] = IF_NOBODY_ELSE
        apart = start_apart()
    options: dict[str, Any] = {"workers": chosen.workers, "respawn_failed_workers": chosen.workers > 1}
    options |= {"blocking_threads": 8, "backlog": 256, "log_enabled": False}
    options |= {"address": chosen.host, "port": chosen.port, "interface": Interfaces.WSGI}
    try:
        Granian("truceline.web.wsgi:application", **options).serve()
    finally:
        if apart:
            apart.terminate()
    return 0


def _work(arguments: list[str]) -> int:
    argparse.ArgumentParser("truceline.web work").parse_args(arguments)
    return work_apart()


def _room_for_numbers() -> Path:
    """An empty folder in which workers put their counts of requests side by side, to be added up (metrics.py)."""
    from django.conf import settings

    folder: Path = settings.DATA / "metrics-of-workers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise TrucelineError(problem("E-WEB-006", "truceline serve", value=port)) from error


def _check_basemap() -> None:
    from django.conf import settings

    from truceline.web.maps.views import is_basemap

    if settings.BASEMAP not in ("", "none") and not is_basemap(Path(settings.BASEMAP)):
        raise TrucelineError(problem("E-WEB-042", "TRUCELINE_BASEMAP", value=settings.BASEMAP))


def _exercise(incidents: int) -> None:
    from truceline.web.clock import deployment
    from truceline.web.seed import PASSWORD, PEOPLE, seed_exercise

    seed_exercise(incidents)
    if not deployment().exercise:
        return
    print("EXERCISE: an invented ceasefire. Example logins, all with the password", PASSWORD)
    for username, _, organisation, role, *_ in PEOPLE:
        print(f"  {username:<8} {role.value.replace('_', ' '):<18} {organisation}")


def _verify(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("truceline audit verify")
    parser.add_argument("--noted")
    parser.add_argument("--token", type=Path)
    chosen = parser.parse_args(arguments)
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows
    from truceline.web.stamps.verify import verify_kept, verify_stamps

    found, stamped = verify(_noted(chosen.noted)), verify_stamps()
    breaks = [*found.breaks, *stamped.breaks, *changed_rows()]
    if breaks:
        raise TrucelineError(*(problem("E-WEB-005", "audit", cause=what) for what in breaks[:20]))
    print(f"{found.entries} entries hold, and so do the rows under them.")
    if stamped.last:
        seq, at, who = stamped.last
        print(f"{stamped.holding} time-stamps hold; the last covers entry {seq}, at {at:%Y-%m-%d %H:%M} UTC by {who}.")
    if chosen.token:
        print(verify_kept(chosen.token))
    print(f"head {found.entries}:{found.head}")
    return 0


def _stamp(arguments: list[str]) -> int:
    argparse.ArgumentParser("truceline audit stamp").parse_args(arguments)
    from django.conf import settings

    from truceline.web.stamps.actions import stamp_head

    made = stamp_head("command line")
    if made is None:
        print("Nothing was written since the last time-stamp.")
        return 0
    print(f"Entry {made.seq} is stamped, at {made.at:%Y-%m-%d %H:%M:%S} UTC by {made.authority}.")
    print(f"Keep a copy elsewhere: {next(settings.STAMPS.glob(f'{made.seq}-*.tsr'))}")
    return 0


def _verify_evidence(arguments: list[str]) -> int:
    argparse.ArgumentParser("truceline evidence verify").parse_args(arguments)
    from truceline.web.evidence.queries import verify_store

    found = verify_store()
    if found.faults:
        raise TrucelineError(*(problem("E-EVI-005", "evidence", cause=what) for what in found.faults[:50]))
    print(f"{found.files} files are what was sealed.")
    if found.unnamed:
        print(f"{found.unnamed} more that no row names: they were received, and the service stopped before it said so.")
    return 0


def _noted(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, _, its_hash = text.partition(":")
    if not number.isdigit() or len(its_hash) != 64:
        raise TrucelineError(problem("E-WEB-007", "--noted", value=text))
    return int(number), its_hash


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": _serve,
    "work": _work,
    "audit-verify": _verify,
    "backup": backup,
    "restore": restore,
    "audit-stamp": _stamp,
    "evidence-verify": _verify_evidence,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
