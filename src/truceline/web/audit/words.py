"""Whether what people said and decided is as the entries of the chain hold it: questions, answers, dissent, the
histories of incidents, and where each incident stands. The entries hold the words themselves, not a digest of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from truceline.web.audit.models import Entry, detail_of
from truceline.web.casework.models import Dissent, Event, Incident, Question, Reply
from truceline.web.casework.states import State, is_reopening

# What the background work and the grouping of reports tell: their entries are of batches.
OF_BATCHES = ("joined", "left_incident", "judged", "assessed")
NOTHING = ("", "")  # no conclusion, no standard of proof
Told = tuple[str, str, str, str, str, str]  # incident, kind, by, text, from, to


class Replayed:
    """The entries about incidents, one after the other: what the tables have to say if nobody changed them."""

    def __init__(self) -> None:
        self.stands: dict[str, str] = {}
        self.concluded: dict[str, tuple[str, str]] = {}
        self.said: dict[tuple[str, int], tuple[int, str]] = {}  # (kind of row, its number) -> entry, words
        self.history: dict[Told, list[int]] = {}
        self.many: Counter[tuple[str, str]] = Counter()  # (incident, kind) of steps on many

    def take(self, seq: int, action: str, actor: str, target: str, detail: Mapping[str, Any]) -> None:
        if action.startswith("casework_bulk_"):
            self._many(action, detail)
        elif "kind" in detail:
            self._one(seq, actor, target, detail)

    def _many(self, action: str, detail: Mapping[str, Any]) -> None:
        triaged = action.endswith("triage")
        for pk in detail.get("incidents", ()):
            self.many[pk, "moved" if triaged else "taken"] += 1
            if triaged:
                self.stands[pk] = State.TRIAGED

    def _one(self, seq: int, actor: str, pk: str, event: Mapping[str, Any]) -> None:
        kind, text = event["kind"], event.get("text", "")
        before, after, more = event.get("from_state", ""), event.get("to_state", ""), event.get("detail", {})
        self.history.setdefault((pk, kind, actor, text, before, after), []).append(seq)
        self.stands[pk] = after or self.stands.get(pk, State.REPORTED)
        if kind == "agreed":
            self.concluded[pk] = (more["conclusion"], more["proof"])
        elif kind == "moved" and is_reopening(before, after):
            self.concluded[pk] = NOTHING
        for name, number in (("question", "asked"), ("reply", ""), ("dissent", "dissent")):
            if name in more and (not number or kind == number) and kind != "released_answer":
                self.said[name, more[name]] = (seq, text)


def changed_words() -> Iterator[str]:
    """One sentence for each row that says something else than its entry, is gone, or that no entry told."""
    replayed = Replayed()
    about = Q(target_type__in=("incident", "incidents"))
    columns = ("seq", "action", "actor", "target_id", "detail")
    for seq, action, actor, target, detail in Entry.objects.filter(about).order_by("seq").values_list(*columns):
        replayed.take(seq, action, actor, target, detail_of(detail))
    yield from _rows(replayed)
    yield from _histories(replayed)
    yield from _states(replayed)


def _rows(replayed: Replayed) -> Iterator[str]:
    for name, model in (("question", Question), ("reply", Reply), ("dissent", Dissent)):
        found: dict[int, str] = dict(model.objects.values_list("pk", "text"))  # type: ignore[attr-defined]
        for (kind, number), (seq, words) in replayed.said.items():
            if kind == name and found.pop(number, None) != words:
                yield f"entry {seq}: the {name} that it tells of was changed or taken out"
        yield from (f"no entry tells of the {name} {number}" for number in found)


def _histories(replayed: Replayed) -> Iterator[str]:
    columns = ("incident_id", "kind", "by", "text", "from_state", "to_state")
    left, many = {told: list(seqs) for told, seqs in replayed.history.items()}, Counter(replayed.many)
    for told in Event.objects.exclude(kind__in=OF_BATCHES).values_list(*columns).iterator(2000):
        pk, kind = told[0], told[1]
        if left.get(told):
            left[told].pop()
        elif many[pk, kind] > 0:
            many[pk, kind] -= 1
        else:
            yield f"the history of {pk} tells of a step ({kind} by {told[2]}) that no entry holds so"
    for (pk, kind, *_), seqs in left.items():
        yield from (f"entry {seq}: the history of {pk} does not tell it ({kind}) as it was" for seq in seqs)
    for (pk, kind), missing in many.items():
        if missing > 0:
            yield f"the history of {pk} lost a step ({kind}) that the log holds"


def _states(replayed: Replayed) -> Iterator[str]:
    columns = ("pk", "state", "conclusion", "standard_of_proof")
    for pk, state, *concluded in Incident.objects.values_list(*columns).iterator(2000):
        stands = replayed.stands.get(pk, State.REPORTED)
        if state != stands:
            yield f"incident {pk} says {state}; by the log it is {stands}"
        if tuple(concluded) != replayed.concluded.get(pk, NOTHING):
            yield f"incident {pk} says that its conclusion is {' '.join(concluded) or 'none'}; the log does not"
