"""Incidents and their reports as columns, withheld compartments left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.bulletins.report.instruments import local_day, minutes
from truceline.bulletins.report.model import IncidentColumns, ReportColumns
from truceline.bulletins.report.verdicts import Strings
from truceline.vocabulary.amounts import plain
from truceline.vocabulary.terms import ACTS, broader_terms

Row = Mapping[str, Any]
PROTECTED_KINDS = frozenset(
    {"medical_facility", "school", "place_of_worship", "humanitarian", "monitors", "peacekeepers", "camp"}
)


@dataclass(frozen=True)
class Grouped:
    """Open incidents with their reports, and how much is withheld."""

    incidents: dict[str, list[Row]]
    withheld_reports: int
    withheld_incidents: int


def group_open(rows: Iterable[Row]) -> Grouped:
    """Reports by incident. One with any report in a closed compartment is withheld whole: its trace would tell."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["incident_id"] or row["report_id"]].append(row)
    closed = {key for key, reports in groups.items() if any(r.get("compartment") is not None for r in reports)}
    shown = {key: sorted(groups[key], key=lambda r: r["report_id"]) for key in sorted(groups) if key not in closed}
    return Grouped(shown, sum(len(groups[key]) for key in closed), len(closed))


def protects(reports: Sequence[Row]) -> bool:
    """Whether a claimed target is a kind of site that is never drawn or placed finely."""
    return any(r.get("target_kind") in PROTECTED_KINDS for r in reports)


def common_act(reports: Sequence[Row]) -> str:
    """The narrowest act that all claims fall under; what was verified on site counts before what is only claimed."""
    told = [r for r in reports if r.get("verified_by")] or reports
    chains = [broader_terms(r["act"], ACTS) if r["act"] in ACTS else [r["act"]] for r in told]
    return next((act for act in chains[0] if all(act in chain for chain in chains)), told[0]["act"])


def place_of(reports: Sequence[Row]) -> tuple[str | None, int]:
    """Name of the place and precision in metres (−1: no position). Protected targets keep their district only."""
    pointed = [r for r in reports if r.get("lon") is not None]
    best = min(pointed, key=lambda r: (r.get("place_radius_m") or 0.0, r["report_id"]), default=None)
    radius = int(best.get("place_radius_m") or 0) if best is not None else -1
    columns = ("admin2", "admin1", "country") if protects(reports) else ("place_name", "admin2", "admin1", "country")
    for column in columns:
        name = next((r[column] for r in ([best] if best is not None else []) if r.get(column)), None)
        name = name or next((r[column] for r in reports if r.get(column)), None)
        if name:
            return name, -1 if protects(reports) else radius
    return None, -1 if protects(reports) else radius


def interval_of(reports: Sequence[Row]) -> tuple[datetime, datetime]:
    """The most precise claim of when: the shortest interval, the earliest of equals."""
    start, until = min(
        ((r["occurred_from"], r["occurred_until"]) for r in reports), key=lambda span: (span[1] - span[0], span[0])
    )
    return start, until


CellOf = Callable[[Sequence[Row]], int]


def fill_columns(
    groups: Mapping[str, Sequence[Row]], strings: Strings, zone: str, cell_of: CellOf
) -> tuple[IncidentColumns, ReportColumns]:
    incidents, reports = IncidentColumns(), ReportColumns()
    for incident_id, rows in groups.items():
        _incident(incidents, incident_id, rows, strings, zone, cell_of, len(reports.id))
        for row in rows:
            _report(reports, row, strings)
    return incidents, reports


def _incident(
    out: IncidentColumns, incident_id: str, rows: Sequence[Row], s: Strings, zone: str, cell_of: CellOf, first: int
) -> None:
    start, until = interval_of(rows)
    place, radius = place_of(rows)
    low, high, unit = quantity_of(rows)
    out.id.append(incident_id)
    out.start.append(minutes(start))
    out.until.append(minutes(until))
    out.day.append(local_day(start, zone))
    out.place.append(s(place))
    out.radius_m.append(radius)
    out.act.append(s(common_act(rows)))
    out.quantity_low.append(low)
    out.quantity_high.append(high)
    out.unit.append(s(unit))
    out.cell.append(cell_of(rows))
    out.first_report.append(first)
    out.reports.append(len(rows))


def quantity_of(rows: Sequence[Row]) -> tuple[float, float, str | None]:
    """Lowest and highest claimed number when all claims count in one unit; different units are never joined."""
    counted = [(plain(r["quantity"]), r["quantity_unit"]) for r in rows if r.get("quantity") is not None]
    units = {unit for _, unit in counted}
    if len(units) != 1 or None in units:
        return -1, -1, None
    numbers = [n for n, _ in counted if n is not None]
    return min(numbers), max(numbers), units.pop()


def _report(out: ReportColumns, row: Row, s: Strings) -> None:
    out.id.append(row["report_id"])
    out.claimant.append(s(row.get("claimant")))
    out.source.append(s(row["source"]))
    out.kind.append(s(row.get("source_kind")))
    out.quotes.append(s(joined(row.get("origin_chain"))))
    out.received.append(minutes(row["received_at"]) if row.get("received_at") else -1)
    out.act.append(s(row["act"]))
    out.weapon.append(s(row.get("weapon")))
    out.quantity.append(-1 if (amount := plain(row.get("quantity"))) is None else amount)
    out.unit.append(s(row.get("quantity_unit")))
    out.actor.append(s(joined(candidates(row))))
    out.target.append(s(joined(row.get("claimed_target"))))
    left, right = joined(row.get("side_left")), joined(row.get("side_right"))
    out.sides.append(s(f"{left or '?'} – {right or '?'}" if left or right else None))


def candidates(row: Row) -> Sequence[str] | None:
    """Who acted as a report names it; candidates with the weight that the report gives each."""
    names, weights = row.get("claimed_initiator"), row.get("initiator_weights")
    return names if not weights else [f"{name} ({weight:g})" for name, weight in zip(names or (), weights, strict=True)]


def joined(names: Sequence[str] | None) -> str | None:
    return ", ".join(names) if names else None
