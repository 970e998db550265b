"""When a session was last used, for the list under *My account*: noted once a minute, not at every page.

A note is a write, and a write waits for the disk and for other writers; a page that only reads must wait for neither.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

EVERY = timedelta(minutes=1)


class SeenOnceAMinute(UserSessionsMiddleware):  # type: ignore[misc]  # the library is untyped
    """The library's, left out while the last note is fresh and says the same person, address and browser."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        noted = self.get_response if _noted_lately(request) else super().__call__
        response: HttpResponse = noted(request)
        return response


def _noted_lately(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or not request.session.session_key:
        return False
    longest = UserSession._meta.get_field("user_agent").max_length
    return bool(
        UserSession.objects.filter(
            session_key=request.session.session_key,
            user_id=request.user.pk,
            ip=get_adapter().get_client_ip(request),
            user_agent=request.META.get("HTTP_USER_AGENT", "")[:longest],
            last_seen_at__gt=timezone.now() - EVERY,
        ).exists()
    )
