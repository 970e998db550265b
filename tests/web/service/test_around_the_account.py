"""What a person changes about the ways in is in the log, and a way in is in no log line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied


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


def test_the_address_above_the_accounts_pages_leads_to_ones_own(signed_in: Callable[[str], Any]) -> None:
    """The library leads from there to addresses of mail, which are closed here."""
    from django.test import Client

    answer = signed_in("miro").get("/account/", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/me/", 302)])
    assert Client().get("/account/").headers["Location"].startswith("/account/login/")


def test_many_made_up_names_end_no_lockout(db: Any) -> None:
    """What counts failed attempts and used codes stays, however much else is counted meanwhile."""
    from django.core.cache import cache

    cache.set("an-attempt-counted", 5, 900)
    for n in range(700):
        cache.set(f"made-up-{n}", 1, 900)
    assert cache.get("an-attempt-counted") == 5


def test_a_change_of_role_holds_at_once(signed_in: Any, person: Any) -> None:
    """In open sessions and for tokens: a verifier who becomes a guarantor reads what a guarantor reads, and a closed
    account nothing; a liaison who was left in the circle of sources hands in to the party's own."""
    from tests.web.service.test_intake import Program
    from truceline.web.accounts.actions import change_person
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import compartment_of

    ada, viktor = person("ada"), person("viktor")
    open_page, program = signed_in("viktor"), Program(viktor)
    incident = Incident.objects.first()
    assert incident is not None and open_page.get(f"/incidents/{incident.pk}/").status_code == 200
    change_person(ada, viktor, role="guarantor", active=True, compartments=[])
    assert open_page.get(f"/incidents/{incident.pk}/").status_code == 404
    assert open_page.get("/reports/").status_code == 403
    assert program.call("GET", "/incidents").json() == {"incidents": [], "next": None}
    assert [program.call("GET", a).status_code for a in ("/reports", "/places?name=Osk")] == [403, 403]
    change_person(ada, viktor, role="verifier", active=False, compartments=[])
    assert (open_page.get("/incidents/").status_code, program.call("GET", "/incidents").status_code) == (302, 401)

    gamal = person("gamal")
    own = gamal.compartment_names()
    change_person(ada, gamal, role="party_liaison", active=True, compartments=[*own, "sources"])
    assert own and compartment_of(gamal, None) == own[0]
    change_person(ada, gamal, role="party_liaison", active=True, compartments=["sources"])
    with pytest.raises(PermissionDenied):
        compartment_of(gamal, None)


def test_a_session_does_not_outlive_a_closed_account(signed_in: Callable[[str], Any], person: Any) -> None:
    """Closed and opened again, the person signs in anew: whoever held the session before holds it no more."""
    from truceline.web.accounts.actions import change_person

    vera, ada = signed_in("vera"), person("ada")
    assert vera.get("/me/").status_code == 200
    for active in (False, True):
        change_person(ada, person("vera"), role="verifier", active=active, compartments=["sources"])
        assert vera.get("/me/").status_code == 302


def test_the_code_that_set_up_a_second_factor_is_used(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads it over a shoulder does not sign in with it; the next one is good."""
    import time

    from allauth.mfa.totp.internal import auth
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    moment = [time.time()]
    monkeypatch.setattr(auth.time, "time", lambda: moment[0])

    def code() -> str:
        return str(auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())))))

    def sign_in() -> Any:
        client = Client()
        client.post("/account/login/", {"login": "vera", "password": "merrowan-exercise"})
        client.post("/account/2fa/authenticate/", {"code": code()})
        return client.get("/me/").status_code

    here = Client()
    here.post("/account/login/", {"login": "vera", "password": "merrowan-exercise"})
    here.post("/account/reauthenticate/", {"password": "merrowan-exercise"})
    assert here.get("/account/2fa/totp/activate/").status_code == 200
    secret = here.session[auth.SECRET_SESSION_KEY]
    assert here.post("/account/2fa/totp/activate/", {"code": code()}).status_code == 302
    assert sign_in() == 302
    moment[0] += 30
    assert (sign_in(), sign_in()) == (200, 302)
    cache.clear()


def test_what_a_closed_account_had_stays_closed(person: Any, signed_in: Any) -> None:
    """Opened again, neither a token nor a session of before works; the log holds that they were closed. Nor does a
    token that was left open when an earlier release closed the account."""
    from tests.web.service.test_intake import Program
    from truceline.web.accounts.actions import change_person
    from truceline.web.accounts.models import Token, User
    from truceline.web.audit.models import Entry
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    ada, viktor = person("ada"), person("viktor")
    program, page = Program(viktor), signed_in("viktor")
    assert program.call("GET", "/incidents").status_code == page.get("/me/").status_code == 200
    for active in (False, True):
        change_person(ada, viktor, role="verifier", active=active, compartments=["sources"])
        assert program.call("GET", "/incidents").status_code == 401 and page.get("/me/").status_code == 302
    closed = json.loads(Entry.objects.filter(action="change_person").order_by("seq")[:1].get().detail)
    assert closed["tokens_closed"] == 1 and list(closed["bound"]["accounts_token"]) == [str(Token.objects.get().pk)]
    fresh = Program(viktor)
    assert fresh.call("GET", "/incidents").status_code == 200
    User.objects.filter(pk=viktor.pk).update(is_active=False)
    change_person(ada, viktor, role="verifier", active=True, compartments=["sources"])
    assert fresh.call("GET", "/incidents").status_code == 401
    assert [*verify().breaks, *changed_rows()] == []


def test_where_one_is_signed_in_fits_a_phone(db: Any) -> None:
    """Rows that stack, each cell with its label; the one that looks is marked; what a browser calls itself is text."""
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    here, elsewhere = Client(), Client(headers={"User-Agent": "<script>Example</script>"})
    for client in (elsewhere, here):
        client.post("/account/login/", {"login": "vera", "password": "merrowan-exercise"})
        client.get("/me/")
    page = here.get("/account/sessions/").content.decode()
    assert page.count('<th scope="row">') == 2 and page.count('<span class="chip">this one</span>') == 1
    assert 'class="frame gap stack"' in page and page.count("data-l=") == 6
    assert "<script>Example" not in page and "&lt;script&gt;Example" in page
    here.post("/account/sessions/")
    assert (
        elsewhere.get("/me/").status_code == 302
        and "Sign out everywhere else" not in here.get("/account/sessions/").content.decode()
    )
    cache.clear()
