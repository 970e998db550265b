"""Naming hypotheses, weighing what speaks for and against them, setting them aside: right, rule, rows, history and log
entry in one transaction. Nothing here concludes anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.casework.actions import change_incident, needs
from truceline.web.casework.hypothesis_models import About, Hypothesis, Mark, SetAside, Weighing
from truceline.web.casework.models import Incident
from truceline.web.casework.states import State
from truceline.web.clock import now
from truceline.web.evidence.queries import items_of
from truceline.web.intake.models import Report

MOST = 2000
Seen = tuple[str, int]  # an incident and its version as it was read


def name_hypothesis(user: User, seen: Seen, about: str, name: str) -> tuple[Incident, Hypothesis]:
    """A further answer that may be true: the incident after it, and the one that was written, which another person's
    may have followed already. Raises: PermissionDenied; TrucelineError E-WEB-008, -011, -094, -095."""
    written: list[Hypothesis] = []

    def change(row: Incident) -> dict[str, Any]:
        _under_verification(row)
        needs(name, "name", row.pk)
        if about not in About.values:
            raise TrucelineError(problem("E-WEB-011", row.pk, value="question"))
        said = " ".join(name.split())[:200]
        if Hypothesis.objects.filter(incident=row, about=about, name__iexact=said).exists():
            raise TrucelineError(problem("E-WEB-095", row.pk))
        made = Hypothesis.objects.create(incident=row, about=about, name=said, by=user, at=now())
        written.append(made)
        detail = {"hypothesis": made.pk, "about": about}
        return {"kind": "hypothesis_named", "text": said, "detail": detail, "rows": [made]}

    return change_incident(user, *seen, "casework.weigh", change), written[0]


def weigh(user: User, seen: Seen, subject: tuple[str, str], marks: Mapping[int, tuple[str, str]]) -> Incident:
    """How one report or one file stands to some hypotheses. ``subject``: ("report" or "evidence", its id).

    ``marks``: hypothesis -> mark and reason. Raises: PermissionDenied; TrucelineError E-WEB-008, -011, -094.
    """

    def change(row: Incident) -> dict[str, Any]:
        _under_verification(row)
        known = {h.pk: h for h in Hypothesis.objects.filter(incident=row, set_aside=None, pk__in=list(marks))}
        if not marks or set(known) != set(marks):
            raise TrucelineError(problem("E-WEB-011", row.pk, value="mark"))
        about = column_of(user, row, subject)
        moment, told, rows = now(), [], []
        for pk, (mark, reason) in sorted(marks.items()):
            if mark not in Mark.values:
                raise TrucelineError(problem("E-WEB-011", row.pk, value="mark"))
            needs(reason, "reason", known[pk].name)
            said = reason.strip()[:MOST]
            one = {"hypothesis": known[pk], "mark": mark, "reason": said, "by": user, "at": moment}
            rows.append(Weighing.objects.create(**one, **about))
            told.append([known[pk].name, mark, said])
        return {"kind": "weighed", "detail": {"about": list(subject), "marks": told}, "rows": rows}

    return change_incident(user, *seen, "casework.weigh", change)


def set_aside(user: User, seen: Seen, hypothesis_id: int, reason: str) -> Incident:
    """A hypothesis is weighed no more; what was weighed stays. Raises as ``weigh``."""

    def change(row: Incident) -> dict[str, Any]:
        _under_verification(row)
        one = Hypothesis.objects.filter(incident=row, set_aside=None, pk=hypothesis_id).first()
        if one is None:
            raise TrucelineError(problem("E-WEB-011", row.pk, value="hypothesis"))
        needs(reason, "reason", one.name)
        said = reason.strip()[:MOST]
        made = SetAside.objects.create(hypothesis=one, reason=said, by=user, at=now())
        detail = {"hypothesis": one.pk, "name": one.name}
        return {"kind": "hypothesis_set_aside", "text": f"{one.name}: {said}", "detail": detail, "rows": [made]}

    return change_incident(user, *seen, "casework.weigh", change)


def _under_verification(row: Incident) -> None:
    if row.state != State.UNDER_VERIFICATION:
        raise TrucelineError(problem("E-WEB-094", row.pk, value=row.state))


def column_of(user: User, incident: Incident, subject: tuple[str, str]) -> dict[str, str]:
    """The column of a report or file of the incident that a person may see. Raises PermissionDenied."""
    kind, pk = subject
    if kind == "report" and Report.objects.visible_to(user).filter(member__incident=incident, pk=pk).exists():
        return {"report_id": pk}
    if kind == "evidence" and pk in {i.pk for i in items_of(user, incident)}:
        return {"evidence_id": pk}
    raise PermissionDenied
