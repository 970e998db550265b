"""The list of incidents as it stood at a moment: those that had reports then, with the state and finding of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from truceline.web.accounts.models import User
from truceline.web.casework import queries
from truceline.web.casework.as_of import Told, incident_as_of
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.models import Event, Finding, Incident
from truceline.web.casework.states import State
from truceline.web.intake.models import Report


def listed_as_of(user: User, moment: datetime, state: str = "") -> Any:
    """Incidents that a person may see and that had reports at a moment; ``state``: those that were in it then."""
    past = Event.objects.filter(incident=OuterRef("pk"), at__lte=moment, kind__in=("joined", "left_incident"))
    each = Sum(Case(When(kind="joined", then=1), default=-1))
    # asked of one incident after the other, in the list's order, until a part is full
    held = Subquery(past.order_by().values("incident").annotate(held=each).values("held"))
    rows = Incident.objects.visible_to(user).alias(held=held).filter(held__gt=0)
    if state:
        moves = Event.objects.filter(incident=OuterRef("pk"), at__lte=moment).exclude(to_state="")
        last = Subquery(moves.order_by("-at", "-pk").values("to_state")[:1])
        rows = rows.alias(state_then=Coalesce(last, Value(str(State.REPORTED)))).filter(state_then=state)
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
    workers = {one.works for one in told.values()} - {""}
    people = {one.username: one for one in User.objects.filter(username__in=workers)}
    agreement, _, reading = view.partition(":")
    made = Finding.objects.visible_to(user).filter(incident_id__in=ids, made_at__lte=moment)
    made = made.filter(agreement_id=agreement, reading=reading).defer("reasons", "attribution", "exceptions_argued")
    findings = {f.incident_id: f for f in queries.latest(made)}
    found = []
    for one in incidents:
        events, finding = told[one.pk], findings.get(one.pk)
        of_then = [rows[pk] for pk in rows if pk in events.reports]
        then = incident_as_of(one, events, of_then, people.get(events.works))
        found.append((then, finding if finding and not events.ended(finding) else None))
    return found
