"""What time it is for the mission: the wall clock, or an exercise's own."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.web.accounts.models import Deployment


def deployment() -> Deployment:
    """The one row; an unsaved default before the first seed."""
    return Deployment.objects.first() or Deployment(name="Truceline")


def now() -> datetime:
    return datetime.now(UTC) + deployment().clock_ahead
