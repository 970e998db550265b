"""The list of incidents as it stood at a moment: those that had reports then, with the state and finding of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from truceline.web.accounts.models import User
from truceline.web.casework.as_of import Told, findings_as_of, incident_as_of
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.models import Event, Finding, Incident
from truceline.web.casework.states import State
from truceline.web.intake.models import Report


def listed_as_of(user: User, moment: datetime, state: str = "") -> Any:
    """Incidents that a person may see and that had reports at a moment; ``state``: those that were in it then."""
    past = Q(events__at__lte=moment)
    joined = Count("events", filter=past & Q(events__kind="joined"))
    left = Count("events", filter=past & Q(events__kind="left_incident"))
    rows = Incident.objects.visible_to(user).annotate(joined=joined, left=left).filter(joined__gt=F("left"))
    if state:
        moves = Event.objects.filter(incident=OuterRef("pk"), at__lte=moment).exclude(to_state="")
        last = Subquery(moves.order_by("-at", "-pk").values("to_state")[:1])
        rows = rows.annotate(state_then=Coalesce(last, Value(str(State.REPORTED)))).filter(state_then=state)
    return rows


def rows_as_of(
    user: User, incidents: Sequence[Incident], moment: datetime, view: str
) -> list[tuple[Incident, Finding | None]]:
    """Each as it stood then, with its finding of then under one reading. No report is shown, so no read is logged."""
    ids = [i.pk for i in incidents]
    told: dict[str, Told] = defaultdict(Told)
    for event in Event.objects.visible_to(user).filter(incident__in=ids, at__lte=moment).order_by("at", "pk"):
        told[event.incident_id].tell(event)
    wanted = {pk for one in told.values() for pk in one.reports}
    reports = list(Report.objects.visible_to(user).filter(pk__in=wanted).order_by("received_at", "report_id"))
    rows = dict(zip((r.pk for r in reports), corrected_rows(reports, moment), strict=True))
    found = []
    for one in incidents:
        then = incident_as_of(one, told[one.pk], [rows[pk] for pk in rows if pk in told[one.pk].reports])
        found.append((then, findings_as_of(user, one, moment, told[one.pk]).get(view)))
    return found
