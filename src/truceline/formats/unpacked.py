"""How large a packed file becomes, told before it is unpacked: a small file can be made to fill a machine."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Sequence
from typing import IO

BLOCK = 1 << 20


def unpacked_bytes(file: IO[bytes], most: int, endings: Sequence[str] = ()) -> int:
    """Bytes of a gzipped file or of the members of an archive (``endings``: of these only); 0 where nothing is packed.

    Counting stops beyond ``most``. Archives are taken at their word: reading a member stops at the size it states.
    Raises OSError, EOFError, zlib.error, BadZipFile for what is broken.
    """
    head = file.read(4)
    file.seek(0)
    if head[:2] == b"PK":
        with zipfile.ZipFile(file) as archive:
            inside = archive.infolist()
        return sum(one.file_size for one in inside if not endings or one.filename.lower().endswith(tuple(endings)))
    if head[:2] != b"\x1f\x8b":
        return 0
    size = 0
    with gzip.open(file) as plain:
        while size <= most and (block := plain.read(BLOCK)):
            size += len(block)
    return size
