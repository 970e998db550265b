"""Every write about people: permission, row and audit entry in one transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from truceline.web.accounts.models import Compartment, Invitation, Token, User
from truceline.web.accounts.names import checked_shown_name, checked_username
from truceline.web.accounts.rights import MISSION, SCOPES, Role, may
from truceline.web.accounts.ways_in import Ended, end_ways_in
from truceline.web.audit.actions import append, hold
from truceline.web.clock import deployment
from truceline.web.second_wall import acting_for_engine
from truceline.web.world import parties

INVITATION_LASTS = timedelta(days=7)
TOKEN_LASTS = timedelta(days=365)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(by: User, role: str, party: str = "", compartments: Sequence[str] = ()) -> tuple[Invitation, str]:
    """An invitation and its secret, which is told once. Raises PermissionDenied, ValidationError."""
    if not may(by, "people.manage"):
        raise PermissionDenied
    if role not in Role.values or not role:
        raise ValidationError(_("Choose a role."))
    _check_party(role, party, compartments)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        row = Invitation.objects.create(
            secret_hash=hashed(secret),
            role=role,
            party=party,
            invited_by=by,
            expires_at=datetime.now(UTC) + INVITATION_LASTS,
        )
        row.compartments.set(Compartment.objects.filter(name__in=compartments))
        told = {"role": role, "party": party, "in": list(compartments)}
        append(by, "invite", ("invitation", str(row.pk)), told, rows=[row])
    return row, secret


def withdraw_invitation(by: User, invitation_id: int) -> None:
    """Close an invitation that nobody used: its link lets nobody in any more.

    Raises PermissionDenied, ValidationError.
    """
    if not may(by, "people.manage"):
        raise PermissionDenied
    with transaction.atomic(), acting_for_engine():  # also one that a colleague made
        hold()  # whoever takes it up at this moment is in, or comes after
        row = Invitation.objects.filter(pk=invitation_id, accepted_by=None, expires_at__gt=datetime.now(UTC)).first()
        if row is None:
            raise ValidationError(_("This invitation was used or has run out. Ask for a new one."))
        row.expires_at = datetime.now(UTC)
        row.save(update_fields=["expires_at"])
        append(by, "withdraw_invitation", ("invitation", str(row.pk)), rows=[row])


def _organisation_of(role: str, party: str) -> str:
    """For whom somebody speaks who hands in without saying so. A person's own name is nobody's claim."""
    if role in MISSION and role != Role.SECRETARY:
        return deployment().name
    with override("en"):
        return dict(parties()).get(party, "")


def _check_party(role: str, party: str, compartments: Sequence[str]) -> None:
    """A liaison without a party, or with one that nobody knows, would speak as the mission; one inside the compartment
    of another party would read what that party hands in. Raises ValidationError."""
    known = {party_id for party_id, _name in parties()}
    if (role == Role.PARTY_LIAISON and not party) or (party and party not in known):
        raise ValidationError(
            _("A party liaison needs the party: one of %(known)s.") % {"known": ", ".join(sorted(known))}
        )
    others = [name for name in compartments if name in known and name != party]
    if role == Role.PARTY_LIAISON and others:
        raise ValidationError(
            _("A party liaison is not let into %(others)s: that is for others to read.") % {"others": ", ".join(others)}
        )


def open_invitation(secret: str) -> Invitation | None:
    """The invitation behind a secret, if it still lets somebody in."""
    now = datetime.now(UTC)
    found = Invitation.objects.filter(secret_hash=hashed(secret), accepted_by=None, expires_at__gt=now)
    return found.first()


def accept_invitation(secret: str, username: str, display_name: str, password: str) -> User:
    """Make the account an invitation promises. Raises ValidationError; an invitation works once."""
    with transaction.atomic(), acting_for_engine():  # nobody is signed in yet, and only an administrator adds people
        hold()  # a name that somebody takes at this moment is taken, or comes after
        row = open_invitation(secret)
        if row is None:
            raise ValidationError(_("This invitation was used or has run out. Ask for a new one."))
        names = {"username": checked_username(username), "display_name": checked_shown_name(display_name)}
        user = User(role=row.role, party=row.party, organisation=_organisation_of(row.role, row.party), **names)
        if User.objects.filter(username__iexact=user.username).exists():
            raise ValidationError(_("Choose another user name: this one is taken."))
        validate_password(password, user)
        user.set_password(password)
        user.save()
        user.compartments.set(row.compartments.all())
        taken = Invitation.objects.filter(pk=row.pk, accepted_by=None).update(accepted_by=user)
        if taken != 1:
            raise ValidationError(_("This invitation was used or has run out. Ask for a new one."))
        row.accepted_by = user
        told = {"invitation": row.pk, "role": user.role}
        append(user, "accept_invitation", ("user", user.username), told, rows=[user, row])
    return user


def change_person(
    by: User,
    person: User,
    *,
    role: str,
    active: bool,
    compartments: Sequence[str],
    party: str | None = None,
    organisation: str | None = None,
) -> None:
    """Role, compartments, party, organisation, and whether the account is open. Nobody changes their own.

    ``party``, ``organisation``: left as they are where they are None.

    Raises PermissionDenied, ValidationError.
    """
    if not may(by, "people.manage") or by.pk == person.pk:
        raise PermissionDenied
    if role not in Role.values:
        raise ValidationError(_("Choose a role."))
    party = person.party if party is None else party
    if role == Role.PARTY_LIAISON:
        _check_party(role, party, compartments)
    named = person.organisation if organisation is None else organisation.strip()
    if named and named != person.organisation:
        named = checked_shown_name(named)
        if role not in MISSION and named.casefold() == deployment().name.casefold():
            raise ValidationError(_("Only the mission's own people speak as the mission."))
    with transaction.atomic():
        hold()
        person.refresh_from_db()  # what a colleague changed since the page was read
        before = _told_of(person)
        person.role, person.is_active, person.party, person.organisation = role, active, party, named
        person.save(update_fields=["role", "is_active", "party", "organisation"])
        person.compartments.set(Compartment.objects.filter(name__in=compartments))
        ended = Ended([], [])
        if not (active and before["active"]):  # also when it is opened: an earlier release left them
            ended = end_ways_in(person)
        told = {"before": before, "after": _told_of(person), **ended.told}
        append(by, "change_person", ("user", person.username), told, rows=[person, *ended.rows])


def _told_of(person: User) -> dict[str, Any]:
    kept = {"role": person.role, "active": person.is_active, "in": person.compartment_names()}
    return kept | {k: v for k, v in (("party", person.party), ("organisation", person.organisation)) if v}


def issue_token(user: User, label: str, scopes: Iterable[str] = SCOPES) -> tuple[Token, str]:
    """A token for a program and its secret, told once. ``scopes``: what it may do, as far as its person may.

    Raises PermissionDenied; ValidationError if nothing is left of the scopes.
    """
    if not may(user, "token.manage"):
        raise PermissionDenied
    allowed = [s for s in SCOPES if s in set(scopes) and may(user, s)]
    if not allowed:
        raise ValidationError(_("Choose what the token may do."))
    secret = "tl_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Token.objects.create(
            user=user,
            label=label.strip()[:80] or "token",
            scopes=allowed,
            secret_hash=hashed(secret),
            expires_at=datetime.now(UTC) + TOKEN_LASTS,
        )
        append(user, "issue_token", ("token", str(row.pk)), {"label": row.label, "scopes": allowed}, rows=[row])
    return row, secret


def revoke_token(user: User, token_id: int) -> None:
    """Close a token of one's own for good. Raises PermissionDenied."""
    with transaction.atomic():
        row = Token.objects.visible_to(user).select_for_update().filter(pk=token_id, revoked_at=None).first()
        if row is None:
            raise PermissionDenied
        row.revoked_at = _now()
        row.save(update_fields=["revoked_at"])
        append(user, "revoke_token", ("token", str(token_id)), rows=[row])


def token_behind(secret: str) -> Token | None:
    """A token with the person it acts for; None if it is unknown, revoked, run out or of a closed account."""
    row: Any = Token.objects.filter(secret_hash=hashed(secret), revoked_at=None, expires_at__gt=_now())
    found = row.select_related("user").first()
    return found if found and found.user.is_active else None


def _now() -> datetime:
    return datetime.now(UTC)
