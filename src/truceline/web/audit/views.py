from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from truceline.web.audit.models import Entry
from truceline.web.keyset import Order, asked_part
from truceline.web.operations import operation
from truceline.web.stamps.models import Stamp
from truceline.web.templatetags.log import ACTIONS

ON_A_PAGE = 50


@operation("audit.read")
def log(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.visible_to(request.user).order_by("-seq")
    who, what = request.GET.get("actor", ""), request.GET.get("action", "")
    if who:
        entries = entries.filter(actor=who)
    if what:
        entries = entries.filter(action=what)
    stamp = Stamp.objects.visible_to(request.user).order_by("-seq").first()
    part, problems = asked_part(
        entries, Order("seq", "seq", Entry.objects.visible_to(request.user)), request.GET, ON_A_PAGE
    )
    kept = urlencode({k: v for k, v in (("actor", who), ("action", what)) if v})
    context = {"part": part, "who": who, "what": what, "stamp": stamp, "problems": problems}
    offered = ACTIONS if not what or what in ACTIONS else ACTIONS | {what: what}
    context["actions"] = sorted(((code, str(words)) for code, words in offered.items()), key=lambda pair: pair[1])
    context["query"] = f"{kept}&" if kept else ""
    return render(request, "audit/log.html", context, status=400 if problems else 200)
