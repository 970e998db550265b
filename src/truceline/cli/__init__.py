"""The command line. One file per command; the list below is explicit."""

from __future__ import annotations

import click

from truceline.cli.actor import actor_group
from truceline.cli.agreement import agreement
from truceline.cli.assess import assess
from truceline.cli.assess_diff import assess_diff
from truceline.cli.claims import claims
from truceline.cli.demo import demo
from truceline.cli.explain import explain
from truceline.cli.fetch import fetch_command
from truceline.cli.map import map_group
from truceline.cli.match import match
from truceline.cli.read import read
from truceline.cli.simulate import simulate_command


class TwoWords(click.Group):
    """A command may have a name of two words, as ``assess diff`` beside ``assess``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = " ".join(args[:2])
        if len(args) > 1 and name in self.commands:
            return name, self.commands[name], args[2:]
        return super().resolve_command(ctx, args)


@click.group(cls=TwoWords)
@click.version_option(package_name="truceline")
def main() -> None:
    """Truceline: what happened in a ceasefire, under which provision, and why."""


for command in (
    actor_group,
    agreement,
    assess,
    claims,
    demo,
    explain,
    fetch_command,
    map_group,
    match,
    read,
    simulate_command,
):
    main.add_command(command)
main.add_command(assess_diff, "assess diff")
