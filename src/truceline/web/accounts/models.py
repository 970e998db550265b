"""People and the compartments they are let into; tokens for programs; invitations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from truceline.web.accounts.rights import Role, may
from truceline.web.audit.chain import Bound

SOURCES = "sources"  # the compartment of source identities


class Compartment(Bound, models.Model):
    """A closed circle of readers. ``name`` is what the column ``compartment`` of a report says."""

    name = models.CharField(max_length=80, primary_key=True)
    about = models.CharField(max_length=200, blank=True)


class People(models.QuerySet["User"]):
    def visible_to(self, user: Any) -> People:
        """Administrators see everybody, all others themselves."""
        if may(user, "people.manage"):
            return self.all()
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()


class UserRecords(BaseUserManager.from_queryset(People)):  # type: ignore[misc]
    pass


class User(Bound, AbstractBaseUser):
    UNBOUND = ("password", "last_login")  # renewed at a sign-in, without an entry about the row

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=150, blank=True)
    organisation = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=30, choices=Role.choices, default=Role.NONE, blank=True)
    party = models.CharField(max_length=100, blank=True)  # actor id of a liaison's party
    compartments = models.ManyToManyField(Compartment, blank=True, related_name="members")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserRecords()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def compartment_names(self) -> list[str]:
        inside = User.compartments.through._default_manager.filter(user_id=self.pk)
        return sorted(inside.values_list("compartment_id", flat=True))

    def bound_besides(self) -> dict[str, Any]:
        return {"compartments": self.compartment_names()}


class Deployment(Bound, models.Model):
    """One row: what this service watches. ``clock_ahead``: an exercise runs on its own clock."""

    name = models.CharField(max_length=150)
    exercise = models.BooleanField(default=False)
    clock_ahead = models.DurationField(default=timedelta)
    timezone = models.CharField(max_length=60, default="Etc/UTC")


class Invitations(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Invitations:
        return self.all() if may(user, "people.manage") else self.none()


class Invitation(Bound, models.Model):
    """A way in for one person, once. Only the hash of its secret is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=30, choices=Role.choices)
    party = models.CharField(max_length=100, blank=True)
    compartments = models.ManyToManyField(Compartment, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="invitation")
    objects = Invitations.as_manager()

    def bound_besides(self) -> dict[str, Any]:
        return {"compartments": sorted(self.compartments.values_list("name", flat=True))}


class PasswordResets(models.QuerySet["PasswordReset"]):
    def visible_to(self, user: Any) -> PasswordResets:
        return self.all() if may(user, "people.manage") else self.none()

    def still_open(self) -> PasswordResets:
        return self.filter(used_at=None, expires_at__gt=datetime.now(UTC))


class PasswordReset(Bound, models.Model):
    """Lets one person choose a new password, once. Only the hash of its secret is kept."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="password_resets")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="password_resets_made")
    secret_hash = models.CharField(max_length=64, unique=True)
    without_second_factor = models.BooleanField(default=False)  # the second factor is lost, too
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    objects = PasswordResets.as_manager()


class Tokens(models.QuerySet["Token"]):
    def visible_to(self, user: Any) -> Tokens:
        """Everybody sees their own only, administrators too."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Token(Bound, models.Model):
    """Lets a program act for a person. Only the hash is kept; it is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)  # operations of rights.SCOPES
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    objects = Tokens.as_manager()
