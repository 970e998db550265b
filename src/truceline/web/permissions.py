"""Who may ask for which address: the table of rights laid over the URL conf and the interface for programs.

docs/reference/permissions.md is written from it, and a test asks every row as every role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, get_resolver

from truceline.web.accounts.rights import OPERATIONS, Role, may
from truceline.web.api import operations
from truceline.web.opaque import opaque
from truceline.web.operations import LIBRARY_VIEWS, MACHINE, PUBLIC, SIGNED_IN

ANYBODY, NO_ROLE = "not signed in", "no role"
ROLES = (ANYBODY, NO_ROLE, *(r.value for r in Role if r.value))
CLOSED = "closed"  # what a library offers beyond our list answers 404
# The two addresses of the interface that describe it; they tell nothing of the mission.
DESCRIPTION = ("openapi-json", "api-root")


@dataclass(frozen=True)
class Row:
    """``method``: of the interface for programs; empty for a page. ``operation`` None: nobody named one."""

    method: str
    address: str
    name: str
    operation: str | None

    def open_to(self, role: str) -> bool:
        if self.operation in (None, CLOSED, MACHINE):  # a machine is let in by the settings, no person by a role
            return False
        if self.operation == PUBLIC:
            return True
        if role == ANYBODY:
            return False
        person = SimpleNamespace(is_authenticated=True, is_active=True, role="" if role == NO_ROLE else role)
        return self.operation == SIGNED_IN or may(person, str(self.operation))


def matrix() -> list[Row]:
    """A row for every address that the URL conf or the interface's description knows; none is left out."""
    pages = [Row("", address, pattern.name or "", _operation(pattern)) for address, pattern in addresses()]
    return sorted(pages, key=lambda r: (r.operation == CLOSED, r.address)) + list(_interface())


def addresses() -> Iterator[tuple[str, Any]]:
    """(address, pattern) of everything in the URL conf, libraries included, the interface for programs apart."""

    def walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
        for one in patterns:
            if isinstance(one, URLPattern):
                yield before + str(one.pattern), one
            elif getattr(one, "namespace", None) != "api":
                yield from walk(one.url_patterns, before + str(one.pattern))

    yield from walk(get_resolver().url_patterns, "/")


def _operation(pattern: Any) -> str | None:
    named = getattr(pattern.callback, "operation", None)
    if named is not None:
        return str(named) if named in {*OPERATIONS, MACHINE, PUBLIC, SIGNED_IN} else None
    if pattern.callback.__module__.startswith("truceline."):
        return None
    return LIBRARY_VIEWS.get(pattern.name or "", CLOSED)


def _interface() -> Iterator[Row]:
    for pattern in next(p for p in get_resolver().url_patterns if getattr(p, "namespace", None) == "api").url_patterns:
        if pattern.name in DESCRIPTION:
            yield Row("GET", f"/api/{pattern.pattern}", pattern.name, PUBLIC)
    for path, operation in operations():
        named = getattr(operation.view_func, "operation", None)
        for method in operation.methods:
            yield Row(method, f"/api{path}", operation.view_func.__name__, named if named in OPERATIONS else None)


def example(address: str) -> str:
    """The address with something in the place of each parameter."""
    named = re.sub(r"<opaque:[^>]+>", "OPAQUE", address)
    named = re.sub(r"<[^>]+>|\(\?P[^)]*\)|[\^$]|\\Z|{[^}]+}", "1", named).replace("11", "1")
    return named.replace("OPAQUE", opaque(1))


def page() -> str:
    """docs/reference/permissions.md."""
    lines = [
        "# Who may ask for which address",
        "",
        "Written from the code by `make docs`: the table of rights (`web/accounts/rights.py`) laid over the URL conf",
        "and the interface for programs. A test asks every row as every role. To be let in to an address says nothing",
        "of what is seen there: a page shows only rows of `visible_to(person)`, and each step asks for its own right",
        "besides ([mission-service.md](../methods/mission-service.md#roles)).",
        "",
        "● yes; · no. *signed_in*: about themselves only. *machine*: let in by the settings, absent to everybody else.",
    ]
    rows = matrix()
    for title, some in (
        ("Pages", [r for r in rows if not r.method and r.operation != CLOSED]),
        ("Interface for programs", [r for r in rows if r.method]),
    ):
        heads = " | ".join(role.replace("_", " ") for role in ROLES)
        lines += ["", f"## {title}", "", f"| address | operation | {heads} |", "|---" * (len(ROLES) + 2) + "|"]
        for r in some:
            marks = " | ".join("●" if r.open_to(role) else "·" for role in ROLES)
            lines.append(f"| `{f'{r.method} ' if r.method else ''}{r.address}` | {r.operation} | {marks} |")
    closed = sum(r.operation == CLOSED for r in rows)
    lines += [
        "",
        "## Closed",
        "",
        f"{closed} further addresses that the libraries bring along answer 404 to everybody.",
    ]
    return "\n".join(lines) + "\n"
