"""Taking a backup: the log entry first, then the database, then the files.

In this order it is whole: a file is on the disk before its row is committed, and none is ever deleted, so the files
copied after the database hold all that its rows name.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.audit.actions import append
from truceline.web.backup import archive, databases


@dataclass(frozen=True)
class Taken:
    """``faults``: files whose content is not what their name says; they are in the backup as they are."""

    files: int
    size: int
    head: tuple[int, str]
    faults: list[str]


def take(target: Path) -> Taken:
    """Raises: E-BAK-001 no service there, E-BAK-004 the target is there or cannot be written, E-BAK-005 pg_dump."""
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        raise TrucelineError(problem("E-BAK-001", str(settings.DATA), cause="there is no database in it"))
    if target.exists():
        raise TrucelineError(problem("E-BAK-004", str(target), cause="it is there already"))
    started = datetime.now(UTC)
    with transaction.atomic():
        entry = append("command line", "backup", ("backup", target.name))
    try:
        writer = archive.Writer(target)
    except OSError as error:
        raise TrucelineError(problem("E-BAK-004", str(target), cause=error.strerror or str(error))) from error
    try:
        _database(writer)
        faults = [*_files(writer)]
        told = {"taken_at": started.isoformat(), "head": [entry.seq, entry.hash], "release": version("truceline")}
        writer.finish(told)
    except OSError as error:
        writer.discard()
        raise TrucelineError(problem("E-BAK-004", str(target), cause=error.strerror or str(error))) from error
    except BaseException:
        writer.discard()
        raise
    return Taken(len(writer.files), target.stat().st_size, (entry.seq, entry.hash), faults)


def _database(writer: archive.Writer) -> None:
    """The snapshot lies beside the target until it is packed: there is room for it, and it is as well kept."""
    with tempfile.TemporaryDirectory(dir=writer.target.resolve().parent, prefix=".backup-") as folder:
        if connection.vendor == "postgresql":
            snapshot, name = Path(folder) / archive.DUMP, archive.DUMP
            databases.dump_postgres(os.environ["TRUCELINE_DATABASE"], snapshot)
        else:
            snapshot, name = Path(folder) / archive.SQLITE, archive.SQLITE
            databases.copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), snapshot)
        writer.add(snapshot, name)


def _files(writer: archive.Writer) -> Iterator[str]:
    """Pack the data folder's files; one sentence for each whose hash is not its name."""
    for folder in archive.FOLDERS:
        for path in sorted(p for p in (settings.DATA / folder).rglob("*") if p.is_file()):
            name = path.relative_to(settings.DATA).as_posix()
            if path.name == "key.pem" or path.suffix == ".part" or path.name.startswith("incoming-"):
                continue
            digest = writer.add(path, name)
            if folder in archive.FOLDERS[:3] and path.name[:64] != digest:
                yield f"{name} is {digest[:16]}"
