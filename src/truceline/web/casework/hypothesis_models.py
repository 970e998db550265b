"""Hypotheses about an incident and what each report or file says for or against them. Nothing here is changed later:
triggers refuse it; a person who thinks otherwise now adds a further mark."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.chain import Bound
from truceline.web.casework.models import Incident
from truceline.web.intake.models import Report


class About(models.TextChoices):
    """The question to which hypotheses are competing answers."""

    WHO = "who", _("Who acted")
    WITH_WHAT = "with_what", _("With what")
    WHY = "why", _("How it came about")
    OTHER = "other", _("Another question")


class Mark(models.TextChoices):
    CONSISTENT = "consistent", _("consistent")
    INCONSISTENT = "inconsistent", _("inconsistent")
    NEUTRAL = "neutral", _("neutral")


class Hypotheses(models.QuerySet["Hypothesis"]):
    def visible_to(self, user: Any) -> Hypotheses:
        """The mission, of incidents it may see."""
        if not may(user, "casework.read"):
            return self.none()
        return self.filter(incident__in=Incident.objects.visible_to(user))


class Hypothesis(Bound, models.Model):
    """One answer that may be true, named by a person."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="hypotheses")
    about = models.CharField(max_length=10, choices=About.choices)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="hypotheses")
    at = models.DateTimeField()
    objects = Hypotheses.as_manager()


class Weighings(models.QuerySet["Weighing"]):
    def visible_to(self, user: Any) -> Weighings:
        """Of the hypotheses that a person may see."""
        return self.filter(hypothesis__in=Hypothesis.objects.visible_to(user))


class Weighing(Bound, models.Model):
    """How one report or one file stands to one hypothesis, in one person's eyes, and why. The person's last one
    of a pair stands."""

    hypothesis = models.ForeignKey(Hypothesis, on_delete=models.PROTECT, related_name="weighings")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="weighings")
    evidence = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, null=True, related_name="weighings")
    mark = models.CharField(max_length=12, choices=Mark.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="weighings")
    at = models.DateTimeField()
    objects = Weighings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, evidence__isnull=True)
                | Q(report__isnull=True, evidence__isnull=False),
                name="weighing_of_one_thing",
            )
        ]

    @property
    def subject(self) -> tuple[str, str]:
        return ("report", str(self.report_id)) if self.report_id else ("evidence", str(self.evidence_id))


class SetAsides(models.QuerySet["SetAside"]):
    def visible_to(self, user: Any) -> SetAsides:
        """Of the hypotheses that a person may see."""
        return self.filter(hypothesis__in=Hypothesis.objects.visible_to(user))


class SetAside(Bound, models.Model):
    """A hypothesis that is weighed no more, and why. What was weighed stays."""

    hypothesis = models.OneToOneField(Hypothesis, models.PROTECT, primary_key=True, related_name="set_aside")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="set_asides")
    at = models.DateTimeField()
    objects = SetAsides.as_manager()
