"""Every write about evidence: right, file, row and log entry; nothing is confirmed before the file is on the disk."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append
from truceline.web.casework.models import Incident
from truceline.web.clock import now
from truceline.web.evidence import store
from truceline.web.evidence.kinds import Kind, kind_of
from truceline.web.evidence.models import Item
from truceline.web.evidence.upload import Incoming
from truceline.web.evidence.working_copy import Copy, make_copy
from truceline.web.intake.models import Report

Subject = Report | Incident


def attach(user: User, subject: Subject, file: Incoming, caption: str = "") -> Item:
    """Keep a file with a report or an incident. The same file again with the same thing is the first one.

    Raises: PermissionDenied; TrucelineError E-EVI-001 to E-EVI-005. What is refused is not kept: a file that nobody
    may open has no place in the store. That it was refused, and its hash, is in the log.
    """
    if not may_attach(user, subject):
        raise PermissionDenied
    kind = _checked(user, subject, file)
    known = kept(user, subject, file.sha256)
    if known:
        return known
    evidence_id = evidence_id_of(user, subject, file.sha256)
    copy = make_copy(file.path, kind)
    store.seal(store.ORIGINALS, file.path, file.sha256)
    if copy.path:
        store.seal(store.WORKING, copy.path, copy.sha256)
    try:
        return _keep(user, subject, file, (evidence_id, kind, caption.strip()[:500]), copy)
    except IntegrityError:  # two attempts at the same moment: the other one was first
        return Item.objects.get(pk=evidence_id)


def kept(user: User, subject: Subject, sha256: str) -> Item | None:
    """A file that is there already, if the person may know of it: whoever else handed it in is told to nobody."""
    rows = Item.objects.visible_to(user).filter(sha256=sha256)
    rows = rows.filter(report=subject) if isinstance(subject, Report) else rows.filter(incident=subject)
    return rows.order_by("received_at", "evidence_id").first()


def may_attach(user: User, subject: Subject) -> bool:
    """The mission: to what it sees. Reporters and liaisons: to reports they handed in themselves."""
    if not may(user, "evidence.attach"):
        return False
    if isinstance(subject, Incident):
        return may(user, "casework.read") and Incident.objects.visible_to(user).filter(pk=subject.pk).exists()
    if may(user, "evidence.read"):
        return Report.objects.visible_to(user).filter(pk=subject.pk).exists()
    return bool(subject.submission.by_id == user.pk)


def _checked(user: User, subject: Subject, file: Incoming) -> Kind:
    """The kind of a file that may be kept. A refusal is logged, then raised."""
    kind = kind_of(file.head)
    if not file.sha256:
        found = problem("E-EVI-002", file.name or "file", most=settings.MOST_EVIDENCE_BYTES // 1_000_000)
    elif file.size == 0:
        found = problem("E-EVI-003", file.name or "file")
    elif kind is None:
        found = problem("E-EVI-001", file.name or "file")
    else:
        return kind
    with transaction.atomic():
        told = {"code": found.code, "bytes": file.size, "sha256": file.sha256}
        append(user, "refuse_evidence", _target(subject), told)
    raise TrucelineError(found)


def _keep(user: User, subject: Subject, file: Incoming, named: tuple[str, Kind, str], copy: Copy) -> Item:
    evidence_id, kind, caption = named
    item = Item(
        evidence_id=evidence_id,
        report=subject if isinstance(subject, Report) else None,
        incident=subject if isinstance(subject, Incident) else None,
        compartment=subject.compartment,
        sha256=file.sha256,
        size=file.size,
        media_type=kind.media_type,
        file_name=file.name,
        caption=caption,
        working_sha256=copy.sha256,
        working_size=copy.size,
        working_note=copy.note,
        removed=copy.removed,
        received_at=now(),
        received_by=user,
    )
    item.digest = item.own_digest()
    with transaction.atomic():
        told = {"with": list(_target(subject)), "sha256": file.sha256, "bytes": file.size, "at": item.received_at}
        told |= {"working_copy": copy.sha256 or copy.note}
        item.audit_seq = append(user, "receive_evidence", ("evidence", evidence_id), told, [item.digest]).seq
        item.save(force_insert=True)
    return item


def _target(subject: Subject) -> tuple[str, str]:
    return ("report" if isinstance(subject, Report) else "incident", subject.pk)


def evidence_id_of(user: User, subject: Subject, sha256: str) -> str:
    """The same for the same file with the same thing, so that even a race cannot keep it twice: once for the mission,
    and once for each person who does not see what others hand in."""
    named = [*_target(subject), sha256]
    if not may(user, "evidence.read"):
        named.append(str(user.pk))
    return "e-" + hashlib.sha256(":".join(named).encode()).hexdigest()[:20]


def take_copy(user: User, evidence_id: str) -> tuple[Item, Any]:
    """A working copy to read, logged before it is handed out. Raises PermissionDenied, E-EVI-005, E-EVI-006."""
    item = Item.objects.visible_to(user).filter(pk=evidence_id).first()
    if item is None or not may(user, "evidence.read"):
        raise PermissionDenied
    if not item.working_sha256:
        raise TrucelineError(problem("E-EVI-006", evidence_id))
    return item, _handed_out(user, item, store.WORKING, "take_evidence_copy", {})


def open_original(user: User, evidence_id: str, reason: str) -> tuple[Item, Any]:
    """The original to read, with the reason in the log. Raises PermissionDenied, E-EVI-005, E-EVI-007."""
    item = Item.objects.opened_by(user).filter(pk=evidence_id).first()
    if item is None:
        raise PermissionDenied
    if not reason.strip():
        raise TrucelineError(problem("E-EVI-007", evidence_id))
    return item, _handed_out(user, item, store.ORIGINALS, "open_evidence_original", {"reason": reason.strip()[:500]})


def _handed_out(user: User, item: Item, where: str, action: str, told: dict[str, Any]) -> Any:
    """The entry is written first: an altered file leaves the attempt in the log, with what was found."""
    sha256 = item.sha256 if where == store.ORIGINALS else item.working_sha256
    fault: TrucelineError | None = None
    try:
        file = store.open_sealed(where, sha256)
    except TrucelineError as error:
        fault, action, told = error, "evidence_does_not_hold", told | {"cause": error.problems[0].message}
    with transaction.atomic():
        append(user, action, ("evidence", item.pk), told | {"sha256": sha256, "at": now()})
    if fault:
        raise fault
    return file
