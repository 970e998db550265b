"""``truceline diplomacy``: the log of contacts and rounds, answers awaited, accessions, complaints, two sides."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from truceline.analytics.concordance import claimed_beside_logged
from truceline.cli.claims import open_claims
from truceline.cli.commitments import write_files
from truceline.cli.problems import as_of_option, coded
from truceline.cli.summary_table import output_console
from truceline.diplomacy import registers
from truceline.diplomacy.known import known_by
from truceline.diplomacy.log import open_log
from truceline.formats.bundled import find_registry
from truceline.formats.registry_yaml import load_registry
from truceline.registry.actors import Registry
from truceline.tables.source_texts import ClaimTables

KINDS = {"calls": "call", "visits": "visit", "meetings": "meeting", "letters": "letter"}


@click.group("diplomacy", short_help="Contacts, rounds, accessions, complaints.")
def diplomacy() -> None:
    """The diplomacy log: contacts, rounds of talks, answers awaited, who joined, complaints, two sides of a matter.

    \b
    Example:
      truceline diplomacy log five-texts --actor ru-foreign-minister
      truceline diplomacy page five-texts --html out
    """


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Options that every register has."""
    for option in reversed(
        (
            click.option("--as-of", help="Only what was known then: 2016-05-04 or a moment. Default: everything."),
            click.option("--json", "as_json", is_flag=True, help="Print rows as JSON."),
            click.option("--csv", "as_csv", is_flag=True, help="Print rows as CSV."),
        )
    ):
        command = option(command)
    return click.argument("path")(coded(command))


def moment_of(as_of: str | None, claims: ClaimTables) -> datetime:
    """The moment asked for; else now, or the end of the last day on record where that is later."""
    asked = as_of_option(as_of)
    if asked is not None:
        return asked
    held, log_tables = claims.meetings, claims.log
    tables = (
        (claims.contacts, "on"),
        (held, "until_date"),
        (log_tables.decisions, "on"),
        (log_tables.meeting_events, "on"),
    )
    days: list[date] = [d for table, column in tables for d in table[column].to_pylist() if d]
    days += [r["sent_at"].date() for r in claims.log.requests.to_pylist()]
    now = datetime.now(UTC).replace(microsecond=0)
    last = datetime.combine(max(days, default=now.date()), datetime.max.time(), UTC)
    return max(now, last)


def known_claims(path: str, as_of: str | None) -> ClaimTables:
    """The claims of a folder, without what became known after the moment asked for."""
    claims = open_claims(path)
    asked = as_of_option(as_of)
    return claims if asked is None else known_by(claims, asked.date())


@diplomacy.command()
@shared
@click.option("--since", type=click.DateTime(("%Y-%m-%d",)), help="First day.")
@click.option("--until", type=click.DateTime(("%Y-%m-%d",)), help="First day after.")
@click.option("--actor", help="Only with this actor (id) taking part or starting it.")
@click.option("--about", help="Only about this provision, commitment, incident, instrument or listed group.")
def log(
    path: str, since: datetime | None, until: datetime | None, actor: str | None, about: str | None, **options: Any
) -> None:
    """List contacts and meetings in order of time.

    PATH is a folder or file of claims, or a bundled example (five-texts, exercise-log).

    \b
    Example:
      truceline diplomacy log five-texts --since 2016-06-01 --until 2016-06-08
      truceline diplomacy log five-texts --about nusra
    """
    claims = known_claims(path, options["as_of"])
    found = open_log(claims.contacts, claims.meetings, claims.log.agenda_items)
    rows = found.between(since.date() if since else None, until.date() if until else None, actor, about)
    _print(rows.to_pylist(), ("from", "form", "kind", "initiator", "actors", "topic", "claimant"), options)


@diplomacy.command()
@shared
def counts(path: str, **options: Any) -> None:
    """Set claimed counts of contacts beside the contacts logged, for every meaning of their period.

    \b
    Example:
      truceline diplomacy counts five-texts
    """
    rows = [{**r, "windows": [f"{w['logged']} logged: {w['reading']}" for w in r["windows"]]} for r in
            count_rows(known_claims(path, options["as_of"]))]  # fmt: skip
    _print(rows, ("claim_id", "claimant", "total", "windows"), options)


@diplomacy.command("rounds")
@shared
def rounds_command(path: str, **options: Any) -> None:
    """List meetings and rounds with what became of them by claimant: suspended, resumed, on which conditions.

    \b
    Example:
      truceline diplomacy rounds five-texts --as-of 2016-05-05
    """
    claims = known_claims(path, options["as_of"])
    day = moment_of(options["as_of"], claims).date()
    rows = [
        {
            "meeting": r.meeting["meeting_id"],
            "from": r.meeting["from_date"],
            "standing": [f"{who or 'accounts'}: {word}" for who, word, _ in r.standing],
            "contested": r.contested,
            "conditions": [f"{c['claimant']}: {c['text']}" for c in r.conditions],
            "took_part": [f"{p['actor']} ({p['capacity']}, {p['status']})" for p in r.meeting["participants"] or ()],
            "delegations": [f"{d['actor']} {d['size'] or ''} {d['head'] or ''}".strip() for d in r.delegations],
        }
        for r in registers.rounds(claims.meetings, claims.log.meeting_events, claims.log.delegations, day)
    ]
    _print(rows, ("from", "meeting", "standing", "contested", "conditions", "took_part"), options)


@diplomacy.command("clocks")
@shared
def clocks_command(path: str, **options: Any) -> None:
    """List what awaits an answer: open, overdue, answered in time or late.

    \b
    Example:
      truceline diplomacy clocks exercise-log --as-of 2030-04-25
    """
    claims = known_claims(path, options["as_of"])
    rows = registers.clocks(claims.log.requests, moment_of(options["as_of"], claims)).to_pylist()
    for row in rows:
        row["waited_h"] = round(row["waited_s"] / 3600, 1)
    _print(rows, ("sent_at", "asked_by", "asked_of", "text", "state", "waited_h", "answer"), options)


@diplomacy.command("accessions")
@shared
def accessions_command(path: str, **options: Any) -> None:
    """List who joined which instrument by whose word; totals as claimed stay beside each other.

    \b
    Example:
      truceline diplomacy accessions five-texts
    """
    claims = known_claims(path, options["as_of"])
    day = moment_of(options["as_of"], claims).date()
    joined = registers.accessions(claims.log.accessions, day)
    rows = [row for j in joined for row in (*j.totals, *j.named, *j.left, *j.contested)]
    _print(rows, ("instrument", "kind", "name", "total", "what", "on", "known_on", "proof", "claimant"), options)


@diplomacy.command("complaints")
@shared
def complaints_command(path: str, **options: Any) -> None:
    """List complaints to a commission with its decisions and how long they were open.

    \b
    Example:
      truceline diplomacy complaints exercise-log
    """
    claims = known_claims(path, options["as_of"])
    day = moment_of(options["as_of"], claims).date()
    rows = [
        {
            **c.complaint,
            "decisions": [f"{d['on']} {d['outcome']}: {d['text']}" for d in c.decisions],
            "state": "closed" if c.closed else "pending",
            "open_days": c.open_days,
        }
        for c in registers.complaints(claims.log.complaints, claims.log.decisions, day)
    ]
    _print(rows, ("lodged_on", "by", "against", "provision", "text", "state", "open_days", "decisions"), options)


@diplomacy.command()
@shared
@click.option("--registry", default="syria", show_default=True, help="Registry that says whom a name means.")
def groups(path: str, registry: str, **options: Any) -> None:
    """Set statements about action or inaction against a listed group beside reports of such action on record.

    \b
    Example:
      truceline diplomacy groups five-texts
    """
    claims = known_claims(path, options["as_of"])
    rows = [
        {
            "group": g.group,
            "stated": [f"{s['claimant']}: {s['says']} by {s['actor'] or 'unnamed'}, {s['on']}" for s in g.statements],
            "on_record": [f"{r['report_id']} by {r['claimant']}" for r in g.reports] or ["no report read here"],
        }
        for g in group_rows(claims, load_registry(find_registry(registry)))
    ]
    _print(rows, ("group", "stated", "on_record"), options)


@diplomacy.command("matters")
@shared
def matters_command(path: str, **options: Any) -> None:
    """List matters on which two sides say different things: who says what since when.

    \b
    Example:
      truceline diplomacy matters five-texts --as-of 2016-05-04
    """
    claims = known_claims(path, options["as_of"])
    day = moment_of(options["as_of"], claims).date()
    rows = [
        {**p, "title": m.matter["title"], "side": m.matter[p["side"]]}
        for m in registers.matters(claims.log.matters, claims.log.positions, day)
        for p in m.both
    ]
    _print(rows, ("title", "on", "claimant", "side", "text"), options)


@diplomacy.command()
@click.argument("path")
@click.option("--html", "folder", required=True, type=click.Path(path_type=Path), help="Folder for the pages.")
@click.option("--as-of", help="Only what was known then. Default: everything.")
@click.option("--registry", default="syria", show_default=True, help="Registry that says whom a name means.")
@click.option("--title", help="Heading. Default: the name of PATH.")
@click.option("--language", default="en", show_default=True, type=click.Choice(("en", "ar")))
@coded
def page(path: str, folder: Path, as_of: str | None, registry: str, title: str | None, language: str) -> None:
    """Write diplomacy.html and a two-sided page for each matter.

    \b
    Example:
      truceline diplomacy page five-texts --html out
      truceline diplomacy page exercise-log --registry exercise --html out --language ar
    """
    claims = known_claims(path, as_of)
    pages = pages_of(claims, title or Path(path).name, moment_of(as_of, claims), registry, language)
    for file in write_files(pages, folder):
        click.echo(str(file))


def pages_of(claims: ClaimTables, title: str, as_of: datetime, registry: str, language: str = "en") -> dict[str, str]:
    """The pages by file name."""
    from truceline.bulletins.diplomacy_page import PageInput, render_diplomacy, render_matter

    groups = group_rows(claims, load_registry(find_registry(registry)))
    whole = PageInput(title, claims, count_rows(claims), groups, as_of)
    pages = {"diplomacy.html": render_diplomacy(whole, language)}
    for sides in registers.matters(claims.log.matters, claims.log.positions, as_of.date()):
        pages[f"matter-{sides.matter['matter_id']}.html"] = render_matter(sides, claims, language)
    return pages


def group_rows(claims: ClaimTables, registry: Registry) -> list[registers.Group]:
    """Statements on listed groups beside reports whose claimed target the registry takes for that group."""
    by_name = {r["id"]: r["registry_id"] or r["id"] for r in claims.named_actors.to_pylist()}

    def is_group(name: str, group: str) -> bool:
        return any(match.actor_id == by_name.get(group, group) for match in registry.find(name))

    return registers.listed_groups(claims.log.group_statements, claims.reports, is_group)


def count_rows(claims: ClaimTables) -> list[dict[str, Any]]:
    """Claimed counts of contacts beside the log, between those who took part in the contact of the same text."""
    rows = []
    contacts = claims.contacts.to_pylist()
    for claim in claims.count_claims.to_pylist():
        kind = KINDS.get(claim["unit"])
        same = [c for c in contacts if c["kind"] == kind and c["text_id"] == claim["text_id"] and claim["text_id"]]
        if kind is None or not same:
            continue
        beside = claimed_beside_logged(claim, claims.contacts, same[-1]["participants"], (kind,))
        windows = [
            {"reading": w.reading, "logged": f"{len(w.logged)}–{len(w.logged) + len(w.maybe)}" if w.maybe else
             str(len(w.logged)), "ids": [*w.logged, *w.maybe]} for w in beside.windows
        ]  # fmt: skip
        keep = {key: claim[key] for key in ("claim_id", "claimant", "matter", "unit", "text_id")}
        rows.append({**keep, "total": beside.claimed, "windows": windows})
    return rows


def _print(rows: Sequence[Mapping[str, Any]], columns: Iterable[str], options: Mapping[str, Any]) -> None:
    names = list(columns)
    if options["as_json"]:
        for row in rows:
            click.echo(json.dumps(dict(row), default=str, ensure_ascii=False))
    elif options["as_csv"]:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([[_word(row[c], "; ") for c in names] for row in rows])
    elif not rows:
        click.echo("Nothing is on record. That is no evidence that nothing happened.")
    else:
        shown = Table()
        for name in names:
            shown.add_column(name.replace("_", " "), overflow="fold")
        for row in rows:
            shown.add_row(*(_word(row[c], "\n") for c in names))
        output_console().print(shown)
        click.echo(f"{len(rows)} rows")


def _word(value: Any, glue: str) -> str:
    if isinstance(value, list):
        return glue.join(map(str, value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return "" if value is None else str(value)
