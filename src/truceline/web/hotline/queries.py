"""Reading calls: each read of somebody else's is in the log before it is shown, and so is each read of who called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from truceline.web.audit.actions import log_read
from truceline.web.clock import deployment
from truceline.web.hotline.models import Call, CallerIdentity
from truceline.web.keyset import Order

FILTERS = ("q", "state", "mine", "day")
STATES = ("open", "report", "closed")


def listed(user: Any, filters: Mapping[str, str]) -> Any:
    """Calls open to a person, latest first. ``day``: of the call, in the mission's own time."""
    rows = Call.objects.visible_to(user).select_related("taken_by", "outcome")
    if filters.get("state") in STATES:
        rows = rows.in_state(filters["state"])
    if filters.get("mine"):
        rows = rows.filter(taken_by=user)
    if filters.get("q"):
        asked = filters["q"]
        rows = rows.filter(Q(words__icontains=asked) | Q(place_words__icontains=asked) | Q(place_name__icontains=asked))
    first = _midnight(filters.get("day", ""))
    return rows.filter(called_at__gte=first, called_at__lt=first + timedelta(days=1)) if first else rows


def _midnight(day: str) -> datetime | None:
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        return None
    if not 1900 <= asked.year <= 2200:  # as everywhere: the ends of the calendar have no day before or after
        return None
    return datetime(asked.year, asked.month, asked.day, tzinfo=ZoneInfo(deployment().timezone))


def order(user: Any) -> Order:
    return Order("called_at", "call_id", Call.objects.visible_to(user))


def read_call(user: Any, call_id: str) -> Call | None:
    found = Call.objects.visible_to(user).select_related("taken_by", "outcome__by").filter(pk=call_id).first()
    if found and found.taken_by_id != user.pk:
        log_read(user, "call", [call_id])
    return found


def read_caller(user: Any, call_id: str) -> CallerIdentity | None:
    found = CallerIdentity.objects.visible_to(user).filter(pk=call_id).first()
    if found:
        log_read(user, "caller_identity", [call_id])
    return found
