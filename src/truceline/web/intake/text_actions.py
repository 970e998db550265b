"""Texts come in, are read, and a person decides about each claim: right, row, decision and log entry at once."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from truceline.formats.text_files import SourceDocument, documents_of
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append, hold
from truceline.web.audit.chain import Bound, digest
from truceline.web.clock import now
from truceline.web.intake.actions import compartment_of, report_row
from truceline.web.intake.models import ClaimDecision, SourceText, Submission, TextClaim, TextPart, TextState
from truceline.web.intake.originals import TEXTS, keep, path_of
from truceline.web.intake.reading import Found, read_document
from truceline.web.intake.rows import keep_rows

log = logging.getLogger(__name__)

AT_ONCE_BYTES, AT_ONCE_CHARACTERS = 300_000, 20_000  # more than that is read in the background
CORRECTED = (
    "act",
    "weapon",
    "occurred_from",
    "occurred_until",
    "claimant",
    "claimed_initiator",
    "claimed_target",
    "place_name",
    "lon",
    "lat",
    "place_radius_m",
    "admin1",
    "country",
    "casualties_best",
)


def hand_in_text(
    user: User, data: bytes, name: str, published: date | None = None, circle: str = "", pasted: bool = False
) -> SourceText:
    """Keep a text and read it, a long one later. The same text with the same day gives the first one again.

    ``name``: of the file, or of what was pasted.

    Raises: PermissionDenied; E-REP-001 for other kinds of file, E-READ-00x for what cannot be read.
    """
    if not may(user, "intake.text"):
        raise PermissionDenied
    inside = compartment_of(user, circle)
    name = name[:200]
    documents = _documents(data, name) if len(data) <= AT_ONCE_BYTES else []
    if not data.strip():
        raise TrucelineError(problem("E-READ-002", name))
    sha256, stored = keep([data], f"{name}.txt" if pasted else name, TEXTS)
    key = digest([sha256, published.isoformat() if published else "", inside or ""])
    known = SourceText.objects.filter(key=key).first()
    if known:
        return known
    short = documents and sum(len(d.text) for d in documents) <= AT_ONCE_CHARACTERS
    found = _read(documents, published) if short else []
    try:
        with transaction.atomic():
            text = SourceText.objects.create(
                key=key,
                by=user,
                at=now(),
                name=name,
                sha256=sha256,
                stored_as=stored,
                published=published,
                compartment=inside,
                state=TextState.READ if found else TextState.WAITING,
            )
            kept = _keep_found(text, found)
            append(user, "hand_in_text", ("text", str(text.pk)), {"sha256": sha256}, rows=[text, *kept])
    except IntegrityError:  # the same text at the same moment
        return SourceText.objects.get(key=key)
    return text


def _documents(data: bytes, name: str) -> list[SourceDocument]:
    documents, problems = documents_of(data, name)
    if not documents:
        raise TrucelineError(*problems)
    return documents


def _read(documents: Sequence[SourceDocument], published: date | None) -> list[Found]:
    """Later parts of one text have the first part's date."""
    found: list[Found] = []
    day = published
    for document in documents:
        if "#part" not in document.name or document.name.endswith("#part1"):
            day = published
        made = read_document(document, day)
        day = day or made.day
        found.append(made)
    return found


def _keep_found(text: SourceText, found: Sequence[Found]) -> list[Bound]:
    kept: list[Bound] = []
    for number, made in enumerate(found, 1):
        part = TextPart.objects.create(text=text, number=number, name=made.name[:200], reading=made.reading)
        claims = [TextClaim(part=part, **claim) for claim in made.claims(f"t{number}")]
        kept += [part, *TextClaim.objects.bulk_create(claims)]
    return kept


def read_waiting() -> int:
    """Read one text that waits, in the background. What cannot be read says why; the original stays."""
    text = SourceText.objects.filter(state=TextState.WAITING).order_by("pk").first()
    if text is None:
        return 0
    SourceText.objects.filter(pk=text.pk).update(state=TextState.RUNNING)
    try:
        found = _read(_documents(path_of(text.stored_as).read_bytes(), text.name), text.published)
        with transaction.atomic():
            kept = _keep_found(text, found)
            SourceText.objects.filter(pk=text.pk).update(state=TextState.READ)
            append("engine", "read_text", ("text", str(text.pk)), {"parts": len(found)}, rows=kept)
    except Exception as error:  # whatever it is: the next text waits, and nobody waits for this one in vain
        if isinstance(error, TrucelineError):
            told = "; ".join(map(str, error.problems))
        else:
            log.exception("text %s could not be read", text.pk)
            told = str(problem("E-READ-003", text.name, format="text", cause=type(error).__name__))
        SourceText.objects.filter(pk=text.pk).update(state=TextState.FAILED, note=told[:500])
    return 1


def resume() -> None:
    """What was being read when the service stopped waits again."""
    SourceText.objects.filter(state=TextState.RUNNING).update(state=TextState.WAITING)


def accept_claim(user: User, claim: TextClaim, changes: Mapping[str, Any] | None = None) -> ClaimDecision:
    """Take a claim over, as read or as corrected. That of an event becomes a report at once.

    Raises: PermissionDenied; E-REP-00x, E-WEB-004 for what makes no sense, E-WEB-008 if it was accepted meanwhile.
    """
    _check(user, claim)
    changed = {k: v for k, v in (changes or {}).items() if k in CORRECTED and v != claim.row.get(k)}
    if changed and claim.table != "reports":
        raise PermissionDenied
    row = _report_of(user, claim, changed) if claim.table == "reports" else None
    try:
        with transaction.atomic():
            hold()
            if row:
                submission = Submission.objects.create(
                    by=user,
                    key=f"claim-{claim.pk}",
                    request_digest=digest(row),
                    kind="text",
                    at=now(),
                    file_name=claim.part.text.name,
                    taken=1,
                    complete=True,
                )
                keep_rows(user, submission, [row], "accept_claim", [submission])
            return _decide(user, claim, True, changes=changed, report_id=row["report_id"] if row else None)
    except IntegrityError as error:
        raise TrucelineError(problem("E-WEB-008", claim.name)) from error


def drop_claim(user: User, claim: TextClaim, reason: str) -> ClaimDecision:
    """Leave a claim out, with the reason. It stays where it is and can still be accepted later.

    What one dropped already for that reason stays as it is, however often it is sent. Raises: PermissionDenied;
    E-WEB-011; E-WEB-008 if it was accepted meanwhile, E-WEB-105 if it was dropped.
    """
    _check(user, claim)
    if not reason.strip():
        raise TrucelineError(problem("E-WEB-011", claim.name, value="reason"))
    with transaction.atomic():
        hold()  # whoever accepts or drops it at this moment has done so, or comes after
        if claim.decisions.filter(accepted=True).exists():
            raise TrucelineError(problem("E-WEB-008", claim.name))
        said = reason.strip()[:2000]
        if before := claim.decisions.select_related("by").order_by("-pk").first():
            if (before.by_id, before.reason) != (user.pk, said):
                raise TrucelineError(problem("E-WEB-105", claim.name, value=before.by.username))
            return before
        return _decide(user, claim, False, reason=said)


def _check(user: User, claim: TextClaim) -> None:
    if not TextClaim.objects.visible_to(user).filter(pk=claim.pk, why_not="").exists():
        raise PermissionDenied


def _decide(user: User, claim: TextClaim, accepted: bool, **more: Any) -> ClaimDecision:
    made = ClaimDecision.objects.create(claim=claim, accepted=accepted, by=user, at=now(), **more)
    detail = {"claim": claim.name, "part": claim.part.number, "accepted": accepted}
    detail |= {k: v for k, v in more.items() if v}
    append(user, "decide_claim", ("text", str(claim.part.text_id)), detail, rows=[made])
    return made


def _report_of(user: User, claim: TextClaim, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The report of a claim: its words, its claimant and its origin; its source is the span in the text."""
    text = claim.part.text
    raw = {k: v for k, v in {**claim.row, **changed}.items() if v not in (None, "")}
    if "casualties_best" in changed:  # the range that was read gives way to the number that a person states
        raw = {k: v for k, v in raw.items() if k not in ("casualties_low", "casualties_high")}
    row = report_row(user, raw | {"compartment": text.compartment}, f"t{text.pk}-{claim.part.number}-{claim.name}")
    return row | {"source": f"{claim.part.name}[{claim.start}:{claim.end}]"}
