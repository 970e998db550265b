"""Reading questions: on the page of an incident, as a list by due date, and what an incident still waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import OUTSIDE
from truceline.web.casework.models import Dissent, Incident, Question, ReleasedAnswer, Reply, released_until
from truceline.web.casework.question_models import QuestionState
from truceline.web.clock import now

WAITING = (QuestionState.OPEN, QuestionState.OVERDUE)


@dataclass
class Asked:
    """A question with ``state`` and ``due`` as of a moment, and what was replied by then."""

    question: Any
    replies: list[Reply] = field(default_factory=list)

    @property
    def answers(self) -> list[Reply]:
        return [r for r in self.replies if r.kind == "answer"]

    @property
    def waits(self) -> bool:
        return self.question.state in WAITING


def asked(user: User, questions: Any, moment: datetime) -> list[Asked]:
    """Questions that a person may see, each with its replies by ``moment``; those that wait first, by due date."""
    rows = {q.pk: Asked(q) for q in questions.stated(moment).select_related("put_by")}
    replies = Reply.objects.visible_to(user).filter(question__in=list(rows), at__lte=moment)
    for reply in replies.select_related("by", "release").order_by("at", "pk"):
        rows[reply.question_id].replies.append(reply)
    return sorted(rows.values(), key=lambda a: (not a.waits, a.question.due, a.question.pk))


def of_incident(user: User, incident: Incident, moment: datetime | None = None) -> list[Asked]:
    return asked(user, Question.objects.visible_to(user).filter(incident=incident), moment or now())


def listed(user: User, state: str = "") -> Any:
    """Questions open to a person: what waits longest first, then what is done."""
    rows = Question.objects.visible_to(user).stated(now())
    if state == "waiting":
        rows = rows.filter(state__in=WAITING)
    elif state:
        rows = rows.filter(state=state)
    return rows.order_by("due", "pk")


def waiting_for(user: User, incident_ids: Iterable[str]) -> dict[str, Any]:
    """incident -> its question that is due first, of those that wait for an answer."""
    rows = Question.objects.visible_to(user).filter(incident_id__in=list(incident_ids))
    found: dict[str, Any] = {}
    if not rows.exists():  # few incidents have one, and how each stands is a long query to put together
        return found
    for question in rows.stated(now()).filter(state__in=WAITING).order_by("due", "pk"):
        found.setdefault(question.incident_id, question)
    return found


def released_answers(user: User, incident: Incident, moment: datetime | None = None) -> list[ReleasedAnswer]:
    """Answers that were let out. The mission and the party itself have them beside their question."""
    if user.role not in OUTSIDE:
        return []
    rows = ReleasedAnswer.objects.visible_to(user).filter(incident=incident)
    if user.party:
        rows = rows.exclude(party=user.party)
    return list((rows.filter(at__lte=_seen_by(moment)) if moment else rows).order_by("at", "pk"))


def dissents(user: User, incident: Incident, moment: datetime | None = None) -> list[Dissent]:
    rows = Dissent.objects.visible_to(user).filter(incident=incident)
    if moment:
        rows = rows.filter(at__lte=_seen_by(moment) if user.role in OUTSIDE else moment)
    return list(rows.select_related("by").order_by("at", "pk"))


def _seen_by(moment: datetime) -> datetime:
    return moment - (now() - released_until())
