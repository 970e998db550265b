"""Corrections of what a report states: proposals laid over it, and what a second person decided. The report itself is
never changed, nor is anything here: triggers refuse it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import in_reach, may
from truceline.web.audit.chain import Digested
from truceline.web.intake.models import Report


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    RETRACTED = "retracted", _("taken back by who proposed it")


class Corrections(models.QuerySet["Correction"]):
    def visible_to(self, user: Any) -> Corrections:
        """The mission, inside the compartment of the report."""
        if not may(user, "casework.read"):
            return self.none()
        return self.filter(in_reach(user))

    def waiting(self) -> Corrections:
        """Proposals on which nobody has decided yet."""
        return self.filter(decision=None)

    def standing(self, until: datetime | None = None) -> Corrections:
        """Confirmed and not withdrawn since, in the order in which they were confirmed; ``until``: as of then."""
        confirmed = self.model.objects.filter(decision__verdict=Verdict.CONFIRMED)
        rows = self.filter(decision__verdict=Verdict.CONFIRMED)
        if until is not None:
            confirmed, rows = confirmed.filter(decision__at__lte=until), rows.filter(decision__at__lte=until)
        withdrawn = Exists(confirmed.filter(undoes=OuterRef("pk")))
        return rows.filter(~withdrawn, undoes=None).order_by("decision__audit_seq")


class Correction(Digested, models.Model):
    """Fields of one report as they should be read. ``before``, ``after``: column -> value, only of those that change;
    times as ISO text. ``changes``: the findings that would say something else, as the proposer saw them.
    ``undoes``: the confirmed correction that this one withdraws. ``digest``, ``audit_seq``: as in reports."""

    correction_id = models.CharField(max_length=40, primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    changes = models.JSONField(default=list)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="withdrawals")
    compartment = models.TextField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="corrections")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(db_index=True)
    objects = Corrections.as_manager()

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """(column, before, after) of each field that it changes."""
        return [(name, self.before.get(name), value) for name, value in sorted(self.after.items())]


class Decisions(models.QuerySet["CorrectionDecision"]):
    def visible_to(self, user: Any) -> Decisions:
        """Of the corrections that a person may see."""
        return self.filter(correction__in=Correction.objects.visible_to(user))


class CorrectionDecision(Digested, models.Model):
    """What a second person said of a proposal; or that its proposer took it back while nobody had."""

    correction = models.OneToOneField(Correction, models.PROTECT, primary_key=True, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="correction_decisions")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(db_index=True)
    objects = Decisions.as_manager()
