"""Attaching under a key of the sender's choosing: a retry finds the first file again, another file is refused."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from truceline.web.accounts.models import User
from truceline.web.audit.actions import append
from truceline.web.audit.chain import digest
from truceline.web.clock import now
from truceline.web.evidence.actions import Subject, attach, kept, may_attach
from truceline.web.evidence.models import Item
from truceline.web.evidence.upload import Incoming
from truceline.web.intake.actions import check_key, earlier
from truceline.web.intake.models import EVIDENCE, Submission


def attach_once(user: User, subject: Subject, file: Incoming, caption: str, key: str) -> tuple[Item, bool]:
    """The file as it lies with a report or incident, and whether it was not there before.

    Keys are those of reports too: one key stands for one thing. A server that dies in between has the file or not; the
    retry gives the same either way, since a file is known by its hash.
    Raises: PermissionDenied; E-WEB-002, E-WEB-003 for the key; E-EVI-00x for the file, before the key is taken.
    """
    if not may_attach(user, subject):
        raise PermissionDenied
    check_key(key)
    asked = digest([type(subject).__name__, subject.pk, file.sha256, caption])
    known = earlier(user, key, asked)
    there = kept(user, subject, file.sha256) is not None
    item = attach(user, subject, file, caption)
    if known is None:
        try:
            with transaction.atomic():
                said = {"by": user, "key": key, "request_digest": asked, "kind": EVIDENCE, "at": now()}
                made = Submission.objects.create(**said, rows_in=0, complete=True)
                append(user, "take_key", ("evidence", item.pk), {"submission": made.pk}, rows=[made])
        except IntegrityError:  # two attempts at the same moment: raises if the other was for something else
            earlier(user, key, asked)
    return item, not there
