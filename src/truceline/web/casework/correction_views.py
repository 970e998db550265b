from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from truceline.vocabulary.errors import TrucelineError
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import log_read
from truceline.web.casework import correction_actions as actions
from truceline.web.casework.consequences import Change, Said, digest_of
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.correction_consequences import seen_is, would_follow
from truceline.web.casework.correction_form import form_rows, read_change
from truceline.web.casework.correction_models import Correction, CorrectionDecision, Verdict
from truceline.web.casework.models import Incident
from truceline.web.casework.queries import named_changes
from truceline.web.casework.states import OPEN
from truceline.web.intake.models import Report
from truceline.web.operations import operation
from truceline.web.typed import version_stated

DONE = {
    Verdict.CONFIRMED: gettext_lazy("Confirmed. The incident is being assessed anew."),
    Verdict.DECLINED: gettext_lazy("Declined. Nothing has changed."),
    Verdict.RETRACTED: gettext_lazy("Taken back. Nothing has changed."),
}


@operation("casework.verify")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, incident_id: str, report_id: str) -> HttpResponse:
    """Type how a report should be read; see which findings would change; propose it with a reason."""
    user: Any = request.user
    incident = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    report = Report.objects.visible_to(user).filter(pk=report_id, member__incident=incident).first()
    if incident is None or report is None:
        raise Http404
    log_read(user, "report", [report.pk])
    row = corrected_rows([report])[0]
    typed = {n: v.strip() for n, v in request.POST.items()}
    context: dict[str, Any] = {"incident": incident, "report": report, "form": form_rows(row, typed), "typed": typed}
    if request.method == "POST":
        try:
            _before, after = read_change(row, typed)
            changes = would_follow(user, incident, report.pk, after)
            context |= _told(changes)
            if typed.get("step") == "propose":
                seen_is(typed.get("seen", ""), changes)
                seen = (incident.pk, version_stated(typed.get("version", "")))
                actions.propose_correction(user, seen, report.pk, typed, typed.get("reason", ""), changes)
                messages.success(request, _("Proposed. A second person has to confirm it."))
                return redirect("incident", incident.pk)
        except TrucelineError as error:
            context["problems"] = error.problems
    return render(request, "casework/correct.html", context, status=409 if "problems" in context else 200)


def _told(changes: list[Change]) -> dict[str, Any]:
    return {"changes": named_changes(changes), "seen": digest_of(changes), "looked": True}


@operation("casework.read")
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, correction_id: str) -> HttpResponse:
    """One correction: what it changes and what follows; decide on it, or propose that it be withdrawn."""
    user: Any = request.user
    rows = Correction.objects.visible_to(user).select_related("report__member__incident", "by", "undoes")
    one = rows.filter(pk=correction_id).first()
    if one is None:
        raise Http404
    problems = None
    if request.method == "POST":
        try:
            said = _do(request, one)
            messages.success(request, said)
            return redirect("incident", one.report.member.incident_id)
        except TrucelineError as error:
            problems = error.problems
    log_read(user, "report", [one.report_id])
    context = _page(user, one, "withdraw" in request.GET or request.POST.get("step") == "withdraw")
    context |= {"problems": problems, "typed": request.POST}
    return render(request, "casework/correction.html", context, status=409 if problems else 200)


def _page(user: Any, one: Correction, withdraw: bool) -> dict[str, Any]:
    incident = one.report.member.incident
    decision = CorrectionDecision.objects.filter(correction=one).select_related("by").first()
    stands = Correction.objects.standing().filter(pk=one.pk).exists()
    may_act = may(user, "casework.verify") and incident.state in OPEN and not incident.proposed_state
    own = one.by_id == user.pk
    context = {"one": one, "incident": incident, "decision": decision, "stands": stands, "own": own}
    context |= {"may_decide": may_act and decision is None and not own, "may_act": may_act}
    context["may_withdraw"] = may_act and stands and not Correction.objects.waiting().filter(report=one.report).exists()
    context["withdraw"] = withdraw and context["may_withdraw"]
    if context["withdraw"]:
        try:
            context |= _told(would_follow(user, incident, one.report_id, actions.withdrawn(one)[1]))
        except TrucelineError as error:
            context |= {"withdraw": False, "hindered": error.problems}
    elif decision is None:
        context |= _told(would_follow(user, incident, one.report_id, one.after))
    else:
        kept = decision.changes if decision.verdict == Verdict.CONFIRMED else one.changes
        context |= {"changes": named_changes(map(_kept, kept))}
    return context


def _kept(change: Mapping[str, Any]) -> Change:
    before, after = (Said(*change[k]) if change[k] else None for k in ("before", "after"))
    return Change(change["incident"], change["agreement"], change["reading"], before, after)


def _do(request: HttpRequest, one: Correction) -> Any:
    """One step on a correction; what to say then. The action asks for its own right."""
    user: Any = request.user
    typed: Any = request.POST
    incident, note = one.report.member.incident, typed.get("text", "")
    seen, step = (incident.pk, version_stated(typed.get("version", ""))), typed.get("step", "")
    if step == "withdraw":
        changes = would_follow(user, incident, one.report_id, actions.withdrawn(one)[1])
        seen_is(typed.get("seen", ""), changes)
        actions.propose_withdrawal(user, seen, one.pk, note, changes)
        return _("Proposed. A second person has to confirm it.")
    changes = []
    if step == Verdict.CONFIRMED:
        changes = would_follow(user, incident, one.report_id, one.after)
        seen_is(typed.get("seen", ""), changes)
    actions.decide_correction(user, seen, one.pk, step, note, changes)
    return DONE[Verdict(step)]
