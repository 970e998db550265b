"""Incidents with their members, the engine's findings about them, and what people did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import OUTSIDE, in_reach, may
from truceline.web.audit.chain import Bound, digest
from truceline.web.casework.states import ISSUED, State
from truceline.web.clock import now
from truceline.web.intake.models import Report


class Assessment(models.TextChoices):
    """Where the engine is with an incident; visible on its page."""

    WAITING = "waiting"
    RUNNING = "running"
    CURRENT = "current"
    FAILED = "failed"


class Incidents(models.QuerySet["Incident"]):
    def visible_to(self, user: Any) -> Incidents:
        """The mission: what is in no compartment, and the person's own. Parties and guarantors: what was issued, after
        the delay. Everybody else: none."""
        if not may(user, "incident.read"):
            return self.none()
        if user.role in OUTSIDE:
            return self.filter(compartment=None, state__in=ISSUED, issued_at__lte=released_until())
        return self.filter(in_reach(user))


def released_until() -> Any:
    """What was issued up to then is open to parties and guarantors now."""
    return now() - settings.RELEASE_DELAY


def day_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


class Incident(Bound, models.Model):
    """The table ``incidents`` (tables/incidents.py), column by column; ``EXTRA`` is what the service adds.

    ``BOUND``: what people decide. The rest is put together out of its reports and written anew with them.
    """

    BOUND = (
        "compartment",
        "state",
        "assigned_to",
        "proposed_state",
        "proposed_proof",
        "proposed_by",
        "conclusion",
        "concluded_on",
        "standard_of_proof",
        "issued_at",
        "issued_day",
        "issued_act",
        "issued_district",
        "issued_searched",
        "merged_into",
    )

    EXTRA = (
        "compartment",
        "state",
        "version",
        "act",
        "place_name",
        "district",
        "place_searched",
        "district_searched",
        "grade",
        "origins",
        "assigned_to",
        "proposed_state",
        "proposed_proof",
        "proposed_by",
        "conclusion",
        "concluded_on",
        "standard_of_proof",
        "issued_at",
        "issued_day",
        "issued_act",
        "issued_district",
        "issued_searched",
        "assessment",
        "assessment_note",
        "merged_into",
        "lon",
        "lat",
        "radius_m",
        "west",
        "south",
        "east",
        "north",
    )

    incident_id = models.CharField(max_length=210, primary_key=True)
    occurred_from = models.DateTimeField()
    occurred_until = models.DateTimeField()
    reports = models.BigIntegerField()

    compartment = models.TextField(null=True)
    state = models.CharField(max_length=30, choices=State.choices, default=State.REPORTED)
    version = models.IntegerField(default=1)  # counts changes, so that nobody overwrites what they have not seen
    act = models.CharField(max_length=60)
    place_name = models.TextField(blank=True)
    district = models.TextField(blank=True)
    # the same without case and marks (casework/names.py): what the list searches in, alike on every database
    place_searched = models.TextField(blank=True)
    district_searched = models.TextField(blank=True)
    grade = models.CharField(max_length=40, blank=True)
    origins = models.IntegerField(default=1)
    assigned_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="assigned")
    proposed_state = models.CharField(max_length=30, blank=True)
    proposed_proof = models.CharField(max_length=40, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="proposed")
    conclusion = models.CharField(max_length=30, blank=True)
    concluded_on = models.JSONField(null=True)  # ids of the reports that the two people concluded on; null: none is
    standard_of_proof = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)
    # as these stood when it was issued (midnight of the day in UTC): what parties and guarantors read
    issued_day = models.DateTimeField(null=True)
    issued_act = models.CharField(max_length=60, blank=True)
    issued_district = models.TextField(blank=True)
    issued_searched = models.TextField(blank=True)
    assessment = models.CharField(max_length=10, choices=Assessment.choices, default=Assessment.WAITING)
    assessment_note = models.TextField(blank=True)
    # no index: nearly all rows have none, and SQLite would enter the list by it instead of by its order
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    # the most precise claimed circle and the box around it (casework/place.py); empty for targets that are never drawn
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    radius_m = models.FloatField(null=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)

    objects = Incidents.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-occurred_from", "incident_id"], name="incidents_listed"),
            models.Index(fields=["state", "-occurred_from", "incident_id"], name="incidents_by_state"),
            models.Index(fields=["act", "-occurred_from", "incident_id"], name="incidents_by_act"),
            models.Index(fields=["assessment"]),
            models.Index(fields=["south", "north"]),
            models.Index(fields=["-issued_day", "incident_id"], condition=Q(state__in=ISSUED), name="incidents_issued"),
            models.Index(
                fields=["issued_searched", "-issued_day", "incident_id"],
                condition=Q(state__in=ISSUED),
                name="issued_by_district",
            ),
        ]

    @property
    def after_conclusion(self) -> int:
        """How many of its reports arrived after the conclusion and were no part of it."""
        return self.reports - len(self.concluded_on) if self.concluded_on is not None else 0

    def issue(self, moment: datetime | None) -> None:
        """Keep what parties and guarantors are to read, as it stands now; None takes it back."""
        self.issued_at = moment
        self.issued_day = day_of(self.occurred_from) if moment else None
        self.issued_act, self.issued_district = (self.act, self.district) if moment else ("", "")
        self.issued_searched = self.district_searched if moment else ""

    def as_issued(self) -> Incident:
        """What parties and guarantors read of it: whatever else is known, or came later, is not in it. Never saved."""
        read = {"act": self.issued_act, "district": self.issued_district, "issued_at": self.issued_at, "version": 0}
        read |= {"conclusion": self.conclusion, "standard_of_proof": self.standard_of_proof, "state": State.ASSESSED}
        read |= {"occurred_from": self.issued_day, "occurred_until": self.issued_day, "reports": 0}
        return Incident(incident_id=self.incident_id, **read)

    def covers(self, report_id: str) -> bool:
        """Whether the conclusion is about a report; what joined later is a claim like any other."""
        return self.concluded_on is not None and report_id in self.concluded_on


def in_sight(user: Any) -> Exists:
    """Of rows with an ``incident_id``: those whose incident a person may see. Asked row by row, since a list of all
    visible incidents would be built for every page."""
    return Exists(Incident.objects.visible_to(user).filter(pk=OuterRef("incident_id")))


class Member(models.Model):
    """The table ``members``: each report in exactly one incident."""

    EXTRA = ()

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True, related_name="member")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="members")
    probability = models.FloatField()


class FindingRows(models.QuerySet["Finding"]):
    def visible_to(self, user: Any) -> FindingRows:
        """Findings of incidents that a person may see; outside the mission as they stood when the delay began."""
        if not may(user, "incident.read"):
            return self.none()
        rows = self.filter(in_sight(user))
        return rows.filter(made_at__lte=released_until()) if user.role in OUTSIDE else rows


class Finding(models.Model):
    """The table ``findings`` (tables/findings.py). Versions are kept; ``current`` marks the last of each reading."""

    EXTRA = ("id", "current", "version", "made_at", "digest", "audit_seq")

    finding_id = models.TextField()
    incident_id = models.CharField(max_length=210)
    report_ids = models.JSONField()
    agreement_id = models.TextField()
    provision_ids = models.JSONField()
    reading = models.TextField()
    coverage = models.TextField()
    outcome = models.TextField()
    p_covered = models.FloatField(null=True)
    p_low = models.FloatField()
    p_high = models.FloatField()
    attributed_party = models.TextField(null=True)
    attribution = models.JSONField(null=True)
    standard_of_proof = models.TextField()
    basis = models.TextField()
    exceptions_argued = models.JSONField(null=True)
    cannot_tell_because = models.TextField(null=True)
    reasons = models.JSONField()
    as_of = models.DateTimeField()
    rule_version = models.TextField()

    current = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(default=0, db_index=True)

    objects = FindingRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding_id"], condition=Q(current=True), name="one_current_finding"),
            models.UniqueConstraint(fields=["finding_id", "version"], name="finding_version_once"),
        ]
        indexes = [
            models.Index(fields=["-made_at", "finding_id"], condition=Q(current=True), name="findings_last_made"),
            models.Index(fields=["agreement_id", "reading", "-made_at", "finding_id"], name="findings_of_reading"),
            models.Index(fields=["incident_id", "agreement_id", "reading"], name="findings_of_incident"),
        ]

    def own_digest(self) -> str:
        """SHA-256 of what the finding says; when it was said again without a change is no part of it."""
        said = {f.name: getattr(self, f.name) for f in self._meta.fields if f.name not in self.EXTRA}
        said.pop("as_of")
        return digest(said)


class Events(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> Events:
        """The mission's own. Parties and guarantors see no history: what is meant for them has tables of its own."""
        if not may(user, "casework.read"):
            return self.none()
        return self.filter(in_sight(user))


class Event(Bound, models.Model):
    """One thing that happened to an incident. Never changed: triggers refuse it (migrations/0002)."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    kind = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    objects = Events.as_manager()


from truceline.web.casework.correction_models import Correction, CorrectionDecision  # noqa: E402
from truceline.web.casework.hypothesis_models import Hypothesis, SetAside, Weighing  # noqa: E402
from truceline.web.casework.judging_models import Judged, OpenPair  # noqa: E402
from truceline.web.casework.outcome_models import ListedOutcome  # noqa: E402
from truceline.web.casework.question_models import (  # noqa: E402  Django looks for an app's models here
    Dissent,
    Question,
    ReleasedAnswer,
    Reply,
)
from truceline.web.casework.view_models import SavedView  # noqa: E402

__all__ = [
    "Assessment",
    "Correction",
    "CorrectionDecision",
    "Dissent",
    "Event",
    "Finding",
    "Hypothesis",
    "Incident",
    "Judged",
    "ListedOutcome",
    "Member",
    "OpenPair",
    "Question",
    "ReleasedAnswer",
    "Reply",
    "SavedView",
    "SetAside",
    "Weighing",
    "released_until",
]
