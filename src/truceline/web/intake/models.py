"""Reports as received, who handed them in, and what was not taken."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from truceline.vocabulary.amounts import plain
from truceline.web.accounts.models import SOURCES, User
from truceline.web.accounts.rights import Role, may
from truceline.web.audit.chain import Bound, digest, salt

EVIDENCE = "evidence"  # a handing-in of a file with what is there already; it has no report and no receipt


class Submissions(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> Submissions:
        """One's own."""
        return self.filter(by_id=user.pk) if user.is_authenticated else self.none()


class Submission(Bound, models.Model):
    """One handing-in: a form, a file, a call of the interface. ``key`` makes a retry find the first one again."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)  # form, file, program, seed, EVIDENCE
    at = models.DateTimeField()
    file_name = models.CharField(max_length=255, blank=True)
    rows_in = models.IntegerField(default=1)
    taken = models.IntegerField(default=0)
    complete = models.BooleanField(default=False)
    objects = Submissions.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="submission_once")]


class Amount(models.FloatField):  # type: ignore[type-arg]
    """A number of at most three decimals. A whole one is given as it was when all were: 14, in pages and in digests."""

    def from_db_value(self, value: float | None, *_: object) -> float | None:
        return plain(value)


class ReportRows(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> ReportRows:
        """Reporters: their own. Liaisons: theirs and their compartment's. The mission: all that is in no compartment,
        and those of the compartments a person was let into. Everybody else: none."""
        if not may(user, "report.read"):
            return self.none()
        own = Q(submission__by=user.pk)
        if user.role == Role.REPORTER:
            return self.filter(own)
        inside = own | Q(compartment__in=user.compartment_names())
        return self.filter(inside if user.role == Role.PARTY_LIAISON else inside | Q(compartment=None))


class Report(models.Model):
    """The table ``reports`` (tables/reports.py), column by column; ``EXTRA`` is what the service adds.

    Never changed: triggers refuse it (migrations/0002). ``digest``: SHA-256 of the row; ``audit_seq``: the entry
    whose Merkle root holds it.
    """

    EXTRA = ("submission", "digest", "audit_seq")
    ADDED = (
        "denied_by",
        "initiator_weights",
    )  # came later: no part of a digest where empty, so that older rows keep theirs

    report_id = models.CharField(max_length=200, primary_key=True)
    incident_id = models.TextField(null=True)
    source = models.TextField()
    source_row = models.BigIntegerField(null=True)
    claimant = models.TextField(null=True)
    source_kind = models.TextField(null=True)
    origin_chain = models.JSONField(null=True)
    received_at = models.DateTimeField(null=True)
    occurred_from = models.DateTimeField()
    occurred_until = models.DateTimeField()
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    place_radius_m = models.FloatField(null=True)
    place_name = models.TextField(null=True)
    country = models.TextField(null=True)
    admin1 = models.TextField(null=True)
    admin2 = models.TextField(null=True)
    origin_lon = models.FloatField(null=True)
    origin_lat = models.FloatField(null=True)
    origin_radius_m = models.FloatField(null=True)
    origin_place_name = models.TextField(null=True)
    origin_country = models.TextField(null=True)
    origin_admin1 = models.TextField(null=True)
    origin_kind = models.TextField(null=True)
    act = models.TextField()
    weapon = models.TextField(null=True)
    weapon_system = models.TextField(null=True)
    weapon_range_m = models.FloatField(null=True)
    calibre_mm = models.FloatField(null=True)
    quantity = Amount(null=True)
    quantity_unit = models.TextField(null=True)
    item_state = models.TextField(null=True)
    notice = models.TextField(null=True)
    notice_given_at = models.DateTimeField(null=True)
    notice_to = models.JSONField(null=True)
    claimed_initiator = models.JSONField(null=True)
    initiator_weights = models.JSONField(null=True)
    claimed_target = models.JSONField(null=True)
    side_left = models.JSONField(null=True)
    side_right = models.JSONField(null=True)
    target_kind = models.TextField(null=True)
    casualties_low = models.BigIntegerField(null=True)
    casualties_best = models.BigIntegerField(null=True)
    casualties_high = models.BigIntegerField(null=True)
    denied_by = models.JSONField(null=True)
    exceptions_argued = models.JSONField(null=True)
    verified_by = models.TextField(null=True)
    standard_of_proof = models.TextField(null=True)
    text = models.TextField(null=True)
    compartment = models.TextField(null=True)

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reports", db_index=False)
    digest = models.CharField(max_length=64)
    audit_seq = models.BigIntegerField(db_index=True)

    objects = ReportRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["occurred_from"]),
            models.Index(fields=["-received_at", "report_id"], name="report_newest_first"),
            models.Index(fields=["compartment"]),
            # also: what of a submission came after an entry of the log, asked for before each batch of a table
            models.Index(fields=["submission", "audit_seq"], name="report_of_submission"),
        ]

    def columns(self) -> dict[str, Any]:
        """The row as the engine's table has it."""
        return {f.name: getattr(self, f.name) for f in self._meta.fields if f.name not in self.EXTRA}

    def own_digest(self) -> str:
        """What ``digest`` has to be while nobody changes the row."""
        return digest({k: v for k, v in self.columns().items() if v is not None or k not in self.ADDED})


class Rejects(models.QuerySet["Reject"]):
    def visible_to(self, user: Any) -> Rejects:
        """Those of one's own submissions."""
        return self.filter(submission__by=user.pk) if user.is_authenticated else self.none()


class Reject(Bound, models.Model):
    """The table ``rejects``: a row that was not taken, with its reason."""

    EXTRA = ("id", "submission")

    source = models.TextField()
    row = models.BigIntegerField(null=True)
    code = models.TextField()
    message = models.TextField()
    raw = models.TextField(null=True)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="rejects")
    objects = Rejects.as_manager()


class SourceIdentities(models.QuerySet["SourceIdentity"]):
    def visible_to(self, user: Any) -> SourceIdentities:
        """Only who is let into the compartment of sources, by role and by name; not even the one who handed it in."""
        if may(user, "source.read") and SOURCES in user.compartment_names():
            return self.filter(report__in=Report.objects.visible_to(user))
        return self.none()


class SourceIdentity(Bound, models.Model):
    """Who told it, apart from what was told. Every read is logged. ``salt``: so that its digest in the log, which
    others read, tells nothing."""

    # The report is the key: a sender may add a row here without being let to read one back.
    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="source_identity")
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    salt = models.CharField(max_length=32, null=True, default=salt)
    objects = SourceIdentities.as_manager()


class Uploads(models.QuerySet["Upload"]):
    def visible_to(self, user: Any) -> Uploads:
        return self.filter(by_id=user.pk) if may(user, "intake.upload") else self.none()


class Upload(Bound, models.Model):
    """A table on its way in: the original is kept by its hash, the mapping is still being chosen."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="uploads")
    at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100)
    mapping = models.JSONField(default=dict)
    compartment = models.CharField(max_length=80, blank=True)
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, null=True, related_name="upload")
    objects = Uploads.as_manager()


from truceline.web.intake.text_models import (  # noqa: E402  Django looks for an app's models here
    ClaimDecision,
    SourceText,
    TextClaim,
    TextPart,
    TextState,
)

__all__ = [
    "ClaimDecision",
    "Reject",
    "Report",
    "SourceIdentity",
    "SourceText",
    "Submission",
    "TextClaim",
    "TextPart",
    "TextState",
    "Upload",
]
