from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from truceline.vocabulary.errors import TrucelineError
from truceline.web.accounts.rights import MISSION, may
from truceline.web.casework import question_actions as actions
from truceline.web.casework import question_queries as queries
from truceline.web.casework.models import Incident, Question
from truceline.web.casework.question_models import QuestionState, answers_for
from truceline.web.clock import now
from truceline.web.operations import operation
from truceline.web.typed import whole_number


@operation("question.read")
def question_list(request: HttpRequest) -> HttpResponse:
    """What parties were asked, what is due first on top; for a liaison its home."""
    user: Any = request.user
    state = request.GET.get("state", "")
    page = Paginator(queries.listed(user, state), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "states": QuestionState.choices,
        "waiting": queries.listed(user, "waiting").count(),
        "overdue": queries.listed(user, QuestionState.OVERDUE).count(),
        "inside": user.role in MISSION,
        "query": f"state={state}&" if state else "",
    }
    return render(request, "casework/question_list.html", context)


@operation("question.read")
def question_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, problems: Any = None) -> HttpResponse:
    user: Any = request.user
    found = queries.asked(user, Question.objects.visible_to(user).filter(pk=pk), now())
    if not found:
        raise Http404
    one = found[0]
    context = {
        "asked": one,
        "inside": user.role in MISSION,
        "may_put": may(user, "question.put"),
        "may_answer": answers_for(user) and one.question.state != QuestionState.WITHDRAWN,
        "incident": Incident.objects.visible_to(user).filter(pk=one.question.incident_id).first(),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "casework/question_page.html", context, status=409 if problems else 200)


@operation("question.read")
@require_POST
def question_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, withdraw, move the due date, let an answer out; the action asks for its own right."""
    user: Any = request.user
    typed = request.POST
    text = typed.get("text", "")
    steps = {
        "answer": lambda: actions.answer(user, pk, text),
        "withdraw": lambda: actions.withdraw(user, pk, text),
        "extend": lambda: actions.extend(user, pk, actions.due_date(typed.get("due", "")), text),
        "release": lambda: actions.release_answer(user, whole_number(typed.get("reply", "")) or 0),
    }
    step = steps.get(typed.get("step", ""))
    if step is None:
        raise PermissionDenied
    try:
        step()
    except TrucelineError as error:
        return _page(request, pk, error.problems)
    messages.success(request, _("Kept."))
    return redirect("question", pk)
