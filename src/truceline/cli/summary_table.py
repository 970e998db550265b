"""The summary that ``assess`` prints: one table per question, each total under its reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from truceline.analytics.summary import STATES, ReadingTotals
from truceline.assessment.explain import BECAUSE

HEADS = {
    "violation": "violation",
    "undetermined": "undetermined",
    "no_violation": "no violation",
    "cannot_tell": "cannot tell",
    "not_covered": "outside*",
}


def print_summary(console: Console, totals: Sequence[ReadingTotals]) -> None:
    """Outcomes per reading, why nothing can be told, and violations by provision, party and month."""
    console.print(_outcomes(totals))
    console.print(
        "* outside this instrument; other law not assessed. Counted: incidents under one reading; never add readings."
    )
    console.print(_excluded(totals))
    console.print(_breakdown("Why it cannot be told", "because", totals, lambda t: t.because, BECAUSE))
    console.print(_breakdown("Violations by provision", "provision", totals, lambda t: t.provisions, {}))
    console.print(_breakdown("Violations by party that answers", "party", totals, lambda t: t.parties, {}))
    console.print(_months(totals))


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


def _breakdown(title: str, what: str, totals: Sequence[ReadingTotals], pick: object, words: dict[str, str]) -> Table:
    assert callable(pick)
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
