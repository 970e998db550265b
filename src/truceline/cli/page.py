"""Draws report.html for a finished run: which incident opens it, and the engine's answers to its two clocks."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from truceline.bulletins.report import Spotlight, WhatIf, build_report, render_report
from truceline.bulletins.report.build import default_spotlight
from truceline.bulletins.report.incidents import group_open
from truceline.formats.whole_files import written_whole
from truceline.formats.worlds import World
from truceline.run import Assessed, what_ifs
from truceline.vocabulary.errors import TrucelineError, problem

DAYS_BEFORE, DAYS_AFTER = 45, 45


def write_page(out: Path, assessed: Assessed, rejects: pa.Table, world: World, wanted: str | None) -> Path:
    """Write ``report.html`` into ``out`` and give its path. Raises E-RUN-001 if ``wanted`` is no incident."""
    spotlight = open_on(assessed, world, wanted)
    data = build_report(
        assessed.findings, assessed.reports, world.agreements, world.registry, rejects, assessed.as_of, spotlight
    )
    path = out / "report.html"
    with written_whole(path) as draft:
        draft.write_text(render_report(data), encoding="utf-8")
    return path


def open_on(assessed: Assessed, world: World, wanted: str | None) -> Spotlight | None:
    """The incident that opens the page, with the engine's answers for other days and other states of knowledge."""
    chosen = _chosen(assessed, world, wanted)
    if chosen is None:
        return None
    incident_id, agreement_id = chosen
    rows = [r for r in assessed.reports.to_pylist() if (r["incident_id"] or r["report_id"]) == incident_id]
    loaded = next(a for a in world.agreements if a.agreement.id == agreement_id)
    answers = what_ifs(rows, loaded, world.registry, range(-DAYS_BEFORE, DAYS_AFTER + 1))
    grid = [WhatIf(a.occurred_from.date(), a.as_of, a.reading, a.finding) for a in answers]
    return Spotlight(incident_id, agreement_id, grid)


def _chosen(assessed: Assessed, world: World, wanted: str | None) -> tuple[str, str] | None:
    if not wanted:
        return default_spotlight(assessed.findings, assessed.reports, world.agreements, world.registry)
    incident, _, agreement = wanted.partition(":")
    ids = assessed.findings.column("incident_id").to_pylist()
    if incident not in set(ids):
        hint = "Give an incident id of findings.csv, or ID:AGREEMENT."
        raise TrucelineError(problem("E-RUN-001", "--spotlight", value=incident, hint=hint))
    if incident not in group_open(assessed.reports.to_pylist()).incidents:
        cause = f"'{incident}' rests on a report of a closed compartment, which no page shows"
        raise TrucelineError(problem("E-RUN-004", "--spotlight", cause=cause, hint="Open on another incident."))
    known_agreements = [a.agreement.id for a in world.agreements]
    if agreement and agreement not in known_agreements:
        hint = f"Its instruments: {', '.join(known_agreements)}."
        raise TrucelineError(problem("E-RUN-001", "--spotlight", value=agreement, hint=hint))
    return incident, agreement or known_agreements[0]
