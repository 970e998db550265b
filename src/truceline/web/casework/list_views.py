"""Steps from the list: saved views, and one step on many incidents with what it would do shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from truceline.vocabulary.errors import TrucelineError
from truceline.web.casework import list_actions as actions
from truceline.web.casework.models import Incident
from truceline.web.operations import operation
from truceline.web.typed import LONGEST, whole_number

FILTERS = ("q", "state", "act", "mine", "second", "asked", "outcome", "view")


@operation("casework.read")
@require_POST
def views(request: HttpRequest) -> HttpResponse:
    """Save the filters of the list under a name, or take a view off; back to the list with them."""
    user: Any = request.user
    typed = request.POST
    filters = {k: typed.get(k, "").strip()[:LONGEST] for k in FILTERS}
    try:
        if typed.get("step") == "drop":
            actions.drop_view(user, whole_number(typed.get("saved", "")) or 0)
            messages.success(request, _("The view is taken off."))
        else:
            actions.save_view(user, typed.get("name", ""), filters, bool(typed.get("shared")))
            messages.success(request, _("The view is saved."))
    except TrucelineError as error:
        for told in error.problems:
            messages.error(request, str(told))
    kept = urlencode({k: v for k, v in filters.items() if v})
    return redirect(f"{reverse('incident-list')}?{kept}" if kept else "incident-list")


@operation("casework.triage")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """One step on many: first which and how many, then, confirmed, what became of each."""
    user: Any = request.user
    chosen = [pair for pair in map(_pair, request.POST.getlist("pick")) if pair]
    step = request.POST.get("step", "")
    context: dict[str, Any] = {"step": step, "back": _back(request.POST.get("back", ""))}
    try:
        if request.POST.get("confirmed"):
            context["batch"] = actions.step_on_many(user, step, chosen)
            asked = [*context["batch"].done, *context["batch"].refused]
        else:
            asked = [pk for pk, _version in actions.check_batch(step, chosen)]
            context["picks"] = [f"{pk}:{version}" for pk, version in chosen]
    except TrucelineError as error:
        return render(request, "casework/bulk.html", context | {"problems": error.problems}, status=409)
    rows = Incident.objects.visible_to(user).filter(pk__in=asked).order_by("-occurred_from", "pk")
    context["rows"] = rows.select_related("assigned_to")
    if "batch" in context:
        shown = {i.pk: i for i in context["rows"]}
        context["refused"] = [(pk, shown.get(pk), said) for pk, said in context["batch"].refused.items()]
    return render(request, "casework/bulk.html", context)


def _pair(text: str) -> tuple[str, int] | None:
    """An incident and the version of it that the list showed."""
    pk, _colon, stated = text.rpartition(":")
    version = whole_number(stated)
    return (pk, version) if pk and version is not None else None


def _back(query: str) -> str:
    """The list as it was filtered; only its own address is ever led back to."""
    return f"{reverse('incident-list')}?{query[:1000]}" if query else reverse("incident-list")
