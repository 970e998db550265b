"""Correcting what a report states: one proposes, another confirms or declines; withdrawn the same way.

Right, rule, row, history and log entry in one transaction. The report itself is never changed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.casework.actions import change_incident, handed_in_by, needs
from truceline.web.casework.consequences import Change, Said
from truceline.web.casework.corrected import corrected_rows, kept_as, standing_over
from truceline.web.casework.correction_form import read_change
from truceline.web.casework.correction_models import Correction, CorrectionDecision, Verdict
from truceline.web.casework.grouping import refresh
from truceline.web.casework.models import Incident
from truceline.web.casework.regroup import check_open
from truceline.web.clock import now
from truceline.web.intake.models import Report

MOST = 5000


def propose_correction(
    user: User,
    seen: tuple[str, int],
    report_id: str,
    typed: Mapping[str, str],
    reason: str,
    changes: Sequence[Change] = (),
) -> Incident:
    """The first of two: how fields of a report should be read. ``seen``: incident and its version as it was read.

    ``typed``: column -> cell as text; what stands already changes nothing. ``changes``: what the proposer saw would
    follow, kept with the proposal. Raises: PermissionDenied; TrucelineError E-REP-0xx, E-WEB-004, -008, -011, -012,
    -063, -090, -091.
    """

    def change(row: Incident) -> dict[str, Any]:
        report = _open_report(user, row, report_id)
        before, after = read_change(corrected_rows([report])[0], typed)
        needs(reason, "reason", report_id)
        made = _made(user, report, (before, after), reason, changes)
        return _told("correction_proposed", made, reason, made.changes)

    return change_incident(user, *seen, "casework.verify", change)


def propose_withdrawal(
    user: User, seen: tuple[str, int], correction_id: str, reason: str, changes: Sequence[Change] = ()
) -> Incident:
    """The first of two: a confirmed correction should no longer be laid over its report.

    Raises as ``propose_correction``; E-WEB-092 where it does not stand, or a later one changed the same fields.
    """

    def change(row: Incident) -> dict[str, Any]:
        undone = correction_of(user, correction_id)
        report = _open_report(user, row, undone.report_id)
        needs(reason, "reason", correction_id)
        made = _made(user, report, withdrawn(undone), reason, changes)
        made.undoes = undone
        return _told("withdrawal_proposed", made, reason, made.changes)

    return change_incident(user, *seen, "casework.verify", change)


def withdrawn(undone: Correction) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of a report's fields if a standing correction were taken away. Raises E-WEB-092."""
    laid = standing_over([undone.report_id])[undone.report_id]
    place = [n for n, one in enumerate(laid) if one.pk == undone.pk]
    if not place or any(set(one.after) & set(undone.after) for one in laid[place[0] + 1 :]):
        raise TrucelineError(problem("E-WEB-092", undone.pk))
    return dict(undone.after), dict(undone.before)


def decide_correction(
    user: User,
    seen: tuple[str, int],
    correction_id: str,
    verdict: str,
    note: str = "",
    changes: Sequence[Change] = (),
) -> Incident:
    """The second of two confirms or declines; or the proposer takes the proposal back while nobody has decided.

    Confirmed, the incident is put together anew out of its reports and waits for its assessment. ``changes``: what
    the second person saw would follow. Raises: PermissionDenied; TrucelineError E-WEB-008, -011, -012, -063, -092.
    """

    def change(row: Incident) -> dict[str, Any]:
        one = correction_of(user, correction_id)
        if Report.objects.filter(pk=one.report_id, member__incident=row).first() is None:
            raise PermissionDenied
        if verdict not in Verdict.values:
            raise TrucelineError(problem("E-WEB-011", correction_id, value="verdict"))
        if CorrectionDecision.objects.filter(correction=one).exists():
            raise TrucelineError(problem("E-WEB-092", correction_id))
        _check_person(user, one, verdict)
        if verdict == Verdict.CONFIRMED:
            check_open([row])
            _check_current(one)
        if verdict == Verdict.DECLINED:
            needs(note, "reason", correction_id)
        kept = [consequence(c) for c in changes] if verdict == Verdict.CONFIRMED else []
        said = {"verdict": verdict, "note": note.strip()[:MOST], "changes": kept, "by": user, "at": now()}
        decision = CorrectionDecision(correction=one, **said)
        kind = f"{'withdrawal' if one.undoes_id else 'correction'}_{verdict}"
        return _told(kind, one, note, kept) | {"row": decision}

    def keep(row: Incident) -> None:
        if verdict == Verdict.CONFIRMED:
            refresh(row)

    return change_incident(user, *seen, "casework.verify", change, keep)


def correction_of(user: User, correction_id: str) -> Correction:
    found = Correction.objects.visible_to(user).filter(pk=correction_id).select_related("report").first()
    if found is None:
        raise PermissionDenied
    return found


def not_the_sender(user: User, report_id: str) -> None:
    """Who handed a report in, or took it down in a call, is not one of the two who correct it. Raises E-WEB-012."""
    if handed_in_by(user, Report.objects.filter(pk=report_id)):
        raise TrucelineError(problem("E-WEB-012", report_id))


def _open_report(user: User, incident: Incident, report_id: str) -> Report:
    """A report of the incident that this person may propose to correct now. Raises E-WEB-012, -063, -091."""
    report = Report.objects.visible_to(user).filter(pk=report_id, member__incident=incident).first()
    if report is None or not may(user, "casework.verify"):
        raise PermissionDenied
    check_open([incident])
    not_the_sender(user, report_id)
    if Correction.objects.waiting().filter(report=report).exists():
        raise TrucelineError(problem("E-WEB-091", report_id))
    return report


def _made(
    user: User, report: Report, fields: tuple[dict[str, Any], dict[str, Any]], reason: str, changes: Sequence[Change]
) -> Correction:
    before, after = fields
    told = {"reason": reason.strip()[:MOST], "changes": [consequence(c) for c in changes], "by": user, "at": now()}
    kept = {"report": report, "compartment": report.compartment, "before": before, "after": after}
    return Correction(correction_id=f"cor-{secrets.token_hex(8)}", **kept, **told)


def _check_person(user: User, one: Correction, verdict: str) -> None:
    own = one.by_id == user.pk
    if own != (verdict == Verdict.RETRACTED):
        raise TrucelineError(problem("E-WEB-012", one.pk))
    if not own:
        not_the_sender(user, one.report_id)


def _check_current(one: Correction) -> None:
    """What the proposal says stands now has to stand now."""
    if one.undoes:
        withdrawn(one.undoes)
    stands = corrected_rows([one.report])[0]
    if any(kept_as(stands[name]) != value for name, value in one.before.items()):
        raise TrucelineError(problem("E-WEB-092", one.pk))


def consequence(change: Change) -> dict[str, Any]:
    """One changed finding as histories keep it."""

    def said(finding: Said | None) -> list[Any]:
        return [finding.coverage, finding.outcome, finding.standard_of_proof] if finding else []

    named = {"incident": change.incident_id, "agreement": change.agreement_id, "reading": change.reading}
    return named | {"before": said(change.before), "after": said(change.after)}


def _told(kind: str, one: Correction, text: str, changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    detail = {"correction": one.pk, "report": one.report_id, "undoes": one.undoes_id or "", "changes": list(changes)}
    detail["fields"] = [list(field) for field in one.fields]
    return {"kind": kind, "text": text.strip()[:MOST], "detail": detail, "row": one}
