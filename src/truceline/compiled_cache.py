"""Where compiled loops are kept: one folder for each state of the code that they may hold.

Numba keeps a compiled loop until the file it stands in changes; a change in another file that the loop calls, or in a
constant that it holds, would leave the old one running after an update. So the folder's name changes with any of them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

HELD = ("vocabulary", "space", "assessment", "matching")  # packages with loops, and what loops take from others
KEPT = 3  # folders: this one, and those of an older version that may still run


def point_numba(root: Path | None = None) -> Path:
    """Tell numba where to keep what it compiles. Returns the folder; it need not exist or be writable."""
    root = root or Path(__file__).parent
    base = Path(os.environ.get("NUMBA_CACHE_DIR") or root / "__pycache__" / "compiled")
    if base.name.startswith("code-"):
        base = base.parent  # a child process inherits the folder of its parent
    folder = base / f"code-{_stamp(root)}"
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    loaded = sys.modules.get("numba")
    if loaded is not None:
        loaded.config.CACHE_DIR = str(folder)
    if not folder.exists():
        _forget(base)
    return folder


def _stamp(root: Path) -> str:
    files = sorted(file for name in HELD for file in (root / name).rglob("*.py"))
    states = [(file.relative_to(root).as_posix(), file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _forget(base: Path) -> None:
    """Folders of states of the code that are gone, the newest kept."""
    try:
        folders = sorted(base.glob("code-*"), key=lambda f: f.stat().st_mtime, reverse=True)
    except OSError:
        return
    for folder in folders[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
