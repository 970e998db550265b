"""What people judged of pairs of reports, kept as said; and the pairs that the score leaves open."""

from __future__ import annotations

from typing import Any

from django.db import models

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import in_reach, may
from truceline.web.audit.chain import Bound


class Judgings(models.QuerySet["Judged"]):
    def visible_to(self, user: Any) -> Judgings:
        """The mission, inside the compartment of the reports."""
        if not may(user, "casework.read"):
            return self.none()
        return self.filter(in_reach(user))


class Judged(Bound, models.Model):
    """One judgement of the matcher's own kind (matching/judgements.py). Never changed: triggers refuse it.

    ``batch``: judgements that were made in one step and are undone together. ``moves``: what the step did to the
    incidents, ``[report, from, to]`` each, kept with its first row, so that it can be taken back. ``undoes``: the batch
    that this one takes back.
    """

    reports = models.JSONField()
    verdict = models.CharField(max_length=10)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="judgements")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    compartment = models.TextField(null=True)
    batch = models.CharField(max_length=32, db_index=True)
    moves = models.JSONField(default=list)
    undoes = models.CharField(max_length=32, blank=True, db_index=True)
    objects = Judgings.as_manager()


class OpenPairs(models.QuerySet["OpenPair"]):
    def visible_to(self, user: Any) -> OpenPairs:
        if not may(user, "casework.judge"):
            return self.none()
        return self.filter(in_reach(user))


class OpenPair(models.Model):
    """A pair near the matcher's threshold. Derived: the grouping writes it anew when it scores the pair again.

    ``distance``: log-odds from the threshold. ``terms``: clue, class and weight each, the score's own explanation.
    ``judged``: somebody's verdict stands, so it is asked no more.
    """

    left = models.CharField(max_length=200)
    right = models.CharField(max_length=200)
    compartment = models.TextField(null=True)
    probability = models.FloatField()
    distance = models.FloatField(db_index=True)
    terms = models.JSONField()
    judged = models.CharField(max_length=10, blank=True)
    objects = OpenPairs.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="open_pair_once")]
