"""Deny by default: every address names its operation, and each role sees what is meant for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT_OF_DOCS = Path(__file__).resolve().parents[3] / "docs"
NAMES = ["rana", "miro", "vera", "olga", "gamal", "sarn", "sefa", "ada", "outsider"]


def addresses() -> Iterator[tuple[str, Any]]:
    """(address, view) of everything in the URL conf, libraries included, the interface for programs apart."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
        for one in patterns:
            if isinstance(one, URLPattern):
                yield before + str(one.pattern), one
            elif getattr(one, "namespace", None) != "api":
                yield from walk(one.url_patterns, before + str(one.pattern))

    yield from walk(get_resolver().url_patterns, "")


def test_every_own_address_names_a_known_operation(service: Path) -> None:
    """No view of ours is unmarked, and each operation it names is one that the table of rights knows."""
    from truceline.web.accounts.rights import OPERATIONS
    from truceline.web.operations import MACHINE, PUBLIC, SIGNED_IN

    own = [(a, p) for a, p in addresses() if p.callback.__module__.startswith("truceline.")]
    assert len(own) > 10
    for address, pattern in own:
        named = getattr(pattern.callback, "operation", None)
        assert named in {*OPERATIONS, MACHINE, PUBLIC, SIGNED_IN}, f"{address} names {named}"


def test_what_libraries_offer_beyond_the_list_is_closed(signed_in: Callable[[str], Any]) -> None:
    """Sign-up, change of e-mail and password by mail exist in the library and answer 404 here."""
    from truceline.web.operations import LIBRARY_VIEWS

    client, closed = signed_in("ada"), 0
    for address, pattern in addresses():
        if not pattern.callback.__module__.startswith("truceline.") and pattern.name not in LIBRARY_VIEWS:
            path = "/" + re.sub(r"<[^>]+>|\(\?P[^)]*\)|[\^$]", "1", address)
            assert client.get(path).status_code == 404, path
            closed += 1
    assert closed > 5


def test_every_operation_for_every_role(signed_in: Callable[[str], Any]) -> None:
    """Each address without parameters, as each person: 403 exactly where the table of rights says no."""
    from truceline.web.accounts.rights import may

    own = [
        (f"/{a}", p.callback.operation)
        for a, p in addresses()
        if p.callback.__module__.startswith("truceline.") and "<" not in a
    ]
    for name in NAMES:
        client = signed_in(name)
        user = client.get("/me/").context["user"]
        for path, operation in own:
            if operation in ("public", "signed_in", "machine"):
                continue
            allowed = client.get(path).status_code != 403
            assert allowed == may(user, operation), f"{name} {path} {operation}"


def test_nobody_signed_out_gets_beyond_the_door(db: Path) -> None:
    """Signed out, every page leads to the door, is public by its mark, or is closed until the settings open it."""
    from django.test import Client

    for address, pattern in addresses():
        if pattern.callback.__module__.startswith("truceline.") and "<" not in address:
            status = Client().get(f"/{address}").status_code
            assert status == {"public": 200, "machine": 404}.get(pattern.callback.operation, 302), address


def test_reports_are_seen_by_whom_they_concern(person: Callable[[str], Any]) -> None:
    """Owner, colleague, party, outsider: a report in a compartment is seen inside it and nowhere else."""
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Report

    raw = {"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": "Example."}
    closed = submit_report(person("gamal"), raw, "key-of-gamal").reports.get()
    opened = submit_report(person("rana"), raw, "key-of-rana-1").reports.get()
    assert closed.compartment == "government" and opened.compartment is None

    def seen(name: str) -> set[str]:
        return set(Report.objects.visible_to(person(name)).values_list("pk", flat=True))

    assert seen("gamal") == {closed.pk}
    assert seen("rana") == {opened.pk}
    assert opened.pk in seen("miro") and closed.pk not in seen("miro")
    for name in ("hedda", "sarn", "ada", "outsider"):
        assert seen(name) == set(), name


def test_source_identities_are_a_compartment_of_their_own(
    person: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """A verifier let into it sees who told it, and the log says so; another verifier and the sender do not."""
    from truceline.web.audit.models import Entry
    from truceline.web.intake.actions import submit_report

    raw = {"occurred_from": "2030-05-01T10:00", "act": "shelling"}
    report = submit_report(person("rana"), raw, "key-told-by", told_by={"name": "An example source"}).reports.get()
    address = f"/reports/{report.pk}/source/"
    assert b"An example source" in signed_in("vera").post(address).content
    last = Entry.objects.order_by("-seq").first()
    assert (last.actor, last.target_type, last.target_id) == ("vera", "source_identity", report.pk)
    assert signed_in("viktor").post(address).status_code == 404
    assert signed_in("rana").post(address).status_code == 403
    assert b"An example source" not in signed_in("vera").get(f"/reports/{report.pk}/").content


def test_five_wrong_passwords_lock_the_account(db: Path) -> None:
    """The sixth attempt is refused although its password is right; other people still get in; failures are logged."""
    from django.core.cache import cache
    from django.test import Client

    from truceline.web.accounts.models import User
    from truceline.web.audit.models import Entry

    cache.clear()

    def attempt(name: str, password: str) -> bool:
        client = Client()
        client.post("/account/login/", {"login": name, "password": password})
        return "_auth_user_id" in client.session

    assert attempt("vera", "merrowan-exercise")
    for _ in range(5):
        assert not attempt("viktor", "wrong-password-here")
    assert not attempt("viktor", "merrowan-exercise")
    assert attempt("miro", "merrowan-exercise")
    told = Entry.objects.filter(action="sign_in_failed")
    assert told.filter(target_id=str(User.objects.get(username="viktor").pk)).count() >= 5
    cache.clear()


def test_what_was_typed_at_the_door_is_in_no_log(db: Path, caplog: Any) -> None:
    """In haste people type a password into the name: a known account is named by its number, nothing else at all."""
    from django.core.cache import cache
    from django.test import Client

    from truceline.web.accounts.models import User
    from truceline.web.audit.models import Entry

    cache.clear()
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    with caplog.at_level("DEBUG"):
        for name in ("a-secret-phrase", "VERA", "vera a-secret-phrase", ""):
            Client().post("/account/login/", {"login": name, "password": "another-secret"})
    said = [f"{e.actor} {e.action} {e.target_id} {e.detail}" for e in Entry.objects.filter(seq__gt=last)]
    assert len(said) == 3 and not any("secret" in line for line in said), said
    numbers = list(Entry.objects.filter(seq__gt=last).order_by("seq").values_list("target_id", flat=True))
    assert numbers == ["", str(User.objects.get(username="vera").pk), ""]
    assert not any("secret" in record.getMessage() for record in caplog.records)
    cache.clear()


def test_an_invitation_lets_one_person_in_once(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """Its link makes an account of the promised role and compartments, and is spent; weak passwords are refused."""
    from django.test import Client

    page = signed_in("ada").post("/people/", {"role": "verifier", "compartments": ["sources"]})
    secret = page.context["link"].rsplit("/", 2)[1]
    asked = {"username": "nadim", "display_name": "Nadim", "password": "short"}
    assert b'role="alert"' in Client().post(f"/join/{secret}/", asked).content
    asked["password"] = "a long enough phrase"
    assert Client().post(f"/join/{secret}/", asked).status_code == 302
    made = person("nadim")
    assert (made.role, made.compartment_names()) == ("verifier", ["sources"])
    assert Client().get(f"/join/{secret}/").status_code == 410
    assert Client().post(f"/join/{secret}/", {**asked, "username": "other"}).status_code == 410


def test_nobody_changes_their_own_rights(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """An administrator changes others, never themselves; a closed account is out at once."""
    ada, viktor = signed_in("ada"), signed_in("viktor")
    assert ada.post(f"/people/{person('ada').pk}/", {"role": "verifier", "active": "on"}).status_code == 403
    assert viktor.get("/reports/").status_code == 200
    ada.post(f"/people/{person('viktor').pk}/", {"role": "verifier"})
    assert viktor.get("/reports/").status_code == 302


def test_headers_allow_no_inline_script_and_no_other_host(signed_in: Callable[[str], Any]) -> None:
    """The policy of every answer, and pages that are not kept by caches."""
    for path in ("/me/", "/nowhere/", "/account/login/"):
        answer = signed_in("ada").get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert "no-store" in answer["Cache-Control"]


def test_no_page_is_read_by_trace(signed_in: Callable[[str], Any]) -> None:
    """A way to read that skips the check of forms: 405 on pages and in the interface, where it is coded."""
    for address in ("/reports/", "/incidents/", "/me/", "/health", "/account/login/"):
        assert signed_in("miro").trace(address).status_code == 405, address
    answer = signed_in("miro").trace("/api/reports")
    assert answer.status_code == 405 and answer.json()["problems"][0]["code"] == "E-WEB-082"


@pytest.mark.parametrize(("proxies", "shut_out"), [(0, True), (1, False)])
def test_behind_a_proxy_one_does_not_shut_everybody_out(
    db: Path, settings_of: Callable[..., None], proxies: int, shut_out: bool
) -> None:
    """Wrong passwords for made-up names through a proxy that is counted end the attempts of their sender alone,
    whatever addresses the sender puts before its own; an uncounted header is nobody's word."""
    from django.core.cache import cache
    from django.test import Client

    from tests.web.service.conftest import PASSWORD

    cache.clear()
    settings_of(ALLAUTH_TRUSTED_PROXY_COUNT=proxies, ACCOUNT_RATE_LIMITS={"login_failed": "5/15m/key,6/15m/ip"})

    def sign_in(login: str, password: str, told: str) -> Any:
        client = Client(headers={"X-Forwarded-For": told})
        client.post("/account/login/", {"login": login, "password": password})
        return client.get("/me/").status_code

    for n in range(7):
        sign_in(f"nobody-{n}", "wrong", f"198.51.100.{n}, 203.0.113.7")
    assert sign_in("vera", PASSWORD, "203.0.113.7") == 302
    assert sign_in("miro", PASSWORD, "192.0.2.9") == (302 if shut_out else 200)
    cache.clear()
