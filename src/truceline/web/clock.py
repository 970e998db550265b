"""What time it is for the mission: the wall clock, or an exercise's own."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from truceline.web.accounts.models import Deployment

_read: ContextVar[list[Deployment] | None] = ContextVar("deployment_of_this_request", default=None)


def deployment() -> Deployment:
    """The one row, read once a request; an unsaved default before the first seed."""
    read = _read.get()
    if read:
        return read[0]
    found = Deployment.objects.first()
    if found and read is not None:
        read.append(found)
    return found or Deployment(name="Truceline")


def now() -> datetime:
    return datetime.now(UTC) + deployment().clock_ahead


class OneClock:
    """A request asks for the deployment's row once, however often it asks for the time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _read.set([])
        try:
            return self.get_response(request)
        finally:
            _read.reset(before)
