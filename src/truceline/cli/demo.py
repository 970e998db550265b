"""``truceline demo``: three demonstrations from bundled data, without a server or a network."""

from __future__ import annotations

import time
from pathlib import Path

import click
from rich.console import Console

from truceline.agreement.model import plain
from truceline.analytics.concordance import claimed_beside_logged, compare_counts
from truceline.analytics.summary import ReadingTotals, summarise
from truceline.bulletins.claims_page import render_five_texts, render_monitors
from truceline.cli.assess import write_outputs
from truceline.cli.claims import actor_titles
from truceline.cli.commitments import opened, write_files, write_pages
from truceline.cli.diplomacy import moment_of, pages_of
from truceline.cli.page import write_page
from truceline.cli.problems import coded
from truceline.cli.summary_table import output_console, print_summary
from truceline.formats.bundled import bundled
from truceline.formats.claims_yaml import load_claims
from truceline.formats.findings_io import months_of, rows_of
from truceline.formats.reports_io import read_reports, write_reports
from truceline.formats.worlds import World, open_world
from truceline.run import Assessed, assess_table
from truceline.simulate.exercise import SPOTLIGHT, simulate
from truceline.tables.source_texts import ClaimTables

REGISTERS = ("ukraine/package-2015-02-12", "south_sudan", "syria/coh-2016-02")
BESIDE = (
    ("diplomacy/diplomacy.html", "contacts, rounds, accessions, counts claimed beside counts logged"),
    ("commitments/index.html", "who is implementing what: Minsk, South Sudan, Syria"),
)


@click.command(short_help="Run three demonstrations; leave pages to open.")
@click.option("--out", default="demo", show_default=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--seed", default=7, show_default=True, help="Seed of the exercise.")
@coded
def demo(out: Path, seed: int) -> None:
    """Run the exercise, the five source texts and the monitors' counts; leave pages to open.

    \b
    Example:
      truceline demo --out demo
    """
    started = time.monotonic()
    console = output_console()
    out.mkdir(parents=True, exist_ok=True)
    totals = _exercise(out, seed, console)
    texts = _five_texts(out)
    registers = _registers(out)
    counts = _monitors(out)
    page = (out / "report.html").resolve()
    console.print(f"\nDone in {time.monotonic() - started:.0f} s. Open {page}", soft_wrap=True)
    for sentence in (_exercise_sentence(totals), texts, counts):
        console.print(f"  {sentence}", soft_wrap=True)
    console.print(f"Registers: {', '.join(str(p) for p in registers)}.", soft_wrap=True)
    console.print(f"Also: {out / 'five-texts.html'}, {out / 'monitors.html'}; findings in {out / 'findings.csv'}.")


def _exercise(out: Path, seed: int, console: Console) -> list[ReadingTotals]:
    console.print("1/3 exercise: an invented country, contradicting sources, known truth")
    world = open_world(["exercise"])
    reports = simulate(seed).reports
    write_reports(reports, out / "reports.parquet")
    with console.status("assessing …"):
        assessed = assess_table(reports, world.agreements, world.registry)
    write_outputs(out, assessed, assessed.set_aside)
    write_page(out, assessed, assessed.set_aside, world, f"{SPOTLIGHT}:ex-lyne-accord")
    totals = summarise(rows_of(assessed.findings), months_of(assessed.reports))
    print_summary(console, totals)
    return totals


def _exercise_sentence(totals: list[ReadingTotals]) -> str:
    first = totals[0]
    flips = " and ".join(f"{t.states['violation']} under '{t.reading}'" for t in totals[:2])
    return (
        f"The exercise: {first.incidents} incidents under the Lyne Accord; assessed as violations: {flips}; "
        "readings are never added."
    )


def _five_texts(out: Path) -> str:
    """The source texts' claims, with the findings about the clinic hit on 3 May 2016."""
    folder = bundled("examples") / "five-texts"
    claims = load_claims(folder)
    world = open_world(["syria"])
    assessed = _assess_file(folder / "reports.csv", world)
    titles = {a.agreement.id: plain(a.agreement.short_title or a.agreement.title) for a in world.agreements}
    page = render_five_texts(
        claims, list(rows_of(assessed.findings)), titles, actor_titles(claims, world.registry), BESIDE
    )
    (out / "five-texts.html").write_text(page, encoding="utf-8")
    return _call_sentence(claims)


def _registers(out: Path) -> tuple[Path, ...]:
    """Pages of the diplomacy log of the five texts, and of what three peace processes make due."""
    claims = load_claims(bundled("examples") / "five-texts")
    write_files(pages_of(claims, "five-texts", moment_of(None, claims), "syria"), out / "diplomacy")
    write_pages(opened(REGISTERS, None, (), None), out / "commitments")
    return tuple(out / address for address, _ in BESIDE)


def _call_sentence(claims: ClaimTables) -> str:
    """The call said to be the third of the week beside the calls on record; neither corrects the other."""
    claim = next(r for r in claims.count_claims.to_pylist() if r["unit"] == "calls" and r["period_readings"])
    told = next(c for c in claims.contacts.to_pylist() if c["text_id"] == claim["text_id"] and c["kind"] == "call")
    found = claimed_beside_logged(claim, claims.contacts, told["participants"])
    logged = len(found.windows[0].logged)
    return (
        f"The five texts: the call of {told['on']:%d %B %Y} is said to be call {found.claimed} of its week; "
        f"{logged} are on record in the seven days that end with the text. Both stand; neither corrects the other."
    )


def _assess_file(path: Path, world: World) -> Assessed:
    result = read_reports(path, "reports")
    return assess_table(result.reports, world.agreements, world.registry)


def _monitors(out: Path) -> str:
    claims = load_claims(bundled("examples") / "monitors-counts")
    (out / "monitors.html").write_text(render_monitors(claims), encoding="utf-8")
    rows = claims.count_claims.to_pylist()
    pairs = compare_counts(claims.count_claims).pairings
    confirmed = sum(1 for pair in pairs if any(a.answer == "confirmed" and a.count for a in pair.answers))
    return (
        f"The monitors: {len(rows)} counts of four monitors, {len(pairs)} pairs over one matter and "
        f"period; in {confirmed} of them one side confirmed some of what the other counted."
    )
