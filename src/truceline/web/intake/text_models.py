"""Texts as they came, what was read in them, and what people made of each claim."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import in_reach, may
from truceline.web.audit.chain import Bound


class TextState(models.TextChoices):
    """Where reading is with a text."""

    WAITING = "waiting"
    RUNNING = "running"
    READ = "read"
    FAILED = "failed"


class SourceTexts(models.QuerySet["SourceText"]):
    def visible_to(self, user: Any) -> SourceTexts:
        """The mission's monitors, verifiers and officers: what is in no compartment, and in those they are let into."""
        if not may(user, "intake.text"):
            return self.none()
        return self.filter(in_reach(user))


class SourceText(Bound, models.Model):
    """One file or pasted text. The original is kept by its SHA-256; ``key`` makes the same text come in once.

    ``published``: the day that a person gave, used where the text itself states none.
    """

    UNBOUND = ("state", "note")  # where reading is with it

    key = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="texts")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100)
    published = models.DateField(null=True)
    compartment = models.TextField(null=True)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.WAITING)
    note = models.TextField(blank=True)
    objects = SourceTexts.as_manager()


class TextPart(Bound, models.Model):
    """One document of a file (a feed holds several), or a part of a long one. ``reading``: schemas/claims.schema.json,
    in which the names of private persons are replaced already."""

    text = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="parts")
    number = models.IntegerField()
    name = models.CharField(max_length=200)
    reading = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_part_once")]


class TextClaims(models.QuerySet["TextClaim"]):
    def visible_to(self, user: Any) -> TextClaims:
        return self.filter(part__text__in=SourceText.objects.visible_to(user))


class TextClaim(Bound, models.Model):
    """A row that reading made for a table, with its span in the part; never changed (migrations/0003).

    ``why_not``: an event that can be no report, with the reason; there is nothing to decide about it.
    """

    part = models.ForeignKey(TextPart, on_delete=models.PROTECT, related_name="claims")
    table = models.CharField(max_length=40)
    name = models.CharField(max_length=40)  # the claim's name in the reading: e1, n1, s2
    mark = models.CharField(max_length=60)  # the words it lights on the page
    start = models.IntegerField()
    end = models.IntegerField()
    row = models.JSONField()
    why_not = models.TextField(blank=True)
    objects = TextClaims.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "table", "name"], name="text_claim_once")]


class ClaimDecision(Bound, models.Model):
    """What somebody made of a claim; never changed (migrations/0003). The newest counts, and an acceptance is the last.

    ``changes``: column -> value as corrected. ``report``: what an accepted claim of an event became.
    """

    claim = models.ForeignKey(TextClaim, on_delete=models.PROTECT, related_name="decisions")
    accepted = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claim_decisions")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    report = models.OneToOneField(
        "intake.Report", on_delete=models.PROTECT, null=True, related_name="accepted_from", db_constraint=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(accepted=True), name="claim_accepted_once")
        ]
