"""``truceline agreement``: start, check and show encoded agreements."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from truceline.agreement.cases import Case, CasesFile, differences
from truceline.agreement.clock import moment
from truceline.agreement.diff import changes
from truceline.agreement.lint import advice
from truceline.agreement.model import Agreement, json_schema
from truceline.cli.change_lines import change_line
from truceline.cli.problems import as_of_option, coded
from truceline.cli.show import describe
from truceline.formats.agreement_yaml import LoadedAgreement
from truceline.formats.bundled import bundled, known_agreements
from truceline.formats.cases_yaml import case_slips, load_cases
from truceline.formats.csvmap import TableMapping
from truceline.formats.worlds import World, open_world
from truceline.registry.model import actors_schema, designations_schema
from truceline.run import assess_rows, parse_as_of
from truceline.vocabulary.errors import Problem, TrucelineError, problem


@click.group("agreement")
def agreement() -> None:
    """Start, check and show encoded agreements."""


@agreement.command("new", short_help="Write a valid agreement to start from.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@coded
def new(folder: Path, dry_run: bool) -> None:
    """Write a commented, valid agreement to start from, with a map, a registry and three cases.

    \b
    Example:
      truceline agreement new my-accord
      truceline agreement check my-accord
    """
    if folder.exists() and any(folder.iterdir()):
        hint = "Choose another name; nothing is overwritten."
        raise TrucelineError(problem("E-RUN-004", str(folder), cause="the folder is not empty", hint=hint))
    start = bundled("examples") / "new-agreement"
    for file in sorted(p for p in start.rglob("*") if p.is_file()):
        target = folder / file.relative_to(start)
        if not dry_run:
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8").replace("my-accord", folder.name)
            target.write_text(text, encoding="utf-8")
        click.echo(f"{'would write' if dry_run else 'wrote'} {target}")
    if not dry_run:
        schemas = folder / "schemas"
        schemas.mkdir(exist_ok=True)
        (schemas / "agreement.schema.json").write_text(schema_text("agreement"), encoding="utf-8")
        click.echo(f"wrote {schemas / 'agreement.schema.json'} (your editor completes keys by it)")
        click.echo(f"next: edit {folder}/agreement.yaml, then: truceline agreement check {folder}")


@agreement.command("check", short_help="Name every problem and run the cases.")
@click.argument("names", nargs=-1, required=True)
@click.option("--registry", help="Registry folder or bundled name.")
@click.option("--cases/--no-cases", default=True, help="Run the cases beside each agreement.")
@coded
def check(names: tuple[str, ...], registry: str | None, cases: bool) -> None:
    """Read agreements, name every problem with its line and remedy, and run their cases.

    \b
    Example:
      truceline agreement check syria
      truceline agreement check my-accord --no-cases
    """
    wanted = sorted({p.split("/")[0] for p in known_agreements()}) if names == ("all",) else names
    failed: list[Problem] = []
    for name in wanted:  # each with its own registry
        try:
            failed += _check_one(open_world([name], registry), cases)
        except TrucelineError as error:
            failed += error.problems
    if failed:
        raise TrucelineError(*failed)


def _check_one(world: World, cases: bool) -> list[Problem]:
    failed: list[Problem] = []
    for loaded in world.agreements:
        found = load_cases(loaded.folder) if cases else []
        wrong = run_cases(loaded, found, world)
        failed += wrong
        held = f"{len(found) - len({p.place for p in wrong})} of {len(found)} cases hold" if cases else "cases not run"
        text = loaded.agreement
        parts = f"{_number(len(text.provisions), 'provision')}, {_number(len(text.reading_ids()), 'reading')}"
        click.echo(f"{text.id}: {parts}, {held}")
    return failed


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def run_cases(loaded: LoadedAgreement, found: Sequence[tuple[Path, Case]], world: World) -> list[Problem]:
    """Every expectation that does not hold, as E-AGREE-016 at its case."""
    wrong = []
    for file, case in found:
        place = f"{loaded.folder.name}/cases/{file.name}, case {case.id}"
        slips = case_slips(case, place, loaded.agreement)
        if slips:
            wrong += slips
            continue
        try:
            findings = assess_rows(case.rows(), [loaded], world.registry, case.as_of).to_pylist()
        except (ValueError, KeyError, TypeError) as error:
            cause = f"a report that cannot be read ({error})"
            wrong.append(problem("E-AGREE-016", place, value=case.id, expected="reports", found=cause))
            continue
        for apart in differences(case, findings):
            under = f"under reading {apart.reading}: {apart.expected}"
            wrong.append(problem("E-AGREE-016", place, value=case.id, expected=under, found=apart.found))
    return wrong


@agreement.command("lint", short_help="Say what an agreement leaves unsaid.")
@click.argument("names", nargs=-1, required=True)
@click.option("--registry", help="Registry folder or bundled name.")
@click.option("--strict", is_flag=True, help="End with 1 if there is any advice.")
@coded
def lint(names: tuple[str, ...], registry: str | None, strict: bool) -> None:
    """Say what an agreement leaves unsaid: provisions without cases, windows that never open, parts nobody uses.

    \b
    Example:
      truceline agreement lint syria
      truceline agreement lint my-accord --strict
    """
    count = 0
    for name in names:
        world = open_world([name], registry)
        for loaded in world.agreements:
            found = advice(loaded.agreement, [c for _, c in load_cases(loaded.folder)], world.registry.actors)
            count += len(found)
            click.echo(f"{loaded.agreement.id}: {len(found) or 'nothing'} to look at")
            for sentence in found:
                click.echo(f"  - {sentence}")
    if strict and count:
        sys.exit(1)


@agreement.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per change.")
@coded
def diff(before: str, after: str, as_json: bool) -> None:
    """Say how two agreements differ, part by part. Ends with 1 if they do.

    \b
    Example:
      truceline agreement diff my-accord my-accord-amended
      truceline agreement diff sy-calm-2016-04 sy-coh-2016-02
    """
    left, right = (_only_one(name) for name in (before, after))
    found = changes(left, right)
    for change in found:
        if as_json:
            click.echo(json.dumps(vars(change), ensure_ascii=False, default=str))
        else:
            click.echo(change_line(change))
    if not found:
        click.echo("no difference", err=True)
    sys.exit(1 if found else 0)


def _only_one(name: str) -> Agreement:
    found = open_world([name]).agreements
    if len(found) != 1:
        hint = "Name one agreement, for instance sy-coh-2016-02 or a folder with one agreement.yaml."
        raise TrucelineError(problem("E-RUN-004", name, cause=f"it holds {len(found)} agreements", hint=hint))
    return found[0].agreement


@agreement.command("show")
@click.argument("name")
@click.option(
    "--on", "on", help="The instant asked about, local time of the agreement. Default: its first day of force."
)
@click.option("--as-of", "as_of", help="State of knowledge: a day or UTC time. Default: everything.")
@click.option("--reading", help="One reading. Default: all of them.")
@click.option("--registry", help="Registry folder or bundled name.")
@click.option("--language", default="en", show_default=True, help="Language of the texts: en, ar, ru.")
@coded
def show(
    name: str, on: str | None, as_of: str | None, reading: str | None, registry: str | None, language: str
) -> None:
    """Print what binds whom at an instant, under each reading.

    \b
    Example:
      truceline agreement show sy-coh-2016-02 --on 2016-05-04T12:00 --reading hnc --as-of 2016-06-01
    """
    world = open_world([name], registry)
    for loaded in world.agreements:
        text = loaded.agreement
        asked = on or text.in_force[0].start
        try:
            instant = moment(asked, text.timezone).earliest
            known = parse_as_of(as_of)
        except ValueError as error:
            raise TrucelineError(problem("E-AGREE-006", "agreement show", value=as_of or asked)) from error
        ids = text.reading_ids()
        if reading is not None and reading not in ids:
            hint = f"Its readings: {', '.join(ids)}."
            raise TrucelineError(problem("E-AGREE-021", text.id, value=reading, hint=hint))
        for chosen in [reading] if reading else ids:
            for line in describe(loaded, world.registry, chosen, instant, known, language):
                click.echo(line)


@agreement.command("render", short_help="Write a page for each agreement.")
@click.argument("names", nargs=-1, required=True)
@click.option("--to", "folder", default="agreements-html", show_default=True, type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["html", "markdown"]), default="html", show_default=True)
@click.option("--language", type=click.Choice(["en", "ar", "ru"]), default="en", show_default=True)
@click.option("--as-of", "as_of", help="State of knowledge of the timeline: a day or a UTC time. Default: everything.")
@click.option("--registry", help="Registry folder or bundled name.")
@coded
def render(
    names: tuple[str, ...], folder: Path, kind: str, language: str, as_of: str | None, registry: str | None
) -> None:
    """Write a page per instrument: what binds whom when, the areas drawn, each provision beside what runs.

    \b
    Example:
      truceline agreement render syria --to pages
      truceline agreement render my-accord --format markdown --language ar --to .
    """
    known = as_of_option(as_of)
    for name in names:
        world = open_world([name], registry)
        for loaded in world.agreements:
            click.echo(f"wrote {_rendered(loaded, world, folder, kind, language, known)}")


def _rendered(
    loaded: LoadedAgreement, world: World, folder: Path, kind: str, language: str, as_of: datetime | None
) -> Path:
    from truceline.bulletins.agreement_page import markdown_agreement, render_agreement  # loads the template engine

    cases = [case for _, case in load_cases(loaded.folder)]
    if kind == "html":
        text = render_agreement(loaded, world.registry, cases, as_of, language)
    else:
        text = markdown_agreement(loaded, world.registry, cases, language)
    end = "html" if kind == "html" else "md"
    path = folder / f"{loaded.agreement.id}{'' if language == 'en' else f'.{language}'}.{end}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TrucelineError(problem("E-RUN-003", "agreement render", value=str(path), cause=str(error))) from error
    return path


SCHEMA_KINDS = ("agreement", "cases", "actors", "designations", "map")


@agreement.command("schema")
@click.option("--kind", type=click.Choice(SCHEMA_KINDS), default="agreement", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write it there. Default: print it.")
@coded
def schema(kind: str, out: Path | None) -> None:
    """Print the published JSON Schema, for editors and validators.

    \b
    Example:
      truceline agreement schema --out agreement.schema.json
      truceline agreement schema --kind actors --out actors.schema.json
    """
    text = schema_text(kind)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def schema_text(kind: str) -> str:
    """The schema of one kind of file as the files in ``schemas/`` hold it."""
    own = {"agreement": json_schema, "actors": actors_schema, "designations": designations_schema}
    if kind in own:
        found = own[kind]()
    else:
        model = CasesFile if kind == "cases" else TableMapping
        found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}
    return json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
