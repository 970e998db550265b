"""Reports by program: the same actions and the same eyes as the pages, with a token instead of a session."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Header, Path, Query, Schema, Status

from truceline.vocabulary.amounts import MOST as MOST_AMOUNT
from truceline.web.accounts.rights import MISSION
from truceline.web.api_rights import ERRORS, NO_NUL, Guarded, Name, Problems, allow
from truceline.web.audit.actions import log_read
from truceline.web.intake import queries
from truceline.web.intake.actions import submit_report
from truceline.web.intake.models import Report
from truceline.web.intake.places import alternatives
from truceline.web.keyset import Order, after

router = Guarded(tags=["reports"])
MOST = 200
Word = Annotated[str, Field(max_length=200)]


class ReportIn(Schema):
    """A claim. Times without an offset are UTC; what is left out stays unknown. Terms: docs/reference/terms.md."""

    model_config = {"extra": "forbid"}
    occurred_from: str = Field(max_length=40)
    occurred_until: str | None = Field(None, max_length=40)
    act: str = Field("unknown", max_length=60)
    claimant: str | None = Field(None, max_length=200)
    source_kind: str | None = Field(None, max_length=20)
    origin_chain: list[Word] | None = Field(None, max_length=20)
    lon: float | None = None
    lat: float | None = None
    place_radius_m: float | None = None
    place_name: str | None = Field(None, max_length=200)
    country: str | None = Field(None, max_length=60)
    admin1: str | None = Field(None, max_length=100)
    admin2: str | None = Field(None, max_length=100)
    weapon: str | None = Field(None, max_length=60)
    quantity: int | float | None = Field(None, ge=0, le=MOST_AMOUNT, description="at most three decimals")
    quantity_unit: str | None = Field(None, max_length=40)
    claimed_initiator: list[Word] | None = Field(None, max_length=20)
    claimed_target: list[Word] | None = Field(None, max_length=20)
    side_left: list[Word] | None = Field(None, max_length=20)
    side_right: list[Word] | None = Field(None, max_length=20)
    target_kind: str | None = Field(None, max_length=60)
    casualties_low: int | None = Field(None, ge=0, le=10_000_000)
    casualties_best: int | None = Field(None, ge=0, le=10_000_000)
    casualties_high: int | None = Field(None, ge=0, le=10_000_000)
    initiator_weights: list[float] | None = Field(None, max_length=20)
    denied_by: list[Word] | None = Field(None, max_length=20)
    text: str | None = Field(None, max_length=20_000)
    compartment: str | None = Field(None, max_length=80)


class Receipt(Schema):
    """Sent after the report is durable; a retry with the same key gets the same.

    ``submission``, ``log_entry``: to the mission only, since they count all that it is told and does.
    """

    submission: int | None
    report_id: str
    received_at: datetime
    log_entry: int | None


class ReportOut(Schema):
    report_id: str
    claimant: str | None
    source_kind: str | None
    received_at: datetime | None
    occurred_from: datetime
    occurred_until: datetime
    lon: float | None
    lat: float | None
    place_radius_m: float | None
    place_name: str | None
    act: str
    weapon: str | None
    quantity: int | float | None
    quantity_unit: str | None
    claimed_initiator: list[str] | None
    claimed_target: list[str] | None
    text: str | None
    compartment: str | None


class ReportsOut(Schema):
    """``next``: the cursor of the following part; null at the end."""

    reports: list[ReportOut]
    next: str | None


class PlaceOut(Schema):
    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    radius_m: float | None


@router.post("/reports", response={200: Receipt, 201: Receipt, 409: Problems, **ERRORS})
@allow("intake.submit")
def hand_in(
    request: HttpRequest, body: ReportIn, idempotency_key: str = Header(..., alias="Idempotency-Key", max_length=100)
) -> Any:
    """Hand in one report. Send a new Idempotency-Key per report and the same one when you retry."""
    from truceline.web.intake.models import Submission

    user: Any = request.auth  # type: ignore[attr-defined]
    known = Submission.objects.filter(by=user, key=idempotency_key).exists()
    made = submit_report(user, body.model_dump(exclude_none=True), idempotency_key, "program")
    report = made.reports.get()
    inside = user.role in MISSION
    told = {"submission": made.pk if inside else None, "log_entry": report.audit_seq if inside else None}
    return Status(200 if known else 201, told | {"report_id": report.pk, "received_at": report.received_at})


@router.get("/reports", response={200: ReportsOut, **ERRORS})
@allow("report.read")
def reports(
    request: HttpRequest,
    own: bool = Query(False, description="only those that you handed in"),
    claimant: Name = Query("", max_length=200),
    cursor: Name = Query("", description="'next' of the part before"),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Reports open to you, newest first. That you read those of others is in the log."""
    user: Any = request.auth  # type: ignore[attr-defined]
    rows = queries.listed(user, {"own": "1" if own else "", "claimant": claimant})
    order = Order("received_at", "report_id", Report.objects.visible_to(user))
    part, following = after(rows, order, cursor, limit)
    log_read(user, "report", [r.pk for r in part if r.submission.by_id != user.pk])
    return {"reports": part, "next": following}


@router.get("/reports/{report_id}", response={200: ReportOut, 404: Problems, **ERRORS})
@allow("report.read")
def report(request: HttpRequest, report_id: Annotated[str, Path(max_length=210, pattern=NO_NUL)]) -> Any:
    """One report. 404 as well where it is not open to you."""
    found = queries.read_report(request.auth, report_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@router.get("/places", response={200: list[PlaceOut], **ERRORS})
@allow("intake.submit")
def places(request: HttpRequest, name: Name = Query(..., max_length=200)) -> Any:
    """What a place name may mean, for reading back."""
    return [
        {"place_id": p.id, "name": p.name, "kind": p.kind, "lon": p.lon, "lat": p.lat, "radius_m": p.radius_m}
        for p in alternatives(name)
    ]
