from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from truceline.web.accounts.rights import may
from truceline.web.agreements import moments
from truceline.web.casework import queries
from truceline.web.casework.list_as_of import listed_as_of, rows_as_of
from truceline.web.casework.states import State
from truceline.web.clock import now
from truceline.web.keyset import asked_part

ON_A_PAGE = 25


def past_list(request: HttpRequest) -> HttpResponse:
    """``/incidents/?as_of=``, for the mission: what the list held then. A delayed reader's list is that of an earlier
    moment already. Raises PermissionDenied."""
    user: Any = request.user
    if not may(user, "casework.read"):
        raise PermissionDenied
    asked, shown = moments.asked(request.GET), queries.views()
    if not asked.problems and asked.as_of >= now():
        return moments.led_to_now(request)
    filters = {k: request.GET.get(k, "").strip() for k in ("as_of", "state", "view")}
    if filters["view"] not in {v.key for v in shown}:
        filters["view"] = shown[0].key
    rows, order = listed_as_of(user, asked.as_of, filters["state"]), queries.order(user, {})
    part, wrong = asked_part(rows, order, request.GET, ON_A_PAGE)
    problems = [*asked.problems, *wrong]
    context = {
        "part": part,
        "rows": rows_as_of(user, part.rows, asked.as_of, filters["view"]),
        "then": asked.as_of,
        "filters": filters,
        "query": urlencode({k: v for k, v in filters.items() if v}) + "&",
        "views": shown,
        "view": next(v for v in shown if v.key == filters["view"]),
        "states": State.choices,
        "problems": problems,
    }
    return render(request, "casework/incident_list_then.html", context, status=400 if problems else 200)
