"""Write docs/cli.md and docs/errors.md from the code, so that they say what is true. Run: make docs"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from truceline.cli import main
from truceline.vocabulary.errors import MESSAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"

FAMILIES = {
    "AGREE": ("Agreements", "agreement folders and their cases"),
    "REG": ("Registries", "actors, listings and places"),
    "REP": ("Reports", "rows of report files; most of these stand in `rejects.csv`"),
    "MAP": ("Mapping files", "files that say which column means what"),
    "CLAIM": ("Claims", "counts, contacts, meetings, listings and other claims that are no reports of one event"),
    "FETCH": ("Downloads", "official releases fetched with `truceline fetch`"),
    "RUN": ("Runs", "folders, findings and options"),
}


def commands(group: click.Group = main, path: tuple[str, ...] = ("truceline",)) -> Iterator[tuple[str, click.Command]]:
    """(full name, command) of every command that does something, in alphabetical order."""
    for name, command in sorted(group.commands.items()):
        full = (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, full)
        else:
            yield " ".join(full), command


def help_text(name: str, command: click.Command) -> str:
    """What --help prints, at a fixed width and without the line on --help itself (its names depend on the caller)."""
    with click.Context(
        command, info_name=name, terminal_width=100, max_content_width=100, help_option_names=[]
    ) as context:
        return command.get_help(context)


def cli_page() -> str:
    """docs/cli.md: every command as its own help describes it."""
    lines = ["# Commands", "", "Written from the code by `make docs`. Every command prints this with `--help`.", ""]
    for name, command in commands():
        lines += [f"## {name}", "", "```text", help_text(name, command).rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def errors_page() -> str:
    """docs/errors.md: every coded message by family."""
    lines = [
        "# Coded messages",
        "",
        "Written from `vocabulary/errors.py` by `make docs`. A message is printed as `CODE place: cause. Remedy.`;",
        "words in braces are filled from the input. Codes never change their meaning; a message may be worded better.",
        "",
    ]
    for family in dict.fromkeys(code.split("-")[1] for code in MESSAGES):
        title, about = FAMILIES[family]
        lines += [f"## {title}", "", f"About {about}.", "", "| code | message |", "|---|---|"]
        for code, message in MESSAGES.items():
            if code.split("-")[1] == family:
                lines.append(f"| {code} | {message.replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


PAGES = {"cli.md": cli_page, "errors.md": errors_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"wrote docs/{name}")
