"""The commands of the mission service without the mission service, and with a port that is taken."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from truceline.cli import main


@pytest.mark.parametrize("command", [["serve"], ["audit", "verify"]])
def test_without_the_extra_it_says_what_to_install(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A base install has the commands; they name what is missing and how to get it."""
    found = importlib.util.find_spec

    def without(name: str, *rest: Any) -> Any:
        return None if name in ("django", "granian") else found(name, *rest)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "E-WEB-001" in result.output and "django, granian" in result.output and "truceline[web]" in result.output


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    """Coded, exit status 1, and nothing is written into the folder's database."""
    pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-c", "from truceline.cli import main; main()", "serve", "--data", str(tmp_path)]
        command += ["--port", str(taken.getsockname()[1])]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1 and "E-WEB-006" in result.stderr
    assert not (tmp_path / "truceline.sqlite3").exists()
