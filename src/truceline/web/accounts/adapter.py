"""Nobody signs up by themselves: accounts come from invitations. Sign-ins are audited, and so is whatever a person
changes about the ways in: password, second factors, sessions."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from truceline.web.accounts.models import User
from truceline.web.accounts.resets import lapse_links
from truceline.web.audit.actions import append


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def let_try_again(self, request: Any, username: str) -> None:
        """Attempts with the password that was forgotten count no more once there is a new one."""
        self._delete_login_attempts_cached_email(request, username=username)


@receiver(user_logged_in)
def _signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        append(user, "sign_in", ("user", user.username))
    lapse_links(user)


@receiver(user_logged_out)
def _signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        with transaction.atomic():
            append(user, "sign_out", ("user", user.username))


@receiver(user_login_failed)
def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A known account by its number, nothing of what was typed: in haste people type a password into the name."""
    typed = str(credentials.get("username") or "")
    known = User.objects.filter(username__iexact=typed).values_list("pk", flat=True).first() if typed else None
    with transaction.atomic():
        append("nobody", "sign_in_failed", ("account", str(known or "")))


@receiver(password_changed)
def _password(sender: Any, user: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        append(user, "change_password", ("user", user.username))
    lapse_links(user)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def _second_factor(sender: Any, user: Any, authenticator: Any, signal: Any, **kwargs: Any) -> None:
    """A passkey, one-time codes or codes for an emergency. Removing them is how a stolen session would stay."""
    what = {authenticator_added: "add", authenticator_removed: "remove"}.get(signal, "renew")
    with transaction.atomic():
        append(user, f"{what}_second_factor", ("user", user.username), {"kind": str(authenticator.type)})


class EndedSessions(DefaultUserSessionsAdapter):  # type: ignore[misc]  # the library is untyped
    def end_sessions(self, sessions: Any) -> None:
        ended = list(sessions)
        with transaction.atomic():
            for name in sorted({s.user.username for s in ended}):
                append(name, "end_sessions", ("user", name), {"sessions": sum(s.user.username == name for s in ended)})
            super().end_sessions(ended)
