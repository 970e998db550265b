"""Every step of casework: right, rule, row, history and log entry in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import STANDARDS_OF_PROOF
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append
from truceline.web.audit.chain import Bound
from truceline.web.casework.models import Assessment, Event, Incident, Member
from truceline.web.casework.outcomes import follow
from truceline.web.casework.states import CONCLUSIONS, STEPS, State, has_own_action, is_reopening
from truceline.web.clock import now
from truceline.web.intake.models import Report

Change = Callable[[Incident], dict[str, Any]]  # changes an incident in place, and gives what its history says


@dataclass(frozen=True)
class Changed:
    """``told``: what the history says. ``made``: a row that is saved with the entry, under its root. ``rows``: all that
    the entry is to hold one by one, saved."""

    incident: Incident
    told: dict[str, Any]
    made: Any
    rows: Sequence[Bound]


def change_row(user: User, incident_id: str, version: int, operation: str, change: Change) -> Changed:
    """Lock, check, change, tell the history: inside the caller's transaction, which owes the log an entry.

    Incidents are locked before the log, never after, and so that rows that only name them can be added meanwhile
    (``no_key``): whoever holds the log would otherwise wait for one who waits for the log.
    """
    row = Incident.objects.visible_to(user).select_for_update(of=("self",), no_key=True).filter(pk=incident_id).first()
    if row is None or not may(user, operation):
        raise PermissionDenied
    if row.version != version:
        raise TrucelineError(problem("E-WEB-008", incident_id))
    before, issued = row.state, row.issued_at
    told = change(row)
    made, rows = told.pop("row", None), told.pop("rows", ())
    row.version += 1
    row.save()
    if row.issued_at != issued:
        follow(row)
    event = {"from_state": before, "to_state": row.state, **told}
    history = Event.objects.create(incident=row, at=now(), by=user.username, **event)
    return Changed(row, event, made, [row, history, *rows])


def change_incident(
    user: User,
    incident_id: str,
    version: int,
    operation: str,
    change: Change,
    keep: Callable[[Incident], Any] | None = None,
) -> Incident:
    """Lock, check, change, tell. ``change`` gives what the history says; under ``row`` a row that is saved with the
    entry, which has its digest under its root; under ``rows`` those that it saved and the entry holds one by one.
    ``keep`` comes after that. Raises PermissionDenied, E-WEB-008."""
    with transaction.atomic():
        done = change_row(user, incident_id, version, operation, change)
        made, told = done.made, done.told
        digests = [made.own_digest()] if made else []
        entry = append(user, f"casework_{told['kind']}", ("incident", incident_id), told, digests, done.rows)
        if made:
            made.digest, made.audit_seq = digests[0], entry.seq
            made.save(force_insert=True)
        if keep:
            keep(done.incident)
    return done.incident


def move(user: User, incident_id: str, version: int, to: str, reason: str = "") -> Incident:
    """A plain step, or a reopening, which needs a reason. Raises E-WEB-009 where the step does not exist."""
    return change_incident(user, incident_id, version, "casework.read", moving(user, to, reason))


def moving(user: User, to: str, reason: str) -> Change:
    """The change that ``move`` makes."""

    def change(row: Incident) -> dict[str, Any]:
        check_step(user, row, to)
        if has_own_action(row.state, to):
            raise TrucelineError(problem("E-WEB-009", row.pk, now=row.state, then=to))
        if is_reopening(row.state, to):
            needs(reason, "reason", row.pk)
            row.proposed_state = row.proposed_proof = row.conclusion = row.standard_of_proof = ""
            row.proposed_by, row.concluded_on = None, None
            row.issue(None)
            row.assessment = Assessment.WAITING
        if to == State.ASSESSED:
            if row.assessment != Assessment.CURRENT:
                raise TrucelineError(problem("E-WEB-010", row.pk))
            row.issue(now())
        row.state = to
        return {"kind": "moved", "text": reason.strip()}

    return change


def check_step(user: User, row: Incident, to: str) -> None:
    operation = STEPS.get((row.state, to))
    if operation is None:
        raise TrucelineError(problem("E-WEB-009", row.incident_id, now=row.state, then=to))
    if not may(user, operation):
        raise PermissionDenied


def propose_conclusion(
    user: User, incident_id: str, version: int, conclusion: str, proof: str = "", note: str = ""
) -> Incident:
    """The first of two: what was established and to which standard. Who reported it cannot propose."""

    def change(row: Incident) -> dict[str, Any]:
        check_step(user, row, conclusion)
        if conclusion not in CONCLUSIONS:
            raise TrucelineError(problem("E-WEB-009", incident_id, now=row.state, then=conclusion))
        if row.proposed_state:  # a colleague's is agreed to or sent back, not replaced
            raise TrucelineError(problem("E-WEB-063", incident_id))
        _not_the_reporter(user, row)
        needs(note, "note", incident_id)
        if conclusion == State.VERIFIED and proof not in STANDARDS_OF_PROOF[1:]:
            raise TrucelineError(problem("E-WEB-011", incident_id, value="standard of proof"))
        row.proposed_state, row.proposed_by = conclusion, user
        row.proposed_proof = proof if conclusion == State.VERIFIED else ""
        detail = {"conclusion": conclusion, "proof": proof, "reports": sorted(_members(row))}
        return {"kind": "proposed", "text": note.strip(), "detail": detail}

    return change_incident(user, incident_id, version, "casework.verify", change)


def decide_proposal(user: User, incident_id: str, version: int, agree: bool, note: str = "") -> Incident:
    """The second of two agrees or sends it back. Neither who proposed nor who reported it. Raises E-WEB-012."""

    def change(row: Incident) -> dict[str, Any]:
        if not row.proposed_state:
            raise TrucelineError(problem("E-WEB-009", incident_id, now=row.state, then="verified"))
        if row.proposed_by_id == user.pk:
            raise TrucelineError(problem("E-WEB-012", incident_id))
        _not_the_reporter(user, row)
        detail = {"conclusion": row.proposed_state, "proof": row.proposed_proof}
        if agree:
            row.state = row.conclusion = row.proposed_state
            row.concluded_on = _proposed_on(row)
            row.standard_of_proof = row.proposed_proof
            row.assessment = Assessment.WAITING
        else:
            needs(note, "note", incident_id)
        row.proposed_state = row.proposed_proof = ""
        row.proposed_by = None
        return {"kind": "agreed" if agree else "sent_back", "text": note.strip(), "detail": detail}

    return change_incident(user, incident_id, version, "casework.verify", change)


def _members(row: Incident) -> set[str]:
    return set(Member.objects.filter(incident=row).values_list("report_id", flat=True))


def _proposed_on(row: Incident) -> list[str]:
    """The reports that both people looked at: what joined after the proposal, only the second of them saw."""
    told = Event.objects.filter(incident=row, kind="proposed").order_by("-pk").values_list("detail", flat=True).first()
    return sorted(_members(row) & set((told or {}).get("reports", _members(row))))


def _not_the_reporter(user: User, row: Incident) -> None:
    """Nobody establishes what they handed in themselves, or took down in a call."""
    if handed_in_by(user, Report.objects.filter(member__incident=row)):
        raise TrucelineError(problem("E-WEB-012", row.incident_id))


def handed_in_by(user: User, reports: Any) -> bool:
    """Whether any of these reports came in by a person, or in a call that they took. A seed is nobody's."""
    own = reports.filter(submission__by=user).exclude(submission__kind="seed")
    return bool(own.exists() or reports.filter(call_outcome__call__taken_by=user).exists())


def assign(user: User, incident_id: str, version: int, take: bool) -> Incident:
    """Say that one works on it, or no longer."""
    return change_incident(user, incident_id, version, "casework.triage", assigning(user, take))


def assigning(user: User, take: bool) -> Change:
    """The change that ``assign`` makes."""

    def change(row: Incident) -> dict[str, Any]:
        row.assigned_to = user if take else None
        return {"kind": "taken" if take else "left"}

    return change


def comment(user: User, incident_id: str, version: int, text: str) -> Incident:
    """A remark for the mission."""

    def change(row: Incident) -> dict[str, Any]:
        needs(text, "text", incident_id)
        return {"kind": "comment", "text": text.strip()[:5000]}

    return change_incident(user, incident_id, version, "casework.comment", change)


def needs(text: str, what: str, place: str) -> None:
    if not text.strip():
        raise TrucelineError(problem("E-WEB-011", place, value=what))
