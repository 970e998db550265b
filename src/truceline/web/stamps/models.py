"""One time-stamp of one entry of the log, as the authority answered."""

from __future__ import annotations

from typing import Any

from django.db import models

from truceline.web.accounts.rights import may
from truceline.web.audit.chain import Bound


class Stamps(models.QuerySet["Stamp"]):
    def visible_to(self, user: Any) -> Stamps:
        """Whoever reads the log."""
        return self.all() if may(user, "audit.read") else self.none()


class Stamp(Bound, models.Model):
    """``answer``: the TimeStampResp (DER), which is also a file in ``stamps/``. Never changed (migrations/0002)."""

    seq = models.BigIntegerField(db_index=True)
    entry_hash = models.CharField(max_length=64)
    at = models.DateTimeField()  # as the authority says, on its own clock
    authority = models.CharField(max_length=200)
    answer = models.BinaryField()

    objects = Stamps.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seq", "entry_hash", "at"], name="stamp_once")]
