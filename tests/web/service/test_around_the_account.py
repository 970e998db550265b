"""What a person changes about the ways in is in the log, and a way in is in no log line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest


def told(action: str) -> list[tuple[str, str]]:
    from truceline.web.audit.models import Entry

    return list(Entry.objects.filter(action=action).order_by("seq").values_list("actor", "target_id"))


def test_a_changed_password_is_in_the_log(db: Any) -> None:
    """Sessions elsewhere end with it."""
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/account/login/", {"login": "vera", "password": "merrowan-exercise"})
    form = {
        "oldpassword": "merrowan-exercise",
        "password1": "a long enough phrase",
        "password2": "a long enough phrase",
    }
    here.post("/account/password/change/", form)
    assert told("change_password") == [("vera", "vera")]
    assert here.get("/me/").status_code == 200 and elsewhere.get("/me/").status_code == 302
    cache.clear()


def test_second_factors_and_ended_sessions_are_in_the_log(db: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
    from django.core.cache import cache
    from django.test import Client

    from truceline.web.accounts.models import User

    cache.clear()
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/account/login/", {"login": "vera", "password": "merrowan-exercise"})
        client.get("/me/")
    here.post("/account/sessions/", {})
    assert told("end_sessions") == [("vera", "vera")] and elsewhere.get("/me/").status_code == 302
    vera = User.objects.get(username="vera")
    factor = Authenticator(user=vera, type=Authenticator.Type.TOTP)
    for signal in (authenticator_added, authenticator_reset, authenticator_removed):
        signal.send(sender=Authenticator, request=None, user=vera, authenticator=factor)
    for action in ("add_second_factor", "renew_second_factor", "remove_second_factor"):
        assert told(action) == [("vera", "vera")]
    cache.clear()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invitation_is_in_no_log_line(
    signed_in: Callable[[str], Any], caplog: pytest.LogCaptureFixture, method: str
) -> None:
    """A form that came without its cookie is refused, and the library writes the address of what it refused."""
    from django.test import Client

    from truceline.web.log_lines import JsonLines

    secret = signed_in("ada").post("/people/", {"role": "monitor"}).context["link"].rsplit("/", 2)[1]
    with caplog.at_level(logging.WARNING):
        getattr(Client(enforce_csrf_checks=True), method)(
            f"/join/{secret}/" if method == "post" else f"/join/{secret}/x"
        )
    lines = [JsonLines().format(record) for record in caplog.records]
    assert lines and all(secret not in line for line in lines)
    assert any("/join/…/" in json.loads(line)["message"] for line in lines)
