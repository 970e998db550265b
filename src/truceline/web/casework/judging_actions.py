"""Judging pairs, merging, splitting, and taking it back: right, rule, rows, history, log entry in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import GROUPING, append, hold
from truceline.web.audit.chain import Bound
from truceline.web.casework.actions import needs
from truceline.web.casework.models import Event, Incident, Judged, Member, OpenPair
from truceline.web.casework.open_pairs import judgements
from truceline.web.casework.regroup import Move, carry_out, check_open, moves_after
from truceline.web.clock import now
from truceline.web.intake.models import Report

Pair = tuple[str, str]
Said = list[tuple[tuple[str, ...], str]]  # reports and what is judged of them


def judge_pair(user: User, left: str, right: str, verdict: str, note: str = "") -> str:
    """Say of two reports that they are one incident, are not, or that one cannot tell; the id to undo it by.

    Raises: PermissionDenied; TrucelineError E-MATCH-001, E-MATCH-002, E-WEB-063 (reopen first), E-WEB-065 (judged).
    """
    if verdict not in ("same", "different", "unsure"):
        raise TrucelineError(problem("E-MATCH-002", "judgement", value=verdict))
    pair = (min(left, right), max(left, right))
    with transaction.atomic():
        hold(GROUPING)
        compartment = _compartment(user, pair)
        stands = judgements(compartment).standing().get(pair)
        if stands:
            raise TrucelineError(problem("E-WEB-065", f"{left}, {right}", value=stands))
        return _judge(user, [(pair, verdict)], note, compartment)


def merge(user: User, incidents: Sequence[str], reason: str) -> str:
    """These incidents are one: all their reports are judged the same. Raises as ``judge_pair``, and E-WEB-011."""
    with transaction.atomic():
        hold(GROUPING)
        said, compartment = merging(user, incidents)
        needs(reason, "reason", ", ".join(incidents))
        return _judge(user, said, reason, compartment)


def split(user: User, incident_id: str, out: Sequence[str], reason: str) -> str:
    """These reports are another incident than the rest: each is judged different from each that stays."""
    with transaction.atomic():
        hold(GROUPING)
        said, compartment = splitting(user, incident_id, out)
        needs(reason, "reason", incident_id)
        return _judge(user, said, reason, compartment)


def merging(user: User, incidents: Sequence[str]) -> tuple[Said, str | None]:
    """What merging says, without saying it. Raises PermissionDenied, E-WEB-011."""
    # one that the person may not see is as one that there is not
    seen = Incident.objects.visible_to(user).filter(pk__in=list(incidents)).values_list("pk", flat=True)
    reports = _reports(seen)
    if len(set(incidents)) < 2 or len({i for i, _ in reports}) < 2:
        raise TrucelineError(problem("E-WEB-011", "merge", value="second incident"))
    ids = tuple(sorted(r for _, r in reports))
    return [(ids, "same")], _compartment(user, ids)


def splitting(user: User, incident_id: str, out: Sequence[str]) -> tuple[Said, str | None]:
    """What splitting says, without saying it. What goes out together stays together."""
    inside = {r for _, r in _reports([incident_id])}
    gone, stay = sorted(inside & set(out)), sorted(inside - set(out))
    if not gone or not stay:
        raise TrucelineError(problem("E-WEB-011", incident_id, value="reports to take out"))
    said: Said = [((min(p), max(p)), "different") for p in product(gone, stay)]
    said += [((a, b), "same") for group in (gone, stay) for a, b in combinations(group, 2)]
    return said, _compartment(user, (*gone, *stay))


def _reports(incidents: Iterable[str]) -> list[tuple[str, str]]:
    return list(Member.objects.filter(incident__in=list(incidents)).values_list("incident_id", "report_id"))


def _compartment(user: User, reports: Iterable[str]) -> str | None:
    """The one compartment of all these reports. Raises PermissionDenied where a person may not judge or see one."""
    wanted = set(reports)
    found = Report.objects.visible_to(user).filter(pk__in=wanted, member__isnull=False)
    circles = dict(found.values_list("pk", "compartment"))
    if not may(user, "casework.judge") or set(circles) != wanted or len(set(circles.values())) != 1:
        raise PermissionDenied
    return next(iter(circles.values()))


def planned(said: Said, compartment: str | None) -> list[Move]:
    """Which reports would move. Raises E-MATCH-001, E-WEB-063."""
    from truceline.matching.judgements import Judgement, Judgements

    named = {r for reports, _ in said for r in reports}
    touched = set(Member.objects.filter(report__in=named).values_list("incident_id", flat=True))
    homes = {r: i for i, r in _reports(touched)}
    earlier = judgements(compartment).entries
    standing = Judgements((*earlier, *(Judgement(reports, verdict) for reports, verdict in said))).standing()
    moves = moves_after(homes, standing)
    check_open(Incident.objects.filter(pk__in={i for m in moves for i in (m.before, m.after)}))
    return moves


def _judge(user: User, said: Said, note: str, compartment: str | None) -> str:
    named = sorted({r for reports, _ in said for r in reports})
    list(Incident.objects.select_for_update(of=("self",), no_key=True).filter(members__report__in=named).order_by("pk"))
    moves = planned(said, compartment)
    return _keep(user, said, note, (compartment, moves, ""))


def _keep(user: User, said: Said, note: str, made: tuple[str | None, list[Move], str]) -> str:
    """Rows, moves, history and one log entry."""
    compartment, moves, undoes = made
    batch, moment = secrets.token_hex(8), now()
    told = [[m.report, m.before, m.after] for m in moves]
    common = {"by": user, "at": moment, "note": note.strip()[:5000], "compartment": compartment, "batch": batch}
    rows = [Judged(reports=list(r), verdict=v, undoes=undoes, **common) for r, v in said]
    rows[0].moves = told
    kept: list[Bound] = [*Judged.objects.bulk_create(rows)]
    named = sorted({r for reports, _ in said for r in reports})
    incidents = set(Member.objects.filter(report__in=named).values_list("incident_id", flat=True))
    kept += carry_out(moves, user.username, batch, compartment)
    incidents |= {m.after for m in moves}
    detail = {"batch": batch, "verdicts": sorted({v for _, v in said}), "reports": named, "undoes": undoes}
    kept += Event.objects.bulk_create(
        [
            Event(incident_id=i, at=moment, by=user.username, kind="judged", text=common["note"], detail=detail)
            for i in sorted(incidents)
        ]
    )
    _mark(named, compartment)
    append(user, "judge", ("judgement", batch), detail | {"moves": told}, rows=kept)
    return batch


def _mark(reports: Sequence[str], compartment: str | None) -> None:
    standing = judgements(compartment).standing()
    for pair in OpenPair.objects.filter(left__in=reports, right__in=reports):
        pair.judged = standing.get((pair.left, pair.right), "")
        pair.save(update_fields=["judged"])


def _moved_on(last: int, reports: Sequence[str]) -> bool:
    """Whether a later step that stands still moved reports of an incident that these reports were judged into."""
    later = list(Judged.objects.filter(pk__gt=last))
    taken_back = {row.undoes for row in later if row.undoes}
    steps = [row for row in later if not row.undoes and row.batch not in taken_back]
    moving = {row.batch for row in steps if row.moves}
    return any(row.batch in moving and not set(row.reports).isdisjoint(reports) for row in steps)


def undo(user: User, batch: str) -> str:
    """Take back a step of judging with what it did to the incidents; what stood before it stands again.

    Raises: PermissionDenied; E-WEB-063 (reopen first), E-WEB-066 (grouped otherwise since, or taken back already).
    """
    with transaction.atomic():
        hold(GROUPING)
        rows = list(Judged.objects.visible_to(user).filter(batch=batch).order_by("pk"))
        if not rows or not may(user, "casework.judge"):
            raise PermissionDenied
        named = sorted({r for row in rows for r in row.reports})
        compartment = _compartment(user, named)
        moves = [Move(report, after, before) for report, before, after in rows[0].moves]
        now_in = dict(Member.objects.filter(report__in=named).values_list("report_id", "incident_id"))
        done = rows[0].undoes or Judged.objects.filter(undoes=batch).exists()
        if done or _moved_on(rows[-1].pk, named) or any(now_in[m.report] != m.before for m in moves):
            raise TrucelineError(problem("E-WEB-066", batch))
        touched = {i for m in moves for i in (m.before, m.after)}
        check_open(Incident.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=touched))
        said: Said = [(tuple(row.reports), "undo") for row in rows]
        return _keep(user, said + _before(rows, compartment), "", (compartment, moves, batch))


def _before(rows: Sequence[Judged], compartment: str | None) -> Said:
    """What stood on these pairs before a batch, to be said again after it is taken back."""
    from truceline.matching.judgements import Judgement, Judgements

    earlier = Judged.objects.filter(compartment=compartment, pk__lt=rows[0].pk).order_by("pk")
    standing = Judgements(tuple(Judgement(tuple(r), v) for r, v in earlier.values_list("reports", "verdict")))
    stood = standing.standing()
    pairs = {p for row in rows for p in Judgement(tuple(row.reports), row.verdict).pairs()}
    return [(p, stood[p]) for p in sorted(pairs) if p in stood]


def last_of(user: User) -> Any:
    """A person's last step of judging that can be taken back; None if there is none."""
    taken_back = Judged.objects.exclude(undoes="").values("undoes")
    mine = Judged.objects.visible_to(user).filter(by=user, undoes="").exclude(batch__in=taken_back)
    return mine.order_by("-pk").first()
