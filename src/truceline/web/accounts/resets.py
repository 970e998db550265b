"""A forgotten password: an administrator hands out a link, and who has it chooses a new one. No mail is needed."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from truceline.web.accounts.actions import hashed
from truceline.web.accounts.models import PasswordReset, User
from truceline.web.accounts.rights import may
from truceline.web.accounts.ways_in import end_links, end_ways_in
from truceline.web.audit.actions import append, hold
from truceline.web.second_wall import acting_for_engine

LINK_LASTS = timedelta(hours=24)


def issue_link(by: User, person: User, without_second_factor: bool = False) -> tuple[PasswordReset, str]:
    """A link's row and its secret, which is told once. Sessions and tokens of the account end with it, and so do links
    from before. Nobody makes one for themselves: whoever knows the present password changes it with that.

    Raises PermissionDenied; ValidationError where the account is closed.
    """
    if not may(by, "people.manage") or by.pk == person.pk:
        raise PermissionDenied
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        hold()
        person.refresh_from_db()
        if not person.is_active:
            raise ValidationError(_("The account is closed. Open it first."))
        ended = end_ways_in(person)
        row = PasswordReset.objects.create(
            person=person,
            made_by=by,
            secret_hash=hashed(secret),
            without_second_factor=without_second_factor,
            expires_at=datetime.now(UTC) + LINK_LASTS,
        )
        told = {"link": row.pk, "without_second_factor": without_second_factor, **ended.told}
        append(by, "issue_password_link", ("user", person.username), told, rows=[row, *ended.rows])
    return row, secret


def withdraw_links(by: User, person: User) -> None:
    """Close a link that nobody used. Raises PermissionDenied, ValidationError."""
    if not may(by, "people.manage"):
        raise PermissionDenied
    with transaction.atomic():
        hold()  # whoever uses it at this moment has a new password, or comes after
        ended = end_links(person)
        if not ended:
            raise ValidationError(_("This link was used or has run out."))
        append(by, "withdraw_password_link", ("user", person.username), rows=ended)


def lapse_links(person: User) -> None:
    """Whoever signed in needs no link: one that somebody else asked for in this name opens nothing any more."""
    with acting_for_engine():
        waiting = PasswordReset.objects.still_open().filter(person=person).exists()
    if waiting:
        with transaction.atomic():
            hold()
            ended = end_links(person)
            append(person, "lapse_password_link", ("user", person.username), rows=ended)


def open_link(secret: str) -> PasswordReset | None:
    """The link behind a secret, if it still opens an account."""
    with acting_for_engine():  # nobody is signed in
        found = PasswordReset.objects.still_open().filter(secret_hash=hashed(secret), person__is_active=True)
        return found.select_related("person").first()


def choose_password(secret: str, password: str) -> User:
    """Set the password that somebody with a link chose; the way in after it is the usual one, with the second factor.

    Raises ValidationError; a link works once.
    """
    with transaction.atomic(), acting_for_engine():
        hold()  # of two at once, one comes too late
        row = open_link(secret)
        if row is None:
            raise ValidationError(_("This link was used or has run out. Ask for a new one."))
        person = row.person
        validate_password(password, person)
        person.set_password(password)
        person.save(update_fields=["password"])
        row.used_at = datetime.now(UTC)
        row.save(update_fields=["used_at"])
        ended = end_ways_in(person)
        removed = _take_out_factors(person) if row.without_second_factor else []
        told = {"link": row.pk, **({"second_factors_removed": removed} if removed else {}), **ended.told}
        append(person, "choose_password", ("user", person.username), told, rows=[row, *ended.rows])
    return person


def _take_out_factors(person: User) -> list[str]:
    factors = Authenticator.objects.filter(user=person)
    kinds = sorted(str(kind) for kind in factors.values_list("type", flat=True))
    factors.delete()
    return kinds
