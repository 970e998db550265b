from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from truceline.vocabulary.errors import TrucelineError
from truceline.web.accounts.rights import may
from truceline.web.agreements import moments
from truceline.web.audit.actions import log_read
from truceline.web.casework import hypothesis_actions as actions
from truceline.web.casework import hypothesis_queries as queries
from truceline.web.casework.as_of import hypotheses_as_of
from truceline.web.casework.hypothesis_models import About, Mark
from truceline.web.casework.models import Incident
from truceline.web.casework.states import State
from truceline.web.clock import now
from truceline.web.intake.models import Report
from truceline.web.operations import operation
from truceline.web.typed import version_stated, whole_number


@operation("casework.read")
@require_http_methods(["GET", "POST"])
def hypothesis_page(request: HttpRequest, incident_id: str) -> HttpResponse:
    """The table of hypotheses; ``?report=`` or ``?evidence=``: with the form that weighs one of them; ``?as_of=``: as
    it stood then."""
    user: Any = request.user
    incident = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if incident is None:
        raise Http404
    asked = moments.asked(request.GET) if request.method == "GET" and request.GET.get("as_of") else None
    if asked and not asked.problems and asked.as_of < now():
        return render(request, "casework/hypotheses.html", hypotheses_as_of(user, incident, asked.as_of))
    subject = subject_of(request.GET)
    problems: Any = asked.problems if asked else None
    if request.method == "POST":
        try:
            return redirect(_do(user, incident.pk, subject, request.POST))
        except TrucelineError as error:
            problems = error.problems
    found = Report.objects.visible_to(user).filter(member__incident=incident).select_related("submission")
    reports = list(found.order_by("received_at", "report_id"))
    log_read(user, "report", [r.pk for r in reports if r.submission.by_id != user.pk])
    tables = queries.tables(user, incident, reports)
    may_weigh = may(user, "casework.weigh") and incident.state == State.UNDER_VERIFICATION
    row = next((r for t in tables for r in t.rows if (r.kind, str(r.one.pk)) == subject), None)
    typed: Any = request.POST
    context = {"incident": incident, "tables": tables, "may_weigh": may_weigh, "problems": problems, "typed": typed}
    context |= {"abouts": About.choices, "row": row if may_weigh else None}
    context["asked"] = _asked(tables, queries.own_marks(user, tables, subject), typed) if row else []
    context["open"] = [c for t in tables for c in t.columns if not c.ended]
    return render(request, "casework/hypotheses.html", context, status=409 if problems else 200)


def subject_of(query: Mapping[str, str]) -> tuple[str, str]:
    kind = "evidence" if query.get("evidence") else "report"
    return kind, query.get(kind, "")


def _asked(tables: Any, own: Mapping[int, Any], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the form asks: each open hypothesis with the marks to choose from, as typed or as the person said last."""
    asked = []
    for table in tables:
        for column in table.columns:
            if not column.ended:
                pk, said = column.hypothesis.pk, own.get(column.hypothesis.pk)
                mark = typed.get(f"mark-{pk}", said.mark if said else "")
                reason = typed.get(f"reason-{pk}", said.reason if said else "")
                asked.append({"one": column.hypothesis, "label": table.label, "mark": mark, "reason": reason})
                asked[-1]["marks"] = Mark.choices
    return asked


def _do(user: Any, incident_id: str, subject: tuple[str, str], typed: Mapping[str, str]) -> str:
    """One step; where to go then. What is marked as before is not said again."""
    seen, step = (incident_id, version_stated(typed.get("version", ""))), typed.get("step", "")
    if step == "name":
        actions.name_hypothesis(user, seen, typed.get("about", ""), typed.get("name", ""))
    elif step == "weigh":
        marks = {
            number: (mark, typed.get(f"reason-{number}", ""))
            for name, mark in typed.items()
            if name.startswith("mark-") and (number := whole_number(name[5:])) is not None and mark
        }
        actions.weigh(user, seen, subject, _changed(user, subject, marks))
        here = reverse("hypotheses", args=[incident_id])
        return f"{here}?{urlencode({subject[0]: subject[1]})}#weighed-{subject[1]}"
    elif step == "set_aside":
        actions.set_aside(user, seen, whole_number(typed.get("hypothesis", "")) or 0, typed.get("reason", ""))
    else:
        raise PermissionDenied
    return reverse("hypotheses", args=[incident_id])


def _changed(user: Any, subject: tuple[str, str], marks: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    return {pk: said for pk, said in marks.items() if said != queries.last_said(user, subject, pk)}
