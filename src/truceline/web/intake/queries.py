"""Reads of reports: what a person may see, and that they saw it."""

from __future__ import annotations

from typing import Any

from truceline.web.audit.actions import log_read
from truceline.web.intake.models import Report, SourceIdentity


def listed(user: Any, filters: dict[str, str]) -> Any:
    """Reports open to a person, newest first. Reading the texts is logged where a page shows them."""
    rows = Report.objects.visible_to(user).select_related("submission").order_by("-received_at", "report_id")
    if filters.get("q"):
        rows = rows.filter(text__icontains=filters["q"]) | rows.filter(place_name__icontains=filters["q"])
    if filters.get("claimant"):
        rows = rows.filter(claimant=filters["claimant"])
    if filters.get("own"):
        rows = rows.filter(submission__by=user.pk)
    return rows


def read_report(user: Any, report_id: str) -> Report | None:
    """One raw report. The read is in the log before the report is shown; one's own needs no entry."""
    found = Report.objects.visible_to(user).select_related("submission__by").filter(pk=report_id).first()
    if found and found.submission.by_id != user.pk:
        log_read(user, "report", [report_id])
    return found


def read_source(user: Any, report_id: str) -> SourceIdentity | None:
    """Who told it. The read is logged whether or not there is one, before it is shown."""
    found = SourceIdentity.objects.visible_to(user).filter(report_id=report_id).first()
    if found:
        log_read(user, "source_identity", [report_id])
    return found
