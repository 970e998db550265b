"""The file of a backup: a tar with a manifest at its end, so that it is written and checked in one pass.

No Django here: an archive is checked and unpacked before there is a service to set up.

``database.sqlite3`` or ``database.dump``   the database (pg_dump's custom format)
``originals/`` ``evidence/`` ``stamps/`` ``authority/``   the data folder's files, without any key
``manifest.json``   what was taken, when, up to which entry of the log, and the SHA-256 of every file
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from truceline.vocabulary.errors import TrucelineError, problem

FORMAT = "truceline-backup 1"
MANIFEST = "manifest.json"
SQLITE, DUMP = "database.sqlite3", "database.dump"
FOLDERS = ("originals", "evidence/originals", "evidence/working", "stamps", "authority")
BLOCK = 1 << 20


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.seen = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.seen.update(block)
        return block


class Writer:
    """``add`` files, then ``finish``. The target appears under its name only when it is complete and on the disk."""

    def __init__(self, target: Path) -> None:
        self.target, self.part = target, target.with_name(target.name + ".part")
        self.file = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self.tar = tarfile.TarFile(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT)
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, path: Path, name: str) -> str:
        """Its SHA-256."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            source = _Hashing(file)
            self.tar.addfile(_info(name, size), source)  # type: ignore[arg-type]
        self.files[name] = {"sha256": source.seen.hexdigest(), "bytes": size}
        return source.seen.hexdigest()

    def finish(self, told: dict[str, Any]) -> None:
        text = json.dumps({"format": FORMAT, **told, "files": self.files}, indent=1, sort_keys=True).encode()
        self.tar.addfile(_info(MANIFEST, len(text)), io.BytesIO(text))
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self.part.replace(self.target)

    def discard(self) -> None:
        self.file.close()
        self.part.unlink(missing_ok=True)


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o400
    return info


def read(source: Path, into: Path | None = None) -> dict[str, Any]:
    """Check an archive from its first byte to its last, and unpack it if a folder is given; the manifest.

    Raises: E-BAK-003 with what is altered, missing, too much or cut off; what was unpacked by then is the caller's.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(source, "r|") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or manifest is not None or member.name in found or not _allowed(member.name):
                    raise _bad(source, f"'{member.name}' does not belong into a backup")
                if member.name == MANIFEST:
                    manifest = json.loads(file.read())
                else:
                    found[member.name] = _taken_out(file, into / member.name if into else None)
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise _bad(source, f"it cannot be read to its end ({error})") from error
    if manifest is None or manifest.get("format") != FORMAT:
        raise _bad(source, "its manifest is missing: it was cut off, or is no backup")
    faults = list(_differences(manifest["files"], found))
    if faults:
        raise TrucelineError(*(_problem(source, fault) for fault in faults[:20]))
    return manifest


def _taken_out(file: IO[bytes], target: Path | None) -> dict[str, Any]:
    seen, size = hashlib.sha256(), 0
    out: IO[bytes] | None = None
    if target:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        out = os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        while block := file.read(BLOCK):
            seen.update(block)
            size += len(block)
            if out:
                out.write(block)
        if out:
            out.flush()
            os.fsync(out.fileno())
    finally:
        if out:
            out.close()
    return {"sha256": seen.hexdigest(), "bytes": size}


def _allowed(name: str) -> bool:
    """Only what a backup writes: nothing outside of its folders, no way up, no key."""
    if name in (SQLITE, DUMP, MANIFEST):
        return True
    path = PurePosixPath(name)
    inside = any(name.startswith(f"{folder}/") for folder in FOLDERS)
    return inside and ".." not in path.parts and "\\" not in name and path.name != "key.pem"


def _differences(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in sorted({*wanted, *found}):
        if name not in found:
            yield f"'{name}' is missing"
        elif name not in wanted:
            yield f"'{name}' is not in its manifest"
        elif wanted[name] != found[name]:
            yield f"'{name}' was altered"


def _problem(source: Path, cause: str) -> Any:
    return problem("E-BAK-003", source.name, cause=cause)


def _bad(source: Path, cause: str) -> TrucelineError:
    return TrucelineError(_problem(source, cause))
