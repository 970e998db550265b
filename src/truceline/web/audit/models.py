"""The chain as a table. Triggers of the database refuse to change or take out a row (migrations/0002)."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from truceline.web.accounts.rights import may


class Entries(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> Entries:
        """Administrators and the secretary read the log; nobody else."""
        return self.all() if may(user, "audit.read") else self.none()


class Entry(models.Model):
    """One write, batch or read of something guarded.

    ``at`` is ISO 8601 text and ``detail`` canonical JSON text, so that what was hashed is what is stored, on any
    database. ``rows_root``: Merkle root of the digests of a batch's rows.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40)
    target_id = models.CharField(max_length=200)
    detail = models.TextField()
    rows_count = models.IntegerField(default=0)
    rows_root = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"])]


def detail_of(text: str) -> dict[str, Any]:
    """What ``detail`` says; nothing where somebody changed it to what is no JSON object: the chain tells that."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
