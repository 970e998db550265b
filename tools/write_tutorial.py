"""Follow the tutorial from top to bottom and write what its commands print into it. Run: make docs

A block after ``<!-- file: PATH -->`` is written to PATH, after ``append`` added to it, after ``change`` it holds the
line to replace and the new one. A ``console`` block holds commands after ``$ ``; a line ``…`` stands for any lines.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from truceline.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial-encode-an-agreement.md"
BLOCK = re.compile(r"(?:<!-- (file|append|change): (\S+) -->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"


@dataclass(frozen=True)
class Step:
    """``what``: file, append, change (``subject`` a path, ``text`` its lines) or run (a command, what it prints)."""

    what: str
    subject: str
    text: str


def steps(page: str) -> Iterator[Step]:
    """What a reader does, in order."""
    for what, path, language, text in BLOCK.findall(page):
        if what:
            yield Step(what, path, text)
        elif language == "console":
            yield from (Step("run", *part) for part in _commands(text))


def _commands(text: str) -> list[tuple[str, str]]:
    found = (part.partition("\n") for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])
    return [(command, output) for command, _, output in found]


def write(root: Path, step: Step) -> None:
    """Do what a step says to a file below ``root``. Raises ValueError for a change that fits nowhere or twice."""
    file = root / step.subject
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    if step.what == "change":
        before, after = (line[1:] for line in step.text.splitlines())
        if old.count(before) != 1:
            raise ValueError(f"{step.subject} holds {before!r} {old.count(before)} times")
        new = old.replace(before, after)
    else:
        new = old + step.text if step.what == "append" else step.text
    file.write_text(new, encoding="utf-8")


def run(root: Path, command: str) -> str:
    """What a command prints in ``root``, without what differs from run to run."""
    program, *words = shlex.split(command)
    if program == "mkdir":
        for folder in (w for w in words if not w.startswith("-")):
            (root / folder).mkdir(parents=True, exist_ok=True)
        return ""
    if program != "truceline":
        raise ValueError(f"the tutorial runs {program}")
    output = CliRunner().invoke(main, words, env={"COLUMNS": "100", "TERM": "dumb"}).output
    output = re.sub(r"in \d+\.\d s", "in 0.0 s", output)
    return "".join(line.rstrip() + "\n" for line in output.splitlines())


def agrees(printed: str, told: str) -> bool:
    """Is what a command printed what the page says, where ``…`` stands for any lines?"""
    parts = [re.escape(part) for part in re.split(rf"^{LEFT_OUT}\n", told, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), printed) is not None


def followed(page: str, root: Path) -> str:
    """The page with what its commands print now, where it differs; outputs with ``…`` that agree stay as they are."""

    def redo(block: re.Match[str]) -> str:
        what, path, language, text = block.groups()
        if what:
            write(root, Step(what, path, text))
        if what or language != "console":
            return block.group(0)
        done = [(command, told, run(root, command)) for command, told in _commands(text)]
        kept = (f"$ {command}\n{told if agrees(printed, told) else printed}" for command, told, printed in done)
        return "```console\n" + "".join(kept) + "```"

    return BLOCK.sub(redo, page)


def refresh() -> None:
    """Rewrite the tutorial in place; prints whether anything changed."""
    old, home = PAGE.read_text(encoding="utf-8"), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            new = followed(old, Path(folder))
        finally:
            os.chdir(home)
    PAGE.write_text(new, encoding="utf-8")
    print(f"{PAGE.name}: {'rewritten' if new != old else 'as it was'}")


if __name__ == "__main__":
    refresh()
