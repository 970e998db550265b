"""Compiled loops of one version are never run by another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from truceline.compiled_cache import HELD, KEPT, point_numba


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package of its own, and numba left as it is afterwards."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr("truceline.compiled_cache.sys.modules", {})
    for name in HELD:
        (tmp_path / "package" / name / "deep").mkdir(parents=True)
        (tmp_path / "package" / name / "deep" / "loop.py").write_text("LIMIT = 1\n")
    return tmp_path / "package"


@pytest.mark.parametrize("held", HELD)
def test_a_change_anywhere_that_a_loop_may_hold_gives_another_folder(package: Path, held: str) -> None:
    """Also in a file that a loop only calls, or takes a constant from."""
    before = point_numba(package)
    assert point_numba(package) == before
    (package / held / "deep" / "loop.py").write_text("LIMIT = 22\n")
    assert point_numba(package) != before
    assert os.environ["NUMBA_CACHE_DIR"] == str(point_numba(package))


def test_a_folder_of_the_users_is_kept_to(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NUMBA_CACHE_DIR names where; a child process that inherits it does not nest deeper."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "mine"))
    first = point_numba(package)
    assert first.parent == tmp_path / "mine"
    assert point_numba(package) == first


def test_only_the_newest_folders_stay(package: Path) -> None:
    """Versions that are gone leave nothing behind for ever."""
    base = package / "__pycache__" / "compiled"
    for number in range(6):
        (base / f"code-{number}").mkdir(parents=True)
        os.utime(base / f"code-{number}", (number, number))
    point_numba(package)
    assert sorted(f.name for f in base.iterdir()) == [f"code-{n}" for n in range(6 - (KEPT - 1), 6)]
