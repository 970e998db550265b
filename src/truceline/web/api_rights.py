"""Tokens, scopes and rights for the interface: an operation without ``allow`` is a mistake that a test finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import HttpBearer

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.actions import token_behind
from truceline.web.accounts.rights import may
from truceline.web.second_wall import act_for


class ProblemOut(Schema):
    code: str
    place: str
    message: str


class Problems(Schema):
    """What is wrong, each with a code, a place and a remedy."""

    problems: list[ProblemOut]


# What every operation may answer besides; each adds its own.
ERRORS = {400: Problems, 401: Problems, 403: Problems, 413: Problems, 422: Problems}
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no such character
Name = Annotated[str, Field(max_length=210, pattern=NO_NUL)]


class Token(HttpBearer):
    """Lets the person behind a token perform one operation, before anything else of the request is looked at.

    Raises PermissionDenied where the role does not allow it, E-WEB-080 where the token's scopes do not hold it.
    """

    def __init__(self, operation: str) -> None:
        super().__init__()
        self.operation = operation

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        row = token_behind(token)
        if row is None:
            return None
        act_for(str(row.user.pk))
        if not may(row.user, self.operation):
            raise PermissionDenied
        if self.operation not in row.scopes:
            raise TrucelineError(problem("E-WEB-080", "Authorization", value=self.operation))
        return row.user


def allow(operation: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Name the operation that a view of the interface performs; a ``Guarded`` router asks for it."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.operation = operation  # type: ignore[attr-defined]
        return view

    return mark


class Guarded(Router):
    """Every operation asks for the right it names; one that names none cannot be added."""

    def add_api_operation(self, path: str, methods: list[str], view_func: Any, **more: Any) -> None:
        more["auth"] = Token(view_func.operation)
        super().add_api_operation(path, methods, view_func, **more)
