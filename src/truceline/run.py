"""The whole pipeline, one readable function: reports in, findings out, nothing lost."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pyarrow as pa

from truceline.agreement.clock import local_datetime, moment
from truceline.agreement.in_force import dated_parts, known_since
from truceline.assessment.assess import (
    Loaded,
    assess_incidents,
    default_as_of,
    known_reports,
    lay_out_all,
    plans_for,
)
from truceline.assessment.claims import group_reports
from truceline.assessment.compare import Comparison, compare_plans, pairs_of
from truceline.assessment.ledger import with_ledgers
from truceline.assessment.plan import Plan
from truceline.formats.countries import country_of
from truceline.matching.columns import ActorNames
from truceline.matching.contradictions import Denial
from truceline.matching.corroboration import corroborate
from truceline.matching.fuse import fuse
from truceline.matching.judgements import NO_JUDGEMENTS, Judgements
from truceline.matching.match import match_reports
from truceline.matching.origins import SourceNote
from truceline.matching.score import Weights
from truceline.registry.actors import Registry
from truceline.tables.incidents import Corroboration, FusedIncidents
from truceline.tables.reports import Rejects, Reports
from truceline.vocabulary.terms import UNKNOWN

Progress = Callable[[int, int], None]
BELONGS = ("part_of", "member_of", "affiliate_of", "merged_into")


@dataclass(frozen=True)
class Grouped:
    """Reports matched into incidents. ``reports``: with their incident filled in, as ``assess_table`` takes them."""

    reports: pa.Table
    members: pa.Table
    corroboration: pa.Table
    fused: pa.Table


def match_table(
    reports: pa.Table,
    weights: Weights | None = None,
    judgements: Judgements = NO_JUDGEMENTS,
    notes: Mapping[str, SourceNote] | None = None,
    actor_names: ActorNames | None = None,
    denials: Sequence[Denial] = (),
) -> Grouped:
    """Reports → pairs → incidents → what stands behind each, and each incident as its reports leave it.

    ``notes``: reliability of sources and who takes from whom. ``actor_names``: what a registry knows of a name
    (``actors_behind``). ``denials``: what parties say is not so. Raises E-MATCH-001.
    """
    matched = match_reports(reports, weights, actor_names, judgements)
    grouped = matched.grouped_reports()
    behind, fused = stand_behind(grouped, notes or {}, actor_names, denials)
    return Grouped(grouped, matched.members(), behind, fused)


def stand_behind(
    grouped: pa.Table,
    notes: Mapping[str, SourceNote],
    actor_names: ActorNames | None = None,
    denials: Sequence[Denial] = (),
) -> tuple[pa.Table, pa.Table]:
    """Corroboration and fused incidents of reports that have their incident, both by incident id."""
    by_incident = group_reports(grouped.to_pylist())
    denied: dict[str, list[Denial]] = {}
    for denial in denials:
        denied.setdefault(denial.report_id, []).append(denial)
    behind, fused = [], []
    for incident_id, rows in sorted(by_incident.items()):
        found = corroborate(rows, notes, actor_names, [d for r in rows for d in denied.get(r["report_id"], ())])
        behind.append(
            {
                "incident_id": incident_id,
                "grade": found.grade,
                "rule": found.rule,
                "origins": [list(ids) for ids in found.origins],
                "reliability": [{"source": s, "letter": letter} for s, letter in found.reliability],
                "credibility": found.credibility,
                "contradictions": [vars(c) for c in found.contradictions],
            }
        )
        fused.append(fuse(incident_id, rows, found))
    return Corroboration.from_rows(behind), FusedIncidents.from_rows(fused)


def actors_behind(registry: Registry) -> ActorNames:
    """What a registry knows of a name: the actors it may mean, and those they are units, members or branches of."""

    def known(name: str) -> list[str]:
        found = {match.actor_id for match in registry.find(name)}
        return sorted(found | {r.to for actor in found for r in registry.relations(actor) if r.type in BELONGS})

    return known


def match_and_assess(
    reports: pa.Table,
    agreements: Sequence[Loaded],
    registry: Registry,
    as_of: datetime | None = None,
    judgements: Judgements = NO_JUDGEMENTS,
) -> tuple[Grouped, Assessed]:
    """The whole pipeline: reports become incidents, incidents are assessed; claims that disagree stay alternatives."""
    grouped = match_table(reports, judgements=judgements, actor_names=actors_behind(registry))
    return grouped, assess_table(grouped.reports, agreements, registry, as_of)


@dataclass(frozen=True)
class Assessed:
    """What a run leaves. ``set_aside``: reports that lie after ``as_of``, with their reason; counts always add up."""

    findings: pa.Table
    reports: pa.Table
    set_aside: pa.Table
    as_of: datetime
    incidents: int


def assess_table(
    reports: pa.Table,
    agreements: Sequence[Loaded],
    registry: Registry,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> Assessed:
    """Assess a reports table under every agreement and reading.

    Rows: every report is either in ``reports`` or in ``set_aside``; findings are incidents × readings.
    Raises: TrucelineError from the loaders only. Without ``as_of``, all that the input knows counts.
    """
    rows = reports.to_pylist()
    if not rows:
        moment_known = as_of or datetime.max.replace(tzinfo=UTC)
        return Assessed(assess_incidents([], [], moment_known), reports, Rejects.empty(), moment_known, 0)
    moment_known = as_of or default_as_of(rows, agreements, registry)
    known = known_reports(rows, moment_known)
    incidents = list(lay_out_all(known.rows, registry))
    total = len(incidents)
    tell = (lambda done: progress(done, total)) if progress else None
    plans = with_ledgers(plans_for(agreements, registry, as_of), incidents)
    with _uncollected():
        findings = assess_incidents(incidents, plans, moment_known, tell)
    kept = Reports.from_rows(known.rows)
    return Assessed(findings, kept, Rejects.from_rows(known.set_aside), moment_known, total)


@dataclass(frozen=True)
class Side:
    """One side of a what-if: agreements on a registry, at a state of knowledge, under one reading or all of them."""

    agreements: Sequence[Loaded]
    registry: Registry
    as_of: datetime | None = None
    reading: str | None = None


def diff_findings(
    reports: pa.Table, before: Side, after: Side, progress: Progress | None = None
) -> tuple[list[Comparison], list[str]]:
    """What two sides make of the same reports: a comparison per pair of plans, and the plans that have no partner.

    Plans pair by instrument and reading; where each side names one instrument or one reading, these pair whatever
    their ids. Only what the difference can reach is judged (assessment.affected).
    """
    rows = reports.to_pylist()
    if not rows:
        return [], []
    latest = max(default_as_of(rows, s.agreements, s.registry) for s in (before, after))
    incidents = []
    for side in (before, after):
        known = known_reports(rows, side.as_of or latest).rows
        incidents.append(list(lay_out_all(known, side.registry)))
    pairs = pairs_of(*incidents)
    partners, alone = _partners(before, after)
    found = []
    for number, (one, other) in enumerate(partners, 1):
        found.append(compare_plans(pairs, one, other, max(before.as_of or latest, after.as_of or latest)))
        if progress:
            progress(number, len(partners))
    return found, alone


Versioned = tuple[Plan, str]


def _partners(before: Side, after: Side) -> tuple[list[tuple[Versioned, Versioned]], list[str]]:
    sides = [
        [p for p in plans_for(s.agreements, s.registry, s.as_of) if s.reading in (None, p[0].reading)]
        for s in (before, after)
    ]
    one_text = all(len({p.view.id for p, _ in plans}) == 1 for plans in sides)
    one_reading = before.reading is not None and after.reading is not None

    def key(plan: Plan) -> tuple[str, str]:
        return "" if one_text else plan.view.id, "" if one_reading else plan.reading

    left, right = ({key(p[0]): p for p in plans} for plans in sides)
    alone = [
        f"{side}: {p.view.id} {p.reading}"
        for side, plans, others in (("before", left, right), ("after", right, left))
        for k, (p, _) in plans.items()
        if k not in others
    ]
    return [(left[k], right[k]) for k in left if k in right], alone


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: millions of answers are kept, none of them is one, and each pass would visit all."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def assess_rows(
    rows: Sequence[Mapping[str, Any]], agreements: Sequence[Loaded], registry: Registry, as_of: str | None = None
) -> pa.Table:
    """Findings for partial report rows as cases and notebooks write them: times as text, blanks left out.

    Raises: ValueError on a time that cannot be read, KeyError on an unknown column.
    """
    return assess_table(reports_table(rows), agreements, registry, parse_as_of(as_of)).findings


def reports_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Partial report rows as a reports table. Raises ValueError on a time that cannot be read."""
    return Reports.from_rows(_filled(row, number) for number, row in enumerate(rows, 1))


def parse_as_of(text: str | None) -> datetime | None:
    """A day means its end: what was known when the day was over, in UTC. Raises ValueError."""
    if text is None:
        return None
    instant = local_datetime(text)
    if "T" not in text:
        instant = datetime.combine(instant.date(), time.max)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _filled(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    out = dict(row)
    out.setdefault("report_id", f"r{number}")
    out.setdefault("source", "case")
    out["act"] = out.get("act") or UNKNOWN  # what nobody said is not made up
    out["country"] = country_of(out.get("country"))[0]
    for column in ("occurred_from", "occurred_until", "received_at", "notice_given_at"):
        if isinstance(out.get(column), str):
            instant = local_datetime(out[column])
            out[column] = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    if out.get("occurred_until") is None:
        out["occurred_until"] = out["occurred_from"] + timedelta(minutes=1)
    return out


@dataclass(frozen=True)
class WhatIfAnswer:
    """The engine's answer had one incident happened on another day, as known on another."""

    occurred_from: datetime
    as_of: datetime
    reading: str
    finding: dict[str, Any]


def what_ifs(
    rows: Sequence[Mapping[str, Any]], loaded: Loaded, registry: Registry, shifts_days: Sequence[int]
) -> list[WhatIfAnswer]:
    """One incident under every reading, moved by whole days, at each moment when more of the agreement became known.

    Only past incidents are assessed, so a shift past the state of knowledge gives no answer. The reports themselves are
    taken as known throughout: what changes is the agreement.
    """
    start = min(r["occurred_from"] for r in rows)
    end = max(r["occurred_until"] for r in rows) + timedelta(days=max(shifts_days))
    answers = []
    steps = knowledge_steps(loaded, start, end)
    for as_of, until in zip(steps, [*steps[1:], end], strict=True):  # a state of knowledge lasts until the next
        plans = plans_for([loaded], registry, as_of)
        incidents = []
        for shift in shifts_days:
            moved = [_moved(row, shift, timedelta(days=shift)) for row in rows]
            if max(r["occurred_until"] for r in moved) <= max(as_of, until):
                incidents += list(lay_out_all(moved, registry))
        for finding in assess_incidents(incidents, plans, as_of).to_pylist():
            shift = int(finding["incident_id"].removeprefix("shift:"))
            answers.append(WhatIfAnswer(start + timedelta(days=shift), as_of, finding["reading"], finding))
    return answers


def knowledge_steps(loaded: Loaded, start: datetime, end: datetime) -> list[datetime]:
    """The moments at which a part of the agreement became known, after ``start``, and the last moment ``end``."""
    agreement = loaded.agreement
    dated = map(known_since, dated_parts(agreement))
    known = {moment(since, agreement.timezone).earliest for since in dated if since}
    return sorted({start + timedelta(days=1), *(k for k in known if start < k), max(end, *known) if known else end})


def _moved(row: Mapping[str, Any], shift: int, by: timedelta) -> dict[str, Any]:
    moved = dict(row, incident_id=f"shift:{shift}", received_at=None)
    moved["report_id"] = f"{row['report_id']}@{shift}"
    moved["occurred_from"], moved["occurred_until"] = row["occurred_from"] + by, row["occurred_until"] + by
    return moved
