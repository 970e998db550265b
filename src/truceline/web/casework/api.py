"""Incidents and findings by program, with the same eyes as the pages."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from truceline.web.accounts.rights import OUTSIDE
from truceline.web.api_rights import Problems, allow
from truceline.web.casework import queries
from truceline.web.casework.models import Finding, Incident

router = Router(tags=["incidents"])
MOST = 200


class FindingOut(Schema):
    """One incident under one instrument under one reading. ``reasons`` are told to the mission only."""

    finding_id: str
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
    """To parties and guarantors coarse: day, district and act; no place, no number of reports."""

    incident_id: str
    occurred_from: datetime | None
    day: str
    act: str
    state: str
    district: str
    place_name: str | None
    reports: int | None
    grade: str | None


class IncidentWithFindings(IncidentOut):
    findings: list[FindingOut]


class IncidentsOut(Schema):
    total: int
    incidents: list[IncidentOut]


def _incident(one: Incident, inside: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"incident_id": one.pk, "day": f"{one.occurred_from:%Y-%m-%d}", "act": one.act}
    told |= {"state": one.state, "district": one.district, "occurred_from": one.occurred_from if inside else None}
    closer = {"place_name": one.place_name, "reports": one.reports, "grade": one.grade}
    return told | {k: v if inside else None for k, v in closer.items()}


def _finding(one: Finding, inside: bool) -> dict[str, Any]:
    told = {n: getattr(one, n) for n in FindingOut.model_fields if n != "reasons"}
    return told | {"reasons": one.reasons if inside else None}


@router.get("/incidents", response=IncidentsOut)
@allow("incident.read")
def incidents(
    request: HttpRequest,
    state: str = Query("", max_length=30),
    offset: int = Query(0, ge=0, le=10_000_000),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Incidents open to you, latest first; for parties and guarantors those issued before the delay."""
    user: Any = request.auth  # type: ignore[attr-defined]
    rows = queries.listed(user, {"state": state})
    inside = user.role not in OUTSIDE
    return {"total": rows.count(), "incidents": [_incident(i, inside) for i in rows[offset : offset + limit]]}


@router.get("/incidents/{incident_id}", response={200: IncidentWithFindings, 404: Problems})
@allow("incident.read")
def incident(request: HttpRequest, incident_id: str) -> Any:
    """One incident with its findings under every reading. 404 as well where it is not open to you."""
    user: Any = request.auth  # type: ignore[attr-defined]
    one = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if one is None:
        return Status(404, {"problems": []})
    inside = user.role not in OUTSIDE
    found = queries.findings_of(user, [one.pk])[one.pk]
    return _incident(one, inside) | {"findings": [_finding(f, inside) for f in found.values()]}
