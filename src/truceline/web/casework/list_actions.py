"""Steps on the list of incidents: saving and dropping views, and one step on many incidents at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append, hold
from truceline.web.casework.actions import Change, assigning, change_row, moving, needs
from truceline.web.casework.models import Incident
from truceline.web.casework.states import State
from truceline.web.casework.view_models import SavedView
from truceline.web.clock import now

MOST = 100  # incidents a batch: a transaction holds up other writers
STEPS = ("take", "triage")
VIEWS = 50  # a person's saved views


def save_view(user: User, name: str, filters: Mapping[str, str], shared: bool) -> SavedView:
    """Keep filters under a name; one's own view of that name gets them. Raises PermissionDenied, E-WEB-011, -096."""
    if not may(user, "casework.read"):
        raise PermissionDenied
    said = " ".join(name.split())[:80]
    needs(said, "name", "view")
    kept = {k: v for k, v in filters.items() if v}
    with transaction.atomic():
        hold()  # a view is saved once and not more than VIEWS are, also by a button pressed twice
        own = SavedView.objects.filter(by=user, dropped=False)
        row = own.filter(name=said).first()
        if row is None and own.count() >= VIEWS:
            raise TrucelineError(problem("E-WEB-096", "view", value=VIEWS))
        row = row or SavedView(by=user, name=said)
        row.filters, row.shared, row.at = kept, shared, now()
        row.save()
        append(user, "save_view", ("view", str(row.pk)), {"name": said, "filters": kept, "shared": shared}, rows=[row])
    return row


def drop_view(user: User, view_id: int) -> None:
    """Take one's own view off. Raises PermissionDenied."""
    with transaction.atomic():
        hold()
        row = SavedView.objects.visible_to(user).filter(pk=view_id, by=user).first()
        if row is None:
            raise PermissionDenied
        row.dropped = True
        row.save(update_fields=["dropped"])
        append(user, "drop_view", ("view", str(row.pk)), {"name": row.name}, rows=[row])


@dataclass
class Batch:
    """What became of each incident of a batch; ``refused``: with what was said of it."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, Sequence[Problem]] = field(default_factory=dict)


def step_on_many(user: User, step: str, chosen: Sequence[tuple[str, int]]) -> Batch:
    """Take or triage incidents at the versions that were seen. Each that cannot is refused by itself, the others go on.

    One entry of the log holds the whole batch, its refusals too. Raises: PermissionDenied; TrucelineError E-WEB-011
    (nothing chosen, no such step), E-WEB-097 (too many).
    """
    if not may(user, "casework.triage"):
        raise PermissionDenied
    check_batch(step, chosen)
    batch, rows = Batch(), []
    with transaction.atomic():
        for pk, version in sorted(dict(chosen).items()):
            try:
                with transaction.atomic():
                    rows += change_row(user, pk, version, "casework.triage", _change(user, step)).rows
                batch.done.append(pk)
            except TrucelineError as error:
                batch.refused[pk] = error.problems
            except PermissionDenied:
                batch.refused[pk] = (problem("E-WEB-098", pk),)
        told: dict[str, Any] = {"incidents": batch.done}
        told["refused"] = {pk: [p.code for p in said] for pk, said in batch.refused.items()}
        append(user, f"casework_bulk_{step}", ("incidents", ""), told, rows=rows)
    return batch


def check_batch(step: str, chosen: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """What was chosen, if it is a batch at all. Raises E-WEB-011, E-WEB-097."""
    if step not in STEPS or not chosen:
        raise TrucelineError(problem("E-WEB-011", "incidents", value="choice"))
    if len(chosen) > MOST:
        raise TrucelineError(problem("E-WEB-097", "incidents", value=len(chosen), most=MOST))
    return chosen


def _change(user: User, step: str) -> Change:
    if step == "triage":
        return moving(user, State.TRIAGED, "")

    def take(row: Incident) -> dict[str, Any]:
        if row.assigned_to_id not in (None, user.pk):
            raise TrucelineError(problem("E-WEB-099", row.pk, value=row.assigned_to.username))  # type: ignore[union-attr]
        return assigning(user, True)(row)

    return take
