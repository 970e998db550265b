"""Data sets that lie beside the checkout and are never copied into it: tests read them when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


def shared(*parts: str) -> Path:
    """Path of a data set; skips the test when it is absent, and fails it under TRUCELINE_REQUIRE_ALL=1."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        message = f"data set {'/'.join(parts)} does not lie beside the checkout"
        if os.environ.get("TRUCELINE_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path
