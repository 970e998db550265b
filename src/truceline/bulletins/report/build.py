"""Tables and agreements to page data. Pure: nothing is read or written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from truceline.bulletins.report.incidents import Row, fill_columns, group_open
from truceline.bulletins.report.instruments import (
    LoadedAgreement,
    actor_name,
    display_zone,
    instrument_part,
    minutes,
)
from truceline.bulletins.report.model import (
    PAGE_VERSION,
    InstrumentPart,
    Localised,
    PageData,
    RejectPart,
    Spotlight,
    SpotlightPart,
)
from truceline.bulletins.report.overview import grid_for, overview_map
from truceline.bulletins.report.spotlight import choose_spotlight, spotlight_part
from truceline.bulletins.report.verdicts import Strings, Verdicts
from truceline.registry.actors import Registry

MOST_REJECTS = 2000
LONGEST_BYTES = 9_000_000


def build_report(
    findings: pa.Table,
    reports: pa.Table,
    agreements: Sequence[LoadedAgreement],
    registry: Registry,
    rejects: pa.Table,
    as_of: datetime,
    spotlight: Spotlight | None = None,
) -> PageData:
    """Everything the page shows.

    Rows:   each open incident once, each finding as a verdict number; incidents with a report in a closed compartment
            are counted and left out.
    Reads:  ``incident_id`` of reports, or ``report_id`` when it is null.
    Raises: KeyError if ``spotlight`` names an incident or agreement that is not there.
    """
    grouped = group_open(reports.to_pylist())
    groups = grouped.incidents
    parts = [instrument_part(item, registry, as_of) for item in agreements]
    strings = Strings()
    verdicts = Verdicts(strings)
    matrix = finding_matrix(findings, parts, list(groups), verdicts)
    opening = _opening(spotlight, groups, parts, matrix, verdicts)
    zone = display_zone(agreements[opening[1]].agreement) if opening else "Etc/UTC"
    grid = grid_for(groups)
    incidents, report_columns = fill_columns(groups, strings, zone, grid.cell_of if grid else lambda rows: -1)
    shown = _spotlight(opening, groups, parts, agreements, registry, verdicts)
    data = PageData(
        PAGE_VERSION,
        "mission",
        bool(agreements) and all(item.agreement.example for item in agreements),
        minutes(as_of),
        sorted(set(findings.column("rule_version").to_pylist())) if findings.num_rows else [],
        strings.all,
        verdicts.rows,
        verdicts.all,
        parts,
        incidents,
        report_columns,
        matrix,
        actor_names(strings, registry),
        shown,
        overview_map(grid, agreements),
        reject_parts(rejects),
        grouped.withheld_reports,
        grouped.withheld_incidents,
    )
    return within_size(data, verdicts)


def finding_matrix(
    findings: pa.Table, parts: Sequence[InstrumentPart], incident_ids: Sequence[str], verdicts: Verdicts
) -> list[list[list[int]]]:
    """``[instrument][reading][incident]`` → verdict number, −1 where there is no finding."""
    position = {incident: i for i, incident in enumerate(incident_ids)}
    wanted = [i for i, incident in enumerate(findings.column("incident_id").to_pylist()) if incident in position]
    kept = findings if len(wanted) == findings.num_rows else findings.take(pa.array(wanted, pa.int64()))
    slots = {(p.id, r.id): (i, j) for i, p in enumerate(parts) for j, r in enumerate(p.readings)}
    matrix = [[[-1] * len(incident_ids) for _ in p.readings] for p in parts]
    numbers = verdicts.add_table(kept)
    keys = zip(*(kept.column(c).to_pylist() for c in ("agreement_id", "reading", "incident_id")), strict=True)
    for number, (agreement, reading, incident) in zip(numbers, keys, strict=True):
        slot = slots.get((agreement, reading))
        if slot is not None:
            matrix[slot[0]][slot[1]][position[incident]] = number
    return matrix


def state_letter(verdict: Sequence[Any]) -> str:
    """v violation, n no violation, u cannot be told, o outside this instrument."""
    if verdict[0] == 1:
        return "o"
    return "u" if verdict[0] == 2 else "vnu"[verdict[1]]


def _opening(
    spotlight: Spotlight | None,
    groups: Mapping[str, Sequence[Row]],
    parts: Sequence[InstrumentPart],
    matrix: Sequence[Sequence[Sequence[int]]],
    verdicts: Verdicts,
) -> tuple[Spotlight, int] | None:
    if spotlight is not None:
        if spotlight.incident_id not in groups:
            raise KeyError(spotlight.incident_id)
        numbers = {p.id: i for i, p in enumerate(parts)}
        return spotlight, numbers[spotlight.agreement_id]
    letters = [state_letter(v) for v in verdicts.all]
    states = [[[letters[v] if v >= 0 else "" for v in row] for row in rows] for rows in matrix]
    chosen = choose_spotlight(groups, parts, states)
    return (Spotlight(chosen[0], parts[chosen[1]].id), chosen[1]) if chosen else None


def _spotlight(
    opening: tuple[Spotlight, int] | None,
    groups: Mapping[str, Sequence[Row]],
    parts: Sequence[InstrumentPart],
    agreements: Sequence[LoadedAgreement],
    registry: Registry,
    verdicts: Verdicts,
) -> SpotlightPart | None:
    if opening is None:
        return None
    chosen, number = opening
    position = list(groups).index(chosen.incident_id)
    return spotlight_part(
        chosen,
        groups[chosen.incident_id],
        position,
        number,
        agreements[number],
        registry,
        parts[number],
        verdicts,
    )


def actor_names(strings: Strings, registry: Registry) -> dict[str, Localised]:
    """Names per language of every actor that a finding or a claim names; the rest of the registry stays at home."""
    named: dict[str, Localised] = {}
    for text in strings.all:
        if text in registry.actors:
            named[text] = actor_name(text, registry)
    return named


def reject_parts(rejects: pa.Table) -> list[RejectPart]:
    """Rejected rows by code, counted in full; at most ``MOST_REJECTS`` are listed, spread evenly over the codes."""
    counts: Counter[str] = Counter(rejects.column("code").to_pylist())
    share = MOST_REJECTS // max(1, len(counts))
    listed: dict[str, list[list[Any]]] = defaultdict(list)
    for row in rejects.select(["source", "row", "code", "message"]).to_pylist():
        if len(listed[row["code"]]) < share:
            listed[row["code"]].append([row["source"], row["row"], row["message"]])
    return [RejectPart(code, counts[code], listed[code]) for code in sorted(counts)]


def within_size(data: PageData, verdicts: Verdicts) -> PageData:
    """Shorten the traces of other incidents when the page would grow too long to open at once."""
    if len(data.as_json()) <= LONGEST_BYTES or data.spotlight is None:
        return data
    kept = {w[3] for w in data.spotlight.what_ifs}
    kept |= {row[data.spotlight.incident] for row in data.findings[data.spotlight.instrument]}
    verdicts.shorten_traces(kept)
    return PageData(**{**vars(data), "short_traces": True})


def default_spotlight(
    findings: pa.Table, reports: pa.Table, agreements: Sequence[LoadedAgreement], registry: Registry
) -> tuple[str, str] | None:
    """(incident id, agreement id) that opens the page when nobody chose one; None without findings."""
    groups = group_open(reports.to_pylist()).incidents
    parts = [instrument_part(item, registry) for item in agreements]
    verdicts = Verdicts(Strings())
    opening = _opening(None, groups, parts, finding_matrix(findings, parts, list(groups), verdicts), verdicts)
    return (opening[0].incident_id, opening[0].agreement_id) if opening else None
