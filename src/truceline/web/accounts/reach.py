"""Into which compartments a person was let, read once for a page that only reads.

Each request reads it anew, so that what was taken away is gone at the next one. A request that may write reads it every
time: it may be the one that changes it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

ONLY_READ = ("GET", "HEAD")
_read: ContextVar[dict[int, list[str]] | None] = ContextVar("compartments_of_this_request", default=None)


def reach(user: Any) -> list[str]:
    """Names of the compartments that a person is in."""
    read = _read.get()
    if read is None:
        return list(user.compartment_names())
    if user.pk not in read:
        read[user.pk] = user.compartment_names()
    return read[user.pk]


class ReadOnce:
    """A page asks for a person's compartments once, however many lists of rows are on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _read.set({} if request.method in ONLY_READ else None)
        try:
            return self.get_response(request)
        finally:
            _read.reset(before)
