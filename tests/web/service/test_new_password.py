"""A forgotten password: one person makes a link, another one uses it, once, and nobody comes in beside them."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

OLD, NEW = "merrowan-exercise", "a phrase that is new here"
ROLES = ["rana", "miro", "vera", "olga", "gamal", "sarn", "sefa", "outsider"]
CHOSEN = {"password": NEW, "again": NEW}


@pytest.fixture(autouse=True)
def no_lockout(db: Any) -> Any:
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


def made(by: Any, person: Any, lost: bool = False) -> str:
    from truceline.web.accounts.resets import issue_link

    return issue_link(by, person, lost)[1]


def asked(secret: str, form: Any = None) -> Any:
    from django.test import Client

    address = f"/new-password/{secret}/"
    return Client().get(address) if form is None else Client().post(address, form)


def sign_in(name: str, password: str) -> Any:
    from django.test import Client

    client = Client()
    client.post("/account/login/", {"login": name, "password": password})
    return client


def is_in(client: Any) -> bool:
    return bool(client.get("/me/").status_code == 200)


def told(action: str) -> list[tuple[str, str, dict[str, Any]]]:
    from truceline.web.audit.models import Entry

    rows = Entry.objects.filter(action=action).order_by("seq").values_list("actor", "target_id", "detail")
    return [(actor, target, json.loads(detail)) for actor, target, detail in rows]


def test_a_forgotten_password_as_two_people(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """Made on the page, shown once, used once; the old one opens nothing, the log has both steps and nothing secret."""
    from truceline.web.accounts.models import PasswordReset
    from truceline.web.audit.models import Entry
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    ada, vera = signed_in("ada"), person("vera")
    address = f"/people/{vera.pk}/"
    page = ada.post(address, {"step": "link"})
    secret = page.context["link"].rsplit("/", 2)[1]
    assert secret in page.content.decode() and secret not in ada.get(address).content.decode()
    kept = PasswordReset.objects.get()
    assert secret not in repr(vars(kept)) and len(kept.secret_hash) == 64
    assert kept.expires_at - kept.created_at < timedelta(hours=24, seconds=5)

    shown = asked(secret)
    assert shown.status_code == 200 and b"vera" in shown.content and asked(secret).status_code == 200
    assert shown["Cache-Control"] == "no-store" and shown["Referrer-Policy"] == "same-origin"
    assert asked(secret, CHOSEN).url == "/account/login/"
    assert asked(secret).status_code == asked(secret, CHOSEN | {"password": OLD}).status_code == 410
    assert not is_in(sign_in("vera", OLD)) and is_in(sign_in("vera", NEW))
    assert [t[:2] for t in told("issue_password_link")] == [("ada", "vera")]
    assert [t[:2] for t in told("choose_password")] == [("vera", "vera")]
    said = "".join(Entry.objects.values_list("detail", flat=True))
    assert secret not in said and NEW not in said
    assert [*verify().breaks, *changed_rows()] == []


@pytest.mark.parametrize("name", ROLES)
def test_only_an_administrator_makes_or_takes_back_a_link(
    signed_in: Callable[[str], Any], person: Callable[[str], Any], name: str
) -> None:
    from truceline.web.accounts import resets
    from truceline.web.accounts.models import PasswordReset

    one, hedda = person(name), person("hedda")
    waiting = made(person("ada"), hedda)
    for step in ("link", "withdraw_link"):
        assert signed_in(name).post(f"/people/{hedda.pk}/", {"step": step}).status_code == 403
    with pytest.raises(PermissionDenied):
        resets.issue_link(one, hedda)
    with pytest.raises(PermissionDenied):
        resets.withdraw_links(one, hedda)
    assert PasswordReset.objects.count() == 1 and resets.open_link(waiting)
    assert not PasswordReset.objects.visible_to(one).exists()


def test_nobody_makes_a_link_for_themselves(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """Whoever sits down at an administrator's open page does not get in for good: that takes the present password."""
    from truceline.web.accounts.models import PasswordReset

    ada = person("ada")
    client = signed_in("ada")
    assert client.post(f"/people/{ada.pk}/", {"step": "link"}).status_code == 403
    assert b'value="link"' not in client.get(f"/people/{ada.pk}/").content
    wrong = {"oldpassword": "not that one", "password1": NEW, "password2": NEW}
    client.post("/account/password/change/", wrong)
    assert not PasswordReset.objects.exists() and is_in(sign_in("ada", OLD))


def test_sessions_and_tokens_end_with_the_link_and_again_with_its_use(
    person: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    from tests.web.service.test_intake import Program

    ada, viktor = person("ada"), person("viktor")
    open_page, program, other = sign_in("viktor", OLD), Program(viktor), sign_in("miro", OLD)
    assert is_in(open_page) and program.call("GET", "/incidents").status_code == 200
    secret = made(ada, viktor)
    assert not is_in(open_page) and program.call("GET", "/incidents").status_code == 401 and is_in(other)
    assert told("issue_password_link")[0][2]["tokens_closed"] == 1
    later = Program(viktor)  # made while the link waits
    asked(secret, CHOSEN)
    assert later.call("GET", "/incidents").status_code == 401
    assert told("choose_password")[0][2]["tokens_closed"] == 1


@pytest.mark.parametrize("how", ["run out", "taken back", "another one", "closed", "reopened", "signed in", "changed"])
def test_a_link_that_ended_sets_no_password(
    person: Callable[[str], Any], signed_in: Callable[[str], Any], how: str
) -> None:
    """A day later; taken back; by a further link; with the account, also opened again; by a sign-in meanwhile."""
    from truceline.web.accounts.actions import change_person
    from truceline.web.accounts.models import PasswordReset
    from truceline.web.audit.rows import changed_rows

    ada, vera = person("ada"), person("vera")
    secret = made(ada, vera)
    if how == "run out":
        was = PasswordReset.objects.get().expires_at
        PasswordReset.objects.update(expires_at=was - timedelta(hours=24, seconds=1))
    elif how == "taken back":
        page = signed_in("ada").post(f"/people/{vera.pk}/", {"step": "withdraw_link"}, follow=True)
        assert b"lets nobody in any more" in page.content
        assert (
            b"was used or has run out"
            in signed_in("ada").post(page.request["PATH_INFO"], {"step": "withdraw_link"}).content
        )
    elif how == "another one":
        made(ada, vera)
    elif how in ("closed", "reopened"):
        for active in (False, True)[: 1 + (how == "reopened")]:
            change_person(ada, vera, role="verifier", active=active, compartments=[])
    elif how == "signed in":
        assert is_in(sign_in("vera", OLD)) and told("lapse_password_link")[0][0] == "vera"
    else:
        here = signed_in("vera")
        here.post("/account/password/change/", {"oldpassword": OLD, "password1": NEW + "1", "password2": NEW + "1"})
    before = person("vera").password
    for answer in (asked(secret), asked(secret, CHOSEN)):
        assert answer.status_code == 410 and b"vera" not in answer.content
    assert person("vera").password == before and told("choose_password") == []
    assert how == "run out" or list(changed_rows()) == []


def test_a_closed_account_gets_no_link(person: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    from truceline.web.accounts.actions import change_person

    ada, vera = person("ada"), person("vera")
    change_person(ada, vera, role="verifier", active=False, compartments=[])
    with pytest.raises(ValidationError):
        made(ada, vera)
    page = signed_in("ada").post(f"/people/{vera.pk}/", {"step": "link"})
    assert b"Open it first" in page.content and page.context["link"] is None


@pytest.mark.parametrize(
    "form", [{"password": "short", "again": "short"}, {"password": NEW, "again": NEW + "x"}, {}, {"password": NEW}]
)
def test_a_password_that_is_refused_uses_nothing_up(person: Callable[[str], Any], form: dict[str, str]) -> None:
    secret = made(person("ada"), person("vera"))
    answer = asked(secret, form)
    assert answer.status_code == 200 and b'role="alert"' in answer.content and NEW.encode() not in answer.content
    assert asked(secret, CHOSEN).status_code == 302


@pytest.mark.parametrize("lost", [False, True])
def test_the_second_factor_is_asked_for_unless_it_was_said_to_be_lost(
    person: Callable[[str], Any], signed_in: Callable[[str], Any], lost: bool
) -> None:
    """A new password alone lets nobody in; what was taken out is in the log."""
    from allauth.mfa.models import Authenticator

    vera = person("vera")
    address = f"/people/{vera.pk}/"
    assert b"without_second_factor" not in signed_in("ada").get(address).content
    Authenticator.objects.create(user=vera, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    page = signed_in("ada").post(address, {"step": "link"} | ({"without_second_factor": "on"} if lost else {}))
    assert b"without_second_factor" in page.content and Authenticator.objects.filter(user=vera).exists()
    asked(page.context["link"].rsplit("/", 2)[1], CHOSEN)
    client = sign_in("vera", NEW)
    assert is_in(client) == lost
    assert Authenticator.objects.filter(user=vera).exists() != lost
    assert told("choose_password")[0][2].get("second_factors_removed") == (["totp"] if lost else None)
    if not lost:
        assert client.get("/me/").url.startswith("/account/login/")
        assert client.get("/account/2fa/authenticate/").status_code == 200


def test_attempts_with_the_forgotten_password_do_not_keep_the_new_one_out(person: Callable[[str], Any]) -> None:
    for _ in range(6):
        sign_in("vera", "what was it")
    assert not is_in(sign_in("vera", OLD))
    asked(made(person("ada"), person("vera")), CHOSEN)
    assert is_in(sign_in("vera", NEW))


def test_the_door_says_whom_to_ask(db: Any) -> None:
    from django.test import Client

    page = Client().get("/account/login/").content.decode()
    assert "Forgot your password?" in page and "No mail is sent" in page
    assert Client().get("/account/password/reset/").status_code == 404


def test_a_link_is_in_no_log_line(person: Callable[[str], Any], caplog: pytest.LogCaptureFixture) -> None:
    from django.test import Client

    from truceline.web.log_lines import JsonLines

    secret = made(person("ada"), person("vera"))
    with caplog.at_level(logging.WARNING):
        Client(enforce_csrf_checks=True).post(f"/new-password/{secret}/", CHOSEN)
        Client().get(f"/new-password/{secret}/x")
    lines = [JsonLines().format(record) for record in caplog.records]
    assert len(lines) >= 2 and all(secret not in line for line in lines)


def test_in_browsers_one_hands_it_over_and_the_other_comes_in(visit: Callable[..., Any]) -> None:
    """An administrator at a desk, somebody with an Arabic phone; the exercise's password is set again at the end."""
    ada = visit("ada")
    base = re.sub(r"/(people|log).*", "", ada.url)
    ada.goto(f"{base}/people/")
    ada.click("tbody a:has-text('hedda')")
    ada.click("#password-link button")
    link = ada.inner_text("#link").strip()
    ada.goto(ada.url)
    assert ada.locator("#link").count() == 0 and ada.locator("button[value=withdraw_link]").count() == 1
    hedda = visit(None, "ar", 375)
    hedda.goto(link)
    assert hedda.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for name in ("#password", "#again"):
        hedda.fill(name, OLD)
    hedda.click("button.main")
    hedda.wait_for_url("**/account/login/")
    hedda.fill("#id_login", "hedda")
    hedda.fill("#id_password", OLD)
    hedda.click("button.main")
    hedda.wait_for_url(re.compile(r"^(?!.*/account/login/)"))
    ada.goto(f"{base}/log/")
    assert "made a link to a new password" in ada.inner_text("main")
