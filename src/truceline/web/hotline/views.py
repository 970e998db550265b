from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from truceline.agreement.clock import zone_in_words
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import log_read
from truceline.web.clock import deployment, now
from truceline.web.evidence.handing_in import limits, take_files, takes_files, tell
from truceline.web.hotline import actions, heard, queries
from truceline.web.hotline.models import CallerIdentity, CallerRole
from truceline.web.intake import form
from truceline.web.intake.form import local_moment
from truceline.web.intake.models import Report
from truceline.web.keyset import Part, asked_part
from truceline.web.operations import operation
from truceline.web.typed import LONGEST

TYPED = ("called_day", "called_time", "words", "place_words", "compartment", *actions.KEPT)
APART = ("role", "name", "contact")
ON_A_PAGE = 25


@operation("hotline.read")
def call_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    filters = {k: request.GET.get(k, "").strip()[:LONGEST] for k in queries.FILTERS}
    part, problems = _part(request, filters)
    log_read(user, "call", [c.pk for c in part.rows if c.taken_by_id != user.pk])
    context = {
        "part": part,
        "problems": problems,
        "filters": filters,
        "query": urlencode({k: v for k, v in filters.items() if v}) + "&",
        "may_log": may(user, "hotline.log"),
    }
    return render(request, "hotline/call_list.html", context, status=400 if problems else 200)


def _part(request: HttpRequest, filters: dict[str, str]) -> tuple[Part, Any]:
    rows, order = queries.listed(request.user, filters), queries.order(request.user)
    return asked_part(rows, order, request.GET, ON_A_PAGE)


@operation("hotline.log")
@require_http_methods(["GET", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """Write down, read the place back, keep: three steps, without a script too."""
    moment = now().astimezone(ZoneInfo(deployment().timezone))
    asked = {n: request.POST.get(n, "").strip() for n in (*TYPED, *APART)}
    if request.method == "GET":
        asked |= {"called_day": f"{moment:%Y-%m-%d}", "called_time": f"{moment:%H:%M}", "day": f"{moment:%Y-%m-%d}"}
    key, step = request.POST.get("key") or secrets.token_hex(16), request.POST.get("step", "")
    context: dict[str, Any] = {"asked": asked, "key": key, **_offered(request)}
    if step not in ("check", "send"):
        return render(request, "hotline/call_new.html", context)
    try:
        said = {n: asked[n] for n in TYPED if not n.startswith("called_")} | {"called_at": _called_at(asked)}
        if not asked["words"]:
            raise TrucelineError(problem("E-WEB-011", "hotline", value="words"))
        if step == "send":
            said["place_id"] = request.POST.get("place_id", "")
            call = actions.log_call(request.user, said, {n: asked[n] for n in APART}, key)
            return redirect("call", call.pk)
    except TrucelineError as error:
        return render(request, "hotline/call_new.html", context | {"problems": error.problems}, status=422)
    context |= {"candidates": heard.candidates(asked["place_words"]), "called_at": said["called_at"]}
    return render(request, "hotline/call_check.html", context)


def _called_at(asked: dict[str, str]) -> datetime:
    day, time = asked["called_day"], asked["called_time"]
    try:
        when = local_moment(day, time, deployment().timezone)
    except ValueError as error:
        raise TrucelineError(problem("E-WEB-040", "hotline", value=f"{day} {time}")) from error
    return when.latest if when.latest <= now() else when.earliest  # in the hour that comes twice, the call just taken


def _offered(request: HttpRequest) -> dict[str, Any]:
    return {
        "often": form.OFTEN,
        "others": [a for a in form.OFFERED_ACTS if a not in form.OFTEN],
        "roles": CallerRole.choices,
        "circles": request.user.compartment_names(),
        "zone_said": zone_in_words(deployment().timezone),
    }


@operation("hotline.read")
def call_page(request: HttpRequest, call_id: str) -> HttpResponse:
    return _page(request, call_id)


def _page(request: HttpRequest, call_id: str, **more: Any) -> HttpResponse:
    user: Any = request.user
    call = queries.read_call(user, call_id)
    if call is None:
        raise Http404
    outcome = getattr(call, "outcome", None)
    context: dict[str, Any] = {
        "call": call,
        "outcome": outcome,
        "may_settle": outcome is None and may(user, "hotline.log"),
        "named": CallerIdentity.objects.visible_to(user).filter(pk=call_id).exists(),
        "typed": request.POST if request.method == "POST" else call.typed,
        "limits": limits(),
        **_offered(request),
        **more,
    }
    return render(request, "hotline/call_page.html", context, status=422 if more.get("problems") else 200)


@operation("hotline.log")
@takes_files
@require_POST
def call_report(request: HttpRequest, call_id: str) -> HttpResponse:
    """What the caller sent besides (a picture, a recording) goes with the report."""
    user: Any = request.user
    try:
        made = actions.make_report(request.user, call_id, {k: request.POST.get(k, "") for k in actions.KEPT})
    except TrucelineError as error:
        return _page(request, call_id, problems=error.problems)
    tell(request, take_files(user, request, Report.objects.visible_to(user).get(pk=made.report_id)))
    return redirect("report-page", made.report_id)


@operation("hotline.log")
@require_POST
def call_close(request: HttpRequest, call_id: str) -> HttpResponse:
    try:
        actions.close_call(request.user, call_id, request.POST.get("reason", ""))
    except TrucelineError as error:
        return _page(request, call_id, problems=error.problems)
    return redirect("call", call_id)


@operation("source.read")
@require_POST
def caller(request: HttpRequest, call_id: str) -> HttpResponse:
    """Shown only when asked for, so that a read in the log is a read meant."""
    found = queries.read_caller(request.user, call_id)
    if found is None:
        raise Http404
    return _page(request, call_id, caller=found)
