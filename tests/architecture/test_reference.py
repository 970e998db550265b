"""Every command and every coded message is documented, and the pages say what the code says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from click.testing import CliRunner
from tools.write_reference import FAMILIES, PAGES, commands

from tests.architecture.tree import ROOT, SRC
from truceline.cli import main
from truceline.vocabulary.errors import MESSAGES

CODE = re.compile(r"""["'](E-[A-Z]+-\d{3})["']""")
COMMANDS = [pytest.param(name, command, id=name) for name, command in commands()]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_the_command_shows_an_example(name: str, command: Any) -> None:
    """--help works, says what the command is for and shows a line that calls it."""
    result = CliRunner().invoke(main, [*name.split()[1:], "--help"])
    assert result.exit_code == 0, result.output
    assert command.help and len(command.help.split()) > 5
    example = result.output.partition("Example")[2].split("\nOptions:")[0]
    assert name in example, f"{name} --help shows no example that calls it"


def test_the_commands_are_found() -> None:
    """The tests above are not vacuous."""
    names = {name for name, _ in commands()}
    assert {"truceline assess", "truceline explain", "truceline demo", "truceline agreement new"} <= names


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_page_is_current(page: str) -> None:
    """docs/cli.md and docs/errors.md are what the code says today."""
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), f"docs/{page} is out of date. Run: make docs"


def test_every_code_used_is_a_message() -> None:
    """No code is given that has no message, and no message waits for a code that is never given."""
    used: dict[str, set[str]] = {}
    for path in sorted(SRC.rglob("*.py")):
        if path != SRC / "vocabulary" / "errors.py":
            for code in CODE.findall(path.read_text(encoding="utf-8")):
                used.setdefault(code, set()).add(path.name)
    assert set(used) - set(MESSAGES) == set(), "codes without a message"
    assert set(MESSAGES) - set(used) == set(), "messages nobody gives: use them or take them out"


def test_every_message_says_what_to_do() -> None:
    """A cause is followed by a remedy, or by a hint that carries it; the family is documented."""
    for code, message in MESSAGES.items():
        sentences = [s for s in re.split(r"(?<=[.!?:;])\s", message) if s]
        assert len(sentences) > 1 or "must" in message or "needs" in message, f"{code} names no remedy"
        assert code.split("-")[1] in FAMILIES, f"{code}: add its family to tools/write_reference.py"
