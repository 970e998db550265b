"""The table of competing hypotheses: what was weighed, and what speaks against each. Counts, never probabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from truceline.web.accounts.models import User
from truceline.web.casework.hypothesis_models import About, Hypothesis, Mark, SetAside, Weighing
from truceline.web.casework.models import Incident
from truceline.web.evidence.models import Item
from truceline.web.evidence.queries import items_of
from truceline.web.intake.models import Report

Subject = tuple[str, str]


@dataclass(frozen=True)
class Weighed:
    """A hypothesis with counts over the reports and files that are with the incident now.

    ``against``: those that at least one person marks inconsistent; ``disputed``: of these, those that another person
    does not; ``marked``: those that anybody marked.
    """

    hypothesis: Hypothesis
    ended: SetAside | None
    against: int
    disputed: int
    marked: int


@dataclass(frozen=True)
class Row:
    """A report or a file, and the marks that stand on it, one list a hypothesis."""

    kind: str
    one: Report | Item
    cells: Sequence[Sequence[Weighing]]


@dataclass
class Table:
    """The hypotheses that answer one question, and everything that can be weighed."""

    about: str
    label: str
    columns: list[Weighed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def tables(
    user: User, incident: Incident, reports: Sequence[Report], then: tuple[datetime, Sequence[Item]] | None = None
) -> list[Table]:
    """A table a question that hypotheses were named for. ``reports``: those of the incident that the person may see.

    ``then``: as it stood at a moment, with the files that were there.
    """
    moment, items = then or (None, items_of(user, incident))
    until = {"at__lte": moment} if moment else {}
    subjects: list[tuple[str, Report | Item]] = [("report", r) for r in reports]
    subjects += [("evidence", i) for i in items]
    stands = _standing(user, incident, until)
    found: list[Table] = []
    rows = Hypothesis.objects.visible_to(user).filter(incident=incident, **until)
    named = list(rows.select_related("by").order_by("at", "pk"))
    aside = SetAside.objects.visible_to(user).filter(hypothesis__incident=incident, **until)
    ends = {e.hypothesis_id: e for e in aside.select_related("by")}
    for about, label in About.choices:
        some = [h for h in named if h.about == about]
        if some:
            table = Table(about, str(label))
            keys = [(kind, str(one.pk)) for kind, one in subjects]
            table.columns = [_counted(h, ends.get(h.pk), [stands[h.pk].get(k, []) for k in keys]) for h in some]
            table.rows = [
                Row(kind, one, [stands[h.pk].get((kind, str(one.pk)), []) for h in some]) for kind, one in subjects
            ]
            found.append(table)
    return found


def _standing(
    user: User, incident: Incident, until: Mapping[str, datetime]
) -> dict[int, dict[Subject, list[Weighing]]]:
    """hypothesis -> report or file -> the last mark of each person."""
    rows = Weighing.objects.visible_to(user).filter(hypothesis__incident=incident, **until).select_related("by")
    last: dict[tuple[int, Subject, int], Weighing] = {}
    for row in rows.order_by("at", "pk"):
        last[(row.hypothesis_id, row.subject, row.by_id)] = row
    found: dict[int, dict[Subject, list[Weighing]]] = defaultdict(lambda: defaultdict(list))
    for (hypothesis, subject, _by), row in last.items():
        found[hypothesis][subject].append(row)
    return found


def _counted(hypothesis: Hypothesis, ended: SetAside | None, cells: Sequence[Sequence[Weighing]]) -> Weighed:
    against = [cell for cell in cells if any(w.mark == Mark.INCONSISTENT for w in cell)]
    disputed = [cell for cell in against if any(w.mark != Mark.INCONSISTENT for w in cell)]
    return Weighed(hypothesis, ended, len(against), len(disputed), sum(1 for cell in cells if cell))


def last_said(user: Any, subject: Subject, hypothesis_id: int) -> tuple[str, str] | None:
    """A person's last mark and reason on one report or file."""
    kind, pk = subject
    rows = Weighing.objects.visible_to(user).filter(hypothesis=hypothesis_id, by=user, **{kind: pk})
    return rows.order_by("-at", "-pk").values_list("mark", "reason").first()


def own_marks(user: Any, tables_: Sequence[Table], subject: Subject) -> dict[int, Weighing]:
    """What a person said last of one report or file, by hypothesis."""
    found = {}
    for table in tables_:
        for row in table.rows:
            if (row.kind, str(row.one.pk)) == subject:
                found |= {w.hypothesis_id: w for cell in row.cells for w in cell if w.by_id == user.pk}
    return found
