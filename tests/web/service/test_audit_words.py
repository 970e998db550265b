"""The log notices whoever changes what people said and decided, around the application and without its triggers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import issued, settle


@pytest.fixture
def case(settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]) -> Any:
    """A case with a question, an answer that was let out, a dissent, a reopening and steps on many."""
    from truceline.web.casework import question_actions as asked
    from truceline.web.casework.list_actions import step_on_many
    from truceline.web.casework.models import Incident, Question, Reply

    delay(0)
    others = Incident.objects.filter(state="reported", compartment=None).exclude(pk=filed.pk)[:2]
    for step in ("triage", "take"):
        step_on_many(settled("miro"), step, [(i.pk, Incident.objects.get(pk=i.pk).version) for i in others])
    issued(settled, filed)
    version = Incident.objects.get(pk=filed.pk).version
    asked.put_question(settled("olga"), filed.pk, version, "government", "Who? Example.")
    question = Question.objects.get(incident=filed)
    asked.answer(settled("gamal"), question.pk, "Not we. Example.")
    asked.release_answer(settled("olga"), Reply.objects.get(question=question).pk)
    asked.dissent(settled("miro"), filed.pk, "", "I see it otherwise. Example.")
    settle()
    return Incident.objects.get(pk=filed.pk)


def without_triggers(statement: str, *values: Any) -> None:
    """As somebody who owns the database does it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)


def breaks() -> list[str]:
    from truceline.web.audit.rows import changed_rows

    return list(changed_rows())


def test_an_untouched_case_holds(case: Any, settled: Callable[[str], Any]) -> None:
    """Reopened as well, with regrouping, corrections and whatever else the steps of other tests leave."""
    from tests.web.service.cases import advance

    assert breaks() == []
    advance(settled("vera"), case, "move", "under_verification", "A further look. Example.")
    settle()
    assert breaks() == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE casework_reply SET text = 'It was we.'", "the reply that it tells of was changed"),
        ("DELETE FROM casework_dissent", "the dissent that it tells of was changed"),
        ("UPDATE casework_question SET text = 'Nothing.'", "the question that it tells of was changed"),
        ("UPDATE casework_event SET by = 'viktor' WHERE kind = 'proposed'", "proposed by viktor"),
        ("DELETE FROM casework_event WHERE kind = 'dissent'", "does not tell it (dissent)"),
        ("UPDATE casework_incident SET state = 'closed' WHERE state = 'answered'", "says closed; by the log"),
        ("UPDATE casework_incident SET standard_of_proof = 'x' WHERE conclusion <> ''", "conclusion is verified x"),
        ("UPDATE casework_incident SET conclusion = 'verified' WHERE state = 'reported'", "conclusion is verified"),
    ],
)
def test_what_is_changed_around_the_application_is_named(case: Any, statement: str, told: str) -> None:
    without_triggers("DELETE FROM casework_releasedanswer")
    without_triggers(statement)
    assert any(told in line for line in breaks()), breaks()
