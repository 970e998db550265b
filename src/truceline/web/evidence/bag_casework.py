"""What people asked, answered, disputed, judged and corrected of an incident, as tables of a bag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from truceline.web.accounts.models import User
from truceline.web.casework.correction_models import Correction
from truceline.web.casework.judging_models import Judged
from truceline.web.casework.models import Incident
from truceline.web.casework.question_models import Dissent, Question

WITHHELD = "withheld"  # stands for the account of somebody outside the mission


def named(username: str, withheld: Iterable[str]) -> str:
    return WITHHELD if username in withheld else username


def columns(row: Any, withheld: Iterable[str] = ()) -> dict[str, Any]:
    """A row by its columns' names, people by their user names."""
    found = {f.name: getattr(row, f.attname) for f in row._meta.fields}
    people = [f.name for f in row._meta.fields if f.related_model is User]
    return found | {name: named(getattr(row, name).username, withheld) for name in people if getattr(row, name)}


def tables(user: User, incident: Incident, withheld: Iterable[str]) -> Mapping[str, list[dict[str, Any]]]:
    """File name -> rows, each in the order in which it was said. What is answered stands under its question."""
    return {
        "questions.json": list(_questions(user, incident, withheld)),
        "dissents.json": [
            columns(d, withheld)
            for d in Dissent.objects.visible_to(user).filter(incident=incident).order_by("at", "pk")
        ],
        "judgements.json": [columns(j, withheld) for j in _judgements(user, incident)],
        "corrections.json": list(_corrections(user, incident, withheld)),
    }


def _questions(user: User, incident: Incident, withheld: Iterable[str]) -> Iterator[dict[str, Any]]:
    for question in Question.objects.visible_to(user).filter(incident=incident).order_by("put_at", "pk"):
        replies = [columns(r, withheld) for r in question.replies.order_by("at", "pk")]
        yield columns(question, withheld) | {"replies": replies}


def _judgements(user: User, incident: Incident) -> list[Judged]:
    """Those of its reports, with what was taken back and what took it back."""
    ids = set(incident.members.values_list("report_id", flat=True))
    asked = Q(pk__in=[])
    for report_id in ids:
        asked |= Q(reports__icontains=report_id)
    mine = [j for j in Judged.objects.visible_to(user).filter(asked) if ids & set(j.reports)]
    undone = Judged.objects.visible_to(user).filter(undoes__in={j.batch for j in mine})
    return sorted({j.pk: j for j in (*mine, *undone)}.values(), key=lambda j: j.pk)


def _corrections(user: User, incident: Incident, withheld: Iterable[str]) -> Iterator[dict[str, Any]]:
    rows = Correction.objects.visible_to(user).filter(report__member__incident=incident)
    for correction in rows.select_related("decision").order_by("audit_seq"):
        decision = getattr(correction, "decision", None)
        yield columns(correction, withheld) | {"decision": columns(decision, withheld) if decision else None}
