"""What the list of incidents filters by: outcome and coverage of each current finding, beside the day it is listed at.

A finding that a person may see is looked up for the rows of a page alone; which incidents have one of an outcome is
asked here, where an index answers it in the list's own order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from truceline.web.casework.models import Assessment, Incident
from truceline.web.casework.outcome_models import ListedOutcome

COVERAGES = ("covered", "not_covered", "cannot_tell")
NOT_YET = [Assessment.WAITING, Assessment.RUNNING, Assessment.FAILED]
COLUMNS = ("listed_at", "listed_key")  # what rows found by outcome are ordered by


def keep_outcomes(incident_id: str, rows: Sequence[dict[str, Any]], moment: datetime) -> None:
    """Set an incident's outcomes to those of its findings as the engine gave them, within their transaction.

    What a finding said before stays, until ``moment``: who is delayed still asks for it.
    """
    incident = Incident.objects.only("occurred_from", "issued_at", "issued_day", "compartment").get(pk=incident_id)
    said = {f"{row['agreement_id']}:{row['reading']}": (row["outcome"], row["coverage"]) for row in rows}
    kept = ListedOutcome.objects.filter(incident_id=incident_id, known_until=None)
    over = [k.pk for k in kept if said.get(k.view) != (k.outcome, k.coverage)]
    stays = {k.view for k in kept if k.pk not in over}
    ListedOutcome.objects.filter(pk__in=over).update(known_until=moment)
    ListedOutcome.objects.bulk_create(
        ListedOutcome(
            incident_id=incident_id,
            view=view,
            outcome=outcome,
            coverage=coverage,
            occurred_from=incident.occurred_from,
            issued_at=incident.issued_at,
            issued_day=incident.issued_day,
            compartment=incident.compartment,
            known_from=moment,
        )
        for view, (outcome, coverage) in said.items()
        if view not in stays
    )


def follow(incident: Incident) -> None:
    """The incident's reports changed, or it was issued or reopened, and with that where the lists have it."""
    ListedOutcome.objects.filter(incident=incident).update(
        occurred_from=incident.occurred_from, issued_at=incident.issued_at, issued_day=incident.issued_day
    )


def found_so(rows: models.QuerySet[Incident], view: str, asked: str, known: datetime | None = None) -> Any:
    """Those whose finding under one reading has an outcome or coverage, to be ordered by ``COLUMNS``: the current
    finding, or with ``known`` the one of that moment, of what was issued by then."""
    rows = rows.filter(_said(view, asked, known, "outcomes__"))
    day = "outcomes__issued_day" if known else "outcomes__occurred_from"
    return rows.annotate(listed_at=F(day), listed_key=F("outcomes__incident_id"))


def issued_so(view: str, asked: str, known: datetime) -> models.QuerySet[ListedOutcome]:
    """One row an incident that ``found_so`` gives parties and guarantors: to be counted without a look at each, in the
    order of the index: that far and no further."""
    said = ListedOutcome.objects.filter(_said(view, asked, known), compartment=None)
    return said.order_by("-issued_day", "incident_id")


def said_now(view: str, asked: str) -> models.QuerySet[ListedOutcome]:
    """One row an incident that ``found_so`` gives the mission, to be counted likewise. Reports that went over to others
    leave an incident out of the list at once, and end what it said at its next assessment."""
    emptied = Incident.objects.filter(assessment__in=NOT_YET, merged_into__isnull=False)
    said = ListedOutcome.objects.filter(_said(view, asked, None)).exclude(incident_id__in=emptied.values("pk"))
    return said.order_by("-occurred_from", "incident_id")


def _said(view: str, asked: str, known: datetime | None, at: str = "") -> Q:
    column = "coverage" if asked in COVERAGES else "outcome"
    said = Q(**{f"{at}view": view, f"{at}{column}": asked})
    if known is None:
        return said & Q(**{f"{at}known_until": None})
    said &= Q(**{f"{at}issued_day__isnull": False, f"{at}issued_at__lte": known, f"{at}known_from__lte": known})
    return said & (Q(**{f"{at}known_until": None}) | Q(**{f"{at}known_until__gt": known}))
