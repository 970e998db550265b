"""Every address and every operation of the interface for every role: asked, and as the reference page says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.service.test_rights import ROOT_OF_DOCS

NOBODYS = ("not signed in", "no role")


def person_of(role: str) -> Any:
    """Somebody of a role, in no compartment."""
    from truceline.web.accounts.models import User

    made, _ = User.objects.get_or_create(username=f"of-{role.replace(' ', '-')}")
    made.role, made.party = ("" if role in NOBODYS else role), "government" if role == "party_liaison" else ""
    made.save()
    return made


def bearer(person: Any) -> dict[str, str]:
    """A token that may do everything, whatever its person may."""
    from datetime import timedelta

    from truceline.web.accounts.actions import hashed
    from truceline.web.accounts.models import Token
    from truceline.web.accounts.rights import SCOPES
    from truceline.web.clock import now

    Token.objects.get_or_create(
        secret_hash=hashed(f"tl_{person.username}"),
        defaults={"user": person, "label": "test", "scopes": list(SCOPES), "expires_at": now() + timedelta(days=400)},
    )
    return {"Authorization": f"Bearer tl_{person.username}"}


def test_no_address_is_without_a_row_and_none_without_an_operation(db: Any) -> None:
    """The page holds a line for each row, and each row names an operation of the table of rights. Run: make docs"""
    from truceline.web import permissions

    rows = permissions.matrix()
    assert [f"{r.method} {r.address}" for r in rows if r.operation is None] == []
    assert len(rows) == len(list(permissions.addresses())) + sum(bool(r.method) for r in rows)
    written = (ROOT_OF_DOCS / "reference" / "permissions.md").read_text(encoding="utf-8")
    assert written == permissions.page(), "docs/reference/permissions.md is out of date. Run: make docs"


def test_an_address_that_names_no_operation_is_found(db: Any, monkeypatch: Any) -> None:
    """A view without its mark has a row without an operation, and is open to nobody."""
    from django.urls import get_resolver, path

    from truceline.web import permissions

    def forgotten(request: Any) -> None: ...

    forgotten.__module__ = "truceline.web.forgotten"
    monkeypatch.setattr(get_resolver(), "url_patterns", [*get_resolver().url_patterns, path("new/", forgotten)])
    row = next(r for r in permissions.matrix() if r.address == "/new/")
    assert row.operation is None and not any(row.open_to(role) for role in permissions.ROLES)


def test_every_page_as_every_role(db: Any) -> None:
    """403, or the door, exactly where the matrix says no; 404 for everybody where a library's address is closed."""
    from django.test import Client

    from truceline.web import permissions
    from truceline.web.operations import MACHINE

    asked = 0
    for role in permissions.ROLES:
        client = Client(raise_request_exception=False)
        if role != permissions.ANYBODY:
            client.force_login(person_of(role))
        for row in (r for r in permissions.matrix() if not r.method and r.name != "account_logout"):
            status = client.get(permissions.example(row.address)).status_code
            if row.operation in (permissions.CLOSED, MACHINE):
                assert status == 404, f"{role} {row.address}: {status}"
            elif row.open_to(role):
                assert status in (200, 302, 400, 404, 405, 410), f"{role} {row.address}: {status}"
            else:
                assert status == (302 if role == permissions.ANYBODY else 403), f"{role} {row.address}: {status}"
            asked += 1
    assert asked > 500


def test_every_operation_of_the_interface_as_every_role(db: Any) -> None:
    """401 without a token, 403 exactly where the matrix says no, before anything else of the request is looked at."""
    from django.test import Client

    from truceline.web import permissions

    for role in permissions.ROLES:
        headers = {} if role == permissions.ANYBODY else bearer(person_of(role))
        for row in (r for r in permissions.matrix() if r.method and r.operation != "public"):
            path = permissions.example(row.address)
            status = Client().generic(row.method, path, "{}", "application/json", headers=headers).status_code
            if role == permissions.ANYBODY:
                assert status == 401, row
            else:
                assert (status == 403) != row.open_to(role), f"{role} {row.method} {row.address}: {status}"


def test_the_description_knows_the_same_operations(db: Any) -> None:
    """What the OpenAPI document describes is what the matrix holds, and each says how it refuses."""
    from django.test import Client

    from truceline.web import permissions

    described = Client().get("/api/openapi.json").json()["paths"]
    told = {(m.upper(), p) for p, methods in described.items() for m in methods}
    assert told == {(r.method, r.address) for r in permissions.matrix() if r.method and r.operation != "public"}
    for methods in described.values():
        for operation in methods.values():
            assert {"401", "403", "422"} <= set(operation["responses"]) and operation["security"]


def test_a_token_does_no_more_than_its_scopes(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """Made on the page for reading only: reading works, handing in is 403 with a code that says so."""
    from django.test import Client

    client = signed_in("miro")
    page = client.post("/me/tokens/", {"label": "reader", "scopes": ["report.read"]})
    headers = {"Authorization": f"Bearer {page.context['secret']}"}
    assert Client().get("/api/reports", headers=headers).status_code == 200
    refused = Client().get("/api/incidents", headers=headers)
    assert refused.status_code == 403 and refused.json()["problems"][0]["code"] == "E-WEB-080"
    assert client.post("/me/tokens/", {"label": "nothing"}).context["secret"] is None
