"""One emergency code, sent on two connections at the same moment."""

from __future__ import annotations

import time
from typing import Any

from tests.web.service.race_tools import at_once, person


def coded() -> dict[str, Any]:
    from allauth.core import context
    from allauth.mfa import app_settings
    from allauth.mfa.base.forms import AuthenticateForm
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.utils import get_form_class
    from django.test import RequestFactory

    code, other = RecoveryCodes.activate(person("viktor")).get_unused_codes()[:2]
    form = get_form_class(app_settings.FORMS, "authenticate", AuthenticateForm)
    mark = RecoveryCodes._mark_code_used

    def slowly(codes: Any, place: int) -> None:
        time.sleep(0.5)  # the other one has read by now
        mark(codes, place)

    def use(typed: str) -> None:
        with context.request_context(RequestFactory().post("/account/2fa/authenticate/")):
            if not form({"code": typed}, user=person("viktor")).is_valid():
                raise LookupError(typed)

    RecoveryCodes._mark_code_used = slowly
    try:
        twice = at_once(lambda: use(code), lambda: use(code))
    finally:
        RecoveryCodes._mark_code_used = mark
    return {"twice": twice, "again": at_once(lambda: use(code)), "other": at_once(lambda: use(other))}
