"""The copy that the mission works with: without metadata, under its own hash; or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from truceline.web.evidence import store
from truceline.web.evidence.kinds import PDF, Kind
from truceline.web.evidence.pdf_copy import pdf_copy
from truceline.web.evidence.picture_copy import NoCopy, picture_copy


@dataclass(frozen=True)
class Copy:
    """``path``: written through, not yet sealed. ``note``: why there is none, a word of ``Item.working_note``."""

    path: Path | None = None
    sha256: str = ""
    size: int | None = None
    note: str = ""
    removed: list[str] = field(default_factory=list)


def make_copy(original: Path, kind: Kind) -> Copy:
    """A file that cannot be copied is kept all the same: a broken picture may be the evidence."""
    if not kind.copied:
        return Copy(note="kind")
    file, path = store.incoming()
    try:
        with file:
            removed = pdf_copy(original, file) if kind == PDF else picture_copy(original, file, kind)
            store.write_through(file)
    except NoCopy as error:
        path.unlink()
        return Copy(note=error.note)
    except BaseException:
        path.unlink()
        raise
    return Copy(path, store.sha256_of(path), path.stat().st_size, "", removed)
