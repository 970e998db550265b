"""The interface for programs under ``/api/``: tokens, coded problems, its description at ``/api/openapi.json``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from truceline.vocabulary.errors import TrucelineError
from truceline.web.api_rights import Token
from truceline.web.casework.api import router as incidents
from truceline.web.intake.api import router as reports

api = NinjaAPI(title="Truceline mission service", version="1", auth=Token(), docs_url=None, urls_namespace="api")
api.add_router("", reports)
api.add_router("", incidents)

CONFLICTS = frozenset(["E-WEB-003"])


@api.exception_handler(TrucelineError)
def coded(request: HttpRequest, error: TrucelineError) -> HttpResponse:
    told: list[dict[str, Any]] = [{"code": p.code, "place": p.place, "message": p.message} for p in error.problems]
    status = 409 if any(p.code in CONFLICTS for p in error.problems) else 422
    return api.create_response(request, {"problems": told}, status=status)


@api.exception_handler(PermissionDenied)
def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"problems": []}, status=403)
