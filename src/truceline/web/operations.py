"""Every view names the operation it performs; a view that names none is refused by the middleware."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PUBLIC = "public"  # anyone, signed in or not
MACHINE = "machine"  # a program that shows a token of its own; the view asks for it
SIGNED_IN = "signed_in"  # anyone who is signed in, about themselves only

View = Callable[..., Any]


def operation(name: str) -> Callable[[View], View]:
    """Mark a view with its operation (accounts.rights says which roles may perform it)."""

    def mark(view: View) -> View:
        view.operation = name  # type: ignore[attr-defined]
        return view

    return mark


# Views of libraries, which cannot be marked. Whatever they offer beyond this list answers 404.
LIBRARY_VIEWS = {
    "set_language": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": SIGNED_IN,
    "account_inactive": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_trust": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_login_webauthn": PUBLIC,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
