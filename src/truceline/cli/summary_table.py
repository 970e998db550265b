"""The summary that ``assess`` prints: one table per question, each total under its reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from truceline.analytics.summary import STATES, ReadingTotals
from truceline.assessment.explain import BECAUSE

Pick = Callable[[ReadingTotals], Counter[str]]
HEADS = {
    "violation": "violation",
    "undetermined": "undetermined",
    "no_violation": "no violation",
    "cannot_tell": "cannot tell",
    "not_covered": "outside*",
}


MANY = 8  # readings beyond which the tables are drawn tighter
MONTHS_ACROSS = 6
OUTSIDE = "* outside this instrument; other law not assessed. Counted: incidents under one reading; never add readings."


def print_summary(console: Console, totals: Sequence[ReadingTotals]) -> None:
    """Outcomes per reading, why nothing can be told, and violations by provision, party and month."""
    if len(totals) > MANY:
        _print_many(console, totals)
        return
    console.print(_outcomes(totals))
    console.print(OUTSIDE)
    console.print(_excluded(totals))
    console.print(_breakdown("Why it cannot be told", "because", totals, lambda t: t.because, BECAUSE))
    console.print(_breakdown("Violations by provision", "provision", totals, lambda t: t.provisions, {}))
    console.print(_breakdown("Violations by party that answers", "party", totals, lambda t: t.parties, {}))
    console.print(_months(totals))


def _print_many(console: Console, totals: Sequence[ReadingTotals]) -> None:
    """The same of many readings: those that count alike share a row; what nothing touches is named in a sentence."""
    shown = _alike([t for t in totals if t.states["not_covered"] < t.incidents])
    console.print(_outcomes(shown))
    console.print(OUTSIDE)
    if any(", " in t.reading for t in shown):
        console.print("Readings in one row have the same counts in every table; they are not added either.")
    near = {t.agreement_id for t in shown}
    idle = list(dict.fromkeys(t.agreement_id for t in totals if t.agreement_id not in near))
    if idle:
        console.print(f"Every incident lies outside: {', '.join(idle)}.")
    excluded = [t for t in shown if t.excluded_by_list]
    if excluded:
        console.print(_excluded(excluded))
    words = [w for w in BECAUSE if any(t.because[w] for t in shown)]
    console.print(_why(shown, words))
    for word in words:
        console.print(f"  {word.replace('_', ' ')}: {BECAUSE[word]}")
    console.print(_in_one_row("Violations by provision", "provision", shown, lambda t: t.provisions))
    console.print(_in_one_row("Violations by party that answers", "party", shown, lambda t: t.parties))
    console.print(_periods(shown))


def _alike(totals: Sequence[ReadingTotals]) -> list[ReadingTotals]:
    """Readings of one instrument whose counts are the same throughout, under their names together."""
    found: list[ReadingTotals] = []
    for t in totals:
        twin = next((i for i, f in enumerate(found) if replace(f, reading=t.reading) == t), None)
        if twin is None:
            found.append(t)
        else:
            found[twin] = replace(found[twin], reading=f"{found[twin].reading}, {t.reading}")
    return found


def _why(totals: Sequence[ReadingTotals], words: Sequence[str]) -> Table:
    table = Table(title="Why it cannot be told", title_justify="left")
    for head in ("instrument", "reading", *(w.replace("_", " ") for w in words)):
        table.add_column(head, justify="left" if head in ("instrument", "reading") else "right", overflow="fold")
    for t in totals:
        if t.because:
            table.add_row(t.agreement_id, t.reading, *(str(t.because[w] or "") for w in words))
    return table


def _in_one_row(title: str, what: str, totals: Sequence[ReadingTotals], pick: Pick) -> Table:
    table = Table(title=title, title_justify="left")
    for head in ("instrument", "reading", f"{what}, incidents"):
        table.add_column(head, overflow="fold")
    for t in totals:
        cells = [f"{key} {number}" for key, number in pick(t).most_common()]
        if cells:
            table.add_row(t.agreement_id, t.reading, "; ".join(cells))
    if not table.row_count:
        table.add_row("none", "", "")
    return table


def _periods(totals: Sequence[ReadingTotals]) -> Table:
    """Months across, or years where there are more months than fit; a reading each row."""
    months = sorted({m for t in totals for m in t.months})
    length = len("2016-05") if len(months) <= MONTHS_ACROSS else len("2016")
    by = "month" if length > 4 else "year"
    table = Table(title=f"By {by}: violation / cannot be told / not outside", title_justify="left")
    periods = list(dict.fromkeys(m[:length] for m in months))
    for head in ("instrument", "reading", *periods):
        table.add_column(head, justify="left" if head in ("instrument", "reading") else "right", overflow="fold")
    for t in totals:
        cells = []
        for period in periods:
            c = sum((states for month, states in t.months.items() if month.startswith(period)), Counter[str]())
            open_, inside = c["cannot_tell"] + c["undetermined"], c.total() - c["not_covered"]
            cells.append(f"{c['violation']} / {open_} / {inside}" if inside else "")
        table.add_row(t.agreement_id, t.reading, *cells)
    return table


def _outcomes(totals: Sequence[ReadingTotals]) -> Table:
    table = Table(title="Incidents by instrument and reading", title_justify="left")
    for head in ("instrument", "reading", *HEADS.values(), "cannot be told"):
        table.add_column(head, justify="left" if head in ("instrument", "reading") else "right", overflow="fold")
    for t in totals:
        counts = [str(t.states[state]) for state in STATES]
        table.add_row(t.agreement_id, t.reading, *counts, _share(t.cannot_tell_share))
    return table


def _share(share: float) -> str:
    """A percentage that never rounds something to nothing, or nearly all to all."""
    return "<1%" if 0 < share < 0.005 else ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def _excluded(totals: Sequence[ReadingTotals]) -> Table:
    table = Table(title="Of those outside: a side was excluded on that day", title_justify="left")
    for head in ("instrument", "reading", "incidents"):
        table.add_column(head, justify="right" if head == "incidents" else "left", overflow="fold")
    for t in totals:
        table.add_row(t.agreement_id, t.reading, str(t.excluded_by_list))
    return table


def output_console() -> Console:
    """Standard output; wide enough for the tables when it is a file or a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=132)


def _breakdown(title: str, what: str, totals: Sequence[ReadingTotals], pick: Pick, words: dict[str, str]) -> Table:
    table = Table(title=title, title_justify="left")
    for head in ("instrument", "reading", what, "incidents"):
        table.add_column(head, justify="right" if head == "incidents" else "left", overflow="fold")
    for t in totals:
        counts: Counter[str] = pick(t)
        for key, number in counts.most_common():
            table.add_row(t.agreement_id, t.reading, words.get(key, key), str(number))
    if not table.row_count:
        table.add_row("none", "", "", "0")
    return table


def _months(totals: Sequence[ReadingTotals]) -> Table:
    table = Table(title="By month: violation / cannot be told / incidents", title_justify="left")
    table.add_column("month")
    live = [t for t in totals if any(c["not_covered"] < c.total() for c in t.months.values())]
    for t in live:
        table.add_column(f"{t.agreement_id} {t.reading}", justify="right", overflow="fold")
    for month in sorted({m for t in live for m in t.months}):
        cells = []
        for t in live:
            c = t.months.get(month, Counter())
            cells.append(f"{c['violation']} / {c['cannot_tell'] + c['undetermined']} / {c.total()}")
        table.add_row(month, *cells)
    return table
