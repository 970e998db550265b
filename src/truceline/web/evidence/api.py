"""Evidence by program: one file a request, into the same store, under the same rights as the pages."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.http.multipartparser import MultiPartParserError
from ninja import Header, Path, Schema, Status
from ninja.errors import HttpError

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.rights import MISSION
from truceline.web.api_rights import ERRORS, NO_NUL, Guarded, Problems, allow
from truceline.web.casework.models import Incident
from truceline.web.evidence.handing_in import into_the_store
from truceline.web.evidence.keyed import attach_once
from truceline.web.evidence.models import Item
from truceline.web.evidence.queries import items_of
from truceline.web.evidence.upload import Incoming
from truceline.web.intake.models import Report

router = Guarded(tags=["evidence"])
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=100)]
Id = Annotated[str, Path(max_length=210, pattern=NO_NUL)]
FILE = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "caption": {"type": "string", "maxLength": 500, "pattern": NO_NUL},
    },
}
BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FILE}}}}


class EvidenceOut(Schema):
    """A sealed file. ``file_name``: to who handed it in and who may open the original; ``working_copy``: the SHA-256
    of the copy without metadata, null where there is none. ``log_entry``: to the mission only, since it counts all that
    the mission is told and does."""

    evidence_id: str
    report_id: str | None
    incident_id: str | None
    media_type: str
    size: int
    sha256: str
    file_name: str | None
    caption: str
    working_copy: str | None
    received_at: datetime
    log_entry: int | None


class EvidenceListOut(Schema):
    evidence: list[EvidenceOut]


MADE = {200: EvidenceOut, 201: EvidenceOut, 404: Problems, 409: Problems, **ERRORS}


@router.post("/reports/{report_id}/evidence", response=MADE, openapi_extra=BODY)
@allow("evidence.attach")
def attach_to_report(request: HttpRequest, report_id: Id, idempotency_key: Key) -> Any:
    """Attach a file to a report: the mission to what it sees, others to what they handed in.

    201 once the file is sealed, on the disk and in the log; 200 where it was there before, and for a retry. Limits
    and kinds: docs/methods/evidence.md.
    """
    return _attach(request, Report, report_id, idempotency_key)


@router.post("/incidents/{incident_id}/evidence", response=MADE, openapi_extra=BODY)
@allow("evidence.attach")
def attach_to_incident(request: HttpRequest, incident_id: Id, idempotency_key: Key) -> Any:
    """Attach a file to an incident: the mission only. Answers as for a report."""
    return _attach(request, Incident, incident_id, idempotency_key)


@router.get("/reports/{report_id}/evidence", response={200: EvidenceListOut, 404: Problems, **ERRORS})
@allow("report.read")
def of_report(request: HttpRequest, report_id: Id) -> Any:
    """The files of a report that you may know of, in order of receipt."""
    return _listed(request, Report, report_id)


@router.get("/incidents/{incident_id}/evidence", response={200: EvidenceListOut, 404: Problems, **ERRORS})
@allow("incident.read")
def of_incident(request: HttpRequest, incident_id: Id) -> Any:
    """The files of an incident and its reports that you may know of: to parties and guarantors none of others."""
    return _listed(request, Incident, incident_id)


def _subject(request: HttpRequest, model: Any, pk: str) -> Any:
    found = model.objects.visible_to(request.auth).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _attach(request: HttpRequest, model: Any, pk: str, key: str) -> Any:
    user: Any = request.auth  # type: ignore[attr-defined]
    subject = _subject(request, model, pk)
    into_the_store(request)
    handler = request.upload_handlers[0]
    try:
        caption = _caption(request)
        item, new = attach_once(user, subject, _one(handler), caption, key)
    finally:
        handler.close()
    return Status(201 if new else 200, _out(user, item, set()))


def _caption(request: HttpRequest) -> str:
    """Reads the whole body; files go into the store's folder as they come."""
    try:
        caption = request.POST.get("caption", "")
    except MultiPartParserError as error:
        raise HttpError(400, str(error)) from error
    if len(caption) > 500 or "\x00" in caption:
        raise TrucelineError(problem("E-WEB-082", "caption", cause="at most 500 characters, none of them NUL"))
    return caption


def _one(handler: Any) -> Incoming:
    if len(handler.received) != 1 or handler.left_out:
        cause = f"one file a request in the field 'file', as multipart/form-data; {len(handler.received)} came"
        raise TrucelineError(problem("E-WEB-082", "file", cause=cause))
    one: Incoming = handler.received[0]
    return one


def _listed(request: HttpRequest, model: Any, pk: str) -> Any:
    user: Any = request.auth  # type: ignore[attr-defined]
    items = items_of(user, _subject(request, model, pk))
    opened = set(Item.objects.opened_by(user).filter(pk__in=[i.pk for i in items]).values_list("pk", flat=True))
    return {"evidence": [_out(user, i, opened) for i in items]}


def _out(user: Any, item: Item, opened: set[str]) -> dict[str, Any]:
    names = ("evidence_id", "report_id", "incident_id", "media_type", "size", "sha256", "caption", "received_at")
    named = item.received_by_id == user.pk or item.pk in opened
    more = {"file_name": item.file_name if named else None, "working_copy": item.working_sha256 or None}
    return {n: getattr(item, n) for n in names} | more | {"log_entry": item.audit_seq if user.role in MISSION else None}
