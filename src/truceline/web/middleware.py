"""What holds for every request: strict headers, and nothing that was not allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from truceline.web.accounts.rights import may
from truceline.web.operations import LIBRARY_VIEWS, MACHINE, PUBLIC, SIGNED_IN
from truceline.web.problem_pages import refused, unreadable
from truceline.web.typed import holds_nul

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the QR picture of a second factor is a data address
        "connect-src 'self'",
        "worker-src 'self'",  # the map's worker is a file of ours
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Next = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """No inline script, no other host; pages about people and reports are not kept by caches."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)  # files handed out have a stricter one
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        return response


class WithoutNul:
    """Refuses the character NUL in addresses and forms: PostgreSQL keeps none, so what held one would be a fault
    there and a row that cannot be moved elsewhere. Files are not text; the interface for programs has its own checks.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        found = "\0" in request.path or holds_nul(request.GET)
        if not getattr(view, "csrf_exempt", False):  # a form with files is looked at when it is read
            found = found or holds_nul(request.POST)
        return unreadable(request) if found else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What was read later than here, said by the database's library."""
        return unreadable(request) if isinstance(error, ValueError) and "NUL (0x00)" in str(error) else None


class DenyByDefault:
    """A view runs only if its operation is listed and the person's role may perform it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method == "TRACE":  # to the library a reading, which needs no token; nobody reads a page by it
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        match = request.resolver_match
        if match is not None and "api" in match.namespaces:
            return None  # the interface for programs asks for a token itself, operation by operation
        needed = getattr(view, "operation", None) or LIBRARY_VIEWS.get(match.view_name if match else "")
        if needed is None:
            raise Http404
        if needed in (PUBLIC, MACHINE):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if needed == SIGNED_IN or may(request.user, needed):
            return None
        return refused(request)
