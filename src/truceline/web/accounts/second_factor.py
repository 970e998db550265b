"""One-time codes let somebody in once: also two who send one at the same moment, and also the code that set them up."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.db import transaction

from truceline.web.accounts.models import User


class _OneAfterTheOther:
    """The library reads which codes were used, then writes it: two at once would both find a code unused."""

    user: Any

    def clean_code(self) -> str:
        refused: ValidationError
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
            try:
                return str(super().clean_code())  # type: ignore[misc]
            except ValidationError as error:
                refused = error  # raised outside: the attempt stays counted
        raise refused


class Authenticate(_OneAfterTheOther, AuthenticateForm):  # type: ignore[misc]  # the library is untyped
    pass


class Reauthenticate(_OneAfterTheOther, ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateOneTimeCodes(ActivateTOTPForm):  # type: ignore[misc]
    """The code that shows that the device is set up is a used one."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not TOTP(Authenticator(user=self.user))._mark_code_used(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
