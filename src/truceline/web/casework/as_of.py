"""An incident as it was known at a moment: its reports, state and findings then, read off what is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from truceline.web.accounts.models import User
from truceline.web.audit.actions import log_read
from truceline.web.casework import queries, question_queries
from truceline.web.casework.corrected import claims, corrected_rows
from truceline.web.casework.grouping import summary
from truceline.web.casework.models import Event, Finding, Incident
from truceline.web.casework.states import State, is_reopening
from truceline.web.evidence.models import Item
from truceline.web.intake.models import Report


@dataclass
class Told:
    """What the events up to a moment say of an incident. ``gone``: findings that ended, and when."""

    state: str = State.REPORTED
    proposed: dict[str, Any] = field(default_factory=dict)
    concluded: dict[str, Any] = field(default_factory=dict)
    concluded_on: list[str] | None = None
    works: str = ""
    reports: dict[str, None] = field(default_factory=dict)
    went_to: str = ""
    gone: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def tell(self, event: Event) -> None:
        if event.kind == "joined":
            self.reports[event.text] = None
        elif event.kind == "left_incident":
            self.reports.pop(event.text, None)
            self.went_to = event.detail.get("to", "")
        elif event.kind == "proposed":
            self.proposed = event.detail
        elif event.kind in ("agreed", "sent_back"):
            self.concluded = self.proposed if event.kind == "agreed" else {}
            seen = self.proposed.get("reports", self.reports)  # those of the proposal: both people saw these
            self.concluded_on = sorted(set(seen) & set(self.reports)) if event.kind == "agreed" else None
            self.proposed = {}
        elif event.kind in ("taken", "left"):
            self.works = event.by if event.kind == "taken" else ""
        elif event.kind == "assessed":
            ended = [c for c in event.detail.get("changes", []) if not c["after"]]
            self.gone |= {(c["agreement"], c["reading"]): event.at for c in ended}
        if event.kind == "moved" and is_reopening(event.from_state, event.to_state):
            self.proposed, self.concluded, self.concluded_on = {}, {}, None
        self.state = event.to_state or self.state

    def ended(self, finding: Finding) -> bool:
        ended = self.gone.get((finding.agreement_id, finding.reading))
        return ended is not None and finding.made_at < ended


def page_as_of(user: User, incident: Incident, moment: datetime) -> dict[str, Any]:
    """What the page of an incident shows of a moment; no step is open there. ``known`` False: nothing was known yet.

    For the mission only: a delayed reader's page is that of an earlier moment already.
    """
    events, told, reports = _replayed(user, incident, moment)
    evidence = _evidence(user, incident, told, moment)
    dissents = question_queries.dissents(user, incident, moment)
    kept = findings_as_of(user, incident, moment, told) if reports else {}
    return {
        "incident": incident_as_of(incident, told, corrected_rows(reports, moment), _worker(told)),
        "then": moment,
        "known": bool(events),
        "inside": True,
        "cards": queries.cards(kept, dissents, traced=True),
        "reports": reports,
        "claims": claims(reports, moment),
        "events": events,
        "evidence": evidence,
        **_hypotheses(user, incident, reports, (moment, evidence)),
        "questions": question_queries.of_incident(user, incident, moment),
        "dissents": dissents,
    }


def hypotheses_as_of(user: User, incident: Incident, moment: datetime) -> dict[str, Any]:
    """What the table of hypotheses showed of a moment; nothing is weighed there."""
    _events, told, reports = _replayed(user, incident, moment)
    then = (moment, _evidence(user, incident, told, moment))
    named = _hypotheses(user, incident, reports, then)["hypotheses"]
    return {
        "incident": incident_as_of(incident, told, corrected_rows(reports, moment), _worker(told)),
        "tables": named,
        "then": moment,
    }


def _replayed(user: User, incident: Incident, moment: datetime) -> tuple[list[Event], Told, list[Report]]:
    """The events up to a moment, what they say, and the reports of then. Reading these is logged."""
    events = list(Event.objects.visible_to(user).filter(incident=incident, at__lte=moment).order_by("at", "pk"))
    told = Told()
    for event in events:
        told.tell(event)
    found = Report.objects.visible_to(user).filter(pk__in=list(told.reports)).select_related("submission")
    reports = list(found.order_by("received_at", "report_id"))
    log_read(user, "report", [r.pk for r in reports if r.submission.by_id != user.pk])
    return events, told, reports


def _hypotheses(
    user: User, incident: Incident, reports: Sequence[Report], then: tuple[datetime, Sequence[Item]]
) -> dict[str, Any]:
    from truceline.web.casework import hypothesis_queries  # evidence asks this app's tables: not at import

    named = hypothesis_queries.tables(user, incident, reports, then)
    return {"hypotheses": named, "may_read_hypotheses": bool(named)}


def incident_as_of(incident: Incident, told: Told, rows: Sequence[dict[str, Any]], works: User | None) -> Incident:
    """A copy that is never saved, with the columns as they were. ``rows``: its reports of then, as read then;
    ``works``: who worked on it."""
    then = copy(incident)
    for column, value in (summary(rows) if rows else {"reports": 0}).items():
        setattr(then, column, value)
    then.state = told.state
    then.proposed_state, then.proposed_proof = told.proposed.get("conclusion", ""), told.proposed.get("proof", "")
    then.conclusion, then.standard_of_proof = told.concluded.get("conclusion", ""), told.concluded.get("proof", "")
    then.concluded_on = told.concluded_on
    then.assigned_to = works
    then.merged_into_id = told.went_to if not rows and told.went_to else None
    return then


def _worker(told: Told) -> User | None:
    return User.objects.filter(username=told.works).first() if told.works else None


def findings_as_of(user: User, incident: Incident, moment: datetime, told: Told) -> dict[str, Finding]:
    """``agreement:reading`` -> the version that stood then; without those that had ended."""
    rows = Finding.objects.visible_to(user).filter(incident_id=incident.pk, made_at__lte=moment)
    return {f"{f.agreement_id}:{f.reading}": f for f in queries.latest(rows) if not told.ended(f)}


def _evidence(user: User, incident: Incident, told: Told, moment: datetime) -> list[Item]:
    rows = Item.objects.visible_to(user).filter(received_at__lte=moment)
    rows = rows.filter(incident=incident) | rows.filter(report__in=list(told.reports))
    return list(rows.order_by("received_at", "evidence_id"))
