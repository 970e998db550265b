"""The concordance of count claims as CSV files for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from truceline.analytics.concordance import Compared, Concordance, Pairing
from truceline.analytics.count_checks import Mismatch

COLUMNS = (
    "matter",
    "unit",
    "period_from",
    "period_until",
    "dating",
    "place",
    "mine_claimant",
    "yours_claimant",
    "mine",
    "yours",
    "reported_by",
    "both_at_least",
    "both_at_most",
    "confirmed",
    "not_confirmed",
    "denied",
    "mine_claim_id",
    "yours_claim_id",
)


def write_concordance(concordance: Concordance, mismatches: Iterable[Mismatch], folder: Path) -> list[Path]:
    """concordance.csv (an empty ``place`` is the whole period), mismatches.csv and alone.csv."""
    rows = [row for pairing in concordance.pairings for row in _rows(pairing)]
    found = [(m.claim_id, m.kind, m.stated, m.found, m.sentence) for m in mismatches]
    return [
        _write(folder / "concordance.csv", COLUMNS, rows),
        _write(folder / "mismatches.csv", ("claim_id", "kind", "stated", "found", "sentence"), found),
        _write(folder / "alone.csv", ("claim_id", "reason"), concordance.alone),
    ]


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)
    return path


def _rows(pairing: Pairing) -> Iterator[tuple[Any, ...]]:
    answers = dict.fromkeys(("confirmed", "not_confirmed", "denied"), 0)
    for answer in pairing.answers:
        if answer.answer in answers:
            answers[answer.answer] += answer.count
    yield _row(pairing, pairing.whole, tuple(answers.values()) if pairing.answers else ("", "", ""))
    for place in pairing.places:
        yield _row(pairing, place, ("", "", ""))


def _row(pairing: Pairing, compared: Compared, answers: tuple[Any, ...]) -> tuple[Any, ...]:
    return (
        pairing.matter,
        pairing.unit,
        pairing.period_from.isoformat(),
        pairing.period_until.isoformat(),
        pairing.dating,
        compared.place or "",
        pairing.mine,
        pairing.yours,
        compared.mine.count,
        compared.yours.count,
        compared.reported_by,
        compared.both_at_least,
        compared.both_at_most,
        *answers,
        compared.mine.claim_id,
        compared.yours.claim_id,
    )


def _cell(value: Any) -> Any:
    """Blank for what nobody said; a spreadsheet must not run a claim as a formula."""
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
