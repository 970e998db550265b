"""Hypotheses by program: read with every person's marks; named, weighed and set aside by one's own."""

from collections.abc import Container
from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Path, Schema, Status

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.api_rights import NO_NUL, Guarded, allow
from truceline.web.casework import hypothesis_actions as actions
from truceline.web.casework import hypothesis_queries
from truceline.web.casework.api import CHANGED, READ, IfMatch, IncidentId, seen_incident, tag_of, version_of
from truceline.web.casework.models import Hypothesis, Incident
from truceline.web.intake.models import Report

router = Guarded(tags=["hypotheses"])
HypothesisId = Annotated[int, Path(ge=1, le=2**62)]
Reason = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]
Subject = tuple[str, str]


class HypothesisIn(Schema):
    """A further answer that may be true. ``about``: the question that it answers."""

    model_config = {"extra": "forbid"}
    about: Literal["who", "with_what", "why", "other"]
    name: str = Field(max_length=200, pattern=NO_NUL)


class MarkIn(Schema):
    """How the report or file stands to one hypothesis, and why."""

    model_config = {"extra": "forbid"}
    hypothesis_id: int = Field(ge=1, le=2**62)
    mark: Literal["consistent", "inconsistent", "neutral"]
    reason: Reason


class MarksIn(Schema):
    """``report_id`` or ``evidence_id``: what is weighed. A mark and reason that you said last is not said again."""

    model_config = {"extra": "forbid"}
    report_id: str = Field("", max_length=210, pattern=NO_NUL)
    evidence_id: str = Field("", max_length=60, pattern=NO_NUL)
    marks: list[MarkIn] = Field(min_length=1, max_length=50)


class SetAsideIn(Schema):
    model_config = {"extra": "forbid"}
    reason: Reason


class MarkOut(Schema):
    kind: Literal["report", "evidence"]
    id: str
    mark: str
    reason: str
    by: str
    at: datetime


class HypothesisOut(Schema):
    """Counts, never probabilities: reports and files that somebody marks inconsistent with it, of those marked.

    ``set_aside``: why it is weighed no more; null while it is.
    """

    hypothesis_id: int
    about: str
    name: str
    by: str
    at: datetime
    against: int
    disputed: int
    marked: int
    set_aside: str | None
    marks: list[MarkOut]


class HypothesesOut(Schema):
    hypotheses: list[HypothesisOut]


@router.get("/incidents/{incident_id}/hypotheses", response={200: HypothesesOut, **READ})
@allow("casework.read")
def hypotheses(request: HttpRequest, incident_id: IncidentId, response: HttpResponse) -> Any:
    """The hypotheses about an incident with every person's last mark on each report and file that is with it now.

    ETag: the incident's version, for the steps below.
    """
    user: Any = request.auth  # type: ignore[attr-defined]
    one = seen_incident(user, incident_id)
    response["ETag"] = tag_of(one)
    return {"hypotheses": _told(user, one)}


@router.post("/incidents/{incident_id}/hypotheses", response={201: HypothesisOut, **CHANGED})
@allow("casework.weigh")
def name_hypothesis(
    request: HttpRequest, incident_id: IncidentId, body: HypothesisIn, response: HttpResponse, if_match: IfMatch = ""
) -> Any:
    """Name a hypothesis, while the incident is under verification.

    If-Match: the incident's ETag as you read it; after a retry whose first answer got lost it is 412.
    """
    user: Any = request.auth  # type: ignore[attr-defined]
    incident = seen_incident(user, incident_id)
    seen = (incident.pk, version_of(incident, if_match))
    changed, made = actions.name_hypothesis(user, seen, body.about, body.name)
    response["ETag"] = tag_of(changed)
    return Status(201, _told(user, changed, [made.pk])[0])


@router.post("/incidents/{incident_id}/hypotheses/marks", response={200: HypothesesOut, 201: HypothesesOut, **CHANGED})
@allow("casework.weigh")
def mark(
    request: HttpRequest, incident_id: IncidentId, body: MarksIn, response: HttpResponse, if_match: IfMatch = ""
) -> Any:
    """Mark how one report or file stands to some hypotheses: 201, or 200 where all of it is what you said last.

    If-Match as for naming. Answers with the hypotheses that were marked.
    """
    user: Any = request.auth  # type: ignore[attr-defined]
    incident = seen_incident(user, incident_id)
    subject = _subject(user, incident, body)
    said = {m.hypothesis_id: (str(m.mark), m.reason) for m in body.marks}
    if len(said) != len(body.marks):
        raise TrucelineError(problem("E-WEB-082", "marks", cause="each hypothesis is marked once"))
    version = version_of(incident, if_match)
    fresh = {pk: one for pk, one in said.items() if one != hypothesis_queries.last_said(user, subject, pk)}
    changed = actions.weigh(user, (incident.pk, version), subject, fresh) if fresh else incident
    response["ETag"] = tag_of(changed)
    return Status(201 if fresh else 200, {"hypotheses": _told(user, changed, said)})


@router.post("/incidents/{incident_id}/hypotheses/{hypothesis_id}/set-aside", response={200: HypothesisOut, **CHANGED})
@allow("casework.weigh")
def set_aside(
    request: HttpRequest,
    incident_id: IncidentId,
    hypothesis_id: HypothesisId,
    body: SetAsideIn,
    response: HttpResponse,
    if_match: IfMatch = "",
) -> Any:
    """Weigh a hypothesis no more, and say why; what was weighed stays. If-Match as for naming."""
    user: Any = request.auth  # type: ignore[attr-defined]
    incident = seen_incident(user, incident_id)
    if not Hypothesis.objects.visible_to(user).filter(incident=incident, pk=hypothesis_id).exists():
        raise Http404
    changed = actions.set_aside(user, (incident.pk, version_of(incident, if_match)), hypothesis_id, body.reason)
    response["ETag"] = tag_of(changed)
    return _told(user, changed, [hypothesis_id])[0]


def _subject(user: Any, incident: Incident, body: MarksIn) -> Subject:
    """What is weighed, if the person may see it and it is with the incident. Raises Http404, E-WEB-082."""
    if bool(body.report_id) == bool(body.evidence_id):
        raise TrucelineError(problem("E-WEB-082", "body", cause="either report_id or evidence_id"))
    subject = ("report", body.report_id) if body.report_id else ("evidence", body.evidence_id)
    try:
        actions.column_of(user, incident, subject)
    except PermissionDenied as error:
        raise Http404 from error
    return subject


def _told(user: Any, incident: Incident, only: Container[int] | None = None) -> list[dict[str, Any]]:
    found = Report.objects.visible_to(user).filter(member__incident=incident)
    tables = hypothesis_queries.tables(user, incident, list(found.order_by("received_at", "report_id")))
    told = [one for table in tables for one in _of_table(table)]
    return told if only is None else [one for one in told if one["hypothesis_id"] in only]


def _of_table(table: hypothesis_queries.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n, column in enumerate(table.columns):
        one = column.hypothesis
        told = {"hypothesis_id": one.pk, "about": table.about, "name": one.name, "by": one.by.username, "at": one.at}
        told |= {"against": column.against, "disputed": column.disputed, "marked": column.marked}
        told["set_aside"] = column.ended.reason if column.ended else None
        marks = [(r, w) for r in table.rows for w in r.cells[n]]
        told["marks"] = [
            {"kind": r.kind, "id": r.one.pk, "mark": w.mark, "reason": w.reason, "by": w.by.username, "at": w.at}
            for r, w in marks
        ]
        found.append(told)
    return found
