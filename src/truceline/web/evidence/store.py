"""The store: each file once, by its SHA-256, written through to the disk before anything says so, never written again.

``evidence/incoming/``    files on their way; what a crash leaves there is no evidence yet
``evidence/originals/``   as received, ``ab/<sha256>``
``evidence/working/``     copies without metadata, in the same way
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from truceline.vocabulary.errors import TrucelineError, problem

ORIGINALS, WORKING = "originals", "working"
BLOCK = 1 << 20


def folder(name: str) -> Path:
    return Path(settings.EVIDENCE) / name


def path_of(where: str, sha256: str) -> Path:
    return folder(where) / sha256[:2] / sha256


def incoming() -> tuple[IO[bytes], Path]:
    """A file to write into, in the store's own file system, so that it can be moved in one step."""
    place = folder("incoming")
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place)
    return os.fdopen(handle, "w+b"), Path(name)


def write_through(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            seen.update(block)
    return seen.hexdigest()


def seal(where: str, written: Path, sha256: str) -> Path:
    """Move a written file to its place. The same content again is the same file.

    Raises: E-EVI-005 if what lies there under this hash is not this content; E-EVI-004 if it cannot be written.
    """
    target = path_of(where, sha256)
    try:
        if target.exists():
            if sha256_of(target) != sha256:
                raise TrucelineError(problem("E-EVI-005", sha256[:16], cause="the file in the store was altered"))
            written.unlink()
            return target
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        written.chmod(0o400)
        written.replace(target)
        for changed in (target.parent, target.parent.parent):
            _sync(changed)
    except OSError as error:
        raise TrucelineError(problem("E-EVI-004", sha256[:16], cause=error.strerror or str(error))) from error
    return target


def _sync(place: Path) -> None:
    """The name of a new file survives a power cut only once its folder is written too."""
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def open_sealed(where: str, sha256: str) -> IO[bytes]:
    """A file to hand out, checked first. Raises E-EVI-005 if it is missing or not what was sealed."""
    path = path_of(where, sha256)
    if not path.exists():
        raise TrucelineError(problem("E-EVI-005", sha256[:16], cause="the file is missing from the store"))
    if sha256_of(path) != sha256:
        raise TrucelineError(problem("E-EVI-005", sha256[:16], cause="the file in the store was altered"))
    return path.open("rb")


def sealed(where: str) -> Iterator[Path]:
    """Every file of a part of the store, in order."""
    yield from sorted(p for p in folder(where).glob("??/*") if p.is_file())


def clear_incoming() -> int:
    """Take away what a crash left half received; how many. Only while no server runs on this folder."""
    left = list(folder("incoming").glob("*"))
    for path in left:
        path.unlink()
    return len(left)
