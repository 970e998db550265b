"""Questions to parties, answers, dissent: right, rule, row, history and log entry in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append, hold
from truceline.web.casework.actions import change_incident, needs
from truceline.web.casework.models import Dissent, Event, Incident, Question, ReleasedAnswer, Reply
from truceline.web.casework.question_models import QuestionState, ReplyKind, answers_for
from truceline.web.casework.states import ASKABLE, ISSUED, State
from truceline.web.clock import now
from truceline.web.opaque import opaque
from truceline.web.second_wall import acting_for_engine
from truceline.web.world import world

MOST = 5000
WAITING = (QuestionState.OPEN, QuestionState.OVERDUE)


def put_question(
    user: User, incident_id: str, version: int, party: str, text: str, due: datetime | None = None
) -> Incident:
    """Ask a party. It sees the words of the question and the date, nothing else; what was issued is then referred.

    ``due``: until when; None: the service's response time after the party can see it.
    Raises: PermissionDenied; TrucelineError E-WEB-008, -009, -011, -060, -062.
    """

    def change(row: Incident) -> dict[str, Any]:
        if row.state not in ASKABLE:
            raise TrucelineError(problem("E-WEB-009", incident_id, now=row.state, then=State.REFERRED))
        if row.compartment:
            raise TrucelineError(problem("E-WEB-060", incident_id, value=row.compartment))
        if party not in {p.id for item in world().agreements for p in item.agreement.parties}:
            raise TrucelineError(problem("E-WEB-011", incident_id, value="party"))
        needs(text, "question", incident_id)
        moment = now()
        until = _due(row, due, moment)
        made = Question.objects.create(
            incident=row,
            party=party,
            text=text.strip()[:MOST],
            about_until=row.occurred_until,
            put_at=moment,
            put_by=user,
            due_at=until,
        )
        if row.state in ISSUED:
            row.state = State.REFERRED
        detail = {"party": party, "question": made.pk, "due": until.isoformat()}
        return {"kind": "asked", "text": made.text, "detail": detail, "rows": [made]}

    return change_incident(user, incident_id, version, "question.put", change)


def _due(row: Incident, asked: datetime | None, moment: datetime) -> datetime:
    if asked is None:
        return max(moment, row.occurred_until + settings.RELEASE_DELAY) + settings.RESPONSE_TIME
    if asked <= moment:
        raise TrucelineError(problem("E-WEB-062", row.pk, value=f"{asked:%Y-%m-%d}"))
    return asked


def due_date(asked: str) -> datetime | None:
    """The end of a day as typed, in UTC; None for a blank. Raises E-WEB-062."""
    if not asked.strip():
        return None
    try:
        day = datetime.strptime(asked.strip(), "%Y-%m-%d").date()
        return datetime.combine(day + timedelta(days=1), time(), UTC)
    except (ValueError, OverflowError) as error:  # the last day there is has no next one
        raise TrucelineError(problem("E-WEB-062", "due", value=asked[:40])) from error


def answer(user: User, question_id: int, text: str) -> None:
    """The party's own account, by its liaison; kept as said, beside its question. A later one is a supplement.

    Raises: PermissionDenied; TrucelineError E-WEB-011, E-WEB-061.
    """
    if not answers_for(user):
        raise PermissionDenied
    with transaction.atomic():
        question = _question(user, question_id)
        needs(text, "answer", f"question {opaque(question_id)}")
        if question.state == QuestionState.WITHDRAWN:
            raise TrucelineError(problem("E-WEB-061", f"question {opaque(question_id)}", value=question.state))
        last = Reply.objects.filter(question=question, kind=ReplyKind.ANSWER).order_by("-pk").first()
        if last and (last.by_id, last.text) == (user.pk, text.strip()[:MOST]):
            return  # the same words sent once more, as by a button pressed twice
        with acting_for_engine():  # the party may not see the incident itself yet
            _reply(user, question, ReplyKind.ANSWER, text)


def withdraw(user: User, question_id: int, reason: str) -> None:
    """Take a question back that was not answered; the party still sees that it was put. Raises E-WEB-011, -061."""
    with transaction.atomic():
        question = _waiting(user, question_id)
        needs(reason, "reason", f"question {opaque(question_id)}")
        _reply(user, question, ReplyKind.WITHDRAWN, reason)


def extend(user: User, question_id: int, due: datetime | None, reason: str) -> None:
    """A later due date, with a reason, which the party reads. Raises E-WEB-011, -061, -062."""
    with transaction.atomic():
        question = _waiting(user, question_id)
        needs(reason, "reason", f"question {opaque(question_id)}")
        if due is None or due <= question.due or due <= now():
            value = f"{due:%Y-%m-%d}" if due else ""
            raise TrucelineError(problem("E-WEB-062", f"question {opaque(question_id)}", value=value))
        _reply(user, question, ReplyKind.EXTENDED, reason, due)


def _question(user: User, question_id: int) -> Any:
    """A question as it stands while nobody else can reply to it: its incident is locked first."""
    incident = Question.objects.visible_to(user).filter(pk=question_id).values_list("incident_id", flat=True).first()
    if incident is None:
        raise PermissionDenied
    with acting_for_engine():  # the party may not see the incident itself
        Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=incident)
    found = Question.objects.visible_to(user).stated(now()).filter(pk=question_id).first()
    if found is None:
        raise PermissionDenied
    return found


def _waiting(user: User, question_id: int) -> Any:
    if not may(user, "question.put"):
        raise PermissionDenied
    question = _question(user, question_id)
    if question.state not in WAITING:
        raise TrucelineError(problem("E-WEB-061", f"question {opaque(question_id)}", value=question.state))
    return question


def _reply(user: User, question: Any, kind: str, text: str, due: datetime | None = None) -> None:
    """Reply, state of the incident, history and log entry; inside the caller's transaction."""
    incident = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=question.incident_id)
    moment, said = now(), text.strip()[:MOST]
    row = Reply.objects.create(question=question, kind=kind, at=moment, by=user, text=said, due_at=due)
    before = incident.state
    if before == State.REFERRED:
        incident.state = _after_replies(incident, moment)
    incident.version += 1
    incident.save(update_fields=["state", "version"])
    detail = {"party": question.party, "question": question.pk, "reply": row.pk}
    told = {"kind": HISTORY[kind], "text": said, "detail": detail, "from_state": before, "to_state": incident.state}
    history = Event.objects.create(incident=incident, at=moment, by=user.username, **told)
    append(user, f"question_{kind}", ("incident", incident.pk), told, rows=[row, incident, history])


HISTORY = {"answer": "answer", "withdrawn": "withdrew_question", "extended": "extended_question"}


def _after_replies(incident: Incident, moment: datetime) -> str:
    """Where an incident stands that was referred: answered once nothing is open, issued again if all was withdrawn."""
    states = set(Question.objects.filter(incident=incident).stated(moment).values_list("state", flat=True))
    if states & set(WAITING):
        return State.REFERRED
    return State.ANSWERED if QuestionState.ANSWERED in states else State.ASSESSED


def release_answer(user: User, reply_id: int) -> None:
    """Let a party's answer out beside the findings, word for word; it is read after the delay. Raises E-WEB-061."""
    if not may(user, "question.put"):
        raise PermissionDenied
    with transaction.atomic():
        row = Reply.objects.visible_to(user).filter(pk=reply_id, kind=ReplyKind.ANSWER).select_related("question")
        one = row.first()
        if one is None:
            raise PermissionDenied
        incident = Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=one.question.incident_id)
        if incident.state not in ISSUED or ReleasedAnswer.objects.filter(reply=one).exists():
            raise TrucelineError(problem("E-WEB-061", f"answer {reply_id}", value=incident.state))
        moment, party = now(), one.question.party
        said = {"incident": incident, "party": party, "text": one.text, "at": moment, "by": user}
        made = ReleasedAnswer.objects.create(reply=one, **said)
        told = {"kind": "released_answer", "detail": {"party": party, "reply": one.pk}}
        history = Event.objects.create(incident=incident, at=moment, by=user.username, **told)
        append(user, "release_answer", ("incident", incident.pk), told, rows=[made, history])


def dissent(user: User, incident_id: str, view: str, text: str) -> Dissent:
    """Record that one does not share a finding. No version is asked for: a dissent is never turned away.

    ``view``: ``agreement:reading`` of the finding, empty for all. Raises PermissionDenied, E-WEB-011.
    """
    if not may(user, "casework.dissent"):
        raise PermissionDenied
    with transaction.atomic():
        incident = Incident.objects.visible_to(user).filter(pk=incident_id).first()
        if incident is None:
            raise PermissionDenied
        needs(text, "text", incident_id)
        agreement, _, reading = view.partition(":")
        moment, said = now(), text.strip()[:MOST]
        about = {"agreement_id": agreement, "reading": reading, "party": user.party}
        hold()
        known = Dissent.objects.filter(incident=incident, by=user, text=said, **about).first()
        if known:  # the same words sent once more, as by a button pressed twice
            return known
        row = Dissent.objects.create(incident=incident, text=said, at=moment, by=user, **about)
        told = {"kind": "dissent", "text": said, "detail": {"dissent": row.pk, **about}}
        with acting_for_engine():  # a party writes into a history that it does not read
            history = Event.objects.create(incident=incident, at=moment, by=user.username, **told)
        append(user, "dissent", ("incident", incident_id), told, rows=[row, history])
    return row
