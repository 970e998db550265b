"""Saved views: filters of the list of incidents under a name, a person's own or shared with the mission."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.http import urlencode

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.chain import Bound


class SavedViews(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> SavedViews:
        """The mission: one's own, and those that were shared."""
        if not may(user, "casework.read"):
            return self.none()
        return self.filter(Q(by=user.pk) | Q(shared=True), dropped=False)


class SavedView(Bound, models.Model):
    """``filters``: those of the list that are set, as its address has them. ``dropped``: taken off by its maker."""

    name = models.CharField(max_length=80)
    filters = models.JSONField()
    shared = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="saved_views")
    at = models.DateTimeField()
    objects = SavedViews.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "name"], condition=Q(dropped=False), name="saved_view_once")
        ]

    @property
    def query(self) -> str:
        return urlencode(self.filters)
