"""Calls of the hotline, who called, and what became of a call. Nothing here is changed later: triggers refuse it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.models import SOURCES, User
from truceline.web.accounts.rights import in_reach, may
from truceline.web.audit.chain import Bound, Digested, salt
from truceline.web.intake.models import Report


class CallerRole(models.TextChoices):
    """In what role somebody called. Kept with the name: in a village it may be as good as one."""

    NOT_SAID = "not_said", _("not said")
    RESIDENT = "resident", _("resident")
    LOCAL_OFFICIAL = "local_official", _("local official")
    MEDICAL = "medical", _("medical or rescue worker")
    AID_WORKER = "aid_worker", _("aid worker")
    JOURNALIST = "journalist", _("journalist")
    PARTY_OFFICER = "party_officer", _("officer of a party")
    OTHER = "other", _("other")


class Calls(models.QuerySet["Call"]):
    def visible_to(self, user: Any) -> Calls:
        """Who works on reports: calls in no compartment, and in the person's own. Everybody else: none."""
        if not may(user, "hotline.read"):
            return self.none()
        return self.filter(in_reach(user))

    def in_state(self, state: str) -> Calls:
        """``open``: nothing came of it yet. ``report``, ``closed``: what did."""
        outcome = CallOutcome.objects.filter(call=OuterRef("pk"))
        return self.filter(~Exists(outcome) if state == "open" else Exists(outcome.filter(kind=state)))


class Call(Digested, models.Model):
    """What a duty officer wrote down. ``call_id`` is made of the sender's key, so that a retry is the same call.

    ``words``: what was said, without who said it. ``place_words``: the place as it was heard; ``place_id``: the place
    that the caller agreed to when it was read back, ``read_back`` the question that was asked; both empty while the
    words stand for nothing that is known. ``typed``: act, day and times as the form has them, to make a report of.
    """

    call_id = models.CharField(max_length=40, primary_key=True)
    request_digest = models.CharField(max_length=64)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calls")
    called_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    words = models.TextField()
    place_words = models.CharField(max_length=200, blank=True)
    place_id = models.CharField(max_length=200, blank=True)
    place_name = models.CharField(max_length=200, blank=True)
    read_back = models.CharField(max_length=400, blank=True)
    typed = models.JSONField(default=dict)
    compartment = models.TextField(null=True)
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(db_index=True)

    objects = Calls.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-called_at", "call_id"], name="calls_listed")]


class CallerIdentities(models.QuerySet["CallerIdentity"]):
    def visible_to(self, user: Any) -> CallerIdentities:
        """As with sources: by role and by name, of calls that the person may see; not the one who took the call."""
        if may(user, "source.read") and SOURCES in user.compartment_names():
            return self.filter(call__in=Call.objects.visible_to(user))
        return self.none()


class CallerIdentity(Bound, models.Model):
    """Who called, apart from what was said. Every read is logged. ``salt``: as with sources."""

    call = models.OneToOneField(Call, models.PROTECT, primary_key=True, related_name="caller")
    role = models.CharField(max_length=20, choices=CallerRole.choices, default=CallerRole.NOT_SAID)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    salt = models.CharField(max_length=32, null=True, default=salt)
    objects = CallerIdentities.as_manager()


class CallOutcomes(models.QuerySet["CallOutcome"]):
    def visible_to(self, user: Any) -> CallOutcomes:
        return self.filter(call__in=Call.objects.visible_to(user))


class CallOutcome(Bound, models.Model):
    """What became of a call, once: a report, or closed without one and why."""

    call = models.OneToOneField(Call, models.PROTECT, primary_key=True, related_name="outcome")
    kind = models.CharField(max_length=10, choices=[("report", _("made a report")), ("closed", _("closed"))])
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="call_outcome")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calls_settled")
    at = models.DateTimeField()
    objects = CallOutcomes.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="report", report__isnull=False) | Q(kind="closed", report__isnull=True),
                name="call_outcome_says_what",
            )
        ]
