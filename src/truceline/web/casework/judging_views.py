from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from truceline.vocabulary.errors import TrucelineError
from truceline.web.audit.actions import log_read
from truceline.web.casework import judging_actions as actions
from truceline.web.casework.consequences import Change, Rows, changes_if
from truceline.web.casework.models import Incident, Member, OpenPair
from truceline.web.casework.queries import named_changes
from truceline.web.casework.regroup import Move
from truceline.web.intake.models import Report
from truceline.web.operations import operation


@operation("casework.judge")
def judge_page(request: HttpRequest) -> HttpResponse:
    return _pair_page(request)


def _pair_page(request: HttpRequest, problems: Any = None) -> HttpResponse:
    """The open pair nearest to the threshold. That its reports were read is logged before they are shown."""
    user: Any = request.user
    waiting = OpenPair.objects.visible_to(user).filter(judged="").order_by("distance", "pk")
    pair = waiting.first()
    context: dict[str, Any] = {"pair": pair, "left_over": waiting.count(), "problems": problems}
    if pair:
        reports = {r.pk: r for r in Report.objects.visible_to(user).filter(pk__in=[pair.left, pair.right])}
        log_read(user, "report", sorted(reports))
        homes = dict(Member.objects.filter(report__in=reports).values_list("report_id", "incident_id"))
        sizes = dict(Incident.objects.filter(pk__in=homes.values()).values_list("pk", "reports"))
        context |= {
            "sides": [(reports[r], homes[r], sizes[homes[r]]) for r in (pair.left, pair.right)],
            "together": homes[pair.left] == homes[pair.right],
        }
    context["last"] = actions.last_of(user)
    return render(request, "casework/judge.html", context, status=409 if problems else 200)


@operation("casework.judge")
@require_POST
def judge_step(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    typed = request.POST
    try:
        if typed.get("step") == "undo":
            actions.undo(user, typed.get("batch", ""))
            messages.success(request, _("Taken back."))
        else:
            actions.judge_pair(
                user, typed.get("left", ""), typed.get("right", ""), typed.get("step", ""), typed.get("note", "")
            )
    except TrucelineError as error:
        return _pair_page(request, error.problems)
    return redirect(typed["next"] if typed.get("next", "").startswith("/incidents/") else "judge")


@operation("casework.judge")
@require_http_methods(["GET", "POST"])
def regroup(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Merge with another incident, or take reports out: first what would follow, then, confirmed, the step itself."""
    user: Any = request.user
    one = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if one is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    other, out, reason = asked.get("with", "").strip(), asked.getlist("out"), asked.get("text", "")
    context: dict[str, Any] = {"incident": one, "other": other, "out": out, "reason": reason}
    try:
        if other and not Incident.objects.visible_to(user).filter(pk=other).exists():
            raise PermissionDenied
        if request.method == "POST":
            step = actions.merge(user, [one.pk, other], reason) if other else actions.split(user, one.pk, out, reason)
            messages.success(request, _("Done. It can be taken back in the history."))
            return redirect("incident", _home(step, one.pk))
        said, compartment = actions.merging(user, [one.pk, other]) if other else actions.splitting(user, one.pk, out)
        moves = actions.planned(said, compartment)
        context |= {"moves": moves, "changes": named_changes(_consequences(user, moves))}
    except TrucelineError as error:
        context["problems"] = error.problems
    return render(request, "casework/regroup.html", context, status=409 if "problems" in context else 200)


def _home(batch: str, incident_id: str) -> str:
    """The incident that its reports are in now."""
    return Incident.objects.get(pk=incident_id).merged_into_id or incident_id


def _consequences(user: Any, moves: list[Move]) -> list[Change]:
    after = {m.report: m.after for m in moves}

    def altered(rows: Rows) -> Rows:
        return [row | {"incident_id": after.get(row["report_id"], row["incident_id"])} for row in rows]

    return changes_if(user, {i for m in moves for i in (m.before, m.after)}, altered)
