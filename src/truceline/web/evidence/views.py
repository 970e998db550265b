from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from truceline.vocabulary.errors import TrucelineError
from truceline.web.accounts.rights import may
from truceline.web.casework.models import Incident
from truceline.web.evidence import actions, queries
from truceline.web.evidence.export import export_incident
from truceline.web.evidence.handing_in import limits, take_files, takes_files, tell
from truceline.web.evidence.kinds import BY_TYPE
from truceline.web.evidence.models import Item
from truceline.web.intake.models import Report
from truceline.web.operations import operation


@operation("evidence.attach")
@takes_files
@require_POST
def attach_to_report(request: HttpRequest, report_id: str) -> HttpResponse:
    return _attach(request, Report, report_id)


@operation("evidence.attach")
@takes_files
@require_POST
def attach_to_incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    return _attach(request, Incident, incident_id)


def _attach(request: HttpRequest, model: Any, pk: str) -> HttpResponse:
    user: Any = request.user
    subject = get_object_or_404(model.objects.visible_to(user), pk=pk)
    caption = request.POST.get("caption", "")  # reads the form, and with it the files
    outcomes = take_files(user, request, subject, caption)
    tell(request, outcomes)
    if not outcomes:
        messages.error(request, _("No file was chosen."))
    return redirect("report-page" if isinstance(subject, Report) else "incident", subject.pk)


@operation("evidence.read")
@require_GET
def item_page(request: HttpRequest, evidence_id: str) -> HttpResponse:
    return _item(request, evidence_id)


def _item(request: HttpRequest, evidence_id: str, problems: Any = None) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=evidence_id)
    context = {
        "item": item,
        "custody": queries.custody(item),
        "opens": Item.objects.opened_by(request.user).filter(pk=item.pk).exists(),
        "problems": problems,
    }
    return render(request, "evidence/item.html", context, status=422 if problems else 200)


@operation("evidence.read")
@require_POST
def copy(request: HttpRequest, evidence_id: str) -> HttpResponse:
    """POST, so that a read in the log is a read meant."""
    try:
        item, file = actions.take_copy(request.user, evidence_id)
    except PermissionDenied as error:
        raise Http404 from error
    except TrucelineError as error:
        return _item(request, evidence_id, error.problems)
    return handed_out(file, f"{item.pk}-copy.{BY_TYPE[item.media_type].ending}", item.media_type)


@operation("evidence.original")
@require_POST
def original(request: HttpRequest, evidence_id: str) -> HttpResponse:
    try:
        item, file = actions.open_original(request.user, evidence_id, request.POST.get("reason", ""))
    except PermissionDenied as error:
        raise Http404 from error
    except TrucelineError as error:
        return _item(request, evidence_id, error.problems)
    return handed_out(file, f"{item.pk}-original.{BY_TYPE[item.media_type].ending}", item.media_type)


@operation("evidence.export")
@require_POST
def export(request: HttpRequest, incident_id: str) -> HttpResponse:
    try:
        file = export_incident(request.user, incident_id, "originals" in request.POST)
    except PermissionDenied as error:
        raise Http404 from error
    except TrucelineError as error:
        for told in error.problems:
            messages.error(request, format_html('<bdi dir="ltr" lang="en" class="quote-in">{}</bdi>', str(told)))
        return redirect("incident", incident_id)
    return handed_out(file, f"{incident_id}.zip", "application/zip")


def handed_out(file: Any, name: str, media_type: str) -> HttpResponse:
    """A file as an attachment that no browser opens in our name: another's content must not run as ours."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def panel(request: HttpRequest, subject: Report | Incident) -> dict[str, Any]:
    """What the pages of a report and an incident show of its evidence."""
    user: Any = request.user
    items = queries.items_of(user, subject)
    opens = set(Item.objects.opened_by(user).filter(pk__in=[i.pk for i in items]).values_list("pk", flat=True))
    return {
        "items": items,
        "subject_id": subject.pk,
        "of_report": isinstance(subject, Report),
        "may_attach": actions.may_attach(user, subject),
        "may_read": may(user, "evidence.read"),
        "opens": opens,
        "may_export": may(user, "evidence.export") and isinstance(subject, Incident),
        "may_export_originals": len(opens) == len(items) > 0,
        "user": user,
        "limits": limits(),
    }
