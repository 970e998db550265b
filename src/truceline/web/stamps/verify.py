"""Whether the chain is still the one that was stamped: a chain alone cannot show that its end was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.audit.models import Entry
from truceline.web.stamps import tokens
from truceline.web.stamps.actions import trusted_roots
from truceline.web.stamps.models import Stamp


@dataclass
class Stamped:
    """``last``: (entry, time, authority) of the newest stamp that holds."""

    holding: int = 0
    last: tuple[int, datetime, str] | None = None
    breaks: list[str] = field(default_factory=list)


def verify_stamps() -> Stamped:
    """Every answer in the table and in ``stamps/`` against the chain."""
    found = Stamped()
    roots = trusted_roots()
    end = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    known: set[bytes] = set()
    for one in Stamp.objects.order_by("seq", "at"):
        known.add(bytes(one.answer))
        _judge(found, (one.seq, one.entry_hash, one.authority), bytes(one.answer), (roots, end))
    for path in sorted(settings.STAMPS.glob("*.tsr")):
        answer = path.read_bytes()
        if answer not in known:
            seq, entry_hash, _ = path.stem.split("-")
            found.breaks.append(f"{path.name}: this time-stamp of entry {seq} is not in the database any more")
            _judge(found, (int(seq), entry_hash, "folder"), answer, (roots, end))
    return found


def _judge(found: Stamped, named: tuple[int, str, str], answer: bytes, against: tuple[list[Any], int]) -> None:
    seq, entry_hash, authority = named
    roots, end = against
    try:
        said = tokens.check(answer, roots, tokens.head_text(seq, entry_hash)).tst_info
    except TrucelineError as error:
        found.breaks.append(f"time-stamp of entry {seq}: {error.problems[0].message}")
        return
    when = f"{said.gen_time:%Y-%m-%d %H:%M:%S} UTC"
    kept = Entry.objects.filter(seq=seq).values_list("hash", flat=True).first()
    if kept == entry_hash:
        found.holding += 1
        if found.last is None or (seq, said.gen_time) > found.last[:2]:
            found.last = (seq, said.gen_time, authority)
    elif kept is None:
        found.breaks.append(f"entry {seq}, stamped {when}, is gone: the chain was cut off after entry {end}")
    else:
        found.breaks.append(f"entry {seq} is not the one stamped {when}: the chain was written anew up to it")


def verify_kept(path: Path) -> str:
    """Against an answer that was kept elsewhere: what it says of the chain. Raises E-STAMP-002, E-STAMP-004."""
    try:
        answer = path.read_bytes()
    except OSError as error:
        raise TrucelineError(problem("E-STAMP-003", str(path), cause=error.strerror or str(error))) from error
    decoded = tokens.check(answer, trusted_roots())
    when = f"{decoded.tst_info.gen_time:%Y-%m-%d %H:%M:%S} UTC"
    for seq, entry_hash in _entries():
        if tokens.stamps(decoded, tokens.head_text(seq, entry_hash)):
            return f"{path.name} stamps entry {seq}, at {when}."
    raise TrucelineError(problem("E-STAMP-004", path.name, at=when))


def _entries() -> Iterator[tuple[int, str]]:
    return iter(Entry.objects.order_by("-seq").values_list("seq", "hash").iterator(5000))
