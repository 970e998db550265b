"""Write the reference pages below docs/ from the code, so that they say what is true. Run: make docs"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from truceline.agreement.model import json_schema
from truceline.cli import main
from truceline.tables import (
    bulk_findings,
    claims,
    commitments,
    diplomacy,
    findings,
    incidents,
    register_items,
    reports,
    source_texts,
)
from truceline.tables.schema import Table
from truceline.vocabulary import terms
from truceline.vocabulary.errors import MESSAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
WRITTEN = "Written from the code by `make docs`."
KEY_HEAD = ("| key | value | needed | |", "|---|---|---|---|")

FAMILIES = {
    "AGREE": ("Agreements", "agreement folders and their cases"),
    "REG": ("Registries", "actors, listings and places"),
    "REP": ("Reports", "rows of report files; most of these stand in `rejects.csv`"),
    "MAP": ("Mapping files", "files that say which column means what"),
    "CLAIM": ("Claims", "counts, contacts, meetings, listings and other claims that are no reports of one event"),
    "COMMIT": ("Commitments", "registers of what is due and how far it is carried out"),
    "READ": ("Reading texts", "texts, pages, mails and feeds read into claims"),
    "FETCH": ("Downloads", "official releases fetched with `truceline fetch`"),
    "MATCH": ("Matching", "judgements, calibration and what `truceline match explain` is asked for"),
    "RUN": ("Runs", "folders, findings and options"),
    "WEB": ("Mission service", "the server, its interface for programs and its log"),
    "EVI": ("Evidence", "files attached to reports and incidents, and the store that keeps them"),
    "BAK": ("Backups", "`truceline backup` and `truceline restore`"),
    "STAMP": ("Time-stamps", "the head of the log, stamped by an authority"),
}


def commands(group: click.Group = main, path: tuple[str, ...] = ("truceline",)) -> Iterator[tuple[str, click.Command]]:
    """(full name, command) of every command that does something, in alphabetical order."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
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
    return page_of(lines)


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
    return page_of(lines)


def key_type(value: Mapping[str, Any]) -> str:
    """One key's type in a word or two: text, number, list of Window, one of agreed, proposed."""
    if "$ref" in value:
        return str(value["$ref"]).rsplit("/", 1)[-1]
    if "enum" in value:
        return "one of " + ", ".join(f"`{v}`" for v in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if "anyOf" in value or "oneOf" in value:
        kinds = [key_type(v) for v in value.get("anyOf", value.get("oneOf", ())) if v.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if value.get("type") == "array":
        return f"list of {key_type(value.get('items', {}))}"
    names = {"string": "text", "object": "mapping", "boolean": "true or false", "integer": "whole number"}
    return names.get(str(value.get("type")), str(value.get("type", "anything")))


def key_rows(part: Mapping[str, Any]) -> Iterator[str]:
    for key, value in part["properties"].items():
        needed = "yes" if key in part.get("required", ()) else ""
        about = str(value.get("description", ""))
        if value.get("default") not in (None, [], {}) and not isinstance(value["default"], dict):
            about += f" Default: `{value['default']}`."
        yield f"| `{key}` | {key_type(value)} | {needed} | {about.strip().replace('|', chr(92) + '|')} |"


def language_page() -> str:
    """docs/reference/agreement-keys.md: every key of the agreement language."""
    schema = json_schema()
    lines = [
        *("# Every key of the agreement language", "", WRITTEN, ""),
        "How to use them: [agreement-language.md](../methods/agreement-language.md). The same as JSON Schema:",
        "`truceline agreement schema`. Act, Weapon, TargetKind and Unit are words of [terms.md](terms.md), or `any`.",
        *("", "## The agreement", "", *KEY_HEAD, *key_rows(schema)),
    ]
    for name, part in schema["$defs"].items():
        if "properties" in part:
            lines += ["", f"## {name}", "", str(part.get("description", "")), "", *KEY_HEAD, *key_rows(part)]
    return page_of(lines)


def tables_page() -> str:
    """docs/reference/tables.md: every table with its columns."""
    lines = ["# Tables", "", WRITTEN, "", "Times are UTC. A column without a mark may be empty."]
    for module in (
        reports,
        incidents,
        findings,
        bulk_findings,
        claims,
        source_texts,
        diplomacy,
        register_items,
        commitments,
    ):
        for _, table in inspect.getmembers(module, inspect.isclass):
            if issubclass(table, Table) and table.__module__ == module.__name__:
                lines += ["", f"## {table.name}", "", inspect.getdoc(table) or "", "", f"Version {table.version}.", ""]
                lines += ["| column | type | always filled |", "|---|---|---|"]
                for field in table.schema:
                    lines.append(f"| `{field.name}` | {field.type} | {'' if field.nullable else 'yes'} |")
    return page_of(lines)


def branches(taxonomy: Mapping[str, str | None], broader: str | None = None, depth: int = 0) -> Iterator[str]:
    """A taxonomy as an indented list, narrower terms under broader ones."""
    for term, parent in taxonomy.items():
        if parent == broader:
            yield f"{'  ' * depth}- `{term}`"
            yield from branches(taxonomy, term, depth + 1)


def terms_page() -> str:
    """docs/reference/terms.md: every controlled term."""
    lines = [
        "# Controlled terms",
        "",
        WRITTEN,
        "",
        "A provision that names a term covers every term indented below it.",
    ]
    lines += ["", "## Acts", "", *branches(terms.ACTS), "", "## Weapons", "", *branches(terms.WEAPONS)]
    flat = {
        "Units of quantity": terms.QUANTITY_UNITS,
        "Kinds of target": terms.TARGET_KINDS,
        "Kinds of source": terms.SOURCE_KINDS,
        "Standards of proof": terms.STANDARDS_OF_PROOF,
        "Kinds of provision": terms.PROVISION_KINDS,
    }
    for title, words in flat.items():
        lines += ["", f"## {title}", "", ", ".join(f"`{word}`" for word in words)]
    return page_of(lines)


def page_of(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


PAGES = {
    "cli.md": cli_page,
    "errors.md": errors_page,
    "reference/agreement-keys.md": language_page,
    "reference/tables.md": tables_page,
    "reference/terms.md": terms_page,
}


def permissions_page() -> str:
    """docs/reference/permissions.md, written by the service in a process and a data folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TRUCELINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "truceline.web.settings"}
        command = [sys.executable, "-c", "import django; django.setup(); from truceline.web import permissions as p; "]
        command[-1] += "import sys; sys.stdout.buffer.write(p.page().encode())"
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout.decode()


if __name__ == "__main__":
    for name, page in (PAGES | {"reference/permissions.md": permissions_page}).items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"wrote docs/{name}")
