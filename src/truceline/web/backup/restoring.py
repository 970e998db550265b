"""Back into an empty folder: checked while unpacked, brought to this release's schema, then verified as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.backup import archive, databases

READ_ONLY = 0o400


def unpack(source: Path, data: Path) -> dict[str, Any]:
    """Files and database of a backup, before there is a service; the manifest. Whatever fails leaves nothing behind.

    Raises: E-BAK-002 if the folder or database is not empty, E-BAK-003 if the backup is damaged, E-BAK-005, E-BAK-006.
    """
    address = os.environ.get("TRUCELINE_DATABASE", "")
    if data.exists() and any(data.iterdir()):
        raise TrucelineError(problem("E-BAK-002", str(data), what="folder"))
    existed = data.exists()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        manifest = archive.read(source, data)
        for path in data.rglob("*"):
            if path.is_file() and path.relative_to(data).parts[0] != "authority":
                path.chmod(READ_ONLY)
        _database(data, address)
    except BaseException:
        _empty(data, existed)
        raise
    return manifest


def _database(data: Path, address: str) -> None:
    file, dump = data / archive.SQLITE, data / archive.DUMP
    if bool(address) != dump.exists():
        kind = "PostgreSQL" if dump.exists() else "SQLite"
        raise TrucelineError(problem("E-BAK-006", "TRUCELINE_DATABASE", kind=kind))
    if address:
        databases.load_postgres(address, dump)
        dump.unlink()
    else:
        file.chmod(0o600)
        file.replace(data / "truceline.sqlite3")


def _empty(data: Path, existed: bool) -> None:
    for path in data.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    if not existed:
        data.rmdir()


def verified(manifest: dict[str, Any]) -> list[str]:
    """What does not hold in the restored service, which is set up by now: chain, rows, stamps, files, and the end."""
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows
    from truceline.web.evidence.queries import verify_store
    from truceline.web.stamps.verify import verify_stamps

    seq, entry_hash = manifest["head"]
    return [
        *verify((int(seq), str(entry_hash))).breaks,
        *changed_rows(),
        *verify_stamps().breaks,
        *verify_store().faults,
    ]
