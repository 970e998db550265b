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

from truceline.web.casework.models import Incident
from truceline.web.casework.outcome_models import ListedOutcome

COVERAGES = ("covered", "not_covered", "cannot_tell")
COLUMNS = ("listed_at", "listed_key")  # what rows found by outcome are ordered by


def keep_outcomes(incident_id: str, rows: Sequence[dict[str, Any]], moment: datetime) -> None:
    """Set an incident's outcomes to those of its findings as the engine gave them, within their transaction.

    What a finding said before stays, until ``moment``: who is delayed still asks for it.
    """
    incident = Incident.objects.only("occurred_from", "compartment").get(pk=incident_id)
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
            compartment=incident.compartment,
            known_from=moment,
        )
        for view, (outcome, coverage) in said.items()
        if view not in stays
    )


def redate(incident_id: str, occurred_from: datetime) -> None:
    """The incident's reports changed, and with them where the list has it."""
    ListedOutcome.objects.filter(incident_id=incident_id).update(occurred_from=occurred_from)


def found_so(rows: models.QuerySet[Incident], view: str, asked: str, known: datetime | None = None) -> Any:
    """Those whose finding under one reading has an outcome or coverage, to be ordered by ``COLUMNS``: the current
    finding, or with ``known`` the one of that moment."""
    column = "coverage" if asked in COVERAGES else "outcome"
    then = Q(outcomes__known_until=None)
    if known:
        then = Q(outcomes__known_from__lte=known) & (then | Q(outcomes__known_until__gt=known))
    rows = rows.filter(then, **{"outcomes__view": view, f"outcomes__{column}": asked})
    return rows.annotate(listed_at=F("outcomes__occurred_from"), listed_key=F("outcomes__incident_id"))
