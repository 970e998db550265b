from __future__ import annotations

import csv
import secrets
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from truceline.agreement.clock import zone_in_words
from truceline.vocabulary.errors import TrucelineError
from truceline.vocabulary.terms import ACTS
from truceline.web.agreements import moments
from truceline.web.audit.actions import log_read
from truceline.web.clock import deployment, now
from truceline.web.evidence.handing_in import limits, take_files, takes_files, tell
from truceline.web.evidence.queries import items_of
from truceline.web.hotline.models import CallOutcome
from truceline.web.intake import form, queries, tables_in
from truceline.web.intake.actions import report_row, submit_report
from truceline.web.intake.models import EVIDENCE, Report, SourceIdentity, Submission, TextClaim, Upload
from truceline.web.intake.places import alternatives
from truceline.web.keyset import Order, asked_part
from truceline.web.opaque import opaque
from truceline.web.operations import operation
from truceline.web.typed import LONGEST

ON_A_PAGE = 25


@operation("intake.submit")
@takes_files
@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    """Type, read back, send: three steps without a script; with one, a draft is kept and sent when there is a line.

    Files come with the last step. The report is kept first and each file on its own after it, all before the answer;
    the same key again finds the report, and the same file that is there.
    """
    asked = form.typed(request.POST)
    step = request.POST.get("step", "")
    key = request.POST.get("key") or secrets.token_hex(16)
    context: dict[str, Any] = {"asked": asked, "key": key, "limits": limits(), **_offered(request)}
    if step not in ("check", "send"):
        return render(request, "intake/report_new.html", context)
    try:
        raw = form.raw_report(asked)
        if step == "send":
            return _sent(request, submit_report(request.user, raw, key, "form", form.told_by(asked)))
        context |= {
            "row": report_row(request.user, raw, "r-preview"),
            "alternatives": alternatives(asked["place_name"]),
        }
        context["local"] = _local(context["row"])
    except TrucelineError as error:
        if _by_script(request):
            return JsonResponse({"problems": [str(p) for p in error.problems]}, status=422)
        return render(request, "intake/report_new.html", context | _wrong(request, key, error), status=422)
    return render(request, "intake/report_check.html", context)


def _wrong(request: HttpRequest, key: str, error: TrucelineError) -> dict[str, Any]:
    """What the form says to a refusal. A key that did its work already gives way to a new one: who goes back in the
    browser and types a further report has no other way to send it."""
    if all(p.code != "E-WEB-003" for p in error.problems):
        return {"problems": error.problems}
    before = Submission.objects.visible_to(request.user).filter(by_id=request.user.pk, key=key).first()
    return {"problems": error.problems, "before": before, "was": key, "key": secrets.token_hex(16)}


def _by_script(request: HttpRequest) -> bool:
    """The script of the form sends files one by one and asks what became of each."""
    return request.headers.get("Accept", "") == "application/json"


def _sent(request: HttpRequest, submission: Submission) -> HttpResponse:
    user: Any = request.user
    outcomes = take_files(user, request, submission.reports.get())
    if _by_script(request):
        receipt_at = reverse("receipt", args=[submission.pk])
        return JsonResponse({"receipt": receipt_at, "files": [o.told() for o in outcomes]})
    tell(request, outcomes)
    return redirect("receipt", submission.pk)


def _offered(request: HttpRequest) -> dict[str, Any]:
    others = [a for a in form.OFFERED_ACTS if a not in form.OFTEN]
    return {
        "often": form.OFTEN,
        "others": others,
        "weapons": form.OFFERED_WEAPONS,
        "units": form.OFFERED_UNITS,
        "kinds": form.OFFERED_KINDS,
        "circles": request.user.compartment_names(),
        "today": now().astimezone(ZoneInfo(deployment().timezone)).date().isoformat(),
        "zone": deployment().timezone,
        "zone_said": zone_in_words(deployment().timezone),
    }


def _local(row: dict[str, Any]) -> str:
    zone = ZoneInfo(deployment().timezone)
    return " – ".join(row[n].astimezone(zone).strftime("%Y-%m-%d %H:%M") for n in ("occurred_from", "occurred_until"))


@operation("intake.submit")
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    submission = get_object_or_404(Submission.objects.visible_to(user).exclude(kind=EVIDENCE), pk=pk)
    rejects = Paginator(submission.rejects.order_by("row", "pk"), 50).get_page(request.GET.get("page"))
    reports = list(submission.reports.order_by("report_id")[:20])
    files = items_of(user, reports[0]) if len(reports) == 1 else []
    context = {"submission": submission, "page": rejects, "reports": reports, "files": files}
    return render(request, "intake/receipt.html", context)


@operation("intake.submit")
def rejects_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were not taken, as a file to correct and hand in again."""
    submission = get_object_or_404(Submission.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejects-{opaque(pk)}.csv"'
    writer = csv.writer(response)
    writer.writerow(["source", "row", "code", "message", "raw"])
    for r in submission.rejects.order_by("row", "pk").iterator():
        writer.writerow([_harmless(x) for x in (r.source, r.row, r.code, r.message, r.raw)])
    return response


RUN_AS_FORMULA = "=+-@\t\r\n＝＋－＠"  # wide forms too: programs of East Asian offices run them


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in RUN_AS_FORMULA and value else value


@operation("intake.upload")
@require_http_methods(["GET", "POST"])
def upload_new(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"circles": request.user.compartment_names()}
    if request.method == "POST" and "file" in request.FILES:
        given = request.FILES["file"]
        try:
            circle = request.POST.get("compartment", "")
            upload = tables_in.start_upload(request.user, given.chunks(), given.name or "table", circle)
            return redirect("upload", upload.pk)
        except TrucelineError as error:
            context["problems"] = error.problems
    uploads = Upload.objects.visible_to(request.user).select_related("submission").order_by("-at")[:20]
    context["uploads"] = [(one, one.at + deployment().clock_ahead) for one in uploads]
    return render(request, "intake/upload_new.html", context, status=422 if "problems" in context else 200)


@operation("intake.upload")
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose columns, see what would come of it, take it."""
    one = get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)
    if one.submission and one.submission.complete:
        return redirect("receipt", one.submission.pk)
    context: dict[str, Any] = {"upload": one, "acts": list(ACTS)}
    try:
        if request.method == "POST":
            if one.submission is None:  # once rows were taken, the rest is read as they were
                tables_in.remap(one, request.POST)
            if request.POST.get("step") == "take":
                return redirect("receipt", tables_in.take_upload(request.user, one).pk)
        result, context["doubts"] = tables_in.preview(one)
        context |= {
            "reports": result.reports.slice(0, 8).to_pylist(),
            "rejects": result.rejects.slice(0, 8).to_pylist(),
        }
        context |= {"rows_in": result.rows_in, "taken": result.reports.num_rows, "notes": result.notes}
    except TrucelineError as error:
        context["problems"] = error.problems
    header = tables_in.open_sheet(tables_in.path_of(one.stored_as)).header
    fields = one.mapping["fields"]
    context["fields"] = [(name, tables_in.shown_column(fields.get(name)), header) for name in tables_in.MAPPED]
    context["words"] = tables_in.act_words(one)
    return render(request, "intake/upload.html", context)


@operation("report.read")
def report_list(request: HttpRequest) -> HttpResponse:
    """``?as_of=``: those that had been handed in by then, of those that a person may read now."""
    user: Any = request.user
    asked = moments.asked({"as_of": request.GET.get("as_of", "")})
    if asked.stated and asked.as_of >= now():
        return moments.led_to_now(request)
    then = asked.as_of if asked.stated and not asked.problems else None
    filters = {k: request.GET.get(k, "").strip()[:LONGEST] for k in ("q", "claimant", "own")}
    rows = queries.listed(user, filters)
    if then is not None:
        rows = rows.filter(submission__at__lte=then)
    order = Order("received_at", "report_id", Report.objects.visible_to(user))
    part, wrong = asked_part(rows, order, request.GET, ON_A_PAGE)
    log_read(user, "report", [r.report_id for r in part.rows if r.submission.by_id != user.pk])
    stated = {k: v for k, v in filters.items() if v} | ({"as_of": then.isoformat()} if then is not None else {})
    kept = f"{urlencode(stated)}&" if stated else ""
    problems = [*asked.problems, *wrong]
    context = {"part": part, "filters": filters, "query": kept, "problems": problems, "then": then}
    return render(request, "intake/report_list.html", context, status=400 if problems else 200)


@operation("report.read")
def report_page(request: HttpRequest, report_id: str) -> HttpResponse:
    """``?as_of=``: with the files of then, and nothing can be done there; 404 if it was not handed in yet."""
    user: Any = request.user
    asked = moments.asked({"as_of": request.GET.get("as_of", "")})
    if asked.stated and asked.as_of >= now():
        return moments.led_to_now(request)
    then = asked.as_of if asked.stated and not asked.problems else None
    known = Report.objects.visible_to(user).filter(pk=report_id)
    if then is not None and not known.filter(submission__at__lte=then).exists():
        raise Http404
    report = queries.read_report(user, report_id)
    if report is None:
        raise Http404
    named = then is None and SourceIdentity.objects.visible_to(user).filter(report_id=report_id).exists()
    read_in = TextClaim.objects.visible_to(user).filter(decisions__report=report).select_related("part").first()
    call = CallOutcome.objects.visible_to(user).filter(report=report).first()
    context = {"report": report, "named": named, "read_in": read_in, "call": call, "then": then}
    if then is not None:
        context["evidence"] = [i for i in items_of(user, report) if i.received_at <= then]
    return render(request, "intake/report_page.html", context)


@operation("source.read")
@require_POST
def source(request: HttpRequest, report_id: str) -> HttpResponse:
    """Shown only when asked for, so that a read in the log is a read meant."""
    report, found = queries.read_report(request.user, report_id), queries.read_source(request.user, report_id)
    if report is None or found is None:
        raise Http404
    return render(request, "intake/report_page.html", {"report": report, "named": True, "source": found})
