"""What a plan's arrays cost to make, paid once: kept on disk by what they are made of, mapped into memory.

A name holds everything that the arrays depend on, and the code's own version is part of it, so nothing ever has to be
declared out of date: what changed has another name. A file is written whole under a draft's name and then renamed,
so two processes may write the same one; a file that does not hold what it says is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mmap
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

import truceline

MAGIC = b"TRUCEPLN"
ALIGNED = 64
SUFFIX = ".plan"
MOST_BYTES = 2_000_000_000
Arrays = Mapping[str, NDArray[Any]]


def default_folder() -> Path:
    """TRUCELINE_CACHE, else the place where the operating system keeps caches."""
    if named := os.environ.get("TRUCELINE_CACHE"):
        return Path(named)
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "truceline" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "truceline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truceline"


@lru_cache(maxsize=1)
def code_version() -> str:
    """Changes with any line of Truceline's own code and with the libraries that draw and weigh shapes."""
    digest = hashlib.sha256()
    root = Path(truceline.__file__).parent
    for file in sorted(root.rglob("*.py")):
        digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    versions = np.__version__, shapely.__version__, shapely.geos_version_string, pyproj.__version__
    digest.update(repr(versions).encode())
    return digest.hexdigest()


class PlanCache:
    """Arrays by name in one folder. Without a folder, or where it cannot be written, everything is made anew."""

    def __init__(self, folder: Path | None, version: str | None = None) -> None:
        self.folder = folder
        self.version = version or code_version()
        self.hits = self.misses = 0

    def __call__(self, name: Sequence[str], make: Callable[[], Arrays]) -> Arrays:
        """The arrays that go by ``name``. They may be written to; the file stays as it is."""
        if self.folder is None:
            return make()
        path = self.folder / f"{self._key(name)}{SUFFIX}"
        found = _read(path)
        if found is not None:
            self.hits += 1
            with contextlib.suppress(OSError):
                os.utime(path)
            return found
        self.misses += 1
        made = make()
        with contextlib.suppress(OSError):
            _write(path, made)
            _make_room(self.folder, keep=path)
        return made

    def _key(self, name: Sequence[str]) -> str:
        digest = hashlib.sha256(self.version.encode())
        for part in name:
            digest.update(len(part).to_bytes(8, "big") + part.encode())
        return digest.hexdigest()[:40]


def kept(folder: Path) -> tuple[int, int]:
    """Number of files and bytes in a cache."""
    files = list(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return len(files), sum(f.stat().st_size for f in files)


def clear(folder: Path) -> int:
    """Delete what the cache keeps, and nothing else; returns how many files. Raises OSError."""
    files = list(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _write(path: Path, arrays: Arrays) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    table, at, checksum = {}, 0, 0
    parts: list[bytes] = []
    for name, array in arrays.items():
        data = np.ascontiguousarray(array).tobytes()
        data += bytes(-len(data) % ALIGNED)
        table[name] = [array.dtype.str, list(array.shape), at]
        at += len(data)
        checksum = zlib.crc32(data, checksum)
        parts.append(data)
    head = json.dumps({"arrays": table, "bytes": at, "crc32": checksum}).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % ALIGNED)
    number, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines([MAGIC, len(head).to_bytes(8, "little"), head, *parts])
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _read(path: Path) -> Arrays | None:
    """None where there is no such file or it is not whole."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        begin = len(MAGIC) + 8
        if data[: len(MAGIC)] != MAGIC:
            return None
        body = begin + int.from_bytes(data[len(MAGIC) : begin], "little")
        head = json.loads(data[begin:body])
        if len(data) != body + head["bytes"] or zlib.crc32(memoryview(data)[body:]) != head["crc32"]:
            return None
        return {
            name: np.frombuffer(data, kind, int(np.prod(shape)), body + at).reshape(shape)
            for name, (kind, shape, at) in head["arrays"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _make_room(folder: Path, keep: Path) -> None:
    """Forget what was not used for longest, and drafts that a stopped process left."""
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda f: f.stat().st_mtime, reverse=True)
    total = 0
    for file in files:
        total += file.stat().st_size
        if total > MOST_BYTES and file != keep:
            file.unlink(missing_ok=True)
