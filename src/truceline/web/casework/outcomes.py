"""What the list of incidents filters by: outcome and coverage of each current finding, beside the day it is listed at.

A finding that a person may see is looked up for the rows of a page alone; which incidents have one of an outcome is
asked here, where an index answers it in the list's own order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F

from truceline.web.casework.models import Incident
from truceline.web.casework.outcome_models import ListedOutcome

COVERAGES = ("covered", "not_covered", "cannot_tell")
COLUMNS = ("listed_at", "listed_key")  # what rows found by outcome are ordered by


def keep_outcomes(incident_id: str, rows: Sequence[dict[str, Any]]) -> None:
    """Set an incident's outcomes to those of its findings as the engine gave them, within their transaction."""
    at = Incident.objects.values_list("occurred_from", flat=True).get(pk=incident_id)
    kept = [
        ListedOutcome(
            incident_id=incident_id,
            view=f"{row['agreement_id']}:{row['reading']}",
            outcome=row["outcome"],
            coverage=row["coverage"],
            occurred_from=at,
        )
        for row in rows
    ]
    ListedOutcome.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["incident", "view"], update_fields=["outcome", "coverage"]
    )
    # The server's role deletes nothing: a reading that is no longer watched is found by no outcome.
    gone = ListedOutcome.objects.filter(incident_id=incident_id).exclude(view__in=[k.view for k in kept])
    gone.update(outcome="", coverage="")


def redate(incident_id: str, occurred_from: datetime) -> None:
    """The incident's reports changed, and with them where the list has it."""
    ListedOutcome.objects.filter(incident_id=incident_id).update(occurred_from=occurred_from)


def found_so(rows: models.QuerySet[Incident], view: str, asked: str) -> Any:
    """Those with a current finding of an outcome or coverage under one reading, to be ordered by ``COLUMNS``."""
    column = "coverage" if asked in COVERAGES else "outcome"
    rows = rows.filter(**{"outcomes__view": view, f"outcomes__{column}": asked})
    return rows.annotate(listed_at=F("outcomes__occurred_from"), listed_key=F("outcomes__incident_id"))
