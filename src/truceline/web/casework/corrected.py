"""Reports as they are to be read: the rows as received with the confirmed corrections laid over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.formats.own_reports import own_cell
from truceline.tables.reports import Reports
from truceline.web.casework.correction_models import Correction
from truceline.web.intake.models import Report

NAMED = 500  # more reports than that are not named to the database one by one


def corrected_rows(reports: Iterable[Report], until: datetime | None = None) -> list[dict[str, Any]]:
    """Rows of the engine's table, one a report, in their order. ``until``: with the corrections confirmed by then."""
    given = list(reports)
    laid = standing_over([r.pk for r in given], until)
    return [overlaid(r.columns(), laid.get(r.pk, ())) for r in given]


def standing_over(report_ids: Iterable[str], until: datetime | None = None) -> dict[str, list[Correction]]:
    """report -> its confirmed corrections, in the order in which they are laid over it."""
    named = list(report_ids)
    rows = Correction.objects.standing(until)
    if len(named) <= NAMED:
        rows = rows.filter(report__in=named)
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows:
        found[row.report_id].append(row)
    return found


def overlaid(row: dict[str, Any], corrections: Iterable[Correction]) -> dict[str, Any]:
    for one in corrections:
        row = row | read_back(one.after)
    return row


def read_back(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Cells as the table holds them, out of what a correction keeps as JSON."""
    return {n: None if v is None else own_cell(Reports.schema.field(n), v) for n, v in kept.items()}


def kept_as(value: Any) -> Any:
    """A cell as a correction keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


@dataclass(frozen=True)
class Claim:
    """A report as received, the corrections that are laid over it, and the one that waits for a second person."""

    report: Report
    laid: Sequence[Correction]
    waiting: Correction | None


def claims(reports: Sequence[Report], until: datetime | None = None) -> list[Claim]:
    """What an incident's page shows of its reports; ``until``: as of then."""
    ids = [r.pk for r in reports]
    laid = standing_over(ids, until)
    open_ones = Correction.objects.filter(report__in=ids)
    if until is None:
        open_ones = open_ones.waiting()
    else:
        open_ones = open_ones.filter(at__lte=until).exclude(decision__at__lte=until)
    waiting = {one.report_id: one for one in open_ones}
    return [Claim(r, laid.get(r.pk, []), waiting.get(r.pk)) for r in reports]
