"""The table that the list's filter by finding is answered from (outcomes.py)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from truceline.web.casework.models import Incident


class ListedOutcome(models.Model):
    """What a finding said from one moment until another, in short.

    Derived: written with the findings, and again when an incident's days change or it is issued. Who is delayed asks
    what was known then; ``known_until`` is empty for what a finding says now.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="outcomes")
    view = models.TextField()  # agreement:reading
    outcome = models.TextField()
    coverage = models.TextField()
    occurred_from = models.DateTimeField()  # as its incident says
    # as its incident says: a list in the order of parties and guarantors is read off here, and no incident looked up
    issued_at = models.DateTimeField(null=True)
    issued_day = models.DateTimeField(null=True)
    compartment = models.TextField(null=True)  # that of its incident, which stays the same
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "view"], condition=Q(known_until=None), name="one_outcome_a_reading"
            )
        ]
        indexes = [
            models.Index(fields=["view", "outcome", "-occurred_from", "incident"], name="listed_by_outcome"),
            models.Index(fields=["view", "coverage", "-occurred_from", "incident"], name="listed_by_coverage"),
            models.Index(
                fields=["view", "outcome", "-issued_day", "incident"],
                condition=Q(issued_day__isnull=False),
                name="issued_by_outcome",
            ),
            models.Index(
                fields=["view", "coverage", "-issued_day", "incident"],
                condition=Q(issued_day__isnull=False),
                name="issued_by_coverage",
            ),
        ]
