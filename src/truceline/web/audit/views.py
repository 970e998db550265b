from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from truceline.web.audit.models import Entry
from truceline.web.operations import operation
from truceline.web.stamps.models import Stamp


@operation("audit.read")
def log(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.visible_to(request.user).order_by("-seq")
    who, what = request.GET.get("actor", ""), request.GET.get("action", "")
    if who:
        entries = entries.filter(actor=who)
    if what:
        entries = entries.filter(action=what)
    stamp = Stamp.objects.visible_to(request.user).order_by("-seq").first()
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    return render(request, "audit/log.html", {"page": page, "who": who, "what": what, "stamp": stamp})
