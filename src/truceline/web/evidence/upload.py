"""A file on its way in: written straight into the store's folder, hashed as it comes, cut off at the limit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers

from truceline.web.evidence import store
from truceline.web.evidence.kinds import HEAD_BYTES

MOST_FILES = 20


@dataclass
class Incoming:
    """A received file that nobody has decided on yet. ``sha256`` is empty where the limit cut it off."""

    path: Path
    name: str
    size: int
    sha256: str
    head: bytes

    def close(self) -> None:
        """Whatever was not sealed is thrown away; the request calls this at its end."""
        self.path.unlink(missing_ok=True)


class IntoTheStore(FileUploadHandler):
    """Django's handler of uploads for evidence: no copy in memory, none outside the data folder."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received: list[Incoming] = []
        self.left_out: list[str] = []  # names of those after the last that a form takes
        self.file: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if len(self.received) >= MOST_FILES:
            self.left_out.append((self.file_name or "")[:255])
            raise SkipFile
        self.file, path = store.incoming()
        self.seen = hashlib.sha256()
        self.received.append(Incoming(path, (self.file_name or "")[:255], 0, "", b""))
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        one = self.received[-1]
        one.size += len(raw_data)
        if one.size > settings.MOST_EVIDENCE_BYTES:
            self.file.close()
            one.close()
            raise SkipFile
        self.file.write(raw_data)
        self.seen.update(raw_data)
        if len(one.head) < HEAD_BYTES:
            one.head += raw_data[: HEAD_BYTES - len(one.head)]

    def file_complete(self, file_size: int) -> Any:
        one = self.received[-1]
        store.write_through(self.file)
        self.file.close()
        one.sha256 = self.seen.hexdigest()
        return one

    def close(self) -> None:
        """Throw away whatever nobody sealed. The view calls this: Django's ``upload_interrupted`` comes too when only
        the last file of a form was cut off, and would take the good ones with it."""
        if self.file is not None:
            self.file.close()
        for one in self.received:
            one.close()
