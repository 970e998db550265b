"""``truceline actor``: who a name means on a day, and on which lists it stood."""

from __future__ import annotations

import json
from datetime import date

import click
from rapidfuzz import fuzz, process

from truceline.cli.actor_text import sheet_lines
from truceline.cli.problems import coded
from truceline.formats.bundled import find_registry
from truceline.formats.registry_yaml import load_registry
from truceline.registry.actor_sheet import actor_sheet
from truceline.registry.actors import Registry, normal_name
from truceline.vocabulary.errors import TrucelineError, problem

registry_option = click.option(
    "--registry", "where", default="syria", show_default=True, metavar="NAME|FOLDER", help="A registry."
)


@click.group("actor")
def actor_group() -> None:
    """Look up who a name means on a day: aliases, relations, lists."""


@actor_group.command("find", short_help="Show the actors that a name may mean.")
@click.argument("name")
@click.option("--on", metavar="DAY", help="The day of the event, 2016-05-04. Default: all days.")
@click.option("--as-of", metavar="DAY", help="Only what was known on this day. Default: everything.")
@registry_option
@click.option("--json", "as_json", is_flag=True, help="Give the same as JSON.")
@coded
def find(name: str, on: str | None, as_of: str | None, where: str, as_json: bool) -> None:
    """Show the actors that NAME may mean: in any script, by an alias or an id.

    Letters behind a fact: V read in the text, S secondary account, B background knowledge that never decides.

    \b
    Example:
      truceline actor find "al-Nusra Front" --on 2016-05-04
    """
    day, known = _day(on, "--on"), _day(as_of, "--as-of")
    registry = load_registry(find_registry(where))
    matches = registry.find(name, day, known)
    if not matches:
        raise TrucelineError(problem("E-REG-012", f"registry {where}", value=name, hint=suggestion(registry, name)))
    sheets = [actor_sheet(registry, match, name, day, known) for match in matches]
    if as_json:
        click.echo(
            json.dumps({"asked": name, "on": on, "as_of": as_of, "actors": sheets}, ensure_ascii=False, indent=2)
        )
        return
    if len(sheets) > 1:
        click.echo(f"'{name}' may mean {len(sheets)} actors; nobody chooses for you.\n")
    for index, sheet in enumerate(sheets):
        click.echo(("\n" + "─" * 60 + "\n" if index else "") + "\n".join(sheet_lines(sheet, on)))


@actor_group.command("list")
@registry_option
@click.option("--kind", help="Only actors of this kind, e.g. armed_group.")
@click.option("--json", "as_json", is_flag=True, help="Give the same as JSON.")
@coded
def list_actors(where: str, kind: str | None, as_json: bool) -> None:
    """List every actor of a registry, with its id and kind.

    \b
    Example:
      truceline actor list --kind umbrella
    """
    registry = load_registry(find_registry(where))
    kinds = sorted({a.kind for a in registry.actors.values()})
    if kind is not None and kind not in kinds:
        raise TrucelineError(
            problem("E-REG-002", "--kind", cause=f"no actor is of kind '{kind}'", hint=f"Kinds: {', '.join(kinds)}.")
        )
    chosen = [a for a in registry.actors.values() if kind in (None, a.kind)]
    if as_json:
        rows = [{"id": a.id, "name": a.name, "kind": a.kind, "names": len(a.names)} for a in chosen]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(a.id) for a in chosen), default=0)
    for actor in sorted(chosen, key=lambda a: (a.kind, a.id)):
        click.echo(f"{actor.kind:<13} {actor.id:<{width}}  {actor.name}")
    click.echo(f"{len(chosen)} actors")


def suggestion(registry: Registry, name: str) -> str:
    """The remedy for an unknown name: the nearest known ones with their ids."""
    names = {normal_name(shown): (shown, actor_id) for shown, actor_id in registry.names()}
    near = process.extract(normal_name(name), list(names), scorer=fuzz.WRatio, limit=6, score_cutoff=70)
    likely: dict[str, str] = {}
    for hit in near:
        shown, actor_id = names[hit[0]]
        likely.setdefault(actor_id, shown)
    if not likely:
        return (
            "See them all: truceline actor list. An unknown name stays unknown; add it to actors.yaml if you know it."
        )
    words = ", ".join(f"{shown} ({actor_id})" for actor_id, shown in list(likely.items())[:3])
    return f"Did you mean {words}?"


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TrucelineError(problem("E-REG-013", option, value=text)) from None
