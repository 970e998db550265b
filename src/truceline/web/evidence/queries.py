"""Reading evidence: what lies with a report or incident, who had it in hand, and whether the store still holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from truceline.web.accounts.models import User
from truceline.web.audit.models import Entry
from truceline.web.audit.queries import history_of
from truceline.web.casework.models import Incident
from truceline.web.evidence import store
from truceline.web.evidence.models import Item
from truceline.web.intake.models import Report


def items_of(user: User, subject: Report | Incident) -> list[Item]:
    """Files of a report, or of an incident and its reports, that a person may know of; in order of receipt."""
    rows = Item.objects.visible_to(user).select_related("received_by").order_by("received_at", "evidence_id")
    if isinstance(subject, Report):
        return list(rows.filter(report=subject))
    return list(rows.filter(Q(incident=subject) | Q(report__member__incident=subject)))


@dataclass(frozen=True)
class Handling:
    """One line of the custody log: an entry of the chain. ``at`` is the mission's clock, as the entry holds it."""

    seq: int
    at: datetime
    actor: str
    action: str
    detail: dict[str, Any]
    entry_hash: str


def custody(item: Item) -> list[Handling]:
    """Who received it, opened the original, took a copy, exported it: the chain's own entries, oldest first."""
    return [_handling(entry) for entry in history_of("evidence", [item.pk])]


def _handling(entry: Entry) -> Handling:
    detail = json.loads(entry.detail)
    at = datetime.fromisoformat(detail.pop("at", entry.at))
    return Handling(entry.seq, at, entry.actor, entry.action, detail, entry.hash)


@dataclass(frozen=True)
class Checked:
    files: int
    faults: list[str]
    unnamed: int  # files in the store that no row names: an upload that ended before it was confirmed


def verify_store() -> Checked:
    """Recompute the SHA-256 of every file that a row names. Rows themselves: audit/rows.py."""
    faults: list[str] = []
    named: dict[str, set[str]] = {store.ORIGINALS: set(), store.WORKING: set()}
    for item in Item.objects.order_by("received_at", "evidence_id").iterator(500):
        for where, sha256 in _files(item):
            if sha256 not in named[where]:
                named[where].add(sha256)
                faults += [f"{item.pk}: {fault}" for fault in _faults(where, sha256)]
    unnamed = sum(1 for where, known in named.items() for path in store.sealed(where) if path.name not in known)
    return Checked(sum(map(len, named.values())), faults, unnamed)


def _files(item: Item) -> Iterator[tuple[str, str]]:
    yield store.ORIGINALS, item.sha256
    if item.working_sha256:
        yield store.WORKING, item.working_sha256


def _faults(where: str, sha256: str) -> Iterator[str]:
    what = "original" if where == store.ORIGINALS else "working copy"
    path = store.path_of(where, sha256)
    if not path.exists():
        yield f"the {what} {sha256[:16]} is missing"
    elif (found := store.sha256_of(path)) != sha256:
        yield f"the {what} {sha256[:16]} was altered: it is now {found[:16]}"
