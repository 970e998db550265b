"""The table that the list's filter by finding is answered from (outcomes.py)."""

from __future__ import annotations

from django.db import models

from truceline.web.casework.models import Incident


class ListedOutcome(models.Model):
    """One current finding in short. Derived: written with the findings, and again when an incident's days change."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="outcomes")
    view = models.TextField()  # agreement:reading
    outcome = models.TextField()
    coverage = models.TextField()
    occurred_from = models.DateTimeField()  # as its incident says

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "view"], name="one_outcome_a_reading")]
        indexes = [
            models.Index(fields=["view", "outcome", "-occurred_from", "incident"], name="listed_by_outcome"),
            models.Index(fields=["view", "coverage", "-occurred_from", "incident"], name="listed_by_coverage"),
        ]
