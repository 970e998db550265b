"""An actor's sheet as lines for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import click

from truceline.registry.actor_sheet import JOINS, Sheet

WIDTH = 100
ABOUT_THE_LISTED = {
    "own_name": "by its own name",
    "continued_entity": "as a name of {denotes}, which it continues",
    "same_entry": "another name of the same entry ({denotes})",
}
BEFORE = {
    "successor_of": "continues {other_name}",
    "split_from": "broke from {other_name}",
    "merged_into": "{other_name} went into it",
}
AFTER = {
    "successor_of": "continued by {other_name}",
    "split_from": "{other_name} broke from it",
    "merged_into": "went into {other_name}",
}


def sheet_lines(sheet: Sheet, on: str | None) -> Iterator[str]:
    """All lines of one actor's sheet; empty parts are left out, except the lists: 'none' is an answer."""
    that_day = f" on {on}" if on else ", all days"
    yield click.style(sheet["name"], bold=True) + f"   {sheet['id']} · {sheet['kind'].replace('_', ' ')}"
    yield from _wrapped(_asked(sheet, on), "  ")
    yield from _part(f"Names{that_day}", _names(sheet, bool(on)))
    yield from _part(f"Relations{that_day}", _relations(sheet))
    yield from _part("May stand for", _members(sheet))
    yield from _part("Before and after", _history(sheet))
    yield from _part(f"Lists{that_day}", _lists(sheet, on))
    yield from _part(f"Offices{that_day}", (f"{o['office']}: {o['holder']}{_span(o)}" for o in sheet["offices"]))
    if sheet["note"]:
        yield from _part("Note", _wrapped(sheet["note"], ""))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield click.style(title, bold=True)
        yield from (f"  {line}" for line in found)


def _asked(sheet: Sheet, on: str | None) -> str:
    asked = sheet["asked"]
    if sheet["early_name_of"]:
        return f"'{asked}' was no name yet on {on}: it belongs to {sheet['early_name_of']}, which continues this group."
    if asked == sheet["id"]:
        return "asked for by its id"
    if on is None:
        return f"'{asked}' means this actor"
    return f"'{asked}' means this actor and was {'in use' if sheet['asked_in_use'] else 'not in use'} on {on}"


def _names(sheet: Sheet, dated: bool) -> Iterator[str]:
    scripts: dict[str, list[str]] = {}
    resting = []
    for alias in sheet["names"]:
        if dated and not alias["in_use"]:
            resting.append(alias)
        else:
            scripts.setdefault(alias["script"], []).append(alias["name"])
    for script, names in scripts.items():
        yield from _wrapped(" · ".join(names), f"{script:<9} ")
    spans: dict[str, list[str]] = {}
    for alias in resting:
        spans.setdefault(_span(alias, basis=False).strip(" ,"), []).append(alias["name"])
    for span, names in spans.items():
        yield from _wrapped(f"{' · '.join(names)} ({span})", f"{'not then':<9} ")


def _relations(sheet: Sheet) -> Iterator[str]:
    for relation in sheet["relations"]:
        if relation["type"] not in JOINS:
            yield from _told(f"{relation['type'].replace('_', ' ')} {relation['other_name']}", relation)
    for relation in sheet["related_by"]:
        if relation["type"] not in JOINS:
            words = relation["type"].replace("_", " ")
            yield from _told(f"{relation['other_name']}: {words} {sheet['name']}", relation)


def _members(sheet: Sheet) -> Iterator[str]:
    members = [m["name"] for m in sheet["may_stand_for"]]
    if members:
        yield from _wrapped(" · ".join(members), f"{len(members)} of the actors known here, and others: ")


def _history(sheet: Sheet) -> Iterator[str]:
    for words, steps in ((BEFORE, sheet["before"]), (AFTER, sheet["after"])):
        for step in steps:
            yield from _told(words[step["type"]].format(**step), step)


def _told(words: str, relation: Sheet) -> Iterator[str]:
    detail = f": {relation['detail']}" if relation["detail"] else ""
    yield from _wrapped(f"{words}{_span(relation)}{detail}", "")
    for who, says in relation["readings"].items():
        yield from _wrapped(f"{who}: {says}", "    ")
    if relation["note"]:
        yield from _wrapped(relation["note"], "    ")


def _lists(sheet: Sheet, on: str | None) -> Iterator[str]:
    if not sheet["lists"]:
        yield "none"
    for entry in sheet["lists"]:
        yield f"{click.style(entry['list'], bold=True)}  {entry['authority']}: {entry['title']}"
        if not entry["asked_name_is_listed"]:
            yield f"    '{sheet['asked']}' is not among the names recorded for this list; it leads there by the actor"
        for name in entry["names"]:
            how = ABOUT_THE_LISTED[name["how"]].format(**name)
            ref = f" ({name['ref']})" if name["ref"] else ""
            yield f"    {name['name']}{ref}{_listed_span(name, on)}, {how} [{name['basis']}]"
    for name in sheet["listed_later"]:
        yield f"not yet {name['list']}: '{name['name']}' was listed from {name['listed_from']} [{name['basis']}]"


def _listed_span(name: Sheet, on: str | None) -> str:
    words = f" from {name['listed_from']}" if name["listed_from"] else ""
    if name["listed_until"] and not on:
        words += f" until {name['listed_until']}"
    if name["known_from"] and name["known_from"] != name["listed_from"]:
        words += f" (known from {name['known_from']})"
    return words


def _span(entry: dict[str, Any], basis: bool = True) -> str:
    words = f", from {entry['from']}" if entry["from"] else ""
    words += f", until {entry['until']}" if entry["until"] else ""
    return words + (f" [{entry['basis']}]" if basis else "")


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=lead, subsequent_indent=" " * min(len(lead), 12), break_on_hyphens=False
    )
