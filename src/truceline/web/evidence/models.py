"""One file attached to a report or an incident, and who may see that it is there."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from truceline.web.accounts.models import SOURCES, User
from truceline.web.accounts.rights import in_reach, may
from truceline.web.audit.chain import Digested
from truceline.web.casework.models import Incident
from truceline.web.intake.models import Report


class Items(models.QuerySet["Item"]):
    def visible_to(self, user: Any) -> Items:
        """The mission: what is in no compartment, and in the person's own. Who may only attach: what they handed in."""
        if may(user, "evidence.read"):
            return self.filter(in_reach(user))
        return self.filter(received_by=user.pk) if may(user, "evidence.attach") else self.none()

    def opened_by(self, user: Any) -> Items:
        """Those whose original a person may open: inside its compartment, and that of the sources, whom it may show."""
        if may(user, "evidence.original") and SOURCES in user.compartment_names():
            return self.visible_to(user)
        return self.none()


class Item(Digested, models.Model):
    """A file of one report or one incident. Never changed: triggers refuse it (migrations/0002).

    ``compartment`` is that of the report or incident. ``working_note``: why there is no working copy, empty if there
    is one. ``removed``: the kinds of metadata that the original carries and the working copy does not.
    ``digest``, ``audit_seq``: as in reports.
    """

    evidence_id = models.CharField(max_length=40, primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="evidence")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="evidence")
    compartment = models.TextField(null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    caption = models.TextField(blank=True)
    working_sha256 = models.CharField(max_length=64, blank=True)
    working_size = models.BigIntegerField(null=True)
    working_note = models.CharField(max_length=20, blank=True)
    removed = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evidence")
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(db_index=True)

    objects = Items.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, incident__isnull=True)
                | Q(report__isnull=True, incident__isnull=False),
                name="evidence_of_one_thing",
            )
        ]
