"""Tokens and rights for the interface: an operation without ``allow`` is a mistake that a test finds."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Schema
from ninja.security import HttpBearer

from truceline.web.accounts.actions import person_behind
from truceline.web.accounts.rights import may
from truceline.web.second_wall import act_for


class ProblemOut(Schema):
    code: str
    place: str
    message: str


class Problems(Schema):
    problems: list[ProblemOut]


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        person = person_behind(token)
        if person is not None:
            act_for(str(person.pk))
        return person


def allow(operation: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a person perform an operation only if their role may (accounts.rights)."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not may(request.auth, operation):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        allowed.operation = operation  # type: ignore[attr-defined]
        return allowed

    return wrap
