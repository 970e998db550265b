"""Nobody signs up by themselves: accounts come from invitations. Sign-ins are audited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from truceline.web.audit.actions import append


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False


@receiver(user_logged_in)
def _signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        append(user, "sign_in", ("user", user.username))


@receiver(user_logged_out)
def _signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        with transaction.atomic():
            append(user, "sign_out", ("user", user.username))


@receiver(user_login_failed)
def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    name = str(credentials.get("username") or "")[:150]
    with transaction.atomic():
        append("nobody", "sign_in_failed", ("user", name))
