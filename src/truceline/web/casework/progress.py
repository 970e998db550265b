"""How far the background work is, as small parts of a page that a script asks for again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from truceline.web.accounts.rights import may
from truceline.web.audit.models import Entry
from truceline.web.casework import queries, question_queries
from truceline.web.casework.models import Assessment, Incident, Member
from truceline.web.intake.models import Report
from truceline.web.operations import operation
from truceline.web.second_wall import acting_for_engine

WAITING = (Assessment.WAITING.value, Assessment.RUNNING.value)
ASKED = (
    f"SELECT (SELECT count(*) FROM {Incident._meta.db_table} WHERE assessment IN (%s, %s)), "
    f"(SELECT hash FROM {Entry._meta.db_table} ORDER BY seq DESC LIMIT 1)"
)


def working() -> dict[str, int]:
    """What the background work still has before it, and how much is done."""
    with acting_for_engine():  # numbers alone: of all that the mission holds, as the line says
        waiting, head = _waiting_and_head()
        incidents, ungrouped = _counted(head)
    return {"ungrouped": ungrouped, "unassessed": waiting, "incidents": incidents, "assessed": incidents - waiting}


def _waiting_and_head() -> tuple[int, str | None]:
    """Two numbers that every page of the list asks for, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, WAITING)
        return cursor.fetchone()  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _counted(head: str | None) -> tuple[int, int]:
    """Incidents, and reports without one, while the log has this head: whatever adds one of either is an entry.

    Each report has one member row or none: two counts are quicker than looking for the missing ones.
    """
    return Incident.objects.count(), Report.objects.count() - Member.objects.count()


@operation("casework.read")
def work(request: HttpRequest) -> HttpResponse:
    """The line above the list: "3 of 12 incidents assessed"."""
    return render(request, "casework/working.html", {"working": working(), "asked_again": True})


@operation("casework.read")
def assessment(request: HttpRequest, incident_id: str) -> HttpResponse:
    """The line above the findings of one incident; once these are current, the findings with it.

    Nothing else of the page is exchanged, so that what somebody typed or chose stays. No report is read for it: the
    log stays quiet. ``?dissent=1``: the page had no finding yet, and so no form to dissent; it comes with the first.
    """
    user: Any = request.user
    one = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if one is None:
        raise Http404
    waits = "dissent" in request.GET and may(user, "casework.dissent")
    context: dict[str, Any] = {"incident": one, "inside": True, "dissent_waits": waits}
    if one.assessment == Assessment.CURRENT:
        dissents = question_queries.dissents(user, one)
        kept = queries.findings_of(user, [one.pk])[one.pk]
        context |= {"exchanged": True, "cards": queries.cards(kept, dissents, traced=True)}
    return render(request, "casework/exchanged.html", context)
