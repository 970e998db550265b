"""Findings on change: the incidents that wait go to the engine as a table, what comes back is kept in versions."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.db.models import Max

from truceline.assessment.assess import plans_for
from truceline.run import assess_table
from truceline.tables.reports import Reports
from truceline.web.audit.actions import append
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.models import Assessment, Event, Finding, Incident
from truceline.web.casework.outcomes import keep_outcomes
from truceline.web.casework.states import State
from truceline.web.clock import deployment, now
from truceline.web.intake.models import Report
from truceline.web.world import world

AT_ONCE = 40  # incidents a transaction
READ_AT_ONCE = 2000  # reports
log = logging.getLogger(__name__)


def assess_waiting() -> int:
    """Assess some of the incidents that wait; how many. One that cannot be assessed says why and holds up no other."""
    waiting = list(
        Incident.objects.filter(assessment=Assessment.WAITING)
        .order_by("-occurred_from")[:AT_ONCE]
        .values_list("pk", "version")
    )
    if not waiting:
        return 0
    names = [pk for pk, _ in waiting]
    with transaction.atomic():
        Incident.objects.filter(pk__in=names).update(assessment=Assessment.RUNNING)
    try:
        _assess(dict(waiting))
    except Exception as error:  # whatever the engine says, the queue goes on and the page tells
        log.exception("assessment failed")
        note = f"{type(error).__name__}: {error}"[:500]
        with transaction.atomic():
            Incident.objects.filter(pk__in=names, assessment=Assessment.RUNNING).update(
                assessment=Assessment.FAILED, assessment_note=note
            )
    return len(names)


def resume() -> None:
    """What ran when the service stopped waits again."""
    with transaction.atomic():
        Incident.objects.filter(assessment=Assessment.RUNNING).update(assessment=Assessment.WAITING)


def _assess(versions: Mapping[str, int]) -> None:
    moment = now()
    found = assess_table(engine_table(versions), world().agreements, world().registry, moment).findings
    wanted = found.filter(pc.is_in(found.column("incident_id"), pa.array(list(versions), pa.string())))
    by_incident: dict[str, list[dict[str, Any]]] = {pk: [] for pk in versions}
    for row in wanted.to_pylist():
        by_incident[row["incident_id"]].append(row)
    with transaction.atomic():
        rows = Incident.objects.select_for_update(no_key=True).filter(pk__in=list(versions)).order_by("pk")
        list(rows.values_list("pk", flat=True))  # before the log, as every step does
        parts = [_replaced(pk, ours, moment) for pk, ours in by_incident.items()]
        _keep([f for made, _ in parts for f in made], [e for _, events in parts for e in events])
        for pk, version in versions.items():  # what changed meanwhile waits on
            Incident.objects.filter(pk=pk, version=version, assessment=Assessment.RUNNING).update(
                assessment=Assessment.CURRENT, assessment_note=""
            )
        Incident.objects.filter(pk__in=list(versions), assessment=Assessment.RUNNING).update(
            assessment=Assessment.WAITING
        )


def engine_table(incidents: Mapping[str, int]) -> pa.Table:
    """Reports as the engine takes them, read some at a time: as objects all of a mission's would fill gigabytes."""
    reports = iter(_handed_over(incidents).iterator(READ_AT_ONCE))
    parts = iter(lambda: list(islice(reports, READ_AT_ONCE)), [])
    return pa.concat_tables([Reports.empty(), *(Reports.from_rows(_as_rows(part)) for part in parts)])


def engine_rows(incidents: Mapping[str, int]) -> list[dict[str, Any]]:
    """The same as rows."""
    return _as_rows(list(_handed_over(incidents)))


def _handed_over(incidents: Mapping[str, int]) -> Any:
    """Reports of some incidents. Running balances need every incident, so then all are handed over."""
    plans = plans_for(world().agreements, world().registry, None)
    reports = Report.objects.select_related("member__incident").filter(member__isnull=False)
    if not any(plan.keeps_balances for plan, _ in plans):
        reports = reports.filter(member__incident__in=list(incidents))
    return reports


def _as_rows(found: Sequence[Report]) -> list[dict[str, Any]]:
    rows = corrected_rows(found)
    return [engine_row(row, r.member.incident) for row, r in zip(rows, found, strict=True)]


def engine_row(row: dict[str, Any], incident: Incident) -> dict[str, Any]:
    """A report with the mission's grouping, and with its verification where two people established the event on it.

    What joined after their conclusion was no part of it, and stays as sure as it says of itself.
    """
    row = row | {"incident_id": incident.incident_id}
    if incident.conclusion == State.VERIFIED and incident.covers(row["report_id"]):
        row["verified_by"] = row["verified_by"] or deployment().name
        row["standard_of_proof"] = incident.standard_of_proof or row["standard_of_proof"]
    return row


def _keep(fresh: Sequence[Finding], events: Sequence[Event]) -> None:
    """New versions, what histories tell of them, and the entry that holds both."""
    if not events:
        return
    ordered = sorted(fresh, key=lambda f: f.finding_id)
    detail = {"findings": len(ordered), "incidents": sorted({e.incident_id for e in events})}
    entry = append("engine", "assess", ("findings", ""), detail, [f.digest for f in ordered], events)
    for finding in ordered:
        finding.audit_seq = entry.seq
    Finding.objects.bulk_create(ordered)


def _replaced(incident_id: str, rows: Sequence[dict[str, Any]], moment: datetime) -> tuple[list[Finding], list[Event]]:
    """New versions where a finding says something else than before, and what the history tells of the differences."""
    before = {f.finding_id: f for f in Finding.objects.filter(incident_id=incident_id, current=True)}
    versions = dict(
        Finding.objects.filter(incident_id=incident_id).values_list("finding_id").annotate(last=Max("version"))
    )  # of findings that ended as well: an incident that was emptied may come back
    made, changes = [], []
    for row in rows:
        old = before.pop(row["finding_id"], None)
        new = Finding(**row, version=versions.get(row["finding_id"], 0) + 1, made_at=moment)
        new.digest = new.own_digest()
        if old and old.digest == new.digest:
            continue
        if old:
            Finding.objects.filter(pk=old.pk).update(current=False)
        made.append(new)
        changes.append(_change(old, new))
    Finding.objects.filter(pk__in=[f.pk for f in before.values()]).update(current=False)
    if made or before:
        keep_outcomes(incident_id, rows, moment)
    told = [c for c in changes if c["before"] != c["after"]]
    told += [_change(gone, None) for gone in before.values()]
    if not made and not told:
        return [], []
    said = {"at": moment, "by": "engine", "kind": "assessed", "detail": {"changes": told}}
    return made, [Event.objects.create(incident_id=incident_id, **said)]


def _change(old: Finding | None, new: Finding | None) -> dict[str, Any]:
    """``after`` empty: the finding ended, since its incident has no reports any more."""

    def said(finding: Finding | None) -> list[Any]:
        return [finding.coverage, finding.outcome, finding.standard_of_proof] if finding else []

    some: Any = new or old
    return {"agreement": some.agreement_id, "reading": some.reading, "before": said(old), "after": said(new)}
