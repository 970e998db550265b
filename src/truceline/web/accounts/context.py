"""What every page shows: where the person is, what they may do, and whose clock runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.rights import may
from truceline.web.clock import deployment

PLACES = (
    ("incident-list", "incident.read", _("Incidents")),
    ("judge", "casework.judge", _("Judge pairs")),
    ("question-list", "question.read", _("Questions")),
    ("report-list", "report.read", _("Reports")),
    ("call-list", "hotline.read", _("Hotline")),
    ("report-new", "intake.submit", _("New report")),
    ("upload-new", "intake.upload", _("Upload a table")),
    ("text-new", "intake.text", _("Read a text")),
    ("agreement-list", "agreement.read", _("Agreements")),
    ("actor-list", "agreement.read", _("Actors")),
    ("binding", "agreement.read", _("What binds whom")),
    ("place-list", "place.read", _("Places")),
    ("people", "people.manage", _("People")),
    ("audit-log", "audit.read", _("Log")),
)


@lru_cache(maxsize=1)
def _addresses(below: str) -> dict[str, str]:
    """The address of each place, below the path that the service is served under."""
    return {name: reverse(name) for name, *_ in PLACES}


def service(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    at = _addresses(get_script_prefix())
    open_to = [(name, at[name], label) for name, operation, label in PLACES if may(user, operation)]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {"places": open_to, "here": here, "deployment": deployment(), "may_tokens": may(user, "token.manage")}
