"""The interface against its own description: Schemathesis makes requests out of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import missing

try:
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as described
except ImportError:  # pragma: no cover
    missing("schemathesis is not installed: pip install -e '.[dev]'")

CHECKS = [
    not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_headers_conformance,
    described.response_schema_conformance,
]
EXAMPLES, ON_POSTGRESQL = 25, 3  # of each operation
ROLES = ("miro", "rana", "olga", "sarn")


def asked_of(headers: dict[str, str], examples: int) -> dict[str, set[int]]:
    """The statuses met at each operation, of so many requests each."""
    from django.core.wsgi import get_wsgi_application

    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    operations = [result.ok() for result in schema.get_all_operations()]
    return {operation.label: ask(operation, headers, examples) for operation in operations}


def ask(operation: Any, headers: dict[str, str], examples: int) -> set[int]:
    """Make requests for one operation and hold each answer against the document; the statuses met."""
    from django.db import transaction

    met: set[int] = set()

    @seed(20)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def once(case: Any) -> None:
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        met.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    once()
    return met


@pytest.fixture
def one_connection(db: Any) -> Iterator[None]:
    """Requests leave the connection open, in which all that a test writes is taken back."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize("name", ROLES)
def test_every_answer_is_as_described(one_connection: None, person: Any, name: str) -> None:
    """No answer of 500; only statuses, types of content and bodies that the document states; seeded and bounded."""
    from tests.web.service.test_permissions import bearer

    asked = asked_of(bearer(person(name)), EXAMPLES)
    assert len(asked) >= 8 and any(200 in statuses for statuses in asked.values())


@pytest.mark.slow
def test_on_postgresql_too(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind the second wall, as the server's own role: what it refuses late is no fault of the server either."""
    from tests.web.service.test_postgres import told_by

    monkeypatch.setenv("EXAMPLES", str(ON_POSTGRESQL))
    told = told_by("postgres_fuzz.py", tmp_path, postgres)
    assert told["wrong"] == {} and set(told["met"]) == set(ROLES)
    for name, asked in told["met"].items():
        assert any(200 in statuses for statuses in asked.values()), name
