from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from truceline.vocabulary.errors import TrucelineError
from truceline.vocabulary.terms import ACTS, STANDARDS_OF_PROOF
from truceline.web.accounts.rights import OUTSIDE, may
from truceline.web.agreements import moments
from truceline.web.casework import actions, progress, queries, question_actions, question_queries
from truceline.web.casework.as_of import page_as_of
from truceline.web.casework.list_as_of_view import past_list
from truceline.web.casework.list_views import FILTERS
from truceline.web.casework.models import Incident
from truceline.web.casework.states import CONCLUSIONS, State
from truceline.web.casework.view_models import SavedView
from truceline.web.clock import now
from truceline.web.keyset import Part, asked_part
from truceline.web.operations import operation
from truceline.web.templatetags.truceline import FOUND_WORDS, term
from truceline.web.typed import LONGEST, version_stated
from truceline.web.world import parties

ON_A_PAGE = 25


@operation("incident.read")
def incident_list(request: HttpRequest) -> HttpResponse:
    """``?as_of=``: as it was known then, for the mission."""
    if request.GET.get("as_of", "").strip():
        return past_list(request)
    user: Any = request.user
    shown = queries.views()
    filters = {k: request.GET.get(k, "").strip()[:LONGEST] for k in FILTERS}
    if filters["view"] not in {v.key for v in shown}:
        filters["view"] = shown[0].key
    part, problems = _part(request, filters)
    kept = queries.findings_of(user, [i.pk for i in part.rows], filters["view"])
    inside = user.role not in OUTSIDE
    waits = question_queries.waiting_for(user, [i.pk for i in part.rows])
    said = {value: str(label) for value, label in State.choices}
    context = {
        "part": part,
        "problems": problems,
        "rows": [
            (i, kept[i.pk].get(filters["view"]), waits.get(i.pk), said[i.state])
            for i in (queries.read_by(user, row) for row in part.rows)
        ],
        "filters": filters,
        "query": urlencode({k: v for k, v in filters.items() if v}) + "&",
        "views": [(v.key, f"{v.title}: {v.reading_title}") for v in shown],
        "view": next(v for v in shown if v.key == filters["view"]),
        "states": State.choices,
        "acts": [(a, term(a)) for a in ACTS],
        "outcomes": [(o, FOUND_WORDS[o]) for o in ("violation", "no_violation", "cannot_tell")],
        "inside": inside,
        "saved": SavedView.objects.visible_to(user).select_related("by").order_by("name", "pk"),
        "may_save": may(user, "casework.read"),
        "may_choose": may(user, "casework.triage"),
        "working": progress.working() if inside else None,
    }
    return render(request, "casework/incident_list.html", context, status=400 if problems else 200)


def _part(request: HttpRequest, filters: Mapping[str, str]) -> tuple[Part, Any]:
    """The part of the list that was asked for; the first, and what is wrong, where its address names no row."""
    user: Any = request.user
    rows, order = queries.read_for_list(user, queries.listed(user, filters)), queries.order(user, filters)
    return asked_part(rows, order, request.GET, ON_A_PAGE)


@operation("incident.read")
def incident_page(request: HttpRequest, incident_id: str) -> HttpResponse:
    """``?as_of=``: as it was known then, for the mission; no step is open there."""
    if not request.GET.get("as_of", "").strip():
        return _page(request, incident_id)
    user: Any = request.user
    if not may(user, "casework.read"):
        raise PermissionDenied
    asked = moments.asked(request.GET)
    if asked.problems:
        return _page(request, incident_id, asked.problems)
    if asked.as_of >= now():
        return moments.led_to_now(request)
    one = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if one is None:
        raise Http404
    return render(request, "casework/incident_page.html", page_as_of(user, one, asked.as_of))


def _page(request: HttpRequest, incident_id: str, problems: Any = None) -> HttpResponse:
    user: Any = request.user
    incident = Incident.objects.visible_to(user).select_related("assigned_to", "proposed_by").filter(pk=incident_id)
    one = incident.first()
    if one is None:
        raise Http404
    one = queries.read_by(user, one)
    context = queries.page_of(user, one)
    context |= {
        "problems": problems,
        "conclusions": [State(c) for c in CONCLUSIONS],
        "proofs": STANDARDS_OF_PROOF[1:],
        "parties": parties(),
        "response_days": settings.RESPONSE_TIME.days,
        "typed": request.POST,
    }
    return render(request, "casework/incident_page.html", context, status=409 if problems else 200)


def _do(user: Any, pk: str, version: int, asked: Mapping[str, str]) -> None:
    text = asked.get("text", "")
    steps: dict[str, Callable[[], Any]] = {
        "move": lambda: actions.move(user, pk, version, asked.get("to", ""), text),
        "propose": lambda: actions.propose_conclusion(
            user, pk, version, asked.get("conclusion", ""), asked.get("proof", ""), text
        ),
        "agree": lambda: actions.decide_proposal(user, pk, version, True, text),
        "send_back": lambda: actions.decide_proposal(user, pk, version, False, text),
        "take": lambda: actions.assign(user, pk, version, True),
        "leave": lambda: actions.assign(user, pk, version, False),
        "comment": lambda: actions.comment(user, pk, version, text),
        "ask": lambda: question_actions.put_question(
            user, pk, version, asked.get("party", ""), text, question_actions.due_date(asked.get("due", ""))
        ),
        "dissent": lambda: question_actions.dissent(user, pk, asked.get("view", ""), text),
    }
    step = steps.get(asked.get("step", ""))
    if step is None:
        raise PermissionDenied
    step()


@operation("incident.read")
@require_POST
def incident_step(request: HttpRequest, incident_id: str) -> HttpResponse:
    """One step of casework; the action asks for its own right."""
    try:
        _do(request.user, incident_id, version_stated(request.POST.get("version", "")), request.POST)
    except TrucelineError as error:
        return _page(request, incident_id, error.problems)
    return redirect("incident", incident_id)
