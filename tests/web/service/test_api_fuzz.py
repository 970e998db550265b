"""The interface against its own description: Schemathesis makes requests out of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
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
EXAMPLES = 25  # of each operation
ROLES = ("miro", "rana", "olga", "sarn")


def ask(operation: Any, headers: dict[str, str]) -> set[int]:
    """Make requests for one operation and hold each answer against the document; the statuses met."""
    from django.db import transaction

    met: set[int] = set()

    @seed(20)
    @settings(
        max_examples=EXAMPLES,
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
    from django.core.wsgi import get_wsgi_application

    from tests.web.service.test_permissions import bearer

    headers = bearer(person(name))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    asked: dict[str, set[int]] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        asked[operation.label] = ask(operation, headers)
    assert len(asked) == sum(1 for _ in schema.get_all_operations()) >= 8
    assert any(200 in statuses for statuses in asked.values())
