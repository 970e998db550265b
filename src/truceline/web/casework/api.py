"""Incidents and findings by program, with the same eyes as the pages."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Header, Path, Query, Schema

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.rights import OUTSIDE
from truceline.web.api_rights import ERRORS, NO_NUL, Guarded, Name, Problems, allow
from truceline.web.casework import actions, queries
from truceline.web.casework.models import Finding, Incident
from truceline.web.keyset import Order, after
from truceline.web.typed import version_stated

router = Guarded(tags=["incidents"])
MOST = 200
IncidentId = Annotated[str, Path(max_length=210, pattern=NO_NUL)]
Outcome = Literal["violation", "no_violation", "undetermined"]
Coverage = Literal["covered", "not_covered", "cannot_tell"]
IfMatch = Annotated[str, Header(alias="If-Match", max_length=40)]
READ = {404: Problems, **ERRORS}
CHANGED = {409: Problems, 412: Problems, 428: Problems, **READ}


class FindingOut(Schema):
    """One incident under one instrument under one reading. ``reasons``, the trace, is told to the mission only.

    *not_covered* means: outside this instrument; other law not assessed.
    """

    finding_id: str
    incident_id: str
    agreement_id: str
    reading: str
    coverage: str
    outcome: str
    provision_ids: list[str]
    attributed_party: str | None
    cannot_tell_because: str | None
    standard_of_proof: str
    basis: str
    as_of: datetime
    rule_version: str
    version: int
    reasons: list[dict[str, Any]] | None


class IncidentOut(Schema):
    """To parties and guarantors coarse: day, district and act; no place, no number of reports, no version.

    ``reports_after_conclusion``: those of ``reports`` that arrived after two people concluded, and were no part of it.
    """

    incident_id: str
    occurred_from: datetime | None
    day: str
    act: str
    state: str
    district: str
    place_name: str | None
    reports: int | None
    reports_after_conclusion: int | None
    grade: str | None
    version: int | None


class IncidentWithFindings(IncidentOut):
    findings: list[FindingOut]


class IncidentsOut(Schema):
    """``next``: the cursor of the following part; null at the end."""

    incidents: list[IncidentOut]
    next: str | None


class FindingsOut(Schema):
    """``next``: the cursor of the following part; null at the end."""

    findings: list[FindingOut]
    next: str | None


class StepIn(Schema):
    """A plain step, or a reopening, which needs a reason; what takes two people or a party has no way in here."""

    model_config = {"extra": "forbid"}
    to: str = Field(max_length=30)
    reason: str = Field("", max_length=5000, pattern=NO_NUL)


def _incident(one: Incident, inside: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"incident_id": one.pk, "day": f"{one.occurred_from:%Y-%m-%d}", "act": one.act}
    told |= {"state": one.state, "district": one.district, "occurred_from": one.occurred_from if inside else None}
    closer = {"place_name": one.place_name, "reports": one.reports, "grade": one.grade, "version": one.version}
    closer["reports_after_conclusion"] = one.after_conclusion
    return told | {k: v if inside else None for k, v in closer.items()}


def _finding(one: Finding, inside: bool) -> dict[str, Any]:
    told = {n: getattr(one, n) for n in FindingOut.model_fields if n != "reasons"}
    return told | {"reasons": one.reasons if inside else None}


def _inside(user: Any) -> bool:
    return user.role not in OUTSIDE


def tag_of(one: Incident) -> str:
    return f'"{one.version}"'


def version_of(incident: Incident, stated: str) -> int:
    """The version that a program read, out of If-Match. Raises E-WEB-084 without one."""
    if not stated:
        raise TrucelineError(problem("E-WEB-084", incident.pk))
    return version_stated(stated.strip('"'))


@router.get("/incidents", response={200: IncidentsOut, **ERRORS})
@allow("incident.read")
def incidents(
    request: HttpRequest,
    state: Name = Query("", max_length=30),
    act: Name = Query("", max_length=60),
    q: Name = Query("", max_length=100, description="in the name of the place or district"),
    from_day: date | None = Query(None, description="days in UTC, both included"),
    until_day: date | None = None,
    view: Name = Query("", description="'agreement:reading' that 'finding' is asked under; needed with it"),
    finding: Outcome | Coverage | None = None,
    cursor: Name = Query("", description="'next' of the part before"),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Incidents open to you, latest first; for parties and guarantors those issued before the delay."""
    user: Any = request.auth  # type: ignore[attr-defined]
    if finding and view not in {v.key for v in queries.views()}:
        raise TrucelineError(problem("E-WEB-011", "view", value=view or "view"))
    filters = {"state": state, "act": act, "q": q, "view": view, "outcome": finding or ""}
    rows, day = queries.listed(user, filters), queries.columns_for(user)[0]
    if from_day:
        rows = rows.filter(**{f"{day}__gte": datetime.combine(from_day, time.min, UTC)})
    if until_day:
        rows = rows.filter(**{f"{day}__lte": datetime.combine(until_day, time.max, UTC)})
    part, following = after(rows, queries.order(user, filters), cursor, limit)
    return {"incidents": [_incident(queries.read_by(user, i), _inside(user)) for i in part], "next": following}


@router.get("/incidents/{incident_id}", response={200: IncidentWithFindings, 404: Problems, **ERRORS})
@allow("incident.read")
def incident(request: HttpRequest, incident_id: IncidentId, response: HttpResponse) -> Any:
    """One incident with its findings under every reading. 404 as well where it is not open to you.

    The mission gets its version as ETag, to be sent back as If-Match with a step.
    """
    user: Any = request.auth  # type: ignore[attr-defined]
    one = seen_incident(user, incident_id)
    inside = _inside(user)
    found = queries.findings_of(user, [one.pk])[one.pk]
    if inside:
        response["ETag"] = tag_of(one)
    return _incident(queries.read_by(user, one), inside) | {"findings": [_finding(f, inside) for f in found.values()]}


def seen_incident(user: Any, incident_id: str) -> Incident:
    """An incident that is open to a person. Raises Http404."""
    one = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if one is None:
        raise Http404
    return one


@router.post("/incidents/{incident_id}/steps", response={200: IncidentOut, **CHANGED})
@allow("casework.triage")
def step(
    request: HttpRequest, incident_id: IncidentId, body: StepIn, response: HttpResponse, if_match: IfMatch = ""
) -> Any:
    """Move an incident. If-Match: its ETag as you read it; 412 if somebody changed it since, and nothing is done."""
    user: Any = request.auth  # type: ignore[attr-defined]
    version = version_of(seen_incident(user, incident_id), if_match)
    one = actions.move(user, incident_id, version, body.to, body.reason)
    response["ETag"] = tag_of(one)
    return _incident(one, True)


@router.get("/findings", response={200: FindingsOut, **ERRORS})
@allow("incident.read")
def findings(
    request: HttpRequest,
    view: Name = Query("", description="'agreement:reading'; readings are never added up"),
    outcome: Outcome | None = None,
    coverage: Coverage | None = None,
    cursor: Name = Query("", max_length=400, description="'next' of the part before"),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """The newest version of each finding that you may see, last made first."""
    user: Any = request.auth  # type: ignore[attr-defined]
    rows = queries.newest_findings(user)
    agreement, _, reading = view.partition(":")
    asked = {"agreement_id": agreement, "reading": reading, "outcome": outcome, "coverage": coverage}
    rows = rows.filter(**{k: v for k, v in asked.items() if v})
    order = Order("made_at", "finding_id", queries.newest_findings(user))
    part, following = after(rows, order, cursor, limit)
    return {"findings": [_finding(f, _inside(user)) for f in part], "next": following}
