"""What each role may do. Whatever is not listed here is refused.

Source: docs/methods/mission-service.md#roles
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.reach import reach


class Role(TextChoices):
    NONE = "", _("no role")
    REPORTER = "reporter", _("reporter")
    MONITOR = "monitor", _("monitor")
    VERIFIER = "verifier", _("verifier")
    REPORTING_OFFICER = "reporting_officer", _("reporting officer")
    PARTY_LIAISON = "party_liaison", _("party liaison")
    GUARANTOR = "guarantor", _("guarantor")
    SECRETARY = "secretary", _("commission secretary")
    ADMINISTRATOR = "administrator", _("administrator")


FIELD = frozenset([Role.MONITOR, Role.VERIFIER])
MISSION = FIELD | {Role.REPORTING_OFFICER, Role.SECRETARY}
OUTSIDE = frozenset([Role.PARTY_LIAISON, Role.GUARANTOR])

OPERATIONS: dict[str, frozenset[str]] = {
    "home": frozenset(Role.values) - {""},
    "intake.submit": FIELD | {Role.REPORTER, Role.REPORTING_OFFICER, Role.PARTY_LIAISON},
    "intake.upload": FIELD | {Role.REPORTING_OFFICER},
    "intake.text": FIELD | {Role.REPORTING_OFFICER},
    "hotline.log": FIELD | {Role.REPORTING_OFFICER},
    "hotline.read": FIELD | {Role.REPORTING_OFFICER},
    "report.read": MISSION | {Role.REPORTER, Role.PARTY_LIAISON},
    "source.read": frozenset([Role.VERIFIER, Role.REPORTING_OFFICER]),
    "incident.read": MISSION | OUTSIDE,
    "casework.read": MISSION,
    "casework.triage": FIELD | {Role.REPORTING_OFFICER},
    "casework.verify": frozenset([Role.VERIFIER, Role.REPORTING_OFFICER]),
    "casework.assess": frozenset([Role.REPORTING_OFFICER]),
    "casework.answer": frozenset([Role.PARTY_LIAISON]),
    "casework.comment": MISSION,
    "casework.judge": FIELD | {Role.REPORTING_OFFICER},
    "casework.weigh": FIELD | {Role.REPORTING_OFFICER},
    "casework.dissent": FIELD | {Role.REPORTING_OFFICER, Role.PARTY_LIAISON},
    "question.read": MISSION | {Role.PARTY_LIAISON},
    "question.put": frozenset([Role.REPORTING_OFFICER]),
    "agreement.read": MISSION | OUTSIDE,
    "place.read": MISSION,
    "evidence.attach": FIELD | {Role.REPORTER, Role.REPORTING_OFFICER, Role.PARTY_LIAISON},
    "evidence.read": MISSION,
    "evidence.export": frozenset([Role.VERIFIER, Role.REPORTING_OFFICER]),
    "evidence.original": frozenset([Role.VERIFIER, Role.REPORTING_OFFICER]),
    "token.manage": FIELD | {Role.REPORTER, Role.REPORTING_OFFICER},
    "people.manage": frozenset([Role.ADMINISTRATOR]),
    "audit.read": frozenset([Role.ADMINISTRATOR, Role.SECRETARY]),
}

# What a token may be let do: the operations of the interface for programs. A token holds some of them, and never more
# than its person's role.
SCOPES = (
    "intake.submit",
    "evidence.attach",
    "report.read",
    "incident.read",
    "casework.triage",
    "casework.read",
    "casework.verify",
    "casework.weigh",
)


def may(user: Any, operation: str) -> bool:
    """Whether a person may perform an operation. Unknown operations and closed accounts: no."""
    allowed = OPERATIONS.get(operation, frozenset())
    return bool(getattr(user, "is_authenticated", False) and user.is_active and user.role in allowed)


def in_reach(user: Any) -> Q:
    """Rows with a compartment: those in none, and those in one that a person was let into."""
    return Q(compartment=None) | Q(compartment__in=reach(user))
