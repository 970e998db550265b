"""The layers of docs/architecture.md hold, and a violation would be found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(config_filename={!r}, no_cache=True))"
)


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml over the package in ``source``, in a process of its own."""
    script = LINT.format(str(ROOT / "pyproject.toml"))
    return subprocess.run([sys.executable, "-c", script], cwd=source, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept() -> None:
    """No arrow points up, no sibling is imported, nothing below the faces knows Django."""
    result = lint(ROOT / "src")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "2 kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("vocabulary/terms.py", "import truceline.run"),
        ("assessment/kernel.py", "import truceline.matching"),
        ("formats/ucdp.py", "import truceline.engines"),
        ("agreement/model/area.py", "import truceline.registry.model"),
        ("space/areas.py", "import django"),
        ("newcomer/__init__.py", "import truceline.tables"),
    ],
    ids=["upward", "siblings", "outside-siblings", "model-siblings", "django", "undeclared-package"],
)
def test_a_violation_is_found(module: str, line: str, tmp_path: Path) -> None:
    """Each kind of forbidden import, put into a copy of the package, breaks a contract."""
    copy = tmp_path / "truceline"
    shutil.copytree(ROOT / "src" / "truceline", copy, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    target = copy / module
    target.parent.mkdir(exist_ok=True)
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(text + f"\n{line}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "newcomer" in result.stdout or "BROKEN" in result.stdout
