"""Reading the chain: the log itself, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict

from truceline.web.audit.chain import GENESIS, entry_hash
from truceline.web.audit.models import Entry

ENTRIES_AT_ONCE = 100  # each may hold the digests of two thousand rows


@dataclass(frozen=True)
class Verified:
    """``breaks``: where and how the chain does not hold, first one first; ``head`` is what to note elsewhere."""

    entries: int
    head: str
    breaks: list[str]


def verify(expected: tuple[int, str] | None = None) -> Verified:
    """Recompute every hash. ``expected``: an entry noted earlier outside, which must still be there.

    A chain alone cannot show that its end was cut off: that needs a head noted elsewhere.
    """
    breaks: list[str] = []
    before, count = GENESIS, 0
    met = expected is None
    for entry in Entry.objects.order_by("seq").iterator(ENTRIES_AT_ONCE):
        count += 1
        breaks += [f"entry {entry.seq}: {what}" for what in _faults(entry, count, before)]
        if len(breaks) > 20:
            break
        if expected and entry.seq == expected[0]:
            met = True
            if entry.hash != expected[1]:
                breaks.append(f"entry {entry.seq}: its hash is not the one noted earlier")
        before, count = entry.hash, entry.seq
    if not met and expected:
        breaks.append(f"entry {expected[0]}, noted earlier, is gone: the end of the chain was cut off")
    return Verified(count, before, breaks)


def _faults(entry: Entry, wanted_seq: int, before: str) -> Iterator[str]:
    if entry.seq != wanted_seq:
        yield f"expected entry {wanted_seq} here; entries between were taken out"
    if entry.previous_hash != before:
        yield "it does not follow from the entry before it"
    fields = model_to_dict(entry) | {"seq": entry.seq}
    if entry_hash(fields) != entry.hash:
        yield "what it says was changed after it was written"


def history_of(target_type: str, target_ids: Iterable[str]) -> Any:
    """Entries about one thing, oldest first."""
    return Entry.objects.filter(target_type=target_type, target_id__in=list(target_ids)).order_by("seq")
