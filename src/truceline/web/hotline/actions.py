"""A call is kept, becomes a report, or is closed: right, rule, rows and log entry in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append, hold
from truceline.web.audit.chain import digest
from truceline.web.clock import deployment, now
from truceline.web.hotline import heard
from truceline.web.hotline.models import Call, CallerIdentity, CallerRole, CallOutcome
from truceline.web.intake import form
from truceline.web.intake.actions import LONGEST_TOLD, check_key, compartment_of, submit_report
from truceline.web.second_wall import acting_for_engine

KEPT = ("act", "day", "time_from", "time_until")


def log_call(user: User, said: Mapping[str, Any], caller: Mapping[str, str], key: str) -> Call:
    """Keep a call. The same key and content give the same call again.

    ``said``: called_at (an instant), words, place_words, place_id, compartment and the fields ``KEPT``.
    ``caller``: role, name, contact; they go into a row of their own and are in no entry of the log.
    Raises: PermissionDenied; TrucelineError E-WEB-002, E-WEB-003 for the key, E-WEB-004 for a call from the future,
    E-WEB-011 without words, or for a place that was not among those read back.
    """
    if not may(user, "hotline.log"):
        raise PermissionDenied
    check_key(key)
    asked = digest([{k: v for k, v in said.items() if v not in (None, "")}, dict(caller)])
    call_id = "c-" + hashlib.sha256(f"{user.pk}:{key}".encode()).hexdigest()[:20]
    known = _earlier(call_id, asked, key)
    if known:
        return known
    try:
        return _keep(_call(user, said, call_id, asked), caller)
    except IntegrityError:  # two attempts at the same moment: the other one was first
        first = _earlier(call_id, asked, key)
        if first is None:
            raise
        return first


def _earlier(call_id: str, asked: str, key: str) -> Call | None:
    found = Call.objects.filter(pk=call_id).first()
    if found and found.request_digest != asked:
        raise TrucelineError(problem("E-WEB-003", "key", value=key))
    return found


def _call(user: User, said: Mapping[str, Any], call_id: str, asked: str) -> Call:
    moment, words, place_words = now(), str(said["words"]).strip(), str(said.get("place_words", "")).strip()
    if not words:
        raise TrucelineError(problem("E-WEB-011", "hotline", value="words"))
    if said["called_at"] > moment:
        raise TrucelineError(problem("E-WEB-004", "hotline", value=said["called_at"].isoformat()))
    agreed = heard.candidate(place_words, str(said.get("place_id") or ""))
    if said.get("place_id") and agreed is None:
        raise TrucelineError(problem("E-WEB-011", "hotline", value="place"))
    return Call(
        call_id=call_id,
        request_digest=asked,
        taken_by=user,
        called_at=said["called_at"].astimezone(UTC),  # as the database gives it back, or its digest would differ
        logged_at=moment,
        words=words[:20_000],
        place_words=place_words[:200],
        place_id=agreed.place_id if agreed else "",
        place_name=agreed.name if agreed else "",
        read_back=agreed.question[:400] if agreed else "",
        typed={k: said[k] for k in KEPT if said.get(k)},
        compartment=compartment_of(user, said.get("compartment")),
    )


def _keep(call: Call, caller: Mapping[str, str]) -> Call:
    call.digest = call.own_digest()
    with transaction.atomic():
        call.audit_seq = append(call.taken_by, "log_call", ("call", call.pk), {"at": call.logged_at}, [call.digest]).seq
        call.save(force_insert=True)
        role = caller.get("role") or CallerRole.NOT_SAID
        named = {n: str(caller.get(n, "")).strip()[:200] for n in ("name", "contact")}
        if any(named.values()) or role != CallerRole.NOT_SAID:
            if role not in CallerRole.values:
                raise TrucelineError(problem("E-WEB-011", "hotline", value="role"))
            kept = CallerIdentity.objects.bulk_create([CallerIdentity(call=call, role=role, **named)])
            append(call.taken_by, "keep_source_identity", ("call", call.pk), rows=kept)
    return call


def make_report(user: User, call_id: str, asked: Mapping[str, str]) -> CallOutcome:
    """A report out of a call: its words, its place as agreed to or as heard, and who called as its source's identity.

    ``asked``: act, day, time_from, time_until. A call becomes one report, whoever asks and however often.
    Raises: PermissionDenied; E-WEB-061 for a call that was closed; E-REP-00x for what makes no sense.
    """
    call = _seen(user, call_id)
    try:
        with transaction.atomic():
            hold()  # who settles it at this moment has done so, or comes after
            settled = CallOutcome.objects.filter(call=call).first()
            if settled is None:
                return _reported(user, call, asked)
    except IntegrityError:  # a colleague was quicker; the report of this attempt is not kept
        settled = CallOutcome.objects.get(call=call)
    if settled.kind != "report":
        raise TrucelineError(problem("E-WEB-061", call_id, value=settled.kind))
    return settled


def _reported(user: User, call: Call, asked: Mapping[str, str]) -> CallOutcome:
    with acting_for_engine():  # who called goes from one closed row into another, unread by who asks
        caller = CallerIdentity.objects.filter(call=call).first()
    typed = dict.fromkeys(form.TYPED, "") | {k: asked.get(k, "") for k in KEPT}
    typed |= {"text": call.words, "place_name": call.place_words, "place_id": call.place_id}
    typed |= {"source_kind": "hotline", "claimant": f"{deployment().name}: hotline"}
    raw = form.raw_report(typed | {"compartment": call.compartment or ""})
    made = submit_report(user, raw, f"call-{call.pk}", "hotline", _told_by(caller))
    return _settle(user, call, {"kind": "report", "report": made.reports.get()})


def _told_by(caller: CallerIdentity | None) -> dict[str, str] | None:
    if caller is None:
        return None
    role = f"({caller.role.replace('_', ' ')})"
    name = caller.name[: LONGEST_TOLD - len(role) - 1]  # the call's own row holds it whole
    return {"name": f"{name} {role}".strip(), "contact": caller.contact}


def close_call(user: User, call_id: str, reason: str) -> CallOutcome:
    """Nothing to report came of it. Raises PermissionDenied; E-WEB-011 without a reason; E-WEB-061 once settled."""
    call = _seen(user, call_id)
    if not reason.strip():
        raise TrucelineError(problem("E-WEB-011", call_id, value="reason"))
    try:
        with transaction.atomic():
            hold()
            settled = CallOutcome.objects.filter(call=call).first()
            if settled is None:
                return _settle(user, call, {"kind": "closed", "reason": reason.strip()[:2000]})
    except IntegrityError:
        settled = CallOutcome.objects.get(call=call)
    raise TrucelineError(problem("E-WEB-061", call_id, value=settled.kind))


def _seen(user: User, call_id: str) -> Call:
    call = Call.objects.visible_to(user).filter(pk=call_id).first() if may(user, "hotline.log") else None
    if call is None:
        raise PermissionDenied
    return call


def _settle(user: User, call: Call, told: dict[str, Any]) -> CallOutcome:
    outcome = CallOutcome(call=call, by=user, at=now(), **told)
    CallOutcome.objects.bulk_create([outcome])
    detail = {"kind": outcome.kind, "report": outcome.report_id, "reason": outcome.reason}
    append(user, "settle_call", ("call", call.pk), detail, rows=[outcome])
    return outcome
