"""``truceline backup`` and ``truceline restore`` on the side of the service."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from truceline.vocabulary.errors import TrucelineError, problem


def backup(arguments: list[str]) -> int:
    """Exit status 1, with the backup kept, if a file of the store is not what was sealed."""
    parser = argparse.ArgumentParser("truceline backup")
    parser.add_argument("--to", type=Path, required=True)
    target = parser.parse_args(arguments).to
    from truceline.web.backup.taking import take

    taken = take(target)
    print(f"{target}: database and {taken.files - 1} files, {taken.size / 1e6:.1f} MB, up to entry {taken.head[0]}.")
    for fault in taken.faults:
        print(problem("E-EVI-005", "evidence", cause=f"the file in the store was altered: {fault}"), file=sys.stderr)
    return 1 if taken.faults else 0


def restore(arguments: list[str]) -> int:
    """Runs before Django is set up: the folder has to be empty until the backup is in it."""
    parser = argparse.ArgumentParser("truceline restore")
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    from truceline.web.backup import archive, restoring

    if chosen.check:
        manifest = archive.read(chosen.file)
        print(
            f"{chosen.file}: whole. Taken {manifest['taken_at'][:19]}Z, {len(manifest['files'])} files, "
            f"up to entry {manifest['head'][0]}."
        )
        return 0
    manifest = restoring.unpack(chosen.file, chosen.data)
    _set_up()
    breaks = restoring.verified(manifest)
    if breaks:
        raise TrucelineError(*(problem("E-WEB-005", "restored", cause=what) for what in breaks[:20]))
    files, seq = len(manifest["files"]), manifest["head"][0]
    print(f"Restored into {chosen.data}: {files} files, and the log holds, entry {seq} included.")
    print(f"Sessions have ended and everybody signs in anew. Start it with: truceline serve --data {chosen.data}")
    from django.db import connection

    if connection.vendor == "postgresql":
        print("TRUCELINE_DATABASE has to name the same database then as now.")
    return 0


def _set_up() -> None:
    """Also brings an older release's backup to this release's schema."""
    import django

    from truceline.web.__main__ import prepare

    django.setup()
    prepare()
