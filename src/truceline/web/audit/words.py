"""Whether what people said and decided is as the entries of the chain hold it: questions, answers, dissent, the
histories of incidents, and where each incident stands. The entries hold the words themselves, not a digest of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from truceline.web.audit.aside import Aside, words_of
from truceline.web.audit.models import Entry, detail_of
from truceline.web.casework.models import Dissent, Event, Incident, Question, Reply
from truceline.web.casework.states import State, is_reopening

# What the background work and the grouping of reports tell: their entries are of batches.
OF_BATCHES = ("joined", "left_incident", "judged", "assessed")
NOTHING = ("", "")  # no conclusion, no standard of proof
ENTRIES_AT_ONCE = 100
AT_ONCE = 2000


class Replayed:
    """The entries about incidents, one after the other: what the tables have to say if nobody changed them."""

    def __init__(self, aside: Aside) -> None:
        self.stands, self.concluded = aside.notes(), aside.notes()  # by incident
        self.said = {name: aside.notes() for name in ("question", "reply", "dissent")}  # by the row's number
        self.history = aside.notes(several=True)  # by all that a step says; says its kind and incident
        self.many = aside.notes(several=True)  # kind and incident of steps on many

    def take(self, seq: int, action: str, actor: str, target: str, detail: Mapping[str, Any]) -> None:
        if action.startswith("casework_bulk_"):
            self._many(seq, action, detail)
        elif "kind" in detail:
            self._one(seq, actor, target, detail)

    def _many(self, seq: int, action: str, detail: Mapping[str, Any]) -> None:
        triaged = action.endswith("triage")
        for pk in detail.get("incidents", ()):
            self.many.put(f"{'moved' if triaged else 'taken'} {pk}", seq, "")
            if triaged:
                self.stands.put(str(pk), seq, State.TRIAGED.value)

    def _one(self, seq: int, actor: str, pk: str, event: Mapping[str, Any]) -> None:
        kind, text = event["kind"], event.get("text", "")
        before, after, more = event.get("from_state", ""), event.get("to_state", ""), event.get("detail", {})
        self.history.put(words_of(pk, kind, actor, text, before, after), seq, f"{kind} {pk}")
        if after:
            self.stands.put(pk, seq, str(after))
        if kind == "agreed":
            self.concluded.put(pk, seq, words_of(more["conclusion"], more["proof"]))
        elif kind == "moved" and is_reopening(before, after):
            self.concluded.put(pk, seq, words_of(*NOTHING))
        for name, number in (("question", "asked"), ("reply", ""), ("dissent", "dissent")):
            if name in more and (not number or kind == number) and kind != "released_answer":
                self.said[name].put(str(more[name]), seq, words_of(text))


def changed_words() -> Iterator[str]:
    """One sentence for each row that says something else than its entry, is gone, or that no entry told."""
    about = Q(target_type__in=("incident", "incidents"))
    columns = ("seq", "action", "actor", "target_id", "detail")
    entries = Entry.objects.filter(about).order_by("seq").values_list(*columns)
    with Aside() as aside:
        replayed = Replayed(aside)
        for seq, action, actor, target, detail in entries.iterator(ENTRIES_AT_ONCE):
            replayed.take(seq, action, actor, target, detail_of(detail))
        yield from _rows(replayed)
        yield from _histories(replayed)
        yield from _states(replayed)


def _rows(replayed: Replayed) -> Iterator[str]:
    models: tuple[tuple[str, Any], ...] = (("question", Question), ("reply", Reply), ("dissent", Dissent))
    for name, model in models:
        said = replayed.said[name]
        for number, text in model.objects.order_by("pk").values_list("pk", "text").iterator(AT_ONCE):
            seq, words = said.pop(str(number)) or (0, "")
            if not seq:
                yield f"no entry tells of the {name} {number}"
            elif words != words_of(text):
                yield f"entry {seq}: the {name} that it tells of was changed or taken out"
        for _number, seq, _words in said.rest():
            yield f"entry {seq}: the {name} that it tells of was changed or taken out"


def _histories(replayed: Replayed) -> Iterator[str]:
    columns = ("incident_id", "kind", "by", "text", "from_state", "to_state")
    for told in Event.objects.exclude(kind__in=OF_BATCHES).values_list(*columns).iterator(AT_ONCE):
        pk, kind = told[0], told[1]
        if replayed.history.pop(words_of(*told)) is None and replayed.many.pop(f"{kind} {pk}") is None:
            yield f"the history of {pk} tells of a step ({kind} by {told[2]}) that no entry holds so"
    for _told, seq, step in replayed.history.rest():
        kind, _, pk = step.partition(" ")
        yield f"entry {seq}: the history of {pk} does not tell it ({kind}) as it was"
    for step in replayed.many.each_once():
        kind, _, pk = step.partition(" ")
        yield f"the history of {pk} lost a step ({kind}) that the log holds"


def _states(replayed: Replayed) -> Iterator[str]:
    columns = ("pk", "state", "conclusion", "standard_of_proof")
    for pk, state, *concluded in Incident.objects.values_list(*columns).iterator(AT_ONCE):
        _seq, stands = replayed.stands.get(pk) or (0, State.REPORTED.value)
        if state != stands:
            yield f"incident {pk} says {state}; by the log it is {stands}"
        _seq, words = replayed.concluded.get(pk) or (0, words_of(*NOTHING))
        if words != words_of(*concluded):
            yield f"incident {pk} says that its conclusion is {' '.join(concluded) or 'none'}; the log does not"
