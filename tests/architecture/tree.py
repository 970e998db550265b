"""The checkout as the architecture tests see it."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "truceline"


def tracked_files() -> list[Path]:
    """Every file of the repository; without git (a source archive), every file that is not plainly built."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        built = {".venv", "demo", "build", "dist", "__pycache__"}
        found = [p for p in ROOT.rglob("*") if not any(part in built for part in p.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]
