"""The interface for programs under ``/api/``: tokens, coded problems, its description at ``/api/openapi.json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.web.casework.api import router as incidents
from truceline.web.casework.correction_api import router as corrections
from truceline.web.casework.hypothesis_api import router as hypotheses
from truceline.web.evidence.api import router as evidence
from truceline.web.intake.api import router as reports
from truceline.web.refusals import told, unfit

api = NinjaAPI(title="Truceline mission service", version="2", docs_url=None, urls_namespace="api")
api.add_router("", reports)
api.add_router("", incidents)
api.add_router("", corrections)
api.add_router("", hypotheses)
api.add_router("", evidence)

# What a coded problem is answered with; all others with 422.
STATUS = {
    **dict.fromkeys(("E-WEB-003", "E-WEB-009", "E-WEB-010", "E-WEB-063", "E-WEB-091", "E-WEB-092", "E-WEB-093"), 409),
    **dict.fromkeys(("E-WEB-094", "E-WEB-095"), 409),
    "E-WEB-008": 412,
    "E-WEB-080": 403,
    "E-WEB-084": 428,
}


def operations() -> Iterator[tuple[str, Any]]:
    """(path, operation) of the whole interface."""
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield path, operation


def _told(request: HttpRequest, problems: list[Problem], status: int) -> HttpResponse:
    return api.create_response(request, told(problems), status=status)


@api.exception_handler(TrucelineError)
def coded(request: HttpRequest, error: TrucelineError) -> HttpResponse:
    problems = list(error.problems)
    return _told(request, problems, next((STATUS[p.code] for p in problems if p.code in STATUS), 422))


@api.exception_handler(PermissionDenied)
def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _told(request, [problem("E-WEB-103", "Authorization")], 403)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """The same words for what is not there and what is not open, so that they tell nothing."""
    return _told(request, [problem("E-WEB-104", "address")], 404)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _told(request, [problem("E-WEB-081", "Authorization")], 401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that its description does not allow: each field with what is wrong with it."""
    found = [
        problem("E-WEB-082", ".".join(str(x) for x in e["loc"][-2:]) or "request", cause=str(e["msg"])[:300])
        for e in error.errors[:20]
    ]
    return _told(request, found, 422)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _told(request, [problem("E-WEB-082", "request", cause=str(error)[:300])], error.status_code)


@api.exception_handler(BadRequest)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(UnreadablePostError)
def unfit_request(request: HttpRequest, error: Exception) -> HttpResponse:
    """What Django finds while it reads a request: too large, too many parts, broken off."""
    found, status = unfit(error)
    return _told(request, [found], status)
