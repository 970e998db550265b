"""A one-time code lets somebody in once; the one that set up the second factor is used, too."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP


class ActivateOneTimeCodes(ActivateTOTPForm):  # type: ignore[misc]  # the library is untyped
    """Whoever reads the code over a shoulder cannot sign in with it."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not TOTP(Authenticator(user=self.user))._mark_code_used(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
