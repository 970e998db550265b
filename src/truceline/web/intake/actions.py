"""Every way in: rows are checked, kept and audited in one transaction; a retry finds the first result again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from truceline.formats.intake import BadCell, check_report
from truceline.formats.own_reports import own_report
from truceline.matching.words import folded
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import SOURCES, User
from truceline.web.accounts.rights import MISSION, Role, may
from truceline.web.audit.actions import append
from truceline.web.audit.chain import digest
from truceline.web.clock import deployment, now
from truceline.web.intake.models import SourceIdentity, Submission
from truceline.web.intake.rows import COLUMNS, keep_rows

# What a report says of itself; who checked it, how sure that is and where it belongs is for the mission to say.
CLAIMED = frozenset(COLUMNS) - {"report_id", "incident_id", "source_row", "verified_by", "standard_of_proof", "source"}

LONGEST_TOLD = 200  # characters of a source's name, and of the way to reach it


def submit_report(
    user: User, raw: Mapping[str, Any], key: str, kind: str = "form", told_by: Mapping[str, str] | None = None
) -> Submission:
    """Keep one report. The answer comes after the commit.

    ``key``: of the sender's choosing; the same key and content give the same submission again, without a second report.
    Raises: PermissionDenied; TrucelineError E-REP-00x for what makes no sense, E-WEB-002, E-WEB-003 for the key.
    """
    if not may(user, "intake.submit"):
        raise PermissionDenied
    asked = digest([{k: v for k, v in raw.items() if v not in (None, "")}, dict(told_by or {})])
    check_key(key)
    told = {k: told_by.get(k, "") for k in ("name", "contact")} if told_by and told_by.get("name") else None
    for name, value in (told or {}).items():
        if len(value) > LONGEST_TOLD:  # kept whole or not at all: half a number reaches nobody
            raise TrucelineError(problem("E-WEB-085", name, most=LONGEST_TOLD))
    try:
        return _submit(user, raw, (key, asked, kind), told)
    except IntegrityError:  # two attempts at the same moment: the other one was first
        first = earlier(user, key, asked)
        if first is None:
            raise
        return first


def _submit(
    user: User, raw: Mapping[str, Any], named: tuple[str, str, str], told: Mapping[str, str] | None
) -> Submission:
    key, asked, kind = named
    with transaction.atomic():
        known = earlier(user, key, asked)
        if known:
            return known
        row = report_row(user, raw, _report_id(user, key))
        submission = Submission.objects.create(
            by=user, key=key, request_digest=asked, kind=kind, at=now(), taken=1, complete=True
        )
        keep_rows(user, submission, [row], "submit_report", [submission])
        if told:
            kept = SourceIdentity.objects.create(report_id=row["report_id"], **told)
            append(user, "keep_source_identity", ("report", row["report_id"]), rows=[kept])
    return submission


def earlier(user: User, key: str, asked: str) -> Submission | None:
    """The submission a key already made. Raises E-WEB-003 where the content was another."""
    found = Submission.objects.filter(by=user, key=key).first()
    if found and found.request_digest != asked:
        raise TrucelineError(problem("E-WEB-003", "Idempotency-Key", value=key))
    return found


def report_row(user: User, raw: Mapping[str, Any], report_id: str) -> dict[str, Any]:
    """A checked row of the table ``reports``. Raises TrucelineError."""
    said = {k: v for k, v in raw.items() if k in CLAIMED}
    said |= {"report_id": report_id, "source": user.username, "received_at": now()}
    said.setdefault("claimant", _own_claimant(user))
    _check_claimant(user, str(said["claimant"] or ""))
    said["compartment"] = compartment_of(user, said.get("compartment"))
    said["source_kind"] = source_kind_of(user, said.get("source_kind"))
    try:
        row = dict.fromkeys(COLUMNS) | own_report(said)
        check_report(row, set())
    except BadCell as error:
        raise TrucelineError(problem(error.code, "report", **error.values)) from error
    if row["occurred_from"] > row["received_at"]:
        raise TrucelineError(problem("E-WEB-004", "report", value=row["occurred_from"].isoformat()))
    return row


def _own_claimant(user: User) -> str:
    """Who says it where nobody is named. Who left the mission for a party speaks by name: their organisation still is
    the mission, whoever changed the role."""
    own = user.organisation or user.get_full_name()
    return user.get_full_name() if _borrowed(user, own) else own


def _check_claimant(user: User, claimant: str) -> None:
    """Nobody outside of the mission makes the mission their source. Raises E-WEB-086."""
    if _borrowed(user, claimant):
        raise TrucelineError(problem("E-WEB-086", "claimant", value=deployment().name))


def _borrowed(user: User, claimant: str) -> bool:
    name = deployment().name
    return user.role not in MISSION and folded(claimant.partition(":")[0]).strip() == folded(name).strip()


def compartment_of(user: User, asked: Any) -> str | None:
    """Where a report goes: where it was asked to, if the person is inside. A liaison's stays in the party's own."""
    own = user.compartment_names()
    if not asked and user.role == Role.PARTY_LIAISON:
        partys = [name for name in own if name != SOURCES]
        if not partys:
            raise PermissionDenied
        return partys[0]
    if asked and asked not in own:
        raise PermissionDenied
    return asked or None


def source_kind_of(user: User, asked: Any) -> str | None:
    """Only the mission speaks as the mission or its sensors, only a liaison as a party."""
    if user.role == Role.PARTY_LIAISON:
        return "party"
    if user.role in MISSION:
        return str(asked) if asked else "mission"
    return None if asked in ("mission", "sensor", "party", "guarantor") else asked


def _report_id(user: User, key: str) -> str:
    """The same for the same key, so that even a race cannot keep a report twice."""
    return "r-" + hashlib.sha256(f"{user.pk}:{key}".encode()).hexdigest()[:20]


def check_key(key: str) -> None:
    if not 8 <= len(key) <= 100 or not key.isascii() or not key.isprintable():
        raise TrucelineError(problem("E-WEB-002", "Idempotency-Key", value=key[:40]))
