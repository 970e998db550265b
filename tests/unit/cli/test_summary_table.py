"""The printed summary stays readable with many instruments and loses no count."""

from __future__ import annotations

from collections import Counter
from io import StringIO

from rich.console import Console

from truceline.analytics.summary import ReadingTotals
from truceline.cli.summary_table import MANY, print_summary


def totals(agreement: str, reading: str, violations: int, open_: int, outside: int) -> ReadingTotals:
    states = Counter(violation=violations, cannot_tell=open_, not_covered=outside)
    because = Counter(actor_unknown=open_) if open_ else Counter[str]()
    found = ReadingTotals(agreement, reading, states.total(), states, because)
    found.provisions = Counter({"p1": violations}) if violations else Counter()
    found.months = {
        "2016-05": Counter(violation=violations),
        "2017-05": Counter(cannot_tell=open_, not_covered=outside),
    }
    found.months |= {f"2016-{m:02}": Counter(not_covered=0) for m in range(6, 12)}
    return found


def printed(rows: list[ReadingTotals]) -> str:
    console = Console(width=132, record=True, file=StringIO())
    print_summary(console, rows)
    return console.export_text()


MANY_ROWS = [totals(f"accord-{n}", r, n, 10 * n, 500) for n in range(1, MANY) for r in ("strict", "wide")]


def test_many_readings_that_count_alike_share_a_row() -> None:
    """Two readings with the same counts everywhere are one row under both names; their counts are not added."""
    text = printed(MANY_ROWS)
    assert text.count("strict, wide") == 4 * (MANY - 1)  # outcomes, why, provisions, years; parties are empty
    row = next(line for line in text.splitlines() if "accord-7" in line)
    assert [cell.strip() for cell in row.split("│")][3:8] == ["7", "0", "0", "70", "500"]


def test_readings_that_differ_anywhere_keep_their_rows() -> None:
    """Equal outcomes with other reasons are not alike."""
    other = totals("accord-7", "narrow", 7, 70, 500)
    other.because = Counter(place=70)
    text = printed([*MANY_ROWS, other])
    assert "narrow" in text
    assert "strict, wide, narrow" not in text


def test_instruments_that_nothing_touches_are_named_in_a_sentence() -> None:
    """All outside: no row of noughts, and not left out in silence."""
    text = printed([*MANY_ROWS, totals("procedure", "text", 0, 0, 577)])
    assert "Every incident lies outside: procedure." in text


def test_more_months_than_fit_are_shown_as_years() -> None:
    """Violations, open and not outside, per year."""
    text = printed(MANY_ROWS)
    assert "By year" in text
    assert "7 / 0 / 7" in text
    assert "0 / 70 / 70" in text
