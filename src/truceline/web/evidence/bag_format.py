"""BagIt 1.0 (RFC 8493) in a ZIP: a payload with a hash for each file, and a hash for each list of hashes.

Source: https://www.rfc-editor.org/rfc/rfc8493
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import IO

BLOCK = 1 << 20


class Bag:
    """Written front to back: ``add`` payload, then ``finish``. ``name``: the folder that the ZIP unpacks to."""

    def __init__(self, target: IO[bytes], name: str, at: datetime) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.name, self.at = name, at
        self.hashes: dict[str, str] = {}
        self.size = 0

    def add(self, path: str, content: bytes | IO[bytes]) -> str:
        """A file of the payload, below ``data/``; its SHA-256. Media are stored as they are, text is packed."""
        digest, size = self._write(f"data/{path}", content)
        self.hashes[f"data/{path}"] = digest
        self.size += size
        return digest

    def finish(self, info: Mapping[str, str]) -> None:
        """The tag files. Values of ``info`` are put on one line."""
        told = {**info, "Bagging-Date": f"{self.at:%Y-%m-%d}", "Payload-Oxum": f"{self.size}.{len(self.hashes)}"}
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in told.items()),
            "manifest-sha256.txt": _listed(self.hashes),
        }
        hashes = {path: self._write(path, text.encode())[0] for path, text in tags.items()}
        self._write("tagmanifest-sha256.txt", _listed(hashes).encode())
        self.zip.close()

    def _write(self, path: str, content: bytes | IO[bytes]) -> tuple[str, int]:
        entry = zipfile.ZipInfo(f"{self.name}/{path}", self.at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if isinstance(content, bytes) else zipfile.ZIP_STORED
        entry.external_attr = 0o644 << 16
        seen, size = hashlib.sha256(), 0
        with self.zip.open(entry, "w", force_zip64=True) as file:
            for block in [content] if isinstance(content, bytes) else iter(lambda: content.read(BLOCK), b""):
                seen.update(block)
                size += len(block)
                file.write(block)
        return seen.hexdigest(), size


def _listed(hashes: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items()))
