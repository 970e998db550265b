"""What is refused before any view is asked: too large, too many parts, not readable, no such address or method.

Programs (``/api/``) get the coded list of problems that every refusal of the interface is; people get a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse

from truceline.vocabulary.errors import Problem, problem

API = "/api/"
PLACE = "request"


def by_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def told(problems: Iterable[Problem]) -> dict[str, list[dict[str, str]]]:
    return {"problems": [{"code": p.code, "place": p.place, "message": p.message} for p in problems]}


def listed(problems: Iterable[Problem], status: int) -> JsonResponse:
    return JsonResponse(told(problems), status=status)


def unfit(error: BaseException | None) -> tuple[Problem, int]:
    """What is wrong with a request that could not be read, and the status to answer with."""
    if isinstance(error, RequestDataTooBig):
        return problem("E-WEB-100", PLACE, most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000), 413
    if isinstance(error, TooManyFilesSent):
        return problem("E-WEB-101", PLACE, what="files", most=settings.DATA_UPLOAD_MAX_NUMBER_FILES), 422
    if isinstance(error, TooManyFieldsSent):
        return problem("E-WEB-101", PLACE, what="fields", most=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS), 422
    if isinstance(error, DisallowedHost):
        return problem("E-WEB-082", PLACE, cause="the service does not answer to that host name"), 400
    return problem("E-WEB-082", PLACE, cause="it could not be read"), 400


class CodedForPrograms:
    """Under ``/api/`` no refusal leaves without its list of problems, whoever wrote it: a library's own answers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request) if _has_length(request) else _not_read(request)
        coded = answer.headers.get("Content-Type", "").startswith("application/json")
        if answer.status_code < 400 or coded or not by_program(request):
            return answer
        instead = listed([_of_status(request, answer)], answer.status_code)
        for name in ("Allow", "WWW-Authenticate"):
            if name in answer.headers:
                instead.headers[name] = answer.headers[name]
        return instead


def _has_length(request: HttpRequest) -> bool:
    """Django reads a length that is no number as none at first, and breaks on it later."""
    stated = str(request.META.get("CONTENT_LENGTH") or "0")
    return stated.isascii() and stated.isdigit()


def _not_read(request: HttpRequest) -> HttpResponse:
    from truceline.web.problem_pages import not_read

    return not_read(request)


def _of_status(request: HttpRequest, answer: HttpResponse) -> Problem:
    if answer.status_code == 405:
        cause = f"{request.method} is not open at this address; {answer.headers.get('Allow', 'another method')} is"
        return problem("E-WEB-082", PLACE, cause=cause)
    if answer.status_code >= 500:
        return broken()
    return problem("E-WEB-082", PLACE, cause=f"it was answered {answer.status_code}")


def broken() -> Problem:
    return problem("E-WEB-102", PLACE)


def no_such_address() -> Problem:
    return problem("E-WEB-082", PLACE, cause="there is no such address")
