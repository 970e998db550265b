"""Questions to parties, their answers, and dissent. Nothing here is changed later: triggers refuse it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import MISSION, OUTSIDE, Role, may
from truceline.web.audit.chain import Bound
from truceline.web.casework.models import Incident, in_sight, released_until


class QuestionState(models.TextChoices):
    OPEN = "open", _("open")
    OVERDUE = "overdue", _("overdue")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Questions(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> Questions:
        """The mission: of incidents it may see. A liaison: those put to its party, once the delay after the event is
        over. Nobody else."""
        if not may(user, "question.read"):
            return self.none()
        if user.role == Role.PARTY_LIAISON:
            return self.filter(party=user.party, about_until__lte=released_until()) if user.party else self.none()
        return self.filter(in_sight(user))

    def stated(self, moment: datetime) -> Questions:
        """Those put by then, each with ``state`` and ``due`` as they stood then."""
        replies = Reply.objects.filter(question=OuterRef("pk"), at__lte=moment)
        moved = replies.filter(kind=ReplyKind.EXTENDED).order_by("-at", "-pk")
        rows = self.filter(put_at__lte=moment).annotate(due=Coalesce(Subquery(moved.values("due_at")[:1]), F("due_at")))
        return rows.annotate(
            state=Case(
                When(Exists(replies.filter(kind=ReplyKind.WITHDRAWN)), then=Value(QuestionState.WITHDRAWN)),
                When(Exists(replies.filter(kind=ReplyKind.ANSWER)), then=Value(QuestionState.ANSWERED)),
                When(due__lt=moment, then=Value(QuestionState.OVERDUE)),
                default=Value(QuestionState.OPEN),
                output_field=CharField(),
            )
        )


class Question(Bound, models.Model):
    """One question to one party. ``about_until``: when what it asks about was over, as known when it was put; the
    party sees the question no sooner than the delay after it. ``due_at``: as set when it was put."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="questions")
    party = models.CharField(max_length=100)
    text = models.TextField()
    about_until = models.DateTimeField()
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="questions")
    due_at = models.DateTimeField()
    objects = Questions.as_manager()

    class Meta:
        indexes = [models.Index(fields=["party", "put_at"])]


class ReplyKind(models.TextChoices):
    ANSWER = "answer", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXTENDED = "extended", _("moved the due date")


class Replies(models.QuerySet["Reply"]):
    def visible_to(self, user: Any) -> Replies:
        """Of the questions that a person may see."""
        return self.filter(question__in=Question.objects.visible_to(user))


class Reply(Bound, models.Model):
    """What happened to a question: the party's words as they were said, a withdrawal, a later due date."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=20, choices=ReplyKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    due_at = models.DateTimeField(null=True)
    objects = Replies.as_manager()


class ReleasedAnswers(models.QuerySet["ReleasedAnswer"]):
    def visible_to(self, user: Any) -> ReleasedAnswers:
        """Whoever sees the incident; outside the mission after the delay."""
        if not may(user, "incident.read"):
            return self.none()
        rows = self.filter(in_sight(user))
        return rows.filter(at__lte=released_until()) if user.role in OUTSIDE else rows


class ReleasedAnswer(Bound, models.Model):
    """A party's answer that the reporting officer lets out beside the findings, word for word: a row of its own,
    since those who read it may not see the question."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="release")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="released_answers")
    party = models.CharField(max_length=100)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="released_answers")
    objects = ReleasedAnswers.as_manager()


class Dissents(models.QuerySet["Dissent"]):
    def visible_to(self, user: Any) -> Dissents:
        """Wherever the finding is seen; a party sees its own at once, others' after the delay."""
        if not may(user, "incident.read"):
            return self.none()
        rows = self.filter(in_sight(user))
        if user.role not in OUTSIDE:
            return rows
        own = Q(party=user.party) if user.party else Q(pk__in=[])
        return rows.filter(own | Q(at__lte=released_until()))


class Dissent(Bound, models.Model):
    """Somebody does not share a finding. Never hidden: it goes wherever the finding goes.

    ``agreement_id``, ``reading``: the finding it is about; empty: all of the incident. ``party``: that of the liaison,
    or of the monitor whom the party seconded; empty: the mission's own monitors.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="dissents")
    agreement_id = models.TextField(blank=True)
    reading = models.TextField(blank=True)
    party = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="dissents")
    objects = Dissents.as_manager()

    @property
    def view(self) -> str:
        return f"{self.agreement_id}:{self.reading}" if self.agreement_id else ""


def answers_for(user: User) -> bool:
    """Whether a person speaks for a party: its liaison."""
    return bool(user.party) and may(user, "casework.answer") and user.role not in MISSION
