"""Corrections by program: read, proposed, decided and taken back by two people."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Path, Schema, Status

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.api_rights import NO_NUL, Guarded, allow
from truceline.web.audit.actions import log_read
from truceline.web.casework import correction_actions as actions
from truceline.web.casework.api import CHANGED, READ, IfMatch, IncidentId, seen_incident, tag_of, version_of
from truceline.web.casework.consequences import Change, digest_of
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.correction_consequences import seen_is, would_follow
from truceline.web.casework.correction_form import read_change
from truceline.web.casework.correction_models import Correction, Verdict
from truceline.web.casework.models import Incident
from truceline.web.intake.models import Report

router = Guarded(tags=["corrections"])
CorrectionId = Annotated[str, Path(max_length=60, pattern=NO_NUL)]
Cell = Annotated[str | None, Field(None, max_length=2000, pattern=NO_NUL)]
Seen = Annotated[str, Field("", max_length=64, pattern=NO_NUL, description="'seen' of what you were told would follow")]


class Fields(Schema):
    """Fields as they should be read, as text; times in UTC, several names with semicolons, "" for not known."""

    model_config = {"extra": "forbid"}
    act: Cell
    occurred_from: Cell
    occurred_until: Cell
    place_name: Cell
    admin1: Cell
    lat: Cell
    lon: Cell
    place_radius_m: Cell
    weapon: Cell
    quantity: Cell
    quantity_unit: Cell
    claimed_initiator: Cell
    claimed_target: Cell
    target_kind: Cell
    casualties_best: Cell
    claimant: Cell
    source_kind: Cell
    origin_chain: Cell


class ProposalIn(Schema):
    """``fields``, or ``withdraw``: a confirmed correction that should no longer stand.

    Without ``seen`` nothing is proposed: the answer tells what would follow and the ``seen`` to send with the same.
    """

    model_config = {"extra": "forbid"}
    report_id: str = Field("", max_length=210, pattern=NO_NUL)
    fields: Fields | None = None
    withdraw: str = Field("", max_length=60, pattern=NO_NUL)
    reason: str = Field("", max_length=5000, pattern=NO_NUL)
    seen: Seen


class DecisionIn(Schema):
    """``confirmed`` needs ``seen`` of the correction as you read it, ``declined`` a note; ``retracted`` is for who
    proposed it."""

    model_config = {"extra": "forbid"}
    verdict: Literal["confirmed", "declined", "retracted"]
    note: str = Field("", max_length=5000, pattern=NO_NUL)
    seen: Seen


class FindingChange(Schema):
    """A finding that says something else: coverage, outcome and standard of proof; null where there is none."""

    incident_id: str
    agreement_id: str
    reading: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Consequences(Schema):
    changes: list[FindingChange]
    seen: str


class CorrectionOut(Schema):
    """``stands``: confirmed and not withdrawn since. ``verdict`` null: it waits for a second person."""

    correction_id: str
    report_id: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    undoes: str | None
    by: str
    at: datetime
    verdict: str | None
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    stands: bool
    log_entry: int


class CorrectionWithConsequences(CorrectionOut):
    """``would_follow``: of one that waits, assessed now."""

    would_follow: Consequences | None


class CorrectionsOut(Schema):
    corrections: list[CorrectionOut]


@router.get("/incidents/{incident_id}/corrections", response={200: CorrectionsOut, **READ})
@allow("casework.read")
def corrections(request: HttpRequest, incident_id: IncidentId) -> Any:
    """Corrections of the reports that are with an incident now, in the order in which they were proposed."""
    user: Any = request.auth  # type: ignore[attr-defined]
    one = seen_incident(user, incident_id)
    rows = list(_rows(user).filter(report__member__incident=one).order_by("audit_seq"))
    log_read(user, "report", sorted({r.report_id for r in rows}))
    standing = _standing(rows)
    return {"corrections": [_out(r, standing) for r in rows]}


@router.get("/corrections/{correction_id}", response={200: CorrectionWithConsequences, **READ})
@allow("casework.read")
def correction(request: HttpRequest, correction_id: CorrectionId, response: HttpResponse) -> Any:
    """One correction; of one that waits, what would follow. ETag: the incident's version, for the decision."""
    user: Any = request.auth  # type: ignore[attr-defined]
    one = _correction(user, correction_id)
    log_read(user, "report", [one.report_id])
    incident = one.report.member.incident
    response["ETag"] = tag_of(incident)
    told = None
    if getattr(one, "decision", None) is None:
        told = _told(would_follow(user, incident, one.report_id, one.after))
    return _out(one, _standing([one])) | {"would_follow": told}


@router.post("/incidents/{incident_id}/corrections", response={200: Consequences, 201: CorrectionOut, **CHANGED})
@allow("casework.verify")
def propose(
    request: HttpRequest, incident_id: IncidentId, body: ProposalIn, response: HttpResponse, if_match: IfMatch = ""
) -> Any:
    """The first of two people: 200 tells what would follow, 201 once it is proposed (with ``seen``).

    If-Match: the incident's ETag as you read it, with ``seen``; after a retry whose first answer got lost it is 412.
    """
    user: Any = request.auth  # type: ignore[attr-defined]
    incident = seen_incident(user, incident_id)
    undone, report, typed = _asked(user, incident, body)
    log_read(user, "report", [report.pk])
    after = actions.withdrawn(undone)[1] if undone else read_change(corrected_rows([report])[0], typed)[1]
    changes = would_follow(user, incident, report.pk, after)
    if not body.seen:
        return Status(200, _told(changes))
    seen = (incident.pk, version_of(incident, if_match))
    seen_is(body.seen, changes)
    if undone:
        changed = actions.propose_withdrawal(user, seen, undone.pk, body.reason, changes)
    else:
        changed = actions.propose_correction(user, seen, report.pk, typed, body.reason, changes)
    response["ETag"] = tag_of(changed)
    made = _rows(user).get(report=report, decision=None)
    return Status(201, _out(made, set()))


@router.post("/corrections/{correction_id}/decision", response={200: CorrectionOut, **CHANGED})
@allow("casework.verify")
def decide(
    request: HttpRequest, correction_id: CorrectionId, body: DecisionIn, response: HttpResponse, if_match: IfMatch = ""
) -> Any:
    """The second of two people, neither of whom handed the report in. If-Match: the ETag of the correction."""
    user: Any = request.auth  # type: ignore[attr-defined]
    one = _correction(user, correction_id)
    incident = one.report.member.incident
    seen, changes = (incident.pk, version_of(incident, if_match)), []
    if body.verdict == Verdict.CONFIRMED and getattr(one, "decision", None) is None:
        changes = would_follow(user, incident, one.report_id, one.after)
        seen_is(body.seen, changes)
    changed = actions.decide_correction(user, seen, one.pk, body.verdict, body.note, changes)
    response["ETag"] = tag_of(changed)
    one = _correction(user, correction_id)
    return _out(one, _standing([one]))


def _rows(user: Any) -> Any:
    rows = Correction.objects.visible_to(user).select_related("by", "decision__by", "report__member__incident")
    return rows.filter(report__member__isnull=False)


def _correction(user: Any, pk: str) -> Correction:
    found: Correction | None = _rows(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _asked(user: Any, incident: Incident, body: ProposalIn) -> tuple[Correction | None, Report, dict[str, str]]:
    """(correction to withdraw, its report, {}) or (None, report, fields as text)."""
    given = body.fields.model_dump(exclude_none=True) if body.fields else {}
    if bool(body.withdraw) == bool(given or body.report_id):
        raise TrucelineError(problem("E-WEB-082", "body", cause="either report_id with fields, or withdraw"))
    undone = _correction(user, body.withdraw) if body.withdraw else None
    pk = undone.report_id if undone else body.report_id
    report = Report.objects.visible_to(user).filter(pk=pk, member__incident=incident).first()
    if report is None:
        raise Http404
    return undone, report, given


def _standing(rows: list[Correction]) -> set[str]:
    return set(Correction.objects.standing().filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True))


def _told(changes: list[Change]) -> dict[str, Any]:
    return {"changes": [asdict(c) for c in changes], "seen": digest_of(changes)}


def _out(one: Correction, standing: set[str]) -> dict[str, Any]:
    decision = getattr(one, "decision", None)
    names = ("correction_id", "report_id", "before", "after", "reason", "at")
    told = {n: getattr(one, n) for n in names} | {"undoes": one.undoes_id, "by": one.by.username}
    told |= {"verdict": decision and decision.verdict, "decided_by": decision and decision.by.username}
    told |= {"decided_at": decision and decision.at, "note": decision and decision.note}
    return told | {"stands": one.pk in standing, "log_entry": one.audit_seq}
