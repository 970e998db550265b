"""What an encoded agreement leaves unsaid: advice, never an error. Pure: cases and known actors are handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from truceline.agreement.cases import Case
from truceline.agreement.clock import moment
from truceline.agreement.hours import force_spans, hours_in_words, in_its_hours, spans_of
from truceline.agreement.in_force import in_view
from truceline.agreement.model import Agreement, Party, Provision, plain
from truceline.agreement.windows import span_of, whole_spans
from truceline.vocabulary.terms import ACTS, ARGUABLE, falls_under

BREACHABLE = ("prohibition", "obligation")
OUTCOMES = ("violation", "no_violation", "undetermined")


def advice(agreement: Agreement, cases: Sequence[Case], actors: Collection[str]) -> list[str]:
    """Sentences, in the order of the text. ``actors``: ids that the registry knows."""
    return [
        *_without_cases(agreement, cases),
        *_never_open(agreement),
        *_unreachable(agreement),
        *_undefined(agreement, actors),
        *_unheeded(agreement),
        *_resumed_from_nothing(agreement),
        *_taken_back_by_another(agreement),
        *_taken_back_too_late(agreement),
        *_lifted_wholly(agreement),
        *_ensured_of_nobody(agreement),
        *_each_of_nothing(agreement),
        *_misspelt_exceptions(agreement),
        *_unused(agreement),
        *_same_readings(agreement),
    ]


def _without_cases(agreement: Agreement, cases: Sequence[Case]) -> Iterable[str]:
    """Prohibitions and obligations need a case per outcome; other kinds one that shows their effect."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for expected in case.expect.values():
            for provision in {case.provision, *(expected.provisions or ())} - {None}:
                shown[str(provision)].add(expected.outcome or "any")
    for provision in agreement.provisions:
        found = shown[provision.id]
        if provision.kind in BREACHABLE and (provision.kind == "prohibition" or _can_be_touched(provision)):
            wanted = OUTCOMES if provision.basis != "B" else ("undetermined",)  # background is never decided
            missing = [o for o in wanted if o not in found]
            if missing:
                yield f"provision {provision.id} has no case with outcome {', '.join(missing)}"
        elif not found and provision.kind not in BREACHABLE:
            yield f"provision {provision.id} ({provision.kind}) has no case that shows its effect"


def _can_be_touched(provision: Provision) -> bool:
    """Whether a report can touch an obligation; one with a deadline alone is a commitment."""
    return bool(provision.breached_by or provision.notice or provision.ensures)


def _never_open(agreement: Agreement) -> Iterable[str]:
    windows = [("in_force", w) for w in agreement.in_force]
    windows += [(f"provision {p.id}", w) for p in agreement.provisions for w in p.when or ()]
    for where, window in windows:
        span = span_of(window, agreement.timezone, agreement.calendar)
        if span.end.latest <= span.start.earliest:
            yield f"{where}: the window from {window.start} to {window.until} never opens"
        elif span.end.earliest < span.start.latest:
            yield f"{where}: the window from {window.start} may never open, since its zone is unstated"
        elif window.daily and not in_its_hours(span, agreement.timezone):
            yield f"{where}: the window from {window.start} has none of its hours ({hours_in_words(window.daily)})"


def _unreachable(agreement: Agreement) -> Iterable[str]:
    """A provision that no report can touch under any reading."""
    agreed = {a.id for a in agreement.areas if a.status == "agreed"}
    for provision in agreement.provisions:
        if provision.where and not set(provision.where) & agreed:
            yield f"provision {provision.id} applies only in areas that were never agreed: {', '.join(provision.where)}"
        if provision.readings is not None and not set(provision.readings) & set(agreement.reading_ids()):
            yield f"provision {provision.id} holds under no reading of this agreement"
        elif not any(_meets_force(agreement, provision, reading) for reading in agreement.reading_ids()):
            yield f"provision {provision.id} has windows that never meet the agreement's own force"


def _meets_force(agreement: Agreement, provision: Provision, reading: str) -> bool:
    view = in_view(agreement, reading, None)
    own = next((p for p in view.provisions if p.id == provision.id), None)
    if own is None or own.when is None:
        return own is not None
    force = force_spans(view)
    spans = spans_of(own.when, view)
    return any(s.start.earliest < f.end.latest and f.start.earliest < s.end.latest for s in spans for f in force)


def _unheeded(agreement: Agreement) -> Iterable[str]:
    """Determinations that no duty answers: on record, and without effect."""
    answers = [p.reciprocal for p in agreement.provisions if p.reciprocal is not None]
    for found in agreement.determinations:
        if not any(found.by in r.determined_by and set(found.provisions) & set(r.breach_of) for r in answers):
            yield f"determination {found.id}: no provision is reciprocal to what it found by {found.by}"


def _resumed_from_nothing(agreement: Agreement) -> Iterable[str]:
    """A pause that ends and never began; a notice is not ended by it."""
    zone = agreement.timezone
    paused = [moment(e.on, zone).earliest for e in agreement.status_events if e.effect in ("ends", "suspends")]
    for event in agreement.status_events:
        if event.effect == "resumes" and not any(at <= moment(event.on, zone).latest for at in paused):
            yield (
                f"status event of {event.on}: resumes what nothing suspended or ended before, so it changes nothing "
                "(a notice is taken back with effect: withdraws_notice)"
            )


def _taken_back_by_another(agreement: Agreement) -> Iterable[str]:
    given = {e.id: e.by for e in agreement.status_events if e.effect == "gives_notice" and e.id}
    for event in agreement.status_events:
        by = given.get(event.takes_back or "", event.by)
        if event.effect == "withdraws_notice" and by != event.by:
            yield f"status event of {event.on}: {event.by} takes back a notice that {by} gave"


def _taken_back_too_late(agreement: Agreement) -> Iterable[str]:
    """A notice taken back when the term is over that it ended: the instrument does not come back by that."""
    views = [in_view(agreement, reading, None) for reading in agreement.reading_ids()]
    ended = [(view, span, span.event.id) for view in views for span in whole_spans(view) if span.event is not None]
    for event in agreement.status_events:
        if event.effect != "withdraws_notice" or event.takes_back is None:
            continue
        back = moment(event.on, agreement.timezone).earliest
        mine = [span for view, span, by in ended if by == event.takes_back and event in view.status_events]
        if mine and all(s.end.latest <= back for s in mine):
            yield (
                f"status event of {event.on}: takes back the notice {event.takes_back} when the term for whose end it "
                "counted is over, so it changes nothing (what brings the instrument back is a window of its own)"
            )


def _lifted_wholly(agreement: Agreement) -> Iterable[str]:
    """What lifts a duty for everybody, everywhere, always, leaves nothing of it."""
    duties = {p.id: p for p in agreement.provisions if p.kind in BREACHABLE}
    for provision in agreement.provisions:
        if provision.exceptions or any(getattr(provision, key) is not None for key in NARROWS):
            continue
        for duty in (duties[d] for d in provision.lifts or () if d in duties):
            if _all_acts_of(duty, provision):
                yield f"{provision.kind} {provision.id} lifts provision {duty.id} wholly: name acts, places or holders"


NARROWS = (
    "holders", "bound", "where", "origin_where", "origin_kinds", "across", "when", "weapons", "distances", "quantity",
    "target_kinds", "against", "readings", "by_endorsement",
)  # fmt: skip


def _all_acts_of(duty: Provision, lifting: Provision) -> bool:
    acts = lifting.acts or ["any"]
    touched = [*(duty.acts or ()), *(duty.breached_by or ()), *(duty.notice.of if duty.notice is not None else ())]
    return "any" in acts or all(any(falls_under(act, wanted, ACTS) for wanted in acts) for act in touched)


def _ensured_of_nobody(agreement: Agreement) -> Iterable[str]:
    """A duty for others' conduct that names nobody who is bound by what they are to be kept from."""
    breachable = [p for p in agreement.provisions if p.kind in BREACHABLE and p.ensures is None]
    for provision in agreement.provisions:
        ensures = provision.ensures
        if ensures is None or ensures.acts or provision.breached_by or "any" in ensures.parties:
            continue
        kept = [p for p in breachable if ensures.provisions is None or p.id in ensures.provisions]
        others = {*ensures.parties, *(p.id for p in agreement.parties if _one_of(p, ensures.parties))}
        parties = {p.id for p in agreement.parties}
        if not any(others & (set(p.bound) if p.bound is not None else parties) for p in kept):
            named = ", ".join(ensures.parties)
            yield (
                f"provision {provision.id} ensures the conduct of {named}, whom nothing it names binds, so that no "
                "report touches it: name their acts in ensures.acts, or who is bound"
            )


def _one_of(party: Party, actors: Sequence[str]) -> bool:
    return any(m.actor in actors for m in party.members)


def _undefined(agreement: Agreement, actors: Collection[str]) -> Iterable[str]:
    parties = {p.id for p in agreement.parties}
    for party in agreement.parties:
        if not party.members and not party.open_membership and party.id not in actors:
            yield f"party {party.id} ({plain(party.name)}) has no members, so nobody is bound through it"
    named = {r.actor: f"role {r.role}" for r in agreement.roles}
    named |= {a: f"provision {p.id}" for p in agreement.provisions for a in (*(p.bound or ()), *(p.holders or ()))}
    for actor, where in named.items():
        if actor not in parties and actor not in actors:
            yield f"{where} names {actor}, whom neither the agreement nor the registry defines"


def _each_of_nothing(agreement: Agreement) -> Iterable[str]:
    for provision in agreement.provisions:
        quantity = provision.quantity
        for bound in (quantity, *quantity.sub_quotas) if quantity is not None else ():
            if bound.each and bound.per == "report":
                yield f"provision {provision.id}: 'each' adds nothing up without 'per' (total, day, week, month, P7D)"
        if quantity is not None and quantity.max == 0 and quantity.reduced_by and not quantity.net:
            yield f"provision {provision.id}: with max 0 every arrival is over it; for replacement write net: true"


def _misspelt_exceptions(agreement: Agreement) -> Iterable[str]:
    """Any word may be argued, but an agreement's must be the one that reports use."""
    for provision in agreement.provisions:
        emergency = provision.notice.emergency if provision.notice is not None else None
        words = [*(e.kind for e in provision.exceptions), *(emergency.kinds if emergency is not None else ())]
        for word in words:
            meant = get_close_matches(word, ARGUABLE, n=1, cutoff=0.8)
            if meant and meant[0] != word:
                yield f"provision {provision.id}: exception '{word}' looks like {meant[0]}, the word of reports"


def _unused(agreement: Agreement) -> Iterable[str]:
    text = agreement.model_dump_json(exclude={"areas", "sources"})
    between = agreement.model_dump(include={"areas"})["areas"]
    for area in agreement.areas:
        others = [v for a in between if a["id"] != area.id for k, v in a.items() if k in LINKS]
        if area.status == "agreed" and f'"{area.id}"' not in text and not any(area.id in (v or ()) for v in others):
            yield f"area {area.id} is drawn but nothing refers to it"
    cited = agreement.model_dump_json(exclude={"sources"})
    for source in agreement.sources:
        if f'"{source.id}' not in cited:
            yield f"source {source.id} is listed but never cited"


LINKS = ("along", "within", "include", "exclude")


def _same_readings(agreement: Agreement) -> Iterable[str]:
    ids = agreement.reading_ids()
    views = [in_view(agreement, reading, None) for reading in ids]
    for i, left in enumerate(views):
        for j in range(i):
            if left == views[j]:
                yield f"readings {ids[j]} and {ids[i]} hold the same: no part of the agreement tells them apart"
