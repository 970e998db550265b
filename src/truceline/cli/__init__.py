"""The command line. One file per command; the list below is explicit.

A command's module is imported when it is run, not before: most of the time to start is what commands import.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click


class Entry(NamedTuple):
    module: str
    name: str
    says: str  # the first sentence of its help, which tests hold equal


COMMANDS = {
    "actor": Entry("actor", "actor_group", "Look up who a name means on a day: aliases, relations, lists."),
    "agreement": Entry("agreement", "agreement", "Start, check and show encoded agreements."),
    "assess": Entry("assess", "assess", "Assess reports against encoded agreements."),
    "assess diff": Entry("assess_diff", "assess_diff", "The same reports under two readings or versions."),
    "audit": Entry("audit", "audit_group", "Check the log of a mission service."),
    "backup": Entry("backup", "backup", "Write a mission service into one file while it runs."),
    "cache": Entry("cache", "cache_command", "Say where compiled plans are kept, and delete them on demand."),
    "claims": Entry("claims", "claims", "Counts, contacts, meetings and other claims."),
    "commitments": Entry("commitments", "commitments", "What is due from whom, and what is on record."),
    "demo": Entry("demo", "demo", "Run three demonstrations; leave pages to open."),
    "diplomacy": Entry("diplomacy", "diplomacy", "Contacts, rounds, accessions, complaints."),
    "evidence": Entry("evidence", "evidence_group", "Check the evidence that a mission service keeps."),
    "explain": Entry("explain", "explain", "Print why a finding says what it says."),
    "fetch": Entry("fetch", "fetch_command", "Download an official release (ucdp-ged)."),
    "map": Entry("map", "map_group", "Read any CSV or XLSX by a small mapping file."),
    "match": Entry("match", "match", "Group reports of one real-world incident."),
    "place": Entry("place", "place_group", "Places of the registries and gazetteers."),
    "read": Entry("read", "read", "Read texts into claims, each with its claimant and its span."),
    "registers": Entry("registers", "registers", "Say where each item read in texts lives."),
    "restore": Entry("restore", "restore", "Check a backup, or put it back into an empty folder."),
    "screen": Entry("screen", "screen", "Count reports per area that was in force there and then."),
    "serve": Entry("serve", "serve", "Start the mission service."),
    "simulate": Entry("simulate", "simulate_command", "Write an invented ceasefire with known truth."),
}


class Commands(click.Group):
    """Loads a command when it is asked for. A name may have two words, as ``assess diff`` beside ``assess``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = " ".join(args[:2])
        if len(args) > 1 and name in COMMANDS:
            return name, self.get_command(ctx, name), args[2:]
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"truceline.cli.{entry.module}"), entry.name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = formatter.width - 6 - max(len(name) for name in COMMANDS)  # the module ``map`` hides the builtin here
        rows = [
            (name, click.Command(name, help=entry.says).get_short_help_str(width))
            for name, entry in sorted(COMMANDS.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=Commands)
@click.version_option(package_name="truceline")
def main() -> None:
    """Truceline: what happened in a ceasefire, under which provision, and why."""
