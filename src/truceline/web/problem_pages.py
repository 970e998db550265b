"""Pages for what went wrong: place, cause, remedy, and never a traceback."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from truceline.web.operations import PUBLIC, operation
from truceline.web.refusals import broken as broken_problem
from truceline.web.refusals import by_program, listed, no_such_address, unfit
from truceline.web.request_ids import current


def _page(request: HttpRequest, status: int, title: str, cause: str, remedy: str) -> HttpResponse:
    context = {"title": title, "cause": cause, "remedy": remedy, "status": status}
    return render(request, "truceline/problem.html", context, status=status)


def not_read(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too large, too many parts, or not to be read; nothing of it was taken."""
    found, status = unfit(exception)
    if by_program(request):
        return listed([found], status)
    cause = _("What was sent could not be read, so nothing of it was taken.")
    remedy = _("Load the page again and send it once more.")
    if found.code == "E-WEB-100":
        cause = _("What was sent is larger than this page takes, so nothing of it was taken.")
        remedy = _("Send less at once. Tables, texts and files have pages of their own, which take more.")
    elif found.code == "E-WEB-101":
        cause = _("More files or fields came than one form takes, so nothing of it was taken.")
        remedy = _("Send them in several steps.")
    return _page(request, status, _("Not taken"), cause, remedy)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    cause = _("Your role does not allow this step.")
    return _page(request, 403, _("Not allowed"), cause, _("Ask the administrator of the mission if it should."))


def unreadable(request: HttpRequest) -> HttpResponse:
    """A character that no database keeps: nobody types it, and what is not kept whole is not taken."""
    cause = _("What was sent holds a character (number 0) that is no text, so nothing of it was taken.")
    return _page(request, 400, _("Not taken"), cause, _("Take it out and send it again."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if by_program(request):
        return listed([no_such_address()], 404)
    cause = _("There is no such page, or it is not open to you.")
    return _page(request, 404, _("Not found"), cause, _("Go back to the start and choose from there."))


def broken(request: HttpRequest) -> HttpResponse:
    """Without templates that could break too. Nothing was saved unless a receipt was shown."""
    if by_program(request):
        return listed([broken_problem()], 500)
    text = gettext_lazy("Something broke on the server. Nothing was saved unless you saw a receipt; try again.")
    return HttpResponse(
        f"<!doctype html><meta charset=utf-8><title>500</title><p>{text}<p dir=ltr>{current.get()}", status=500
    )


@operation(PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    cause = _("The page was open for too long, or came from elsewhere, so the form was not taken.")
    remedy = _(
        "Go back: what you typed stands there still. Copy it, load the page again and put it in. "
        "The draft of a report is kept in this browser."
    )
    return _page(request, 403, _("Form not taken"), cause, remedy)


@operation(PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@operation(PUBLIC)
def ready(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """The database answers and its schema is the one of this release."""
    from django.db import DatabaseError

    from truceline.web.schema import is_current

    try:
        current_schema = is_current()
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    if not current_schema:
        return HttpResponse("migrations are waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
