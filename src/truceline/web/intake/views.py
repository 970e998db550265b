from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from truceline.web.audit.actions import log_read
from truceline.web.intake import queries
from truceline.web.intake.models import SourceIdentity
from truceline.web.operations import operation


@operation("report.read")
def report_list(request: HttpRequest) -> HttpResponse:
    filters = {k: request.GET.get(k, "").strip() for k in ("q", "claimant", "own")}
    page = Paginator(queries.listed(request.user, filters), 25).get_page(request.GET.get("page"))
    others = [
        r.report_id for r in page.object_list.select_related("submission") if r.submission.by_id != request.user.pk
    ]
    log_read(request.user, "report", others)
    kept = "".join(f"{k}={v}&" for k, v in filters.items() if v)
    return render(request, "intake/report_list.html", {"page": page, "filters": filters, "query": kept})


@operation("report.read")
def report_page(request: HttpRequest, report_id: str) -> HttpResponse:
    report = queries.read_report(request.user, report_id)
    if report is None:
        raise Http404
    named = SourceIdentity.objects.visible_to(request.user).filter(report_id=report_id).exists()
    return render(request, "intake/report_page.html", {"report": report, "named": named})


@operation("source.read")
@require_POST
def source(request: HttpRequest, report_id: str) -> HttpResponse:
    """Shown only when asked for, so that a read in the log is a read meant."""
    report, found = queries.read_report(request.user, report_id), queries.read_source(request.user, report_id)
    if report is None or found is None:
        raise Http404
    return render(request, "intake/report_page.html", {"report": report, "named": True, "source": found})
