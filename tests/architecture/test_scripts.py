"""The scripts behind the two commands say what is missing, in words, on machines that lack it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

SCRIPT = ROOT / "tools" / "make-venv.sh"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder for PATH that holds a shell's bare needs: no apt-get, no uv, no Python unless a test puts one in."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("rm", "sh"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def python(folder: Path, body: str) -> None:
    """A python3 that behaves as ``body`` says; the real one is in $REAL."""
    script = folder / "python3"
    script.write_text(f"#!/bin/sh\nREAL={sys.executable}\n{body}\n", encoding="utf-8")
    script.chmod(0o755)


def make_venv(path: Path, target: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHON", "VIRTUAL_ENV"}}
    command = [str(path / "sh"), str(SCRIPT), str(target)]
    return subprocess.run(command, env={**clean, "PATH": str(path)}, capture_output=True, text=True, check=False)


def test_an_old_python_is_named(bare: Path, tmp_path: Path) -> None:
    """Python 3.9 is passed over; the last words say which version is needed and how to name another."""
    python(bare, "exit 1")
    result = make_venv(bare, tmp_path / "venv")
    assert result.returncode == 1
    assert "3.11 or newer" in result.stderr and "PYTHON=" in result.stderr


def test_a_python_without_venv_is_named(bare: Path, tmp_path: Path) -> None:
    """Debian's python3 without python3-venv, no way round it: the package is named, nothing is left."""
    python(bare, 'case "$1" in -m) exit 1;; *) exec "$REAL" "$@";; esac')
    result = make_venv(bare, tmp_path / "venv")
    assert result.returncode == 1
    assert "python3-venv" in result.stderr
    assert not (tmp_path / "venv").exists()


def test_pip_of_the_system_stands_in_for_ensurepip(bare: Path, tmp_path: Path) -> None:
    """Without ensurepip but with pip, an environment without pip is made and pip is asked to put itself in."""
    python(
        bare,
        'if [ "$2" = venv ] && [ "$3" != --without-pip ]; then exit 1; fi\n'
        'if [ "$2" = virtualenv ]; then exit 1; fi\n'
        'if [ "$2" = venv ]; then /bin/mkdir -p "$4/bin"; exit 0; fi\n'
        'if [ "$3" = --python ]; then printf "#!/bin/sh\\nexit 0\\n" >"$4"; /bin/chmod +x "$4"; exit 0; fi\n'
        'if [ "$2" = pip ]; then exit 0; fi\n'
        'exec "$REAL" "$@"',
    )
    result = make_venv(bare, tmp_path / "venv")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "venv" / "bin" / "python").exists()
